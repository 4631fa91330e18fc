// Package wizard is the screen that leads an operator to a finished address:
// country, geographic areas, fields, dial zone, review. It draws the machine of
// package address, forwards what is typed, fetches what the machine needs and
// keeps the draft.
//
// It decides nothing about addresses, sends no change and touches no file: a
// finished address is handed to the screen that plans changes, and drafts are
// kept by who made the screen. Only internal/ui imports it.
package wizard

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/address"
	"btalk/internal/address/spread"
	"btalk/internal/address/wizard"
	"btalk/internal/models"
	"btalk/internal/ui/draft"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/widget"
)

// Source is what the wizard reads.
type Source interface {
	Countries(ctx context.Context, mode models.Mode) (models.Snapshot[[]models.Country], error)
	AddressSchema(ctx context.Context, iso2 string, mode models.Mode) (models.Snapshot[address.Schema], error)
	GeoRules(ctx context.Context, iso2 string, mode models.Mode) (models.Snapshot[address.Rules], error)
	GeoAreas(ctx context.Context, iso2 string, path []string, mode models.Mode) (models.Snapshot[[]models.Text], error)
	AddressSearch(ctx context.Context, iso2 string, query map[string]string, mode models.Mode) (models.Snapshot[[]models.Value], error)
	PostalCodes(ctx context.Context, query map[string]string, mode models.Mode) (models.Snapshot[[]models.Value], error)
	Parishes(ctx context.Context, query map[string]string, mode models.Mode) (models.Snapshot[[]models.Value], error)
	VoiceAddress(ctx context.Context, customer, site string, mode models.Mode) (models.Snapshot[models.Value], error)
	VoiceSites(ctx context.Context, query models.SiteQuery, mode models.Mode) (models.Snapshot[[]models.VoiceSite], error)
}

// Host is what the dashboard lends to the wizard.
type Host struct {
	Drafts draft.Shelf // nil keeps none
	Write  func() bool // changes are allowed now; nil for never
}

// pane is what fills the screen below the bar: one for each kind of step, and
// for the questions on the way.
type pane interface {
	press(msg tea.KeyPressMsg) screen.Do
	paste(text string) screen.Do
	refresh()              // what the machine knows may have changed; the address has not
	renew()                // the address changed under it: it is shown anew, and what was begun here is over
	view(w, h int) string  // at most h lines of w cells
	caret() *tea.Cursor    // in cells from the top left of the last view; nil for none
	hints() []hint         // the keys that matter, most useful first
	theme()                // the styles changed
	counts() (n, of int)   // rows shown and rows; 0, 0 where nothing is counted
	escape() (caught bool) // esc closes something of the pane itself
}

// Screen is the wizard.
type Screen struct {
	env    *screen.Env
	source Source
	host   Host
	route  screen.Address

	start   screen.Task[beginning] // the draft, or the present address of the site
	machine *wizard.Wizard         // nil until start ended

	spreader  spread.Spreader
	lookups   lookups
	countries screen.Task[[]models.Country]
	drafts    []draft.Draft // unfinished ones, offered where nothing is chosen yet

	pane    pane
	place   wizard.Place // of the pane
	shown   int          // the revision of the address that the pane shows
	over    pane         // a question over it: a line to spread, a site to choose
	menu    widget.Menu
	note    string                          // what the machine changed by itself; safe
	waiting bool                            // enter was pressed before the list came
	ahead   []tea.Msg                       // keys and pastes that came while waiting
	saving  *draft.Saving                   // of the draft
	patient bool                            // a wait is long enough to be told
	told    string                          // the note that was there at the last key
	refused map[address.Element]models.Text // what the API said of a field that was pushed
	w, h    int
}

// New makes the wizard for a route: on a draft, on a voicesite, on a country or
// on nothing.
func New(env *screen.Env, source Source, host Host, route screen.Address) *Screen {
	s := &Screen{env: env, source: source, host: host, route: route}
	s.saving = draft.New(host.Drafts, route.Draft, s)
	s.lookups.of = s
	return s
}

