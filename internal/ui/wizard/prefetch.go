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
		of  *areaPane
		seq int
	}
	heldMsg struct {
		of   *desk
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
func (p *areaPane) highlight() screen.Do {
	p.seq++
	msg := prefetchMsg{p, p.seq}
	return screen.Run(tea.Tick(prefetchAfter, func(time.Time) tea.Msg { return msg }))
}

// accepted takes the end of a pause on an area, and the answer to a far search.
func (p *areaPane) accepted(msg tea.Msg) (bool, screen.Do) {
	switch msg := msg.(type) {
	case prefetchMsg:
		if path := p.below(); msg.of == p && msg.seq == p.seq && path != nil {
			return true, p.d.lookups.prefetch(path)
		}
		return true, nil
	case bigMsg:
		if msg.of == p && p.far != nil {
			return true, p.took(msg)
		}
		return true, nil
	}
	return false, nil
}

// prefetch fetches a list from what is left of the budget.
func (l *lookups) prefetch(path []string) screen.Do {
	if l.d.machine.Areas().Has(path) {
		return nil
	}
	need := wizard.Need{Kind: wizard.NeedAreas, ISO2: l.iso2, Path: path}
	if _, asked := l.all[keyOf(need)]; asked {
		return nil
	}
	return l.start(need, true)
}

// readHeld searches the disk for the lists below one that came, so that the levels
// below are searched too without a request.
func (l *lookups) readHeld(need wizard.Need, values []models.Text) screen.Do {
	depth := len(l.d.machine.Checker().Rules.Levels) - len(need.Path) - 1
	if depth <= 0 || len(values) > mostHeld {
		return nil
	}
	of, source, ctx := l.d, l.d.source, l.d.env.Ctx
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
	asked  int
	found  []heldList
}

func (r *heldReader) read(path []string, values []models.Text, depth int) {
	for _, value := range values {
		if r.asked++; r.asked > mostHeld || len(r.found) >= heldKept {
			return
		}
		below := slices.Concat(path, []string{value.Raw()})
		got, err := r.source.GeoAreas(r.ctx, r.iso2, below, models.Held)
		if err != nil || got.Stale || got.Incomplete {
			continue // it is read anew when somebody gets there
		}
		r.found = append(r.found, heldList{below, address.ListOf(got)})
		if depth > 1 {
			r.read(below, got.Value, depth-1)
		}
	}
}

// takeHeld hands the lists to the machine that it does not have yet.
func (l *lookups) takeHeld(msg heldMsg) {
	if msg.of != l.d || msg.iso2 != l.iso2 {
		return
	}
	l.came++
	for _, held := range msg.list {
		if !l.d.machine.Areas().Has(held.path) {
			l.d.machine.Give(wizard.Need{Kind: wizard.NeedAreas, ISO2: msg.iso2, Path: held.path}, wizard.Answer{Areas: held.list})
		}
	}
}
