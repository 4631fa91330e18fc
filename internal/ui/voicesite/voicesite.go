// Package voicesite is the screen that shows one voicesite in full: every field
// the server gave, known or not, and its address as one would write it and
// element by element. Only internal/ui imports it.
package voicesite

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
	"btalk/internal/ui/keymap"
	"btalk/internal/ui/listing"
	"btalk/internal/ui/screen"
)

// Source is what the screen reads.
type Source interface {
	VoiceSite(ctx context.Context, id string, mode models.Mode) (models.Snapshot[models.VoiceSite], error)
	VoiceAddress(ctx context.Context, customer, site string, mode models.Mode) (models.Snapshot[models.Value], error)
	Customers(ctx context.Context, mode models.Mode) (models.Snapshot[[]models.Customer], error)
}

// Screen shows one voicesite.
type Screen struct {
	*listing.Page
	env    *screen.Env
	source Source
	route  screen.VoiceSite

	site  screen.Task[models.VoiceSite]
	where screen.Task[place]
}

// place is where a site is, as far as it can be known.
type place struct {
	customer string       // code; empty where nothing says whose the site is
	address  models.Value // null where the server knows none
}

// New makes the screen.
func New(env *screen.Env, source Source, route screen.VoiceSite) *Screen {
	s := &Screen{env: env, source: source, route: route}
	s.Page = listing.NewPage(env, listing.PageConfig{
		Title:   s.name,
		Route:   func() screen.Route { return route },
		Noun:    "voicesite",
		ID:      func() string { return route.ID },
		Actions: s.actions(),
		Reload:  func() screen.Do { return screen.All(s.site.Reload(), s.where.Reload()) },
	})
	return s
}

// Init reads the site; its address follows, since only the site says whose it
// is.
func (s *Screen) Init() screen.Do {
	source, id := s.source, s.route.ID
	read := s.site.Load(s.env.Ctx, func(ctx context.Context, mode models.Mode) (models.Snapshot[models.VoiceSite], error) {
		return source.VoiceSite(ctx, id, mode)
	})
	return screen.All(s.Page.Init(), read)
}

// Update takes the answers; the page takes the rest.
func (s *Screen) Update(msg tea.Msg) screen.Do {
	if wrote, ok := msg.(screen.WroteMsg); ok && wrote.What == "voicesites" {
		return screen.All(s.site.Reload(), s.where.Reload())
	}
	if accepted, next := s.site.Accept(msg); accepted {
		s.show()
		if s.site.Err == nil && !s.where.Loaded && !s.where.Busy {
			next = screen.All(next, s.where.Load(s.env.Ctx, fetchPlace(s.source, s.site.Snapshot.Value)))
		}
		return next
	}
	if accepted, next := s.where.Accept(msg); accepted {
		s.show()
		return next
	}
	return s.Page.Update(msg)
}

// fetchPlace reads the address of a site. Where the site does not say whose it
// is and the key manages one customer only, it is that customer's.
func fetchPlace(source Source, site models.VoiceSite) screen.Fetch[place] {
	return func(ctx context.Context, mode models.Mode) (models.Snapshot[place], error) {
		var found models.Snapshot[place]
		customer := site.Customer.Raw()
		if customer == "" {
			customers, err := source.Customers(ctx, models.Cached)
			if err != nil {
				return found, err
			}
			if len(customers.Value) == 1 {
				customer = customers.Value[0].Code.Raw()
			}
			found.Fetched = customers.Fetched
		}
		found.Value.customer = customer
		if customer == "" {
			return found, nil
		}
		got, err := source.VoiceAddress(ctx, customer, site.ID.Raw(), mode)
		found.Value.address = got.Value
		found.Fetched, found.Stale, found.Note, found.Incomplete = got.Fetched, got.Stale, got.Note, got.Incomplete
		return found, err
	}
}

// show puts what is known on the page.
func (s *Screen) show() {
	if s.site.Loaded {
		site := s.site.Snapshot.Value
		s.Show(fields(site, &s.where), site.Raw, s.site.Snapshot.Note)
	}
	s.Fail(s.site.Err)
}

// Close drops what is under way.
func (s *Screen) Close() {
	s.site.Cancel()
	s.where.Cancel()
}

// Report tells the frame about the data: the older of the two counts.
func (s *Screen) Report() screen.Report {
	return screen.Together(s.site.Report(), s.where.Report())
}

// name is what the site is called, the code until it is known.
func (s *Screen) name() string {
	site := s.site.Snapshot.Value
	for _, text := range []models.Text{site.Name, site.Label, models.NewText(s.route.Name)} {
		if !text.Empty() {
			return text.String()
		}
	}
	return models.Safe(s.route.ID)
}

func (s *Screen) actions() []listing.PageAction {
	return []listing.PageAction{
		{Name: "fill in the address", Key: keymap.Address, Run: func() screen.Do {
			return screen.To(screen.Address{
				ISO2: s.site.Snapshot.Value.Country.Raw(), Customer: s.customer(), Site: s.route.ID, SiteName: s.name(),
			})
		}},
		{Name: "numbers", Key: keymap.Numbers, Run: func() screen.Do {
			return screen.To(screen.Numbers{Customer: s.customer(), Site: s.route.ID, Name: s.name()})
		}},
		{Name: "coverage of the country", Run: func() screen.Do {
			code := s.site.Snapshot.Value.Country.Raw()
			if code == "" {
				return screen.Say(screen.Info, "the server does not say in which country this is")
			}
			return screen.To(screen.Coverage{ISO2: []string{code}})
		}},
		{Name: "order a voicesite like this", Run: func() screen.Do {
			site := s.site.Snapshot.Value
			return screen.To(screen.OrderSite{Customer: s.customer(), VPN: site.VPN.Raw(), ISO2: site.Country.Raw()})
		}},
		{Name: "publish or release a range of numbers", Run: func() screen.Do {
			return screen.To(screen.Ranges{
				Customer: s.customer(), Site: s.route.ID, SiteName: s.name(), Country: s.site.Snapshot.Value.Country.Raw(),
			})
		}},
		{Name: "orders of the customer", Run: func() screen.Do { return screen.To(screen.Orders{Customer: s.customer()}) }},
		{Name: "tracked orders of the voicesite", Run: func() screen.Do {
			return screen.To(screen.Tracking{Status: "all", Site: s.route.ID, SiteName: s.name()})
		}},
	}
}

// customer is the code of the customer, empty while nothing says whose the site
// is.
func (s *Screen) customer() string {
	if s.where.Loaded && s.where.Snapshot.Value.customer != "" {
		return s.where.Snapshot.Value.customer
	}
	return s.site.Snapshot.Value.Customer.Raw()
}
