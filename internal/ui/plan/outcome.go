package plan

import (
	"fmt"
	"strings"

	"btalk/internal/models"
	"btalk/internal/ui/theme"
	"btalk/internal/ui/widget"
)

// look is how a state is told: a sign, a word, a style.
func look(state models.OutcomeState, styles *theme.Styles) (sign, word string, style theme.Style) {
	switch state {
	case models.Done:
		return "✓", "done", styles.OK
	case models.Refused:
		return "✗", "refused", styles.Error
	case models.OutcomeUnknown, models.Pending:
		return "?", "UNKNOWN", styles.Error
	case models.NotSent:
	}
	return "–", "not sent", styles.Muted
}

// steps are the requests that were sent so far.
func (s *Screen) steps(w int) []string {
	var lines []string
	for i, outcome := range s.progress.outcomes {
		lines = append(lines, s.outcomeLine(i, outcome, w)...)
	}
	return lines
}

func (s *Screen) outcomeLine(i int, outcome models.Outcome, w int) []string {
	sign, word, style := look(outcome.State, s.styles)
	text := sign + " " + word
	if i < len(s.plan.Requests) {
		text += ": " + models.Safe(s.plan.Requests[i].What)
	}
	return s.wrapped(style, text, w)
}

// outcomes are what became of the change, the worst first and in large letters.
func (s *Screen) outcomes(w int) []string {
	var lines []string
	if s.sent.State() == models.OutcomeUnknown {
		lines = append(s.unknown(w), "")
	}
	if len(s.sent.Outcomes) > 1 {
		_, _, style := look(s.sent.State(), s.styles)
		lines = append(lines, s.wrapped(style, s.tally(), w)...)
	}
	for i, outcome := range s.sent.Outcomes {
		lines = append(lines, s.outcomeLine(i, outcome, w)...)
		lines = append(lines, s.details(outcome, w)...)
	}
	if s.sent.Note != "" {
		lines = append(lines, s.wrapped(s.styles.Error, "! "+models.Safe(s.sent.Note), w)...)
	}
	return lines
}

// tally counts the outcomes.
func (s *Screen) tally() string {
	counts := map[models.OutcomeState]int{}
	for _, outcome := range s.sent.Outcomes {
		counts[outcome.State]++
	}
	var parts []string
	for _, state := range []models.OutcomeState{models.OutcomeUnknown, models.Refused, models.NotSent, models.Done} {
		if n := counts[state]; n > 0 {
			_, word, _ := look(state, s.styles)
			parts = append(parts, fmt.Sprintf("%d %s", n, word))
		}
	}
	return fmt.Sprintf("Of %d requests: %s", len(s.sent.Outcomes), strings.Join(parts, ", "))
}

// details are what is known of one outcome.
func (s *Screen) details(outcome models.Outcome, w int) []string {
	styles := s.styles
	var fields []widget.Field
	if !outcome.VoiceSite.Empty() {
		fields = append(fields, widget.Field{Label: "Voicesite", Value: outcome.VoiceSite.String(), Style: styles.Accent})
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
	lines := widget.Fields(styles, fields, max(w-2, 1))
	for i := range lines {
		lines[i] = "  " + lines[i]
	}
	if outcome.Answer.Kind() != models.NullValue && len(s.sent.Outcomes) == 1 {
		lines = append(lines, s.body(outcome.Answer, w)...)
	}
	return lines
}

// unknown says what must not be done now, where nobody can overlook it.
func (s *Screen) unknown(w int) []string {
	texts := []string{
		"DO NOT SEND IT AGAIN. It may have been done.",
		"It was sent once and no answer came that says what became of it. btalk never sends it again by itself.",
	}
	if s.reading {
		texts = append(texts, "… Reading what is there now, up to five times in two minutes. You may leave: it goes on.")
	} else {
		texts = append(texts, "Reading did not settle it. It stays in view until it is settled.")
	}
	texts = append(texts, "Follow it under :changes, as "+models.Safe(s.plan.ID)+".")
	var body []string
	for i, text := range texts {
		for _, part := range widget.Wrap(text, max(w-4, 1)) {
			if i == 0 {
				part = s.styles.Alert.Render(part)
			}
			body = append(body, part)
		}
	}
	box := widget.Panel(s.styles, "? OUTCOME UNKNOWN", body, w, len(body)+2)
	return strings.Split(box, "\n")
}
