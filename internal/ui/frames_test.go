package ui

import (
	"fmt"
	"math/rand"
	"strings"
	"testing"

	"btalk/internal/ui/keymap"
	"btalk/internal/ui/uitest"
)

func TestResizeStorm(t *testing.T) {
	places := [][]string{
		nil,
		{"enter"},
		{"enter", "enter"},
		{"enter", "enter", "enter"},
		{"?"},
		{":"},
		{"d"},
		{"s"},
		{"/"},
	}
	for _, keys := range places {
		bubble(t, strings.Join(keys, " "), func(t *testing.T) {
			_, d := dashboard(t, newFake(), 100, 30)
			d.Press(keys...)
			random := rand.New(rand.NewSource(1))
			sizes := [][2]int{{1, 1}, {2, 1}, {19, 5}, {59, 15}, {60, 14}, {60, 15}, {80, 24}, {200, 60}, {0, 0}}
			for range 60 {
				sizes = append(sizes, [2]int{1 + random.Intn(200), 1 + random.Intn(60)})
			}
			for _, size := range sizes {
				d.Resize(size[0], size[1])
				d.Frame()
			}
			d.Resize(100, 30)
			d.WantNot("btalk needs")
		})
	}
}

func TestMonkey(t *testing.T) {
	bubble(t, "10,000 random keys change nothing", func(t *testing.T) {
		service := newFake()
		a, d := dashboard(t, service, 80, 24)
		var names []string
		for _, action := range a.keys.Actions() {
			for _, name := range a.keys.Get(action).Keys() {
				if name != "q" && name != "ctrl+c" && name != "p" {
					names = append(names, name)
				}
			}
		}
		names = append(names, "1", "2", "z", "backspace", "ctrl+s", "delete")
		random := rand.New(rand.NewSource(7))
		for i := range 10_000 {
			name := names[random.Intn(len(names))]
			d.Press(name)
			if i%97 == 0 {
				d.Resize(60+random.Intn(100), 15+random.Intn(30))
			}
			if i%11 == 0 {
				d.Frame()
			}
			if t.Failed() {
				t.Fatalf("after key %d, %s", i, name)
			}
			if service.sent > 0 {
				t.Fatalf("key %d, %s, sent a change", i, name)
			}
			if a.stack.Len() > 30 {
				t.Fatalf("%d screens are open", a.stack.Len())
			}
		}
	})
}

func TestFrames(t *testing.T) {
	for _, size := range [][2]int{{60, 15}, {80, 24}, {120, 40}} {
		for _, look := range []string{"mono", "terminal"} {
			name := fmt.Sprintf("frame-%dx%d-%s", size[0], size[1], look)
			bubble(t, name, func(t *testing.T) {
				_, d := dashboard(t, newFake(), size[0], size[1], func(o *Options) { o.Theme = look })
				d.Press("enter")
				d.Golden(name, *update)
			})
		}
		bubble(t, fmt.Sprintf("help-%dx%d", size[0], size[1]), func(t *testing.T) {
			_, d := dashboard(t, newFake(), size[0], size[1])
			d.Press("?")
			uitest.Golden(t, fmt.Sprintf("help-%dx%d", size[0], size[1]), d.Frame()+"\n", *update)
		})
	}
	bubble(t, "too small", func(t *testing.T) {
		_, d := dashboard(t, newFake(), 40, 10)
		d.Want("btalk needs 60×15", "this is 40×10")
	})
}

// TestBindings holds what must be true of the keys of every place: a binding
// has words, and no key means two things.
func TestBindings(t *testing.T) {
	for _, keys := range [][]string{nil, {"enter"}, {"enter", "enter"}, {"enter", "enter", "enter"}, {"d"}} {
		bubble(t, strings.Join(keys, " "), func(t *testing.T) {
			a, d := dashboard(t, newFake(), 120, 40)
			d.Press(keys...)
			meaning := map[string]string{}
			for _, group := range a.helpGroups() {
				for _, binding := range group.Bindings {
					if !binding.Enabled() {
						continue
					}
					words := binding.Help().Desc
					if words == "" {
						t.Errorf("%v has no words", binding.Keys())
					}
					for _, name := range binding.Keys() {
						if other, taken := meaning[name]; taken && other != words {
							t.Errorf("%q means %q and %q", name, other, words)
						}
						meaning[name] = words
					}
				}
			}
		})
	}
	if keymap.Default().Get(keymap.Back).Keys()[0] != "esc" {
		t.Error("esc is not back")
	}
}
