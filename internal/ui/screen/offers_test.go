package screen_test

import (
	"testing"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"btalk/internal/ui/screen"
)

// plain is a screen that offers nothing beyond being one.
type plain struct{}

func (plain) ShortHelp() []key.Binding  { return nil }
func (plain) FullHelp() [][]key.Binding { return nil }
func (plain) Init() screen.Do           { return nil }
func (plain) Update(tea.Msg) screen.Do  { return nil }
func (plain) View() string              { return "" }
func (plain) Title() string             { return "" }

// obliging offers everything, as far as yes says.
type obliging struct {
	plain
	yes bool
}

func (o obliging) Typing() bool          { return o.yes }
func (o obliging) Holding() bool         { return o.yes }
func (o obliging) Modal()                {}
func (o obliging) Report() screen.Report { return screen.Report{Fetched: time.Unix(1, 0), Busy: o.yes} }
func (o obliging) Route() screen.Route   { return screen.Customers{} }

func TestAScreenOffersOnlyWhatItSays(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		of                                       screen.Screen
		modal, typing, holding, reporting, route bool
	}{
		"nothing":            {of: plain{}},
		"all, but not now":   {of: obliging{}, modal: true, reporting: true, route: true},
		"all of it":          {of: obliging{yes: true}, modal: true, typing: true, holding: true, reporting: true, route: true},
		"no screen is there": {},
	} {
		if got := screen.IsModal(test.of); got != test.modal {
			t.Errorf("%s: modal is %v", name, got)
		}
		if got := screen.IsTyping(test.of); got != test.typing {
			t.Errorf("%s: typing is %v", name, got)
		}
		if got := screen.IsHolding(test.of); got != test.holding {
			t.Errorf("%s: holding is %v", name, got)
		}
		report, ok := screen.ReportOf(test.of)
		if ok != test.reporting || ok == report.Fetched.IsZero() || report.Busy != test.typing {
			t.Errorf("%s: reports %+v, %v", name, report, ok)
		}
		if got := screen.RouteOf(test.of); (got != nil) != test.route {
			t.Errorf("%s: leads back to %v", name, got)
		}
	}
}
