package ui

import (
	"sync/atomic"
	"time"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
	"btalk/internal/ui/firstrun"
	"btalk/internal/ui/frame"
	"btalk/internal/ui/helpview"
	"btalk/internal/ui/keymap"
	"btalk/internal/ui/nav"
	"btalk/internal/ui/plan"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/term"
	"btalk/internal/ui/theme"
)

// App is the root: the only model of the terminal library. Keys go to the
// screen on top, everything else to all of them. It routes; what it routes to
// are its parts: the navigator, the frame, and a part for each job that runs
// beside the screens.
type App struct {
	o       Options
	service Service // nil during the first run
	env     *screen.Env
	keys    *keymap.Map
	themes  theme.Catalog
	clock   func() time.Time
	now     atomic.Pointer[time.Time] // when the message came that is being handled; work beside the loop reads it too
	leaving bool                      // the last ctrl+c asked whether to leave

	stack *nav.Stack
	nav   *nav.Navigator
	table nav.Table
	frame *frame.Frame

	waiting waiting
	painted painted
	health  healthReader
	rights  rights
	unknown unsettled
	drafts  drafts
	place   *placeKeeper
	away    *away
}

// newApp makes the root, without any screen yet. Time passes for the screens
// from one message to the next: no Update and no View reads a clock.
func newApp(o Options, env *screen.Env, shown terminal) *App {
	a := &App{
		o: o, env: env, keys: env.Keys, themes: theme.NewCatalog(o.Themes),
		clock:  env.Now,
		drafts: drafts{shelf: o.Drafts},
	}
	a.tick()
	env.Now = func() time.Time { return *a.now.Load() }
	env.Accessible = o.Accessible
	layout := &frame.Layout{}
	a.stack = nav.NewStack(layout.Room)
	a.frame = frame.New(env, layout, a.stack)
	a.table = placesOf(a)
	a.nav = nav.NewNavigator(a.table, a.stack)
	a.place = newPlaceKeeper(env, a.nav, o.SaveSession)
	a.away = &away{terminal: shown, stack: a.stack, place: a.place}
	a.serve(o.Service, o.Write)
	return a
}

// serve takes a service into use; nil is none.
func (a *App) serve(service Service, write bool) {
	a.service, a.nav.Ready = service, service != nil
	a.health = healthReader{service: service}
	a.rights = rights{env: a.env, service: service, stack: a.stack, nav: a.nav, write: write}
	a.unknown = unsettled{ctx: a.env.Ctx, service: service}
}

// tick lets time pass up to now.
func (a *App) tick() {
	now := a.clock()
	a.now.Store(&now)
}

// Init is empty: what the first screens ask for is started before the program
// is (see prime).
func (a *App) Init() tea.Cmd { return nil }

// Update routes msg and does all that is asked in consequence, so that the next
// message finds the dashboard as this one left it; then it sees what the frame
// needs next.
func (a *App) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	a.tick()
	work := []tea.Cmd{a.apply(a.receive(msg))}
	for key := a.waiting.next(a.stack.Top()); key != nil; key = a.waiting.next(a.stack.Top()) {
		work = append(work, a.apply(a.route(key)))
	}
	return a, tea.Batch(append(work, a.apply(a.place.later()), a.apply(a.watch(msg)))...)
}

// View draws the frame around the screens.
func (a *App) View() tea.View {
	state := frame.State{
		Profile: a.o.Profile, Demo: a.o.Demo, Offline: a.o.Offline,
		Write: a.rights.write, Unknown: a.unknown.count,
	}
	if offered := a.drafts.offered(a.stack.Page()); len(offered) > 0 {
		state.Lead = func(rest string, width int) string {
			return draftLine(offered, a.keys.Get(keymap.Drafts).Help().Key, *a.now.Load(), rest, width)
		}
	}
	return a.frame.View(state)
}

// apply does what is asked and returns the work that is left to run.
func (a *App) apply(do screen.Do) tea.Cmd { return do.Apply(a.route) }

