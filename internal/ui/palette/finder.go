package palette

import (
	"slices"
	"strings"

	"btalk/internal/address"
)

// finder finds entries by what is typed.
type finder struct {
	entries []Entry
	index   *address.Index
}

func newFinder(entries []Entry) *finder {
	f := &finder{}
	f.add(entries)
	return f
}

// add takes further entries. Those that are there already keep their rank.
func (f *finder) add(entries []Entry) {
	f.entries = append(slices.Clip(f.entries), entries...)
	f.index = address.NewIndex(len(f.entries), func(i int) string {
		return f.entries[i].Name + " " + f.entries[i].Title
	})
}

// find gives the best entries for a text, best first. An entry whose name is
// typed in full and that takes arguments comes before everything else.
func (f *finder) find(text string) []Entry {
	name, args := split(text)
	var found []Entry
	command := -1
	for i, entry := range f.entries {
		if entry.Name == name && (len(args) == 0 || entry.Takes != "") {
			command = i
			found = append(found, entry)
			break
		}
	}
	for _, i := range f.index.Search(text, most).Rows {
		if int(i) != command {
			found = append(found, f.entries[i])
		}
	}
	return found
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
