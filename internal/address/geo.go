package address

import (
	"fmt"
	"slices"
	"strings"

	"btalk/internal/models"
)

// DialZoneMode says who determines the dial zone of an address.
type DialZoneMode int

// The two documented cases, and silence.
const (
	DialZoneUnknown   DialZoneMode = iota
	DialZoneManual                 // the operator gives it and nobody verifies it
	DialZoneAutomatic              // it is computed from the address
)

// DropComputed takes away the dial zone of an address that was changed since the API
// computed it, and gives what it was: empty where none was taken away.
func (m DialZoneMode) DropComputed(a *Address) models.Text {
	zone := a.Get(DialZone)
	if m != DialZoneAutomatic || zone.Empty() || a.Untouched() {
		return models.Text{}
	}
	a.Set(DialZone, "")
	return zone
}

// MaxLevels is the depth of the geographic areas.
const MaxLevels = 4

// Level is one level of the geographic areas that the country uses.
type Level struct {
	Number  int     // 1 to 4: area1 … area4
	Element Element // the element that must hold the area; empty when the level only leads to the next
}

// Rules is what a country demands beyond its schema: which elements must hold a
// geographic area, and where the dial zone comes from (DOC api-contract §2.3 B9).
type Rules struct {
	Levels    []Level // from the top, without those under the last one used
	DialZone  DialZoneMode
	DialText  models.Text // dialZoneSelection as sent
	DialZones []Choice    // dial zones to choose from, where the API lists them (INF)
	Problems  []Problem
	Raw       models.Value

	mapped bool // something was said of the levels
}

// Known reports whether the document says anything of the areas or the dial zone.
func (r Rules) Known() bool { return r.mapped || !r.DialText.Empty() }

// LevelOf gives the place in Levels of the level that constrains an element, -1
// when none does.
func (r Rules) LevelOf(e Element) int {
	return slices.IndexFunc(r.Levels, func(l Level) bool { return l.Element == e && e != "" })
}

// DecodeRules reads the answer of geographicalconstraints. It never fails: what
// cannot be read is listed in Problems.
func DecodeRules(v models.Value) Rules {
	r := Rules{Raw: v}
	o := v.Object()
	mapping := member(o, "emergencyAreaRules")
	if kind := mapping.Kind(); kind != models.ObjectValue && kind != models.NullValue {
		r.Problems = append(r.Problems, Problem{What: "emergencyAreaRules is not an object"})
	}
	r.decodeLevels(mapping.Object())
	if !r.mapped {
		r.Problems = append(r.Problems, Problem{What: "the API does not say which elements must hold a geographic area"})
	}
	r.DialText = member(o, "dialZoneSelection").Text()
	r.DialZone = dialZoneMode(r.DialText.Raw())
	if r.DialZone == DialZoneUnknown && !r.DialText.Empty() {
		r.Problems = append(r.Problems, Problem{DialZone, fmt.Sprintf("dialZoneSelection %q is not known", r.DialText)})
	}
	for _, item := range member(o, "dialZones").List() {
		if choice, ok := decodeChoice(item, string(DialZone), "zone"); ok {
			r.DialZones = append(r.DialZones, choice)
		}
	}
	return r
}

// member gives a field whatever the case of its name.
func member(o models.Object, name string) models.Value {
	for _, field := range o.Fields {
		if strings.EqualFold(field.Key, name) && field.Value.Kind() != models.NullValue {
			return field.Value
		}
	}
	return nil
}

// decodeLevels reads area1_pidflo … area4_pidflo. A level above a used one stays
// even when it is not used itself: its area is needed to ask for the next.
func (r *Rules) decodeLevels(mapping models.Object) {
	var used [MaxLevels]Element
	deepest := 0
	for _, field := range mapping.Fields {
		number := levelNumber(field.Key)
		if number == 0 {
			continue
		}
		element := ParseElement(field.Value.Text().Raw())
		r.mapped = r.mapped || element != "" || field.Value.Kind() != models.NullValue && field.Value.Kind() != models.StringValue
		switch {
		case field.Value.Kind() != models.NullValue && field.Value.Kind() != models.StringValue:
			r.Problems = append(r.Problems, Problem{What: fmt.Sprintf("area%d names no element", number)})
			continue
		case element == "" || usageOf(string(element)) == NotUsed:
			continue
		case slices.Contains(used[:], element):
			r.Problems = append(r.Problems, Problem{element, fmt.Sprintf("area%d constrains it a second time", number)})
			continue
		}
		used[number-1] = element
		deepest = max(deepest, number)
	}
	for i, element := range used[:deepest] {
		r.Levels = append(r.Levels, Level{Number: i + 1, Element: element})
	}
}

// levelNumber reads area1, area1_pidflo, AREA1Pidflo; 0 for any other name.
func levelNumber(key string) int {
	key = strings.ToLower(key)
	if len(key) < 5 || !strings.HasPrefix(key, "area") || key[4] < '1' || key[4] > '0'+MaxLevels {
		return 0
	}
	if len(key) > 5 && key[5] >= '0' && key[5] <= '9' {
		return 0
	}
	return int(key[4] - '0')
}

func dialZoneMode(text string) DialZoneMode {
	text = strings.ToLower(strings.TrimSpace(text))
	switch {
	case strings.HasPrefix(text, "man"):
		return DialZoneManual
	case strings.HasPrefix(text, "auto"):
		return DialZoneAutomatic
	}
	return DialZoneUnknown
}

// DecodeAreas reads the values of one level, in the order they came and without
// repetitions: strings, {areaN: …}, {name: …}, {value, display}, alone or inside
// {values: […]} (INF api-contract §6). level is 1 to 4.
func DecodeAreas(v models.Value, level int) []models.Text {
	own := fmt.Sprintf("area%d", level)
	var areas []models.Text
	seen := map[string]bool{}
	for _, item := range v.Items("values", own, "areas", own+"s", "geoareas") {
		choice, ok := decodeChoice(item, own, "name")
		if !ok || seen[choice.Value.Raw()] {
			continue
		}
		seen[choice.Value.Raw()] = true
		areas = append(areas, choice.Value)
	}
	return areas
}
