package listing_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
	"btalk/internal/ui/listing"
	"btalk/internal/ui/listing/listingtest"
)

func TestGoldenFrames(t *testing.T) {
	t.Parallel()
	things := some(40)
	things[0] = thing{"東京-1", "東京都千代田区 Étoile", "small"}
	things[1] = thing{"ar", "القاهرة", "large"}
	for _, theme := range []string{"mono", "terminal"} {
		for _, size := range listingtest.Sizes() {
			list, _ := newList(t, theme, &source{things: things})
			listingtest.Drive(t, list, size.Width, size.Height, func(d *listingtest.Driver) {
				d.Press("down", "space", "/")
				d.Type("etoile")
				d.Golden(fmt.Sprintf("filter-%dx%d-%s", size.Width, size.Height, theme))
				d.Press("esc")
				d.Golden(fmt.Sprintf("list-%dx%d-%s", size.Width, size.Height, theme))
				d.Press("s")
				d.Golden(fmt.Sprintf("sort-%dx%d-%s", size.Width, size.Height, theme))
			})
		}
	}
}

func TestMonkey(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(3, 4))
	keys := []string{
		"up", "down", "pgup", "pgdown", "home", "end", "<", ">", "tab", "enter", "esc", "/", "s", "S", "c", "space", "*",
		"a", "y", "e", "d", "r", "R", "m", "w", "1", "2", "x", "T", "é", "東", "backspace", "delete", "h", "left", "ctrl+a", "!", ":",
	}
	s := &source{things: some(70), note: "the API does not say"}
	drive(t, s, 80, 20, func(d *listingtest.Driver, l *listing.List[thing]) {
		for range 3000 {
			switch random.IntN(20) {
			case 0:
				d.Resize(random.IntN(140)+1, random.IntN(45)+1)
			case 1:
				s.things = some(random.IntN(80))
			case 2:
				s.err = []error{nil, &models.Error{Kind: models.Throttled}}[random.IntN(2)]
			case 3:
				l.Restore(l.Keep())
			case 4:
				d.Send(tea.PasteMsg{Content: "a\x1b[31m\nb"})
			default:
				d.Press(keys[random.IntN(len(keys))])
			}
			_ = d.Frame()
			if caret := l.Caret(); caret != nil && (caret.X < 0 || caret.Y < 0) {
				t.Fatalf("the caret is at %d,%d", caret.X, caret.Y)
			}
		}
	})
}
