// Package listing is the screen behind every list: it fetches by a Task, shows
// the rows in a table with a detail pane beside it, and offers what can be done
// with rows: filter, sort, choose columns, mark, copy, export, see the JSON,
// run an action. What a list is about, its columns, what opening a row means,
// comes as a Config from the package of that screen.
//
// It knows nothing of customers or sites. Only the packages of list screens
// import it.
package listing

import (
	"context"

	"btalk/internal/catalog"
	"btalk/internal/ui/keymap"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/table"
	"btalk/internal/ui/widget"
)

// Config says what a list is about.
type Config[T any] struct {
	Title  func() string // its crumb: safe, short
	Route  func() screen.Route
	Nouns  string // what the rows are: "voicesites"; also the family that changes name
	Filter string // the filter at the start; as typed

	Columns []table.Column[T]
	ID      func(T) string // raw, and its own for each row
	Name    func(T) string // what a row is called; safe
	Raw     func(T) []byte // its JSON as the server gave it
	API     catalog.API    // that the path is of
	Path    func(T) string // its path below the base address of the API, each part escaped; nil when it has none

	Fetch    screen.Fetch[[]T]                      // nil for a list that is shown by Show
	Reload   func() screen.Do                       // in place of the fetch; may be nil
	Children func(ctx context.Context, row T) error // refreshes what opening the row will show; may be nil
	Pinned   []T                                    // rows at the head that are no items: their ID is empty

	Open    func(T) screen.Do
	Opens   string // what opening leads to, for the help: "VPNs"
	Actions []Action[T]
	Detail  func(T) []widget.Field // for the pane beside the list; may be nil
	Empty   widget.State

	// Foot is what the rows come to, for the last line, in parts that are shown whole or
	// not at all, the most important first; what says which rows they are: "shown",
	// "marked". May be nil. It must cost little: it is asked for as the rows change.
	Foot func(rows []T, what string) []string
}

// Action is something to do with rows. It opens a screen or asks; it never
// changes data by itself.
type Action[T any] struct {
	Name string        // "fill in the address"
	Key  keymap.Action // its own key; empty for none
	Many bool          // takes all marked rows, not one
	Run  func(rows []T) screen.Do
}
