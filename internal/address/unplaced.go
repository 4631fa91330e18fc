package address

import (
	"slices"
	"strings"

	"btalk/internal/models"
	"btalk/internal/models/text"
)

// Unplaced is a word of a pasted line that got no field, and why.
type Unplaced struct {
	Word models.Text
	Why  string
}

// JoinUnplaced joins words that stand one after the other for the same reason, to be
// shown on a line.
func JoinUnplaced(words []Unplaced) []Unplaced {
	var joined []Unplaced
	for _, word := range words {
		if last := len(joined) - 1; last >= 0 && joined[last].Why == word.Why {
			joined[last].Word = models.NewText(joined[last].Word.Raw() + " " + word.Word.Raw())
			continue
		}
		joined = append(joined, word)
	}
	return joined
}

// leftWord is such a word while the address is filled in. It is used once the
// address has it more often than when the line was spread.
type leftWord struct {
	Word models.Text `json:"word"`
	Why  string      `json:"why"`
	Had  int         `json:"had,omitempty"`
	// Level is one more than that of the area the word was, before it did not fit;
	// 0 for a word that never had a field.
	Level int `json:"level,omitempty"`
}

// setAside takes an area that does not fit out of the address, and keeps it in sight
// until a person has chosen another one.
func (w *Wizard) setAside(level int, why string) {
	area := w.area(level)
	w.setArea(level, "")
	w.forgetAside(level)
	w.left = append(w.left, leftWord{Word: models.NewText(area), Why: why, Had: w.wordCounts()[text.Fold(area)], Level: level + 1})
}

// wasSetAside reports whether an area was given at level that does not fit, and
// nobody has chosen another one yet.
func (w *Wizard) wasSetAside(level int) bool {
	return slices.ContainsFunc(w.left, func(word leftWord) bool { return word.Level == level+1 })
}

// forgetAside drops the area that was set aside at level.
func (w *Wizard) forgetAside(level int) {
	w.left = slices.DeleteFunc(slices.Clone(w.left), func(word leftWord) bool { return word.Level == level+1 })
}

// KeepUnplaced remembers the words of a spread line that got no field, after its
// values were accepted, in place of those of an earlier line. They go with the draft.
func (w *Wizard) KeepUnplaced(words []Unplaced) {
	w.left = slices.DeleteFunc(slices.Clone(w.left), func(word leftWord) bool { return word.Level == 0 })
	have := w.wordCounts()
	for _, word := range words {
		folded := text.Fold(word.Word.Raw())
		w.left = append(w.left, leftWord{Word: word.Word, Why: word.Why, Had: have[folded]})
		have[folded]++ // each time the word was left out wants a use of its own
	}
}

// Unplaced gives the words of the last spread line that no value has taken up yet.
func (w *Wizard) Unplaced() []Unplaced {
	if len(w.left) == 0 {
		return nil
	}
	have := w.wordCounts()
	var unused []Unplaced
	for _, word := range w.left {
		if folded := text.Fold(word.Word.Raw()); folded == "" || have[folded] <= word.Had {
			unused = append(unused, Unplaced{word.Word, word.Why})
		}
	}
	return unused
}

// wordCounts counts the words of all values.
func (w *Wizard) wordCounts() map[string]int {
	have := map[string]int{}
	for _, e := range w.address.Elements() {
		raw := w.address.Get(e).Raw()
		for word := range strings.FieldsSeq(raw) {
			have[text.Fold(word)]++
		}
	}
	return have
}
