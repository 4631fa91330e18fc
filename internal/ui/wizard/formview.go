package wizard

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/address"
	"btalk/internal/address/wizard"
	"btalk/internal/models"
	"btalk/internal/models/text"
	"btalk/internal/ui/theme"
	"btalk/internal/ui/widget"
)

// formSize is how the lines of a form are cut: marker, label, mandatory sign,
// value, note.
type formSize struct{ w, label, value, note int }

func (f *form) size(w int) formSize {
	label := 0
	for _, row := range f.rows {
		label = max(label, widget.Width(f.label(row)))
	}
	size := formSize{w: w, label: min(label, max(w/3, 12))}
	rest := max(w-formMargin-size.label-formGap-1, 0)
	size.value = max(rest*11/20, min(rest, 12))
	size.note = max(rest-size.value-2, 0)
	return size
}

const (
	formMargin = 2 // the pointer and a blank
	formGap    = 3 // around the mandatory sign
	mandatory  = "*"
)

func (f *form) label(row formRow) string {
	switch row.kind {
	case areaRow:
		return f.s.machine.Areas().Name(row.level)
	case fieldRow:
		return row.field.Name()
	case retryRow, goOnRow:
	}
	return ""
}

// view draws the rows around the cursor, what is offered below it, and what there
// is to know about the field.
func (f *form) view(w, h int) string {
	size := f.size(w)
	about := f.about(w)
	room := max(h-len(about), min(h, 4))
	lines, at := f.lines(size)
	end := at + 1
	if f.combo.open() {
		end += min(len(f.combo.rows), comboRows) + 1
	}
	if f.top > at {
		f.top = at
	}
	f.top = max(f.top, end-room)
	f.top = max(min(f.top, len(lines)-room), 0)
	shown := lines[f.top:min(f.top+room, len(lines))]
	f.more(shown, len(lines), w)
	body := strings.Join(shown, "\n")
	if missing := room - len(shown); missing > 0 {
		body += strings.Repeat("\n", missing)
	}
	return body + "\n" + strings.Join(about, "\n")
}

// more tells at the right edge that there are rows above or below.
func (f *form) more(shown []string, all, w int) {
	muted := f.s.env.Styles.Muted
	mark := func(i int, sign string) {
		line := widget.Clamp(shown[i], w-2, 1)
		shown[i] = line + widget.Blank(w-2-lineWidth(line)) + muted.Render(sign)
	}
	if f.top > 0 && len(shown) > 0 {
		mark(0, "↑")
	}
	if f.top+len(shown) < all && len(shown) > 0 {
		mark(len(shown)-1, "↓")
	}
}

// lines are all rows drawn, and the place of the one under the cursor.
func (f *form) lines(size formSize) (lines []string, at int) {
	here := f.index()
	for i, row := range f.rows {
		if i == here {
			at = len(lines)
		}
		lines = append(lines, f.line(row, size, i == here))
		if i == here && f.combo.open() {
			lines = append(lines, f.offered(size)...)
		}
	}
	return lines, at
}

func (f *form) line(row formRow, size formSize, here bool) string {
	styles := f.s.env.Styles
	marker, name := " ", styles.Text
	if here {
		marker, name = styles.Accent.Render(widget.Pointer), styles.Selection
	}
	switch row.kind {
	case retryRow:
		return marker + " " + styles.Warning.Render(widget.Cut("! enter tries again: "+f.s.machine.Review().Lost(), size.w-3))
	case goOnRow:
		return marker + " " + name.Render(widget.Cut("Go on ›", size.w-3))
	case areaRow:
		return f.areaLine(row, size, marker, name)
	case fieldRow:
	}
	sign := " "
	if row.field.Usage == address.Mandatory {
		sign = styles.Accent.Render(mandatory)
	}
	return marker + " " + name.Render(widget.Cut(row.field.Name(), size.label)) +
		widget.Blank(size.label-widget.Width(widget.Cut(row.field.Name(), size.label))) + " " + sign + " " +
		f.value(row, size, here) + "  " + f.remark(row, size.note, here)
}

