package draft

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
	"btalk/internal/ui/screen"
)

// saveAfter is how long a key may wait for those that follow it. With the time
// that a slow disk takes it stays well within a second.
const saveAfter = 200 * time.Millisecond

// Saving keeps the draft of one screen. All methods belong to the update loop,
// but for Load. Make it with New; close it when the screen leaves.
type Saving struct {
	of      Source
	draft   *keeper // what is on disk; nil where nothing is kept
	version int     // counts what the operator did
	kept    int     // the version that was saved, or given to the disk last
	due     bool    // a timer runs
	busy    bool    // the disk is at work
	failing bool    // the last save failed, and that was said
}

// Source is the screen whose draft it is.
type Source interface {
	// Snapshot is what is to be kept now.
	Snapshot() ([]byte, error)
	// WorthKeeping reports whether something was typed or chosen.
	WorthKeeping() bool
}

// The messages of saving.
type (
	saveMsg  struct{ of *Saving }
	savedMsg struct {
		of  *Saving
		err error
	}
)

// New keeps the draft of a screen under its id, or under a new one; a nil shelf
// keeps none.
func New(shelf Shelf, id string, of Source) *Saving {
	return &Saving{of: of, draft: newKeeper(shelf, id)}
}

// Load takes the draft for this screen alone and reads it. It runs outside the
// update loop.
func (s *Saving) Load() ([]byte, error) { return s.draft.load() }

// Keeps reports whether what is typed survives the end of the program.
func (s *Saving) Keeps() bool { return s.draft != nil && !s.failing }

// Touch says that the operator did something worth keeping.
func (s *Saving) Touch() { s.version++ }

// Touched reports whether the operator did something since the screen was opened.
func (s *Saving) Touched() bool { return s.version > 0 }

// WorthKeeping reports whether leaving the screen leaves a new state of the draft.
func (s *Saving) WorthKeeping() bool { return s.draft != nil && s.Touched() && s.of.WorthKeeping() }

// Due is the timer for what is not kept yet, if none runs.
func (s *Saving) Due() screen.Do {
	if s.draft == nil || s.version == s.kept || s.due || s.busy {
		return nil
	}
	s.due = true
	return screen.Run(tea.Tick(saveAfter, func(time.Time) tea.Msg { return saveMsg{s} }))
}

// Accept handles a message of saving; accepted reports whether msg was one.
func (s *Saving) Accept(msg tea.Msg) (accepted bool, next screen.Do) {
	switch msg := msg.(type) {
	case saveMsg:
		if msg.of == s {
			next = s.write()
		}
		return true, next
	case savedMsg:
		if msg.of == s {
			next = s.saved(msg.err)
		}
		return true, next
	}
	return false, nil
}

// write gives the draft to the disk, outside the update loop.
func (s *Saving) write() screen.Do {
	s.due = false
	if s.busy || s.kept == s.version {
		return nil
	}
	data, err := s.of.Snapshot()
	if err != nil {
		return screen.Run(func() tea.Msg { return savedMsg{s, err} })
	}
	s.busy, s.kept = true, s.version
	draft, version := s.draft, s.version
	return screen.Run(func() tea.Msg { return savedMsg{s, draft.save(version, data)} })
}

// SaveNow is the command that writes what the timer has not.
func (s *Saving) SaveNow() tea.Cmd {
	if !s.WorthKeeping() {
		return nil
	}
	data, err := s.of.Snapshot()
	if err != nil {
		return func() tea.Msg { return savedMsg{s, err} }
	}
	s.kept = s.version
	draft, version := s.draft, s.version
	return func() tea.Msg { return savedMsg{s, draft.save(version, data)} }
}

// saved tells a failure once; typing goes on.
func (s *Saving) saved(err error) screen.Do {
	s.busy = false
	switch {
	case err != nil && !s.failing:
		s.failing = true
		return screen.Say(screen.Warning, "the draft is not kept: "+err.Error()+"; typing goes on, without a net")
	case err == nil && s.failing:
		s.failing = false
		return screen.Say(screen.Success, "the draft is kept again")
	}
	return nil
}

// Finish forgets the draft: what was typed is where it was meant to go.
func (s *Saving) Finish() screen.Do {
	if s.draft == nil {
		return nil
	}
	s.kept = s.version
	draft, version := s.draft, s.version
	return screen.Run(func() tea.Msg {
		if err := draft.discard(version); err != nil {
			return screen.ToastMsg{Level: screen.Warning, Text: models.Safe(err.Error())}
		}
		return nil
	})
}

// GiveUp forgets the draft because the operator says so.
func (s *Saving) GiveUp() screen.Do {
	finish := s.Finish()
	s.version = 0
	return finish
}

// Leave leaves the screen, and says that a draft stays where one does.
func (s *Saving) Leave() screen.Do {
	if !s.WorthKeeping() {
		return screen.Back(nil)
	}
	return screen.All(screen.Back(nil), screen.Say(screen.Info, "The draft is kept; it is offered at the next start and under :address"))
}

// Close saves what the timer has not, or forgets a draft that holds nothing.
func (s *Saving) Close() {
	if s.draft == nil {
		return
	}
	defer s.draft.close()
	switch {
	case s.version == 0:
	case !s.WorthKeeping():
		_ = s.draft.discard(s.version)
	case s.kept != s.version || s.busy || s.failing:
		if data, err := s.of.Snapshot(); err == nil {
			_ = s.draft.save(s.version, data) // nobody is left to be told
		}
	}
}
