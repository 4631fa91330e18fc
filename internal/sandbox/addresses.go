package sandbox

import (
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// lastHouse is the highest house number of every street of the sandbox.
const lastHouse = 120

// searchAddresses answers B14 (INF: GET with elements, or with free text in q
// or text). Countries without the service answer 404/60; those that only
// validate answer the address itself when it exists.
func searchAddresses(c *call) answer {
	found, refused := c.country()
	if refused != nil {
		return *refused
	}
	text := c.query.Get("q") + " " + c.query.Get("text")
	elements := queriedElements(c, found.iso2)
	switch {
	case found.service != "search" && found.service != "validate":
		return refusal(http.StatusNotFound, codeNotFound, "iso2: %s has no address service", found.iso2)
	case strings.TrimSpace(text) == "" && len(elements) == 0:
		return refusal(http.StatusBadRequest, codeMissingQuery, "q is missing: say what to look for, or name address elements")
	case found.service == "validate" && len(elements) == 0:
		return refusal(http.StatusBadRequest, codeMissingQuery, "%s has validation only: name the address elements", found.iso2)
	}
	if found.service == "validate" {
		return validated(c, found, elements)
	}
	return pageOf(c, candidates(found.iso2, words(text), elements))
}

func queriedElements(c *call, iso2 string) address {
	elements := address{}
	for element := range schemaOf(iso2) {
		if value := c.query.Get(element); value != "" {
			elements[element] = value
		}
	}
	return elements
}

// validated is the answer of a country with validation only: the address as
// it stands, or an empty list.
func validated(c *call, found country, elements address) answer {
	if !found.exists(elements) {
		return pageOf(c, []address{})
	}
	return pageOf(c, []address{elements})
}

// candidates are the addresses that hold every word, and every element as
// given. One number among the words may be the house number; without one, some
// houses of each street stand for all.
func candidates(iso2 string, wanted []string, elements address) []address {
	for i, word := range wanted {
		if elements["hno"] != "" || !isHouse(word) {
			continue
		}
		if found := search(iso2, word, slices.Delete(slices.Clone(wanted), i, i+1), elements); len(found) > 0 {
			return found
		}
	}
	return search(iso2, elements["hno"], wanted, elements)
}

func search(iso2, house string, wanted []string, elements address) []address {
	found := []address{}
	for _, at := range placesOf(iso2) {
		for _, street := range at.streets {
			if !containsWords(at.line(street), wanted) {
				continue
			}
			for _, number := range houses(house) {
				if candidate := at.pushable(street, number); candidate.agrees(elements) {
					found = append(found, candidate)
				}
			}
		}
	}
	return found
}

// pushable is the address in the exact form that voiceaddress takes, the
// computed dial zone included.
func (p place) pushable(at street, house string) address {
	built := p.address(at, house)
	if found, _ := findCountry(p.iso2); found.dialZone == dialZoneAutomatic {
		built[dialZoneField] = p.dialZone()
	}
	if p.commune != "" {
		built["addrExtInfo1"] = p.commune
	}
	return built
}

// agrees compares accents and case aside, so that "orleans" finds Orléans.
func (a address) agrees(elements address) bool {
	for element, value := range elements {
		if element != "hno" && !strings.Contains(folded(a[element]), folded(value)) {
			return false
		}
	}
	return true
}

// isHouse reports whether there is such a house number.
func isHouse(text string) bool {
	n, err := strconv.Atoi(text)
	return err == nil && n >= 1 && n <= lastHouse && text == strconv.Itoa(n)
}

func houses(wanted string) []string {
	switch {
	case wanted == "":
		return []string{"1", "2", "3", "5", "8", "12", "25", "40"}
	case isHouse(wanted):
		return []string{wanted}
	default:
		return nil
	}
}

// line is what the words of a query are looked for in.
func (p place) line(at street) string {
	kind := schemaOf(p.iso2)["sts"].display(at.kind)
	return folded(strings.Join([]string{at.kind, kind, at.direction, at.name, p.postalCode, p.city, p.quarter}, " "))
}

func containsWords(line string, wanted []string) bool {
	return !slices.ContainsFunc(wanted, func(word string) bool { return !strings.Contains(line, word) })
}

func words(text string) []string {
	return strings.FieldsFunc(folded(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// folded is the text in lower case, without accents and punctuation.
func folded(text string) string {
	special := strings.NewReplacer("ł", "l", "ø", "o", "ß", "ss", "œ", "oe", "æ", "ae", "đ", "d", "'", " ", "’", " ", "-", " ", "/", " ")
	var plain strings.Builder
	for _, r := range norm.NFD.String(special.Replace(strings.ToLower(text))) {
		if !unicode.Is(unicode.Mn, r) {
			plain.WriteRune(r)
		}
	}
	return plain.String()
}

// exists reports whether the address service of the country knows an address.
func (c country) exists(given address) bool {
	if !isHouse(given["hno"]) {
		return false
	}
	for _, at := range placesOf(c.iso2) {
		for _, street := range at.streets {
			if at.address(street, given["hno"]).within(given) {
				return true
			}
		}
	}
	return false
}

// within reports whether given says the same, whatever else it says.
func (a address) within(given address) bool {
	for element, value := range maps.All(a) {
		if given[element] != value {
			return false
		}
	}
	return true
}

// checkFull is the third step of api-contract §2.6, where the country has an address service.
func (c country) checkFull(given address) []apiError {
	if c.service != "search" && c.service != "validate" {
		return nil
	}
	if c.exists(given) {
		return nil
	}
	var check fieldCheck
	check.invalid(c.blame(given), "the address service of %s does not know this address", c.name)
	return check.errs
}

// blame names the first element, from the city inwards, from which on no
// address of the service agrees.
func (c country) blame(given address) string {
	remaining := placesOf(c.iso2)
	for _, element := range []string{"a1", "a3", "pcn", "pc"} {
		if _, used := schemaOf(c.iso2)[element]; !used {
			continue
		}
		remaining = slices.DeleteFunc(remaining, func(at place) bool { return at.address(street{}, "")[element] != given[element] })
		if len(remaining) == 0 {
			return element
		}
	}
	for _, at := range remaining {
		if slices.ContainsFunc(at.streets, func(known street) bool { return known.name == given["a6"] }) {
			return "hno"
		}
	}
	return "a6"
}

// listPostalCodes answers GET /countries/PT/postalcodes (INF), filtered by q.
func listPostalCodes(c *call) answer {
	type postalCode struct {
		PostalCode   string `json:"pc"`
		Municipality string `json:"a3"`
		Parish       string `json:"a4"`
	}
	return helperList(c, func(at place) postalCode { return postalCode{at.postalCode, at.city, at.quarter} })
}

// listParishes answers GET /countries/PT/parishes (INF), filtered by q.
func listParishes(c *call) answer {
	type parish struct {
		Parish       string `json:"a4"`
		Municipality string `json:"a3"`
	}
	return helperList(c, func(at place) parish { return parish{at.quarter, at.city} })
}

func helperList[T comparable](c *call, item func(place) T) answer {
	found, refused := c.country()
	if refused != nil {
		return *refused
	}
	if found.service != "helpers" {
		return refusal(http.StatusNotFound, codeNotFound, "iso2: %s has no such address helper", found.iso2)
	}
	items := []T{}
	for _, at := range placesOf(found.iso2) {
		text := folded(strings.Join([]string{at.postalCode, at.city, at.quarter}, " "))
		if built := item(at); containsWords(text, words(c.query.Get("q"))) && !slices.Contains(items, built) {
			items = append(items, built)
		}
	}
	return pageOf(c, items)
}
