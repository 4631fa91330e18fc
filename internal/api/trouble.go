package api

import (
	"context"
	"crypto/x509"
	"errors"
	"net/url"

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
		words := c.secrets.text(reason(err))
		trouble.Err = errors.New(words.String())
		trouble.Detail = words
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

// reason is the innermost useful part of a network error, without the address
// that net/http puts before it.
func reason(err error) string {
	if wrapped, ok := errors.AsType[*url.Error](err); ok {
		err = wrapped.Err
	}
	var authority x509.UnknownAuthorityError
	if errors.As(err, &authority) && authority.Cert != nil {
		return err.Error() + " (issuer " + authority.Cert.Issuer.String() + "); add the issuer with SSL_CERT_FILE"
	}
	return err.Error()
}
