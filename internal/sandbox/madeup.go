package sandbox

// Made-up countries, under codes that ISO 3166-1 leaves to users. They are not
// listed; who asks for them by code meets what no real country has:
//
//	XA  four levels of geographic areas, in an unusual order of elements
//	XB  an address schema without any element
//	XC  documents that are malformed field by field

func madeUpCountries() []country {
	return []country{
		{iso2: "XA", name: "Quatre-Étages", code: "999", dialZone: "Manual", service: "none", areas: []string{"a3", "a1", "a4", "pc"}, didZone: "Zone9", capabilities: "YYYYYYYYYYYYYY"},
		{iso2: "XB", name: "Tabula Rasa", code: "998", dialZone: dialZoneAutomatic, service: "none", didZone: "Zone9", capabilities: "YYNNNNNNNNYYYY"},
		{iso2: "XC", name: "Malformia", code: "997", dialZone: "manual", service: "none", didZone: "", capabilities: "YYNNNNNNNNYYYY"},
	}
}

func madeUpSchemas() map[string]schema {
	text := func(position int, usage, label string) schemaField {
		return schemaField{Usage: usage, DefaultLabel: label, DefaultDescription: label + " of the site", ValueType: "freestring", MaxLength: 100, Position: position}
	}
	return map[string]schema{
		"XA": {
			"a3": text(10, usageMandatory, "Town"), "a1": text(20, usageMandatory, "March"), "a4": text(30, usageMandatory, "Ward"),
			"pc": text(40, usageMandatory, "Cell"), "a6": text(50, usageOptional, "Street"), "addrExtInfo10": text(60, "notUsed", "Not used"),
		},
		"XB": {},
		"XC": {"a3": text(10, usageMandatory, "City")},
	}
}

func addMadeUpAreas(trees map[string]*areaTree) {
	tree := &areaTree{}
	for _, path := range [][]string{
		{"Haut/Bas", "Marche d'Est", "100 %", "A?1"},
		{"Haut/Bas", "Marche d'Est", "100 %", "A#2"},
		{"Haut/Bas", "Marche d'Est", "..", "B&1"},
		{"Haut/Bas", "Marche d'Ouest", "Éclair", "C+1"},
		{"Łąka", "Marche d'Est", "100 %", "D=1"},
		{"東京", "千代田", "丸の内", "1"},
	} {
		tree.add(path)
	}
	trees["XA"] = tree
}

// oddDocument is what XC answers instead of a document of the contract.
func oddDocument(iso2, document string) (any, bool) {
	if iso2 != "XC" {
		return nil, false
	}
	documents := map[string]any{
		"addressconstraints": map[string]any{
			"a1":  nil,
			"a3":  map[string]any{"usage": "MANDATORY", "defaultLabel": 12, "valueType": "freestring", "minLength": "1", "maxLength": "ten", "position": "3"},
			"a6":  "mandatory",
			"hno": map[string]any{"usage": true, "valueType": "freeRoman", "valueRegexp": "([", "minLength": 9, "maxLength": 3},
			"pc":  map[string]any{"usage": "optional", "valueType": "enumeration", "possibleValues": []any{"1", 2, nil, map[string]any{"value": 3}, map[string]any{"display": "four"}}},
			"sts": map[string]any{"usage": "optional", "valueType": "enumerationAssociative", "possibleValues": "AVE"},
			"zzz": map[string]any{"usage": "mandatory", "defaultLabel": "Unheard of", "valueType": "freestring", "valueRegexp": nil, "position": -1},
		},
		"geographicalconstraints": map[string]any{
			"emergencyAreaRules": map[string]any{"area1_pidflo": 7, "area2_pidflo": nil, "area9_pidflo": "a3", "unexpected": []any{}},
			"dialZoneSelection":  map[string]any{"mode": "automatic"},
		},
		"geoareas": []any{"Real", nil, 12, map[string]any{"name": "Named"}, map[string]any{"area1": "Keyed"}, []any{"nested"}, ""},
	}
	return documents[document], true
}
