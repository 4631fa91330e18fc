package wizard

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"btalk/internal/address"
	"btalk/internal/address/spread"
	"btalk/internal/address/wizard"
	"btalk/internal/models"
	"btalk/internal/ui/draft"
	"btalk/internal/ui/keymap"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/widget"
)

// desk is what the steps share: the machine, and what goes on around it.
type desk struct {
	env      *screen.Env
	source   Source
	machine  *wizard.Wizard // nil until the wizard began
	saving   *draft.Saving  // of the draft
	spreader spread.Spreader
	lookups  lookups
	pushing  pushing

	shown   int         // the revision of the address that the panes show
	over    pane        // a question over the step: a line to spread, a site to choose
	menu    widget.Menu // over all
	ahead   ahead
	patient bool // a wait is long enough to be shown
	w, h    int  // of the screen
}

// is reports whether a key means an action.
func (d *desk) is(msg tea.KeyPressMsg, action keymap.Action) bool {
	return key.Matches(msg, d.env.Keys.Get(action))
}

// next goes on to the next step, or says what is wrong here.
func (d *desk) next() screen.Do {
	if wrong := d.machine.Next(); len(wrong) > 0 {
		return screen.Say(screen.Warning, wrong[0].What+": "+wrong[0].Fix)
	}
	return nil
}

// edit lets the pane change the address by what is typed into it.
func (d *desk) edit(change func(*wizard.Wizard)) {
	upToDate := d.shown == d.machine.Revision()
	d.saving.Touch()
	change(d.machine)
	if upToDate {
		d.shown = d.machine.Revision()
	}
}

// waits reports whether keys must wait: for the documents of the country, or for
// the list that enter was pressed for.
func (d *desk) waits() bool { return d.ahead.enter || d.machine.Course().Waiting() }

// bodyWidth is the width of the step.
func (d *desk) bodyWidth() int {
	if d.w < wideFrom {
		return d.w
	}
	return d.w - min(asideMost, d.w/3) - 3
}

// summary is an address on one line, in the words of the schema.
func (d *desk) summary(of address.Address) string {
	return d.machine.Checker().Schema.Shown(of).Summary(d.machine.Country().ISO2)
}

// nameOf is what the country calls an element.
func (d *desk) nameOf(e address.Element) string {
	if field, described := d.machine.Checker().Schema.Field(e); described {
		return field.Name()
	}
	return models.Safe(string(e))
}

// unplaced are the words of the line that was spread last which no field holds,
// with the reasons where asked for; empty when each has its place. They stay in
// sight until they are used.
func (d *desk) unplaced(reasons bool) string {
	var words []string
	for _, left := range address.JoinUnplaced(d.machine.Review().Unplaced()) {
		word := left.Word.String()
		if reasons && left.Why != "" {
			word += " (" + models.Safe(left.Why) + ")"
		}
		words = append(words, word)
	}
	return strings.Join(words, " · ")
}

// Snapshot is the draft.
func (d *desk) Snapshot() ([]byte, error) { return d.machine.Snapshot() }

// WorthKeeping reports whether something was typed or chosen.
func (d *desk) WorthKeeping() bool { return d.machine != nil && d.machine.Begun() }
