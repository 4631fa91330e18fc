package catalog

import (
	"strings"

	"btalk/internal/models"
	"btalk/internal/models/text"
)

// Find gives the rows that hold every word of a query, best first: in their id, their
// names, any of their columns, hidden ones too, or in what more says of them (a town; nil:
// nothing). Telephone numbers are found as numbers; a query that is nothing else finds
// nothing in a noun without any, unless it is one word, which may be an id. Other than
// [Noun.Search] it offers nothing that is only similar: it searches many nouns at once.
func (n Noun[T]) Find(rows []T, query string, more func(T) string) []T {
	phones, words := models.PhonesIn(query)
	numbers, hasNumbers := n.phones()
	switch {
	case !hasNumbers && len(phones) > 0 && words == "" && len(strings.Fields(query)) > 1:
		return nil
	case !hasNumbers:
		words = query
	case len(phones) == 0:
		return nil // numbers are found by their digits alone: a town would find all of its numbers
	default:
		for _, wanted := range phones {
			rows = pick(rows, wanted.Find(len(rows), func(i int) models.Phone { return numbers(rows[i]) }))
		}
	}
	if strings.TrimSpace(words) == "" || len(rows) == 0 {
		return rows
	}
	index := text.NewIndex(len(rows), func(i int) string { return n.everyWord(rows[i], more) })
	found := index.Search(words, len(rows))
	return pick(rows, found.Rows[:len(found.Rows)-found.Close])
}

// phones is the first column that holds telephone numbers.
func (n Noun[T]) phones() (numbers func(T) models.Phone, ok bool) {
	for _, column := range n.Columns {
		if column.Phone != nil {
			return column.Phone, true
		}
	}
	return nil, false
}

// everyWord is all that a row may be found by.
func (n Noun[T]) everyWord(row T, more func(T) string) string {
	words := []string{n.Title(row), n.ID(row)}
	if n.Names != nil {
		for _, name := range n.Names(row) {
			words = append(words, name.String())
		}
	}
	for _, column := range n.Columns {
		words = append(words, column.Shown(row))
	}
	if more != nil {
		words = append(words, more(row))
	}
	return strings.Join(words, " ")
}
