package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"syscall"

	"btalk/internal/config"
	"btalk/internal/models"
)

// The exit codes (interfaces.md).
const (
	exitDone        = 0
	exitFailed      = 1
	exitUsage       = 2
	exitNothing     = 3
	exitCredentials = 4
	exitThrottled   = 5
	exitUnreachable = 6
	exitUnknown     = 7
	exitInterrupted = 130
)

// failure is an error with the exit code and the hint that belong to it.
type failure struct {
	code int
	text string
	hint string
}

func (f *failure) Error() string { return f.text }

func usageFailure(hint, format string, args ...any) error {
	return &failure{exitUsage, fmt.Sprintf(format, args...), hint}
}

func nothingFound(hint, format string, args ...any) error {
	return &failure{exitNothing, fmt.Sprintf(format, args...), hint}
}

// codeOf is the exit code of a failure of ours, 0 for any other error.
func codeOf(err error) int {
	if known, ok := errors.AsType[*failure](err); ok {
		return known.code
	}
	return exitDone
}

// finish tells the operator how the run ended, and gives the exit code.
func (rt *runtime) finish(ctx context.Context, err error) int {
	var stopped signalError
	if errors.As(context.Cause(ctx), &stopped) && err != nil {
		rt.say("%s", stopped)
		return signalCode(stopped)
	}
	if err == nil || errors.Is(err, syscall.EPIPE) {
		return exitDone
	}
	if ended := exitCoder(nil); errors.As(err, &ended) && err.Error() == "" {
		return ended.ExitCode()
	}
	for line := range strings.Lines(strings.TrimSpace(rt.told(err))) {
		rt.say("%s", models.Safe(strings.TrimSpace(line)))
	}
	if hint := hintFor(err); hint != "" {
		rt.say("%s", models.Safe(hint))
	}
	return rt.exitCode(err)
}

// exitCoder is an error that knows its code, as the dashboard's are.
type exitCoder interface {
	error
	ExitCode() int
}

func (rt *runtime) exitCode(err error) int {
	var known *failure
	var misconfigured *config.Error
	var failed *models.Error
	var ended exitCoder
	switch {
	case errors.As(err, &ended):
		return ended.ExitCode()
	case errors.As(err, &known):
		return known.code
	case errors.As(err, &failed):
		return kindCode(failed.Kind)
	case errors.As(err, &misconfigured), !rt.started:
		return exitUsage
	}
	return exitFailed
}

func kindCode(kind models.Kind) int {
	switch kind {
	case models.NoError:
		return exitDone
	case models.NotFound:
		return exitNothing
	case models.Unauthorized, models.Forbidden:
		return exitCredentials
	case models.Throttled:
		return exitThrottled
	case models.Offline, models.NotHeld:
		return exitUnreachable
	case models.Unknown:
		return exitUnknown
	case models.ReadOnly:
		return exitUsage
	case models.Canceled:
		return exitInterrupted
	default:
		return exitFailed
	}
}

// signalCode is the shell's habit: 128 and the number of the signal.
func signalCode(stopped signalError) int {
	if number, ok := stopped.signal.(syscall.Signal); ok {
		return 128 + int(number)
	}
	return exitInterrupted
}

// hintFor says what to do now; "" when the error itself says it.
func hintFor(err error) string {
	var known *failure
	var failed *models.Error
	switch {
	case errors.As(err, &known):
		return known.hint
	case errors.As(err, &failed):
		return models.AdviceFor(failed).Hint
	}
	return ""
}
