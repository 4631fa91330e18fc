package cli

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"btalk/internal/address"
	"btalk/internal/models"
)

func newAddressSearch(rt *runtime) *cobra.Command {
	return &cobra.Command{
		Use:     "search ISO2 TEXT…",
		Short:   "candidates of the full-address service, in the form to push",
		Example: "  btalk address search FR 20 rue de la villette lyon\n  btalk address search FR pc=69003 a6=villette -o json",
		Args:    atLeast(2, "the code of a country (ISO2)", "what to search for"),
		RunE: func(cmd *cobra.Command, args []string) error {
			iso2 := address.CountryOf(args[0]).ISO2
			query, err := searchQuery(args[1:])
			if err != nil {
				return err
			}
			r, err := rt.reader(cmd.Context())
			if err != nil {
				return err
			}
			found, err := read(cmd.Context(), r, "addresses",
				func(ctx context.Context, mode models.Mode) (models.Snapshot[[]models.Value], error) {
					return r.AddressSearch(ctx, iso2, query, mode)
				})
			if models.KindOf(err) == models.NotFound {
				return nothingFound("`btalk address schema "+iso2+"` lists the fields to fill in.", "%s has no full-address search", iso2)
			}
			if err != nil {
				return err
			}
			if err := rt.print(candidates(found)); err != nil {
				return err
			}
			if len(found) == 0 {
				return nothingFound("Try fewer words.", "no address in %s matches", iso2)
			}
			return nil
		},
	}
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
