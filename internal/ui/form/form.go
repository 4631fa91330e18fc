// Package form is the screen behind everything that is filled in: an order, a
// range of numbers, the credentials of a first start. The fields are data, and
// so is what becomes of them; size, keys, drafts and leaving stand here once. It
// is on the ground floor: it knows none of the screens that it is part of. Every
// package under ui may import it.
//
//	the screen ── Config ──▶ Screen ──▶ widget.Form   the fields
//	                           │
//	                           └──────▶ drafting      what is typed, on disk
package form

import (
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"btalk/internal/ui/keymap"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/widget"
)

// Config says what a form is about. Every function but Head, Fields and Submit
// may be nil.
type Config struct {
	Title  string                    // the crumb
	Head   func() string             // what is filled in, in words; safe
	Notes  func(w int) []string      // what else stands above the fields, in lines of w cells
	Fields func() []widget.FormField // as they are at the start, or once a draft was read
	Reads  []Read                    // what there is to choose from

	Begin  func() screen.Do // starts the reads, once it is known what the form is for
	Typed  func() screen.Do // follows a key
	Submit func() screen.Do // every field passed its check
	Leave  func() screen.Do // in place of going back
	// After goes on from what became of the change that was planned.
	After func(sent screen.SentMsg) screen.Do

	Draft *Draft // nil where none is kept
	What  string // is lost where no draft is kept, in words: "the ranges that were typed"
	Next  string // what submitting leads to, for the key hints: "the plan"
}

// Read is something that a form reads to choose from.
type Read struct {
	Task interface {
		Accept(msg tea.Msg) (accepted bool, next screen.Do)
		Report() screen.Report
		Cancel()
	}
	Came func() // offers what came, or says why nothing did; may be nil
}

// Screen is the form on a page. Make it with New.
type Screen struct {
	Fields *widget.Form

	env    *screen.Env
	config Config
	draft  *drafting
	w, h   int
}

// New makes the form; it takes up the draft that the configuration names.
func New(env *screen.Env, config Config) *Screen {
	s := &Screen{env: env, config: config}
	s.draft = newDrafting(config.Draft, s)
	s.fill()
	return s
}

// fill makes the fields.
func (s *Screen) fill() {
	s.Fields = widget.NewForm(s.env.Styles, s.env.Keys, s.config.Fields()...)
	s.resize()
}

// resize gives the fields what the head leaves.
func (s *Screen) resize() { s.Fields.Resize(s.w-2, s.h-len(s.head())) }

// Init reads the draft, then what there is to choose from.
func (s *Screen) Init() screen.Do {
	if s.draft.waiting() {
		return s.draft.begin(s.env.Ctx)
	}
	return do(s.config.Begin)
}

// do does what may be nil.
func do(what func() screen.Do) screen.Do {
	if what == nil {
		return nil
	}
	return what()
}

// Update handles a message, and keeps what it changed.
func (s *Screen) Update(msg tea.Msg) screen.Do {
	return screen.All(s.handle(msg), s.draft.follow(s.Fields))
}

func (s *Screen) handle(msg tea.Msg) screen.Do {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		s.w, s.h = max(msg.Width, 0), max(msg.Height, 0)
		s.resize()
	case screen.ThemedMsg:
		s.Fields.Theme()
	case screen.SentMsg:
		forget := s.draft.sent(msg.State)
		if s.config.After == nil {
			return forget
		}
		return screen.All(forget, s.config.After(msg))
	case tea.KeyPressMsg, tea.PasteMsg:
		return s.press(msg)
	default:
		return s.accept(msg)
	}
	return nil
}

// press handles a key or a paste; before the draft is there only the key that
// leaves acts.
func (s *Screen) press(msg tea.Msg) screen.Do {
	if press, ok := msg.(tea.KeyPressMsg); s.draft.waiting() && (!ok || !s.Fields.Leaves(press)) {
		return nil
	}
	done, event := s.Fields.Update(msg)
	switch event {
	case widget.FormLeaves:
		if s.config.Leave != nil {
			return s.config.Leave()
		}
		return s.draft.Leave()
	case widget.FormSubmits:
		return s.config.Submit()
	case widget.FormStays:
	}
	return screen.All(done, do(s.config.Typed))
}