// Init reads what the wizard begins with.
func (s *Screen) Init() screen.Do {
	return screen.All(s.begin(), s.follow(), s.beginPatience())
}

// Update hears a message, then does what has become due.
func (s *Screen) Update(msg tea.Msg) screen.Do {
	do := s.hear(msg)
	return screen.All(do, s.follow())
}

func (s *Screen) hear(msg tea.Msg) screen.Do {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		s.w, s.h = max(msg.Width, 0), max(msg.Height, 0)
	case screen.ThemedMsg:
		s.themed()
	case tea.KeyPressMsg:
		return s.press(msg)
	case tea.PasteMsg:
		return s.paste(msg)
	case screen.SentMsg:
		return s.sent(msg)
	case patienceMsg:
		s.patient = s.patient || msg.of == s
	case prefetchMsg, searchMsg, heldMsg, bigMsg, helpMsg:
		return s.hearLookups(msg)
	default:
		return s.answered(msg)
	}
	return nil
}

// follow does what every message may have made due: ask for what the machine
// needs, show the step where it stands, hear what was typed ahead.
func (s *Screen) follow() screen.Do {
	if s.machine == nil {
		return nil
	}
	all := []screen.Do{s.settle()}
	for len(s.ahead) > 0 && !s.held() {
		next := s.ahead[0]
		s.ahead = s.ahead[1:]
		all = append(all, s.hear(next), s.settle())
	}
	return screen.All(append(all, s.saving.Due())...)
}

// settle brings the pane and the lookups in line with the machine.
func (s *Screen) settle() screen.Do {
	do := s.lookups.ask(s.machine.Need())
	if s.waiting && s.accepts() {
		s.waiting = false
		s.current()
		do = screen.All(do, s.pane.press(enterKey()), s.lookups.ask(s.machine.Need()))
	}
	if notes := s.machine.Notes(); len(notes) > 0 {
		s.note = joinNotes(notes)
	}
	return screen.All(do, s.show(), s.listCountries())
}

// show puts the pane of the machine's place on the screen.
func (s *Screen) show() screen.Do {
	place := s.machine.Place()
	if s.pane != nil && s.place == place {
		s.current()
		return nil
	}
	if s.note == s.told {
		s.note = ""
	}
	s.place, s.waiting = place, false
	s.pane, s.shown = s.paneAt(place), s.machine.Revision()
	s.pane.refresh()
	return s.beginPatience()
}

// current brings the panes up to date. One that shows another address than the
// machine's begins anew, whoever changed it: only what a pane does itself by edit
// leaves it as it is. So no row is older than the address it would change.
func (s *Screen) current() {
	renew := s.shown != s.machine.Revision()
	s.shown = s.machine.Revision()
	for _, pane := range []pane{s.pane, s.over} {
		switch {
		case pane == nil:
		case renew:
			pane.renew()
		default:
			pane.refresh()
		}
	}
}

// edit lets the pane change the address by what is typed into it.
func (s *Screen) edit(change func(*wizard.Wizard)) {
	upToDate := s.shown == s.machine.Revision()
	change(s.machine)
	if upToDate {
		s.shown = s.machine.Revision()
	}
}

func (s *Screen) paneAt(place wizard.Place) pane {
	switch place.Step {
	case wizard.StepCountry:
		return newCountryPane(s)
	case wizard.StepSearch:
		return newSearchPane(s)
	case wizard.StepArea:
		return newAreaPane(s, place.Level)
	case wizard.StepFields:
		return newForm(s, func() []address.Field { return s.machine.Form().Fields() })
	case wizard.StepDialZone:
		return newForm(s, func() []address.Field { return []address.Field{s.machine.Form().DialZone()} })
	case wizard.StepReview:
	}
	return newReview(s)
}

// Close keeps the draft and ends what is under way.
func (s *Screen) Close() {
	s.start.Cancel()
	s.countries.Cancel()
	s.lookups.cancel()
	s.saving.Close()
}
