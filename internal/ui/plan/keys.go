package plan

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
	"btalk/internal/ui/keymap"
	"btalk/internal/ui/screen"
)

// press hears a key.
func (s *Screen) press(msg tea.KeyPressMsg) screen.Do {
	switch {
	case s.stage == sending:
		s.pressSending(msg)
		return nil
	case s.input.Focused():
		return s.pressAnswer(msg)
	}
	return s.pressPage(msg)
}

// pressAnswer hears keys while the answer is typed. Keys that are no text
// scroll the plan.
func (s *Screen) pressAnswer(msg tea.KeyPressMsg) screen.Do {
	keys := s.env.Keys
	switch {
	case key.Matches(msg, keys.Get(keymap.Accept)):
		return s.enter(msg)
	case key.Matches(msg, keys.Get(keymap.Cancel)):
		return screen.Back(nil)
	case msg.String() == "tab":
		s.input.Blur()
	case msg.String() == "up":
		s.scroll(-1)
	case msg.String() == "down":
		s.scroll(1)
	case msg.String() == "pgup":
		s.scroll(1 - s.room())
	case msg.String() == "pgdown":
		s.scroll(s.room() - 1)
	default:
		s.gate.note(s.env.Now())
		s.hint = ""
		return s.input.Update(msg)
	}
	s.gate.note(s.env.Now())
	return nil
}

// pressPage hears keys while the plan, or what became of it, is read.
func (s *Screen) pressPage(msg tea.KeyPressMsg) screen.Do {
	is := func(action keymap.Action) bool { return key.Matches(msg, s.env.Keys.Get(action)) }
	switch {
	case is(keymap.Up):
		s.scroll(-1)
	case is(keymap.Down):
		s.scroll(1)
	case is(keymap.PageUp):
		s.scroll(1 - s.room())
	case is(keymap.PageDown):
		s.scroll(s.room() - 1)
	case is(keymap.Top):
		s.scroll(-len(s.lines))
	case is(keymap.Bottom):
		s.scroll(len(s.lines))
	case is(keymap.Differences):
		s.all = !s.all
		s.lay()
	case is(keymap.Raw):
		return s.raw()
	case is(keymap.Copy):
		return screen.Copy("the plan as text", s.Print())
	case is(keymap.Refresh), is(keymap.RefreshAll):
		return s.again()
	case is(keymap.Open), is(keymap.NextPane), is(keymap.Back):
		return s.leave(msg)
	}
	return nil
}

// again plans anew, where nothing was sent yet.
func (s *Screen) again() screen.Do {
	if s.stage == sending || s.stage == over {
		return nil
	}
	return s.replan()
}

// leave goes back, on, or to the field of the answer.
func (s *Screen) leave(msg tea.KeyPressMsg) screen.Do {
	back := key.Matches(msg, s.env.Keys.Get(keymap.Back))
	switch {
	case s.stage == over && s.settling(msg):
		return nil
	case s.stage == over:
		return screen.Back(s.result(!back))
	case back:
		return screen.Back(nil)
	case s.stage == asking && s.gate.open:
		return s.input.Focus()
	case s.stage == unplanned || s.stage == unsent:
		return s.again()
	}
	return nil
}

// settling reports whether a key comes so soon after what became of the change
// that it was meant for the question before: a key held down must not lead away
// from an outcome that nobody has seen.
func (s *Screen) settling(msg tea.KeyPressMsg) bool {
	now := s.env.Now()
	quiet := now.Sub(s.gate.pressed)
	s.gate.note(now)
	return msg.IsRepeat || now.Sub(s.progress.ended) < leastReading || quiet < leastReading/2
}

// result is what the screen below is handed.
func (s *Screen) result(onward bool) screen.SentMsg {
	result := screen.SentMsg{State: s.sent.State(), Onward: onward}
	for _, outcome := range s.sent.Outcomes {
		if len(outcome.Fields) > 0 && result.Fields == nil {
			result.Fields = outcome.Fields
		}
		if !outcome.VoiceSite.Empty() {
			result.VoiceSite = outcome.VoiceSite.Raw()
		}
	}
	return result
}

// raw shows the body of the first request, or the answer to it.
func (s *Screen) raw() screen.Do {
	if s.stage == over {
		for _, outcome := range s.sent.Outcomes {
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
	case s.input.Focused():
		return []key.Binding{
			keys.Get(keymap.Accept, "send, once the answer is typed"), keys.Get(keymap.Cancel, "no: leave"),
			keys.Get(keymap.NextField, "look around"),
		}
	case s.stage == over:
		return []key.Binding{keys.Get(keymap.Open, s.onward()), keys.Get(keymap.Raw), keys.Get(keymap.Copy)}
	case s.stage == asking && s.gate.open:
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

// onward says where enter leads once it is over.
func (s *Screen) onward() string {
	switch {
	case s.change.Kind == models.OrderVoiceSite && s.result(true).VoiceSite != "":
		return "fill in its address"
	case s.sent.State() == models.Refused:
		return "back to correct it"
	}
	return "go on"
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
