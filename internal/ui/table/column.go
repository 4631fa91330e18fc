// Package table is the windowed table behind every list: it draws what is
// visible and nothing else, so that a key costs the same at fifty rows and at
// fifty thousand. A Sheet holds the rows of one answer, laid out once, off the
// update loop; a Table is what the operator sees of it: cursor, filter, sort,
// marks, columns.
//
//	listing ──keys──▶ Table ──▶ Rows    which rows, in what order, which are marked
//	                    │         │
//	                    │         ▼
//	                    │       Sheet   texts, widths, orders and indexes of one answer
//	                    │         ▲
//	                    ├──▶ layout     which columns, how wide: by the ladder
//	                    └──▶ drawing    one frame: header, window, highlights
//
// It fetches nothing, opens nothing and knows no key: internal/ui/listing does.
// The cursor, the marks and every action go by the id of a row, never by its
// place, so that nothing that moves rows can move what is meant.
//
// The tables that the commands print are laid out and cut by a Sheet too, so that a
// list and its command cannot disagree: internal/cli asks it for its Fit.
package table

import (
	"btalk/internal/ladder"
	"btalk/internal/models"
	"btalk/internal/ui/theme"
)

// Column says how one property of a row is shown.
type Column[T any] struct {
	Name   string // one word: for the filter (name:value) and for what is kept
	Title  string
	Short  string                                        // in place of the title above cells that are narrower; may be empty
	Field  string                                        // its name in a CSV; empty: the title
	Text   func(row T) string                            // safe, of one line
	Exact  func(row T) string                            // its text in a CSV; nil: Text
	Style  func(row T, styles *theme.Styles) theme.Style // nil: plain
	Order  func(row T) string                            // what it is sorted by; nil: the text
	Phone  func(row T) models.Phone                      // of a telephone number: what a filter that is one is compared with
	Right  bool                                          // numbers stand at the right
	Layout ladder.Column                                 // how it takes part where room is short
	Prose  bool                                          // sentences: cut at their end only
	Hidden bool                                          // shown only when chosen
}

// columnSet is the columns of a table: a filter may name them.
type columnSet[T any] []Column[T]
