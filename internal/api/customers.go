package api

import (
	"context"

	"btalk/internal/models"
)

// customers are those of the API key, and what they have.
type customers struct{ source *source }

// Customers lists the customers that the key may manage (B2).
func (c customers) Customers(ctx context.Context, mode models.Mode) (models.Snapshot[[]models.Customer], error) {
	a := ask{
		op: "list customers", path: models.Path("customers"), policy: customerPolicy,
		list: &listing{wrappers: []string{"customers"}, ids: models.CustomerIDs},
	}
	return fetch(ctx, c.source, a, mode, all(models.DecodeCustomer))
}

// VPNs lists the voice VPNs of a customer, by its raw code (B3).
func (c customers) VPNs(ctx context.Context, customer string, mode models.Mode) (models.Snapshot[[]models.VPN], error) {
	a := ask{
		op: "list VPNs", path: models.Path("customers", customer, "vpns"), policy: customerPolicy,
		list: &listing{wrappers: []string{"vpns"}, ids: models.VPNIDs},
	}
	code := models.NewText(customer)
	return fetch(ctx, c.source, a, mode, all(func(v models.Value) (models.VPN, bool) {
		vpn, ok := models.DecodeVPN(v)
		vpn.Customer = code
		return vpn, ok
	}))
}
