// Package sign says how a change reads, in the plan, in its outcome and in the
// journal alike: a mark and a word, so that it reads without colour, and a style.
// It is a pure function of values, and draws nothing. Every screen may import it.
package sign

import (
	"btalk/internal/catalog"
	"btalk/internal/models"
	"btalk/internal/ui/theme"
)

// Sign is a mark of one cell, a word, and how both are drawn.
type Sign struct {
	Mark, Word string
	Style      func(*theme.Styles) theme.Style
}

// String is the mark and the word.
func (s Sign) String() string { return s.Mark + " " + s.Word }

// OfDifference says what becomes of a field.
func OfDifference(d models.Difference) Sign {
	switch {
	case !d.Changed():
		return Sign{" ", "same", muted}
	case d.Before.Empty():
		return Sign{"+", "new", good}
	case d.After.Empty():
		return Sign{"-", "removed", bad}
	}
	return Sign{"~", "changed", func(s *theme.Styles) theme.Style { return s.Warning }}
}

// OfOutcome says what became of a request, in the words of the catalog.
func OfOutcome(state models.OutcomeState) Sign {
	mark, word := catalog.OutcomeWords(state)
	style := bad
	switch state {
	case models.Done:
		style = good
	case models.Pending, models.NotSent:
		style = muted
	case models.Refused, models.OutcomeUnknown:
	}
	return Sign{mark, word, style}
}

func muted(s *theme.Styles) theme.Style { return s.Muted }
func good(s *theme.Styles) theme.Style  { return s.OK }
func bad(s *theme.Styles) theme.Style   { return s.Error }
