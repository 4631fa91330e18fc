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

// parse reads a filter. What names no column is a plain word, so that
// nothing that can be typed is an error.
func (cs columnSet[T]) parse(filter string) query {
	var q query
	var words []string
	phones := cs.phone() >= 0
	for _, word := range cs.words(filter) {
		rest, not := strings.CutPrefix(word, "!")
		column := -1
		if name, value, ok := strings.Cut(rest, ":"); ok {
			if column = cs.named(name); column >= 0 {
				rest = value
			}
		}
		switch {
		case !not && column < 0:
			words = append(words, word)
		case text.Fold(rest) != "":
			q.terms = append(q.terms, cs.term(not, column, rest))
		}
	}
	q.words = strings.Join(words, " ")
	if phones {
		q.phones, q.words = models.PhonesIn(q.words)
	}
	return q
}

// words cuts a filter at its blanks, but for those within the number that
// is asked of a column of numbers, or must not be there: number:04 65 05 52 22
// and !04 65 05 52 22 are one word.
func (cs columnSet[T]) words(filter string) []string {
	var words []string
	for word := range strings.FieldsSeq(filter) {
		last := len(words) - 1
		if last >= 0 && strings.Trim(word, "0123456789()[]./-") == "" && cs.asksPhone(words[last]) {
			words[last] += " " + word
			continue
		}
		words = append(words, word)
	}
	return words
}

// asksPhone reports whether a word of a filter asks a column of numbers for one.
func (cs columnSet[T]) asksPhone(word string) bool {
	rest, not := strings.CutPrefix(word, "!")
	name, value, named := strings.Cut(rest, ":")
	if !named {
		_, ok := models.ParsePhone(rest)
		return ok && not && cs.phone() >= 0
	}
	column := cs.named(name)
	_, ok := models.ParsePhone(value)
	return ok && column >= 0 && cs[column].Phone != nil
}

// term is a word asked of one column, or of a row that must not hold it.
func (cs columnSet[T]) term(not bool, column int, word string) term {
	made := term{not: not, column: column, word: word}
	if column >= 0 && cs[column].Phone == nil || column < 0 && cs.phone() < 0 {
		return made
	}
	if phone, ok := models.ParsePhone(word); ok {
		made.phone = &phone
	}
	return made
}

// phone is the first column of telephone numbers, -1 for none.
func (cs columnSet[T]) phone() int {
	return slices.IndexFunc(cs, func(c Column[T]) bool { return c.Phone != nil })
}

// named finds the column whose name or title begins with name, -1 for
// none.
func (cs columnSet[T]) named(name string) int {
	name = text.Fold(name)
	if name == "" {
		return -1
	}
	for _, exact := range []bool{true, false} {
		for c, column := range cs {
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

// hits finds the rows that answer q, in the order of the sheet, until the next
// call; a filter searches the columns shown. near reports that none holds the words
// and the rows are those with their letters in order.
func (s *Sheet[T]) hits(q query, shown []bool) (rows []int32, near bool) {
	found := s.search(shown).Search(q.words, 0)
	near = found.Close > 0
	s.found = append(s.found[:0], found.Rows...)
	for _, phone := range q.phones {
		s.found = keep(s.found, s.phoneRows(phone), true)
	}
	for _, term := range q.terms {
		if term.phone != nil {
			s.found = keep(s.found, s.phoneRows(*term.phone), !term.not)
			continue
		}
		index := s.index
		if term.column >= 0 {
			index = s.searchColumn(term.column)
		}
		with := index.Search(term.word, 0)
		s.found = keep(s.found, with.Rows[:len(with.Rows)-with.Close], !term.not)
	}
	return s.found, near
}

// phoneRows are the rows whose number answers the query.
func (s *Sheet[T]) phoneRows(phone models.PhoneQuery) []int32 {
	number := s.columns[s.columns.phone()].Phone
	return phone.Find(len(s.rows), func(row int) models.Phone { return number(s.rows[row]) })
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
