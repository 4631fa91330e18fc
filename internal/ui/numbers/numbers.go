// Package numbers is the screen that lists the cloud voice numbers of a
// customer, or of one voicesite, and the form for ranges of numbers that are
// typed. Marked numbers become ranges; publishing and releasing them is a plan
// of its own. Only internal/ui imports it.
package numbers

import (
	"context"
	"net/url"
	"slices"
	"strings"

	"btalk/internal/address"
	"btalk/internal/models"
	"btalk/internal/models/text"
	"btalk/internal/ui/listing"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/table"
	"btalk/internal/ui/theme"
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
	s.List = listing.New(env, listing.Config[models.Number]{
		Title:   s.title,
		Route:   func() screen.Route { return route },
		Nouns:   "numbers",
		Filter:  route.Query,
		Columns: columns(route.Site),
		ID:      func(n models.Number) string { return n.Number.Raw() },
		Name:    name,
		Raw:     func(n models.Number) []byte { return n.Raw },
		Path:    path(route.Customer),
		Fetch: func(ctx context.Context, mode models.Mode) (models.Snapshot[[]models.Number], error) {
			return source.Numbers(ctx, route.Customer, query, mode)
		},
		Open:    s.openSite,
		Opens:   "the voicesite",
		Actions: s.actions(),
		Detail:  detail,
		Empty:   s.empty(),
	})
	return s
}

// path is that of one number: it is asked for by its digits.
func path(customer string) func(models.Number) string {
	return func(n models.Number) string {
		return "/customers/" + url.PathEscape(customer) + "/opc/cloudvoicenumbers?number=" + n.Phone().Start
	}
}

// columns shows a number twice: as people read it, and as digits. The filter
// finds it in every spelling, and by nothing but its digits.
func columns(site string) []table.Column[models.Number] {
	return []table.Column[models.Number]{
		{Name: "number", Title: "Number", Text: name, Order: digits, Phone: models.Number.Phone, Min: 18},
		{Name: "state", Title: "Status", Text: func(n models.Number) string { return n.Status.String() }, Style: stateStyle, Max: 16, Priority: 9},
		{Name: "site", Title: "Voicesite", Text: siteName, Max: 24, Priority: 8, Hidden: site != ""},
		{Name: "country", Title: "Country", Text: country, Max: 16, Priority: 7},
		{Name: "digits", Title: "Digits", Text: digits, Phone: models.Number.Phone, Priority: 5},
		{Name: "usage", Title: "Usage", Text: func(n models.Number) string { return n.Usage.String() }, Max: 24, Priority: 4},
		{Name: "since", Title: "Since", Text: since, Max: 20, Priority: 3},
	}
}

func name(n models.Number) string {
	if n.Shown != "" {
		return n.Shown
	}
	return n.Number.String()
}

func digits(n models.Number) string {
	phone := n.Phone()
	return models.NumberRange{Start: phone.Start, Stop: phone.Stop}.String()
}

func siteName(n models.Number) string {
	if n.SiteName.Empty() {
		return n.Site.String()
	}
	return n.SiteName.String()
}

// country is the code with its name, so that the filter finds both.
func country(n models.Number) string {
	if named := address.CountryOf(n.Country).Name.String(); n.Country != "" && named != "" {
		return n.Country + " " + named
	}
	return n.Country
}

// countryNote says why there is no country: several share some codes.
func countryNote(n models.Number) string {
	if n.Country == "" {
		return "the number alone does not say"
	}
	return ""
}

// since is when the number came into its present state, as the API says it.
func since(n models.Number) string {
	if len(n.History) == 0 {
		return ""
	}
	return n.History[len(n.History)-1].Date.String()
}

// stateStyle keeps the words of the server, whatever they are.
func stateStyle(n models.Number, styles *theme.Styles) theme.Style {
	switch text.Fold(n.Status.Raw()) {
	case "published":
		return styles.OK
	case "released":
		return styles.Muted
	default:
		return styles.Warning
	}
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
	return screen.To(screen.VoiceSite{ID: n.Site.Raw(), Name: siteName(n)})
}

// detail is everything about a number, its history included.
func detail(n models.Number) []widget.Field {
	fields := []widget.Field{
		{Label: "Number", Value: name(n)},
		{Label: "As sent", Value: n.Number.String()},
		{Label: "Country", Value: country(n), Note: countryNote(n)},
		{Label: "Status", Value: n.Status.String()},
		{Label: "Usage", Value: n.Usage.String()},
		{Label: "Voicesite", Value: siteName(n)},
		{Label: "Its id", Value: n.Site.String()},
		{},
		widget.Heading("History"),
	}
	if len(n.History) == 0 {
		fields = append(fields, widget.Field{Label: "None", Value: "the server gives none"})
	}
	for _, moment := range slices.Backward(n.History) {
		fields = append(fields, widget.Field{Label: moment.Date.String(), Value: moment.Status.String()})
	}
	return append(fields, listing.Others(n.Raw, "number", "phoneNumber", "status", "state", "usage", "voiceSite", "history")...)
}

func (s *Screen) actions() []listing.Action[models.Number] {
	return []listing.Action[models.Number]{
		{Name: "publish", Many: true, Run: s.change(models.PublishNumbers)},
		{Name: "release", Many: true, Run: s.change(models.ReleaseNumbers)},
		{Name: "publish or release a range", Run: func(rows []models.Number) screen.Do {
			return screen.To(s.ranges(rows[0], ""))
		}},
		{Name: "only this voicesite", Run: func(rows []models.Number) screen.Do { return s.only("site:", siteName(rows[0])) }},
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
