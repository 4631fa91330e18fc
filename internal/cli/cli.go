// Package cli is the command line: it reads arguments, wires settings, cache,
// client and dashboard together, and holds the headless twin of every screen.
//
// It decides nothing about the API and draws no screen. Read it from here:
// root.go lists the commands, runtime.go is what each of them gets, backend.go
// makes settings, cache and client, reader.go reads, sender.go changes, output.go
// is the three forms of a result, exit.go what a failure looks like; then one
// file and one function for each command. Only main imports it, and it may import
// everything.
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
	Build    Build
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
	ctx, signals := interruptible(ctx)
	defer signals.release()

	rt := newRuntime(p, env)
	rt.signals = signals
	defer rt.backend.close()
	root := newRoot(rt)
	root.SetArgs(p.Args)
	root.SetIn(p.In)
	root.SetOut(p.Out)
	root.SetErr(p.Err)
	code := rt.finish(ctx, root.ExecuteContext(ctx))
	rt.backend.prune(ctx)
	return code
}

// environment takes the environment as it is now. Secrets leave the real one,
// so that no program started from here inherits them.
func (p Process) environment() config.Env {
	if p.Env != nil {
		return *p.Env
	}
	env := config.SystemEnv()
	for _, name := range config.SecretVariables() {
		_ = os.Unsetenv(name) // fails for malformed names only
	}
	return env
}

// signalError is the cause of a context that a signal ended.
type signalError struct{ signal os.Signal }

func (e signalError) Error() string { return "stopped by the signal " + e.signal.String() }

// signals are those that end a command.
type signals struct {
	caught chan os.Signal
	cancel context.CancelCauseFunc
}

// interruptible ends the context at the first signal; the second one ends the
// process in the system's way.
func interruptible(parent context.Context) (context.Context, signals) {
	ctx, cancel := context.WithCancelCause(parent)
	s := signals{make(chan os.Signal, 1), cancel}
	signal.Notify(s.caught, os.Interrupt, syscall.SIGTERM)
	go func() {
		select {
		case got := <-s.caught:
			s.leave()
			cancel(signalError{got})
		case <-ctx.Done():
		}
	}()
	return ctx, s
}

// leave gives the signals to somebody else: the system, or the dashboard.
func (s signals) leave() { signal.Stop(s.caught) }

func (s signals) release() {
	s.leave()
	s.cancel(errors.New("the command is over"))
}
