package wizard

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
	"btalk/internal/ui/screen"
)

// Drafts keeps what is typed, so that no end of the program costs it. Its
// methods are called outside the update loop, but for the last save of a wizard
// that is left.
type Drafts interface {
	// NewID makes the id of a new draft.
	NewID() string
	// Open takes the draft for this wizard alone until closeDraft is called or
	// the process ends. An error says that another wizard has it.
	Open(id string) (closeDraft func(), err error)
	// Load reads a draft as it was saved.
	Load(id string) ([]byte, error)
	// Save replaces the draft. When it returns nil, nothing can cost it.
	Save(id string, data []byte) error
	// Discard forgets a draft.
	Discard(id string) error
	// List gives the drafts that no wizard has open, the latest first.
	List() []Draft
}

// Draft is an address that was begun and not finished.
type Draft struct {
	ID    string
	Title models.Text // what it is about
	Saved time.Time
}

// saveAfter is how long a key may wait for those that follow it. With the time
// that a slow disk takes it stays well within a second.
const saveAfter = 200 * time.Millisecond

// saving is what the update loop knows of the draft.
type saving struct {
	version int  // counts what the operator did
	kept    int  // the version that was saved, or given to the disk last
	due     bool // a timer runs
	busy    bool // the disk is at work
	failing bool // the last save failed, and that was told
}

// The messages of saving.
type (
	saveMsg  struct{ of *Screen }
	savedMsg struct {
		of  *Screen
		err error
	}
)

// touch says that the operator did something worth keeping.
func (s *Screen) touch() { s.saving.version++ }

// save is the timer for what is not kept yet, if none runs.
func (s *Screen) save() screen.Do {
	if s.draft == nil || s.saving.version == s.saving.kept || s.saving.due || s.saving.busy {
		return nil
	}
	s.saving.due = true
	return screen.Run(tea.Tick(saveAfter, func(time.Time) tea.Msg { return saveMsg{s} }))
}

func (s *Screen) hearSaving(msg tea.Msg) screen.Do {
	switch msg := msg.(type) {
	case saveMsg:
		if msg.of == s {
			return s.write()
		}
	case savedMsg:
		if msg.of == s {
			return s.saved(msg.err)
		}
	}
	return nil
}

// write gives the draft to the disk, outside the update loop.
func (s *Screen) write() screen.Do {
	s.saving.due = false
	if s.saving.busy || s.saving.kept == s.saving.version {
		return nil
	}
	data, err := s.snapshot()
	if err != nil {
		return screen.Run(func() tea.Msg { return savedMsg{s, err} })
	}
	s.saving.busy, s.saving.kept = true, s.saving.version
	draft, version := s.draft, s.saving.version
	return screen.Run(func() tea.Msg { return savedMsg{s, draft.save(version, data)} })
}

// SaveNow is the command that writes what the timer has not.
func (s *Screen) SaveNow() tea.Cmd {
	if !s.worthKeeping() {
		return nil
	}
	data, err := s.snapshot()
	if err != nil {
		return func() tea.Msg { return savedMsg{s, err} }
	}
	s.saving.kept = s.saving.version
	draft, version := s.draft, s.saving.version
	return func() tea.Msg { return savedMsg{s, draft.save(version, data)} }
}

// saved tells a failure once; typing goes on.
func (s *Screen) saved(err error) screen.Do {
	s.saving.busy = false
	switch {
	case err != nil && !s.saving.failing:
		s.saving.failing = true
		return screen.Say(screen.Warning, "the draft is not kept: "+err.Error()+"; typing goes on, without a net")
	case err == nil && s.saving.failing:
		s.saving.failing = false
		return screen.Say(screen.Success, "the draft is kept again")
	}
	return nil
}

