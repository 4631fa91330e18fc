package cli

import (
	"errors"
	"io/fs"
	"net/url"
	"path/filepath"
	"strings"

	"btalk/internal/config"
	"btalk/internal/journal"
	rules "btalk/internal/models/text"
	"btalk/internal/private"
	"btalk/internal/sandbox"
)

// stateDir is where this profile keeps its drafts and its place; the demo and
// each profile have one of their own.
func (b *backend) stateDir() string {
	switch {
	case b.env.Dirs.State == "":
		return ""
	case b.flags.demo:
		return filepath.Join(b.env.Dirs.State, "demo")
	}
	name, err := b.profile()
	if err != nil {
		name = "default"
	}
	return filepath.Join(b.env.Dirs.State, "profiles", url.PathEscape(name))
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
func (b *backend) drafts() *journal.Drafts {
	return journal.OpenDrafts(b.draftDir(), b.env.Dirs.Runtime, b.now)
}

func (b *backend) draftDir() string { return below(b.stateDir(), "drafts") }

// records is the journal of changes of this user, for all profiles; the demo
// has its own, because what is sent there is sent nowhere.
func (b *backend) records() *journal.Records {
	dir := b.env.Dirs.State
	if b.flags.demo {
		dir = b.stateDir()
	}
	return journal.OpenRecords(below(dir, "changes.jsonl"), b.env.Dirs.Runtime, b.now)
}

var errNoState = errors.New("there is no state directory: set HOME or XDG_STATE_HOME")

// keep writes a whole file of the state directory, readable for the user only.
func (b *backend) keep(name string, data []byte) error {
	dir := b.stateDir()
	if dir == "" {
		return errNoState
	}
	return journal.WriteFile(filepath.Join(dir, name), data)
}

// sweep removes what a run that was killed left half written.
func (b *backend) sweep() {
	if dir := b.stateDir(); dir != "" {
		private.Sweep(dir, b.now())
		private.Sweep(filepath.Join(dir, "drafts"), b.now())
	}
}

// placeFile is where a session keeps where it was.
const placeFile = "session.json"

// keepPlace keeps the place for the next start. A disk that cannot be written
// is not a failure of the dashboard, and is told once: by the cache or here.
func (b *backend) keepPlace(place []byte) {
	err := b.keep(placeFile, place)
	if err != nil && (b.disk == nil || b.disk.Notice() == "") {
		b.warn("could not keep the place for the next start: %v", err)
	}
}

// largestKept is more than what is remembered between starts ever takes, in bytes.
const largestKept = 4 << 20

// keptPlace reads it; none is as good as one that cannot be read.
func (b *backend) keptPlace() []byte {
	dir := b.stateDir()
	if dir == "" {
		return nil
	}
	path := filepath.Join(dir, placeFile)
	data, err := private.Read(path, largestKept)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		b.warn("%v; btalk starts without it", private.Explain("read", path, err))
	}
	return data
}

// crash keeps the report of a fault, without secrets.
func (b *backend) crash(report []byte) (string, error) {
	name := "crash-" + b.now().UTC().Format("20060102T150405") + ".txt"
	if err := b.keep(name, b.redact(report)); err != nil {
		return "", err
	}
	return filepath.Join(b.stateDir(), name), nil
}

func (b *backend) redact(report []byte) []byte {
	return []byte(rules.NewMask(4, b.secrets()...).Hide(string(report)))
}

// secrets are the texts that no file may hold.
func (b *backend) secrets() []string {
	demo := sandbox.DemoCredentials()
	all := append([]string{demo.ClientSecret, demo.APIKey, demo.B2BKey}, b.typed...)
	if b.loaded != nil {
		all = append(all, b.loaded.ClientSecret.Reveal(), strings.TrimPrefix(b.loaded.AuthorizationHeader.Reveal(), "Basic "),
			b.loaded.APIKey.Reveal(), b.loaded.TrackingAPIKey.Reveal(), b.loaded.BillingAPIKey.Reveal(),
			passwordIn(b.loaded.SharedURL), passwordIn(b.loaded.Proxy))
	}
	return all
}

// passwordIn is the password in an address; "" where there is none.
func passwordIn(address config.Secret) string {
	u, err := url.Parse(address.Reveal())
	if err != nil {
		return ""
	}
	password, _ := u.User.Password()
	return password
}
