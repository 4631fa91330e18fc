package wizard_test

import (
	"testing"

	"btalk/internal/ui/keymap"
	"btalk/internal/ui/listing/listingtest"
)

// TestKeysOfOnesOwnReachTheForm: the form and the values that it offers follow the
// bindings, and the keys that they had do nothing.
func TestKeysOfOnesOwnReachTheForm(t *testing.T) {
	t.Parallel()
	own := map[string][]string{
		"down": {"ctrl+n"}, "up": {"ctrl+p"}, "next-field": {"ctrl+j"}, "previous-field": {"ctrl+k"},
		"page-down": {"ctrl+f"}, "page-up": {"ctrl+b"},
	}
	keys, err := keymap.New(own)
	if err != nil {
		t.Fatal(err)
	}
	env := listingtest.Env(t, "mono")
	env.Keys = keys
	playAt(t, env, newFake(), newShelf(), 80, 24, swiss, func(p *stage) {
		biel(p)
		p.Want("› Street ")
		p.Press("tab", "down", "pgdown")
		p.Want("› Street ")
		p.Press("ctrl+f")
		p.WantNot("› Street ")
		p.Press("ctrl+b", "ctrl+b")
		p.Press("ctrl+j", "ctrl+j", "ctrl+j")
		p.Want("› Street type")
		p.Press(" ")
		p.Want("Avenue", "Chemin", "Rue")
		p.Press("ctrl+n", "ctrl+n", "ctrl+p", "ctrl+n", "ctrl+j")
		p.Want("› House number", "Chemin")
		p.WantNot("Avenue")
	})
}
