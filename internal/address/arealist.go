package address

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"btalk/internal/models"
	"btalk/internal/models/text"
)

// AreaList is the areas under one path as the API lists them. It finds what a text
// means among them, whatever its case, accents, composition, blanks and
// punctuation. Make it with NewAreaList or ListOf; the zero list is empty.
type AreaList struct {
	Values  []models.Text
	Missing string // what is missing of it, in words; empty when it is whole

	alike *alike
}

// Areas gives the areas under path: none for area1, then the raw values of the
// levels above. No values and no error means that the API lists none there.
type Areas func(path []string) (AreaList, error)

// Why it is not known whether a value is a geographic area.
var (
	ErrAreasUnknown = errors.New("the geographic areas are not available") // at hand
	ErrIncomplete   = errors.New("the list is incomplete")                 // and lacks the value
)

// NewAreaList makes a list; missing says what is missing of it, empty for a whole one.
func NewAreaList(values []models.Text, missing string) AreaList {
	return AreaList{Values: values, Missing: missing, alike: &alike{}}
}

// ListOf gives the list that was read.
func ListOf(read models.Snapshot[[]models.Text]) AreaList {
	return NewAreaList(read.Value, models.Safe(read.Lacks()))
}

// Has reports whether an area is written exactly so.
func (l AreaList) Has(raw string) bool { return l.indexOf(raw) >= 0 }

// Meant gives the area that a text means, as the list spells it; ok is false when
// it means none, or could be several.
func (l AreaList) Meant(raw string) (own string, ok bool) {
	at, _ := l.meant(raw)
	if at < 0 {
		return "", false
	}
	return l.Values[at].Raw(), true
}

// Unknown says why the list cannot tell whether a value is one of its areas: it is
// incomplete and has none like it (ErrIncomplete). It is nil when the list can tell.
// A value that is not known is neither right nor wrong: it stays as it was given.
func (l AreaList) Unknown(raw string) error {
	if l.Missing == "" {
		return nil
	}
	if at, several := l.meant(raw); at >= 0 || len(several) > 0 {
		return nil
	}
	return fmt.Errorf("%w (%s)", ErrIncomplete, l.Missing)
}

// Refuse says what is wrong with a value for a level under path that the list does
// not have; ok is true when nothing is, or the list cannot tell.
func (l AreaList) Refuse(level Level, path []string, value models.Text) (wrong Violation, ok bool) {
	if l.Has(value.Raw()) || l.Unknown(value.Raw()) != nil {
		return Violation{}, true
	}
	where := "the country"
	if len(path) > 0 {
		where = Quoted(path[len(path)-1])
	}
	v := Violation{Field: level.Element, Rule: RuleArea, Value: value}
	v.What = fmt.Sprintf("%s is not a geographic area of %s", Quoted(value.Raw()), where)
	at, several := l.meant(value.Raw())
	switch {
	case at >= 0:
		v.Fix = "write " + Quoted(l.Values[at].Raw())
	case len(several) > 0:
		names := make([]string, len(several))
		for i, at := range several {
			names[i] = Quoted(l.Values[at].Raw())
		}
		v.What = fmt.Sprintf("%s could be %s", Quoted(value.Raw()), strings.Join(names, " or "))
		v.Fix = "write the one that is meant as it stands in the list"
	default:
		choices := make([]Choice, len(l.Values))
		for i, area := range l.Values {
			choices[i] = Choice{Value: area}
		}
		v.Fix = nearestChoice(choices, value.Raw())
	}
	return v, false
}

func (l AreaList) indexOf(raw string) int {
	return slices.IndexFunc(l.Values, func(v models.Text) bool { return v.Raw() == raw })
}

// sameLetters finds the area that is written so, or in the same letters composed
// otherwise; -1 when there is none.
func (l AreaList) sameLetters(raw string) int {
	if at := l.indexOf(raw); at >= 0 {
		return at
	}
	composed := norm.NFC.String(raw)
	return slices.IndexFunc(l.Values, func(v models.Text) bool { return norm.NFC.String(v.Raw()) == composed })
}

// meant finds the area that a text means: the one written so, else the only one
// that is the same letters composed otherwise, else in another case, else without
// accents and punctuation. at is -1 when there is none; several names those that it
// could be when they are more than one.
func (l AreaList) meant(raw string) (at int, several []int) {
	if at = l.indexOf(raw); at >= 0 {
		return at, nil
	}
	rows := l.alike.rows(l.Values, raw)
	for _, form := range []func(string) string{norm.NFC.String, sameCase, text.Fold} {
		wanted := form(raw)
		same := slices.DeleteFunc(slices.Clone(rows), func(i int) bool { return form(l.Values[i].Raw()) != wanted })
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

// alike is the rows of a list by what they fold to, made when it is wanted first.
type alike struct{ byFolded map[string][]int }

func (a *alike) rows(values []models.Text, raw string) []int {
	folded := text.Fold(raw)
	if folded == "" {
		return nil
	}
	if a == nil {
		a = &alike{} // of a list that is asked once
	}
	if a.byFolded == nil {
		a.byFolded = make(map[string][]int, len(values))
		for i, value := range values {
			name := text.Fold(value.Raw())
			a.byFolded[name] = append(a.byFolded[name], i)
		}
	}
	return a.byFolded[folded]
}
