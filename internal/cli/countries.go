package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"btalk/internal/models"
	rules "btalk/internal/models/text"
)

func newCountries(s *session) *cobra.Command {
	return &cobra.Command{
		Use:   "countries",
		Short: "countries, and whether a voicesite can be ordered there",
		Args:  exactly(),
		RunE:  func(cmd *cobra.Command, _ []string) error { return s.listCountries(cmd) },
	}
}

func (s *session) listCountries(cmd *cobra.Command) error {
	client, err := s.client(cmd.Context())
	if err != nil {
		return err
	}
	countries, err := read(cmd.Context(), s, "countries", client.Countries)
	if err != nil {
		return err
	}
	result := sheet{columns: []column{
		{"ISO2", "iso2"},
		{"Country", "name"},
		{"Dial code", "countryCode"},
		{"Business Talk", "businessTalkOnline"},
	}}
	for _, c := range countries {
		available, _ := c.Capability("businessTalkOnline")
		result.add(c.Raw, c.ISO2.String(), c.Name.String(), c.DialCode.String(), available.Value.String())
	}
	return s.print(result)
}

func newCountry(s *session) *cobra.Command {
	return &cobra.Command{
		Use:     "country ISO2…",
		Short:   "coverage of a country; several codes stand side by side",
		Example: "  btalk country FR\n  btalk country CH FR DE",
		Args:    atLeast(1, "the code of a country (ISO2)"),
		RunE:    func(cmd *cobra.Command, args []string) error { return s.showCountries(cmd, args) },
	}
}

func (s *session) showCountries(cmd *cobra.Command, codes []string) error {
	client, err := s.client(cmd.Context())
	if err != nil {
		return err
	}
	countries := make([]models.Country, 0, len(codes))
	for _, code := range codes {
		iso2 := strings.ToUpper(strings.TrimSpace(code))
		country, err := read(cmd.Context(), s, "coverage of "+models.Safe(iso2),
			func(ctx context.Context, mode models.Mode) (models.Snapshot[models.Country], error) {
				return client.Country(ctx, iso2, mode)
			})
		if models.KindOf(err) == models.NotFound {
			return nothingFound("`btalk countries` lists them.", "no country has the code %q", iso2)
		}
		if err != nil {
			return err
		}
		countries = append(countries, country)
	}
	return s.print(coverage(countries))
}

// coverage has a row for each capability that any of the countries names, and
// a column for each country.
func coverage(countries []models.Country) sheet {
	result := sheet{columns: []column{{"Capability", "capability"}, {"Key", "key"}}}
	row := map[string]int{}
	for i, country := range countries {
		code := country.ISO2.String()
		result.columns = append(result.columns, column{code, code})
		result.items = append(result.items, country.Raw)
		for _, capability := range country.Coverage {
			at, known := row[capability.Key.Raw()]
			if !known {
				at = len(result.rows)
				row[capability.Key.Raw()] = at
				result.rows = append(result.rows, append([]string{capability.Label, capability.Key.String()}, make([]string, len(countries))...))
			}
			result.rows[at][i+2] = capability.Value.String()
		}
	}
	if len(countries) == 1 {
		result.object = countries[0].Raw
	}
	return result
}

func newGeoAreas(s *session) *cobra.Command {
	return &cobra.Command{
		Use:     "geoareas ISO2 [AREA1 [AREA2 [AREA3]]]",
		Short:   "geographic areas: the values of the next level",
		Example: "  btalk geoareas CH\n  btalk geoareas CH BE",
		Args:    between(1, 4, "the code of a country (ISO2)"),
		RunE:    func(cmd *cobra.Command, args []string) error { return s.listGeoAreas(cmd, args[0], args[1:]) },
	}
}

func (s *session) listGeoAreas(cmd *cobra.Command, iso2 string, path []string) error {
	iso2 = strings.ToUpper(iso2)
	list, err := s.areas(cmd.Context(), iso2, path)
	areas := list.Values
	if len(path) > 0 && (models.KindOf(err) == models.NotFound || err == nil && len(areas) == 0) {
		if unknown := s.unknownArea(cmd.Context(), iso2, path); unknown != nil {
			return unknown
		}
	}
	if err != nil {
		return err
	}
	level := sprintf("area%d", len(path)+1)
	result := sheet{columns: []column{{level, level}}}
	for _, area := range areas {
		result.add(textValue(area), area.String())
	}
	if err := s.print(result); err != nil {
		return err
	}
	if len(areas) == 0 {
		return nothingFound("", "%s has no geographic areas at this level", iso2)
	}
	return nil
}

// unknownArea says which area of a path the API does not list, and which ones are
// nearest; nil when it lists them all.
func (s *session) unknownArea(ctx context.Context, iso2 string, path []string) error {
	for i, wanted := range path {
		list, err := s.areas(ctx, iso2, path[:i])
		if err != nil {
			return nil //nolint:nilerr // the first answer is the better one
		}
		if list.Has(wanted) {
			continue
		}
		areas := list.Values
		hint := ""
		index := rules.NewIndex(len(areas), func(i int) string { return areas[i].String() })
		if near := index.Search(wanted, nearAreas).Rows; len(near) > 0 && len(areas) > 0 {
			names := make([]string, len(near))
			for j, row := range near {
				names[j] = areas[row].String()
			}
			hint = "Did you mean " + strings.Join(names, ", ") + "?"
		}
		return nothingFound(hint, "%s has no area%d %q", iso2, i+1, wanted)
	}
	return nil
}

// nearAreas is how many areas an error suggests.
const nearAreas = 3
