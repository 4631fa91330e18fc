package wizard_test

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
	"btalk/internal/ui/listing/listingtest"
	"btalk/internal/ui/screen"
)

// TestMonkey presses, pastes and resizes at random: no panic, no frame out of
// shape, and nothing asked of the root but what is harmless.
func TestMonkey(t *testing.T) {
	t.Parallel()
	keys := []string{
		"enter", "enter", "esc", "tab", "down", "up", "left", "right", "pgdown", "pgup", "backspace", "delete", "home", "end",
		"ctrl+s", "ctrl+a", "ctrl+k", " ", "a", "b", "e", "i", "y", "p", "s", "x", "o", "n", "1", "2", "5", "/", "'", "%", "é", "東",
	}
	pastes := []string{"10 Downing Street\nLondon SW1A 2AA", "\x1b[31m\x00", "bern\n\n", strings.Repeat("x", 500), "\u202e\u0301"}
	for seed := range uint64(12) {
		t.Run(strconv.FormatUint(seed, 10), func(t *testing.T) {
			t.Parallel()
			random := rand.New(rand.NewPCG(seed, 7))
			route := screen.Address{ISO2: []string{"", "CH", "FR", "GB", "PT", "XX"}[seed%6]}
			source := newFake()
			if seed%5 == 4 {
				source.err = &models.Error{Op: "read", Kind: models.Offline}
			}
			playOn(t, source, newShelf(), "terminal", 80, 20, route, func(p *stage) {
				for range 250 {
					switch random.IntN(40) {
					case 0:
						p.Resize(1+random.IntN(140), 1+random.IntN(50))
					case 1:
						p.Send(tea.PasteMsg{Content: pastes[random.IntN(len(pastes))]})
					case 2:
						p.Send(screen.ThemedMsg{})
					case 3:
						p.Send(screen.SentMsg{State: models.Refused, Fields: map[string]string{"pc": "no", "a1": "no", "zz": "no"}})
					default:
						p.Press(keys[random.IntN(len(keys))])
					}
					p.Frame()
					p.screen.Caret()
					p.screen.ShortHelp()
					p.screen.Report()
					_ = p.screen.Title() + p.screen.Print()
				}
				for _, asked := range p.Asked {
					push, ok := asked.(screen.PushMsg)
					if !ok {
						continue
					}
					switch push.To.(type) {
					case screen.Plan, screen.Raw:
					default:
						t.Errorf("asked for %#v", push.To)
					}
				}
			})
		})
	}
}

func TestTheCursorIsWhereTheTextIs(t *testing.T) {
	t.Parallel()
	for _, size := range listingtest.Sizes() {
		t.Run(fmt.Sprintf("%dx%d", size.Width, size.Height), func(t *testing.T) {
			t.Parallel()
			play(t, "mono", size.Width, size.Height, swiss, func(p *stage) {
				under := func(what string) {
					t.Helper()
					frame := p.Frame()
					caret := p.screen.Caret()
					if caret == nil {
						t.Fatal("there is no cursor")
					}
					line := strings.Split(frame, "\n")[caret.Y]
					if before := string([]rune(line)[:min(caret.X, len([]rune(line)))]); !strings.HasSuffix(before, what) {
						t.Errorf("the cursor stands behind %q, want %q", before, what)
					}
				}
				p.Type("bern")
				under("bern")
				p.Press("enter")
				p.Type("biel")
				p.Press("enter")
				p.Type("Rue C")
				under("Rue C")
				p.Press("tab")
				p.Type("av")
				under("av")
				p.Press("tab", "tab")
				p.Type("25")
				under("25")
			})
		})
	}
}
