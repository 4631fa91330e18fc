package api

import (
	"context"
	"net/url"

	"btalk/internal/models"
	"btalk/internal/tracking"
)

// tracked are the orders of Order Tracking.
type tracked struct{ source *source }

// TrackedOrders lists tracked orders (DOC api-contract §3): those in a status, by the
// server's word for it, or all of them without one.
func (t tracked) TrackedOrders(ctx context.Context, status string, mode models.Mode) (models.Snapshot[[]tracking.Order], error) {
	a := ask{
		op: "list tracked orders", path: models.Path("orders"), policy: trackingPolicy,
		list: &listing{wrappers: []string{"orders"}, ids: tracking.IDs()},
	}
	if status != "" {
		a.query = url.Values{"status": {status}}
	}
	got, err := fetch(ctx, t.source, a, mode, all(tracking.Decode))
	return models.Like(got, tracking.InStatus(got.Value, status)), err
}

// TrackedOrder is one order with its milestones and appointments (INF api-contract §3);
// models.NotFound where the server does not know it.
func (t tracked) TrackedOrder(ctx context.Context, id string, mode models.Mode) (models.Snapshot[tracking.Order], error) {
	a := ask{op: "read the tracked order", path: models.Path("orders", id), policy: trackingPolicy}
	return fetch(ctx, t.source, a, mode, one(tracking.Decode))
}
