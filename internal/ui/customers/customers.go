// Package customers is the screen that lists the customers of the API key.
// Opening one leads to its VPNs. Only internal/ui imports it.
package customers

import (
	"context"

	"btalk/internal/catalog"
	"btalk/internal/models"
	"btalk/internal/ui/keymap"
	"btalk/internal/ui/listing"
	"btalk/internal/ui/screen"
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
	noun := catalog.Customers()
	config := listing.From(noun)
	config.Title = func() string { return "Customers" }
	config.Route = func() screen.Route { return route }
	config.Fetch = source.Customers
	config.Children = func(ctx context.Context, c models.Customer) error {
		_, err := source.VPNs(ctx, c.Code.Raw(), models.Refresh)
		return err
	}
	config.Open, config.Opens = open(noun.Title), "VPNs"
	config.Actions = actions(noun.Title)
	config.Empty = widget.Empty("This API key manages no customer",
		"Check its rights in the portal, or the key itself: btalk config check")
	return &Screen{listing.New(env, config)}
}

func open(name func(models.Customer) string) func(models.Customer) screen.Do {
	return func(c models.Customer) screen.Do {
		return screen.To(screen.VPNs{Customer: c.Code.Raw(), Name: name(c)})
	}
}

func actions(name func(models.Customer) string) []listing.Action[models.Customer] {
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
