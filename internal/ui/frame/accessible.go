package frame

import (
	"regexp"
	"slices"
	"strings"

	"btalk/internal/ui/screen"
	"btalk/internal/ui/widget"
)

// isRule reports whether r is one of the signs that lines and boxes are drawn with
// (Unicode block "Box Drawing").
func isRule(r rune) bool { return r >= 0x2500 && r <= 0x257f }

// withoutRules leaves blanks where lines and boxes are: a screen reader would read
// each sign aloud.
func withoutRules(view string) string {
	return strings.Map(func(r rune) rune {
		if isRule(r) {
			return ' '
		}
		return r
	}, view)
}

var columnGap = regexp.MustCompile(` {2,}`)

// announcement is the last line of the accessible frame: what changed, if
// something did, and the row that is selected, as many of its cells as the line holds
// whole.
func (f *Frame) announcement(top shown) string {
	const between = ", "
	line := sentences(f.status().news(), spoken(top))
	for left := line; widget.Width(line) > f.Width; line = left + between + "…" {
		end := strings.LastIndex(left, between)
		if end < 0 {
			return widget.Cut(line, f.Width)
		}
		left = left[:end]
	}
	return line
}

// spoken is the selected row in words.
func spoken(top shown) string {
	if teller, ok := top.screen.(screen.Announcer); ok {
		if said := teller.Announce(); said != "" {
			return said
		}
	}
	row, _ := selected(top.text)
	return columnGap.ReplaceAllString(strings.TrimSpace(row.text), ", ")
}

func sentences(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(part string) bool { return part == "" }), ". ")
}

// news is what the status line has to say beyond the age of the data; empty when
// all is as usual.
func (s status) news() string {
	remark := s.remark().text
	if remark == s.dataAge("") {
		remark = ""
	}
	if s.health.Budget.Until.After(s.now) {
		throttled := "Throttled until " + s.health.Budget.Until.Local().Format("15:04:05")
		return sentences(throttled, remark)
	}
	return remark
}
