package numbers

import (
	"cmp"
	"context"
	"strings"

	"btalk/internal/models"
	"btalk/internal/ui/draft"
	"btalk/internal/ui/form"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/widget"
)

// SiteSource is what the form reads: the voicesites to choose from.
type SiteSource interface {
	VoiceSites(ctx context.Context, query models.SiteQuery, mode models.Mode) (models.Snapshot[[]models.VoiceSite], error)
}

// The names of the fields.
const (
	fieldSite   = "voiceSiteId"
	fieldRanges = "numbers"
	fieldDo     = "do"
)

// Ranges is the form for ranges that are typed.
type Ranges struct {
	*form.Screen

	env    *screen.Env
	source SiteSource
	route  screen.Ranges
	sites  screen.Task[[]models.VoiceSite]
}

// NewRanges makes the form; drafts may be nil.
func NewRanges(env *screen.Env, source SiteSource, drafts draft.Shelf, route screen.Ranges) *Ranges {
	r := &Ranges{env: env, source: source, route: route}
	r.Screen = form.New(env, form.Config{
		Title: "Ranges", Fields: r.fields,
		Head:  func() string { return "Numbers of customer " + models.Safe(r.route.Customer) },
		Reads: []form.Read{{Task: &r.sites, Came: r.offer}},
		Begin: r.read, Submit: r.plan, After: r.after,
		Draft: &form.Draft{Shelf: drafts, Kind: draft.Ranges, ID: route.Draft, Record: r.record, TakeUp: r.takeUp},
		What:  "the ranges that were typed", Next: "the plan",
	})
	return r
}

// fields are the fields for the route.
func (r *Ranges) fields() []widget.FormField {
	var sites []widget.Option
	if r.route.Site != "" {
		sites = []widget.Option{{Value: r.route.Site, Text: siteText(r.route.SiteName, r.route.Site)}}
	}
	return []widget.FormField{
		{
			Name: fieldSite, Label: "Voicesite", Choice: true, Options: sites, Value: r.route.Site,
			Waiting: "… the voicesites of the customer are read",
		},
		{
			Name: fieldRanges, Label: "Ranges", Value: r.route.Text, Check: checkRanges, Separator: ", ",
			Hint: "33140000000 or 33140000000-33140000009, several with commas, blanks or line ends between: country code first, with or without +. Both ends are included.",
		},
		{Name: fieldDo, Label: "What to do", Choice: true, Options: []widget.Option{
			{Value: string(models.PublishNumbers), Text: "publish: calling users can use them"},
			{Value: string(models.ReleaseNumbers), Text: "release: nobody is reached on them any more"},
		}},
	}
}

func siteText(name, id string) string {
	return models.Safe(strings.TrimSpace(name + " " + id))
}

// checkRanges says what is wrong with the ranges as they are written; the plan
// checks the rest.
func checkRanges(text string) string {
	ranges, err := models.ParseRanges(text)
	if err != nil {
		return models.Safe(err.Error())
	}
	for _, r := range ranges {
		_, ok := r.Count()
		switch {
		case ok:
		case len(r.Start) != len(r.Stop):
			return r.String() + ": both ends must have the same length"
		case r.Start > r.Stop:
			return r.String() + ": the end is below the start"
		default:
			return r.String() + ": it is longer than a number can be"
		}
	}
	return ""
}

// read reads the voicesites.
func (r *Ranges) read() screen.Do {
	source, query := r.source, models.SiteQuery{Customer: r.route.Customer}
	return r.sites.Load(r.env.Ctx, func(ctx context.Context, mode models.Mode) (models.Snapshot[[]models.VoiceSite], error) {
		return source.VoiceSites(ctx, query, mode)
	})
}

// offer makes the voicesites that were read the choices of the form.
func (r *Ranges) offer() {
	var options []widget.Option
	for _, site := range r.sites.Snapshot.Value {
		text := siteText(site.Name.Raw(), site.ID.Raw())
		if !site.Label.Empty() && site.Label.Raw() != site.Name.Raw() {
			text += " · " + site.Label.String()
		}
		options = append(options, widget.Option{Value: site.ID.Raw(), Text: text})
	}
	waiting := "this customer has no voicesite"
	if r.sites.Err != nil {
		waiting = "the voicesites could not be read: " + models.AdviceFor(r.sites.Err).Title
	}
	if len(options) > 0 || r.route.Site == "" {
		r.Fields.SetOptions(fieldSite, options, waiting)
	}
}

// plan shows what would be done.
func (r *Ranges) plan() screen.Do {
	ranges, err := models.ParseRanges(r.Fields.Get(fieldRanges))
	if err != nil {
		return nil // cannot be: the form has checked it
	}
	id, name, country := r.site()
	return screen.To(screen.Plan{Change: models.Change{
		Kind: models.ChangeKind(r.Fields.Get(fieldDo)), Customer: r.route.Customer,
		Site: id, SiteName: name, Country: country, Ranges: ranges,
	}})
}

// site is the voicesite that is chosen, which need not be the one of the route.
func (r *Ranges) site() (id, name, country string) {
	id = r.Fields.Get(fieldSite)
	for _, site := range r.sites.Snapshot.Value {
		if site.ID.Raw() == id {
			return id, site.Name.Raw(), site.Country.Raw()
		}
	}
	return id, r.route.SiteName, r.route.Country
}

// after leaves the form once something became of its change; a refusal leads
// back to it.
func (r *Ranges) after(sent screen.SentMsg) screen.Do {
	if sent.State == models.Refused {
		var said []string
		for _, name := range []string{"rangeStart", "rangeStop", fieldRanges} {
			if words := sent.Fields[name]; words != "" {
				said = append(said, words)
			}
		}
		return r.Fields.Blame(map[string]string{fieldRanges: strings.Join(said, "; "), fieldSite: sent.Fields[fieldSite]})
	}
	if sent.Onward && sent.State == models.Done {
		id, name, _ := r.site()
		return screen.All(screen.Back(nil), screen.To(screen.Numbers{Customer: r.route.Customer, Site: id, Name: cmp.Or(name, id)}))
	}
	return screen.Back(nil)
}

// record says whose numbers they are.
func (r *Ranges) record() draft.Record {
	title := "number ranges"
	if typed := r.Fields.Get(fieldRanges); typed != "" {
		title += " " + typed
	}
	return draft.Record{
		Title:    title + " · customer " + r.route.Customer,
		Customer: r.route.Customer, Site: r.route.Site, SiteName: r.route.SiteName, Country: r.route.Country,
	}
}

func (r *Ranges) takeUp(record draft.Record) {
	r.route = screen.Ranges{
		Customer: record.Customer, Site: record.Site, SiteName: record.SiteName, Country: record.Country, Draft: r.route.Draft,
	}
}
