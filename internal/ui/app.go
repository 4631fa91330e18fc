package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
	"btalk/internal/ui/firstrun"
	"btalk/internal/ui/helpview"
	"btalk/internal/ui/keymap"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/session"
	"btalk/internal/ui/term"
	"btalk/internal/ui/theme"
)

// App is the root: the only model of the terminal library. Keys go to the
// screen on top, everything else to all of them.
type App struct {
	o       Options
	service Service
	env     *screen.Env
	keys    *keymap.Map
	catalog theme.Catalog
	open    func(screen.Route) screen.Screen // the switch of routes.go

	stack   stack
	history session.History
	width   int // of the terminal
	height  int

	now      time.Time
	clock    clock
	toast    toast
	offer    offer
	health   health
	write    bool
	unknown  unsettled // changes of which nobody knows what became
	terminal terminal
	paper    *term.Paper // is shown in place of the dashboard
	painted  bool        // the first frame is on the terminal
	behind   []tea.Cmd   // refreshes that wait for it
	leaving  bool        // the last ctrl+c asked whether to leave
	ahead    typeahead
	keeping  keeping
}

// newApp makes the root, without any screen yet.
func newApp(o Options, env *screen.Env, held terminal) *App {
	a := &App{
		terminal: held,
		o:        o, service: o.Service, env: env, keys: env.Keys,
		catalog: theme.NewCatalog(o.Themes), write: o.Write, now: env.Now(),
	}
	a.open = a.screenFor
	if o.SaveSession != nil {
		a.keeping.file = &placeFile{save: o.SaveSession}
	}
	return a
}

// Init is empty: what the first screens ask for is started before the program
// is (see prime).
func (a *App) Init() tea.Cmd { return nil }

// Update routes msg, keys in their order, and sees what the frame needs next.
func (a *App) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	a.now = a.env.Now()
	cmd := a.inOrder(msg)
	return a, tea.Batch(cmd, a.watch(msg), a.keepLater())
}

// route is the whole router.
func (a *App) route(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return a.press(msg)
	case tea.PasteMsg:
		return a.paste(msg)
	case tea.MouseMsg, tea.KeyReleaseMsg, tea.PasteStartMsg, tea.PasteEndMsg:
		return nil
	case tea.WindowSizeMsg:
		return a.resize(msg)
	case screen.PushMsg, screen.ReplaceMsg, screen.PopMsg, goMsg:
		return a.travel(msg)
	case screen.ToastMsg, screen.CopyMsg, copiedMsg, helpview.PressMsg, themeMsg, writeMsg, mayWriteMsg, allowMsg:
		return a.serve(msg)
	case firstrun.DemoMsg, firstrun.ReadyMsg, openedMsg:
		return a.enter(msg)
	case draftsMsg:
		a.offer = offer{drafts: msg.drafts, on: a.page()}
		return nil
	case screen.WroteMsg, screen.SettledMsg, countedMsg:
		return a.followUp(msg)
	case screen.BehindMsg, paintedMsg, tickMsg, keepMsg:
		return a.later(msg)
	case printedMsg, term.StopMsg, term.NoteMsg:
		return a.away(msg)
	}
	return a.broadcast(msg)
}

// travel changes the place.
func (a *App) travel(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case screen.PushMsg:
		return a.push(msg.To)
	case screen.ReplaceMsg:
		return a.replace(msg.To)
	case screen.PopMsg:
		return a.pop(msg.Result)
	case goMsg:
		return a.goTo(msg.path)
	}
	return nil
}

// serve does what a screen asked the root for.
func (a *App) serve(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case screen.ToastMsg:
		a.toast = toast{level: msg.Level, text: models.Safe(msg.Text), until: a.now.Add(toastTime(msg.Level, msg.Text))}
	case screen.CopyMsg:
		return a.copy(msg)
	case copiedMsg:
		return msg.say()
	case helpview.PressMsg:
		return a.press(msg.Key)
	case themeMsg:
		return a.useTheme(msg.name)
	case writeMsg:
		return a.switchWrite()
	case mayWriteMsg:
		return a.mayWrite(msg)
	case allowMsg:
		return a.allowed()
	}
	return nil
}

// later is about time: what waits for the first frame, and what the frame shows
// of the clock.
func (a *App) later(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case screen.BehindMsg:
		if a.painted {
			return msg.Cmd
		}
		a.behind = append(a.behind, msg.Cmd)
	case paintedMsg:
		a.painted = true
		waiting := a.behind
		a.behind = nil
		return tea.Batch(waiting...)
	case tickMsg:
		if a.clock.due(msg) {
			return a.broadcast(screen.TickMsg{Now: a.now})
		}
	case keepMsg:
		return a.keep(msg)
	}
	return nil
}

// paste gives pasted text to a screen that takes text. It is never read as
// keys.
func (a *App) paste(msg tea.PasteMsg) tea.Cmd {
	if a.paper == nil && typing(a.top()) {
		return a.top().Update(msg)
	}
	return nil
}
