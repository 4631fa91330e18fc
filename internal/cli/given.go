package cli

import (
	"fmt"
	"slices"
	"strings"

	"btalk/internal/address"
	"btalk/internal/models"
)

// givenAddress is the address of a file, of FIELD=VALUE words, or of both. A field
// is named once, in any case: where two values are given nobody knows which one
// is meant. Values are text, the digits of a number as they are written.
func givenAddress(rt *runtime, words []string, file string) (givenFields, error) {
	given := givenFields{from: map[string]string{}}
	if len(words) > 0 && words[0] == "-" && file == "" {
		file, words = "-", words[1:]
	}
	if file == "" && len(words) == 0 {
		return given, usageFailure("Give FIELD=VALUE, --file F, or - for standard input.", "there is no address to check")
	}
	if file != "" {
		text, err := rt.readInput(file)
		if err != nil {
			return given, usageFailure("", "could not read the address: %v", err)
		}
		if err := given.addFile(text, "the file "+file); err != nil {
			return given, usageFailure("An address is one JSON object, each field once: {\"a3\":\"Lyon\",…}.",
				"could not read the address in %s: %v", models.Safe(file), err)
		}
	}
	for _, word := range words {
		name, value, assigned := strings.Cut(word, "=")
		if !assigned || strings.TrimSpace(name) == "" {
			return given, usageFailure("Fields are given as FIELD=VALUE, such as a3=Lyon.", "%q is not a field of an address", models.Safe(word))
		}
		if err := given.name(name, value, "the command line"); err != nil {
			return given, usageFailure("Give each field once.", "%v", err)
		}
	}
	return given, nil
}

// known refuses names that neither the standard nor the country knows: a value
// under a wrong name would be missing under the right one.
func (g *givenFields) known(checker address.Checker) error {
	for _, element := range g.unknown {
		if _, described := checker.Schema.Field(element); !described {
			return usageFailure(sprintf("`btalk address schema %s` lists the fields.", checker.Country.ISO2),
				"an address has no field %q", models.Safe(string(element)))
		}
	}
	return nil
}

// givenFields collects the fields of an address, each from one place.
type givenFields struct {
	address address.Address
	from    map[string]string // by the name in lower case: where it was given
	emptied []address.Element // given with an empty value: they are taken away
	unknown []address.Element // what the operator named, and the standard does not know
}

// name adds a field that the operator has named.
func (g *givenFields) name(name, value, from string) error {
	if element := address.ParseElement(name); !element.Known() && element != address.DialZone {
		g.unknown = append(g.unknown, element)
	}
	return g.add(name, value, from)
}

func (g *givenFields) add(name, value, from string) error {
	element := address.ParseElement(name)
	key := strings.ToLower(string(element))
	switch earlier, twice := g.from[key]; {
	case twice && earlier == from:
		return fmt.Errorf("the field %q is given twice", models.Safe(string(element)))
	case twice:
		return fmt.Errorf("the field %q is given twice: by %s and by %s", models.Safe(string(element)), models.Safe(earlier), models.Safe(from))
	}
	g.from[key] = from
	g.address.Set(element, value)
	if value == "" {
		g.emptied = append(g.emptied, element)
	}
	return nil
}

// patch is what was given, as the change of an address: elements that were given
// empty are in it.
func (g *givenFields) patch() []byte {
	var fields []string
	for _, element := range slices.Concat(g.address.Elements(), g.emptied) {
		fields = append(fields, string(jsonOf(element))+":"+string(jsonOf(g.address.Get(element).Raw())))
	}
	return []byte("{" + strings.Join(fields, ",") + "}")
}

// addFile reads a flat object of elements, or one that holds it as its address,
// as `btalk voicesite -o json` prints it. There null means that there is none.
func (g *givenFields) addFile(text []byte, from string) error {
	whole, err := models.ParseValue(text)
	if err != nil {
		return err
	}
	if whole.Kind() != models.ObjectValue {
		return fmt.Errorf("an object of elements was expected, got %.20q", string(whole))
	}
	inner, err := innerAddress(whole.Object())
	if err != nil {
		return err
	}
	if inner == nil {
		return g.addFields(whole.Object(), from, false)
	}
	if err := g.addFields(inner.Object(), from, true); err != nil {
		return err
	}
	zone := whole.Object().Text(string(address.DialZone))
	if zone.Empty() || g.address.Get(address.DialZone).Raw() == zone.Raw() {
		return nil
	}
	return g.add(string(address.DialZone), zone.Raw(), from)
}

// innerAddress is the one address inside an object, nil where there is none.
func innerAddress(outer models.Object) (inner models.Value, err error) {
	for _, field := range outer.Fields {
		switch field.Key {
		case "address", "voiceAddress", "voiceaddress":
		default:
			continue
		}
		if field.Value.Kind() != models.ObjectValue {
			continue
		}
		if inner != nil {
			return nil, fmt.Errorf("it holds two addresses, the second in %q", field.Key)
		}
		inner = field.Value
	}
	return inner, nil
}

func (g *givenFields) addFields(fields models.Object, from string, printed bool) error {
	add := g.name
	if printed {
		add = g.add // what the API names besides goes back as it came
	}
	for _, field := range fields.Fields {
		value := ""
		switch field.Value.Kind() {
		case models.StringValue, models.NumberValue:
			value = field.Value.Text().Raw()
		case models.NullValue:
			if !printed {
				return fmt.Errorf("the field %q is null: leave it out, or give a text", models.Safe(field.Key))
			}
		case models.BoolValue, models.ObjectValue, models.ListValue:
			return fmt.Errorf("the field %q is not a text but %.20q", models.Safe(field.Key), string(field.Value))
		}
		if err := add(field.Key, value, from); err != nil {
			return err
		}
	}
	return nil
}
