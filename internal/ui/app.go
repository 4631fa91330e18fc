package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
	"btalk/internal/ui/firstrun"
	"btalk/internal/ui/helpview"
	"btalk/internal/ui/keymap"
	"btalk/internal/ui/nav"
	"btalk/internal/ui/screen"
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
	table   nav.Table
	open    func(screen.Route) screen.Screen // by the table

	stack   stack
	history nav.History
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
	behind   []screen.Do // refreshes that wait for it
	leaving  bool        // the last ctrl+c asked whether to leave
	waiting  waiting
	drawn    drawn
	// readingSince is when the screen on top began to read the disk; zero when it
	// does not.
	readingSince time.Time
	keeping      keeping
}

// newApp makes the root, without any screen yet.
func newApp(o Options, env *screen.Env, held terminal) *App {
	a := &App{
		terminal: held,
		o:        o, service: o.Service, env: env, keys: env.Keys,
		catalog: theme.NewCatalog(o.Themes), write: o.Write, now: env.Now(),
	}
	a.table = placesOf(a)
	a.open = a.screenFor
	if o.SaveSession != nil {
		a.keeping.file = &placeFile{save: o.SaveSession}
	}
	return a
}

// Init is empty: what the first screens ask for is started before the program
// is (see prime).
func (a *App) Init() tea.Cmd { return nil }

// Update routes msg and does all that is asked in consequence, so that the next
// message finds the dashboard as this one left it; then it sees what the frame
// needs next.
func (a *App) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	a.now = a.env.Now()
	work := []tea.Cmd{a.apply(a.receive(msg))}
	for key := a.waiting.next(a); key != nil; key = a.waiting.next(a) {
		work = append(work, a.apply(a.route(key)))
	}
	return a, tea.Batch(append(work, a.apply(a.watch(msg)), a.apply(a.keepLater()))...)
}

// apply does what is asked and returns the work that is left to run.
func (a *App) apply(do screen.Do) tea.Cmd { return do.Apply(a.route) }

// route is the whole router.
func (a *App) route(msg tea.Msg) screen.Do {
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
	case screen.AskedMsg:
		msg.Note()
		return nil
	case healthMsg:
		return a.learn(msg)
	case screen.BehindMsg, paintedMsg, tickMsg, keepMsg:
		return a.later(msg)
	case printedMsg, answersMsg, term.StopMsg, term.NoteMsg:
		return a.away(msg)
	}
	return a.broadcast(msg)
}

// travel changes the place.
func (a *App) travel(msg tea.Msg) screen.Do {
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
func (a *App) serve(msg tea.Msg) screen.Do {
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
func (a *App) later(msg tea.Msg) screen.Do {
	switch msg := msg.(type) {
	case screen.BehindMsg:
		if a.painted {
			return msg.Work
		}
		a.behind = append(a.behind, msg.Work)
	case paintedMsg:
		a.painted = true
		waiting := a.behind
		a.behind = nil
		return screen.All(waiting...)
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
func (a *App) paste(msg tea.PasteMsg) screen.Do {
	if a.paper == nil && typing(a.top()) {
		return a.top().Update(msg)
	}
	return nil
}
