package plan

import (
	"fmt"
	"strings"

	"btalk/internal/models"
	"btalk/internal/ui/sign"
	"btalk/internal/ui/widget"
)

// steps are the requests that were sent so far.
func (p paper) steps(d *delivery) []string {
	var lines []string
	for i, outcome := range d.outcomes {
		lines = append(lines, p.outcome(d.plan, i, outcome)...)
	}
	return lines
}

// outcome is the outcome of the i-th request in a line.
func (p paper) outcome(plan models.Plan, i int, outcome models.Outcome) []string {
	became := sign.OfOutcome(outcome.State)
	text := became.String()
	if i < len(plan.Requests) {
		text += ": " + models.Safe(plan.Requests[i].What)
	}
	return p.text(became.Style(p.Styles), text)
}

// outcomes are what became of the change, the worst first and in large letters.
func (p paper) outcomes(d *delivery) []string {
	var lines []string
	if d.sent.State() == models.OutcomeUnknown {
		lines = append(p.unknown(d), "")
	}
	if len(d.sent.Outcomes) > 1 {
		lines = append(lines, p.text(sign.OfOutcome(d.sent.State()).Style(p.Styles), tally(d.sent))...)
	}
	for i, outcome := range d.sent.Outcomes {
		lines = append(lines, p.outcome(d.plan, i, outcome)...)
		lines = append(lines, p.details(d, outcome)...)
	}
	if d.sent.Note != "" {
		lines = append(lines, p.text(p.Error, "! "+models.Safe(d.sent.Note))...)
	}
	return lines
}

// tally counts the outcomes.
func tally(sent models.Sent) string {
	counts := map[models.OutcomeState]int{}
	for _, outcome := range sent.Outcomes {
		counts[outcome.State]++
	}
	var parts []string
	for _, state := range []models.OutcomeState{models.OutcomeUnknown, models.Refused, models.NotSent, models.Done} {
		if n := counts[state]; n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, sign.OfOutcome(state).Word))
		}
	}
	return fmt.Sprintf("Of %d requests: %s", len(sent.Outcomes), strings.Join(parts, ", "))
}

// details are what is known of one outcome.
func (p paper) details(d *delivery, outcome models.Outcome) []string {
	var fields []widget.Field
	if !outcome.VoiceSite.Empty() {
		fields = append(fields, widget.Field{Label: "Voicesite", Value: outcome.VoiceSite.String(), Style: p.Accent})
	}
	if outcome.Err != nil {
		fields = append(fields, widget.Field{Label: "Why", Value: models.Safe(outcome.Err.Error())})
	}
	if !outcome.Settled.Empty() {
		fields = append(fields, widget.Field{Label: "Reading", Value: outcome.Settled.String()})
	}
	if outcome.Status != 0 {
		fields = append(fields, widget.Field{Label: "Answer", Value: fmt.Sprintf("HTTP %d", outcome.Status)})
	}
	if !outcome.RequestID.Empty() {
		fields = append(fields, widget.Field{Label: "Request id", Value: outcome.RequestID.String()})
	}
	lines := widget.Fields(p.Styles, fields, max(p.w-2, 1))
	for i := range lines {
		lines[i] = "  " + lines[i]
	}
	if outcome.Answer.Kind() != models.NullValue && len(d.sent.Outcomes) == 1 {
		lines = append(lines, p.body(outcome.Answer)...)
	}
	return lines
}

// unknown says what must not be done now, where nobody can overlook it.
func (p paper) unknown(d *delivery) []string {
	texts := []string{
		"DO NOT SEND IT AGAIN. It may have been done.",
		"It was sent once and no answer came that says what became of it. btalk never sends it again by itself.",
	}
	if d.reading {
		texts = append(texts, "… Reading what is there now, up to five times in two minutes. You may leave: it goes on.")
	} else {
		texts = append(texts, "Reading did not settle it. It stays in view until it is settled.")
	}
	texts = append(texts, "Follow it under :changes, as "+models.Safe(d.plan.ID)+".")
	var body []string
	for i, text := range texts {
		for _, part := range widget.Wrap(text, max(p.w-4, 1)) {
			if i == 0 {
				part = p.Alert.Render(part)
			}
			body = append(body, part)
		}
	}
	box := widget.Panel(p.Styles, "? OUTCOME UNKNOWN", body, p.w, len(body)+2)
	return strings.Split(box, "\n")
}