func (f *form) areaLine(row formRow, size formSize, marker string, name theme.Style) string {
	styles := f.s.env.Styles
	label := widget.Cut(f.s.machine.Areas().Name(row.level), size.label)
	element := f.s.machine.Checker().Rules.Levels[row.level].Element
	value := widget.Pad(f.s.machine.Address().Get(element).String(), size.value)
	sign, note := styles.OK.Render("✓"), "from the list"
	switch areas := f.s.machine.Areas(); {
	case areas.State(row.level) == wizard.LevelSingle:
		note = "the only one"
	case !areas.Listed(row.level) && areas.Missing(row.level) != "":
		sign, note = styles.Warning.Render("?"), "not checked here"
	}
	return marker + " " + name.Render(label) + widget.Blank(size.label-widget.Width(label)) + " " + sign + " " +
		styles.Text.Render(value) + "  " + styles.Muted.Render(widget.Cut(note, size.note))
}

// value is what is typed, in the line under the cursor with the line to type into.
func (f *form) value(row formRow, size formSize, here bool) string {
	if here {
		f.input.SetWidth(size.value)
		line := f.input.View()
		return line + widget.Blank(size.value-lineWidth(line))
	}
	value := row.field.Display(f.s.machine.Address().Get(row.field.Element))
	if value == "" {
		return f.s.env.Styles.Muted.Render(widget.Pad("·", size.value))
	}
	return widget.Pad(value, size.value)
}

// remark stands beside a field: what is wrong with it, else how much room is left
// or what it wants.
func (f *form) remark(row formRow, width int, here bool) string {
	styles := f.s.env.Styles
	if wrong := f.wrong(row, here); wrong != "" {
		return styles.Error.Render(widget.Cut("! "+wrong, width))
	}
	value := f.s.machine.Address().Get(row.field.Element)
	switch {
	case here && f.combo.open() && f.combo.chosen():
		return styles.Muted.Render(widget.Cut("enter takes the best", width))
	case !value.Empty() && len(f.s.machine.Form().Check(row.field.Element).NotChecked) > 0:
		return styles.Warning.Render(widget.Cut("? not checked here", width))
	case here && row.field.MaxLength > 0 && len(row.field.Choices) == 0:
		return styles.Muted.Render(widget.Cut(counted(value, row.field), width))
	case !value.Empty():
		return styles.OK.Render("✓")
	case here:
		return styles.Muted.Render(widget.Cut(row.field.Expects(), width))
	}
	return ""
}

// wrong is what is wrong with a field, once it is time to say so: not before
// anything was typed, and not while a value is being chosen.
func (f *form) wrong(row formRow, here bool) string {
	if said, refused := f.s.refused[row.field.Element]; refused {
		return "refused: " + said.String()
	}
	report := f.judged(row, here)
	empty := f.s.machine.Address().Get(row.field.Element).Empty()
	choosing := here && f.combo.open() && f.combo.chosen()
	if report.OK() || choosing || empty && !f.tried && (here || !f.seen[row.field.Element]) {
		return ""
	}
	return inShort(report.Violations[0])
}

// judged is what is wrong with a field, but for the blank at the end of what is
// being typed: another word may follow.
func (f *form) judged(row formRow, here bool) address.Report {
	report := f.s.machine.Form().Check(row.field.Element)
	if here && !f.combo.open() {
		report.Violations = slices.DeleteFunc(slices.Clone(report.Violations), func(v address.Violation) bool {
			return v.Rule == address.RuleText && v.What == text.EndsWithBlank
		})
	}
	return report
}

// inShort is a violation for the room beside its field, which names it already.
func inShort(wrong address.Violation) string {
	if wrong.Rule == address.RuleMandatory {
		return "mandatory"
	}
	return wrong.What
}

// counted says how much of the room is used: 12/100.
func counted(value models.Text, field address.Field) string {
	return strconv.Itoa(utf8.RuneCountInString(value.Raw())) + "/" + strconv.Itoa(field.MaxLength)
}

// offered are the values to take, below the field.
func (f *form) offered(size formSize) []string {
	styles, c := f.s.env.Styles, &f.combo
	first := max(min(c.cursor-comboRows/2, len(c.rows)-comboRows), 0)
	end := min(first+comboRows, len(c.rows))
	margin := widget.Blank(formMargin + size.label + formGap)
	room := max(size.w-formMargin-size.label-formGap-3, 1)
	var lines []string
	for i := first; i < end; i++ {
		row := c.rows[i]
		marker, style, hit := " ", styles.Text, styles.Match
		if i == c.cursor {
			marker, style, hit = styles.Accent.Render(widget.Pointer), styles.Selection, styles.Selection.Underlined()
		}
		text := widget.Cut(row.text, room)
		line := margin + marker + " " + marked(text, f.input.Value(), style, hit)
		if left := room - widget.Width(text) - 2; row.note != "" && left > 4 {
			line += "  " + styles.Muted.Render(widget.Cut(row.note, left))
		}
		lines = append(lines, line)
	}
	return append(lines, margin+"  "+styles.Muted.Render(widget.Cut(plural(c.total, "value", "values"), room)))
}

