package tracking

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/catalog"
	"btalk/internal/models"
	"btalk/internal/models/when"
	"btalk/internal/tracking"
	"btalk/internal/ui/listing"
	"btalk/internal/ui/screen"
)

// One shows one tracked order: its fields, its timeline, and every other field.
type One struct {
	*listing.Page
	env    *screen.Env
	source Source
	route  screen.TrackedOrder

	order screen.Task[tracking.Order]
}

// NewOne makes the screen of one order.
func NewOne(env *screen.Env, source Source, route screen.TrackedOrder) *One {
	s := &One{env: env, source: source, route: route}
	s.Page = listing.NewPage(env, listing.PageConfig{
		Title:   s.title,
		Route:   func() screen.Route { return route },
		Noun:    "tracked order",
		ID:      func() string { return route.ID },
		Reload:  func() screen.Do { return s.order.Reload() },
		Actions: s.actions(),
	})
	return s
}

// Init reads the order.
func (s *One) Init() screen.Do {
	source, id := s.source, s.route.ID
	return screen.All(s.Page.Init(),
		s.order.Load(s.env.Ctx, func(ctx context.Context, mode models.Mode) (models.Snapshot[tracking.Order], error) {
			return source.TrackedOrder(ctx, id, mode)
		}))
}

// Update takes the answer; the page handles the rest.
func (s *One) Update(msg tea.Msg) screen.Do {
	if accepted, next := s.order.Accept(msg); accepted {
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
	now := s.env.Now()
	order := s.order.Snapshot.Value
	row := tracking.Rows([]tracking.Order{order}, when.DayOf(now))[0]
	s.Show(listing.Fields(catalog.Tracked(now, false).Detail(row)), order.Raw, s.order.Snapshot.Note)
}

func (s *One) title() string {
	for _, name := range []models.Text{s.order.Snapshot.Value.Site.Name, models.NewText(s.route.Name)} {
		if !name.Empty() {
			return "Tracked order of " + name.String()
		}
	}
	return "Tracked order " + models.Safe(s.route.ID)
}

func (s *One) actions() []listing.PageAction {
	return []listing.PageAction{
		{Name: "voicesites of the same name, post code or town", Run: func() screen.Do {
			return screen.To(screen.VoiceSites{Order: s.route.ID})
		}},
		{Name: "copy the reference", Run: func() screen.Do {
			reference := s.order.Snapshot.Value.Reference
			if reference.Empty() {
				return screen.Say(screen.Info, "the order has no reference")
			}
			return screen.Copy("the reference", reference.Raw())
		}},
	}
}

// Report tells the frame about the data.
func (s *One) Report() screen.Report { return s.order.Report() }

// Close drops what is under way.
func (s *One) Close() { s.order.Cancel() }
