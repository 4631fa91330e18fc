package api

import (
	"context"
	"errors"

	"btalk/internal/models"
)

// rights are those of the credentials.
type rights struct{ source *source }

// Me is what the API key may do (DOC api-contract §2.3 B1).
func (r rights) Me(ctx context.Context, mode models.Mode) (models.Snapshot[models.Me], error) {
	a := ask{op: "read the rights of the API key", path: models.Path("me"), policy: rightsPolicy}
	return fetch(ctx, r.source, a, mode, one(decodeMe))
}

func decodeMe(v models.Value) (models.Me, bool) {
	me := models.DecodeMe(v)
	return me, !me.Rights.Empty()
}

// CheckCredentials tries the credentials live: a token, then /me. The error's
// Fault names what is wrong: "client id or secret", or "API key".
func (r rights) CheckCredentials(ctx context.Context) error {
	if _, err := r.source.out.tokens.get(ctx); err != nil {
		return err
	}
	_, err := r.Me(ctx, models.Refresh)
	var failure *models.Error
	if errors.As(err, &failure) && failure.Fault.Empty() &&
		(failure.Kind == models.Unauthorized || failure.Kind == models.Forbidden) {
		failure.Fault = models.NewText(models.FaultKey)
	}
	return err
}
