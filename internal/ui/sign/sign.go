// Package sign says how a change reads, in the plan, in its outcome and in the
// journal alike: a mark and a word, so that it reads without colour, and a tone;
// and how each tone of the catalog is drawn, in a list and in a plan alike.
// It is a pure function of values, and draws nothing. Every screen may import it.
package sign

import (
	"btalk/internal/catalog"
	"btalk/internal/models"
	"btalk/internal/ui/theme"
)

// Sign is a mark of one cell, a word, and what both mean to their reader.
type Sign struct {
	Mark, Word string
	Tone       catalog.Tone
}

// String is the mark and the word.
func (s Sign) String() string { return s.Mark + " " + s.Word }

// Style is how both are drawn.
func (s Sign) Style(styles *theme.Styles) theme.Style { return StyleOf(s.Tone, styles) }

// OfDifference says what becomes of a field.
func OfDifference(d models.Difference) Sign {
	switch {
	case !d.Changed():
		return Sign{" ", "same", catalog.Faint}
	case d.Before.Empty():
		return Sign{"+", "new", catalog.Good}
	case d.After.Empty():
		return Sign{"-", "removed", catalog.Bad}
	}
	return Sign{"~", "changed", catalog.Doubtful}
}

// OfOutcome says what became of a request, as the catalog declares it.
func OfOutcome(state models.OutcomeState) Sign {
	mark, word := catalog.OutcomeWords(state)
	return Sign{mark, word, catalog.OutcomeTone(state)}
}

// StyleOf is how a tone is drawn.
func StyleOf(tone catalog.Tone, styles *theme.Styles) theme.Style {
	switch tone {
	case catalog.Good:
		return styles.OK
	case catalog.Doubtful:
		return styles.Warning
	case catalog.Bad:
		return styles.Error
	case catalog.Faint:
		return styles.Muted
	case catalog.Special:
		return styles.Accent
	case catalog.Plain:
	}
	return styles.Text
}
