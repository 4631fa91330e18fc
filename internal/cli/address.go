package cli

import (
	"context"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"btalk/internal/address"
	"btalk/internal/models"
)

func newAddress(s *session) *cobra.Command {
	schema := &cobra.Command{
		Use:     "schema ISO2",
		Short:   "what a country demands of an address, field by field in order",
		Example: "  btalk address schema CH",
		Args:    exactly("the code of a country (ISO2)"),
		RunE:    func(cmd *cobra.Command, args []string) error { return s.showSchema(cmd, args[0]) },
	}
	search := &cobra.Command{
		Use:     "search ISO2 TEXT…",
		Short:   "candidates of the full-address service, in the form to push",
		Example: "  btalk address search FR 20 rue de la villette lyon\n  btalk address search FR pc=69003 a6=villette -o json",
		Args:    atLeast(2, "the code of a country (ISO2)", "what to search for"),
		RunE:    func(cmd *cobra.Command, args []string) error { return s.searchAddress(cmd, args[0], args[1:]) },
	}
	return newGroup("address", "addresses of voicesites: what a country demands, search, spread, check, push", schema, search, newAddressSpread(s), newCheck(s), newAddressPush(s))
}

// demands are the schema and the geographic rules of a country.
func (s *session) demands(ctx context.Context, iso2 string) (address.Checker, error) {
	checker := address.Checker{Country: address.CountryOf(iso2)}
	client, err := s.client(ctx)
	if err != nil {
		return checker, err
	}
	iso2 = checker.Country.ISO2
	checker.Schema, err = read(ctx, s, "address schema",
		func(ctx context.Context, mode models.Mode) (models.Snapshot[address.Schema], error) {
			return client.AddressSchema(ctx, iso2, mode)
		})
	if models.KindOf(err) == models.NotFound {
		return checker, nothingFound("`btalk countries` lists them.", "no country has the code %q", iso2)
	}
	if err != nil {
		return checker, err
	}
	checker.Rules, err = read(ctx, s, "geographic rules",
		func(ctx context.Context, mode models.Mode) (models.Snapshot[address.Rules], error) {
			return client.GeoRules(ctx, iso2, mode)
		})
	return checker, err
}

func (s *session) showSchema(cmd *cobra.Command, iso2 string) error {
	checker, err := s.demands(cmd.Context(), iso2)
	if err != nil {
		return err
	}
	result := sheet{
		columns: []column{
			{"Field", "field"},
			{"Label", "defaultLabel"},
			{"Usage", "usage"},
			{"Type", "valueType"},
			{"Length", "length"},
			{"Pattern", "valueRegexp"},
			{"Area", "area"},
			{"Values", "possibleValues"},
		},
		object: checker.Schema.Raw,
	}
	for _, field := range checker.Schema.Fields {
		result.add(field.Raw, models.Safe(string(field.Element)), field.Label.String(), field.UsageText.String(),
			field.TypeText.String(), lengths(field), patternOf(field), areaOf(checker.Rules, field.Element), choices(field.Choices))
	}
	if _, described := checker.Schema.Field(address.DialZone); !described {
		result.add(nil, string(address.DialZone), "Dial zone", dialZoneUsage(checker.Rules), "", "", "", "", choices(checker.Rules.DialZones))
	}
	for _, problem := range checker.Schema.Problems {
		s.warn("%s: %s", models.Safe(string(problem.Field)), problem.What)
	}
	return s.print(result)
}

func lengths(field address.Field) string {
	switch {
	case field.MaxLength == 0 && field.MinLength == 0:
		return ""
	case field.MaxLength == 0:
		return strconv.Itoa(field.MinLength) + "…"
	case field.MinLength == field.MaxLength:
		return strconv.Itoa(field.MaxLength)
	}
	return strconv.Itoa(field.MinLength) + "…" + strconv.Itoa(field.MaxLength)
}

func patternOf(field address.Field) string {
	return field.Raw.Object().Text("valueRegexp").String()
}

func areaOf(rules address.Rules, element address.Element) string {
	if at := rules.LevelOf(element); at >= 0 {
		return sprintf("area%d", rules.Levels[at].Number)
	}
	return ""
}

func choices(all []address.Choice) string {
	texts := make([]string, len(all))
	for i, choice := range all {
		texts[i] = choice.Value.String()
		if display := choice.Display.String(); display != "" && display != texts[i] {
			texts[i] += "=" + display
		}
	}
	return strings.Join(texts, ", ")
}

func dialZoneUsage(rules address.Rules) string {
	switch rules.DialZone {
	case address.DialZoneManual:
		return "given by hand, nobody verifies it"
	case address.DialZoneAutomatic:
		return "computed from the address"
	default:
		return "the API does not say"
	}
}

func (s *session) searchAddress(cmd *cobra.Command, iso2 string, words []string) error {
	client, err := s.client(cmd.Context())
	if err != nil {
		return err
	}
	iso2 = address.CountryOf(iso2).ISO2
	query, err := searchQuery(words)
	if err != nil {
		return err
	}
	found, err := read(cmd.Context(), s, "addresses",
		func(ctx context.Context, mode models.Mode) (models.Snapshot[[]models.Value], error) {
			return client.AddressSearch(ctx, iso2, query, mode)
		})
	if models.KindOf(err) == models.NotFound {
		return nothingFound("`btalk address schema "+iso2+"` tells what to fill in.", "%s has no full-address search", iso2)
	}
	if err != nil {
		return err
	}
	if err := s.print(candidates(found)); err != nil {
		return err
	}
	if len(found) == 0 {
		return nothingFound("Try fewer words.", "no address in %s matches", iso2)
	}
	return nil
}

// searchQuery reads FIELD=VALUE words as elements, each once, and the others as
// free text.
func searchQuery(words []string) (map[string]string, error) {
	query := map[string]string{}
	var text []string
	for _, word := range words {
		name, value, assigned := strings.Cut(word, "=")
		element := address.ParseElement(name)
		if !assigned || !element.Known() {
			text = append(text, word)
			continue
		}
		if _, twice := query[string(element)]; twice {
			return nil, usageFailure("Give each field once.", "the field %q is given twice", element)
		}
		query[string(element)] = value
	}
	if len(text) > 0 {
		query["q"] = strings.Join(text, " ")
	}
	return query, nil
}

// candidates has a column for each element that any candidate names.
func candidates(found []models.Value) sheet {
	var result sheet
	at := map[address.Element]int{}
	all := make([]address.Address, len(found))
	for i, value := range found {
		all[i] = address.Decode(value)
		for _, element := range all[i].Elements() {
			if _, known := at[element]; !known {
				at[element] = len(result.columns)
				name := models.Safe(string(element))
				result.columns = append(result.columns, column{name, name})
			}
		}
	}
	for i, value := range found {
		cells := make([]string, len(result.columns))
		for _, element := range all[i].Elements() {
			cells[at[element]] = all[i].Get(element).String()
		}
		result.add(value, cells...)
	}
	return result
}
