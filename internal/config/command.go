package config

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os/exec"
	"slices"
	"time"

	"btalk/internal/private"
)

const (
	commandTimeout = 15 * time.Second
	commandOutput  = 64 << 10
)

var (
	errTooMuch = errors.New("printed more than 64 KiB")
	errTooSlow = errors.New("took longer than 15 seconds")
)

// WithCredentials runs the credential command, where there is one, and returns
// the settings with what it printed: nearer than the profile, less near than the
// environment. The command gets no secret from our environment, no input, and
// 15 seconds; what it writes to standard error is discarded.
func (s Settings) WithCredentials(ctx context.Context) (Settings, error) {
	if len(s.CredentialCommand) == 0 {
		return s, nil
	}
	output, err := s.runCommand(ctx)
	if err != nil {
		return s, s.commandError(err)
	}
	printed, err := readCredentials(output)
	if err != nil {
		return s, s.commandError(err)
	}
	s.layers[fromCommand] = printed
	err = s.assemble()
	return s, err
}

func (s Settings) runCommand(ctx context.Context) ([]byte, error) {
	ctx, cancel := context.WithTimeoutCause(ctx, commandTimeout, errTooSlow)
	defer cancel()
	argv := s.CredentialCommand
	var output limitedBuffer
	cmd := exec.CommandContext(ctx, argv[0], argv[1:]...) //nolint:gosec // the operator's own command, without a shell
	cmd.Env = s.helperEnv()
	cmd.Stdout = &output
	cmd.WaitDelay = time.Second // for a grandchild that keeps the pipe open
	err := cmd.Run()
	exit, _ := errors.AsType[*exec.ExitError](err)
	switch {
	case output.full:
		return nil, errTooMuch
	case ctx.Err() != nil:
		return nil, fmt.Errorf("was stopped: %w", context.Cause(ctx))
	case err != nil && exit == nil:
		if name, ok := errors.AsType[*exec.Error](err); ok {
			err = name.Err // without the name
		}
		return nil, fmt.Errorf("cannot be run: %w", private.Reason(err))
	case err != nil:
		return nil, fmt.Errorf("failed: %w", err)
	}
	return output.taken.Bytes(), nil
}

// readCredentials reads the object that a command printed. Keys that are not
// ours are left alone: helpers print versions and dates.
func readCredentials(output []byte) (layer, error) {
	var object map[string]json.RawMessage
	if err := json.Unmarshal(output, &object); err != nil || object == nil {
		return nil, errors.New("did not print one JSON object") // the cause may quote a secret
	}
	l := layer{}
	for name, raw := range object {
		if !slices.Contains(credentialNames(), name) {
			continue
		}
		var text *string
		if err := json.Unmarshal(raw, &text); err != nil {
			return nil, fmt.Errorf("printed a %s that is not a text", name)
		}
		if text != nil {
			l.set(name, *text, Place{Name: "credential_command"})
		}
	}
	return l, nil
}

func (s Settings) commandError(err error) error {
	found, _ := s.layers.find("credential_command")
	return &Error{
		Place: found.place, Setting: "credential_command",
		Problem: fmt.Sprintf("%s %v", printable(s.CredentialCommand[0]), err),
		Fix:     "run it by hand; it has to print the credentials as one JSON object",
		Err:     err,
	}
}

// limitedBuffer takes so much and then breaks the pipe. The buffer is a field
// and not embedded, or io.Copy would fill it past Write.
type limitedBuffer struct {
	taken bytes.Buffer
	full  bool
}

func (b *limitedBuffer) Write(p []byte) (int, error) {
	if b.taken.Len()+len(p) > commandOutput {
		b.full = true
		return 0, errTooMuch
	}
	return b.taken.Write(p)
}
