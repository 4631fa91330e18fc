// Package orders is the screens of voicesite orders: the list of a customer's
// orders, and one order with how it went. Ordering is a form of its own. Only
// internal/ui imports it.
package orders

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/catalog"
	"btalk/internal/models"
	"btalk/internal/ui/listing"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/widget"
)

// Source is what the screens read.
type Source interface {
	EveryOrder(ctx context.Context, mode models.Mode) (models.Snapshot[[]models.CustomerOrder], error)
	Orders(ctx context.Context, customer string, mode models.Mode) (models.Snapshot[[]models.Order], error)
	Order(ctx context.Context, customer, id string, mode models.Mode) (models.Snapshot[models.Order], error)
	// Records are the changes that were sent, the newest first.
	Records() ([]models.Record, error)
}

// item is an order and whose it is.
type item = models.CustomerOrder

// Screen lists orders.
type Screen struct {
	*listing.List[item]
	env   *screen.Env
	route screen.Orders
}

// New makes the screen. Without a customer it lists the orders of all.
func New(env *screen.Env, source Source, route screen.Orders) *Screen {
	s := &Screen{env: env, route: route}
	config := listing.From(catalog.Orders(env.Now().Location()))
	config.Title = s.title
	config.Route = func() screen.Route { return route }
	config.Fetch = fetch(source, route.Customer)
	config.Open, config.Opens = open, "the order"
	config.Actions = s.actions()
	config.Empty = widget.Empty("There is no voicesite order", "r asks the server again; : order a voicesite makes one")
	s.List = listing.New(env, config)
	return s
}

// fetch reads the orders of a customer, or of each customer of the key.
func fetch(source Source, customer string) screen.Fetch[[]item] {
	if customer == "" {
		return source.EveryOrder
	}
	return func(ctx context.Context, mode models.Mode) (models.Snapshot[[]item], error) {
		got, err := source.Orders(ctx, customer, mode)
		items := make([]item, 0, len(got.Value))
		for _, order := range got.Value {
			items = append(items, item{Order: order, Customer: models.NewText(customer)})
		}
		return models.Like(got, items), err
	}
}

func open(o item) screen.Do {
	return screen.To(screen.Order{Customer: o.Customer.Raw(), ID: catalog.OrderID(o.Order)})
}

func (s *Screen) title() string {
	if s.route.Name != "" {
		return "Orders of " + models.Safe(s.route.Name)
	}
	return "Orders"
}

func (s *Screen) actions() []listing.Action[item] {
	return []listing.Action[item]{
		{Name: "the voicesite", Run: func(rows []item) screen.Do { return toSite(rows[0].Order) }},
		{Name: "fill in its address", Run: func(rows []item) screen.Do { return toAddress(rows[0].Order, rows[0].Customer.Raw()) }},
		{Name: "order another voicesite", Run: func(rows []item) screen.Do {
			return screen.To(screen.OrderSite{Customer: rows[0].Customer.Raw(), ISO2: rows[0].Country.Raw()})
		}},
	}
}

func toSite(o models.Order) screen.Do {
	if o.VoiceSite.Empty() {
		return screen.Say(screen.Info, "the order names no voicesite yet")
	}
	return screen.To(screen.VoiceSite{ID: o.VoiceSite.Raw(), Name: o.Name.Raw()})
}

func toAddress(o models.Order, customer string) screen.Do {
	if o.VoiceSite.Empty() {
		return screen.Say(screen.Info, "the order names no voicesite yet")
	}
	return screen.To(screen.Address{ISO2: o.Country.Raw(), Customer: customer, Site: o.VoiceSite.Raw(), SiteName: o.Name.Raw()})
}

// Update notes the states of the orders that are followed.
func (s *Screen) Update(msg tea.Msg) screen.Do {
	do := s.List.Update(msg)
	for _, row := range s.Rows() {
		if s.env.Memory.Recall(memoryName(row.Customer.Raw(), catalog.OrderID(row.Order))) != nil {
			see(s.env.Memory, row.Customer.Raw(), row.Order, s.Report().Fetched, s.env.Now())
		}
	}
	return do
}
