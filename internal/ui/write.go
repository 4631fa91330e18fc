package ui

import (
	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
	"btalk/internal/ui/keymap"
	"btalk/internal/ui/palette"
	"btalk/internal/ui/screen"
)

// writeSwitch is the entry of the palette that allows changes, or forbids them
// again.
func (a *App) writeSwitch() palette.Entry {
	entry := palette.Entry{
		Name: "write on", Title: "write on: allow changes", Kind: "changes",
		Run: func([]string) screen.Do { return screen.Ask(writeMsg{}) },
	}
	if a.write {
		entry.Name, entry.Title = "write off", "write off: forbid changes"
	}
	return entry
}

type (
	// mayWriteMsg says whether the rights of the key allow changes.
	mayWriteMsg struct {
		why   string // why not; empty when they do, or cannot be read
		asked bool   // the operator wants to allow changes
	}
	// allowMsg is the yes to allowing changes.
	allowMsg struct{}
)

// switchWrite turns changes off at once, and on after a look at the rights and
// a question.
func (a *App) switchWrite() screen.Do {
	if a.write {
		return a.allow(false)
	}
	return a.readRights(true)
}

// readRights asks whether the key may change anything.
func (a *App) readRights(asked bool) screen.Do {
	ctx, service := a.env.Ctx, a.service
	return screen.Run(func() tea.Msg {
		me, err := service.Me(ctx, models.Cached)
		if err == nil && me.Value.ReadOnly() {
			return mayWriteMsg{asked: asked, why: "The rights profile of this API key is " + me.Value.Rights.String() + ": changes stay off"}
		}
		return mayWriteMsg{asked: asked}
	})
}

// allowed is the yes: the question goes, and changes are allowed.
func (a *App) allowed() screen.Do {
	var left screen.Do
	if _, asked := a.top().(*allow); asked {
		left = a.pop(nil)
	}
	return screen.All(left, a.allow(true))
}

func (a *App) mayWrite(msg mayWriteMsg) screen.Do {
	switch {
	case msg.why != "":
		return screen.All(a.allow(false), screen.Say(screen.Warning, msg.why))
	case msg.asked && !a.write:
		return a.add(&allow{env: a.env})
	}
	return nil
}

// allow turns changes on or off. The transport holds to it whatever a screen
// does.
func (a *App) allow(write bool) screen.Do {
	changed := write != a.write
	a.write = write
	a.service.SetWrite(write)
	words := screen.Say(screen.Info, "Changes are off")
	switch {
	case write:
		words = screen.Say(screen.Warning, "Changes are allowed; every change still shows a plan and asks")
	case !changed:
		words = nil
	}
	return screen.All(a.broadcast(screen.RightsMsg{Write: write}), words)
}

// allow asks whether changes shall be allowed. No is the answer of every key
// but one.
type allow struct{ env *screen.Env }

func (q *allow) Modal()          {}
func (q *allow) Typing() bool    { return true }
func (q *allow) Init() screen.Do { return nil }
func (q *allow) Title() string   { return "Allow changes?" }
func (q *allow) Height() int     { return 5 }

func (q *allow) Update(msg tea.Msg) screen.Do {
	press, ok := msg.(tea.KeyPressMsg)
	switch {
	case !ok:
		return nil
	case press.String() == "y":
		return screen.Ask(allowMsg{})
	}
	return screen.Back(nil)
}

func (q *allow) View() string {
	styles := q.env.Styles
	return "Addresses, orders and numbers can be changed then.\nEach change still shows a plan and asks.\n\n" +
		styles.Key.Render("y") + " allow   " + styles.Key.Render("any other key") + " stay read-only"
}

func (q *allow) ShortHelp() []key.Binding {
	return []key.Binding{q.env.Keys.Get(keymap.Cancel, "stay read-only")}
}

func (q *allow) FullHelp() [][]key.Binding { return [][]key.Binding{q.ShortHelp()} }
