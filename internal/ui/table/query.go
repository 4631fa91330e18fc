package table

import (
	"slices"
	"strings"

	"btalk/internal/models"
	"btalk/internal/models/text"
)

// query is a filter as typed: words that must all be somewhere in the row,
// column:value for one column, and ! in front of either for rows without it.
// In a table of telephone numbers, words that are a number are compared with the
// numbers alone, as one number (models.PhoneQuery): publishing and releasing act
// on what is found.
type query struct {
	words  string // the plain words, as typed
	phones []models.PhoneQuery
	terms  []term
}

type term struct {
	not    bool
	column int // -1: anywhere
	word   string
	phone  *models.PhoneQuery // of a column of numbers: the word as one
}

// parseQuery reads a filter. What names no column is a plain word, so that
// nothing that can be typed is an error.
func (t *Table[T]) parseQuery(filter string) query {
	var q query
	var words []string
	phones := t.phoneColumn() >= 0
	for _, word := range t.filterWords(filter) {
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
		case text.Fold(rest) != "":
			q.terms = append(q.terms, t.term(not, column, rest))
		}
	}
	q.words = strings.Join(words, " ")
	if phones {
		q.phones, q.words = models.PhonesIn(q.words)
	}
	return q
}

// filterWords cuts a filter at its blanks, but for those within the number that
// is asked of a column of numbers, or must not be there: number:04 65 05 52 22
// and !04 65 05 52 22 are one word.
func (t *Table[T]) filterWords(text string) []string {
	var words []string
	for word := range strings.FieldsSeq(text) {
		last := len(words) - 1
		if last >= 0 && strings.Trim(word, "0123456789()[]./-") == "" && t.asksPhone(words[last]) {
			words[last] += " " + word
			continue
		}
		words = append(words, word)
	}
	return words
}

// asksPhone reports whether a word of a filter asks a column of numbers for one.
func (t *Table[T]) asksPhone(word string) bool {
	rest, not := strings.CutPrefix(word, "!")
	name, value, named := strings.Cut(rest, ":")
	if !named {
		_, ok := models.ParsePhone(rest)
		return ok && not && t.phoneColumn() >= 0
	}
	column := t.columnNamed(name)
	_, ok := models.ParsePhone(value)
	return ok && column >= 0 && t.columns[column].Phone != nil
}

// term is a word asked of one column, or of a row that must not hold it.
func (t *Table[T]) term(not bool, column int, word string) term {
	made := term{not: not, column: column, word: word}
	if column >= 0 && t.columns[column].Phone == nil || column < 0 && t.phoneColumn() < 0 {
		return made
	}
	if phone, ok := models.ParsePhone(word); ok {
		made.phone = &phone
	}
	return made
}

// phoneColumn is the first column of telephone numbers, -1 for none.
func (t *Table[T]) phoneColumn() int {
	return slices.IndexFunc(t.columns, func(c Column[T]) bool { return c.Phone != nil })
}

// phoneRows are the rows whose number answers the query.
func (t *Table[T]) phoneRows(phone models.PhoneQuery) []int32 {
	number := t.columns[t.phoneColumn()].Phone
	return phone.Find(len(t.sheet.rows), func(row int) models.Phone { return number(t.sheet.rows[row]) })
}

// columnNamed finds the column whose name or title begins with name, -1 for
// none.
func (t *Table[T]) columnNamed(name string) int {
	name = text.Fold(name)
	if name == "" {
		return -1
	}
	for _, exact := range []bool{true, false} {
		for c, column := range t.columns {
			for _, known := range []string{column.Name, column.Title} {
				known = text.Fold(known)
				if known == name || !exact && strings.HasPrefix(known, name) {
					return c
				}
			}
		}
	}
	return -1
}

func (q query) empty() bool { return q.words == "" && len(q.phones) == 0 && len(q.terms) == 0 }

// in gives the words that are looked for in a column, to highlight them.
func (q query) in(column int) string {
	words := []string{q.words}
	for _, term := range q.terms {
		if !term.not && term.column == column && term.phone == nil {
			words = append(words, term.word)
		}
	}
	return strings.Join(words, " ")
}

// hits finds the rows that answer q, in the order of the sheet. near reports
// that none holds the words and the rows are those with their letters in order.
func (t *Table[T]) hits(q query) (rows []int32, near bool) {
	found := t.sheet.search(t.shownColumns).Search(q.words, 0)
	near = found.Close > 0
	t.found = append(t.found[:0], found.Rows...)
	for _, phone := range q.phones {
		t.found = keep(t.found, t.phoneRows(phone), true)
	}
	for _, term := range q.terms {
		if term.phone != nil {
			t.found = keep(t.found, t.phoneRows(*term.phone), !term.not)
			continue
		}
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
