package sandbox

import (
	"encoding/json"
	"net/http"
	"strings"
)

const (
	dialZoneField     = "dialZone"
	dialZoneAutomatic = "automatic"
	// dialZoneLength is the longest dial zone that is taken, in characters.
	dialZoneLength = 30
)

// showAddress answers GET …/voiceaddress (INF): the address, or 404/60.
func (s *siteTable) showAddress(c *call) answer {
	found, refused := s.named(c)
	if refused != nil {
		return *refused
	}
	if found.Address == nil {
		return refusal(http.StatusNotFound, codeNotFound, "voicesite %s has no address yet", found.VoiceSiteID)
	}
	return ok(found.Address)
}

// pushAddress answers B7: a flat object of address elements with the dial
// zone, checked in the documented order (api-contract §2.6). Values are kept byte for byte.
func (s *siteTable) pushAddress(c *call) answer {
	found, refused := s.named(c)
	if refused != nil {
		return *refused
	}
	var body map[string]json.RawMessage
	if refused, valid := c.decode(&body); !valid {
		return refused
	}
	given, errs := readAddress(body)
	if len(errs) > 0 {
		return refusals(http.StatusBadRequest, errs)
	}
	where, _ := findCountry(found.Country)
	for _, step := range []func(address) []apiError{schemaOf(where.iso2).check, where.checkAreas, where.checkFull, where.checkDialZone} {
		if errs := step(given); len(errs) > 0 {
			return refusals(http.StatusBadRequest, errs)
		}
	}
	s.changing()
	if where.dialZone == dialZoneAutomatic {
		given[dialZoneField] = where.computeDialZone(given)
	}
	s.addresses[found.VoiceSiteID] = given
	return ok(given)
}

// readAddress takes texts only; an element set to null or "" is absent.
func readAddress(body map[string]json.RawMessage) (address, []apiError) {
	var check fieldCheck
	given := address{}
	for element, value := range body {
		var text *string
		if err := json.Unmarshal(value, &text); err != nil {
			check.invalid(element, "a text is expected")
		} else if text != nil && *text != "" {
			given[element] = *text
		}
	}
	return given, check.errs
}

// checkDialZone is the fourth step of api-contract §2.6. A manual dial zone is mandatory
// and not verified; an automatic one is computed, whatever was sent.
func (c country) checkDialZone(given address) []apiError {
	var check fieldCheck
	if zone := given[dialZoneField]; c.dialZone != dialZoneAutomatic {
		check.text(dialZoneField, &zone, dialZoneLength)
	}
	return check.errs
}

// computeDialZone is the area code where the address is.
func (c country) computeDialZone(given address) string {
	places := placesOf(c.iso2)
	for _, at := range places {
		if given["pc"] == at.postalCode || given["pc"] == "" && given["a4"] == at.quarter {
			return at.dialZone()
		}
	}
	for _, at := range places {
		if strings.EqualFold(given["a3"], at.city) {
			return at.dialZone()
		}
	}
	if len(places) == 0 {
		return "1"
	}
	return places[0].dialZone()
}
