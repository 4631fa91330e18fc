package address

import (
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"btalk/internal/models"
	"btalk/internal/models/text"
)

// spellings finds what a text means among the areas of one list, whatever its
// case, accents, composition, blanks and punctuation.
type spellings struct {
	values []models.Text
	folded map[string][]int // made when it is wanted first
}

func newSpellings(values []models.Text) *spellings { return &spellings{values: values} }

// indexOf finds the area that is written exactly so; -1 when there is none.
func indexOf(values []models.Text, raw string) int {
	return slices.IndexFunc(values, func(v models.Text) bool { return v.Raw() == raw })
}

// sameLetters finds the area that is written so, or in the same letters composed
// otherwise; -1 when there is none.
func sameLetters(values []models.Text, raw string) int {
	if at := indexOf(values, raw); at >= 0 {
		return at
	}
	composed := norm.NFC.String(raw)
	return slices.IndexFunc(values, func(v models.Text) bool { return norm.NFC.String(v.Raw()) == composed })
}

// meant finds the area that a text means: the one written so, else the only one
// that is the same letters composed otherwise, else in another case, else without
// accents and punctuation. at is -1 when there is none; several names those that it
// could be when they are more than one.
func (s *spellings) meant(raw string) (at int, several []int) {
	if at = indexOf(s.values, raw); at >= 0 {
		return at, nil
	}
	alike := s.alike(raw)
	for _, form := range []func(string) string{norm.NFC.String, sameCase, text.Fold} {
		wanted := form(raw)
		same := slices.DeleteFunc(slices.Clone(alike), func(i int) bool { return form(s.values[i].Raw()) != wanted })
		switch len(same) {
		case 0:
			continue
		case 1:
			return same[0], nil
		}
		return -1, same
	}
	return -1, nil
}

// sameCase is a text in one case, one composition and without what cannot be seen.
func sameCase(raw string) string { return strings.ToLower(norm.NFC.String(text.Tidy(raw))) }

// alike gives the areas that fold to the same as raw.
func (s *spellings) alike(raw string) []int {
	folded := text.Fold(raw)
	if folded == "" {
		return nil
	}
	if s.folded == nil {
		s.folded = make(map[string][]int, len(s.values))
		for i, value := range s.values {
			name := text.Fold(value.Raw())
			s.folded[name] = append(s.folded[name], i)
		}
	}
	return s.folded[folded]
}
