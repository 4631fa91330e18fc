package address

import (
	"fmt"
	"slices"

	"btalk/internal/models"
	"btalk/internal/models/text"
)

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
	list, err := c.Areas(path)
	if err == nil {
		err = list.Unknown(value.Raw())
	}
	at := list.sameLetters(value.Raw())
	switch {
	case err != nil:
		report.AreasUnknown = err
		return "", err.Error()
	case len(list.Values) == 0:
		return "", "the API lists no areas there"
	case !text.Visible(value.Raw()):
		return "", "there is no value for " + models.Safe(string(level.Element))
	case at < 0:
		wrong, _ := list.Refuse(level, path, value)
		report.fail(wrong)
		return "", fmt.Sprintf("it stands under an area that is not in the list of %s", models.Safe(string(level.Element)))
	}
	report.settle(level.Element)
	return list.Values[at].Raw(), ""
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
		list, err := c.Areas(path)
		own, ok := list.Meant(value.Raw())
		if err != nil || !ok {
			break
		}
		if own != value.Raw() {
			a.Respell(level.Element, own)
			respelt = append(respelt, models.Safe(string(level.Element))+": "+Respelt(value.Raw(), own))
		}
		path = append(path, own)
	}
	return a, respelt
}

// Respelt puts in words that a value was replaced with the spelling of the list.
func Respelt(given, own string) string {
	if Quoted(given) == Quoted(own) {
		return fmt.Sprintf("%s is written in the characters of the list of areas", Quoted(own))
	}
	return fmt.Sprintf("%s is spelt %s in the list of areas", Quoted(given), Quoted(own))
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
