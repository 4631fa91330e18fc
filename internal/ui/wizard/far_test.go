package wizard_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/ui/listing/listingtest"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/wizard"
)

// communes makes n different names; the last is the only Zürich.
func communes(n int) []string {
	first := []string{"Saint", "Neu", "Bad", "Sankt", "Villeneuve", "Château", "Ober", "Unter", "Monte", "Vila"}
	second := []string{"Étienne", "Martin", "Kirchen", "Pölten", "Forêt", "Bois", "Feld", "Rosso", "Nova", "Łódź"}
	names := make([]string, n)
	for i := range names {
		names[i] = fmt.Sprintf("%s-%s-%d", first[i%len(first)], second[i/10%len(second)], i)
	}
	names[n-1] = "Zürich am Ende"
	return names
}

func TestAListOfAnyLengthIsSearchedAndEnterWaits(t *testing.T) {
	t.Parallel()
	for _, n := range []int{36_000, 60_000} {
		t.Run(strconv.Itoa(n), func(t *testing.T) {
			t.Parallel()
			source := newFake()
			source.areas["CH"] = communes(n)
			playOn(t, source, newShelf(), "mono", 80, 20, swiss, func(p *stage) {
				p.Want(fmt.Sprintf("%d to choose from", n), "Saint-Étienne-0")
				p.Press("pgdown", "pgdown")
				p.Type("ende zurich")
				p.Want("Zürich am Ende", fmt.Sprintf("1 of %d", n))
				p.Press("enter")
				p.Want("✓ Zürich am Ende")
			})
		})
	}
}

func TestKeysAreHeardWhileALongListIsSearched(t *testing.T) {
	t.Parallel()
	source := newFake()
	source.areas["CH"] = communes(60_000)
	playOn(t, source, newShelf(), "mono", 80, 20, swiss, func(p *stage) {
		var searches []screen.Do
		for _, r := range "zuri" { // their searches are not run yet
			searches = append(searches, p.screen.Update(listingtest.Key(string(r))))
		}
		searches = append(searches, p.screen.Update(listingtest.Key("enter")))
		p.Want("Canton  zuri", "waiting for the list")
		for _, search := range searches {
			p.Do(search)
		}
		p.Want("✓ Zürich am Ende")
	})
}

// BenchmarkFilterKey is one key in a list of areas, to the frame that shows what
// it found. In the long list the search runs beside it.
func BenchmarkFilterKey(b *testing.B) {
	for _, n := range []int{36_000, 300_000} {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			source := newFake()
			source.areas["CH"] = communes(n)
			s := wizard.New(listingtest.Env(b, "terminal"), source, wizard.Host{}, screen.Address{ISO2: "CH"})
			s.Update(tea.WindowSizeMsg{Width: 120, Height: 36})
			settle(s, s.Init().Apply(nil))
			keys := strings.Split("saint etienne 1", "")
			for i := 0; b.Loop(); i++ {
				name := "backspace"
				if i/len(keys)%2 == 0 {
					name = keys[i%len(keys)]
				}
				s.Update(listingtest.Key(name))
				_ = s.View()
			}
		})
	}
}

// settle runs what has no timer in it until nothing comes of it.
func settle(s *wizard.Screen, cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	switch msg := cmd().(type) {
	case nil:
	case screen.AskedMsg:
		msg.Note()
	case tea.BatchMsg:
		for _, next := range msg {
			settle(s, next)
		}
	default:
		settle(s, s.Update(msg).Apply(nil))
	}
}
