package ui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"btalk/internal/ui/keymap"
	"btalk/internal/ui/screen"
)

// press handles a key. While something is typed only ctrl+c is the root's.
func (a *App) press(msg tea.KeyPressMsg) screen.Do {
	if keymap.Interrupts(msg) {
		return a.interrupt()
	}
	a.leaving = false
	top := a.stack.Top()
	switch {
	case a.away.paper != nil: // typed before the paper was shown
		if key.Matches(msg, a.keys.Get(keymap.Accept)) {
			a.away.paper.Done()
		}
		return nil
	case msg.Text == "" && key.Matches(msg, a.keys.Get(keymap.Suspend)):
		return a.away.suspend()
	case top == nil:
		return nil
	case !a.frame.Fits():
		if key.Matches(msg, a.keys.Get(keymap.Quit)) {
			return a.quit()
		}
		return nil
	case screen.IsTyping(top):
		return top.Update(msg)
	}
	for _, global := range a.globals() {
		if key.Matches(msg, global.binding) {
			return global.do()
		}
	}
	return top.Update(msg)
}

// global is an action of the root.
type global struct {
	binding key.Binding
	do      func() screen.Do
}

// globals are the actions that work here besides those of the screen.
func (a *App) globals() []global {
	all := []global{
		{a.keys.Get(keymap.Palette), func() screen.Do { return screen.To(screen.Palette{}) }},
		{a.keys.Get(keymap.Help), func() screen.Do { return screen.To(screen.Help{}) }},
		{a.keys.Get(keymap.HistoryBack), func() screen.Do { return a.nav.Step(-1) }},
		{a.keys.Get(keymap.HistoryForward), func() screen.Do { return a.nav.Step(1) }},
		{a.keys.Get(keymap.Redraw), func() screen.Do { return screen.Run(tea.ClearScreen) }},
		{a.keys.Get(keymap.Theme), func() screen.Do { return a.useTheme(a.themes.Next(a.env.Styles.Name)) }},
		{a.keys.Get(keymap.Quit), a.quit},
	}
	if !a.o.Restricted {
		all = append(all, global{a.keys.Get(keymap.Print), a.away.show})
	}
	all = append(all, global{a.keys.Get(keymap.Drafts), func() screen.Do { return takeUp(a.drafts.offered(a.stack.Page())) }})
	if !screen.IsHolding(a.stack.Top()) {
		all = append(all, global{a.keys.Get(keymap.Back), func() screen.Do { return a.nav.Pop(nil) }})
	}
	return all
}

// useTheme changes the looks to those of a name.
func (a *App) useTheme(name string) screen.Do {
	styles, err := a.themes.Load(name)
	if err != nil {
		return screen.Say(screen.Failure, err.Error())
	}
	*a.env.Styles = styles
	return screen.All(a.stack.Broadcast(screen.ThemedMsg{}), screen.Say(screen.Info, "Theme "+name))
}

// quit ends the program, or asks once when that would lose something.
func (a *App) quit() screen.Do {
	what := unsaved(a.stack.Open())
	if len(what) == 0 {
		return screen.Run(tea.Quit)
	}
	asked, _ := a.stack.Top().(*question)
	if asked != nil && asked.title == leaveTitle {
		return screen.Run(tea.Quit)
	}
	return a.stack.Add(&question{
		env: a.env, title: leaveTitle, lines: what, yes: "leave", no: "stay", do: screen.Run(tea.Quit),
	})
}

// leaveTitle is the title of the question.
const leaveTitle = "Leave btalk?"

// interrupt is ctrl+c: the first one quits, the second one whatever it takes.
func (a *App) interrupt() screen.Do {
	if a.leaving {
		return screen.Run(tea.Quit)
	}
	a.leaving = true
	return a.quit()
}

// unsaved says what leaving would lose.
func unsaved(open []screen.Screen) []string {
	var what []string
	for _, one := range open {
		if guard, ok := one.(screen.Guard); ok {
			if lost, dirty := guard.Dirty(); dirty {
				what = append(what, "· "+lost)
			}
		}
	}
	return what
}
