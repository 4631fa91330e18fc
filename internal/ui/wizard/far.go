package wizard

import (
	"slices"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
	"btalk/internal/ui/screen"
)

const (
	// longList is the length from which a list is searched outside the update
	// loop: up to it a search takes a few milliseconds.
	longList = 50_000
	// farRows is how many rows such a search brings.
	farRows = 500
)

// farSearch searches a very long list outside the update loop, one search at a
// time: an index is for one goroutine. Text typed meanwhile is searched next, and
// what lies between is never searched.
type farSearch struct {
	list   areas
	busy   bool
	wanted string // what is typed
	have   string // what rows answer
	rows   []int32
	total  int
}

// bigMsg is the answer to a farSearch.
type bigMsg struct {
	of    *areaPane
	text  string
	rows  []int32
	total int
}

// search starts the search for text, or lets it follow the one under way.
func (f *farSearch) search(of *areaPane, text string) screen.Do {
	f.wanted = text
	if f.busy || f.answers(text) {
		return nil
	}
	f.busy = true
	index := f.list.index
	return screen.Run(func() tea.Msg {
		matches := index.Search(text, farRows)
		return bigMsg{of, text, slices.Clone(matches.Rows), matches.Total}
	})
}

// took takes an answer and goes on with what was typed meanwhile.
func (p *areaPane) took(msg bigMsg) screen.Do {
	f := p.far
	f.busy, f.have, f.rows, f.total = false, msg.text, msg.rows, msg.total
	p.Reload()
	return f.search(p, f.wanted)
}

// answers reports whether the rows at hand are those for text.
func (f *farSearch) answers(text string) bool { return text == "" || f.have == text }

// found gives the rows at hand: those for text, or while these are looked for
// those of the text before.
func (f *farSearch) found(text string, limit int) (rows []models.Text, total int) {
	if text == "" {
		return f.list.Values[:min(limit, len(f.list.Values))], len(f.list.Values)
	}
	for _, row := range f.rows[:min(limit, len(f.rows))] {
		rows = append(rows, f.list.Values[row])
	}
	return rows, min(f.total, len(f.rows))
}
