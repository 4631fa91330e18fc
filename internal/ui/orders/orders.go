// Package orders is the screens of voicesite orders: the list of a customer's
// orders, and one order with how it went. Ordering is a form of its own. Only
// internal/ui imports it.
package orders

import (
	"context"
	"net/url"
	"time"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
	"btalk/internal/models/text"
	"btalk/internal/ui/listing"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/table"
	"btalk/internal/ui/theme"
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
	s.List = listing.New(env, listing.Config[item]{
		Title:   s.title,
		Route:   func() screen.Route { return route },
		Nouns:   "orders",
		Columns: columns(env.Now().Location()),
		ID:      func(o item) string { return idOf(o.Order) },
		Name:    name,
		Raw:     func(o item) []byte { return o.Raw },
		Path:    func(o item) string { return "/customers/" + url.PathEscape(o.Customer.Raw()) + "/orders" },
		Fetch:   fetch(source, route.Customer),
		Open:    open,
		Opens:   "the order",
		Actions: s.actions(),
		Detail: func(o item) []widget.Field {
			return fields(o.Order, o.Customer.Raw(), env.Now().Location())
		},
		Empty: widget.Empty("There is no voicesite order", "r asks the server again; : order a voicesite makes one"),
	})
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

// idOf names an order: some servers may give no id.
func idOf(o models.Order) string {
	if o.ID.Empty() {
		return o.Reference.Raw()
	}
	return o.ID.Raw()
}

func name(o item) string {
	for _, text := range []models.Text{o.Name, o.Reference} {
		if !text.Empty() {
			return text.String()
		}
	}
	return o.ID.String()
}

func open(o item) screen.Do {
	return screen.To(screen.Order{Customer: o.Customer.Raw(), ID: idOf(o.Order)})
}

func columns(zone *time.Location) []table.Column[item] {
	return []table.Column[item]{
		{Name: "name", Title: "Voicesite", Text: name, Min: 18, Max: 40},
		{Name: "state", Title: "Status", Text: func(o item) string { return o.Status.String() }, Style: stateStyle, Max: 20, Priority: 9},
		{Name: "created", Title: "Ordered", Text: func(o item) string { return moment(o.Created, zone) }, Min: 16, Max: 16, Priority: 8},
		{Name: "country", Title: "Country", Text: func(o item) string { return o.Country.String() }, Priority: 6},
		{Name: "reference", Title: "Reference", Text: func(o item) string { return o.Reference.String() }, Max: 32, Priority: 7},
		{Name: "id", Title: "Order", Text: func(o item) string { return o.ID.String() }, Priority: 5},
		{Name: "site", Title: "Voicesite id", Text: func(o item) string { return o.VoiceSite.String() }, Priority: 4},
		{Name: "customer", Title: "Customer", Text: func(o item) string { return o.Customer.String() }, Priority: 3},
	}
}

// stateStyle keeps the words of the server, whatever they are.
func stateStyle(o item, styles *theme.Styles) theme.Style {
	switch text.Fold(o.Status.Raw()) {
	case "completed", "done", "delivered", "closed":
		return styles.OK
	case "rejected", "failed", "cancelled", "canceled":
		return styles.Error
	default:
		return styles.Warning
	}
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
		if s.env.Memory.Recall(memoryName(row.Customer.Raw(), idOf(row.Order))) != nil {
			see(s.env.Memory, row.Customer.Raw(), row.Order, s.Report().Fetched, s.env.Now())
		}
	}
	return do
}
