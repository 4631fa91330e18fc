package ladder

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// wish is a column as the golden layouts write it: least/want/most.
func wish(grade Grade, fixed bool, least, want, most, priority int) Wish {
	return Wish{Column: Column{Grade: grade, Fixed: fixed, Priority: priority}, Size: Size{least, want, most}}
}

// lists are those of the reference (A6), in the order of the screen.
func lists() map[string][]Wish {
	return map[string][]Wish{
		"voicesites": {
			wish(Identity, false, 14, 24, 24, 0), wish(Basic, false, 18, 44, 44, 1), wish(Basic, true, 2, 2, 2, 3),
			wish(Basic, true, 12, 12, 12, 2), wish(Useful, true, 12, 12, 12, 3), wish(Useful, true, 5, 5, 5, 2),
			wish(Useful, false, 8, 12, 12, 1), wish(Extra, false, 12, 14, 24, 0),
		},
		"customers": {
			wish(Identity, false, 18, 28, 28, 0), wish(Basic, true, 5, 5, 5, 0), wish(Useful, true, 8, 8, 8, 0),
			wish(Useful, true, 12, 12, 12, 0), wish(Extra, true, 8, 8, 8, 0), wish(Extra, true, 16, 16, 16, 0),
		},
		"countries": {
			wish(Identity, false, 14, 16, 30, 0), wish(Basic, true, 2, 2, 2, 0), wish(Basic, true, 6, 6, 6, 0),
			wish(Basic, true, 4, 4, 4, 0), wish(Useful, true, 9, 9, 9, 0), wish(Useful, true, 3, 3, 3, 0),
			wish(Useful, true, 5, 5, 5, 0), wish(Useful, true, 8, 8, 8, 0), wish(Extra, false, 24, 60, 60, 0),
		},
		"numbers": {
			wish(Identity, true, 18, 18, 18, 0), wish(Basic, true, 9, 9, 9, 0), wish(Basic, false, 14, 21, 21, 0),
			wish(Useful, false, 7, 16, 16, 0), wish(Useful, false, 12, 23, 23, 0), wish(Useful, true, 16, 16, 16, 0),
			wish(Extra, true, 12, 12, 12, 0),
		},
	}
}

func TestTheLayoutsOfTheReference(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		list  string
		width int
		state Pane
		want  string
	}{
		{"voicesites", 60, Off, "24·–·2·12·–·–·–·–"},
		{"voicesites", 80, Off, "24·33·2·12·–·–·–·–"},
		{"voicesites", 100, Off, "24·44·2·12·–·–·–·–"},
		{"voicesites", 120, Off, "24·44·2·12·12·5·–·–"},
		{"voicesites", 160, Off, "24·44·2·12·12·5·12·24"},
		{"voicesites", 127, Auto, "24·44·2·12·12·5·12·–"},
		{"voicesites", 128, Auto, "24·44·2·12·–·–·–·– +36"},
		{"voicesites", 160, Auto, "24·44·2·12·12·5·9·– +36"},
		{"voicesites", 200, Auto, "24·44·2·12·12·5·12·24 +47"},
		{"customers", 60, Auto, "28·5·8·–·–·–"},
		{"customers", 100, Auto, "28·5·8·12·–·– +37"},
		{"customers", 120, Auto, "28·5·8·12·8·– +47"},
		{"customers", 160, Auto, "28·5·8·12·8·16 +69"},
		{"customers", 200, Auto, "28·5·8·12·8·16 +80"},
		{"countries", 60, Off, "16·2·6·4·9·3·5·–·–"},
		{"countries", 80, Off, "16·2·6·4·9·3·5·8·–"},
		{"countries", 100, Off, "16·2·6·4·9·3·5·8·28"},
		{"countries", 160, Off, "30·2·6·4·9·3·5·8·60"},
		{"countries", 160, Auto, "16·2·6·4·9·3·5·8·51 +36"},
		{"numbers", 60, Off, "18·9·21·–·–·–·–"},
		{"numbers", 100, Auto, "18·9·21·–·–·–·– +44"},
		{"numbers", 200, Auto, "18·9·21·16·23·16·12 +69"},
	} {
		l := New(lists()[tc.list])
		width, pane := l.Split(tc.width, tc.state)
		cells, _ := l.Give(Room(width))
		if got := written(cells, pane); got != tc.want {
			t.Errorf("%s at %d, pane %d: got %s, want %s", tc.list, tc.width, tc.state, got, tc.want)
		}
	}
}

func written(cells []int, pane int) string {
	words := make([]string, len(cells))
	for i, n := range cells {
		if words[i] = strconv.Itoa(n); n == 0 {
			words[i] = "–"
		}
	}
	line := strings.Join(words, "·")
	if pane > 0 {
		line += fmt.Sprintf(" +%d", pane)
	}
	return line
}

// random is a sheet such as no one would declare.
func random(r *rand.Rand) []Wish {
	wishes := make([]Wish, 1+r.IntN(9))
	for i := range wishes {
		var cells Census
		for range r.IntN(40) {
			cells.Add(r.IntN(1 + r.IntN(90)))
		}
		column := Column{Grade: Grade(r.IntN(4)), Fixed: r.IntN(3) == 0, Min: r.IntN(20), Cap: r.IntN(70), Priority: r.IntN(5)}
		wishes[i] = Wish{Column: column, Size: column.Measure(r.IntN(18), &cells), Off: i > 0 && r.IntN(6) == 0, Chosen: r.IntN(6) == 0}
		if r.IntN(12) == 0 {
			wishes[i].Hand = 1 + r.IntN(30)
		}
	}
	wishes[0].Grade = Identity
	return wishes
}

