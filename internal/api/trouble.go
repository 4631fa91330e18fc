package api

import (
	"context"
	"errors"
	"time"

	"btalk/internal/models"
)

// trouble turns whatever went wrong on the way into a *models.Error. It keeps
// no cause that could print an address with its query, or a secret.
func (c *Client) trouble(ctx context.Context, op string, err error) *models.Error {
	if known, ok := errors.AsType[*models.Error](err); ok {
		own := *known // it may be shared with others who wait
		if own.Op == "" {
			own.Op = op
		}
		return &own
	}
	kind := kindOfTrouble(ctx, err)
	trouble := &models.Error{Op: op, Kind: kind}
	switch {
	case kind == models.Canceled:
		trouble.Err = context.Canceled
	case errors.Is(err, context.DeadlineExceeded):
		trouble.Err = context.DeadlineExceeded
		trouble.Detail = models.NewText("no answer in time")
	default:
		words := c.secrets.text(reason(err, c.cfg.Now()))
		trouble.Err = errors.New(words.String())
		trouble.Detail = words
		trouble.Fault = models.NewText(faultOnTheWay(err))
	}
	return trouble
}

func kindOfTrouble(ctx context.Context, err error) models.Kind {
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
