// Package cli is the command line: it reads arguments, wires settings, cache,
// client and dashboard together, and holds the headless twin of every screen.
//
// It decides nothing about the API and draws no screen. Read it from here:
// root.go lists the commands, session.go is the wiring, output.go the three
// forms of a result, exit.go what a failure looks like; then one file per group
// of commands. Only main imports it, and it may import everything.
package cli

import (
	"context"
	"errors"
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"

	"btalk/internal/config"
)

// Process is what the program gets from its surroundings.
type Process struct {
	Args     []string // without the program's name
	In       io.Reader
	Out, Err io.Writer
	Version  string
	Exit     func(code int)

	Env *config.Env      // nil is the real environment
	Now func() time.Time // nil is time.Now
}

// Run does what the arguments say and returns the exit code of interfaces.md.
func Run(ctx context.Context, p Process) int {
	protectMemory()
	env := p.environment()
	if p.Now == nil {
		p.Now = time.Now
	}
	ctx, stop := interruptible(ctx)
	defer stop()

	s := &session{process: p, env: env}
	defer s.close()
	root := newRoot(s)
	root.SetArgs(p.Args)
	root.SetIn(p.In)
	root.SetOut(p.Out)
	root.SetErr(p.Err)
	return s.finish(ctx, root.ExecuteContext(ctx))
}

// environment takes the environment as it is now. Secrets leave the real one,
// so that no program started from here inherits them.
func (p Process) environment() config.Env {
	if p.Env != nil {
		return *p.Env
	}
	env := config.SystemEnv()
	for _, name := range secretVariables() {
		_ = os.Unsetenv(name) // fails for malformed names only
	}
	return env
}

func secretVariables() []string {
	return []string{
		"BTALK_CLIENT_SECRET", "BTALK_AUTHORIZATION_HEADER",
		"BTALK_API_KEY", "BTALK_B2B_API_KEY", "BTALK_TRACKING_API_KEY", "BTALK_BILLING_API_KEY",
	}
}

// errSignal is the cause of a context that a signal ended.
type errSignal struct{ signal os.Signal }

func (e errSignal) Error() string { return "stopped by the signal " + e.signal.String() }

// interruptible ends the context at the first signal; the second one ends the
// process in the system's way. The dashboard has a handling of its own.
func interruptible(parent context.Context) (context.Context, func()) {
	ctx, cancel := context.WithCancelCause(parent)
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM)
	go func() {
		select {
		case got := <-signals:
			signal.Stop(signals)
			cancel(errSignal{got})
		case <-ctx.Done():
		}
	}()
	return ctx, func() { signal.Stop(signals); cancel(errors.New("the command is over")) }
}
