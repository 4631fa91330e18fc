package wizard

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"btalk/internal/address"
	"btalk/internal/address/wizard"
	"btalk/internal/models"
	"btalk/internal/models/text"
	"btalk/internal/ui/keymap"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/widget"
)

// review shows the finished address: as on a letter, element by element, what is
// wrong and what nobody checked; and leads to its use.
type review struct {
	d      *desk
	fields []widget.Field
	report address.Report
	top    int
	lines  int // in the last view
	room   int
}

func newReview(d *desk) *review { return &review{d: d} }

// refresh puts the address in words.
func (r *review) refresh() {
	d := r.d
	r.report = d.machine.Review().Check()
	r.fields = nil
	add := func(fields ...widget.Field) { r.fields = append(r.fields, fields...) }
	for _, wrong := range r.report.Violations {
		add(widget.Field{Label: "! " + r.name(wrong.Field), Value: wrong.What, Style: d.env.Styles.Error, Note: wrong.Fix})
	}
	if lost := d.machine.Review().Lost(); lost != "" {
		add(widget.Field{Label: "! Not known", Value: lost, Style: d.env.Styles.Error, Note: "r tries again"})
	}
	if words := d.unplaced(true); words != "" {
		add(widget.Field{Label: "? Not placed", Value: words, Style: d.env.Styles.Warning, Note: "pasted, and in no field"})
	}
	if len(r.fields) > 0 {
		add(widget.Field{})
	}
	add(widget.Heading("As on a letter"))
	for _, line := range append(d.machine.Review().Postal(), d.machine.Country().Name.String()) {
		add(widget.Field{Label: " ", Value: line})
	}
	add(widget.Field{}, widget.Heading("Element by element"))
	for _, line := range d.machine.Review().Lines() {
		add(lineField(line))
	}
	if d.machine.Checker().Rules.DialZone == address.DialZoneAutomatic && d.machine.Address().Get(address.DialZone).Empty() {
		add(widget.Field{Label: "Dial zone", Value: "computed by the API from the address"})
	}
	if len(r.report.NotChecked) > 0 {
		add(widget.Field{}, widget.Heading("Not checked here"))
	}
	for _, unchecked := range r.report.NotChecked {
		add(widget.Field{Label: "? " + r.name(unchecked.Field), Value: unchecked.Why, Style: d.env.Styles.Warning})
	}
	add(widget.Field{}, widget.Heading("For"), r.target())
}

func (r *review) renew() { r.refresh() }

// longestLabel keeps the values near the labels, however long one is.
const longestLabel = 28

func lineField(line wizard.Line) widget.Field {
	value := line.Value.String()
	if line.Display != "" && line.Display != value {
		value = line.Display + " (stored as " + value + ")"
	}
	note := models.Safe(string(line.Element))
	if line.Meaning != "" && !strings.EqualFold(line.Meaning, line.Label) {
		note += ": " + line.Meaning
	}
	if line.Element == address.DialZone {
		note = "dialZone"
	}
	return widget.Field{Label: widget.Cut(line.Label, longestLabel), Value: value, Note: note}
}

// name is what an element is called here.
func (r *review) name(e address.Element) string {
	if e == "" {
		return "the whole address"
	}
	if e == address.DialZone {
		return r.d.machine.Form().DialZone().Name()
	}
	if field, ok := r.d.machine.Checker().Schema.Field(e); ok {
		return widget.Cut(field.Name(), longestLabel)
	}
	return models.Safe(string(e))
}

func (r *review) target() widget.Field {
	target := r.d.machine.Target
	if target.Site.Empty() {
		return widget.Field{Label: "Voicesite", Value: "none chosen", Note: "a chooses one"}
	}
	name := target.Name.String()
	if name == "" {
		name = target.Site.String()
	}
	return widget.Field{Label: "Voicesite", Value: name, Note: target.Site.String()}
}

func (r *review) press(msg tea.KeyPressMsg) screen.Do {
	is := func(action keymap.Action) bool { return r.d.is(msg, action) }
	switch {
	case is(keymap.Up):
		r.scroll(-1)
	case is(keymap.Down):
		r.scroll(1)
	case is(keymap.PageUp):
		r.scroll(-max(r.room-1, 1))
	case is(keymap.PageDown):
		r.scroll(max(r.room-1, 1))
	case is(keymap.Top):
		r.scroll(-r.lines)
	case is(keymap.Bottom):
		r.scroll(r.lines)
	case is(keymap.Copy):
		return r.copy()
	case is(keymap.Export):
		return r.export()
	case is(keymap.Refresh), is(keymap.RefreshAll):
		r.d.lookups.retry()
	case is(keymap.Raw):
		return screen.To(screen.Raw{Of: "the address", JSON: r.d.machine.Address().JSON()})
	case is(keymap.Actions), is(keymap.Accept):
		r.d.menu = r.menu()
	}
	return nil
}

func (r *review) scroll(by int) { r.top = max(min(r.top+by, r.lines-r.room), 0) }

