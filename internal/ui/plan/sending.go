package plan

import (
	"context"
	"errors"
	"fmt"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
	"btalk/internal/ui/keymap"
	"btalk/internal/ui/screen"
)

// progress is how far a change is.
type progress struct {
	outcomes  []models.Outcome // of the requests that were sent
	steps     chan step
	cancelled bool
	ended     time.Time
}

// step is what became of one request.
type step struct{ outcome models.Outcome }

type (
	progressMsg struct {
		of   *Screen
		seq  int
		step step
		more bool
	}
	sentMsg struct {
		of   *Screen
		seq  int
		sent models.Sent
		err  error
	}
)

// enter takes what stands in the field for an answer.
func (s *Screen) enter(msg tea.KeyPressMsg) screen.Do {
	if msg.IsRepeat {
		s.gate.note(s.env.Now())
		return nil
	}
	typed := s.input.Value()
	switch s.gate.judge(s.env.Now(), typed) {
	case nothing:
		s.hint = ""
	case tooSoon:
		s.refuse("That came before anyone could read the plan. Read it, then type the answer.")
	case tooFast:
		s.refuse("That came faster than anyone types, like a paste. Type the answer by hand.")
	case wrong:
		s.hint = "That is not the answer that is asked for: nothing was sent."
	case yes:
		return s.send(typed)
	}
	return nil
}

func (s *Screen) refuse(hint string) {
	s.input.SetValue("")
	s.hint = hint
}

// paste is never an answer.
func (s *Screen) paste() {
	if s.stage == asking && s.input.Focused() {
		s.gate.note(s.env.Now())
		s.hint = "Pasted text is no answer. Type it by hand."
	}
}

// send has the plan sent. It is called once for each plan: only the gate leads
// here, and the gate is closed now.
func (s *Screen) send(typed string) screen.Do {
	plan := s.plan
	s.begin(sending, nil)
	s.input.Blur()
	s.input.SetValue("")
	s.stop()
	ctx, cancel := context.WithCancel(s.env.Ctx)
	s.cancel = cancel
	steps := make(chan step, len(plan.Requests)) // room for all: nobody waits for the screen
	s.progress = progress{steps: steps}
	source, answer := s.source, sentMsg{of: s, seq: s.seq}
	run := screen.Run(func() tea.Msg {
		defer close(steps)
		answer.sent, answer.err = source.Send(ctx, plan, typed, func(_, _ int, outcome models.Outcome) {
			select {
			case steps <- step{outcome}:
			default:
			}
		})
		return answer
	})
	return screen.All(run, s.next())
}

// next waits for the next request to be done.
func (s *Screen) next() screen.Do {
	steps, answer := s.progress.steps, progressMsg{of: s, seq: s.seq}
	return screen.Run(func() tea.Msg {
		answer.step, answer.more = <-steps
		return answer
	})
}

func (s *Screen) progressed(msg progressMsg) screen.Do {
	if msg.of != s || msg.seq != s.seq || s.stage != sending || !msg.more {
		return nil
	}
	s.progress.outcomes = append(s.progress.outcomes, msg.step.outcome)
	s.lay()
	return s.next()
}

// pressSending hears keys while something is under way: none but cancel.
func (s *Screen) pressSending(msg tea.KeyPressMsg) {
	if !key.Matches(msg, s.env.Keys.Get(keymap.Cancel)) {
		return
	}
	left := len(s.plan.Requests) - len(s.progress.outcomes) - 1
	if left <= 0 {
		s.hint = "The last request has left; its answer is awaited."
		return
	}
	s.progress.cancelled = true
	s.hint = fmt.Sprintf("Cancelled: %d more will not be sent; the one under way is waited for.", left)
	s.cancel()
}

// concluded shows what became of the change, or why it was not sent.
func (s *Screen) concluded(msg sentMsg) screen.Do {
	if msg.of != s || msg.seq != s.seq || s.stage != sending {
		return nil
	}
	s.stop()
	var moved *models.TargetChanged
	switch {
	case errors.As(msg.err, &moved):
		s.change = moved.Plan.Change
		return s.ask(moved.Plan, "What is there has changed since the plan was made. Nothing was sent. This is the new plan.")
	case msg.err != nil:
		s.begin(unsent, msg.err)
		return nil
	}
	s.sent = msg.sent
	s.begin(over, nil)
	s.progress.ended = s.env.Now()
	s.gate.note(s.env.Now())
	s.reading = msg.sent.State() == models.OutcomeUnknown
	s.lay()
	return s.tell()
}

// tell tells the other screens what may be different now.
func (s *Screen) tell() screen.Do {
	nouns := []string{"changes"}
	if state := s.sent.State(); state != models.Refused && state != models.NotSent {
		switch s.change.Kind {
		case models.PushAddress:
			nouns = append(nouns, "voicesites")
		case models.OrderVoiceSite:
			nouns = append(nouns, "orders", "voicesites")
		case models.PublishNumbers, models.ReleaseNumbers:
			nouns = append(nouns, "numbers")
		}
	}
	all := make([]screen.Do, len(nouns))
	for i, noun := range nouns {
		all[i] = screen.Ask(screen.WroteMsg{What: noun})
	}
	return screen.All(all...)
}

// settled takes what reading found out about the outcomes that are unknown.
func (s *Screen) settled(msg screen.SettledMsg) {
	if s.stage != over {
		return
	}
	s.reading = false
	for i := range s.sent.Outcomes {
		outcome := &s.sent.Outcomes[i]
		for _, record := range msg.Records {
			if outcome.State != models.OutcomeUnknown || record.ID != recordID(s.sent.Plan.ID, i) {
				continue
			}
			outcome.State, outcome.Settled = record.State, record.Settled
			if !record.VoiceSite.Empty() {
				outcome.VoiceSite = record.VoiceSite
			}
		}
	}
	s.lay()
}

// recordID is the id in the journal of the i-th request of a plan.
func recordID(plan string, i int) string {
	if i == 0 {
		return plan
	}
	return fmt.Sprintf("%s.%d", plan, i+1)
}