// receive routes what is not typed, and puts what is typed in line.
func (a *App) receive(msg tea.Msg) screen.Do {
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		if keymap.Interrupts(msg) { // what was typed before it is void
			a.waiting = nil
			return a.press(msg)
		}
		a.waiting = append(a.waiting, msg)
	case tea.PasteMsg:
		a.waiting = append(a.waiting, msg)
	default:
		return a.route(msg)
	}
	return nil
}

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
		a.frame.Width, a.frame.Height = max(msg.Width, 0), max(msg.Height, 0)
		return a.stack.Resize()
	case screen.PushMsg, screen.ReplaceMsg, screen.PopMsg, goMsg:
		return a.navigate(msg)
	case screen.ToastMsg, screen.CopyMsg, screen.AskedMsg, screen.BehindMsg, helpview.PressMsg, themeMsg, writeMsg, allowMsg:
		return a.grant(msg)
	case firstrun.DemoMsg, firstrun.ReadyMsg:
		return openDoor(a.env.Ctx, a.o, msg)
	case printedMsg, answersMsg, term.StopMsg, term.NoteMsg:
		return a.away.back(msg)
	case openedMsg, draftsMsg, countedMsg, healthMsg, rightsMsg, paintedMsg, frame.Tick, keepMsg:
		return a.learn(msg)
	case screen.WroteMsg:
		return screen.All(a.stack.Broadcast(msg), a.unknown.wrote(msg))
	case screen.SettledMsg:
		return screen.All(a.stack.Broadcast(msg), a.unknown.settled())
	}
	return a.stack.Broadcast(msg)
}

// navigate changes the place.
func (a *App) navigate(msg tea.Msg) screen.Do {
	switch msg := msg.(type) {
	case screen.PushMsg:
		return a.nav.Push(msg.To)
	case screen.ReplaceMsg:
		return a.nav.Replace(msg.To)
	case screen.PopMsg:
		return a.nav.Pop(msg.Result)
	case goMsg:
		return a.nav.Go(msg.path)
	}
	return nil
}

// grant does what a screen asked the root for.
func (a *App) grant(msg tea.Msg) screen.Do {
	switch msg := msg.(type) {
	case screen.ToastMsg:
		a.frame.Say(msg.Level, models.Safe(msg.Text))
	case screen.CopyMsg:
		return copyText(a.env.Ctx, a.o.Env, msg)
	case screen.AskedMsg:
		msg.Note()
	case screen.BehindMsg:
		return a.painted.behind(msg.Work)
	case helpview.PressMsg:
		return a.press(msg.Key)
	case themeMsg:
		return a.useTheme(msg.name)
	case writeMsg:
		return a.rights.turn()
	case allowMsg:
		return a.rights.set(true)
	}
	return nil
}

// learn takes in what was read beside the loop, and what a timer says.
func (a *App) learn(msg tea.Msg) screen.Do {
	switch msg := msg.(type) {
	case openedMsg:
		return a.opened(msg)
	case draftsMsg:
		a.drafts.offer(msg.drafts, a.stack.Page())
	case countedMsg:
		_, plain := a.stack.Page().(*plan.Screen) // the plan tells it in large letters
		return a.unknown.counted(msg, !plain)
	case healthMsg:
		a.frame.Health.Budget = msg.budget
		again, notice := a.health.learn(msg)
		if notice != "" {
			a.frame.Say(screen.Warning, models.Safe(notice))
		}
		return again
	case rightsMsg:
		return a.rights.refuse(msg.why)
	case paintedMsg:
		return a.painted.now()
	case frame.Tick:
		if a.frame.Due(msg) {
			return a.stack.Broadcast(screen.TickMsg{Now: *a.now.Load()})
		}
	case keepMsg:
		return a.place.due(msg)
	}
	return nil
}

// watch brings the frame up to date after msg.
func (a *App) watch(msg tea.Msg) screen.Do {
	var read screen.Do
	switch msg.(type) {
	case tea.KeyPressMsg: // a key spends nothing, so that it costs nothing
	case healthMsg:
	default:
		a.frame.Examine()
		read = a.health.read()
	}
	return screen.All(read, a.frame.Watch())
}

// paste gives pasted text to a screen that takes text. It is never read as
// keys.
func (a *App) paste(msg tea.PasteMsg) screen.Do {
	if top := a.stack.Top(); a.away.paper == nil && screen.IsTyping(top) {
		return top.Update(msg)
	}
	return nil
}
