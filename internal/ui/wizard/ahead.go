package wizard

import (
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/address"
	"btalk/internal/address/wizard"
	"btalk/internal/models"
	"btalk/internal/ui/screen"
)

const (
	// prefetchAfter is how long an area stays highlighted before its children
	// are worth a request.
	prefetchAfter = 350 * time.Millisecond
	// mostHeld bounds how many lists are looked for on disk below a list that
	// came, and heldKept how many of them are taken.
	mostHeld = 4_000
	heldKept = 500
)

// The messages of lists that nobody waits for.
type (
	prefetchMsg struct {
		of  *Screen
		seq int
	}
	heldMsg struct {
		of   *Screen
		iso2 string
		list []heldList
	}
)

// heldList is a list of areas found on disk.
type heldList struct {
	path []string
	list address.AreaList
}

// highlight says that the highlighted area changed; when it stays, its children
// are fetched ahead.
func (l *lookups) highlight() screen.Do {
	l.seq++
	msg := prefetchMsg{l.of, l.seq}
	return screen.Run(tea.Tick(prefetchAfter, func(time.Time) tea.Msg { return msg }))
}

// prefetch fetches the children of the highlighted area from what is left of the
// budget.
func (l *lookups) prefetch(msg prefetchMsg) screen.Do {
	list, ok := l.of.pane.(*areaPane)
	if msg.of != l.of || msg.seq != l.seq || !ok {
		return nil
	}
	path := list.below()
	if path == nil || l.of.machine.Areas().Has(path) {
		return nil
	}
	need := wizard.Need{Kind: wizard.NeedAreas, ISO2: l.iso2, Path: path}
	if _, asked := l.all[keyOf(need)]; asked {
		return nil
	}
	return l.start(need, true)
}

// readHeld looks on disk for the lists below one that came, so that the levels
// below are searched too without a request.
func (l *lookups) readHeld(need wizard.Need, values []models.Text) screen.Do {
	depth := len(l.of.machine.Checker().Rules.Levels) - len(need.Path) - 1
	if depth <= 0 || len(values) > mostHeld {
		return nil
	}
	of, source, ctx := l.of, l.of.source, l.of.env.Ctx
	return screen.Run(func() tea.Msg {
		reader := heldReader{ctx: ctx, source: source, iso2: need.ISO2}
		reader.read(need.Path, values, depth)
		return heldMsg{of, need.ISO2, reader.found}
	})
}

// heldReader walks down the lists that are on disk.
type heldReader struct {
	ctx    context.Context
	source Source
	iso2   string
	looked int
	found  []heldList
}

func (r *heldReader) read(path []string, values []models.Text, depth int) {
	for _, value := range values {
		if r.looked++; r.looked > mostHeld || len(r.found) >= heldKept {
			return
		}
		below := slices.Concat(path, []string{value.Raw()})
		got, err := r.source.GeoAreas(r.ctx, r.iso2, below, models.Held)
		if err != nil {
			continue
		}
		r.found = append(r.found, heldList{below, address.ListOf(got)})
		if depth > 1 {
			r.read(below, got.Value, depth-1)
		}
	}
}

// takeHeld hands the lists to the machine that it does not have yet.
func (l *lookups) takeHeld(msg heldMsg) {
	if msg.of != l.of || msg.iso2 != l.iso2 {
		return
	}
	l.came++
	for _, held := range msg.list {
		if !l.of.machine.Areas().Has(held.path) {
			l.of.machine.Give(wizard.Need{Kind: wizard.NeedAreas, ISO2: msg.iso2, Path: held.path}, wizard.Answer{Areas: held.list})
		}
	}
}

func (s *Screen) hearLookups(msg tea.Msg) screen.Do {
	switch msg := msg.(type) {
	case prefetchMsg:
		if s.machine != nil {
			return s.lookups.prefetch(msg)
		}
	case heldMsg:
		if s.machine != nil {
			s.lookups.takeHeld(msg)
		}
	case searchMsg:
		if pane, ok := s.pane.(*searchPane); ok && msg.of == pane {
			return pane.due(msg)
		}
	case bigMsg:
		if pane, ok := s.pane.(*areaPane); ok && msg.of == pane {
			return pane.took(msg)
		}
	case helpMsg:
		if pane, ok := s.pane.(*form); ok && msg.of == pane {
			return pane.due(msg)
		}
	}
	return nil
}
