// Package catalog declares each noun of the program once: what a customer, a
// voicesite or a number is called, its id, its columns, its detail and its path
// in the API. The lists of the dashboard and the tables, CSV and JSON of the
// commands are made from these declarations, so that a list and its command
// cannot disagree:
//
//	catalog.VoiceSites() ──┬── listing.From ── the screen: columns, filter, export
//	                       └── cli.sheetOf ─── btalk voicesites: table, CSV, JSON
//
// It fetches nothing, prints nothing and knows no colour: a Tone says what a value
// means, the theme says how that looks. internal/ui and internal/cli import it; it
// imports packages of values only.
package catalog

import (
	"slices"
	"strings"

	"btalk/internal/address"
	"btalk/internal/ladder"
	"btalk/internal/models"
	"btalk/internal/models/text"
)

// Noun declares a kind of things.
type Noun[T any] struct {
	Name, Plural string // "voicesite", "voicesites"

	ID    func(T) string        // raw, and its own for each row
	Title func(T) string        // what a row is called; safe
	Names func(T) []models.Text // what an operator may call it, the id first; nil where nobody does
	Raw   func(T) models.Value  // its JSON; nil: made of Fields
	API   API                   // that the path is of
	Path  func(T) string        // below the base address of the API, each part escaped; nil where there is none

	Columns []Column[T]      // in the order of the dashboard
	Fields  []string         // the columns of the command, by Field, in its order
	Known   []string         // the fields of Raw that have a place of their own
	Detail  func(T) []Detail // everything about a row; nil where the columns are all
}

// API is one of the three that rows come from: each has an address and a key of its own.
type API int

// The APIs.
const (
	BusinessTalk API = iota
	OrderTracking
	Billing
)

// Column is one property of a noun.
type Column[T any] struct {
	Name  string // one word: for the filter (name:value) and for what is kept; empty: in no list of the dashboard
	Title string // for people
	Short string // in place of the title above cells that are narrower; may be empty
	Field string // for scripts: the API's name, the header of CSV

	Value func(T) string // the field as the API gave it, safe: for scripts; nil: Text
	Text  func(T) string // for people, safe, of one line; nil: Value
	Tone  func(T) Tone   // nil: plain
	Order func(T) string // what it is sorted by; nil: the text
	Phone func(T) models.Phone

	Right    bool         // numbers stand at the right
	Grade    ladder.Grade // how soon it is missed when room is short; the first column names the row
	Fixed    bool         // an id, a code, a date, a state, a number: shown whole or not at all
	Prose    bool         // sentences: cut at their end only
	Min, Cap int          // cells: not cut below, not wider than; 0 as the ladder says
	Priority int          // within its grade the highest comes first
	Hidden   bool         // shown only when chosen
}

// Layout is how the column takes part where room is short.
func (c Column[T]) Layout() ladder.Column {
	return ladder.Column{Grade: c.Grade, Fixed: c.Fixed, Min: c.Min, Cap: c.Cap, Priority: c.Priority}
}

// Tone says what a value means to its reader.
type Tone int

// The tones.
const (
	Plain Tone = iota
	Good
	Doubtful
	Bad
	Faint
	Special // leads elsewhere than the rows around it
)

// Detail is a line about a row; the zero Detail is a blank line.
type Detail struct {
	Label, Value string // safe
	Note         string // what the value means, where that is not plain; safe
	Heading      bool   // Label begins a group
}

// Shown is a cell as people read it.
func (c Column[T]) Shown(row T) string {
	if c.Text != nil {
		return c.Text(row)
	}
	return c.Value(row)
}

// Exact is a cell as scripts read it.
func (c Column[T]) Exact(row T) string {
	if c.Value != nil {
		return c.Value(row)
	}
	return c.Text(row)
}

// Column finds a column by its field.
func (n Noun[T]) Column(field string) (column Column[T], ok bool) {
	at := slices.IndexFunc(n.Columns, func(c Column[T]) bool { return c.Field == field })
	if at < 0 {
		return column, false
	}
	return n.Columns[at], true
}

// Hiding is the noun without the columns of these fields, for a list where they
// say the same in every row. They can still be chosen.
func (n Noun[T]) Hiding(fields ...string) Noun[T] {
	n.Columns = slices.Clone(n.Columns)
	for i := range n.Columns {
		if slices.Contains(fields, n.Columns[i].Field) {
			n.Columns[i].Hidden = true
		}
	}
	return n
}

// Search gives the rows that a query finds, best first: by the text of every
// column that the dashboard shows, telephone numbers as numbers
// (models.PhoneQuery). An empty query finds all.
func (n Noun[T]) Search(rows []T, query string) []T {
	words := query
	if phone := slices.IndexFunc(n.Columns, func(c Column[T]) bool { return c.Phone != nil }); phone >= 0 {
		var phones []models.PhoneQuery
		phones, words = models.PhonesIn(query)
		for _, wanted := range phones {
			rows = pick(rows, wanted.Find(len(rows), func(i int) models.Phone { return n.Columns[phone].Phone(rows[i]) }))
		}
	}
	if strings.TrimSpace(words) == "" {
		return rows
	}
	index := text.NewIndex(len(rows), func(i int) string { return n.words(rows[i]) })
	return pick(rows, index.Search(words, max(len(rows), 1)).Rows)
}

// words is all that a row is searched by.
func (n Noun[T]) words(row T) string {
	var words strings.Builder
	for _, column := range n.Columns {
		if column.Name != "" && !column.Hidden {
			words.WriteString(column.Shown(row))
			words.WriteByte(' ')
		}
	}
	return words.String()
}

func pick[T any](rows []T, at []int32) []T {
	picked := make([]T, len(at))
	for i, row := range at {
		picked[i] = rows[row]
	}
	return picked
}

// Further are the fields of an object that have no place of their own, so that
// nothing the API says stays unseen.
func Further(raw models.Value, known ...string) []Detail {
	var details []Detail
	for _, field := range raw.Object().Fields {
		if slices.Contains(known, field.Key) {
			continue
		}
		if len(details) == 0 {
			details = append(details, Detail{}, Detail{Label: "Further fields", Heading: true})
		}
		details = append(details, Detail{Label: models.Safe(field.Key), Value: inOneLine(field.Value)})
	}
	return details
}

func inOneLine(value models.Value) string {
	switch value.Kind() {
	case models.ObjectValue, models.ListValue:
		return models.Safe(string(value))
	default:
		return value.Text().String()
	}
}

// firstOf is the first text that says something.
func firstOf(texts ...models.Text) string {
	for _, text := range texts {
		if !text.Empty() {
			return text.String()
		}
	}
	return ""
}

// CountryName is the name of a country of the documented table, "" for any other code.
func CountryName(iso2 string) string {
	if country := address.CountryOf(iso2); country.Listed {
		return country.Name.String()
	}
	return ""
}
