// Package screen is the ground floor of the dashboard: what a screen is, how
// screens name each other, how they fetch. It holds no screen and draws
// nothing. Every package under ui may import it; it imports models, the keymap,
// the styles and the terminal library only.
//
// Who calls whom, for one key:
//
//	terminal ──key──▶ ui.App ──Update(key)──▶ Screen on top
//	                    ▲                          │ Do: what it asks, and work
//	                    │◀─── To, Back, Say, Copy ─┤
//	                    │     done before Update   │
//	                    │     returns              ▼
//	                    │                     Task.Load ──▶ Fetch, beside the loop
//	                    │                                     │
//	                    └──Update(answer)──▶ every Screen ◀───┘
//	                                          Task.Accept takes its own latest answer
//
// A screen never calls the root or another screen: it returns a Do. Only the
// root draws, with View, once everything that a message led to is done.
package screen

import (
	"context"
	"errors"
	"time"

	"charm.land/bubbles/v2/help"
	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
	"btalk/internal/ui/keymap"
	"btalk/internal/ui/theme"
)

// Screen is one full page. Screens are pointers: Update changes the receiver
// and returns the work to do next. The size arrives as a tea.WindowSizeMsg
// already reduced to the body, so that a screen never subtracts a frame.
type Screen interface {
	help.KeyMap // what can be done here, for the key hints, the help and the palette

	Init() Do
	Update(msg tea.Msg) Do
	View() string  // the body only, for the last size received
	Title() string // its crumb: safe, short, without counts
}

// The following are what a screen may offer beyond that; the root finds out by
// asking.
type (
	// Typist owns the keyboard while Typing: single-letter keys are text then.
	Typist interface{ Typing() bool }
	// Waiter decides for each key whether it waits for what the screen is
	// reading from the disk. Without it, every key waits while Reading.
	Waiter interface {
		Waits(press tea.KeyPressMsg) bool
	}
	// Holder gets the back key itself while Holding: an applied filter, a
	// choice under way. Without it the root leaves the screen.
	Holder interface{ Holding() bool }
	// Modal is drawn in a box over the screen below it.
	Modal interface{ Modal() }
	// Closer ends what the screen started. It is called once, when it leaves
	// the stack.
	Closer interface{ Close() }
	// Guard has something that leaving would lose; the text says what.
	Guard interface {
		Dirty() (what string, dirty bool)
	}
	// Saver keeps what is typed in a draft; the command writes what is not
	// written yet, before the process is stopped.
	Saver interface{ SaveNow() tea.Cmd }
	// Reporter tells the frame how old the data are and what is under way.
	Reporter interface{ Report() Report }
	// Caret places the real cursor, in cells from the top left of the body.
	Caret interface{ Caret() *tea.Cursor }
	// Announcer says which row is selected, whole and as safe text, for those who
	// listen to the screen. Without it the root reads the row as it is drawn.
	Announcer interface{ Announce() string }
	// Keeper remembers the place: cursor, filter, sort. Keep and Restore are
	// each other's inverse; a Restore of anything else changes nothing.
	Keeper interface {
		Keep() []byte
		Restore(kept []byte)
	}
	// Addressed has a route that leads back to it, for history and for the
	// next start.
	Addressed interface{ Route() Route }
	// Printer gives the whole view as plain text, for print mode.
	Printer interface{ Print() string }
)

// Report is what a screen knows about its data.
type Report struct {
	Fetched  time.Time // zero when nothing is shown yet
	Stale    bool
	Busy     bool  // a fetch is under way
	Reading  bool  // it reads the disk, and nothing is shown yet: keys wait for it
	Err      error // of the last fetch; the data shown may be older
	Shown    int   // rows that pass the filter
	Total    int   // rows
	Skipped  int   // items that could not be read
	Counting bool  // Shown and Total mean something

	Announced int // rows that the API counts, where fewer came; 0 otherwise
}

// Together is the report on data of several origins: the oldest counts, and
// every error.
func Together(reports ...Report) Report {
	var whole Report
	for _, one := range reports {
		if whole.Fetched.IsZero() || !one.Fetched.IsZero() && one.Fetched.Before(whole.Fetched) {
			whole.Fetched = one.Fetched
		}
		whole.Stale = whole.Stale || one.Stale
		whole.Busy = whole.Busy || one.Busy
		whole.Reading = whole.Reading || one.Reading
		if one.Err != nil {
			whole.Err = errors.Join(whole.Err, one.Err)
		}
		whole.Skipped += one.Skipped
	}
	return whole
}

// Env is what every screen gets when it is made.
type Env struct {
	Ctx    context.Context // ends with the program
	Now    func() time.Time
	Keys   *keymap.Map
	Styles *theme.Styles // the content is replaced when the theme changes; ThemedMsg follows
	// Language is that of the profile, "en" or "fr": amounts are written in it.
	Language string
	// Export writes what a screen shows to a new file of mode 0600 and says
	// where; nil where files are not wanted.
	Export func(name string, content []byte) (path string, err error)
	Memory Memory // small choices that outlive a screen and the program; may be nil
	// Accessible is for people who listen to the screen: no rules, nothing beside a
	// menu, and the last line says what is selected and what changed.
	Accessible bool
}

// Memory keeps small choices of the operator by name: the columns of a list,
// say. The root loads it at the start and saves it at the end. It belongs to
// the update loop. A nil Memory remembers nothing.
type Memory map[string][]byte

// Recall gives what was remembered under name, or nil.
func (m Memory) Recall(name string) []byte { return m[name] }

// Remember keeps value under name until the next Remember; an empty value
// forgets it.
func (m Memory) Remember(name string, value []byte) {
	switch {
	case m == nil:
	case len(value) == 0:
		delete(m, name)
	default:
		m[name] = value
	}
}

// What a screen asks the root for (see Do, To, Back, Say), and what the root
// tells every screen.
type (
	// PushMsg opens a screen over this one.
	PushMsg struct{ To Route }
	// ReplaceMsg opens a screen in place of this one.
	ReplaceMsg struct{ To Route }
	// PopMsg leaves this screen; Result is handed to the one below.
	PopMsg struct{ Result tea.Msg }
	// ToastMsg shows a line for a moment.
	ToastMsg struct {
		Level Level
		Text  string // safe
	}
	// CopyMsg copies text to the operator's own clipboard (OSC 52) and says so.
	CopyMsg struct {
		What string // "the id", "3 rows as CSV"
		Text string
	}
	// WroteMsg says that a change was sent: screens that show one of the
	// families refresh. What is the noun of a list: "voicesites", "orders",
	// "numbers", and "changes" for the journal.
	WroteMsg struct{ What string }
	// SentMsg is what a plan hands to the screen that asked for it, once
	// something became of the change.
	SentMsg struct {
		State     models.OutcomeState
		Fields    map[string]string // Refused: the server's words beside the field they name
		VoiceSite string            // of an order that was done, raw
		Order     string            // its orderId, raw
		Onward    bool              // the operator wants what comes next, not back
	}
	// SettledMsg says what was found out about changes of unknown outcome: the
	// records that were looked at, as they are now.
	SettledMsg struct {
		Records []models.Record
		Err     error
	}
	// RightsMsg says that changes were allowed, or forbidden.
	RightsMsg struct{ Write bool }
	// TickMsg comes when an age on screen may have changed.
	TickMsg struct{ Now time.Time }
	// ThemedMsg says that the styles changed: what was rendered is void.
	ThemedMsg struct{}
)

// Level grades a toast.
type Level int

// The levels of a toast.
const (
	Info Level = iota
	Success
	Warning
	Failure
)
