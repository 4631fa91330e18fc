package keymap

import (
	"strings"
	"testing"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
)

func TestEveryActionHasKeysAndHelp(t *testing.T) {
	t.Parallel()
	m := Default()
	for _, action := range m.Actions() {
		binding := m.Get(action)
		if !binding.Enabled() || binding.Help().Key == "" || binding.Help().Desc == "" {
			t.Errorf("%s: got keys %q, help %+v", action, binding.Keys(), binding.Help())
		}
		for _, k := range binding.Keys() {
			if strings.Contains(k, " ") {
				t.Errorf("%s: key %q is written with a blank; the space bar is \"space\"", action, k)
			}
		}
	}
}

func TestTheSpaceBarMarks(t *testing.T) {
	t.Parallel()
	if !key.Matches(tea.KeyPressMsg{Code: tea.KeySpace, Text: " "}, Default().Get(Mark)) {
		t.Error("the space bar does not mark")
	}
}

func TestUsersChoice(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name   string
		chosen map[string][]string
		fails  string // part of the error; empty for none
	}{
		{"a free key", map[string][]string{"copy": {"Y"}}, ""},
		{"no key at all", map[string][]string{"theme": {}}, ""},
		{"a key that another action gave up", map[string][]string{"theme": {"T"}, "transpose": {"t"}}, ""},
		{"the same key on pages and in forms, as it is by default", map[string][]string{"open": {"enter"}, "accept": {"enter"}}, ""},
		{"a key that both were given", map[string][]string{"sort": {"f2"}, "copy": {"f2"}}, `"f2" is bound to both "sort" and "copy"`},
		{"a key of a form on a page", map[string][]string{"mark": {"ctrl+s"}}, ""},
		{"a key that is taken here", map[string][]string{"copy": {"e"}}, `"e" is bound to both "export" and "copy"`},
		{"a key that is taken everywhere", map[string][]string{"copy": {"q"}}, `"q" is bound to both "quit" and "copy"`},
		{"the space bar written as a blank", map[string][]string{"copy": {" "}}, `"space" is bound to both "mark" and "copy"`},
		{"an action that does not exist", map[string][]string{"exprot": {"E"}}, `no action "exprot"; did you mean "export"?`},
		{"an empty key", map[string][]string{"copy": {""}}, `empty key for "copy"`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			_, err := New(tc.chosen)
			switch {
			case tc.fails == "" && err != nil:
				t.Errorf("got %v, want none", err)
			case tc.fails != "" && (err == nil || !strings.Contains(err.Error(), tc.fails)):
				t.Errorf("got %v, want %q", err, tc.fails)
			}
		})
	}
}

func TestHelpFitsThePlaceWithoutChangingTheMap(t *testing.T) {
	t.Parallel()
	m := Default()
	if got := m.Get(Open, "VPNs").Help().Desc; got != "VPNs" {
		t.Errorf("got %q", got)
	}
	if got := m.Get(Open).Help(); got.Desc != "open" || got.Key != "enter → l" {
		t.Errorf("got %+v", got)
	}
}