// snapshot is the draft: the machine's, for the voicesite chosen here.
func (s *Screen) snapshot() ([]byte, error) {
	data, err := s.machine.Snapshot()
	if err != nil || s.target == s.machine.Target() {
		return data, err
	}
	members := map[string]json.RawMessage{}
	if err := json.Unmarshal(data, &members); err != nil {
		return nil, fmt.Errorf("write a draft: %w", err)
	}
	if members["target"], err = json.Marshal(s.target); err != nil {
		return nil, fmt.Errorf("write a draft: %w", err)
	}
	return json.Marshal(members)
}

// worthKeeping tells whether something was typed or chosen.
func (s *Screen) worthKeeping() bool {
	return s.machine != nil && s.draft != nil && s.saving.version > 0 &&
		(!s.machine.Address().Empty() || s.machine.Query() != "")
}

// closeDraft saves what the timer has not, or forgets a draft that holds nothing.
func (s *Screen) closeDraft() {
	if s.draft == nil {
		return
	}
	defer s.draft.close()
	switch {
	case s.saving.version == 0:
	case !s.worthKeeping():
		_ = s.draft.discard(s.saving.version)
	case s.saving.kept != s.saving.version || s.saving.busy:
		if data, err := s.snapshot(); err == nil {
			_ = s.draft.save(s.saving.version, data) // nobody is left to be told
		}
	}
}

// finish forgets the draft: the address is where it was meant to go.
func (s *Screen) finish() screen.Do {
	if s.draft == nil {
		return nil
	}
	s.saving.kept = s.saving.version
	draft, version := s.draft, s.saving.version
	return screen.Run(func() tea.Msg {
		if err := draft.discard(version); err != nil {
			return screen.ToastMsg{Level: screen.Warning, Text: models.Safe(err.Error())}
		}
		return nil
	})
}

// keeper is one draft on disk. Commands and Close use it, so that saves follow
// each other and an older one never replaces a newer one.
type keeper struct {
	drafts Drafts
	id     string

	mu      sync.Mutex
	version int    // on disk
	release func() // gives the draft free; nil while nobody has it
	closed  bool
}

// newKeeper keeps a draft under its id, or a new one; nil where none is kept.
func newKeeper(drafts Drafts, id string) *keeper {
	if drafts == nil {
		return nil
	}
	if id == "" {
		id = drafts.NewID()
	}
	return &keeper{drafts: drafts, id: id}
}

var errInUse = errors.New("the draft is open in another session")

// load takes the draft and reads it.
func (k *keeper) load() ([]byte, error) {
	if k == nil {
		return nil, errors.New("no drafts are kept here")
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if err := k.take(); err != nil {
		return nil, err
	}
	return k.drafts.Load(k.id)
}

func (k *keeper) take() error {
	if k.release != nil || k.closed {
		return nil
	}
	release, err := k.drafts.Open(k.id)
	if err != nil {
		return fmt.Errorf("%w: %w", errInUse, err)
	}
	k.release = release
	return nil
}

func (k *keeper) save(version int, data []byte) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	if version <= k.version {
		return nil
	}
	if err := k.take(); err != nil {
		return err
	}
	if err := k.drafts.Save(k.id, data); err != nil {
		return err
	}
	k.version = version
	return nil
}

// discard forgets the draft as it was in a version; a save of that version which
// comes later does nothing.
func (k *keeper) discard(version int) error {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.version = max(k.version, version)
	return k.drafts.Discard(k.id)
}

func (k *keeper) close() {
	k.mu.Lock()
	defer k.mu.Unlock()
	k.closed = true
	if k.release != nil {
		k.release()
		k.release = nil
	}
}

// ago says how old something is.
func ago(age time.Duration) string {
	switch {
	case age < -time.Minute: // saved before the clock was set back
		return "some time ago"
	case age < time.Minute:
		return "just now"
	case age < time.Hour:
		return strconv.Itoa(int(age/time.Minute)) + " min ago"
	case age < 48*time.Hour:
		return strconv.Itoa(int(age/time.Hour)) + " h ago"
	}
	return strconv.Itoa(int(age/(24*time.Hour))) + " days ago"
}
