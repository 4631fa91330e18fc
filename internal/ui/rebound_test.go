package ui

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"btalk/internal/ui/keymap"
	"btalk/internal/ui/palette"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/uitest"
)

// otherKeys gives every action a key that nothing has by default.
func otherKeys() map[string][]string {
	const letters = "abcdefghijklmnopqrstuvwxyz0123456789"
	chosen := map[string][]string{}
	for i, action := range keymap.Default().Actions() {
		chosen[string(action)] = []string{[]string{"ctrl+alt+", "alt+"}[i/len(letters)] + letters[i%len(letters):][:1]}
	}
	return chosen
}

// where is what keys have done so far: what is open, what it keeps, and which
// line the cursor is on. The names of keys, which are drawn too, are no part of it.
func where(a *App) string {
	var out strings.Builder
	for _, open := range a.stack.Open() {
		out.WriteString(open.Title())
		if keeper, ok := open.(screen.Keeper); ok {
			out.Write(keeper.Keep())
		}
	}
	lines := strings.Split(ansi.Strip(a.stack.Top().View()), "\n")
	at := slices.IndexFunc(lines, func(line string) bool { return strings.Contains(line, "› ") })
	fmt.Fprintf(&out, "\nline %d, typing %v, theme %s\n%s", at, screen.IsTyping(a.stack.Top()), a.env.Styles.Name, lines[0])
	return out.String()
}

// states are the places, and boxes and lines over them, by the actions that
// open them.
func states() map[string]struct {
	start []screen.Route
	open  []keymap.Action
} {
	type state = struct {
		start []screen.Route
		open  []keymap.Action
	}
	all := map[string]state{}
	for name, start := range everyPlace() {
		all[name] = state{start: start}
	}
	for _, over := range []keymap.Action{
		keymap.Palette, keymap.Help, keymap.Filter, keymap.Sort, keymap.Columns, keymap.Actions, keymap.Copy, keymap.Export, keymap.Raw,
	} {
		all[string(over)+" over voicesites"] = state{everyPlace()["voicesites"], []keymap.Action{over}}
	}
	return all
}

// works reports whether an action is one of forms and questions, where letters
// are text, or of pages, as the screen on top is.
func works(a *App, action keymap.Action) bool {
	forms := []keymap.Action{
		keymap.Accept, keymap.Cancel, keymap.NextField, keymap.PreviousField, keymap.Submit, keymap.Yes, keymap.No,
	}
	if _, palette := a.stack.Top().(*palette.Screen); palette && action == keymap.NextField {
		return false // tab completes there, as the key to the next pane
	}
	if screen.IsTyping(a.stack.Top()) {
		return slices.Contains(append(forms, keymap.PageUp, keymap.PageDown), action)
	}
	return !slices.Contains(forms, action)
}

func TestReboundKeysWorkOnEveryScreenAndTheOldOnesDoNot(t *testing.T) {
	start := func(t *testing.T, routes []screen.Route, keys map[string][]string) (*App, *uitest.Driver) {
		t.Helper()
		service := newFake()
		service.sites = 60
		return dashboard(t, service, 100, 24, func(o *Options) { o.Start, o.Keys = routes, keys })
	}
	press := func(d *uitest.Driver, a *App, action keymap.Action) {
		for _, name := range a.keys.Get(action).Keys() {
			msg := uitest.Key(d.TB(), name)
			if msg.Text == "" || !screen.IsTyping(a.stack.Top()) {
				d.Send(msg)
				return
			}
		}
	}
	for name, state := range states() {
		bubble(t, name, func(t *testing.T) {
			for _, action := range keymap.Default().Actions() {
				var got [2]string
				for i, keys := range []map[string][]string{nil, otherKeys()} {
					a, d := start(t, state.start, keys)
					for _, open := range state.open {
						press(d, a, open)
					}
					if !works(a, action) {
						continue
					}
					press(d, a, action)
					if next := keymap.Down; !d.Quit {
						if works(a, keymap.NextField) {
							next = keymap.NextField
						}
						press(d, a, next)
					}
					got[i] = fmt.Sprintf("%s, quit %v", where(a), d.Quit)
				}
				if got[0] != got[1] {
					t.Errorf("%s does\n%s\nand rebound\n%s", action, got[0], got[1])
				}
			}
			a, d := start(t, state.start, otherKeys())
			for _, open := range state.open {
				press(d, a, open)
			}
			before := where(a)
			for _, action := range keymap.Default().Actions() {
				for _, name := range keymap.Default().Get(action).Keys() {
					msg := uitest.Key(t, name)
					if keymap.Interrupts(msg) || msg.Text != "" && screen.IsTyping(a.stack.Top()) || isChoice(a, msg) {
						continue
					}
					d.Send(msg)
					if after := where(a); after != before || d.Quit {
						t.Fatalf("%s, which was %s, still does\n%s\nbefore\n%s", name, action, after, before)
					}
				}
			}
		})
	}
}

// isChoice reports whether a box over the page may have lines that a letter
// takes.
func isChoice(a *App, msg tea.KeyPressMsg) bool {
	return msg.Text != "" && screen.IsHolding(a.stack.Top())
}