// menu is what can be done with the address.
func (r *review) menu() widget.Menu {
	d := r.d
	push := widget.Choice{Key: "p", Text: "push it to the voicesite…", Note: d.machine.Target.Name.String(), Value: d.pushing.push}
	if why := d.pushing.cannot(r.report); why != "" {
		push.Off, push.Note = true, why
	}
	choices := []widget.Choice{push}
	choices = append(choices,
		widget.Choice{Key: "s", Text: "choose the voicesite it is for…", Note: d.machine.Target.Name.String(), Value: d.chooseSite},
		widget.Choice{Key: "y", Text: "copy the JSON for voiceaddress", Value: r.copy},
		widget.Choice{Key: "l", Text: "copy it as on a letter", Value: func() screen.Do {
			return screen.Copy("the address", strings.Join(d.machine.Review().Postal(), "\n"))
		}},
	)
	if d.env.Export != nil {
		choices = append(choices, widget.Choice{Key: "e", Text: "export the JSON to a file", Value: r.export})
	}
	for _, stage := range d.machine.Course().Stages() {
		if stage.State == wizard.StageDone {
			choices = append(choices, widget.Choice{Text: "change: " + stage.Title, Note: stage.Value, Value: func() screen.Do {
				d.machine.GoTo(stage.Place)
				return nil
			}})
		}
	}
	choices = append(choices, widget.Choice{Key: "x", Text: "discard the draft and leave", Value: func() screen.Do {
		return screen.All(d.saving.GiveUp(), screen.Back(nil))
	}})
	return widget.NewMenu("The address", choices)
}

func (r *review) copy() screen.Do {
	return screen.Copy("the JSON for voiceaddress", string(r.d.machine.Address().JSON()))
}

// export writes the body of voiceaddress to a file.
func (r *review) export() screen.Do {
	d := r.d
	write := d.env.Export
	if write == nil {
		return screen.Say(screen.Info, "files are not written here; y copies the JSON")
	}
	name := "address-" + d.machine.Country().ISO2 + "-" + d.env.Now().Format("20060102-150405") + ".json"
	body := d.machine.Address().JSON()
	return screen.Run(func() tea.Msg {
		path, err := write(name, body)
		if err != nil {
			return screen.ToastMsg{Level: screen.Failure, Text: models.Safe("could not export: " + err.Error())}
		}
		return screen.ToastMsg{Level: screen.Success, Text: models.Safe("exported the address to " + path)}
	})
}

func (r *review) paste(string) screen.Do { return nil }

func (r *review) view(w, h int) string {
	styles := r.d.env.Styles
	verdict := r.verdict(w)
	lines := widget.Fields(styles, r.fields, min(w-2, 110))
	r.room, r.lines = max(h-2, 1), len(lines)
	r.scroll(0)
	end := min(r.top+r.room, len(lines))
	shown := append([]string{verdict, ""}, lines[r.top:end]...)
	if r.top > 0 || end < len(lines) {
		shown[1] = styles.Muted.Render(widget.Cut("lines "+span(r.top+1, end, len(lines)), w-1))
	}
	return strings.Join(shown, "\n")
}

// verdict says in one line how the address stands.
func (r *review) verdict(w int) string {
	styles := r.d.env.Styles
	n := len(r.report.Violations)
	switch {
	case n > 0:
		return styles.Error.Render(widget.Cut("! "+text.Count(n, "thing is wrong", "things are wrong")+". esc goes back to it", w-1))
	case r.d.machine.Review().Lost() != "":
		return styles.Error.Render(widget.Cut("! The rules are not known: nobody can say that it is right, and it cannot be pushed", w-1))
	case r.report.AreasUnknown != nil:
		return styles.Error.Render(widget.Cut("! Its areas are not known: nobody can say that they are right, and it cannot be pushed", w-1))
	case r.d.unplaced(false) != "":
		return styles.Warning.Render("? ") + widget.Cut("Nothing is wrong with it, but words that were pasted are in no field. enter: what to do", w-3)
	}
	return styles.OK.Render("✓ ") + widget.Cut("Nothing is wrong with it. enter: what to do with it", w-3)
}

func (r *review) caret() *tea.Cursor { return nil }

func (r *review) theme() { r.refresh() }

func (r *review) hints() []hint {
	return []hint{{keymap.Actions, "use it"}, {keymap.Copy, "copy JSON"}, {keymap.Export, "export"}, {keymap.Back, "back"}}
}

func (r *review) counts() (n, of int) { return 0, 0 }

func (r *review) escape() bool { return false }

// bindings are the keys of the review for the help.
func (r *review) bindings() []key.Binding {
	var all []key.Binding
	for _, hint := range r.hints() {
		all = append(all, r.d.env.Keys.Get(hint.action, hint.words))
	}
	keys := r.d.env.Keys
	return append(all, keys.Get(keymap.Raw), keys.Get(keymap.Refresh, "try again what could not be read"))
}
