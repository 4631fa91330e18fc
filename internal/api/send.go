package api

import (
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"io"
	"net"
	"net/http"
	"slices"
	"sync/atomic"
	"time"

	"btalk/internal/cache"
	"btalk/internal/models"
)

// Change is one request that changes something at the server.
type Change struct {
	Op       string         // a verb phrase: "push the address of LYON_1"
	Method   string         // PUT, POST, …
	Segments []string       // of the path below the base, unescaped: "customers", "9999", …
	Body     []byte         // JSON, sent byte for byte
	Families []cache.Family // that it makes wrong
	Patient  bool           // after a throttle or a 503, wait and send again what the gateway refused
}

// Result says what became of a Change.
type Result int

// The results of a change.
const (
	// NotSent: it never left (read-only, dry run, no token, budget spent, no
	// connection).
	NotSent Result = iota
	// Done: the server took it (2xx).
	Done
	// Refused: the server refused it, with a complete 4xx, or the gateway did
	// before the back end saw it.
	Refused
	// Unknown: it was sent and what became of it cannot be told: no answer, a
	// 5xx, an answer that cannot be read. It must not be sent again before the
	// server was read.
	Unknown
)

// Outcome is what came back of a Change.
type Outcome struct {
	Result    Result
	Status    int          // HTTP status, 0 when no answer came
	Body      models.Value // of the answer; null when there was none
	Location  models.Text  // the header of that name
	RequestID models.Text
}

const patientSending = 70 * time.Second

// Send is the one door by which a change leaves the program. It sends once;
// what the gateway refused before the back end saw it (401/42, and where
// Patient code 53 and 503 with code 5 or 6) is sent once more. The error is
// nil exactly when the result is Done.
func (c *Client) Send(ctx context.Context, change Change) (Outcome, error) {
	if err := c.checkChange(change); err != nil {
		return Outcome{}, err
	}
	outcome, err := c.sendOnce(ctx, change)
	if !change.Patient || !c.refusedByGateway(outcome) {
		return outcome, err
	}
	wait := waitUntil(c.budget.throttledUntil(), c.cfg.Now())
	if wait > patientSending || pause(ctx, wait) != nil {
		return outcome, err
	}
	return c.sendOnce(ctx, change)
}

func (c *Client) checkChange(change Change) error {
	switch {
	case !c.Writing():
		return readOnly(change.Op)
	case safe(change.Method) || change.Method == "":
		return &models.Error{Op: change.Op, Kind: models.Invalid, Detail: models.NewText("that is no change")}
	case slices.Contains(change.Segments, ""):
		return &models.Error{Op: change.Op, Kind: models.Invalid, Detail: models.NewText("a code or an id is missing")}
	}
	return nil
}

// sendOnce sends, and drops what the change makes wrong: as soon as it may
// have been made, and again when the answer is there, because a read between
// the two may have brought the old value.
func (c *Client) sendOnce(ctx context.Context, change Change) (Outcome, error) {
	var attempts atomic.Int32
	ctx = withChange(ctx, &attempts)
	if change.Patient {
		ctx = withPatience(ctx, patientSending)
	}
	req, err := http.NewRequestWithContext(ctx, change.Method, c.btalk.address(change.Segments, nil), bytes.NewReader(change.Body))
	if err != nil {
		return Outcome{}, c.trouble(ctx, change.Op, err)
	}
	c.dress(req)
	req.Header.Set("Content-Type", "application/json")
	resp, err := c.http.Do(req)
	if err != nil && (attempts.Load() == 0 || neverConnected(err)) {
		return Outcome{}, c.trouble(ctx, change.Op, err)
	}
	c.drop(change.Families)
	defer c.drop(change.Families)
	if err != nil {
		return c.lost(ctx, change, answer{}, err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	got := answer{status: resp.StatusCode, header: resp.Header, body: c.secrets.hideInData(body)}
	if err != nil {
		return c.lost(ctx, change, got, err)
	}
	return c.outcome(ctx, change, got)
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

// drop forgets families, and lets nobody join a read that is under way.
func (c *Client) drop(families []cache.Family) {
	for _, family := range families {
		c.store.Drop(family)
	}
	c.flights.forget()
}

// outcome judges a complete answer. Only one that the gateway or the back end
// wrote in full tells that nothing was changed.
func (c *Client) outcome(ctx context.Context, change Change, got answer) (Outcome, error) {
	outcome := c.told(got)
	e := readEnvelope(got.body)
	doc, err := models.ParseValue(got.body)
	switch {
	case got.status/100 == 2 && err == nil:
		outcome.Result, outcome.Body = Done, doc
		return outcome, nil
	case got.status/100 == 4 && got.status != http.StatusRequestTimeout && (e.json || len(got.body) == 0),
		gatewayIsClosed(got.status, e):
		outcome.Result, outcome.Body = Refused, doc
		return outcome, c.failure(change.Op, got)
	case err == nil:
		err = errors.New("the answer does not say whether it was done")
	}
	return c.lost(ctx, change, got, err)
}

// gatewayIsClosed recognises a 503 of the gateway itself (api-contract §1.4):
// the back end has not seen the request.
func gatewayIsClosed(status int, e envelope) bool {
	return status == http.StatusServiceUnavailable && e.json && !e.backend &&
		(e.code == codeUnavailable || e.code == codeOverCapacity)
}

func (c *Client) refusedByGateway(outcome Outcome) bool {
	if outcome.Result != Refused {
		return false
	}
	e := readEnvelope(outcome.Body)
	return e.code == codeTooMany && throttles(outcome.Status, e.code) || gatewayIsClosed(outcome.Status, e)
}

func (c *Client) told(got answer) Outcome {
	return Outcome{
		Status:    got.status,
		Location:  c.secrets.text(got.header.Get("Location")),
		RequestID: c.secrets.text(got.header.Get(requestIDHeader)),
	}
}

// lost is the outcome of a change of which nobody can tell whether it was made.
func (c *Client) lost(ctx context.Context, change Change, got answer, cause error) (Outcome, error) {
	outcome := c.told(got)
	outcome.Result = Unknown
	failure := c.trouble(ctx, change.Op, cause)
	failure.Kind, failure.Status, failure.RequestID = models.Unknown, got.status, outcome.RequestID
	if words := readEnvelope(got.body).words; words != "" {
		failure.Detail = c.secrets.text(words)
	}
	return outcome, failure
}

// Hide blacks out every secret in text, for those who keep what a server said.
func (c *Client) Hide(text string) string { return c.secrets.hide(text) }
