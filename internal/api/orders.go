package api

import (
	"context"
	"errors"
	"time"

	"btalk/internal/models"
)

var orderPolicy = policy{Orders, 2 * time.Minute, 7 * day}

// orders are the orders of voicesites.
type orders struct {
	source    *source
	customers customers
}

// Orders lists the voicesite orders of a customer (INF api-contract §6). Where
// the API has no such list, the error is of kind models.NotFound and says so.
func (o orders) Orders(ctx context.Context, customer string, mode models.Mode) (models.Snapshot[[]models.Order], error) {
	a := ask{
		op: "list orders", path: models.Path("customers", customer, "orders"), policy: orderPolicy,
		list: &listing{wrappers: []string{"orders"}, ids: models.OrderIDs},
	}
	list, err := fetch(ctx, o.source, a, mode, all(models.DecodeOrder))
	return list, lackingHere(err, "this API does not list orders, or does not know the customer")
}

// Order is one order with its state (INF api-contract §6); models.NotFound
// where the API has it not, or shows no single order.
func (o orders) Order(ctx context.Context, customer, id string, mode models.Mode) (models.Snapshot[models.Order], error) {
	a := ask{op: "read the order", path: models.Path("customers", customer, "orders", id), policy: orderPolicy}
	order, err := fetch(ctx, o.source, a, mode, one(models.DecodeOrder))
	return order, lackingHere(err, "this API does not show the order")
}

// lackingHere makes it plain that the API has no such thing, where a path is
// only assumed.
func lackingHere(err error, words string) error {
	var failure *models.Error
	if !errors.As(err, &failure) || !models.IsAbsent(failure.Status) {
		return err
	}
	told := *failure
	told.Kind = models.NotFound
	if !failure.Detail.Empty() {
		words += " (" + failure.Detail.String() + ")"
	}
	told.Detail = models.NewText(words)
	return &told
}
