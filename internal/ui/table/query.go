package table

import (
	"strings"

	"btalk/internal/address"
)

// query is a filter as typed: words that must all be somewhere in the row,
// column:value for one column, and ! in front of either for rows without it.
type query struct {
	words string // the plain words, as typed
	terms []term
}

type term struct {
	not    bool
	column int // -1: anywhere
	word   string
}

// parseQuery reads a filter. What names no column is a plain word, so that
// nothing that can be typed is an error.
func (t *Table[T]) parseQuery(text string) query {
	var q query
	var words []string
	for word := range strings.FieldsSeq(text) {
		rest, not := strings.CutPrefix(word, "!")
		column := -1
		if name, value, ok := strings.Cut(rest, ":"); ok {
			if column = t.columnNamed(name); column >= 0 {
				rest = value
			}
		}
		switch {
		case !not && column < 0:
			words = append(words, word)
		case address.Fold(rest) != "":
			q.terms = append(q.terms, term{not, column, rest})
		}
	}
	q.words = strings.Join(words, " ")
	return q
}

// columnNamed finds the column whose name or title begins with name, -1 for
// none.
func (t *Table[T]) columnNamed(name string) int {
	name = address.Fold(name)
	if name == "" {
		return -1
	}
	for _, exact := range []bool{true, false} {
		for c, column := range t.columns {
			for _, known := range []string{column.Name, column.Title} {
				known = address.Fold(known)
				if known == name || !exact && strings.HasPrefix(known, name) {
					return c
				}
			}
		}
	}
	return -1
}

func (q query) empty() bool { return q.words == "" && len(q.terms) == 0 }

// in gives the words that are looked for in a column, to highlight them.
func (q query) in(column int) string {
	words := []string{q.words}
	for _, term := range q.terms {
		if !term.not && term.column == column {
			words = append(words, term.word)
		}
	}
	return strings.Join(words, " ")
}

// hits finds the rows that answer q, in the order of the sheet. near is true
// when none holds the words and the rows are those with their letters in order.
func (t *Table[T]) hits(q query) (rows []int32, near bool) {
	found := t.sheet.search(t.shownColumns).Search(q.words, 0)
	near = found.Close > 0
	t.found = append(t.found[:0], found.Rows...)
	for _, term := range q.terms {
		index := t.sheet.index
		if term.column >= 0 {
			index = t.sheet.searchColumn(term.column)
		}
		with := index.Search(term.word, 0)
		t.found = keep(t.found, with.Rows[:len(with.Rows)-with.Close], !term.not)
	}
	return t.found, near
}

// keep leaves those of rows that are among others, or those that are not. Both
// ascend.
func keep(rows, others []int32, among bool) []int32 {
	kept := rows[:0]
	i := 0
	for _, row := range rows {
		for i < len(others) && others[i] < row {
			i++
		}
		if (i < len(others) && others[i] == row) == among {
			kept = append(kept, row)
		}
	}
	return kept
}
