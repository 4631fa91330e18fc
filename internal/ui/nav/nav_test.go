package nav

import (
	"bytes"
	"fmt"
	"strconv"
	"testing"

	"btalk/internal/ui/screen"
)

func path(routes ...screen.Route) Path {
	var p Path
	for _, route := range routes {
		p = append(p, Step{Route: route, Kept: fmt.Appendf(nil, "%T", route)})
	}
	return p
}

func TestStateSurvives(t *testing.T) {
	t.Parallel()
	state := State{Memory: screen.Memory{"columns": []byte("a,b")}}
	everywhere := []screen.Route{
		screen.Customers{},
		screen.VPNs{Customer: "1", Name: "ACME ☃"},
		screen.VoiceSites{Customer: "1", VPN: "v", Name: "n", Query: "q"},
		screen.VoiceSite{ID: "s", Name: "n"},
		screen.Countries{},
		screen.Coverage{ISO2: []string{"FR", "CH"}},
		screen.Orders{Customer: "1", Name: "n"},
		screen.Numbers{Customer: "1", Name: "n", Site: "s", Query: "q"},
		screen.Changes{},
		screen.HTTP{},
		screen.Cache{},
	}
	for i := range everywhere {
		state.History.Visit(path(everywhere[:i+1]...))
	}
	state.History.Step(-2)
	data, err := Encode(state)
	if err != nil {
		t.Fatal(err)
	}
	back := Decode(data, places())
	if !back.History.Here().same(state.History.Here()) {
		t.Errorf("the place is %v, want %v", back.History.Here(), state.History.Here())
	}
	if got := back.History.Here()[1].Kept; string(got) != "screen.VPNs" {
		t.Errorf("kept %q", got)
	}
	if !back.History.Step(2) || back.History.Step(1) {
		t.Error("the places ahead are not the same")
	}
	if string(back.Memory.Recall("columns")) != "a,b" {
		t.Error("the columns are forgotten")
	}
}

func TestDamageIsNothing(t *testing.T) {
	t.Parallel()
	good, err := Encode(State{History: History{paths: []Path{path(screen.Customers{}, screen.VPNs{Customer: "1"})}}})
	if err != nil {
		t.Fatal(err)
	}
	for i := range good {
		for _, broken := range [][]byte{good[:i], bytes.Replace(good, good[i:i+1], []byte{'x'}, 1)} {
			state := Decode(broken, places())
			if here := state.History.Here(); len(here) > 2 {
				t.Errorf("%q gives %v", broken, here)
			}
			state.Memory.Remember("x", []byte("y"))
		}
	}
	future := bytes.Replace(good, []byte(`"version":1`), []byte(`"version":2`), 1)
	if state := Decode(future, places()); state.History.Here() != nil {
		t.Error("a later version was read")
	}
	unknown := bytes.Replace(good, []byte(`"place":"vpns"`), []byte(`"place":"moon"`), 1)
	if state := Decode(unknown, places()); len(state.History.Here()) != 1 {
		t.Errorf("a path with an unknown place gives %v, want its beginning", state.History.Here())
	}
}

func TestHistory(t *testing.T) {
	t.Parallel()
	var h History
	if h.Here() != nil || h.Step(-1) || h.Step(1) {
		t.Error("an empty history leads somewhere")
	}
	h.Visit(path(screen.Customers{}))
	h.Visit(path(screen.Customers{}))
	if len(h.paths) != 1 {
		t.Errorf("the same place twice is %d places", len(h.paths))
	}
	h.Visit(path(screen.Countries{}))
	h.Step(-1)
	h.Visit(path(screen.HTTP{}))
	if h.Step(1) || len(h.paths) != 2 {
		t.Error("what was ahead is still there after another turn")
	}
	for i := range 2 * deepest {
		h.Visit(path(screen.VoiceSite{ID: strconv.Itoa(i)}))
	}
	if len(h.paths) != deepest || h.at != deepest-1 {
		t.Errorf("%d places, at %d", len(h.paths), h.at)
	}
	h.Note(path(screen.Changes{}))
	if _, other := h.Here()[0].Route.(screen.Changes); other {
		t.Error("a note about another place replaced this one")
	}
}

// places is a table of a few rows.
func places() Table {
	return Table{
		At[screen.Customers](Place{Keep: true}, nil), At[screen.VPNs](Place{Keep: true}, nil),
		At[screen.VoiceSites](Place{Keep: true}, nil), At[screen.VoiceSite](Place{Keep: true}, nil),
		At[screen.Coverage](Place{Keep: true}, nil), At[screen.Countries](Place{Keep: true}, nil),
		At[screen.Orders](Place{Keep: true}, nil), At[screen.Numbers](Place{Keep: true}, nil),
		At[screen.Changes](Place{Keep: true}, nil), At[screen.Help](Place{}, nil),
	}
}

func TestATableKnowsItsPlaces(t *testing.T) {
	t.Parallel()
	if !places().Keeps(screen.VPNs{}) || places().Keeps(screen.Help{}) || places().Keeps(screen.HTTP{}) {
		t.Error("only a row that says so can be returned to")
	}
	vpns, known := places().Find("vpns")
	if !known || vpns.To(nil, Here{}) != (screen.VPNs{}) {
		t.Errorf("the row of vpns is %v, %v", vpns, known)
	}
	if _, known := places().Find("moon"); known {
		t.Error("a place that is not in the table was found")
	}
}

func TestSame(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		a, b screen.Route
		same bool
	}{
		{screen.Customers{}, screen.Customers{}, true},
		{screen.Customers{}, screen.Countries{}, false},
		{screen.Coverage{ISO2: []string{"FR"}}, screen.Coverage{ISO2: []string{"FR"}}, true},
		{screen.VoiceSites{}, screen.VoiceSites{Query: "lyon"}, false},
		{screen.Help{}, screen.Help{}, true},
		{nil, nil, false},
		{screen.Help{}, nil, false},
		{nil, screen.Help{}, false},
	} {
		if got := Same(test.a, test.b); got != test.same {
			t.Errorf("Same(%#v, %#v) = %v", test.a, test.b, got)
		}
	}
}

func FuzzDecode(f *testing.F) {
	f.Add([]byte(`{"version":1,"at":3,"paths":[[{"place":"vpns","route":{"Customer":"1"}}],[]]}`))
	f.Add([]byte(`{"version":1,"at":-1,"paths":null}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		state := Decode(data, places())
		state.History.Step(1)
		state.History.Visit(path(screen.Customers{}))
		if _, err := Encode(state); err != nil {
			t.Error(err)
		}
	})
}

func TestOnlyAPlaceThatIsKeptIsReadFromDisk(t *testing.T) {
	t.Parallel()
	for key, want := range map[string]bool{"vpns": true, "help": false, "http": false, "moon": false, "": false} {
		if route, ok := places().decode(key, []byte(`{}`)); ok != want || ok != (route != nil) {
			t.Errorf("%q is read as %v, %v", key, route, ok)
		}
	}
}