func TestMoreRoomNeverShowsLess(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(7, 7))
	for sheet := range 400 {
		l := New(random(r))
		for _, state := range []Pane{Off, On} {
			var before []int
			for width := 60; width <= 260; width++ {
				table, _ := l.Split(width, state)
				cells, _ := l.Give(Room(table))
				for c := range before {
					if cells[c] < before[c] {
						t.Fatalf("sheet %d, pane %d: column %d had %d cells, at %d it has %d", sheet, state, c, before[c], width, cells[c])
					}
				}
				before = cells
			}
		}
	}
}

func TestALineIsNeverTooLong(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(1, 9))
	for range 400 {
		wishes := random(r)
		l := New(wishes)
		for width := range 240 {
			for _, state := range []Pane{Off, On, Auto} {
				table, pane := l.Split(width, state)
				if pane > 0 && table+Rule+pane > width {
					t.Fatalf("%d and a pane of %d in %d", table, pane, width)
				}
				cells, left := l.Give(Room(table))
				if used := cost(cells) + left; used != max(Room(table), 0) {
					t.Fatalf("%v take %d of %d, %d left", cells, used, Room(table), left)
				}
			}
		}
	}
}

// cost is what columns take with the gaps between them.
func cost(cells []int) int {
	used, shown := 0, 0
	for _, n := range cells {
		if n > 0 {
			used += n
			shown++
		}
	}
	return used + Gap*max(shown-1, 0)
}

func TestAColumnIsNoNarrowerThanItsLeastAndWhatIsFixedIsWhole(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(3, 3))
	for range 400 {
		wishes := random(r)
		l := New(wishes)
		for room := range 240 {
			cells, _ := l.Give(room)
			for c, n := range cells {
				wish := wishes[c]
				least := wish.Least
				switch {
				case wish.Hand > 0:
					least = wish.Hand
				case wish.Fixed:
					least = wish.Want
				}
				if c == 0 {
					least = min(least, room)
				}
				if n > 0 && n < least {
					t.Fatalf("column %d of %+v: %d cells of %d", c, wish, n, room)
				}
			}
			if cells[0] == 0 && room > 0 && !wishes[0].Off {
				t.Fatalf("no name in a room of %d", room)
			}
		}
	}
}

func TestThePaneTakesNothingThatMattersWhenItOpensByItself(t *testing.T) {
	t.Parallel()
	for name, wishes := range lists() {
		l := New(wishes)
		for width := 60; width <= 240; width++ {
			table, pane := l.Split(width, Auto)
			if pane == 0 {
				continue
			}
			cells, _ := l.Give(Room(table))
			for c, wish := range wishes {
				if wish.Grade <= Basic && cells[c] < wish.Want {
					t.Errorf("%s at %d: column %d has %d of %d beside the pane", name, width, c, cells[c], wish.Want)
				}
			}
		}
	}
}

func TestOneLongCellTakesNothingFromTheOtherColumns(t *testing.T) {
	t.Parallel()
	column := Column{Grade: Basic, Min: 8}
	measure := func(longest int) Size {
		var cells Census
		for i := range 40 {
			cells.Add(12 + i%3)
		}
		cells.Add(longest)
		return column.Measure(5, &cells)
	}
	for _, room := range []int{40, 60, 80, 100, 140} {
		var with [2][]int
		for i, longest := range []int{14, 10_000} {
			wishes := slices.Clone(lists()["voicesites"])
			wishes[1] = Wish{Column: column, Size: measure(longest)}
			with[i], _ = New(wishes).Give(room)
		}
		for c, n := range with[1] {
			if want := lists()["voicesites"][c].Want; c != 1 && min(n, want) < min(with[0][c], want) {
				t.Errorf("room %d: column %d lost cells, %v became %v", room, c, with[0], with[1])
			}
		}
	}
}

func TestBlankAtTheRightIsLessThanTheNextColumnCosts(t *testing.T) {
	t.Parallel()
	for name, wishes := range lists() {
		l := New(wishes)
		for room := 20; room < 200; room++ {
			cells, left := l.Give(room)
			if slices.Contains(cells, 0) && left >= 26+Gap {
				t.Errorf("%s: %d blanks in a room of %d while columns are missing: %v", name, left, room, cells)
			}
		}
	}
}

func TestAfterARefreshNothingTrembles(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		now, before Size
		fixed       bool
		want        Size
	}{
		"a little wider":          {Size{8, 21, 21}, Size{8, 20, 20}, false, Size{8, 20, 21}},
		"a little narrower":       {Size{8, 19, 19}, Size{8, 20, 20}, false, Size{8, 20, 20}},
		"much wider":              {Size{8, 24, 24}, Size{8, 20, 20}, false, Size{8, 24, 24}},
		"a longer id is whole":    {Size{13, 13, 13}, Size{12, 12, 12}, true, Size{13, 13, 13}},
		"a shorter id, no change": {Size{11, 11, 11}, Size{12, 12, 12}, true, Size{12, 12, 12}},
	} {
		if got := tc.now.After(tc.before, tc.fixed); got != tc.want {
			t.Errorf("%s: got %v, want %v", name, got, tc.want)
		}
	}
}

func TestWhatIsSetByHandIsBoughtRightAfterTheName(t *testing.T) {
	t.Parallel()
	wishes := lists()["voicesites"]
	wishes[7].Hand = 10
	cells, _ := New(wishes).Give(14 + Gap + 10)
	if cells[0] != 14 || cells[7] != 10 {
		t.Errorf("got %v", cells)
	}
}
