package plan

import (
	"fmt"
	"strings"
	"time"

	"btalk/internal/models"
	"btalk/internal/models/text"
	"btalk/internal/ui/sign"
	"btalk/internal/ui/theme"
	"btalk/internal/ui/widget"
)

// columns are the widths of the columns of the differences. Where nothing was
// there before, before has none.
type columns struct{ kind, field, before, after int }

const (
	arrow = " → "
	gap   = 2 // between a field and its value
)

// columnsOf shares w cells. Each column gets what it needs where that fits. Where
// it does not, values go on in the next line before a field's name does: the
// field keeps the API's name, up to half the room, and its label what is left.
func columnsOf(differences []models.Difference, w int, head string) columns {
	c := columns{kind: len("~ changed") + 1}
	name, old := 0, false
	for _, d := range differences {
		c.field = max(c.field, widget.Width(fieldName(d)))
		name = max(name, widget.Width(models.Safe(d.Field)))
		c.before = max(c.before, widget.Width(shown(d.Before)))
		c.after = max(c.after, widget.Width(shown(d.After)), widget.Width(invisible(d)))
		old = old || !d.Before.Empty()
	}
	room := w - c.kind - gap
	if !old {
		c.before = 0
		c.field = min(c.field, max(room-c.after, min(name, room/2), 8))
		c.after = max(room-c.field, 6)
		return c
	}
	room -= widget.Width(arrow)
	c.before = max(c.before, widget.Width(head))
	c.field = min(c.field, max(room-c.before-c.after, room/3, min(name, room/2), 8))
	room -= c.field
	c.before = max(min(c.before, max(room-c.after, room/2)), 6)
	c.after = max(room-c.before, 6)
	return c
}

// between is what stands before the value after: the one before, and the arrow
// in the first line.
func (c columns) between(before, to string, styles *theme.Styles) string {
	if c.before == 0 {
		return ""
	}
	return widget.Pad(before, c.before) + styles.Muted.Render(widget.Pad(to, widget.Width(arrow)))
}

// fieldName is the API's name of a field, and what it is where the name does not
// say it already: "a6 Street name", but technicalSiteName alone.
func fieldName(d models.Difference) string {
	name := models.Safe(d.Field)
	for word := range strings.FieldsSeq(strings.ToLower(d.Label)) {
		if !strings.Contains(strings.ToLower(d.Field), word) {
			return name + " " + models.Safe(d.Label)
		}
	}
	return name
}

// fieldByField is before and after. Values are never cut: they go on in the next
// line. words are the server's, by field.
func (p paper) fieldByField(plan models.Plan, words map[string]string, all bool) []string {
	read := readAt(p.now, plan.Made)
	c := columnsOf(plan.Differences, p.w, read)
	var lines []string
	same := 0
	for _, d := range plan.Differences {
		if !d.Changed() && !all && words[d.Field] == "" {
			same++
			continue
		}
		lines = append(lines, p.difference(d, c)...)
		if said := words[d.Field]; said != "" {
			for _, part := range widget.Wrap("✗ "+models.Safe(said), max(p.w-c.kind, 1)) {
				lines = append(lines, widget.Blank(c.kind)+p.Error.Render(part))
			}
		}
	}
	if len(lines) > 0 {
		lines = append([]string{p.Header.Render(widget.Cut(head(c, read), p.w))}, lines...)
	}
	if same > 0 {
		lines = append(lines, p.Muted.Render(widget.Blank(c.kind)+stay(same)))
	}
	return lines
}

// head names the columns, and says how old the values before are.
func head(c columns, read string) string {
	head := widget.Blank(c.kind) + widget.Pad("Field", c.field+gap)
	if c.before == 0 {
		return head + "New"
	}
	return head + widget.Pad(read, c.before) + widget.Blank(widget.Width(arrow)) + "After"
}

// readAt says how old the values before are.
func readAt(now, read time.Time) string {
	age, _ := text.Ago(now.Sub(read))
	return "Read " + age
}

func stay(n int) string {
	if n == 1 {
		return "1 field stays as it is"
	}
	return fmt.Sprintf("%d fields stay as they are", n)
}

func (p paper) difference(d models.Difference, c columns) []string {
	becomes := sign.OfDifference(d)
	style := becomes.Style(p.Styles)
	name := nameLines(d, c.field)
	before, after := widget.Wrap(shown(d.Before), max(c.before, 1)), widget.Wrap(shown(d.After), c.after)
	if c.before == 0 {
		before = nil
	}
	if note := invisible(d); note != "" {
		after = append(after, widget.Wrap(note, c.after)...)
	}
	lines := make([]string, max(len(name), len(before), len(after)))
	for i := range lines {
		kind, to := "", ""
		if i == 0 {
			kind, to = becomes.String(), arrow
		}
		lines[i] = style.Render(widget.Pad(kind, c.kind)) + p.Muted.Render(widget.Pad(part(name, i), c.field+gap)) +
			c.between(part(before, i), to, p.Styles) + style.Render(part(after, i))
	}
	return lines
}

// roomy is the width from which on a field's label is shown whole, over several
// lines. The API's name always is.
const roomy = 24

func nameLines(d models.Difference, w int) []string {
	field := models.Safe(d.Field)
	switch left := w - widget.Width(field); {
	case w >= roomy, left < 0:
		return widget.Wrap(fieldName(d), w)
	case left < 4:
		return []string{field}
	}
	return []string{widget.Cut(fieldName(d), w)}
}

func part(lines []string, i int) string {
	if i < len(lines) {
		return lines[i]
	}
	return ""
}

// shown is a value for the eye: nothing is a dash, and blanks at the ends,
// which reach the server, are shown.
func shown(value models.Text) string {
	switch {
	case value.Empty():
		return "–"
	case strings.TrimSpace(value.Raw()) != value.Raw():
		return "“" + value.String() + "”"
	}
	return value.String()
}

// invisible says that two values differ although they read the same.
func invisible(d models.Difference) string {
	if d.Changed() && shown(d.Before) == shown(d.After) {
		return "(differs only in how it is encoded)"
	}
	return ""
}
