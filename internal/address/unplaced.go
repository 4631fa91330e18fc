package address

import "btalk/internal/models"

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
