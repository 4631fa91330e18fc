package helpview_test

import (
	"strings"
	"testing"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"btalk/internal/ui/helpview"
	"btalk/internal/ui/keymap"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/theme"
	"btalk/internal/ui/uitest"
)

// asked keeps what the help asks of the root.
type asked struct {
	*helpview.Screen
	all []tea.Msg
}

func (a *asked) Update(msg tea.Msg) screen.Do {
	switch msg.(type) {
	case screen.PopMsg, helpview.PressMsg:
		a.all = append(a.all, msg)
		return nil
	}
	return a.Screen.Update(msg)
}

func bind(help string, keys ...string) key.Binding {
	return key.NewBinding(key.WithKeys(keys...), key.WithHelp(strings.Join(keys, " "), help))
}

func help(t *testing.T, chosen map[string][]string) (*asked, *uitest.Driver) {
	t.Helper()
	keys, err := keymap.New(chosen)
	if err != nil {
		t.Fatal(err)
	}
	styles := theme.Builtin()
	off := bind("switched off", "z")
	off.SetEnabled(false)
	a := &asked{Screen: helpview.New(&screen.Env{Ctx: t.Context(), Keys: keys, Styles: &styles}, []helpview.Group{
		{Title: "Voicesites", Bindings: []key.Binding{bind("open", "enter"), off, bind("résumé", "R"), bind("no press", "no such key")}},
		{Title: "Empty", Bindings: []key.Binding{off}},
		{Title: "Everywhere", Bindings: []key.Binding{bind("quit", "q")}},
	})}
	return a, uitest.Drive(t, a, 60, 12)
}

func TestHelpListsWhatCanBeDone(t *testing.T) {
	t.Parallel()
	a, d := help(t, nil)
	d.Want("Voicesites", "enter", "open", "Everywhere", "quit")
	d.WantNot("switched off", "Empty")
	if !a.Typing() || a.Title() != "What can be done here" || len(a.ShortHelp()) != 3 || len(a.FullHelp()) != 1 || a.Caret() == nil {
		t.Error("it is not a box that is typed into")
	}
}

func TestHelpFindsByTheWordsOfALine(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{
		"resume":          "résumé",
		"QUIT":            "quit",
		"voicesites open": "open",  // by the heading
		"enter":           "enter", // by the key
	} {
		_, d := help(t, nil)
		d.Type(typed)
		d.Want(want)
		if got := strings.Count(d.Frame(), "\n  ") + strings.Count(d.Frame(), "\n› "); got != 1 && typed != "enter" {
			t.Errorf("%q finds %d lines:\n%s", typed, got, d.Frame())
		}
	}
	_, d := help(t, nil)
	d.Paste("quit nothing")
	d.Want("Nothing here does that")
}

func TestHelpPressesTheKeyOfTheLineChosen(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name  string
		press []string
		want  string // the key; empty for none
	}{
		{"the first", []string{"enter"}, "enter"},
		{"the next, over the headings", []string{"down", "down", "down", "enter"}, "q"},
		{"the one before", []string{"down", "up", "enter"}, "enter"},
		{"no further than the last", []string{"pgdown", "pgdown", "enter"}, "q"},
		{"no further than the first", []string{"pgdown", "pgup", "pgup", "enter"}, "enter"},
		{"none that cannot be pressed", []string{"down", "down", "enter"}, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			a, d := help(t, nil)
			d.Press(test.press...)
			switch {
			case test.want == "" && len(a.all) != 0:
				t.Errorf("asked for %v", a.all)
			case test.want == "":
			case len(a.all) != 2 || a.all[0] != tea.Msg(screen.PopMsg{}):
				t.Errorf("asked for %v, want to leave and to press", a.all)
			default:
				if press, ok := a.all[1].(helpview.PressMsg); !ok || press.Key.String() != test.want {
					t.Errorf("pressed %v, want %s", a.all[1], test.want)
				}
			}
		})
	}
	a, d := help(t, nil)
	d.Type("nothing at all")
	if d.Press("enter"); len(a.all) != 0 {
		t.Errorf("asked for %v where nothing is found", a.all)
	}
}

func TestHelpIsLeftByItsOwnKeyWhileNothingIsTyped(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		chosen map[string][]string
		press  []string
		left   bool
	}{
		"esc":                         {press: []string{"esc"}, left: true},
		"esc after a search":          {press: []string{"x", "esc"}, left: true},
		"?":                           {press: []string{"?"}, left: true},
		"? in a search is text":       {press: []string{"x", "?"}},
		"the key that help has now":   {chosen: map[string][]string{"help": {"f1"}}, press: []string{"f1"}, left: true},
		"not the one that it had":     {chosen: map[string][]string{"help": {"f1"}}, press: []string{"?"}},
		"the key that leave has now":  {chosen: map[string][]string{"cancel": {"f2"}}, press: []string{"f2"}, left: true},
		"not the one that leave had":  {chosen: map[string][]string{"cancel": {"f2"}}, press: []string{"esc"}},
		"a key that only moves is no": {press: []string{"down"}},
	} {
		a, d := help(t, test.chosen)
		d.Press(test.press...)
		left := len(a.all) == 1 && a.all[0] == tea.Msg(screen.PopMsg{})
		if left != test.left {
			t.Errorf("%s: left %v, want %v (%v)", name, left, test.left, a.all)
		}
	}
}
