package plan

import (
	"fmt"
	"strings"
	"time"

	"btalk/internal/models"
	"btalk/internal/models/text"
	"btalk/internal/ui/theme"
	"btalk/internal/ui/widget"
)

// kind is what becomes of a field: a sign, a word and a style, so that it reads
// the same without colour.
type kind struct {
	sign, word string
	style      func(*theme.Styles) theme.Style
}

func kindOf(d models.Difference) kind {
	switch {
	case !d.Changed():
		return kind{" ", "same", func(s *theme.Styles) theme.Style { return s.Muted }}
	case d.Before.Empty():
		return kind{"+", "new", func(s *theme.Styles) theme.Style { return s.OK }}
	case d.After.Empty():
		return kind{"-", "removed", func(s *theme.Styles) theme.Style { return s.Error }}
	}
	return kind{"~", "changed", func(s *theme.Styles) theme.Style { return s.Warning }}
}

// columns are the widths of the columns of the differences. Where nothing was
// there before, before has none.
type columns struct{ kind, field, before, after int }

const arrow = " → "

// columnsOf shares w cells: the two values get the same room.
func columnsOf(differences []models.Difference, w int) columns {
	c := columns{kind: len("~ changed") + 1}
	old, least := false, 8
	for _, d := range differences {
		c.field = max(c.field, widget.Width(fieldName(d)))
		least = max(least, widget.Width(models.Safe(d.Field)))
		old = old || !d.Before.Empty()
	}
	least = min(least, max((w-c.kind)/2, 8))
	if !old {
		c.field = min(c.field, max((w-c.kind)/2, least))
		c.after = max(w-c.kind-c.field-1, 6)
		return c
	}
	c.field = min(c.field, max((w-c.kind)/3, least))
	c.before = max((w-c.kind-c.field-1-widget.Width(arrow))/2, 6)
	c.after = c.before
	return c
}

// between is what stands before the value after: the one before, and the arrow
// in the first line.
func (c columns) between(before, sign string, styles *theme.Styles) string {
	if c.before == 0 {
		return ""
	}
	return widget.Pad(before, c.before) + styles.Muted.Render(widget.Pad(sign, widget.Width(arrow)))
}

// fieldName is the API's name of a field, and what it is.
func fieldName(d models.Difference) string {
	name := models.Safe(d.Field)
	if d.Label == "" || d.Label == d.Field {
		return name
	}
	return name + " " + models.Safe(d.Label)
}

// fieldByField is before and after. Values are never cut: they go on in the next
// line. words are the server's, by field.
func (p paper) fieldByField(plan models.Plan, words map[string]string, all bool) []string {
	c := columnsOf(plan.Differences, p.w)
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
		lines = append([]string{p.Header.Render(widget.Cut(p.head(c, plan.Made), p.w))}, lines...)
	}
	if same > 0 {
		lines = append(lines, p.Muted.Render(fmt.Sprintf("%s%s as it is", widget.Blank(c.kind), stay(same))))
	}
	return lines
}

// head names the columns, and says how old the values before are.
func (p paper) head(c columns, read time.Time) string {
	head := widget.Blank(c.kind) + widget.Pad("Field", c.field) + " "
	if c.before == 0 {
		return head + "New"
	}
	return head + widget.Pad("Read "+p.age(read), c.before) + widget.Blank(widget.Width(arrow)) + "After"
}

// age says how long ago something was.
func (p paper) age(at time.Time) string {
	if d := p.now.Sub(at); d < time.Hour && d >= -time.Minute {
		ago, _ := text.Ago(d)
		return ago
	}
	return "at " + text.Minute(at.In(p.now.Location()))
}

func stay(n int) string {
	if n == 1 {
		return "1 field stays"
	}
	return fmt.Sprintf("%d fields stay", n)
}

func (p paper) difference(d models.Difference, c columns) []string {
	k := kindOf(d)
	style := k.style(p.Styles)
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
		mark, sign := "", ""
		if i == 0 {
			mark, sign = k.sign+" "+k.word, arrow
		}
		lines[i] = style.Render(widget.Pad(mark, c.kind)) + p.Muted.Render(widget.Pad(part(name, i), c.field)) + " " +
			c.between(part(before, i), sign, p.Styles) + style.Render(part(after, i))
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
