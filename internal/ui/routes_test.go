package ui

import (
	"testing"

	"btalk/internal/ui/nav"
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
		a, _ := dashboard(t, newFake(), 80, 24)
		a.open = func(route screen.Route) screen.Screen {
			t.Errorf("%s was made to learn whether it exists", screen.PlaceOf(route))
			return nil
		}
		if len(a.places()) < 10 {
			t.Error("places are missing")
		}
	})
}
