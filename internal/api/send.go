package api

import (
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http"
	"sync/atomic"
	"time"

	"btalk/internal/cache"
	"btalk/internal/models"
)

// sender sends changes. It is the one door by which they leave the program, and
// it is closed unless it was opened.
type sender struct {
	source *source
	write  atomic.Bool // changes are on
	never  bool        // dry run or offline: whatever write says
}

// SetWrite allows or forbids changes from now on.
func (s *sender) SetWrite(on bool) { s.write.Store(on) }

// Writing reports whether a change may be sent now.
func (s *sender) Writing() bool { return s.write.Load() && !s.never }

const maxWaitSending = 70 * time.Second

// Send sends a change: request, byte for byte, and once. op is a verb phrase for errors ("push the address of LYON_1"),
// families are what the change makes wrong. What the gateway refused before the
// back end saw it (401/42, code 53, 503 with code 5 or 6) is sent once more.
//
// The state of the outcome is never models.Pending, and its Err is nil exactly
// when it is models.Done. models.OutcomeUnknown is what was sent and of which
// nobody can tell what became: no answer, a 5xx, an answer that cannot be read.
// It must not be sent again before the server was read.
func (s *sender) Send(ctx context.Context, op string, request models.PlannedRequest, families ...cache.Family) models.Outcome {
	if err := s.checkChange(op, request); err != nil {
		return models.Outcome{State: models.NotSent, Err: err}
	}
	ctx = withMaxWait(ctx, maxWaitSending)
	outcome := s.sendOnce(ctx, op, request, families)
	if !refusedByGateway(outcome) {
		return outcome
	}
	wait := waitUntil(s.source.out.budget.throttledUntil(), s.source.out.now())
	if wait > maxWaitSending || Pause(ctx, wait) != nil {
		return outcome
	}
	return s.sendOnce(ctx, op, request, families)
}

func (s *sender) checkChange(op string, request models.PlannedRequest) error {
	switch {
	case !s.Writing():
		return readOnly(op)
	case safe(request.Method) || request.Method == "":
		return &models.Error{Op: op, Kind: models.Invalid, Detail: models.NewText("that is not a change")}
	case !models.IsWhole(request.Path):
		return &models.Error{Op: op, Kind: models.Invalid, Detail: models.NewText("a code or an id is missing")}
	}
	return nil
}

// sendOnce sends, and drops what the change makes wrong: as soon as it may
// have been made, and again when the answer is there, because a read between
// the two may have brought the old value.
func (s *sender) sendOnce(ctx context.Context, op string, request models.PlannedRequest, families []cache.Family) models.Outcome {
	var attempts atomic.Int32
	ctx = withChange(ctx, &attempts)
	btalk := s.source.service
	req, err := s.source.out.request(ctx, btalk, request.Method, btalk.address(request.Path, nil), request.Body)
	if err != nil {
		return models.Outcome{State: models.NotSent, Err: s.source.out.explain.onTheWay(ctx, op, err)}
	}
	req.Header.Set("Content-Type", "application/json")
	resp, err := s.source.out.http.Do(req)
	if err != nil && (attempts.Load() == 0 || neverConnected(err)) {
		return models.Outcome{State: models.NotSent, Err: s.source.out.explain.onTheWay(ctx, op, err)}
	}
	s.source.answers.drop(ctx, families)
	defer s.source.answers.drop(ctx, families)
	if err != nil {
		return s.lost(ctx, op, answer{}, err)
	}
	got, err := receive(resp)
	got.body = s.source.out.explain.secrets.hideInData(got.body)
	if err != nil {
		return s.lost(ctx, op, got, err)
	}
	return s.outcome(ctx, op, got)
}

// neverConnected recognises the errors of our own links and of a connection that
// was never made: the request has not gone out by this attempt. An attempt
// before it, if there was one, was refused in full by the gateway (see reauth).
func neverConnected(err error) bool {
	var known *models.Error
	var dialling *net.OpError
	var name *net.DNSError
	var certificate *tls.CertificateVerificationError
	var proxy *proxyError
	return errors.As(err, &known) || errors.As(err, &name) || errors.As(err, &certificate) || errors.As(err, &proxy) ||
		errors.As(err, &dialling) && (dialling.Op == "dial" || dialling.Op == "proxyconnect" || dialling.Op == "socks connect")
}

// outcome judges a complete answer. Only one that the gateway or the back end
// wrote in full tells that nothing was changed.
func (s *sender) outcome(ctx context.Context, op string, got answer) models.Outcome {
	e := readEnvelope(got.body)
	doc, err := models.ParseValue(got.body)
	outcome := models.Outcome{Status: got.status, RequestID: s.source.out.explain.secrets.text(got.header.Get(requestIDHeader)), Answer: doc}
	switch {
	case got.status/100 == 2 && err == nil:
		outcome.State = models.Done
		return outcome
	case got.status/100 == 4 && got.status != http.StatusRequestTimeout && (e.json || len(got.body) == 0),
		gatewayIsClosed(got.status, e):
		outcome.State, outcome.Err = models.Refused, s.source.out.explain.refused(op, got)
		return outcome
	case err == nil:
		err = errors.New("the answer does not say whether it was done")
	}
	return s.lost(ctx, op, got, err)
}

// gatewayIsClosed recognises a 503 of the gateway itself (api-contract §1.4):
// the back end has not seen the request.
func gatewayIsClosed(status int, e envelope) bool {
	return status == http.StatusServiceUnavailable && e.json && !e.backend &&
		(e.code == codeUnavailable || e.code == codeOverCapacity)
}

func refusedByGateway(outcome models.Outcome) bool {
	if outcome.State != models.Refused {
		return false
	}
	e := readEnvelope(outcome.Answer)
	return e.code == codeTooMany && throttles(outcome.Status, e.code) || gatewayIsClosed(outcome.Status, e)
}

// lost is the outcome of a change of which nobody can tell whether it was made.
func (s *sender) lost(ctx context.Context, op string, got answer, cause error) models.Outcome {
	failure := s.source.out.explain.onTheWay(ctx, op, cause)
	failure.Kind, failure.Status = models.Unknown, got.status
	failure.RequestID = s.source.out.explain.secrets.text(got.header.Get(requestIDHeader))
	if words := readEnvelope(got.body).words; words != "" {
		failure.Detail = s.source.out.explain.secrets.text(words)
	}
	return models.Outcome{State: models.OutcomeUnknown, Status: got.status, Err: failure, RequestID: failure.RequestID}
}
