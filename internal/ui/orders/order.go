package orders

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/catalog"
	"btalk/internal/models"
	"btalk/internal/ui/keymap"
	"btalk/internal/ui/listing"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/widget"
)

// One shows one order and how it went.
type One struct {
	*listing.Page
	env    *screen.Env
	source Source
	route  screen.Order

	order   screen.Task[models.Order]
	records screen.Task[[]models.Record]
}

// NewOne makes the screen of one order.
func NewOne(env *screen.Env, source Source, route screen.Order) *One {
	s := &One{env: env, source: source, route: route}
	s.Page = listing.NewPage(env, listing.PageConfig{
		Title:  s.title,
		Route:  func() screen.Route { return route },
		Noun:   "order",
		ID:     func() string { return route.ID },
		Reload: func() screen.Do { return screen.All(s.order.Reload(), s.records.Reload()) },
		Actions: []listing.PageAction{
			{Name: "fill in its address", Key: keymap.Address, Run: func() screen.Do {
				return toAddress(s.order.Snapshot.Value, route.Customer)
			}},
			{Name: "the voicesite", Run: func() screen.Do { return toSite(s.order.Snapshot.Value) }},
			{Name: "order another voicesite", Run: func() screen.Do {
				return screen.To(screen.OrderSite{Customer: route.Customer, ISO2: s.order.Snapshot.Value.Country.Raw()})
			}},
		},
	})
	return s
}

// Init reads the order, and what was sent about it.
func (s *One) Init() screen.Do {
	source, route := s.source, s.route
	return screen.All(s.Page.Init(),
		s.order.Load(s.env.Ctx, func(ctx context.Context, mode models.Mode) (models.Snapshot[models.Order], error) {
			return source.Order(ctx, route.Customer, route.ID, mode)
		}),
		s.records.Load(s.env.Ctx, func(context.Context, models.Mode) (models.Snapshot[[]models.Record], error) {
			records, err := source.Records()
			return models.Snapshot[[]models.Record]{Value: records}, err
		}))
}

// Update takes the answers; the page handles the rest.
func (s *One) Update(msg tea.Msg) screen.Do {
	if wrote, ok := msg.(screen.WroteMsg); ok && wrote.What == "orders" {
		return screen.All(s.order.Reload(), s.records.Reload())
	}
	if accepted, next := s.order.Accept(msg); accepted {
		if s.order.Err == nil {
			see(s.env.Memory, s.route.Customer, s.order.Snapshot.Value, s.order.Snapshot.Fetched, s.env.Now())
		}
		s.show()
		return next
	}
	if accepted, next := s.records.Accept(msg); accepted {
		s.show()
		return next
	}
	return s.Page.Update(msg)
}

func (s *One) show() {
	s.Fail(s.order.Err)
	if !s.order.Loaded {
		return
	}
	order := s.order.Snapshot.Value
	zone := s.env.Now().Location()
	all := listing.Fields(catalog.Orders(zone).Detail(item{Order: order, Customer: models.NewText(s.route.Customer)}))
	all = append(all, widget.Field{}, widget.Heading("How it went"))
	for _, event := range timeline(order, s.records.Snapshot.Value, seen(s.env.Memory, s.route.Customer, catalog.OrderID(order))) {
		all = append(all, widget.Field{Label: event.when(zone), Value: event.what, Note: event.from})
	}
	s.Show(all, order.Raw, s.order.Snapshot.Note)
}

func (s *One) title() string {
	order := s.order.Snapshot.Value
	if !order.Name.Empty() {
		return "Order of " + order.Name.String()
	}
	return "Order " + models.Safe(s.route.ID)
}

// Report tells the frame about the data.
func (s *One) Report() screen.Report { return s.order.Report() }

// Close drops what is under way.
func (s *One) Close() {
	s.order.Cancel()
	s.records.Cancel()
}
