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
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/address"
	"btalk/internal/address/wizard"
	"btalk/internal/models"
	"btalk/internal/ui/draft"
	"btalk/internal/ui/screen"
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

// waits is a pane that asked for something.
type waits interface {
	accepted(msg tea.Msg) (bool, screen.Do)
}

// Screen is the wizard.
type Screen struct {
	d       *desk
	opening opening
	offers  offers // what an address may begin with

	pane  pane
	place wizard.Place // of the pane
	note  string       // what the machine changed by itself; safe
	told  string       // the note that was there at the last key
}

// New makes the wizard for a route: on a draft, on a voicesite, on a country or
// on nothing.
func New(env *screen.Env, source Source, host Host, route screen.Address) *Screen {
	d := &desk{env: env, source: source}
	d.saving = draft.New(host.Drafts, route.Draft, d)
	d.lookups.d = d
	d.pushing = pushing{d: d, write: host.Write}
	return &Screen{d: d, opening: opening{d: d, route: route, shelf: host.Drafts}, offers: offers{d: d, shelf: host.Drafts}}
}

// Init reads what the wizard begins with.
func (s *Screen) Init() screen.Do {
	return screen.All(s.opening.begin(), s.follow(), s.beginPatience())
}

// Update handles a message, then does what has become due.
func (s *Screen) Update(msg tea.Msg) screen.Do {
	do := s.handle(msg)
	return screen.All(do, s.follow())
}

func (s *Screen) handle(msg tea.Msg) screen.Do {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		s.d.w, s.d.h = max(msg.Width, 0), max(msg.Height, 0)
	case screen.ThemedMsg:
		for _, pane := range s.panes() {
			pane.theme()
		}
	case tea.KeyPressMsg:
		return s.press(msg)
	case tea.PasteMsg:
		return s.paste(msg)
	case screen.SentMsg:
		note, do := s.d.pushing.sent(msg)
		if note != "" {
			s.note = note
		}
		return do
	case patienceMsg:
		s.d.patient = s.d.patient || msg.of == s
	default:
		return s.answered(msg)
	}
	return nil
}

// answered takes the answer to something that was asked for.
func (s *Screen) answered(msg tea.Msg) screen.Do {
	if accepted, next := s.d.saving.Accept(msg); accepted {
		return next
	}
	if accepted, note, next := s.opening.accept(msg); accepted {
		if note != "" {
			s.note = note
		}
		s.offers.drafts = s.opening.task.Snapshot.Value.drafts
		if p, ok := s.pane.(*countryPane); ok && p.Query() == "" {
			p.Restart()
		}
		return next
	}
	if accepted, next := s.offers.countries.Accept(msg); accepted {
		return next
	}
	if s.d.machine == nil {
		return nil
	}
	if accepted, next := s.d.lookups.accept(msg); accepted {
		return next
	}
	for _, pane := range s.panes() {
		if asked, ok := pane.(waits); ok {
			if accepted, next := asked.accepted(msg); accepted {
				return next
			}
		}
	}
	return nil
}

// panes are the step and the question over it, as far as they are there.
func (s *Screen) panes() []pane {
	return slices.DeleteFunc([]pane{s.pane, s.d.over}, func(p pane) bool { return p == nil })
}

// follow does what every message may have made due: ask for what the machine
// needs, show the step where it stands, handle what was typed ahead.
func (s *Screen) follow() screen.Do {
	d := s.d
	if d.machine == nil {
		return nil
	}
	all := []screen.Do{s.settle()}
	for len(d.ahead.msgs) > 0 && !d.waits() {
		next := d.ahead.msgs[0]
		d.ahead.msgs = d.ahead.msgs[1:]
		all = append(all, s.handle(next), s.settle())
	}
	return screen.All(append(all, d.saving.Due())...)
}

// settle brings the pane and the lookups in line with the machine.
func (s *Screen) settle() screen.Do {
	d := s.d
	do := d.lookups.ask(d.machine.Need())
	if list, ok := s.pane.(*areaPane); d.ahead.enter && (!ok || list.ready()) {
		d.ahead.enter = false
		s.current()
		do = screen.All(do, s.pane.press(enterKey()), d.lookups.ask(d.machine.Need()))
	}
	if notes := d.machine.Notes(); len(notes) > 0 {
		s.note = strings.Join(notes, " · ")
	}
	do = screen.All(do, s.show())
	if _, chooses := s.pane.(*countryPane); chooses {
		do = screen.All(do, s.offers.ask())
	}
	return do
}

// show puts the pane of the machine's place on the screen.
func (s *Screen) show() screen.Do {
	place := s.d.machine.Place()
	if s.pane != nil && s.place == place {
		s.current()
		return nil
	}
	if s.note == s.told {
		s.note = ""
	}
	s.place, s.d.ahead.enter = place, false
	s.pane, s.d.shown = s.paneAt(place), s.d.machine.Revision()
	s.pane.refresh()
	return s.beginPatience()
}

// current brings the panes up to date. One that shows another address than the
// machine's begins anew, whoever changed it: only what a pane does itself by edit
// leaves it as it is. So no row is older than the address it would change.
func (s *Screen) current() {
	renew := s.d.shown != s.d.machine.Revision()
	s.d.shown = s.d.machine.Revision()
	for _, pane := range s.panes() {
		if renew {
			pane.renew()
		} else {
			pane.refresh()
		}
	}
}

func (s *Screen) paneAt(place wizard.Place) pane {
	d := s.d
	switch place.Step {
	case wizard.StepCountry:
		return newCountryPane(d, &s.offers)
	case wizard.StepSearch:
		return newSearchPane(d)
	case wizard.StepArea:
		return newAreaPane(d, place.Level)
	case wizard.StepFields:
		return newForm(d, func() []address.Field { return d.machine.Form().Fields() })
	case wizard.StepDialZone:
		return newForm(d, func() []address.Field { return []address.Field{d.machine.Form().DialZone()} })
	case wizard.StepReview:
	}
	return newReview(d)
}

// SaveNow is the command that writes what is not on disk yet.
func (s *Screen) SaveNow() tea.Cmd { return s.d.saving.SaveNow() }

// Close keeps the draft and ends what is under way.
func (s *Screen) Close() {
	s.opening.task.Cancel()
	s.offers.countries.Cancel()
	s.d.lookups.cancel()
	s.d.saving.Close()
}
