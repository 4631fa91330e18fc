package address

import (
	"slices"
	"strconv"
	"strings"

	"btalk/internal/models/text"
)

// TellApart says of each address of a list what tells it from those that read like
// it: all that differs where two lines are the same, the region where two towns are.
// read gives the line that is shown for an address, label the word for an element.
func TellApart(all []Address, read func(Address) string, label func(Element) string) []string {
	lines := make([]string, len(all))
	for i, a := range all {
		lines[i] = read(a)
	}
	told := make([]string, len(all))
	for i, a := range all {
		var differ []Element
		for j, b := range all {
			if i == j {
				continue
			}
			for _, e := range elementsOf(a, b) {
				alike := lines[i] == lines[j] || region(e) && sameTown(a, b)
				if alike && a.Get(e).Raw() != b.Get(e).Raw() && !slices.Contains(differ, e) {
					differ = append(differ, e)
				}
			}
		}
		told[i] = a.tell(differ, lines[i], label)
	}
	return told
}

// tell puts the values of some elements in words, without those that the line shows.
func (a Address) tell(elements []Element, line string, label func(Element) string) string {
	slices.SortStableFunc(elements, func(e, f Element) int { return e.order() - f.order() })
	var parts []string
	for _, e := range elements {
		value := a.Get(e)
		shown := value.String()
		switch {
		case value.Empty():
			shown = "none"
		case shown != value.Raw():
			shown = strconv.QuoteToASCII(value.Raw()) // what differs may be what is not seen
		case region(e) && holdsWords(text.Fold(line), text.Fold(shown)):
			continue
		}
		parts = append(parts, shown+" ("+label(e)+")")
	}
	return strings.Join(parts, ", ")
}

// region reports whether an element names what lies around a town.
func region(e Element) bool { return e == State || e == County }

func sameTown(a, b Address) bool {
	return !a.Get(City).Empty() && text.Fold(a.Get(City).String()) == text.Fold(b.Get(City).String())
}

// elementsOf gives the elements that either address has.
func elementsOf(a, b Address) []Element {
	all := a.Elements()
	for _, e := range b.Elements() {
		if !slices.Contains(all, e) {
			all = append(all, e)
		}
	}
	return all
}

// holdsWords reports whether folded words stand in a folded text, whole and in
// that order.
func holdsWords(text, words string) bool {
	return strings.Contains(" "+text+" ", " "+words+" ")
}