// accept takes the draft, and what was read to choose from.
func (s *Screen) accept(msg tea.Msg) screen.Do {
	if accepted, next := s.draft.Accept(msg); accepted {
		return next
	}
	if record, ready, accepted := s.draft.begun(msg); accepted {
		if !ready {
			return nil
		}
		s.config.Draft.TakeUp(record)
		s.fill()
		return screen.All(s.Fields.Restore(record.Typed), do(s.config.Begin))
	}
	for _, read := range s.config.Reads {
		if accepted, next := read.Task.Accept(msg); accepted {
			if read.Came != nil {
				read.Came()
			}
			return next
		}
	}
	return nil
}

// head are the lines above the fields: the last one is blank.
func (s *Screen) head() []string {
	w := max(s.w-2, 0)
	lines := []string{s.env.Styles.Title.Render(widget.Cut(s.config.Head(), w))}
	if s.config.Notes != nil {
		lines = append(lines, s.config.Notes(w)...)
	}
	return append(lines, "")
}

// View draws the form: exactly the lines it was given.
func (s *Screen) View() string {
	if s.draft.waiting() {
		return s.draft.view(s.env.Styles, s.w, s.h)
	}
	lines := s.head()
	s.resize() // the notes may be others than before
	for i := range len(lines) - 1 {
		lines[i] = " " + lines[i]
	}
	return widget.Clamp(strings.Join(append(lines, s.Fields.View()), "\n"), s.w, s.h)
}

// Caret is in the field that is typed into.
func (s *Screen) Caret() *tea.Cursor {
	if s.draft.waiting() {
		return nil
	}
	cursor := s.Fields.Caret()
	if cursor != nil {
		cursor.Y = min(cursor.Y+len(s.head()), max(s.h-1, 0))
	}
	return cursor
}

// Title is the crumb.
func (s *Screen) Title() string { return s.config.Title }

// Typing says that letters are text.
func (s *Screen) Typing() bool { return true }

// Dirty says what leaving btalk would lose: nothing where a draft is kept.
func (s *Screen) Dirty() (what string, dirty bool) {
	return s.config.What, s.Fields.Edits() > 0 && !s.draft.Keeps()
}

// Snapshot is the draft: what the form is for, and what stands in it.
func (s *Screen) Snapshot() ([]byte, error) {
	record := s.config.Draft.Record()
	record.Kind, record.Typed = s.config.Draft.Kind, s.Fields.Snapshot()
	return record.Encode()
}

// WorthKeeping reports whether something was typed or chosen.
func (s *Screen) WorthKeeping() bool { return s.Fields.Changed() }

// SaveNow is the command that writes what is not on disk yet.
func (s *Screen) SaveNow() tea.Cmd { return s.draft.SaveNow() }

// Report tells the frame about the draft, then about what there is to choose
// from.
func (s *Screen) Report() screen.Report {
	if s.draft.waiting() {
		return s.draft.start.Report()
	}
	reports := make([]screen.Report, len(s.config.Reads))
	for i, read := range s.config.Reads {
		reports[i] = read.Task.Report()
	}
	return screen.Together(reports...)
}

// Close keeps the draft and drops what is under way.
func (s *Screen) Close() {
	s.draft.close()
	for _, read := range s.config.Reads {
		read.Task.Cancel()
	}
}

// ShortHelp are the keys that matter here.
func (s *Screen) ShortHelp() []key.Binding {
	keys := s.env.Keys
	return []key.Binding{
		keys.Get(keymap.Accept, "next, then "+s.config.Next), keys.Get(keymap.NextField),
		keys.Get(keymap.Submit, s.config.Next), keys.Get(keymap.Cancel),
	}
}

// FullHelp is the same.
func (s *Screen) FullHelp() [][]key.Binding { return [][]key.Binding{s.ShortHelp()} }
