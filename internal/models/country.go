package models

import (
	"strings"
	"unicode"
)

// Country is what the service offers in a country (DOC api-contract §2.3 B4).
type Country struct {
	ISO2     Text
	Name     Text
	DialCode Text         // countryCode: "33"
	Coverage []Capability // in the order the server gave
	Raw      Value
}

// Capability is one entry of a country's coverage. Keys that were never seen
// before are kept and shown.
type Capability struct {
	Key   Text
	Label string // the key in words
	Value Text   // as the server gave it: Yes, No, a zone, a comment
}

// Flag says whether the capability is a plain yes or no.
func (c Capability) Flag() Flag { return ParseFlag(c.Value.Raw()) }

// DecodeCountry reads the answer of /countries/{iso2}, or one item of the
// country list; ok is false when it has no code.
func DecodeCountry(v Value) (c Country, ok bool) {
	o := v.Object()
	c = Country{ISO2: o.Text(CountryIDs...), Name: o.Text("name"), DialCode: o.Text("countryCode"), Raw: v}
	for _, field := range o.Get("coverage").Object().Fields {
		c.Coverage = append(c.Coverage, Capability{
			Key:   NewText(field.Key),
			Label: capabilityLabel(field.Key),
			Value: capabilityValue(field.Value),
		})
	}
	return c, !c.ISO2.Empty()
}

func capabilityValue(v Value) Text {
	switch v.Kind() {
	case ObjectValue, ListValue:
		return NewText(string(v))
	default:
		return v.Text()
	}
}

// Capability returns the entry of that key.
func (c Country) Capability(key string) (Capability, bool) {
	for _, capability := range c.Coverage {
		if capability.Key.Raw() == key {
			return capability, true
		}
	}
	return Capability{}, false
}

// Available reports whether a voicesite can be ordered in the country (DOC
// api-contract §2.3 B4 businessTalkOnline).
func (c Country) Available() Flag {
	capability, _ := c.Capability("businessTalkOnline")
	return capability.Flag()
}

var capabilityLabels = map[string]string{
	"businessTalkOnline":      "Business Talk available",
	"domesticEmergency":       "Emergency calls",
	"enquiryDB":               "Directory enquiries",
	"nonGeographicDest":       "Calls to non-geographic numbers",
	"modemISDNCall":           "Modem over ISDN",
	"faxISDNCall":             "Fax over ISDN",
	"voiceISDNCall":           "Voice over ISDN",
	"modemAnalogCall":         "Modem, analogue",
	"faxAnalogCall":           "Fax, analogue",
	"voiceAnalogCall":         "Voice, analogue",
	"onnet":                   "On-net calls",
	"offnetIntenationalDest":  "International off-net calls", // the API spells it so
	"offnetInternationalDest": "International off-net calls",
	"offnetDomesticDest":      "Domestic off-net calls",
	"didNumber":               "DID numbers",
	"didNumberZone":           "DID number zone",
	"comment":                 "Comment",
}

// capabilityLabel puts a key in words; one that is not known is cut where its
// case changes.
func capabilityLabel(key string) string {
	if label, ok := capabilityLabels[key]; ok {
		return label
	}
	var out strings.Builder
	runes := []rune(key)
	for i, r := range runes {
		switch {
		case i == 0:
			r = unicode.ToUpper(r)
		case unicode.IsUpper(r) && unicode.IsLower(runes[i-1]):
			out.WriteByte(' ')
			if i+1 < len(runes) && unicode.IsLower(runes[i+1]) {
				r = unicode.ToLower(r) // of a word; an abbreviation stays as it is
			}
		case r == '_', r == '-':
			r = ' '
		}
		out.WriteRune(r)
	}
	return Safe(out.String())
}
