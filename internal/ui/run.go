package ui

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
	"btalk/internal/ui/keymap"
	"btalk/internal/ui/nav"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/term"
	"btalk/internal/ui/theme"
)

// framesPerSecond is how often the screen is painted at most.
const framesPerSecond = 60

// Run shows the dashboard until the operator leaves it, and returns with the
// terminal as it was. An error that has an ExitCode says with which status the
// process should end; its text may be empty.
func Run(ctx context.Context, o Options) error {
	if err := term.Check(o.Env); err != nil {
		return err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	env, err := newEnv(ctx, o)
	if err != nil {
		return err
	}
	terminal, err := term.Hold(term.Options{
		In: o.In, Out: o.Out, Exit: o.Exit, Crash: o.Crash, EscWait: term.EscWait(o.Env, o.EscWait),
	})
	if err != nil {
		return err
	}
	a := newApp(o, env, terminal)
	if o.LoadSession != nil {
		env.Memory = a.nav.Recall(o.LoadSession())
	}
	a.frame.Width, a.frame.Height = terminal.Size()
	var primed tea.Cmd
	if !terminal.Try(func() { primed = prime(ctx, terminal, a) }) {
		return terminal.Release()
	}
	program := tea.NewProgram(terminal.Model(started{a, primed, awaitFrame(ctx, terminal)}),
		tea.WithContext(ctx), tea.WithInput(terminal.Input()), tea.WithOutput(terminal.Output()),
		tea.WithEnvironment(o.Env), tea.WithFPS(framesPerSecond),
		tea.WithColorProfile(term.Colours(o.Env, o.NoColor)),
		tea.WithoutSignalHandler(), tea.WithoutCatchPanics())
	terminal.Watch(program)
	_, err = program.Run()
	ended := terminal.Release()
	saved := a.place.last()
	a.stack.Drop(0)
	switch {
	case ended != nil:
		return ended
	case errors.Is(err, tea.ErrProgramKilled) && ctx.Err() != nil:
		return context.Cause(ctx)
	case err != nil:
		return fmt.Errorf("the dashboard stopped: %w", err)
	}
	return saved
}

// newEnv makes what every screen gets.
func newEnv(ctx context.Context, o Options) (*screen.Env, error) {
	keys, err := keymap.New(o.Keys)
	if err != nil {
		return nil, err
	}
	name := o.Theme
	if name == "" {
		name = theme.Default
	}
	styles, err := theme.NewCatalog(o.Themes).Load(name)
	if err != nil {
		return nil, err
	}
	now := o.Now
	if now == nil {
		now = time.Now
	}
	return &screen.Env{
		Ctx: ctx, Now: now, Keys: keys, Styles: &styles, Language: o.Language, Export: o.Export, Memory: screen.Memory{},
	}, nil
}

// begin opens the first screens: the place asked for, else the last one.
func (a *App) begin() screen.Do {
	if len(a.o.Notices) > 0 {
		a.frame.Say(screen.Warning, models.Safe(strings.Join(a.o.Notices, "; ")))
	}
	if a.service == nil {
		return a.nav.Push(screen.FirstRun{})
	}
	behind := screen.All(a.health.read(), a.drafts.find(), a.lookBack())
	if len(a.o.Start) > 0 {
		return screen.All(a.nav.Go(nav.To(a.o.Start...)), behind)
	}
	return screen.All(a.nav.Resume(), behind)
}

// opened goes on with the service behind a door.
func (a *App) opened(msg openedMsg) screen.Do {
	if msg.err != nil {
		return screen.Say(screen.Failure, models.Safe(msg.err.Error()))
	}
	a.o.Demo = msg.demo
	a.serve(msg.service, a.rights.write)
	do := screen.All(a.nav.Restart(nav.To(screen.Customers{})), a.lookBack())
	if msg.path == "" {
		return do
	}
	return screen.All(do, screen.Say(screen.Success, "The credentials work; they are kept in "+msg.path))
}

// lookBack counts the changes of unknown outcome of earlier starts and reads
// what became of them; and it checks whether the key may change anything.
func (a *App) lookBack() screen.Do {
	return screen.All(a.unknown.recount(true), a.rights.check())
}

// started is the root with the commands of its start.
type started struct {
	*App
	primed, painted tea.Cmd
}

func (s started) Init() tea.Cmd { return tea.Batch(s.primed, s.painted) }

// awaitFrame waits for the first frame.
func awaitFrame(ctx context.Context, terminal *term.Terminal) tea.Cmd {
	return func() tea.Msg {
		select {
		case <-terminal.Output().Painted():
			return paintedMsg{}
		case <-ctx.Done():
			return nil
		}
	}
}