// about says what the schema says of the field under the cursor, and everything
// that is wrong with it. It always takes the same room, so that nothing jumps.
func (f *form) about(w int) []string {
	styles := f.s.env.Styles
	lines := []string{styles.Border.Render(strings.Repeat("─", w))}
	room := max(min(f.s.h/5, 6), 2)
	var said []string
	row := f.row()
	switch row.kind {
	case fieldRow:
		said = f.aboutField(row.field, w)
	case areaRow:
		said = []string{styles.Muted.Render(widget.Cut("Chosen from the list of the API. Enter goes back to it.", w))}
	case goOnRow:
		said = []string{styles.Muted.Render(widget.Cut("Everything is checked; the cursor goes to the first field that is wrong.", w))}
		for _, about := range widget.Wrap(strings.Join(f.s.machine.Country().About(), " · "), w) {
			said = append(said, styles.Muted.Render(about))
		}
	case retryRow:
		said = []string{styles.Muted.Render(widget.Cut("What cannot be had is not checked here; the address can be written all the same.", w))}
	}
	for i := range room {
		if i < len(said) {
			lines = append(lines, said[i])
		} else {
			lines = append(lines, "")
		}
	}
	return lines
}

func (f *form) aboutField(field address.Field, w int) []string {
	styles := f.s.env.Styles
	var said []string
	if words, refused := f.s.refused[field.Element]; refused {
		said = append(said, styles.Error.Render(widget.Cut("! the API refused it: "+words.String(), w)))
	}
	report := f.judged(f.row(), true)
	value := f.s.machine.Address().Get(field.Element)
	if (!value.Empty() || f.tried) && (!f.combo.open() || !f.combo.chosen()) {
		for _, wrong := range report.Violations {
			said = append(said, styles.Error.Render(widget.Cut("! "+wrong.What+"; "+wrong.Fix, w)))
		}
	}
	for _, unchecked := range report.NotChecked {
		said = append(said, styles.Warning.Render(widget.Cut("? "+unchecked.String(), w)))
	}
	if c := &f.combo; c.task.Err != nil {
		said = append(said, styles.Warning.Render(widget.Cut("! no suggestions: "+reason(c.task.Err), w)))
	} else if c.task.Busy {
		said = append(said, styles.Info.Render("… suggestions are on their way"))
	}
	for _, line := range widget.Wrap(f.rule(field), w) {
		said = append(said, styles.Muted.Render(line))
	}
	return said
}

// rule is the help of a field and its rule in words.
func (f *form) rule(field address.Field) string {
	parts := []string{}
	if help := field.Help.String(); help != "" {
		parts = append(parts, strings.TrimRight(help, "."))
	}
	if expects := field.Expects(); expects != "" {
		parts = append(parts, expects)
	}
	if field.Pattern != nil && !strings.Contains(field.Expects(), models.Safe(field.Pattern.String())) {
		parts = append(parts, "pattern "+models.Safe(field.Pattern.String()))
	}
	if field.Usage == address.Mandatory {
		parts = append(parts, "mandatory")
	} else {
		parts = append(parts, "may be empty")
	}
	name := models.Safe(string(field.Element))
	if meaning := field.Element.Meaning(); meaning != "" && !strings.EqualFold(meaning, field.Name()) {
		name += ": " + meaning
	}
	parts = append(parts, name)
	if reference := field.Reference.String(); reference != "" {
		parts = append(parts, "see "+reference)
	}
	if len(field.Choices) > 0 {
		parts = append(parts, "type to choose, space lists all "+strconv.Itoa(len(field.Choices)))
	}
	return strings.Join(parts, " · ")
}

// caret is in the line that is typed into.
func (f *form) caret() *tea.Cursor {
	row := f.row()
	if row.kind != fieldRow {
		return nil
	}
	cursor := f.input.Caret()
	if cursor == nil {
		return nil
	}
	_, at := f.lines(f.size(f.s.bodyWidth()))
	cursor.X += formMargin + f.size(f.s.bodyWidth()).label + formGap
	cursor.Y = at - f.top
	return cursor
}
