package ui

import (
	"errors"
	"testing"

	"btalk/internal/ui/nav"
	"btalk/internal/ui/screen"
)

// file collects what is kept.
type file struct{ kept [][]byte }

func (f *file) save(data []byte) error {
	f.kept = append(f.kept, data)
	return nil
}

// last is where the next start would begin.
func (f *file) last() screen.Route {
	if len(f.kept) == 0 {
		return nil
	}
	state := nav.Decode(f.kept[len(f.kept)-1], placesOf(&App{}))
	here := state.History.Here()
	return here[len(here)-1].Route
}

func TestPlaceIsKeptWhileTheDashboardRuns(t *testing.T) {
	keeps := func(save func([]byte) error) func(*Options) {
		return func(o *Options) { o.SaveSession = save }
	}
	bubble(t, "once, when it was shown for a second", func(t *testing.T) {
		var f file
		a, d := dashboard(t, newFake(), 120, 36, keeps(f.save))
		d.Press("enter", "enter")
		a.Update(keepMsg{a.place.seq - 1})
		if len(f.kept) != 0 {
			t.Fatalf("kept %q at once", f.kept)
		}
		d.Send(keepMsg{a.place.seq})
		if _, ok := f.last().(screen.VoiceSites); !ok || len(f.kept) != 1 {
			t.Errorf("kept %#v, %d times", f.last(), len(f.kept))
		}
	})
	bubble(t, "not for a cursor that moves", func(t *testing.T) {
		a, d := dashboard(t, newFake(), 120, 36, keeps((&file{}).save))
		seq := a.place.seq
		d.Press("down", "down", "up")
		if a.place.seq != seq {
			t.Error("a cursor asks to keep the place")
		}
	})
	bubble(t, "a disk that is full is told at the end", func(t *testing.T) {
		full := errors.New("no space left on device")
		a, d := dashboard(t, newFake(), 120, 36, keeps(func([]byte) error { return full }))
		d.Send(keepMsg{a.place.seq})
		d.WantNot("no space")
		if err := a.place.last(); !errors.Is(err, full) {
			t.Errorf("the end says %v", err)
		}
	})
}

func TestOlderPlaceNeverReplacesANewerOne(t *testing.T) {
	t.Parallel()
	var f file
	place := placeFile{save: f.save}
	for _, write := range []struct {
		number int
		data   string
	}{{2, "new"}, {1, "old"}, {3, "new"}, {4, "newer"}} {
		if err := place.write(write.number, []byte(write.data)); err != nil {
			t.Fatal(err)
		}
	}
	if len(f.kept) != 2 || string(f.kept[0]) != "new" || string(f.kept[1]) != "newer" {
		t.Errorf("wrote %q", f.kept)
	}
}
