package palette

import (
	"strings"

	"btalk/internal/models/text"
)

// Names are entries that are made when they are offered: there may be tens of
// thousands. Make it with NewNames, off the update loop.
type Names struct {
	index *text.Index
	entry func(i int) Entry
}

// NewNames takes n names: the text that finds each, and its entry.
func NewNames(n int, words func(i int) string, entry func(i int) Entry) *Names {
	return &Names{index: text.NewIndex(n, words), entry: entry}
}

// find gives the best entries for a text, best first.
func (n *Names) find(text string, most int) []Entry {
	if n == nil || most <= 0 {
		return nil
	}
	var found []Entry
	for _, i := range n.index.Search(text, most).Rows {
		found = append(found, n.entry(int(i)))
	}
	return found
}

// finder finds entries by what is typed: what can be done first, then names.
type finder struct {
	entries []Entry
	actions *Names
	names   *Names // nil until they were brought
}

func newFinder(entries []Entry) *finder {
	return &finder{entries: entries, actions: NewNames(len(entries),
		func(i int) string { return entries[i].Name + " " + entries[i].Title },
		func(i int) Entry { return entries[i] },
	)}
}

// find gives the best entries for a text. One whose name is typed in full, and
// that takes the arguments behind it, comes before everything else.
func (f *finder) find(text string) []Entry {
	name, args := split(text)
	text = strings.TrimLeft(text, ": ")
	var found []Entry
	for _, entry := range f.entries {
		if entry.Name == name && (len(args) == 0 || entry.Takes != "") {
			found = append(found, entry)
			break
		}
	}
	for _, entry := range f.actions.find(text, most) {
		if len(found) == 0 || entry.Name != name || entry.Title != found[0].Title {
			found = append(found, entry)
		}
	}
	if text == "" {
		return found // names are found, not listed
	}
	return append(found, f.names.find(text, most-len(found))...)
}

// split cuts what was typed into a name and its arguments. A colon in front is
// habit.
func split(text string) (name string, args []string) {
	words := strings.Fields(strings.TrimLeft(text, ": "))
	if len(words) == 0 {
		return "", nil
	}
	return strings.ToLower(words[0]), words[1:]
}
