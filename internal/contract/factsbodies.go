package contract

import (
	"fmt"
	"slices"
	"strings"

	"btalk/internal/models"
)

// The objects of Business Talk, as the page describes them (api-contract §2.3, §2.4, §6).
func customerObject() resource {
	return of("customerCode!:s name:s contractNumber:s apiContractId:s pricingApprovalNumber:s type:s")
}

func vpnObject() resource { return of("vpnId!:s name:s vpnCode:s") }

func countryObject() resource {
	return of("iso2!:s name:s countryCode:s coverage:o coverage.*:s")
}

func siteObject() resource {
	return of("voiceSiteId!:s technicalSiteName:s customerSiteLabel?:s country?:s vpnId?:s customerCode?:s status?:s creationDate?:s voiceOffer?:s address?:o address.*:s vpn?:o vpn.vpnId?:s vpn.name?:s")
}

func numberObject() resource {
	return of("number!:s status:s usage:s voiceSite:o voiceSite.voiceSiteId:s voiceSite.technicalSiteName:s history:l history[].date:s history[].status:s voiceOffer?:s")
}

func orderObject() resource {
	return of("orderId!:s customerOrderReference?:s productReference?:s customerCode?:s status?:s creationDate?:s completionDate?:s voiceSiteId?:s " +
		"parameters?:o parameters.technicalSiteName?:s parameters.customerSiteLabel?:s parameters.country?:s parameters.vpnId?:s parameters.voiceOffer?:s")
}

func schemaObject() resource {
	r := of("usage!:s defaultLabel:s defaultDescription:s referenceUrl:s valueType:s minLength:n maxLength:n valueRegexp:s position:n " +
		"possibleValues?:l possibleValues[].value?:s possibleValues[].display?:s")
	r.inside = "*"
	return r
}

func rulesObject() resource {
	return of("emergencyAreaRules?:o emergencyAreaRules.*:s dialZoneSelection:s iso2?:s")
}

func routerObject() resource {
	return of("name:s country:s customerDefinedCode:s siteReference:s city:s zipcode:s accessSiteId:s")
}

func addressObject() resource {
	r := of("address?:o iso2?:s country?:s")
	for _, element := range elements() {
		r.fields = append(r.fields, field{path: element, kinds: "s", maybe: true}, field{path: "address." + element, kinds: "s", maybe: true})
	}
	return r
}

func meObject() resource { return of("rightsProfile!:s") }

// bodyFacts are those of api-contract §2.3, §2.4.
func bodyFacts() map[string]judge {
	return map[string]judge{
		"2.3 B1":       rights,
		"2.3 B2":       body(customerObject(), "customers"),
		"2.3 B3":       body(vpnObject(), "vpns"),
		"2.3 B4":       coverage,
		"2.3 B5":       never(onlyAChange),
		"2.3 B8":       schemaBodies,
		"2.3 B9":       ruleBodies,
		"2.3 B10–B13":  areas,
		"2.3 B7, B14":  body(addressObject(), "addresses", "voiceaddress"),
		"2.3 B15":      body(routerObject(), "routers"),
		"2.3 B17, B18": body(numberObject(), "numbers", "one number"),
		"2.3 B19, B20": never(onlyAChange),
		"2.3 B21":      never("call records may be charged: they are not asked for"),
		"2.4 F1":       onlyKnownElements,
	}
}

func rights(s *Survey) Finding {
	me := s.ok("me")
	if me == nil {
		return s.missing("me")
	}
	found := wordsOf(s, "rightsProfile", "me")
	switch {
	case len(found) == 0:
		return different("`rightsProfile` is missing")
	case slices.Equal(found, []string{"readonly"}):
		return confirmed("`readonly`")
	}
	return different("another value: `%s`", strings.Join(found, "`, `"))
}

func coverage(s *Survey) Finding {
	found := body(countryObject(), "country", "countries")(s)
	country := s.ok("country")
	if found.Verdict != Confirmed || country == nil {
		return found
	}
	flags := country.doc.Object().Get("coverage").Object()
	for _, name := range []string{"businessTalkOnline", "didNumber", "onnet"} {
		if flag := flags.Text(name).Raw(); flag != "Yes" && flag != "No" {
			return different("`coverage.%s` is `%s`, not Yes or No", name, shape(flag))
		}
	}
	if flags.Get("offnetIntenationalDest") == nil {
		return different("`offnetIntenationalDest` is missing, or spelt another way")
	}
	return found
}

func schemaBodies(s *Survey) Finding {
	found := body(schemaObject(), "schema", "schema CH")(s)
	if found.Verdict != Confirmed {
		return found
	}
	known := strings.Fields("mandatory optional freestring freenumerical enumeration enumerationAssociative")
	for _, field := range []string{"usage", "valueType"} {
		for _, name := range []string{"schema", "schema CH"} {
			for _, element := range elementsOf(s, name) {
				if value := element.Value.Object().Text(field).Raw(); !slices.Contains(known, value) {
					return different("`%s` is `%s`", field, s.showValue(field, value))
				}
			}
		}
	}
	return found
}

// elementsOf are the elements of a schema.
func elementsOf(s *Survey, name string) []models.Field {
	if a := s.ok(name); a != nil {
		return a.doc.Object().Fields
	}
	return nil
}

func ruleBodies(s *Survey) Finding {
	found := body(rulesObject(), "rules", "rules CH")(s)
	if found.Verdict != Confirmed {
		return found
	}
	literals := wordsOf(s, "dialZoneSelection", "rules", "rules CH")
	for _, literal := range literals {
		if l := strings.ToLower(literal); !strings.HasPrefix(l, "man") && !strings.HasPrefix(l, "auto") {
			return different("`dialZoneSelection` is `%s`", literal)
		}
	}
	return confirmed("`dialZoneSelection` is written `%s`", strings.Join(literals, "`, `"))
}

func areas(s *Survey) Finding {
	var forms []string
	for _, level := range []string{"area1", "area2", "area3", "area4"} {
		a := s.ok(level)
		if a == nil {
			continue
		}
		items := a.doc.Items("values")
		switch {
		case len(items) == 0 && level == "area1":
			return different("%s is empty", level)
		case len(items) == 0: // the levels end above it
		case a.doc.Kind() == models.ObjectValue:
			forms = append(forms, fmt.Sprintf("%s: an object with %#q", level, s.showPath(wrapper(a.doc))))
		default:
			forms = append(forms, fmt.Sprintf("%s: a list of %ss", level, kindName(items[0])))
		}
	}
	if len(forms) == 0 {
		return s.missing("area1")
	}
	return confirmed("%s", strings.Join(forms, "; "))
}

func onlyKnownElements(s *Survey) Finding {
	seen, unknown := 0, 0
	for _, name := range []string{"schema", "schema CH"} {
		for _, element := range elementsOf(s, name) {
			if seen++; !slices.Contains(elements(), element.Key) {
				unknown++
			}
		}
	}
	switch {
	case seen == 0:
		return s.missing("schema")
	case unknown > 0:
		return different("%d elements that the page does not name", unknown)
	}
	return confirmed("in the schemas of FR and CH")
}
