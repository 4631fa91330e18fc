package wizard

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/address"
	"btalk/internal/address/wizard"
	"btalk/internal/models"
	"btalk/internal/ui/draft"
	"btalk/internal/ui/keymap"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/widget"
)

// beginning is what the wizard begins with.
type beginning struct {
	draft   []byte          // of the draft that is taken up
	present address.Address // of the voicesite
	drafts  []draft.Draft   // others that may be taken up
}

// begin reads the draft, the present address of the site, or the drafts to
// offer; with nothing to read the wizard starts at once.
func (s *Screen) begin() screen.Do {
	switch {
	case s.route.Draft != "":
		saving := s.saving
		return s.start.Load(s.env.Ctx, func(context.Context, models.Mode) (models.Snapshot[beginning], error) {
			data, err := saving.Load()
			return models.Snapshot[beginning]{Value: beginning{draft: data}}, err
		})
	case s.route.Site != "" && s.route.Customer != "" && s.route.ISO2 != "":
		source, customer, site := s.source, s.route.Customer, s.route.Site
		return s.start.Load(s.env.Ctx, func(ctx context.Context, mode models.Mode) (models.Snapshot[beginning], error) {
			got, err := source.VoiceAddress(ctx, customer, site, mode)
			got.Stale = false // what is there now is read again before anything is pushed
			return with(got, beginning{present: address.Decode(got.Value)}), err
		})
	}
	s.run(beginning{})
	if s.route.ISO2 != "" || s.host.Drafts == nil {
		return nil
	}
	drafts := s.host.Drafts
	return s.start.Load(s.env.Ctx, func(context.Context, models.Mode) (models.Snapshot[beginning], error) {
		return models.Snapshot[beginning]{Value: beginning{drafts: drafts.List()}}, nil
	})
}

// began takes what the wizard begins with.
func (s *Screen) began() {
	got, err := s.start.Snapshot.Value, s.start.Err
	switch {
	case s.machine != nil:
		s.drafts = got.drafts
		if p, ok := s.pane.(*countryPane); ok && p.input.Value() == "" {
			p.restart()
		}
	case s.route.Draft == "" && err != nil:
		s.run(beginning{})
		s.note = "the present address of the voicesite could not be read: " + reason(err)
	case err == nil:
		s.run(got)
	}
}

// run makes the machine.
func (s *Screen) run(with beginning) {
	switch {
	case with.draft != nil:
		machine, err := wizard.Restore(with.draft)
		if err != nil {
			s.start.Err = err
			return
		}
		s.machine = machine
		s.note = "the draft is as it was left"
	case s.route.ISO2 == "":
		s.machine = wizard.NewFor(s.target(), address.Country{}, address.Address{})
	default:
		s.machine = wizard.NewFor(s.target(), address.CountryOf(s.route.ISO2), with.present)
		if !with.present.Empty() {
			s.note = "filled in with the present address of the voicesite"
		}
	}
}

// answered hears the answer to something that was asked for.
func (s *Screen) answered(msg tea.Msg) screen.Do {
	if accepted, next := s.saving.Accept(msg); accepted {
		return next
	}
	if accepted, next := s.start.Accept(msg); accepted {
		s.began()
		return next
	}
	if accepted, next := s.countries.Accept(msg); accepted {
		return next
	}
	if s.machine == nil {
		return nil
	}
	if accepted, next := s.lookups.accept(msg); accepted {
		return next
	}
	for _, at := range []pane{s.pane, s.over} {
		if waits, ok := at.(interface {
			accepted(msg tea.Msg) (bool, screen.Do)
		}); ok {
			if accepted, next := waits.accepted(msg); accepted {
				return next
			}
		}
	}
	return nil
}

// pressStart hears a key before the wizard began: a draft that cannot be read
// leaves the way to a new address.
func (s *Screen) pressStart(msg tea.KeyPressMsg) screen.Do {
	if s.start.Err == nil || !s.is(msg, keymap.Open) {
		return nil
	}
	s.route.Draft = ""
	s.saving = draft.New(s.host.Drafts, "", s)
	return s.begin()
}

func (s *Screen) startView() string {
	switch {
	case s.start.Err != nil:
		return widget.State{
			Sign: "!", Title: "The draft cannot be taken up", Text: models.Safe(s.start.Err.Error()),
			Next: "enter begins a new address; esc leaves", Style: widget.Failed(s.start.Err, "").Style,
		}.View(s.env.Styles, s.w, s.h)
	case s.patient:
		return widget.Loading("what the address begins with").View(s.env.Styles, s.w, s.h)
	}
	return ""
}
