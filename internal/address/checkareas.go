package address

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"btalk/internal/models"
)

// ErrAreasUnknown says that the values of a level are not at hand.
var ErrAreasUnknown = errors.New("the geographic areas are not available")

// checkAreas follows the levels from the top. What stands below a level that
// cannot be checked cannot be checked either.
func (c Checker) checkAreas(a Address) Report {
	var report Report
	for _, problem := range c.Rules.Problems {
		report.skip(problem.Field, "%s", problem.What)
	}
	var path []string
	for i, level := range c.Rules.Levels {
		value := a.Get(level.Element)
		why := c.checkLevel(level, path, value, &report)
		if why != "" {
			c.skipLevels(i, why, &report)
			return report
		}
		path = append(path, value.Raw())
	}
	return report
}

// checkLevel says why the levels from here on cannot be followed, empty when they can.
func (c Checker) checkLevel(level Level, path []string, value models.Text, report *Report) (why string) {
	if c.Areas == nil {
		return ErrAreasUnknown.Error()
	}
	if level.Element == "" {
		return fmt.Sprintf("area%d stands in no element of the address", level.Number)
	}
	values, err := c.Areas(path)
	switch {
	case err != nil:
		return err.Error()
	case len(values) == 0:
		return "the API lists no areas there"
	case value.Empty():
		return "there is no value for " + models.Safe(string(level.Element))
	case sameName(values, value.Raw()) < 0:
		report.fail(areaViolation(level, path, values, value))
		return fmt.Sprintf("it stands under an area that is not in the list of %s", models.Safe(string(level.Element)))
	}
	return ""
}

// skipLevels notes the levels from first on, but not one that has failed already.
func (c Checker) skipLevels(first int, why string, report *Report) {
	for _, level := range c.Rules.Levels[first:] {
		failed := slices.ContainsFunc(report.Violations, func(v Violation) bool { return v.Field == level.Element })
		if !failed && level.Element != "" {
			report.skip(level.Element, "%s", why)
		}
	}
}

// sameName finds the area spelt with the same characters, composed or not; -1 when
// there is none.
func sameName(values []models.Text, raw string) int {
	exact := slices.IndexFunc(values, func(v models.Text) bool { return v.Raw() == raw })
	if exact >= 0 || isASCII(raw) {
		return exact
	}
	composed := norm.NFC.String(raw)
	return slices.IndexFunc(values, func(v models.Text) bool { return norm.NFC.String(v.Raw()) == composed })
}

// isASCII tells that a text has one spelling only.
func isASCII(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return r >= utf8.RuneSelf }) < 0
}

// alikeName finds the only area that is the same but for case, accents and
// punctuation; -1 when there is none or more than one.
func alikeName(values []models.Text, raw string) int {
	folded := Fold(raw)
	found := -1
	for i, value := range values {
		if Fold(value.String()) == folded {
			if found >= 0 {
				return -1
			}
			found = i
		}
	}
	return found
}

func areaViolation(level Level, path []string, values []models.Text, value models.Text) Violation {
	where := "the country"
	if len(path) > 0 {
		where = quoted(path[len(path)-1])
	}
	v := Violation{Field: level.Element, Rule: RuleArea, Value: value}
	v.What = fmt.Sprintf("%s is not a geographic area of %s", quoted(value.Raw()), where)
	if i := alikeName(values, value.Raw()); i >= 0 {
		v.Fix = fmt.Sprintf("write %s", quoted(values[i].Raw()))
		return v
	}
	choices := make([]Choice, len(values))
	for i, area := range values {
		choices[i] = Choice{Value: area}
	}
	v.Fix = nearestChoice(choices, value.Raw())
	return v
}
