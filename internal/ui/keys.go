package ui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"btalk/internal/ui/keymap"
	"btalk/internal/ui/screen"
)

// press hears a key. While something is typed only ctrl+c is the root's.
func (a *App) press(msg tea.KeyPressMsg) screen.Do {
	if msg.String() == "ctrl+c" {
		return a.interrupt()
	}
	a.leaving = false
	top := a.top()
	switch {
	case a.paper != nil:
		return a.pressAhead(msg)
	case msg.Text == "" && key.Matches(msg, a.keys.Get(keymap.Suspend)):
		return a.suspend()
	case top == nil:
		return nil
	case !a.fits():
		return a.pressSmall(msg)
	case typing(top):
		return top.Update(msg)
	}
	for _, global := range a.globals() {
		if key.Matches(msg, global.binding) {
			return global.do()
		}
	}
	return top.Update(msg)
}

// pressSmall hears the one key that makes sense where nothing is shown.
func (a *App) pressSmall(msg tea.KeyPressMsg) screen.Do {
	if key.Matches(msg, a.keys.Get(keymap.Quit)) {
		return a.quit()
	}
	return nil
}

// global is an action of the root.
type global struct {
	binding key.Binding
	do      func() screen.Do
}

// globals are the actions that work here besides those of the screen.
func (a *App) globals() []global {
	all := []global{
		{a.keys.Get(keymap.Palette), func() screen.Do { return a.push(screen.Palette{}) }},
		{a.keys.Get(keymap.Help), func() screen.Do { return a.push(screen.Help{}) }},
		{a.keys.Get(keymap.HistoryBack), func() screen.Do { return a.step(-1) }},
		{a.keys.Get(keymap.HistoryForward), func() screen.Do { return a.step(1) }},
		{a.keys.Get(keymap.Print), a.print},
		{a.keys.Get(keymap.Redraw), func() screen.Do { return screen.Run(tea.ClearScreen) }},
		{a.keys.Get(keymap.Theme), a.nextTheme},
		{a.keys.Get(keymap.Quit), a.quit},
	}
	if len(a.offered()) > 0 {
		all = append(all, global{a.keys.Get(keymap.Drafts), a.openDraft})
	}
	if !holding(a.top()) {
		all = append(all, global{a.keys.Get(keymap.Back), func() screen.Do { return a.pop(nil) }})
	}
	return all
}

// nextTheme changes the looks.
func (a *App) nextTheme() screen.Do { return a.useTheme(a.catalog.Next(a.env.Styles.Name)) }

// useTheme changes the looks to those of a name.
func (a *App) useTheme(name string) screen.Do {
	styles, err := a.catalog.Load(name)
	if err != nil {
		return screen.Say(screen.Failure, err.Error())
	}
	*a.env.Styles = styles
	return screen.All(a.broadcast(screen.ThemedMsg{}), screen.Say(screen.Info, "Theme "+name))
}
