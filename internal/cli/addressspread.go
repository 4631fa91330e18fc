package cli

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"btalk/internal/address"
	"btalk/internal/address/spread"
	"btalk/internal/models"
)

func newAddressSpread(rt *runtime) *cobra.Command {
	return &cobra.Command{
		Use:   "spread ISO2 TEXT…",
		Short: "spread an address, as it is written on a letter, over the fields",
		Long: `Spread an address, as it is written on a letter, over the fields of the country.

A line FIELD=VALUE for each field, then a line "not placed: WORD" for each word that
got none. Why a word got none, and what the schema says against a value, goes to
standard error. With -o json: one object of the fields, with "notPlaced", a list of
{"word", "why"}, and "refused", a list of {"field", "what"}, where there are any.

Where two readings are possible, neither is taken. Lists of areas are used as far as
they are cached; none is asked for. TEXT - reads standard input.`,
		Example: "  btalk address spread FR 12 bis rue Victor Hugo, 75001 Paris\n  btalk address spread US - < address.txt",
		Args:    atLeast(2, "the code of a country (ISO2)", "the address to spread"),
		RunE: func(cmd *cobra.Command, args []string) error {
			text, err := spreadText(rt, args[1:])
			if err != nil {
				return err
			}
			r, checker, err := demandsOf(cmd.Context(), rt, args[0])
			if err != nil {
				return err
			}
			iso2 := checker.Country.ISO2
			checker.Areas = func(path []string) (address.AreaList, error) { // as far as they are cached
				areas, err := r.GeoAreas(cmd.Context(), iso2, path, models.Held)
				return address.ListOf(areas), err
			}
			proposal, err := new(spread.Spreader).Line(text, checker)
			if tooLong := (*spread.TooLongError)(nil); errors.As(err, &tooLong) {
				return usageFailure("", "%v", err)
			}
			if err != nil {
				return err
			}
			if err := printSpread(rt, proposal); err != nil {
				return err
			}
			if len(proposal.Values) == 0 {
				return nothingFound("`btalk address schema "+iso2+"` lists the fields.", "no word of the text could be placed in a field")
			}
			return nil
		},
	}
}

// spreadText is the address to spread, from the command line or standard input.
func spreadText(rt *runtime, words []string) (string, error) {
	text := strings.Join(words, " ")
	if text == "-" {
		read, err := rt.readInput("-")
		if err != nil {
			return "", usageFailure("", "could not read the address: %v", err)
		}
		text = string(read)
	}
	if strings.TrimSpace(text) == "" {
		return "", usageFailure("Give it after the country, or - for standard input.", "there is no address to spread")
	}
	return text, nil
}

// printSpread prints the proposal; what its lines and rows cannot hold goes to
// standard error.
func printSpread(rt *runtime, proposal spread.Proposal) error {
	if rt.flags.output != outputJSON {
		for _, value := range proposal.Values {
			if value.Refused != "" {
				rt.warn("%s: %s", value.Element, value.Refused)
			}
		}
		for _, left := range address.JoinUnplaced(proposal.NotPlaced) {
			rt.warn("not placed: %s: %s", left.Word, left.Why)
		}
	}
	if !rt.forPeople() {
		return rt.print(spreadSheet(proposal))
	}
	for _, value := range proposal.Values {
		if err := rt.printText(models.Safe(string(value.Element)) + "=" + value.Text.String()); err != nil {
			return err
		}
	}
	for _, left := range proposal.NotPlaced {
		if err := rt.printText("not placed: " + left.Word.String()); err != nil {
			return err
		}
	}
	return nil
}

func spreadSheet(proposal spread.Proposal) sheet {
	result := sheet{columns: []column{{"Field", "field"}, {"Value", "value"}, {"Why", "why"}}, object: spreadObject(proposal)}
	for _, value := range proposal.Values {
		result.add(nil, models.Safe(string(value.Element)), value.Text.String(), value.Refused)
	}
	for _, left := range proposal.NotPlaced {
		result.add(nil, "not placed", left.Word.String(), left.Why)
	}
	return result
}

// spreadObject is the proposal as one JSON object: the fields by the API's names,
// then what got none and what the schema refuses.
func spreadObject(proposal spread.Proposal) models.Value {
	var members, left, refused []string
	for _, value := range proposal.Values {
		field := string(jsonOf(string(value.Element)))
		members = append(members, field+":"+string(jsonOf(value.Text.Raw())))
		if value.Refused != "" {
			refused = append(refused, `{"field":`+field+`,"what":`+string(jsonOf(value.Refused))+`}`)
		}
	}
	for _, word := range proposal.NotPlaced {
		left = append(left, `{"word":`+string(jsonOf(word.Word.Raw()))+`,"why":`+string(jsonOf(word.Why))+`}`)
	}
	if left != nil {
		members = append(members, `"notPlaced":[`+strings.Join(left, ",")+`]`)
	}
	if refused != nil {
		members = append(members, `"refused":[`+strings.Join(refused, ",")+`]`)
	}
	return models.Value("{" + strings.Join(members, ",") + "}")
}
