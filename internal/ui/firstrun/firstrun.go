// Package firstrun is the start without configuration: one page with three
// doors. The demo, a guided set-up that checks the credentials before it keeps
// them, and the environment variables to set. It stores nothing and opens no
// connection: the functions of Setup do. Only internal/ui imports it.
package firstrun

import (
	"context"
	"errors"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
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
	form
	checking
	variables
)

// Screen is the page.
type Screen struct {
	env    *screen.Env
	setup  Setup
	step   step
	door   int
	form   entryForm
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
	return &Screen{env: env, setup: setup, form: newForm(env)}
}

// Init does nothing.
func (s *Screen) Init() screen.Do { return nil }

// Title is the crumb.
func (s *Screen) Title() string { return "Welcome" }

// Typing says whether the form is filled in.
func (s *Screen) Typing() bool { return s.step == form }

// Holding says whether back leads to the doors.
func (s *Screen) Holding() bool { return s.step != doors }

// Close ends the check under way.
func (s *Screen) Close() { s.stop() }

// Update hears a message.
func (s *Screen) Update(msg tea.Msg) screen.Do {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		s.w, s.h = msg.Width, msg.Height
		s.form.resize(msg.Width)
	case screen.ThemedMsg:
		s.form.theme()
	case checkedMsg:
		return s.checked(msg)
	case tea.PasteMsg:
		if s.step == form {
			return s.form.update(msg)
		}
	case tea.KeyPressMsg:
		return s.press(msg)
	}
	return nil
}

func (s *Screen) press(msg tea.KeyPressMsg) screen.Do {
	switch s.step {
	case doors:
		return s.pressDoors(msg)
	case form:
		return s.pressForm(msg)
	default:
		if key.Matches(msg, s.env.Keys.Get(keymap.Back)) {
			s.leave()
		}
		return nil
	}
}

func (s *Screen) pressDoors(msg tea.KeyPressMsg) screen.Do {
	keys := s.env.Keys
	switch {
	case msg.String() >= "1" && msg.String() <= "3":
		s.door = int(msg.String()[0] - '1')
		return s.enter()
	case key.Matches(msg, keys.Get(keymap.Up)):
		s.door = max(s.door-1, 0)
	case key.Matches(msg, keys.Get(keymap.Down)), key.Matches(msg, keys.Get(keymap.NextPane)):
		s.door = min(s.door+1, 2)
	case key.Matches(msg, keys.Get(keymap.Open)):
		return s.enter()
	}
	return nil
}

// enter goes through the door under the cursor.
func (s *Screen) enter() screen.Do {
	switch s.door {
	case 0:
		return screen.Ask(DemoMsg{})
	case 1:
		s.step = form
		return s.form.focus()
	default:
		s.step = variables
		return nil
	}
}

func (s *Screen) pressForm(msg tea.KeyPressMsg) screen.Do {
	keys := s.env.Keys
	switch {
	case key.Matches(msg, keys.Get(keymap.Cancel)):
		s.leave()
		return nil
	case key.Matches(msg, keys.Get(keymap.Accept)), key.Matches(msg, keys.Get(keymap.Submit)):
		if do, more := s.form.next(); more && !key.Matches(msg, keys.Get(keymap.Submit)) {
			return do
		}
		return s.check()
	case key.Matches(msg, keys.Get(keymap.NextField)):
		return s.form.move(1)
	case key.Matches(msg, keys.Get(keymap.PreviousField)):
		return s.form.move(-1)
	}
	return s.form.update(msg)
}

// check asks the API, off the update loop, and keeps what works.
func (s *Screen) check() screen.Do {
	creds, missing := s.form.credentials()
	if missing != "" {
		s.fault = errors.New("the " + missing + " is missing")
		return nil
	}
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
		s.step, s.fault = form, msg.err
		return s.form.blame(msg.err)
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
	case form:
		return []key.Binding{keys.Get(keymap.Accept, "next field, then check"), keys.Get(keymap.Cancel, "back to the doors")}
	default:
		return []key.Binding{keys.Get(keymap.Back)}
	}
}

// FullHelp is the same.
func (s *Screen) FullHelp() [][]key.Binding { return [][]key.Binding{s.ShortHelp()} }

// explain says what is wrong, and which credential it is.
func explain(err error) []string {
	var known *models.Error
	if !errors.As(err, &known) {
		return []string{models.Safe(err.Error())}
	}
	advice := models.AdviceFor(err)
	lines := []string{models.Safe(err.Error())}
	if advice.Hint != "" && known.Kind != models.Unauthorized {
		lines = append(lines, advice.Hint)
	}
	return lines
}

// paragraphs wraps texts to a width.
func paragraphs(width int, texts ...string) []string {
	var lines []string
	for _, text := range texts {
		lines = append(lines, widget.Wrap(text, width)...)
	}
	return lines
}
