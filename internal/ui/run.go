package ui

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/ui/keymap"
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
	a.recall()
	a.width, a.height = terminal.Size()
	var primed tea.Cmd
	if !terminal.Try(func() { primed = a.prime(ctx, terminal, a.begin()) }) {
		return terminal.Release()
	}
	program := tea.NewProgram(terminal.Model(started{a, primed, painted(ctx, terminal)}),
		tea.WithContext(ctx), tea.WithInput(terminal.Input()), tea.WithOutput(terminal.Output()),
		tea.WithEnvironment(o.Env), tea.WithFPS(framesPerSecond),
		tea.WithColorProfile(term.Colours(o.Env, o.NoColor)),
		tea.WithoutSignalHandler(), tea.WithoutCatchPanics())
	terminal.Watch(program)
	_, err = program.Run()
	ended := terminal.Release()
	saved := a.finish()
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
		Ctx: ctx, Now: now, Keys: keys, Styles: &styles, Export: o.Export, Memory: screen.Memory{},
	}, nil
}

// begin opens the first screens: the place asked for, else the last one.
func (a *App) begin() screen.Do {
	a.heed(strings.Join(a.o.Notices, "; "))
	if a.service == nil {
		return a.add(a.open(screen.FirstRun{}))
	}
	behind := screen.All(a.readHealth(), a.findDrafts(), a.lookBack())
	if len(a.o.Start) > 0 {
		return screen.All(a.goTo(pathOf(a.o.Start)), behind)
	}
	first := a.follow(a.history.Here())
	a.visit()
	return screen.All(first, behind)
}

// finish closes the screens and keeps the place for the next start.
func (a *App) finish() error {
	if a.service != nil && a.keeping.file != nil {
		data, err := a.remembered()
		if err == nil {
			err = a.keeping.file.write(a.keeping.seq+1, data)
		}
		if err != nil {
			return fmt.Errorf("could not keep the place for the next start: %w", err)
		}
	}
	a.drop(0)
	return nil
}

// started is the root with the commands of its start.
type started struct {
	*App
	primed, painted tea.Cmd
}

func (s started) Init() tea.Cmd { return tea.Batch(s.primed, s.painted) }

// painted waits for the first frame.
func painted(ctx context.Context, terminal *term.Terminal) tea.Cmd {
	return func() tea.Msg {
		select {
		case <-terminal.Output().Painted():
			return paintedMsg{}
		case <-ctx.Done():
			return nil
		}
	}
}
