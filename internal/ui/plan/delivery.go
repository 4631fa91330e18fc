package plan

import (
	"context"
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
	"btalk/internal/ui/screen"
)

// delivery is one sending of one plan, and what became of it.
type delivery struct {
	plan   models.Plan
	steps  chan models.Outcome
	cancel context.CancelFunc

	outcomes []models.Outcome // of the requests that were sent, as they come in
	hint     string           // what cancelling was answered with

	sent    models.Sent
	reading bool // an unknown outcome is being read
	ended   time.Time
}

type (
	progressMsg struct {
		of      *delivery
		outcome models.Outcome
		more    bool
	}
	sentMsg struct {
		of   *delivery
		sent models.Sent
		err  error
	}
)

// deliver sends a plan. It must be called once for each plan.
func deliver(ctx context.Context, source Source, plan models.Plan, typed string) (*delivery, screen.Do) {
	ctx, cancel := context.WithCancel(ctx)
	steps := make(chan models.Outcome, len(plan.Requests)) // room for all: nobody waits for the screen
	d := &delivery{plan: plan, steps: steps, cancel: cancel}
	run := screen.Run(func() tea.Msg {
		defer close(steps)
		sent, err := source.Send(ctx, plan, typed, func(_, _ int, outcome models.Outcome) {
			select {
			case steps <- outcome:
			default:
			}
		})
		return sentMsg{of: d, sent: sent, err: err}
	})
	return d, screen.All(run, d.next())
}

// next waits for the next request to be done.
func (d *delivery) next() screen.Do {
	steps, answer := d.steps, progressMsg{of: d}
	return screen.Run(func() tea.Msg {
		answer.outcome, answer.more = <-steps
		return answer
	})
}

func (d *delivery) progressed(msg progressMsg) screen.Do {
	if !msg.more {
		return nil
	}
	d.outcomes = append(d.outcomes, msg.outcome)
	return d.next()
}

// withdraw cancels what is left; the request that has left is waited for.
func (d *delivery) withdraw() {
	left := len(d.plan.Requests) - len(d.outcomes) - 1
	if left <= 0 {
		d.hint = "The last request has left; its answer is awaited."
		return
	}
	d.hint = fmt.Sprintf("Cancelled: %d more will not be sent; the one under way is waited for.", left)
	d.cancel()
}

// conclude takes what became of the plan.
func (d *delivery) conclude(sent models.Sent, now time.Time) {
	d.cancel()
	d.sent, d.ended = sent, now
	d.reading = sent.State() == models.OutcomeUnknown
}

// refresh says to the other screens what may be different now.
func (d *delivery) refresh() screen.Do {
	nouns := []string{"changes"}
	if state := d.sent.State(); state != models.Refused && state != models.NotSent {
		switch d.plan.Change.Kind {
		case models.PushAddress:
			nouns = append(nouns, "voicesites")
		case models.OrderVoiceSite:
			nouns = append(nouns, "orders", "voicesites")
		case models.PublishNumbers, models.ReleaseNumbers:
			nouns = append(nouns, "numbers")
		}
	}
	var all screen.Do
	for _, noun := range nouns {
		all = screen.All(all, screen.Ask(screen.WroteMsg{What: noun}))
	}
	return all
}

// settle takes what reading found out about the outcomes that are unknown.
func (d *delivery) settle(records []models.Record) {
	d.reading = false
	for i := range d.sent.Outcomes {
		outcome := &d.sent.Outcomes[i]
		for _, record := range records {
			if outcome.State != models.OutcomeUnknown || record.ID != models.RequestID(d.plan.ID, i) {
				continue
			}
			outcome.State, outcome.Settled = record.State, record.Settled
			if !record.VoiceSite.Empty() {
				outcome.VoiceSite = record.VoiceSite
			}
		}
	}
}

// result is what the screen below is handed.
func (d *delivery) result(onward bool) screen.SentMsg {
	result := screen.SentMsg{State: d.sent.State(), Onward: onward}
	for _, outcome := range d.sent.Outcomes {
		if len(outcome.Fields) > 0 && result.Fields == nil {
			result.Fields = outcome.Fields
		}
		if !outcome.VoiceSite.Empty() {
			result.VoiceSite = outcome.VoiceSite.Raw()
		}
		if d.plan.Change.Kind == models.OrderVoiceSite && outcome.State == models.Done {
			order, _ := models.DecodeOrder(outcome.Answer)
			result.Order = order.ID.Raw()
		}
	}
	return result
}

// onward says where enter leads once it is over.
func (d *delivery) onward() string {
	switch {
	case d.plan.Change.Kind == models.OrderVoiceSite && d.result(true).VoiceSite != "":
		return "fill in its address"
	case d.sent.State() == models.Refused:
		return "back to correct it"
	case d.sent.State() != models.Done:
		return "go on"
	case d.plan.Change.Kind == models.PushAddress:
		return "the voicesite"
	case d.plan.Change.Kind == models.OrderVoiceSite:
		return "the order"
	case d.plan.Change.Kind == models.PublishNumbers, d.plan.Change.Kind == models.ReleaseNumbers:
		return "its numbers"
	}
	return "go on"
}

// lines say how far it is.
func (d *delivery) lines(paper paper) []string {
	total, done := len(d.plan.Requests), len(d.outcomes)
	text := "… Sending. The answer is awaited; it is sent once only."
	if total > 1 {
		const bar = 20
		filled := done * bar / total
		text = fmt.Sprintf("… [%s%s] %d of %d done", strings.Repeat("#", filled), strings.Repeat(".", bar-filled), done, total)
		if done < total {
			text += " · now " + models.Safe(d.plan.Requests[done].What)
		}
	}
	lines := paper.text(paper.Info, text)
	switch {
	case d.hint != "":
		lines = append(lines, paper.text(paper.Warning, d.hint)...)
	case total-done > 1:
		lines = append(lines, paper.text(paper.Muted, "esc cancels after this range.")...)
	}
	return lines
}
