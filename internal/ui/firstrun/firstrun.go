// Package firstrun is the start without configuration: one page with three
// doors. The demo, a guided set-up that checks the credentials before it keeps
// them, and the environment variables to set. It stores nothing and opens no
// connection: the functions of Setup do. Only internal/ui imports it.
package firstrun

import (
	"context"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"btalk/internal/ui/form"
	"btalk/internal/ui/keymap"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/widget"
)

// Credentials are what the portal gives. They are raw and secret: nothing here
// prints them.
type Credentials struct {
	ClientID     string
	ClientSecret string
	APIKey       string
}

// Setup is what the doors do.
type Setup struct {
	// Check asks the API whether the credentials work. Its error is a
	// *models.Error whose Fault names the one that does not.
	Check func(ctx context.Context, creds Credentials) error
	// Save keeps them in the configuration, 0600, and says where.
	Save func(creds Credentials) (path string, err error)
	// Path is where the configuration would be.
	Path string
	// Variables are the environment variables to set.
	Variables []string
}

// The messages by which the page tells the root what was chosen.
type (
	// DemoMsg chooses the demo.
	DemoMsg struct{}
	// ReadyMsg says that the credentials work and are kept.
	ReadyMsg struct {
		Credentials Credentials
		Path        string
	}
)

// step is where the page is.
type step int

const (
	doors step = iota
	filling
	checking
	variables
)

// Screen is the page.
type Screen struct {
	env    *screen.Env
	setup  Setup
	step   step
	choice *widget.Picker[door]
	form   *form.Screen
	fault  error // of the last check
	seq    int   // of the check under way
	cancel context.CancelFunc
	w, h   int
}

// checkedMsg is the answer to a check.
type checkedMsg struct {
	of    *Screen
	seq   int
	creds Credentials
	path  string
	err   error
}

// New makes the page.
func New(env *screen.Env, setup Setup) *Screen {
	s := &Screen{env: env, setup: setup}
	s.choice = widget.NewPicker(nil, func(string, int) ([]door, int) {
		all := allDoors()
		return all, len(all)
	})
	s.choice.Restart()
	s.form = s.newForm()
	return s
}

// Init does nothing.
func (s *Screen) Init() screen.Do { return nil }

// Title is the crumb.
func (s *Screen) Title() string { return "Welcome" }

// Typing reports whether the form is filled in.
func (s *Screen) Typing() bool { return s.step == filling }

// Holding reports whether back leads to the doors.
func (s *Screen) Holding() bool { return s.step != doors }

// Close ends the check under way.
func (s *Screen) Close() { s.stop() }

// Update handles a message.
func (s *Screen) Update(msg tea.Msg) screen.Do {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		s.w, s.h = msg.Width, msg.Height
		return s.form.Update(msg)
	case screen.ThemedMsg:
		return s.form.Update(msg)
	case checkedMsg:
		return s.checked(msg)
	case tea.PasteMsg:
		if s.step == filling {
			return s.form.Update(msg)
		}
	case tea.KeyPressMsg:
		return s.press(msg)
	}
	return nil
}

func (s *Screen) press(msg tea.KeyPressMsg) screen.Do {
	switch {
	case s.step == doors:
		return s.pressDoors(msg)
	case s.step == filling:
		return s.form.Update(msg)
	case s.env.Keys.Is(msg, keymap.Back):
		s.leave()
	}
	return nil
}

func (s *Screen) pressDoors(msg tea.KeyPressMsg) screen.Do {
	all := allDoors()
	for i, door := range all {
		if msg.Text == door.key {
			s.choice.Select(i)
			return s.enter()
		}
	}
	if s.env.Keys.Is(msg, keymap.Open) {
		return s.enter()
	}
	s.choice.Press(msg, s.env.Keys)
	return nil
}

// enter goes through the door under the cursor.
func (s *Screen) enter() screen.Do {
	switch s.choice.Cursor() {
	case 0:
		return screen.Ask(DemoMsg{})
	case 1:
		s.step = filling
	default:
		s.step = variables
	}
	return nil
}

// check asks the API, off the update loop, and keeps what works.
func (s *Screen) check() screen.Do {
	creds := s.credentials()
	s.stop()
	s.step, s.fault = checking, nil
	s.seq++
	ctx, cancel := context.WithCancel(s.env.Ctx)
	s.cancel = cancel
	setup, answer := s.setup, checkedMsg{of: s, seq: s.seq, creds: creds}
	return screen.Run(func() tea.Msg {
		answer.err = setup.Check(ctx, creds)
		if answer.err == nil {
			answer.path, answer.err = setup.Save(creds)
		}
		return answer
	})
}

func (s *Screen) checked(msg checkedMsg) screen.Do {
	if msg.of != s || msg.seq != s.seq || s.step != checking {
		return nil
	}
	s.stop()
	if msg.err != nil {
		s.step, s.fault = filling, msg.err
		return s.blame(msg.err)
	}
	return screen.Ask(ReadyMsg{Credentials: msg.creds, Path: msg.path})
}

// leave goes back to the doors; what was typed stays.
func (s *Screen) leave() {
	s.stop()
	s.step, s.fault = doors, nil
}

func (s *Screen) stop() {
	if s.cancel != nil {
		s.cancel()
		s.cancel = nil
	}
}

// ShortHelp are the keys that matter here.
func (s *Screen) ShortHelp() []key.Binding {
	keys := s.env.Keys
	switch s.step {
	case doors:
		return []key.Binding{keys.Get(keymap.Open, "choose"), keys.Get(keymap.Down, "next")}
	case filling:
		return []key.Binding{keys.Get(keymap.Accept, "next field, then check"), keys.Get(keymap.Cancel, "back to the doors")}
	default:
		return []key.Binding{keys.Get(keymap.Back)}
	}
}

// FullHelp is the same.
func (s *Screen) FullHelp() [][]key.Binding { return [][]key.Binding{s.ShortHelp()} }
