package sandbox

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
	"unicode/utf8"

	"github.com/dlclark/regexp2/v2"
)

// schemaField is one element of the answer B8 (DOC api-contract §2.3).
type schemaField struct {
	Usage              string `json:"usage"`
	DefaultLabel       string `json:"defaultLabel"`
	DefaultDescription string `json:"defaultDescription"`
	ReferenceURL       string `json:"referenceUrl"`
	ValueType          string `json:"valueType"`
	MinLength          int    `json:"minLength"`
	MaxLength          int    `json:"maxLength"`
	ValueRegexp        string `json:"valueRegexp"`
	PossibleValues     []any  `json:"possibleValues,omitempty"` // texts, or possibleValue
	Position           int    `json:"position"`
}

// possibleValue is what an enumerationAssociative stores and shows.
type possibleValue struct {
	Value   string `json:"value"`
	Display string `json:"display"`
}

// The literals of the contract.
const (
	usageMandatory   = "mandatory"
	usageOptional    = "optional"
	typeNumerical    = "freenumerical"
	typeEnumeration  = "enumeration"
	typeAssociative  = "enumerationAssociative"
	patternTimeLimit = 100 * time.Millisecond
)

// schema is the answer B8 of a country.
type schema map[string]schemaField

// schemas are all of data/schemas.tsv and the made-up ones, by country.
var schemas = sync.OnceValue(func() map[string]schema {
	values := valueLists()
	all := map[string]schema{}
	for _, cells := range rows("schemas.tsv", 10) {
		iso2 := cells[0]
		if cells[1] == "like" {
			all[iso2] = maps.Clone(all[cells[2]])
			continue
		}
		if all[iso2] == nil {
			all[iso2] = schema{}
		}
		all[iso2][cells[2]] = readField(cells, values)
	}
	maps.Copy(all, madeUpSchemas())
	return all
})

func schemaOf(iso2 string) schema { return schemas()[iso2] }

func readField(cells []string, values map[string][]any) schemaField {
	shortest, longest, _ := strings.Cut(cells[5], "-")
	return schemaField{
		Position: mustCount(cells[1]), Usage: cells[3], ValueType: cells[4], MinLength: mustCount(shortest), MaxLength: mustCount(longest),
		ValueRegexp: cells[6], PossibleValues: values[cells[7]], DefaultLabel: cells[8], DefaultDescription: cells[9],
	}
}

// valueLists are the lists of data/values.tsv.
func valueLists() map[string][]any {
	lists := map[string][]any{}
	for _, cells := range rows("values.tsv", 2) {
		if !strings.Contains(cells[1], "=") {
			for _, value := range list(cells[1]) {
				lists[cells[0]] = append(lists[cells[0]], value)
			}
			continue
		}
		for pair := range strings.SplitSeq(cells[1], ";") {
			value, display, _ := strings.Cut(pair, "=")
			lists[cells[0]] = append(lists[cells[0]], possibleValue{value, display})
		}
	}
	return lists
}

func mustCount(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		panic(fmt.Sprintf("data/: %q is not a number: %v", text, err))
	}
	return n
}

// showSchema answers B8.
func showSchema(c *call) answer {
	found, refused := c.country()
	if refused != nil {
		return *refused
	}
	if document, odd := oddDocument(found.iso2, "addressconstraints"); odd {
		return ok(document)
	}
	return ok(schemaOf(found.iso2))
}

// check is the first step of api-contract §2.6: every element against the schema.
func (s schema) check(given address) []apiError {
	var check fieldCheck
	for _, element := range slices.Sorted(maps.Keys(given)) {
		if _, known := s[element]; !known && element != dialZoneField {
			check.invalid(element, "the address schema of the country has no such element")
		}
	}
	for _, element := range s.elements() {
		s[element].check(&check, element, given[element])
	}
	return check.errs
}

// elements are the schema's, in the order of their positions.
func (s schema) elements() []string {
	return slices.SortedFunc(maps.Keys(s), func(a, b string) int {
		if s[a].Position != s[b].Position {
			return s[a].Position - s[b].Position
		}
		return strings.Compare(a, b)
	})
}

func (f schemaField) check(check *fieldCheck, element, value string) {
	length := utf8.RuneCountInString(value)
	switch {
	case value == "" && f.Usage == usageMandatory:
		check.missing(element)
	case value == "": // an optional element may stay empty, whatever its rules
	case length < f.MinLength || length > f.MaxLength:
		check.invalid(element, "%d characters, between %d and %d are possible", length, f.MinLength, f.MaxLength)
	case f.ValueType == typeNumerical && strings.Trim(value, "0123456789") != "":
		check.invalid(element, "only digits are possible")
	case (f.ValueType == typeEnumeration || f.ValueType == typeAssociative) && !f.allows(value):
		check.invalid(element, "%q is not one of the possible values", value)
	case f.ValueRegexp != "" && !matchesPattern(f.ValueRegexp, value):
		check.invalid(element, "%q does not match %s", value, f.ValueRegexp)
	}
}

func (f schemaField) allows(value string) bool {
	return slices.ContainsFunc(f.PossibleValues, func(possible any) bool {
		pair, associative := possible.(possibleValue)
		return possible == value || associative && pair.Value == value
	})
}

// display is what an enumerationAssociative shows for a value.
func (f schemaField) display(value string) string {
	for _, possible := range f.PossibleValues {
		if pair, associative := possible.(possibleValue); associative && pair.Value == value {
			return pair.Display
		}
	}
	return value
}

// matchesPattern runs a Java-like pattern over the whole value.
func matchesPattern(pattern, value string) bool {
	expression, err := regexp2.Compile(pattern, regexp2.None)
	if err != nil {
		return true // a pattern of a made-up country: nobody can check it
	}
	expression.MatchTimeout = patternTimeLimit
	matched, err := expression.MatchString(value)
	return matched || err != nil
}
