package wizard

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"btalk/internal/address"
	"btalk/internal/models"
	"btalk/internal/models/text"
	"btalk/internal/ui/widget"
)

// formNotes says what there is to know about the fields of a form.
type formNotes struct{ *form }

// remark stands beside a field: what is wrong with it, else how much room is left
// or what it wants.
func (f formNotes) remark(row formRow, width int, here bool) string {
	styles := f.d.env.Styles
	if wrong := f.wrong(row, here); wrong != "" {
		return styles.Error.Render(widget.Cut("! "+wrong, width))
	}
	value := f.d.machine.Address().Get(row.field.Element)
	switch {
	case here && f.combo.open() && f.combo.chosen():
		return styles.Muted.Render(widget.Cut("enter takes the best", width))
	case !value.Empty() && len(f.d.machine.Form().Check(row.field.Element).NotChecked) > 0:
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
func (f formNotes) wrong(row formRow, here bool) string {
	if said, refused := f.d.pushing.refused[row.field.Element]; refused {
		return "refused: " + said.String()
	}
	report := f.judged(row, here)
	empty := f.d.machine.Address().Get(row.field.Element).Empty()
	choosing := here && f.combo.open() && f.combo.chosen()
	if report.OK() || choosing || empty && !f.tried && (here || !f.seen[row.field.Element]) {
		return ""
	}
	return inShort(report.Violations[0])
}

// judged is what is wrong with a field, but for the blank at the end of what is
// being typed: another word may follow.
func (f formNotes) judged(row formRow, here bool) address.Report {
	report := f.d.machine.Form().Check(row.field.Element)
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

// about says what the schema says of the field under the cursor, and everything
// that is wrong with it. It always takes the same room, so that nothing jumps.
func (f formNotes) about(w int) []string {
	styles := f.d.env.Styles
	lines := []string{styles.Border.Render(strings.Repeat("─", w))}
	room := max(min(f.d.h/5, 6), 2)
	var said []string
	row := f.row()
	switch row.kind {
	case fieldRow:
		said = f.aboutField(row.field, w)
	case areaRow:
		said = []string{styles.Muted.Render(widget.Cut("Chosen from the list of the API. Enter goes back to it.", w))}
	case goOnRow:
		said = []string{styles.Muted.Render(widget.Cut("Everything is checked; the cursor goes to the first field that is wrong.", w))}
		for _, about := range widget.Wrap(strings.Join(f.d.machine.Country().About(), " · "), w) {
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

func (f formNotes) aboutField(field address.Field, w int) []string {
	styles := f.d.env.Styles
	var said []string
	if words, refused := f.d.pushing.refused[field.Element]; refused {
		said = append(said, styles.Error.Render(widget.Cut("! the API refused it: "+words.String(), w)))
	}
	report := f.judged(f.row(), true)
	value := f.d.machine.Address().Get(field.Element)
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
func (f formNotes) rule(field address.Field) string {
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
