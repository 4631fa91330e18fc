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
