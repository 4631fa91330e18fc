package wizard_test

import (
	"fmt"
	"testing"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/ui/listing/listingtest"
	"btalk/internal/ui/screen"
)

func TestFramesAtEverySize(t *testing.T) {
	t.Parallel()
	for _, theme := range []string{"mono", "terminal"} {
		for _, size := range listingtest.Sizes() {
			name := fmt.Sprintf("%dx%d-%s", size.Width, size.Height, theme)
			t.Run(name, func(t *testing.T) {
				t.Parallel()
				play(t, theme, size.Width, size.Height, screen.Address{}, func(p *stage) {
					p.Type("swi")
					p.Golden("country-" + name)
					p.Press("enter")
					p.Type("ber")
					p.Golden("area-" + name)
					p.Press("enter")
					p.Type("biel")
					p.Press("enter")
					p.Type("Rue Centrale")
					p.Press("tab")
					p.Type("av")
					p.Golden("choice-" + name)
					p.Press("enter", "tab")
					p.Type("25")
					p.Golden("form-" + name)
					p.Type("02")
					p.Press("ctrl+s")
					p.Type("032")
					p.Golden("dialzone-" + name)
					p.Press("ctrl+s")
					p.Golden("review-" + name)
					p.Press("a")
					p.Golden("actions-" + name)
				})
				play(t, theme, size.Width, size.Height, screen.Address{ISO2: "FR"}, func(p *stage) {
					p.Type("12 hugo")
					p.Golden("search-" + name)
				})
				play(t, theme, size.Width, size.Height, screen.Address{ISO2: "GB"}, func(p *stage) {
					p.Send(tea.PasteMsg{Content: "10 Downing Street, London SW1A 2AA, left of the door"})
					p.Golden("spread-" + name)
				})
			})
		}
	}
}
