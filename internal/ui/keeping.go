package ui

import (
	"bytes"
	"fmt"
	"sync"
	"time"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/ui/nav"
	"btalk/internal/ui/screen"
)

// keepAfter is how long a place is shown before it is kept.
const keepAfter = time.Second

// keepMsg says that the place shown may be kept.
type keepMsg struct{ seq int }

// placeKeeper keeps the place while the dashboard runs, so that not even the
// end that nobody sees coming loses it.
type placeKeeper struct {
	env  *screen.Env
	nav  *nav.Navigator
	file *placeFile // nil keeps nothing
	seq  int        // of the last keepMsg that was asked for
}

// newPlaceKeeper keeps places with save, which may be nil.
func newPlaceKeeper(env *screen.Env, nav *nav.Navigator, save func([]byte) error) *placeKeeper {
	k := &placeKeeper{env: env, nav: nav}
	if save != nil {
		k.file = &placeFile{save: save}
	}
	return k
}

// keeps reports whether there is a place worth keeping.
func (k *placeKeeper) keeps() bool { return k.file != nil && k.nav.Ready }

// placeFile writes what is remembered, one writer at a time: an older state
// never takes the place of a newer one.
type placeFile struct {
	save func(data []byte) error

	mu     sync.Mutex
	newest int
	held   []byte
}

// write keeps data, the state with a number that grows.
func (f *placeFile) write(number int, data []byte) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if number < f.newest || bytes.Equal(data, f.held) {
		return nil
	}
	f.newest = number
	err := f.save(data)
	if err == nil {
		f.held = data
	}
	return err
}

// later asks to keep another place once it was shown for a moment.
func (k *placeKeeper) later() screen.Do {
	if !k.keeps() || !k.nav.Moved() {
		return nil
	}
	k.seq++
	due := keepMsg{k.seq}
	return screen.Run(tea.Tick(keepAfter, func(time.Time) tea.Msg { return due }))
}

// due keeps the place that was shown for a moment.
func (k *placeKeeper) due(msg keepMsg) screen.Do {
	if msg.seq != k.seq {
		return nil
	}
	return screen.Run(k.write(k.seq))
}

// now is the command that keeps the place at once; nil where none is kept.
func (k *placeKeeper) now() tea.Cmd {
	if !k.keeps() {
		return nil
	}
	k.seq++
	return k.write(k.seq)
}

// write keeps the place as it is. A failure is told at the end, when it is tried
// once more.
func (k *placeKeeper) write(number int) tea.Cmd {
	data, err := k.nav.Encode(k.env.Memory)
	if err != nil {
		return nil
	}
	file := k.file
	return func() tea.Msg {
		_ = file.write(number, data)
		return nil
	}
}

// last keeps the place at the end.
func (k *placeKeeper) last() error {
	if !k.keeps() {
		return nil
	}
	data, err := k.nav.Encode(k.env.Memory)
	if err == nil {
		err = k.file.write(k.seq+1, data)
	}
	if err != nil {
		return fmt.Errorf("could not keep the place for the next start: %w", err)
	}
	return nil
}
