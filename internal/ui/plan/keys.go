package plan

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
	"btalk/internal/ui/keymap"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/widget"
)

// press handles a key. While something is sent none but cancel acts. While the
// answer is typed, keys that are not text scroll the plan.
func (s *Screen) press(msg tea.KeyPressMsg) screen.Do {
	keys := s.env.Keys
	switch {
	case s.stage == sending:
		if keys.Is(msg, keymap.Cancel) {
			s.delivery.withdraw()
		}
		return nil
	case !s.question.Typing():
		return s.pressPage(msg)
	case keys.Is(msg, keymap.Cancel):
		return screen.Back(nil)
	case s.scroll.Press(msg, keys, true):
		s.question.Note()
		return nil
	case keys.InText(msg, keymap.NextField):
		s.question.Note()
		s.question.Input.Blur()
		return nil
	}
	typed, yes, do := s.question.press(msg)
	if yes {
		return s.send(typed)
	}
	return do
}

// pressPage handles keys while the plan, or what became of it, is read.
func (s *Screen) pressPage(msg tea.KeyPressMsg) screen.Do {
	keys := s.env.Keys
	switch {
	case s.scroll.Press(msg, keys, false):
	case keys.Is(msg, keymap.Differences):
		s.all = !s.all
		s.draw()
	case keys.Is(msg, keymap.Raw):
		return s.raw()
	case keys.Is(msg, keymap.Copy):
		return screen.Copy("the plan as text", s.Print())
	case keys.Is(msg, keymap.Refresh, keymap.RefreshAll) && s.stage != over:
		return s.replan()
	case keys.Is(msg, keymap.Open, keymap.NextPane, keymap.Back):
		return s.leave(msg)
	}
	return nil
}

// leave goes back, on, or to the field of the answer.
func (s *Screen) leave(msg tea.KeyPressMsg) screen.Do {
	back := s.env.Keys.Is(msg, keymap.Back)
	switch {
	case s.stage == over && s.settling(msg):
		return nil
	case s.stage == over:
		return screen.Back(s.delivery.result(!back))
	case back:
		return screen.Back(nil)
	case s.question.open:
		return s.question.Input.Focus()
	case s.stage == unplanned || s.stage == unsent:
		return s.replan()
	}
	return nil
}

// settling reports whether a key comes so soon after what became of the change
// that it was meant for the question before: a key that repeats must not lead away
// from an outcome that nobody has seen.
func (s *Screen) settling(msg tea.KeyPressMsg) bool {
	quiet := s.question.Quiet()
	s.question.Note()
	return msg.IsRepeat || s.env.Now().Sub(s.delivery.ended) < widget.LeastReading || quiet < widget.LeastReading/2
}

// raw shows the body of the first request, or the answer to it.
func (s *Screen) raw() screen.Do {
	if s.stage == over {
		for _, outcome := range s.delivery.sent.Outcomes {
			if outcome.Answer.Kind() != models.NullValue {
				return screen.To(screen.Raw{Of: "the answer", JSON: outcome.Answer})
			}
		}
	}
	if len(s.plan.Requests) == 0 {
		return nil
	}
	return screen.To(screen.Raw{Of: "the body of the request", JSON: s.plan.Requests[0].Body})
}

// ShortHelp are the keys that matter most here.
func (s *Screen) ShortHelp() []key.Binding {
	keys := s.env.Keys
	switch {
	case s.stage == sending:
		return []key.Binding{keys.Get(keymap.Cancel, "cancel what is left")}
	case s.question.Typing():
		return []key.Binding{
			keys.Get(keymap.Accept, "send, once the answer is typed"), keys.Get(keymap.Cancel, "no: leave"),
			keys.Get(keymap.NextField, "read the plan"),
		}
	case s.stage == over:
		return []key.Binding{keys.Get(keymap.Open, s.delivery.onward()), keys.Get(keymap.Raw), keys.Get(keymap.Copy)}
	case s.question.open:
		return []key.Binding{keys.Get(keymap.Open, "answer"), s.differences(), keys.Get(keymap.Raw), keys.Get(keymap.Refresh)}
	}
	return []key.Binding{keys.Get(keymap.Refresh, "plan again"), s.differences(), keys.Get(keymap.Raw)}
}

func (s *Screen) differences() key.Binding {
	if s.all {
		return s.env.Keys.Get(keymap.Differences, "only differences")
	}
	return s.env.Keys.Get(keymap.Differences, "all fields")
}

// FullHelp is everything that can be done here.
func (s *Screen) FullHelp() [][]key.Binding {
	keys := s.env.Keys
	return [][]key.Binding{s.ShortHelp(), {
		s.differences(), keys.Get(keymap.Raw), keys.Get(keymap.Copy, "copy the plan"), keys.Get(keymap.Refresh, "plan again"),
	}, {
		keys.Get(keymap.Up), keys.Get(keymap.Down), keys.Get(keymap.PageUp), keys.Get(keymap.PageDown),
		keys.Get(keymap.Top), keys.Get(keymap.Bottom),
	}}
}
