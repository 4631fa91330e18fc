package address

import (
	"fmt"
	"slices"

	"btalk/internal/models"
	"btalk/internal/models/text"
)

// Rule names what a value broke; it stands in brackets at the end of a violation.
type Rule string

// The rules, in the order in which the API checks them (DOC api-contract §2.6).
const (
	RuleMandatory Rule = "mandatory"
	RuleType      Rule = "valueType"
	RuleMinLength Rule = "minLength"
	RuleMaxLength Rule = "maxLength"
	RulePattern   Rule = "valueRegexp"
	RuleValues    Rule = "possibleValues"
	RuleArea      Rule = "geographic area"
	RuleDialZone  Rule = "dial zone"
	RuleText      Rule = "text" // what cannot be seen, or not where it stands
)

// Violation is one thing wrong with an address.
type Violation struct {
	Field Element
	Rule  Rule
	Value models.Text
	What  string // what is wrong, in words
	Fix   string // what to do, in words
}

// String gives the line that `btalk address check` prints.
func (v Violation) String() string {
	return fmt.Sprintf("%s: %s; %s (%s)", models.Safe(string(v.Field)), v.What, v.Fix, v.Rule)
}

// Unchecked is something that could not be decided here, and why. It is never a
// reason to refuse an address.
type Unchecked struct {
	Field Element // empty when it concerns the whole address
	Why   string
}

// String gives the line to show.
func (u Unchecked) String() string {
	if u.Field == "" {
		return "not checked here: " + u.Why
	}
	return fmt.Sprintf("%s: not checked here: %s", models.Safe(string(u.Field)), u.Why)
}

// Report is all that a check found.
type Report struct {
	Violations []Violation
	NotChecked []Unchecked

	// AreasUnknown is why an area could not be compared with its list; nil when each
	// could be, or no list was given. Such an address must not pass for a right one.
	AreasUnknown error
}

// OK reports whether nothing is wrong.
func (r Report) OK() bool { return len(r.Violations) == 0 }

func (r *Report) fail(v Violation) { r.Violations = append(r.Violations, v) }

func (r *Report) skip(e Element, format string, args ...any) {
	r.NotChecked = append(r.NotChecked, Unchecked{e, fmt.Sprintf(format, args...)})
}

// settle takes back what was said of the text of an element: the API itself lists
// the value as it stands.
func (r *Report) settle(e Element) {
	r.Violations = slices.DeleteFunc(r.Violations, func(v Violation) bool { return v.Field == e && v.Rule == RuleText })
}

func (r *Report) join(other Report) {
	r.Violations = append(r.Violations, other.Violations...)
	r.NotChecked = append(r.NotChecked, other.NotChecked...)
}

// Checker holds what an address is checked against. Areas may be nil.
type Checker struct {
	Country Country
	Schema  Schema
	Rules   Rules
	Areas   Areas
}

// Check finds everything wrong with an address: the schema, the geographic areas,
// the dial zone; and says what only the API can decide.
func (c Checker) Check(a Address) Report {
	var report Report
	if len(c.Schema.Fields) == 0 {
		report.skip("", "there is no address schema for this country")
	}
	for _, problem := range c.Schema.Problems {
		report.skip(problem.Field, "%s", problem.What)
	}
	for _, field := range c.Schema.Fields {
		if field.Element != DialZone {
			report.join(field.Check(a.Get(field.Element).Raw()))
		}
	}
	c.checkUndescribed(a, &report)
	c.checkAreas(a, &report)
	report.join(c.CheckDialZone(a.Get(DialZone).Raw()))
	if why := c.Country.API.fullCheck(); why != "" {
		report.skip("", "%s", why)
	}
	return report
}

// checkUndescribed names the elements that the schema does not describe.
func (c Checker) checkUndescribed(a Address, report *Report) {
	if len(c.Schema.Fields) == 0 {
		return
	}
	for _, e := range a.Elements() {
		if _, described := c.Schema.Field(e); !described && e != DialZone {
			report.skip(e, "the country's schema does not describe it")
			report.join(Field{Element: e}.Check(a.Get(e).Raw()))
		}
	}
}

// CheckDialZone judges a dial zone by the rule of the country.
func (c Checker) CheckDialZone(zone string) Report {
	var report Report
	field, described := c.Schema.Field(DialZone)
	if !described {
		field = Field{Element: DialZone}
	}
	if zone != "" {
		report.join(field.Check(zone))
	}
	switch {
	case c.Rules.DialZone == DialZoneAutomatic:
		report.skip(DialZone, "it is computed from the address")
	case c.Rules.DialZone == DialZoneManual && !text.Visible(zone):
		report.fail(Violation{
			Field: DialZone, Rule: RuleDialZone, What: "the dial zone is missing",
			Fix: "give the dial zone local to the address: it is not computed in this country",
		})
	case zone != "":
		report.skip(DialZone, "nobody verifies a dial zone given by hand")
	case c.Rules.DialZone == DialZoneUnknown:
		report.skip(DialZone, "the API does not say whether it is given or computed")
	}
	return report
}
