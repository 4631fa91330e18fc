package numbers

import (
	"context"
	"fmt"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
	"btalk/internal/ui/draft"
	"btalk/internal/ui/keymap"
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
	env    *screen.Env
	source SiteSource
	route  screen.Ranges
	sites  screen.Task[[]models.VoiceSite]
	form   *widget.Form
	draft  *draft.Form
	w, h   int
}

// NewRanges makes the form; drafts may be nil.
func NewRanges(env *screen.Env, source SiteSource, drafts draft.Shelf, route screen.Ranges) *Ranges {
	r := &Ranges{env: env, source: source, route: route}
	r.draft = draft.NewForm(drafts, draft.Ranges, route.Draft, r)
	r.makeForm()
	return r
}

// makeForm makes the fields for the route.
func (r *Ranges) makeForm() {
	env, route := r.env, r.route
	sites := []widget.Option{}
	if route.Site != "" {
		sites = append(sites, widget.Option{Value: route.Site, Text: siteText(route.SiteName, route.Site)})
	}
	r.form = widget.NewForm(env.Styles, env.Keys,
		widget.FormField{
			Name: fieldSite, Label: "Voicesite", Choice: true, Options: sites, Value: route.Site,
			Waiting: "… the voicesites of the customer are read",
		},
		widget.FormField{
			Name: fieldRanges, Label: "Ranges", Value: route.Text, Check: checkRanges, Separator: ", ",
			Hint: "33140000000 or 33140000000-33140000009, several with commas, blanks or line ends between: country code first, with or without +. Both ends are included.",
		},
		widget.FormField{Name: fieldDo, Label: "What to do", Choice: true, Options: []widget.Option{
			{Value: string(models.PublishNumbers), Text: "publish: calling users can use them"},
			{Value: string(models.ReleaseNumbers), Text: "release: nobody is reached on them any more"},
		}},
	)
}

func siteText(name, id string) string {
	return models.Safe(strings.TrimSpace(name + " " + id))
}

// checkRanges says what is wrong with the ranges as they are written; the plan
// looks at the rest.
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

// Init reads the draft, then the voicesites.
func (r *Ranges) Init() screen.Do {
	if r.draft.Waiting() {
		return r.draft.Begin(r.env.Ctx)
	}
	return r.read()
}

// read reads the voicesites.
func (r *Ranges) read() screen.Do {
	source, query := r.source, models.SiteQuery{Customer: r.route.Customer}
	return r.sites.Load(r.env.Ctx, func(ctx context.Context, mode models.Mode) (models.Snapshot[[]models.VoiceSite], error) {
		return source.VoiceSites(ctx, query, mode)
	})
}

// Update hears a message, and keeps what it changed.
func (r *Ranges) Update(msg tea.Msg) screen.Do {
	do := r.hear(msg)
	return screen.All(do, r.draft.Follow(r.form))
}

func (r *Ranges) hear(msg tea.Msg) screen.Do {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		r.w, r.h = max(msg.Width, 0), max(msg.Height, 0)
		r.form.Resize(r.w-2, r.h-above)
	case screen.ThemedMsg:
		r.form.Theme()
	case screen.SentMsg:
		return screen.All(r.draft.Sent(msg.State), r.after(msg))
	case tea.KeyPressMsg, tea.PasteMsg:
		do, event := r.draft.Press(r.form, msg)
		switch event {
		case widget.FormLeaves:
			return r.draft.Leave()
		case widget.FormSubmits:
			return r.plan()
		case widget.FormStays:
		}
		return do
	default:
		return r.accept(msg)
	}
	return nil
}

// accept takes the draft and the voicesites when they come.
func (r *Ranges) accept(msg tea.Msg) screen.Do {
	if accepted, next := r.draft.Accept(msg); accepted {
		return next
	}
	if record, ready, accepted := r.draft.Begun(msg); accepted {
		if ready {
			return r.takeUp(record)
		}
		return nil
	}
	accepted, next := r.sites.Accept(msg)
	if accepted {
		r.offer()
	}
	return next
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
		r.form.SetOptions(fieldSite, options, waiting)
	}
}

// plan shows what would be done.
func (r *Ranges) plan() screen.Do {
	ranges, err := models.ParseRanges(r.form.Get(fieldRanges))
	if err != nil {
		return nil // cannot be: the form has checked it
	}
	wanted := models.Change{
		Kind: models.ChangeKind(r.form.Get(fieldDo)), Customer: r.route.Customer,
		Site: r.form.Get(fieldSite), SiteName: r.route.SiteName, Country: r.route.Country, Ranges: ranges,
	}
	for _, site := range r.sites.Snapshot.Value {
		if site.ID.Raw() == wanted.Site {
			wanted.SiteName, wanted.Country = site.Name.Raw(), site.Country.Raw()
		}
	}
	return screen.To(screen.Plan{Change: wanted})
}

// after leaves the form once something became of its change; a refusal leads
// back to it.
func (r *Ranges) after(sent screen.SentMsg) screen.Do {
	if sent.State == models.Refused {
		return r.form.Blame(map[string]string{fieldRanges: sent.Fields["rangeStart"] + sent.Fields["rangeStop"] + sent.Fields["numbers"], fieldSite: sent.Fields[fieldSite]})
	}
	return screen.Back(nil)
}

// above is how many lines stand above the fields.
const above = 2

// View draws the form.
func (r *Ranges) View() string {
	if r.draft.Waiting() {
		return r.draft.View(r.env.Styles, r.w, r.h)
	}
	head := fmt.Sprintf("Numbers of customer %s", models.Safe(r.route.Customer))
	return widget.Clamp(" "+r.env.Styles.Title.Render(widget.Cut(head, max(r.w-2, 0)))+"\n\n"+r.form.View(), r.w, r.h)
}

// Caret is in the field that is typed into.
func (r *Ranges) Caret() *tea.Cursor {
	if r.draft.Waiting() {
		return nil
	}
	cursor := r.form.Caret()
	if cursor != nil {
		cursor.Y = min(cursor.Y+above, max(r.h-1, 0))
	}
	return cursor
}

// Title is the crumb.
func (r *Ranges) Title() string { return "Ranges" }

// Typing says that letters are text.
func (r *Ranges) Typing() bool { return true }

// Report tells the frame about the draft, then the voicesites.
func (r *Ranges) Report() screen.Report {
	if r.draft.Waiting() {
		return r.draft.Report()
	}
	return r.sites.Report()
}

// Close keeps the draft and drops what is under way.
func (r *Ranges) Close() {
	r.draft.Close()
	r.sites.Cancel()
}

// Dirty says what leaving btalk would lose: nothing where a draft is kept.
func (r *Ranges) Dirty() (what string, dirty bool) {
	return "the ranges that were typed", r.form.Edits() > 0 && !r.draft.Keeps()
}

// ShortHelp are the keys that matter here.
func (r *Ranges) ShortHelp() []key.Binding {
	keys := r.env.Keys
	return []key.Binding{
		keys.Get(keymap.Accept, "next, then the plan"), keys.Get(keymap.NextField), keys.Get(keymap.Submit, "the plan"), keys.Get(keymap.Cancel),
	}
}

// FullHelp is the same.
func (r *Ranges) FullHelp() [][]key.Binding { return [][]key.Binding{r.ShortHelp()} }
