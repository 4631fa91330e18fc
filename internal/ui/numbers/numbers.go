// Package numbers is the screen that lists the cloud voice numbers of a
// customer, or of one voicesite, and the form for ranges of numbers that are
// typed. Marked numbers become ranges; publishing and releasing them is a plan
// of its own. Only internal/ui imports it.
package numbers

import (
	"context"
	"strings"

	"btalk/internal/catalog"
	"btalk/internal/models"
	"btalk/internal/ui/listing"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/widget"
)

// Source is what the screen reads.
type Source interface {
	Numbers(ctx context.Context, customer string, query models.NumberQuery, mode models.Mode) (models.Snapshot[[]models.Number], error)
}

// Screen lists numbers.
type Screen struct {
	*listing.List[models.Number]
	route screen.Numbers
}

// New makes the screen.
func New(env *screen.Env, source Source, route screen.Numbers) *Screen {
	s := &Screen{route: route}
	query := models.NumberQuery{Site: route.Site}
	config := listing.From(catalog.NumbersOf(route.Customer, query))
	config.Title = s.title
	config.Route = func() screen.Route { return route }
	config.Filter = route.Query
	config.Fetch = func(ctx context.Context, mode models.Mode) (models.Snapshot[[]models.Number], error) {
		return source.Numbers(ctx, route.Customer, query, mode)
	}
	config.Open, config.Opens = s.openSite, "the voicesite"
	config.Actions = s.actions()
	config.Empty = s.empty()
	s.List = listing.New(env, config)
	return s
}

func (s *Screen) title() string {
	switch {
	case s.route.Name != "":
		return "Numbers of " + models.Safe(s.route.Name)
	case s.route.Site != "":
		return "Numbers of " + models.Safe(s.route.Site)
	}
	return "Numbers"
}

func (s *Screen) empty() widget.State {
	title := "This customer has no cloud voice number"
	if s.route.Site != "" {
		title = "This voicesite has no cloud voice number"
	}
	return widget.Empty(title, "r asks the server again; a publishes or releases a range that is typed")
}

func (s *Screen) openSite(n models.Number) screen.Do {
	if n.Site.Empty() {
		return screen.Say(screen.Info, "the server does not say to which voicesite the number belongs")
	}
	return screen.To(screen.VoiceSite{ID: n.Site.Raw(), Name: catalog.NumberSite(n)})
}

func (s *Screen) actions() []listing.Action[models.Number] {
	return []listing.Action[models.Number]{
		{Name: "publish", Many: true, Run: s.change(models.PublishNumbers)},
		{Name: "release", Many: true, Run: s.change(models.ReleaseNumbers)},
		{Name: "publish or release a range", Run: func(rows []models.Number) screen.Do {
			return screen.To(s.ranges(rows[0], ""))
		}},
		{Name: "only this voicesite", Run: func(rows []models.Number) screen.Do { return s.only("site:", catalog.NumberSite(rows[0])) }},
		{Name: "only this status", Run: func(rows []models.Number) screen.Do { return s.only("state:", rows[0].Status.String()) }},
	}
}

// change plans to publish or to release the rows: consecutive numbers of a
// voicesite make one range. Where the server does not say whose a number is,
// the form asks.
func (s *Screen) change(kind models.ChangeKind) func([]models.Number) screen.Do {
	return func(rows []models.Number) screen.Do {
		ranges := models.RangesOf(rows)
		for i := range ranges {
			if ranges[i].Site == "" && s.route.Site == "" {
				return screen.To(s.ranges(rows[0], texts(ranges)))
			}
			if ranges[i].Site == "" {
				ranges[i].Site, ranges[i].SiteName = s.route.Site, s.route.Name
			}
		}
		wanted := models.Change{Kind: kind, Customer: s.route.Customer, Ranges: ranges}
		if site := ranges[0]; !severalSites(ranges) {
			wanted.Site, wanted.SiteName = site.Site, site.SiteName
		}
		return screen.To(screen.Plan{Change: wanted})
	}
}

func severalSites(ranges []models.NumberRange) bool {
	for _, r := range ranges {
		if r.Site != ranges[0].Site {
			return true
		}
	}
	return false
}

func texts(ranges []models.NumberRange) string {
	all := make([]string, len(ranges))
	for i, r := range ranges {
		all[i] = r.String()
	}
	return strings.Join(all, " ")
}

// ranges is the form, with what is known from a number.
func (s *Screen) ranges(n models.Number, text string) screen.Ranges {
	form := screen.Ranges{Customer: s.route.Customer, Site: n.Site.Raw(), SiteName: n.SiteName.Raw(), Text: text}
	if form.Site == "" {
		form.Site, form.SiteName = s.route.Site, s.route.Name
	}
	return form
}

// only shows the same list narrowed to a value of a column, by its filter.
func (s *Screen) only(column, value string) screen.Do {
	to := s.route
	for word := range strings.FieldsSeq(value) {
		to.Query = strings.TrimSpace(to.Query + " " + column + word)
	}
	return screen.Instead(to)
}
