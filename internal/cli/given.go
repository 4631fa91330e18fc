package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"btalk/internal/address"
	"btalk/internal/models"
)

// maxAddress is the largest address that is read, in bytes.
const maxAddress = 1 << 20

// givenAddress is the address of a file, of FIELD=VALUE words, or of both. A field
// is named once, in any case: where two values are given nobody knows which one
// is meant. Values are text, the digits of a number as they are written.
func (s *session) givenAddress(ctx context.Context, iso2 string, words []string, file string) (address.Address, error) {
	given := givenFields{from: map[string]string{}}
	if len(words) > 0 && words[0] == "-" && file == "" {
		file, words = "-", words[1:]
	}
	if file == "" && len(words) == 0 {
		return given.address, usageFailure("Give FIELD=VALUE, --file F, or - for standard input.", "there is no address to check")
	}
	if file != "" {
		text, err := s.readInput(file)
		if err != nil {
			return given.address, usageFailure("", "could not read the address: %v", err)
		}
		if err := given.addFile(text, "the file "+file); err != nil {
			return given.address, usageFailure("An address is one JSON object, each field once: {\"a3\":\"Lyon\",…}.",
				"could not read the address in %s: %v", models.Safe(file), err)
		}
	}
	for _, word := range words {
		name, value, assigned := strings.Cut(word, "=")
		if !assigned || strings.TrimSpace(name) == "" {
			return given.address, usageFailure("Fields are given as FIELD=VALUE, such as a3=Lyon.", "%q is not a field of an address", models.Safe(word))
		}
		if err := given.name(name, value, "the command line"); err != nil {
			return given.address, usageFailure("Give each field once.", "%v", err)
		}
	}
	return given.address, s.knownFields(ctx, iso2, given.strange)
}

// knownFields refuses names that neither the standard nor the country knows: a
// value under a wrong name would be missing under the right one.
func (s *session) knownFields(ctx context.Context, iso2 string, strange []address.Element) error {
	if len(strange) == 0 {
		return nil
	}
	checker, err := s.demands(ctx, iso2)
	if err != nil {
		return err
	}
	for _, element := range strange {
		if _, described := checker.Schema.Field(element); !described {
			return usageFailure(sprintf("`btalk address schema %s` lists the fields.", checker.Country.ISO2),
				"an address has no field %q", models.Safe(string(element)))
		}
	}
	return nil
}

func (s *session) readInput(file string) ([]byte, error) {
	in := s.process.In
	if file != "-" {
		opened, err := os.Open(file)
		if err != nil {
			return nil, err
		}
		defer opened.Close()
		in = opened
	}
	text, err := io.ReadAll(io.LimitReader(in, maxAddress+1))
	if err == nil && len(text) > maxAddress {
		err = fmt.Errorf("%s is larger than %d bytes", file, maxAddress)
	}
	return text, err
}

// givenFields collects the fields of an address, each from one place.
type givenFields struct {
	address address.Address
	from    map[string]string // by the name in lower case: where it was given
	strange []address.Element // what the operator named, and the standard does not know
}

// name adds a field that the operator has named.
func (g *givenFields) name(name, value, from string) error {
	if element := address.ParseElement(name); !element.Known() && element != address.DialZone {
		g.strange = append(g.strange, element)
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
	return nil
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
			return fmt.Errorf("the field %q is no text but %.20q", models.Safe(field.Key), string(field.Value))
		}
		if err := add(field.Key, value, from); err != nil {
			return err
		}
	}
	return nil
}

// onceText is the value of a flag that may be given once: of two values nobody
// knows which one is meant.
type onceText struct {
	value *string
	given bool
}

// addOnce adds a flag that decides what is sent.
func addOnce(cmd *cobra.Command, value *string, name, short, usage string) {
	cmd.Flags().VarP(&onceText{value: value}, name, short, usage)
}

// String is the value.
func (o *onceText) String() string {
	if o.value == nil {
		return ""
	}
	return *o.value
}

// Set takes the value, once.
func (o *onceText) Set(value string) error {
	if o.given {
		return fmt.Errorf("it is given twice: %q and %q", models.Safe(*o.value), models.Safe(value))
	}
	o.given, *o.value = true, value
	return nil
}

// Type names the kind of the value in the help.
func (o *onceText) Type() string { return "string" }
