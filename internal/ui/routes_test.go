package ui

import (
	"testing"

	"btalk/internal/ui/nav"
	"btalk/internal/ui/palette"
	"btalk/internal/ui/screen"
)

func TestEveryPlaceThatIsKeptComesBack(t *testing.T) {
	t.Parallel()
	table := placesOf(&App{})
	kept := 0
	for _, place := range table {
		if !place.Keep {
			continue
		}
		kept++
		var history nav.History
		history.Visit(nav.Path{{Route: place.To(nil, nav.Here{Customer: "1000", Name: "ACME"}), Kept: []byte("x")}})
		data, err := nav.Encode(nav.State{History: history})
		if err != nil {
			t.Fatal(err)
		}
		read := nav.Decode(data, table)
		if got := read.History.Here(); len(got) != 1 || !nav.Same(got[0].Route, history.Here()[0].Route) || string(got[0].Kept) != "x" {
			t.Errorf("%s comes back as %v", place.Key, got)
		}
	}
	if kept == 0 {
		t.Error("no place is kept")
	}
}

func TestEveryRowHasAKeyAndNamesOfItsOwn(t *testing.T) {
	t.Parallel()
	keys, names := map[string]bool{}, map[string]bool{}
	for _, place := range placesOf(&App{}) {
		if keys[place.Key] {
			t.Errorf("two rows have the key %s", place.Key)
		}
		keys[place.Key] = true
		for _, name := range place.Names {
			if names[name] {
				t.Errorf("two rows are called %s", name)
			}
			names[name] = true
		}
	}
}

func TestThePaletteOpensNoScreenToListPlaces(t *testing.T) {
	bubble(t, "no place is made", func(t *testing.T) {
		made := 0
		table := placesOf(&App{})
		for i := range table {
			table[i].Open = func(screen.Route) screen.Screen { made++; return nil }
		}
		var entries []palette.Entry
		allocated := testing.AllocsPerRun(10, func() { entries = placeEntries(table, nav.Here{Customer: "1000"}, true) })
		if len(entries) < 10 || made > 0 || allocated > 3*float64(len(entries)) {
			t.Errorf("%d places, %d screens made, %v allocations", len(entries), made, allocated)
		}
	})
}
