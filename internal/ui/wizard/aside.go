package wizard

import (
	"strings"

	"btalk/internal/ui/widget"
)

// aside shows the address as it stands, as on a letter, where there is room.
func (d *desk) aside(h int, reviewed bool) []string {
	if d.w < wideFrom {
		return nil
	}
	if reviewed {
		return d.asideOf(h, d.aboutCountry())
	}
	var fields []widget.Field
	if lines := d.machine.Review().Postal(); len(lines) > 0 {
		fields = append(fields, widget.Heading("So far"))
		for _, line := range lines {
			fields = append(fields, widget.Field{Label: " ", Value: line})
		}
		fields = append(fields, widget.Field{})
	}
	if words := d.unplaced(true); words != "" {
		fields = append(fields, widget.Heading("Not placed yet"),
			widget.Field{Label: "?", Value: words, Style: d.env.Styles.Warning}, widget.Field{})
	}
	return d.asideOf(h, append(fields, d.aboutCountry()...))
}

// aboutCountry is what the country table says: it informs, the API decides.
func (d *desk) aboutCountry() []widget.Field {
	country := d.machine.Country()
	if country.ISO2 == "" {
		return []widget.Field{
			widget.Heading("An address in a few steps"),
			{Label: " ", Value: "Choose the country; then its areas, by a few letters each; then fill in what is left."},
			{},
			{Label: " ", Value: "All that is typed is kept as a draft at once."},
		}
	}
	fields := []widget.Field{widget.Heading(country.Name.String())}
	for _, about := range country.About() {
		fields = append(fields, widget.Field{Label: "·", Value: about})
	}
	if name := d.machine.Target.Name.String(); name != "" {
		fields = append(fields, widget.Field{}, widget.Heading("For the voicesite"), widget.Field{Label: " ", Value: name})
	}
	return fields
}

func (d *desk) asideOf(h int, fields []widget.Field) []string {
	lines := widget.Fields(d.env.Styles, fields, d.w-d.bodyWidth()-3)
	return lines[:min(len(lines), h)]
}

// beside puts lines at the right of a body of width w, behind a rule.
func beside(body string, aside []string, w int, rule string) string {
	lines := strings.Split(body, "\n")
	for i := range lines {
		lines[i] += widget.Blank(w-lineWidth(lines[i])) + " " + rule
		if i < len(aside) {
			lines[i] += " " + aside[i]
		}
	}
	return strings.Join(lines, "\n")
}
