// Package customers is the screen that lists the customers of the API key.
// Opening one leads to its VPNs. Only internal/ui imports it.
package customers

import (
	"context"

	"btalk/internal/models"
	"btalk/internal/ui/keymap"
	"btalk/internal/ui/listing"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/table"
	"btalk/internal/ui/widget"
)

// Source is what the screen reads.
type Source interface {
	Customers(ctx context.Context, mode models.Mode) (models.Snapshot[[]models.Customer], error)
	VPNs(ctx context.Context, customer string, mode models.Mode) (models.Snapshot[[]models.VPN], error)
}

// Screen lists customers.
type Screen struct {
	*listing.List[models.Customer]
}

// New makes the screen.
func New(env *screen.Env, source Source, route screen.Customers) *Screen {
	return &Screen{listing.New(env, listing.Config[models.Customer]{
		Title:   func() string { return "Customers" },
		Route:   func() screen.Route { return route },
		Nouns:   "customers",
		Columns: columns(),
		ID:      func(c models.Customer) string { return c.Code.Raw() },
		Name:    name,
		Raw:     func(c models.Customer) []byte { return c.Raw },
		Path:    func(models.Customer) string { return "/customers" },
		Fetch:   source.Customers,
		Children: func(ctx context.Context, c models.Customer) error {
			_, err := source.VPNs(ctx, c.Code.Raw(), models.Refresh)
			return err
		},
		Open:    open,
		Opens:   "VPNs",
		Actions: actions(),
		Detail:  detail,
		Empty: widget.Empty("This API key manages no customer",
			"Check its rights in the portal, or the key itself: btalk config check"),
	})}
}

func columns() []table.Column[models.Customer] {
	return []table.Column[models.Customer]{
		{Name: "name", Title: "Customer", Text: name, Min: 30, Max: 48},
		{Name: "code", Title: "Code", Text: func(c models.Customer) string { return c.Code.String() }, Min: 6, Priority: 9},
		{Name: "type", Title: "Type", Text: func(c models.Customer) string { return c.Type.String() }, Priority: 3, Max: 12},
		{Name: "contract", Title: "Contract", Text: func(c models.Customer) string { return c.Contract.String() }, Priority: 5},
		{Name: "apicontract", Title: "API contract", Text: func(c models.Customer) string { return c.APIContract.String() }, Priority: 4},
		{Name: "pricing", Title: "Pricing approval", Text: func(c models.Customer) string { return c.PricingApproval.String() }, Priority: 2},
	}
}

func name(c models.Customer) string {
	if c.Name.Empty() {
		return c.Code.String()
	}
	return c.Name.String()
}

func open(c models.Customer) screen.Do {
	return screen.To(screen.VPNs{Customer: c.Code.Raw(), Name: name(c)})
}

func actions() []listing.Action[models.Customer] {
	return []listing.Action[models.Customer]{
		{Name: "all voicesites", Key: keymap.AllSites, Run: func(rows []models.Customer) screen.Do {
			return screen.To(screen.VoiceSites{Customer: rows[0].Code.Raw(), Name: name(rows[0])})
		}},
		{Name: "numbers", Key: keymap.Numbers, Run: func(rows []models.Customer) screen.Do {
			return screen.To(screen.Numbers{Customer: rows[0].Code.Raw(), Name: name(rows[0])})
		}},
		{Name: "orders", Run: func(rows []models.Customer) screen.Do {
			return screen.To(screen.Orders{Customer: rows[0].Code.Raw(), Name: name(rows[0])})
		}},
		{Name: "order a voicesite", Run: func(rows []models.Customer) screen.Do {
			return screen.To(screen.OrderSite{Customer: rows[0].Code.Raw()})
		}},
	}
}

func detail(c models.Customer) []widget.Field {
	fields := []widget.Field{
		{Label: "Name", Value: c.Name.String()},
		{Label: "Code", Value: c.Code.String(), Note: "invariable; what every request names"},
		{Label: "Type", Value: c.Type.String()},
		{Label: "Contract", Value: c.Contract.String()},
		{Label: "API contract", Value: c.APIContract.String()},
		{Label: "Pricing approval", Value: c.PricingApproval.String()},
	}
	return append(fields, listing.Others(c.Raw,
		"name", "customerCode", "type", "contractNumber", "apiContractId", "pricingApprovalNumber")...)
}
