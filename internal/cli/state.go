package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"btalk/internal/cache"
	"btalk/internal/journal"
	rules "btalk/internal/models/text"
	"btalk/internal/private"
	"btalk/internal/sandbox"
)

// stateDir is where this profile keeps its drafts and its place; the demo and
// each profile have one of their own.
func (s *session) stateDir() string {
	switch {
	case s.env.Dirs.State == "":
		return ""
	case s.flags.demo:
		return filepath.Join(s.env.Dirs.State, "demo")
	}
	name, err := s.profileName()
	if err != nil {
		name = "default"
	}
	return filepath.Join(s.env.Dirs.State, "profiles", url.PathEscape(name))
}

// below is a place in a directory of ours; none where there is no such directory,
// and never one in the current directory.
func below(dir, name string) string {
	if dir == "" {
		return ""
	}
	return filepath.Join(dir, name)
}

// drafts are the drafts of this profile.
func (s *session) drafts() *journal.Drafts {
	return journal.OpenDrafts(s.draftDir(), s.env.Dirs.Runtime, s.process.Now)
}

func (s *session) draftDir() string { return below(s.stateDir(), "drafts") }

// keep writes a whole file of the state directory, readable for the user only.
func (s *session) keep(name string, data []byte) error {
	dir := s.stateDir()
	if dir == "" {
		return errors.New("there is no state directory: set HOME or XDG_STATE_HOME")
	}
	return journal.WriteFile(filepath.Join(dir, name), data)
}

// sweep removes what a run that was killed left half written.
func (s *session) sweep() {
	if dir := s.stateDir(); dir != "" {
		private.Sweep(dir, s.process.Now())
		private.Sweep(filepath.Join(dir, "drafts"), s.process.Now())
	}
}

// keepPlace keeps the place for the next start. A disk that cannot be written
// is no failure of the dashboard, and is told once: by the cache or here.
func (s *session) keepPlace(place []byte) {
	err := s.keep("session.json", place)
	if err != nil && (s.disk == nil || s.disk.Notice() == "") {
		s.warn("could not keep the place for the next start: %v", err)
	}
}

// largestKept is more than what is remembered between starts ever takes, in bytes.
const largestKept = 4 << 20

// kept reads such a file; none is as good as one that cannot be read.
func (s *session) kept(name string) []byte {
	dir := s.stateDir()
	if dir == "" {
		return nil
	}
	path := filepath.Join(dir, name)
	data, err := private.Read(path, largestKept)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		s.warn("%v; btalk starts without it", private.Explain("read", path, err))
	}
	return data
}

// crash keeps the report of a fault, without secrets.
func (s *session) crash(report []byte) (string, error) {
	name := "crash-" + s.process.Now().UTC().Format("20060102T150405") + ".txt"
	if err := s.keep(name, s.redact(report)); err != nil {
		return "", err
	}
	return filepath.Join(s.stateDir(), name), nil
}

func (s *session) redact(report []byte) []byte {
	return []byte(rules.NewMask(4, s.secrets()...).Hide(string(report)))
}

// secrets are the texts that no file may hold.
func (s *session) secrets() []string {
	demo := sandbox.DemoCredentials()
	all := append([]string{demo.ClientSecret, demo.APIKey, demo.B2BKey}, s.typed...)
	if s.loaded != nil {
		all = append(all, s.loaded.ClientSecret.Reveal(), strings.TrimPrefix(s.loaded.AuthorizationHeader.Reveal(), "Basic "),
			s.loaded.APIKey.Reveal(), s.loaded.TrackingAPIKey.Reveal(), s.loaded.BillingAPIKey.Reveal())
	}
	return all
}

// export writes what a screen shows into a new file in the current directory.
// The name comes from data: it is cut down to a plain file name, and a file
// that is there already is never touched.
func export(name string, data []byte) (string, error) {
	name = plainName(name)
	extension := filepath.Ext(name)
	base := strings.TrimSuffix(name, extension)
	for n := 1; n <= 999; n++ {
		if n > 1 {
			name = fmt.Sprintf("%s-%d%s", base, n, extension)
		}
		err := writeNew(name, data)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return "", err
		}
		return filepath.Abs(name)
	}
	return "", fmt.Errorf("there are too many files called %s here", base)
}

func writeNew(path string, data []byte) error {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = file.Write(data)
	return errors.Join(err, file.Close())
}

// plainName keeps letters, digits and a few signs; the result is the name of a
// visible file.
func plainName(name string) string {
	name = strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '-', r == '_', r == '.':
			return r
		}
		return '-'
	}, name)
	name = strings.TrimLeft(name, ".-")
	if name == "" {
		return "export"
	}
	return name[max(0, len(name)-100):]
}

// tidy prunes the cache when that is due, once the operator has the result.
func (s *session) tidy(ctx context.Context) {
	if s.disk == nil {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	s.disk.Prune(ctx)
}

// afterStart is when the start of the dashboard is certainly over.
const afterStart = 5 * time.Second

// pruneLater does the same beside the dashboard.
func pruneLater(ctx context.Context, disk *cache.Store) {
	if disk == nil {
		return
	}
	select {
	case <-time.After(afterStart):
		disk.Prune(ctx)
	case <-ctx.Done():
	}
}
