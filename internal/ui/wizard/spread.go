package wizard

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/address"
	"btalk/internal/address/spread"
	"btalk/internal/ui/keymap"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/widget"
)

// worthSpreading is how many elements a pasted line must fill before it is taken
// for a whole address.
const worthSpreading = 3

// spreadOf proposes how to spread a text over the fields.
func (d *desk) spreadOf(text string) spread.Proposal {
	proposal, err := d.spreader.Line(text, d.machine.Checker())
	if err != nil { // too long for an address
		return spread.Proposal{}
	}
	return proposal
}

// offerSpread asks whether to spread a pasted text, if it looks like an address;
// here pastes it as it is.
func (d *desk) offerSpread(text string, here func(text string) screen.Do) bool {
	proposal := d.spreadOf(text)
	if len(proposal.Values) < worthSpreading {
		return false
	}
	d.over = &spreadPane{d: d, text: text, proposal: proposal, here: here}
	return true
}

// spreadPane shows how a pasted line would be spread over the fields, and asks.
type spreadPane struct {
	d        *desk
	text     string
	proposal spread.Proposal
	after    func() screen.Do            // the line was spread; nil for nothing
	here     func(text string) screen.Do // it is not; nil for nothing
}

func (p *spreadPane) press(msg tea.KeyPressMsg) screen.Do {
	d := p.d
	switch {
	case d.is(msg, keymap.Accept):
		d.over = nil
		d.saving.Touch()
		d.machine.Accept(p.proposal.Accepted())
		d.machine.KeepUnplaced(p.proposal.NotPlaced)
		if p.after != nil {
			return p.after()
		}
	case d.is(msg, keymap.No):
		d.over = nil
		if p.here != nil {
			return p.here(p.text)
		}
	}
	return nil
}

func (p *spreadPane) paste(string) screen.Do { return nil }

func (p *spreadPane) refresh() {}

func (p *spreadPane) renew() {}

func (p *spreadPane) view(w, h int) string {
	styles := p.d.env.Styles
	lines := []string{styles.Title.Render(widget.Cut("This looks like a whole address. Spread it over the fields?", w)), ""}
	fields := make([]widget.Field, 0, len(p.proposal.Values)+1)
	for _, value := range p.proposal.Values {
		label := value.Element.Meaning()
		if field, ok := p.d.machine.Checker().Schema.Field(value.Element); ok {
			label = field.Name()
		}
		note := ""
		if before := p.d.machine.Address().Get(value.Element); !before.Empty() && before.Raw() != value.Text.Raw() {
			note = "in place of " + before.String()
		}
		if value.Refused != "" {
			note = value.Refused
		}
		fields = append(fields, widget.Field{Label: label, Value: value.Text.String(), Note: note})
	}
	for _, left := range address.JoinUnplaced(p.proposal.NotPlaced) {
		fields = append(fields, widget.Field{Label: "Not placed", Value: left.Word.String(), Style: styles.Warning, Note: left.Why})
	}
	lines = append(lines, widget.Fields(styles, fields, w-2)...)
	if len(lines) > h-2 {
		lines = lines[:max(h-2, 0)]
	}
	lines = append(lines, "", styles.Key.Render("enter")+" spread it   "+styles.Key.Render(p.d.env.Keys.Get(keymap.No).Help().Key)+" no, paste it here   "+
		styles.Key.Render("esc")+" neither")
	return strings.Join(lines, "\n")
}

func (p *spreadPane) caret() *tea.Cursor { return nil }

func (p *spreadPane) theme() {}

func (p *spreadPane) hints() []hint {
	return []hint{{keymap.Accept, "spread it"}, {keymap.Cancel, "no"}}
}

func (p *spreadPane) counts() (n, of int) { return 0, 0 }

func (p *spreadPane) escape() bool {
	p.d.over = nil
	return true
}

// oneLine folds a pasted text into one line.
func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }
