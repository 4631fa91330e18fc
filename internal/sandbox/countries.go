package sandbox

import (
	"net/http"
	"strings"
	"sync"
)

// country is a row of data/countries.tsv.
type country struct {
	iso2, name, code string
	dialZone         string   // "manual" or "automatic"
	service          string   // address service: none, search, validate or helpers
	areas            []string // the elements that area1, area2, … constrain
	didZone          string
	capabilities     string // Y or N, in the order of capabilityNames
	comment          string
	listed           bool // in GET /countries: it has a row in the table of the getting-started page
}

// tableCountries is how many countries the public table lists; the rows after
// them are "other countries", which are answered when asked for.
const tableCountries = 30

// capabilityNames are the flags of a coverage, spelt as the API spells them
// (DOC api-contract §2.3 B4).
func capabilityNames() []string {
	return []string{
		"businessTalkOnline", "domesticEmergency", "enquiryDB", "nonGeographicDest", "modemISDNCall", "faxISDNCall",
		"voiceISDNCall", "modemAnalogCall", "faxAnalogCall", "voiceAnalogCall", "onnet", "offnetIntenationalDest",
		"offnetDomesticDest", "didNumber",
	}
}

// allCountries are the listed countries, then the others, then the made-up ones.
var allCountries = sync.OnceValue(func() []country {
	var countries []country
	for i, cells := range rows("countries.tsv", 9) {
		countries = append(countries, country{
			iso2: cells[0], name: cells[1], code: cells[2], dialZone: cells[3], service: cells[4],
			areas: list(cells[5]), didZone: cells[6], capabilities: cells[7], comment: cells[8], listed: i < tableCountries,
		})
	}
	return append(countries, madeUpCountries()...)
})

func listedCountries() []country { return allCountries()[:tableCountries] }

func findCountry(iso2 string) (country, bool) {
	for _, candidate := range allCountries() {
		if candidate.iso2 == iso2 {
			return candidate, true
		}
	}
	return country{}, false
}

// open reports whether a voicesite can be ordered there.
func (c country) open() bool { return strings.HasPrefix(c.capabilities, "Y") }

// coverage is the answer B4.
func (c country) coverage() map[string]any {
	flags := map[string]string{"comment": c.comment, "didNumberZone": c.didZone}
	for i, name := range capabilityNames() {
		flags[name] = "No"
		if c.capabilities[i] == 'Y' {
			flags[name] = "Yes"
		}
	}
	if c.iso2 == "FR" || c.iso2 == "DE" {
		flags["teamsOperatorConnect"] = "Yes" // a key that no document mentions
	}
	return map[string]any{"name": c.name, "iso2": c.iso2, "countryCode": c.code, "coverage": flags}
}

// listCountries answers GET /countries (INF: the list of B4 objects).
func listCountries(c *call) answer {
	countries := listedCountries()
	return page(c, len(countries), func(i int) any { return countries[i].coverage() })
}

// showCountry answers B4.
func showCountry(c *call) answer {
	found, refused := c.country()
	if refused != nil {
		return *refused
	}
	return ok(found.coverage())
}

// country is the one that the path names.
func (c *call) country() (country, *answer) {
	iso2 := c.params["iso2"]
	if found, known := findCountry(strings.ToUpper(iso2)); known {
		return found, nil
	}
	status, code := http.StatusNotFound, codeNotFound
	if len(iso2) != 2 {
		status, code = http.StatusBadRequest, codeInvalidURL
	}
	refused := refusal(status, code, "iso2: there is no country %q", iso2)
	return country{}, &refused
}
