package screen_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/ui/screen"
)

// note is a message with a name.
type note string

func brings(text string) screen.Do { return screen.Run(func() tea.Msg { return note(text) }) }

func TestWhatIsAskedIsDoneInOrderAndBeforeTheRest(t *testing.T) {
	t.Parallel()
	var asked []string
	do := screen.All(screen.Ask(note("a")), brings("work 1"), nil, screen.Ask(note("b")), brings("work 2"))
	work := do.Apply(func(ask tea.Msg) screen.Do {
		asked = append(asked, fmt.Sprint(ask))
		if ask == note("a") { // what follows from one thing comes before the next
			return screen.All(screen.Ask(note("after a")), brings("work of a"))
		}
		return nil
	})
	if want := []string{"a", "after a", "b"}; !slices.Equal(asked, want) {
		t.Errorf("asked %v, want %v", asked, want)
	}
	if got, want := run(work), []tea.Msg{note("work of a"), note("work 1"), note("work 2")}; !slices.Equal(got, want) {
		t.Errorf("ran %v, want %v", got, want)
	}
}

func TestNothingIsNothing(t *testing.T) {
	t.Parallel()
	if do := screen.All(nil, screen.Run(nil), nil); do != nil {
		t.Errorf("nothing is %v", do)
	}
	if work := screen.Do(nil).Apply(nil); work != nil {
		t.Error("there is work in nothing")
	}
}

func TestWhatAScreenCanAsk(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		do   screen.Do
		want tea.Msg
	}{
		"a place":            {screen.To(screen.HTTP{}), screen.PushMsg{To: screen.HTTP{}}},
		"a place in its own": {screen.Instead(screen.HTTP{}), screen.ReplaceMsg{To: screen.HTTP{}}},
		"to leave":           {screen.Back(note("x")), screen.PopMsg{Result: note("x")}},
		"a line, made safe":  {screen.Say(screen.Warning, "a\x1b[31mb"), screen.ToastMsg{Level: screen.Warning, Text: "a␛[31mb"}},
		"a copy, as it is":   {screen.Copy("the id", "a\tb"), screen.CopyMsg{What: "the id", Text: "a\tb"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var asked []tea.Msg
			test.do.Apply(func(ask tea.Msg) screen.Do { asked = append(asked, ask); return nil })
			if len(asked) != 1 || asked[0] != test.want {
				t.Errorf("asks for %#v, want %#v", asked, test.want)
			}
		})
	}
}

func TestMemoryForgetsWhatIsEmpty(t *testing.T) {
	t.Parallel()
	memory := screen.Memory{}
	memory.Remember("columns", []byte("a b"))
	if got := memory.Recall("columns"); string(got) != "a b" {
		t.Errorf("remembered %q", got)
	}
	memory.Remember("columns", nil)
	if _, kept := memory["columns"]; kept {
		t.Error("an empty value is kept")
	}
	screen.Memory(nil).Remember("columns", []byte("a")) // remembers nothing, and does not panic
	if screen.Memory(nil).Recall("columns") != nil {
		t.Error("no memory remembers something")
	}
}

func TestEveryRouteNamesItsPlace(t *testing.T) {
	t.Parallel()
	if got := screen.PlaceOf(screen.HTTP{}); got != "http" {
		t.Errorf("the place is %q", got)
	}
	if got := screen.PlaceOf(nil); got != "" {
		t.Errorf("no route is at %q", got)
	}
}

func TestDataOfSeveralOriginsAreAsOldAsTheOldest(t *testing.T) {
	t.Parallel()
	monday := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	tuesday := monday.AddDate(0, 0, 1)
	lost := errors.New("lost")
	got := screen.Together(
		screen.Report{Fetched: tuesday, Busy: true, Skipped: 1},
		screen.Report{Fetched: monday, Stale: true, Err: lost, Skipped: 2},
		screen.Report{Reading: true},
	)
	if got.Fetched != monday || !got.Busy || !got.Stale || !got.Reading || got.Skipped != 3 || !errors.Is(got.Err, lost) {
		t.Errorf("got %+v", got)
	}
	if got := screen.Together(screen.Report{}, screen.Report{Fetched: tuesday}); got.Fetched != tuesday || got.Busy || got.Stale || got.Reading || got.Err != nil {
		t.Errorf("what was never fetched has no age: %+v", got)
	}
}
