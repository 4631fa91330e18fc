package keymap

import (
	"testing"

	"charm.land/bubbles/v2/key"
)

func TestPressMakesEveryDefaultKey(t *testing.T) {
	t.Parallel()
	for _, e := range defaults {
		for _, name := range e.keys {
			binding := key.NewBinding(key.WithKeys(name))
			msg, ok := Press(binding)
			if !ok || !key.Matches(msg, binding) {
				t.Errorf("the key %q of %q cannot be pressed: %q", name, e.action, msg.String())
			}
		}
	}
	for _, odd := range []string{"", "hyper+x", "no such key"} {
		if _, ok := Press(key.NewBinding(key.WithKeys(odd))); ok {
			t.Errorf("%q was pressed", odd)
		}
	}
}

func TestAPressMeansAnAction(t *testing.T) {
	t.Parallel()
	keys := Default()
	for name, tc := range map[string]struct {
		key        string
		actions    []Action
		is, inText bool
	}{
		"by a key without a letter":    {"down", []Action{Down}, true, true},
		"by one of several":            {"up", []Action{Down, Up}, true, true},
		"not by another":               {"left", []Action{Down, Up}, false, false},
		"not by nothing":               {"left", nil, false, false},
		"by a letter, unless it types": {"j", []Action{Down}, true, false},
		"by a control key":             {"ctrl+f", []Action{PageDown}, true, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			press, _ := parse(tc.key)
			if is, inText := keys.Is(press, tc.actions...), keys.InText(press, tc.actions...); is != tc.is || inText != tc.inText {
				t.Errorf("%s: is %v, in text %v", tc.key, is, inText)
			}
		})
	}
}
