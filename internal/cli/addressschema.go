package cli

import (
	"context"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"btalk/internal/address"
	"btalk/internal/models"
)

func newAddressSchema(rt *runtime) *cobra.Command {
	return &cobra.Command{
		Use:     "schema ISO2",
		Short:   "what a country demands of an address, field by field in order",
		Example: "  btalk address schema CH",
		Args:    exactly("the code of a country (ISO2)"),
		RunE: func(cmd *cobra.Command, args []string) error {
			_, checker, err := demandsOf(cmd.Context(), rt, args[0])
			if err != nil {
				return err
			}
			for _, problem := range checker.Schema.Problems {
				rt.warn("%s: %s", models.Safe(string(problem.Field)), problem.What)
			}
			return rt.print(schemaSheet(checker))
		},
	}
}

// demandsOf reads what a country demands of an address, and gives the reader for more.
func demandsOf(ctx context.Context, rt *runtime, iso2 string) (*reader, address.Checker, error) {
	r, err := rt.reader(ctx)
	if err != nil {
		return nil, address.Checker{}, err
	}
	checker, err := r.demands(ctx, iso2)
	return r, checker, err
}

// schemaSheet has a row for each field, and one for the dial zone, which every
// address has.
func schemaSheet(checker address.Checker) sheet {
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
	return result
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
