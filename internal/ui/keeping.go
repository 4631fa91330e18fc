package ui

import (
	"bytes"
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

// keeping keeps the place while the dashboard runs, so that not even the end
// that nobody sees coming loses it.
type keeping struct {
	moved bool // the place shown is another one
	seq   int  // of the last keepMsg that was asked for
	file  *placeFile
}

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

// keepLater asks to keep another place once it was shown for a moment.
func (a *App) keepLater() screen.Do {
	if a.keeping.file == nil || a.service == nil || !a.keeping.moved {
		return nil
	}
	a.keeping.moved = false
	a.keeping.seq++
	due := keepMsg{a.keeping.seq}
	return screen.Run(tea.Tick(keepAfter, func(time.Time) tea.Msg { return due }))
}

// keep writes the place down. A failure is told at the end, when
// it is tried once more.
func (a *App) keep(msg keepMsg) screen.Do {
	if msg.seq != a.keeping.seq {
		return nil
	}
	return screen.Run(a.keepNow())
}

// keepNow keeps the place as it is.
func (a *App) keepNow() tea.Cmd {
	data, err := a.remembered()
	if err != nil {
		return nil
	}
	file, seq := a.keeping.file, a.keeping.seq
	return func() tea.Msg {
		_ = file.write(seq, data)
		return nil
	}
}

// recall takes up the place and the choices of the last start.
func (a *App) recall() {
	if a.o.LoadSession == nil {
		return
	}
	state := nav.Decode(a.o.LoadSession(), a.table)
	a.history, a.env.Memory = state.History, state.Memory
}

// remembered is what the next start shall know.
func (a *App) remembered() ([]byte, error) {
	a.note()
	return nav.Encode(nav.State{History: a.history, Memory: a.env.Memory})
}
