package nav

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/ui/screen"
)

// bare is a page that keeps nothing.
type bare struct{ screen.Screen }

func TestRestartForgetsWhatWasOpenAndWhere(t *testing.T) {
	t.Parallel()
	w := newWalk()
	w.Go(To(customers))
	w.Push(vpns)
	w.Restart(To(customers))
	w.want(t, "customers")
	if w.made[0].ended != 1 || w.made[1].ended != 1 || len(w.made) != 3 {
		t.Errorf("of %d screens the first two were closed %d and %d times", len(w.made), w.made[0].ended, w.made[1].ended)
	}
	for _, by := range []int{-1, 1} {
		if text := said(w.Step(by)); text == "" {
			t.Errorf("step %d leads somewhere", by)
		}
	}
}

func TestAStepOfNothingStays(t *testing.T) {
	t.Parallel()
	w := newWalk()
	if text := said(w.Step(0)); !strings.Contains(text, "first place") {
		t.Errorf("without a history: %q", text)
	}
}

func TestAClosedScreenIsLetGo(t *testing.T) {
	t.Parallel()
	w := newWalk()
	w.Push(customers)
	w.Push(vpns)
	all := w.stack.open
	w.stack.Drop(1)
	if all[1] != nil || all[0] == nil {
		t.Errorf("behind the stack stand %v", all)
	}
}

func TestAPlaceThatKeepsNothingIsGivenNothing(t *testing.T) {
	t.Parallel()
	w := newWalk()
	w.Go(To(customers))
	w.Push(vpns)
	w.Go(Path{{Route: customers}, {Route: sites}})
	for _, one := range w.made {
		if one.kept == "" && one.told == nil {
			t.Errorf("%s was told nothing", one.Title())
		}
	}
	w.made[0].kept = "row 1"
	w.Go(Path{{Route: customers}})
	if w.made[0].kept != "row 1" {
		t.Errorf("a place that was given nothing keeps %q", w.made[0].kept)
	}
	table := Table{At(Place{Keep: true}, func(to screen.Customers) screen.Screen { return bare{&page{route: to}} })}
	simple := NewNavigator(table, NewStack(func(screen.Screen) (tea.WindowSizeMsg, bool) { return tea.WindowSizeMsg{}, false }))
	simple.Ready = true
	simple.Go(Path{{Route: customers, Kept: []byte("row 2")}}) // it cannot take it, and is open all the same
	if simple.stack.Len() != 1 {
		t.Error("a screen that keeps nothing was not opened")
	}
}
