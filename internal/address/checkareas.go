package address

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"btalk/internal/models"
	"btalk/internal/models/text"
)

// ErrAreasUnknown says that the values of a level are not at hand.
var ErrAreasUnknown = errors.New("the geographic areas are not available")

// checkAreas follows the levels from the top. What stands below a level that
// cannot be checked cannot be checked either.
func (c Checker) checkAreas(a Address, report *Report) {
	for _, problem := range c.Rules.Problems {
		report.skip(problem.Field, "%s", problem.What)
	}
	var path []string
	for i, level := range c.Rules.Levels {
		own, why := c.checkLevel(level, path, a.Get(level.Element), report)
		if why != "" {
			c.skipLevels(i, why, report)
			return
		}
		path = append(path, own)
	}
}

// checkLevel gives the area as its list spells it, or says why the levels from
// here on cannot be followed.
func (c Checker) checkLevel(level Level, path []string, value models.Text, report *Report) (own, why string) {
	if c.Areas == nil {
		return "", ErrAreasUnknown.Error()
	}
	if level.Element == "" {
		return "", fmt.Sprintf("area%d stands in no element of the address", level.Number)
	}
	values, err := c.Areas(path)
	at := sameLetters(values, value.Raw())
	switch {
	case err != nil:
		return "", err.Error()
	case len(values) == 0:
		return "", "the API lists no areas there"
	case !text.Visible(value.Raw()):
		return "", "there is no value for " + models.Safe(string(level.Element))
	case at < 0:
		report.fail(areaViolation(level, path, values, value))
		return "", fmt.Sprintf("it stands under an area that is not in the list of %s", models.Safe(string(level.Element)))
	}
	report.settle(level.Element)
	return values[at].Raw(), ""
}

// Respell gives the address with every area as its list spells it, wherever what
// is given means one entry of the list and no other; respelt says what was so. An
// area that the list does not have stays for Check to find.
func (c Checker) Respell(a Address) (spelt Address, respelt []string) {
	var path []string
	for _, level := range c.Rules.Levels {
		value := a.Get(level.Element)
		if c.Areas == nil || level.Element == "" || value.Empty() {
			break
		}
		values, err := c.Areas(path)
		at, _ := newSpellings(values).meant(value.Raw())
		if err != nil || at < 0 {
			break
		}
		if own := values[at].Raw(); own != value.Raw() {
			a.respell(level.Element, own)
			respelt = append(respelt, models.Safe(string(level.Element))+": "+spelling(value.Raw(), own))
		}
		path = append(path, values[at].Raw())
	}
	return a, respelt
}

// spelling puts in words that a value was replaced with the spelling of the list.
func spelling(given, own string) string {
	if quoted(given) == quoted(own) {
		return fmt.Sprintf("%s is written in the characters of the list of areas", quoted(own))
	}
	return fmt.Sprintf("%s is spelt %s in the list of areas", quoted(given), quoted(own))
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

func areaViolation(level Level, path []string, values []models.Text, value models.Text) Violation {
	where := "the country"
	if len(path) > 0 {
		where = quoted(path[len(path)-1])
	}
	v := Violation{Field: level.Element, Rule: RuleArea, Value: value}
	v.What = fmt.Sprintf("%s is not a geographic area of %s", quoted(value.Raw()), where)
	at, several := newSpellings(values).meant(value.Raw())
	switch {
	case at >= 0:
		v.Fix = fmt.Sprintf("write %s", quoted(values[at].Raw()))
		return v
	case len(several) > 0:
		names := make([]string, len(several))
		for i, at := range several {
			names[i] = quoted(values[at].Raw())
		}
		v.What = fmt.Sprintf("%s could be %s", quoted(value.Raw()), strings.Join(names, " or "))
		v.Fix = "write the one that is meant as it stands in the list"
		return v
	}
	choices := make([]Choice, len(values))
	for i, area := range values {
		choices[i] = Choice{Value: area}
	}
	v.Fix = nearestChoice(choices, value.Raw())
	return v
}
