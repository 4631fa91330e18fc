package api

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"

	"btalk/internal/models"
)

// explainer turns whatever goes wrong into a *models.Error. None of them keeps a
// cause that could print an address with its query, or a secret.
type explainer struct {
	secrets *secrets
	budget  *budget
	now     func() time.Time
	proxy   proxyWay
}

// onTheWay explains why no answer came, or not all of one.
func (x explainer) onTheWay(ctx context.Context, op string, err error) *models.Error {
	if known, ok := errors.AsType[*models.Error](err); ok {
		own := *known // it may be shared with others who wait
		if own.Op == "" {
			own.Op = op
		}
		return &own
	}
	kind := kindOnTheWay(ctx, err)
	failure := &models.Error{Op: op, Kind: kind}
	switch {
	case kind == models.Canceled:
		failure.Err = context.Canceled
	case errors.Is(err, context.DeadlineExceeded):
		failure.Err = context.DeadlineExceeded
		failure.Detail = models.NewText("no answer in time")
	default:
		words := x.secrets.text(reason(err, x.now()))
		failure.Err = errors.New(words.String())
		failure.Detail = words
		failure.Fault = models.NewText(faultOnTheWay(err))
	}
	return failure
}

func kindOnTheWay(ctx context.Context, err error) models.Kind {
	var known *models.Error
	var crashed panicError
	switch {
	case errors.As(err, &known):
		return known.Kind
	case errors.Is(ctx.Err(), context.Canceled), errors.Is(err, context.Canceled):
		return models.Canceled
	case errors.As(err, &crashed), errors.Is(err, errTooLarge), errors.Is(err, errRedirect):
		return models.Malformed
	case errors.Is(err, errForeignOrigin):
		return models.Invalid
	}
	return models.Offline
}

// faultOnTheWay names what kept a request from getting there: the proxy or a
// certificate, "" for the rest.
func faultOnTheWay(err error) string {
	if _, ok := errors.AsType[*proxyError](err); ok {
		return models.FaultProxy
	}
	if cert, _ := certificateOf(err, time.Time{}); cert != nil {
		return models.FaultCertificate
	}
	return ""
}

// refused explains an answer that is not 2xx.
func (x explainer) refused(op string, a answer) *models.Error {
	e := readEnvelope(a.body)
	failure := x.about(op, a, kindOf(a.status, e), e.words)
	failure.Code = e.code
	switch {
	case failure.Kind == models.Throttled:
		failure.Until = x.budget.throttledUntil()
	case failure.Kind == models.Unauthorized, failure.Kind == models.Forbidden && mentionsKey(e):
		failure.Fault = models.NewText(faultOf(e))
	case a.status == http.StatusProxyAuthRequired:
		failure.Fault = models.NewText(models.FaultProxy)
		failure.Detail = models.NewText(proxyWords(x.proxy.host(a.to), a.status))
	case e.page && failure.Kind == models.Malformed:
		failure.Detail = models.NewText("a web page (HTML) came in place of the answer: a proxy or a captive portal refused it, not the API")
	case a.status/100 == 3:
		failure.Detail = models.NewText("it points to another address, which is not followed")
	}
	return failure
}

var errPage = errors.New("a web page came in place of an answer")

// unreadable explains a 2xx whose body is not what was asked for.
func (x explainer) unreadable(op string, a answer, cause error) *models.Error {
	failure := x.about(op, a, models.Malformed, cause.Error())
	failure.Err = cause
	if looksLikePage(a.body) || strings.Contains(a.header.Get("Content-Type"), "text/html") {
		failure.Err = errPage
		failure.Detail = models.NewText("a web page (HTML) came in place of the answer: a captive portal or a proxy wants something first")
	}
	return failure
}

// inPlace is the error for a 2xx that has an error in place of what was asked
// for, in any of the shapes of an envelope (api-contract §1.3), alone or in a
// list; nil when it has none.
func (x explainer) inPlace(op string, a answer, items []models.Value) *models.Error {
	if len(items) == 0 || slices.ContainsFunc(items, func(item models.Value) bool { return !isEnvelope(item) }) {
		return nil
	}
	e := readEnvelope(a.body)
	failure := x.about(op, a, models.Malformed, "an error came in place of the answer: "+e.words)
	failure.Code = e.code
	return failure
}

func (x explainer) about(op string, a answer, kind models.Kind, words string) *models.Error {
	return &models.Error{
		Op: op, Kind: kind, Status: a.status,
		Detail:    x.secrets.text(words),
		RequestID: x.secrets.text(a.header.Get(requestIDHeader)),
	}
}

const requestIDHeader = "X-OAPI-Request-Id"
