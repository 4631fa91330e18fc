package cli

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"btalk/internal/address"
	"btalk/internal/address/spread"
	"btalk/internal/models"
)

func newAddressSpread(s *session) *cobra.Command {
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
		RunE:    func(cmd *cobra.Command, args []string) error { return s.spreadAddress(cmd, args[0], args[1:]) },
	}
}

func (s *session) spreadAddress(cmd *cobra.Command, iso2 string, words []string) error {
	text := strings.Join(words, " ")
	if text == "-" {
		read, err := s.readInput("-")
		if err != nil {
			return usageFailure("", "could not read the address: %v", err)
		}
		text = string(read)
	}
	if strings.TrimSpace(text) == "" {
		return usageFailure("Give it after the country, or - for standard input.", "there is no address to spread")
	}
	checker, err := s.demands(cmd.Context(), iso2)
	if err != nil {
		return err
	}
	checker.Areas = s.heldAreas(cmd.Context(), checker.Country.ISO2)
	proposal, err := new(spread.Spreader).Line(text, checker)
	if tooLong := (*spread.TooLongError)(nil); errors.As(err, &tooLong) {
		return usageFailure("", "%v", err)
	}
	if err != nil {
		return err
	}
	s.explain(proposal)
	if err := s.printSpread(proposal); err != nil {
		return err
	}
	if len(proposal.Values) == 0 {
		return nothingFound("`btalk address schema "+checker.Country.ISO2+"` lists the fields.", "nothing in the text could be placed")
	}
	return nil
}

// heldAreas gives the areas that are cached, and asks for none.
func (s *session) heldAreas(ctx context.Context, iso2 string) address.Areas {
	return func(path []string) (address.AreaList, error) {
		areas, err := s.opened.GeoAreas(ctx, iso2, path, models.Held)
		return address.ListOf(areas), err
	}
}

// explain says on standard error what the lines on standard output cannot hold.
func (s *session) explain(proposal spread.Proposal) {
	if s.flags.output == outputJSON {
		return
	}
	for _, value := range proposal.Values {
		if value.Refused != "" {
			s.warn("%s: %s", value.Element, value.Refused)
		}
	}
	for _, left := range address.JoinUnplaced(proposal.NotPlaced) {
		s.warn("not placed: %s: %s", left.Word, left.Why)
	}
}

func (s *session) printSpread(proposal spread.Proposal) error {
	if s.flags.output == outputTable {
		for _, value := range proposal.Values {
			if _, err := fmt.Fprintf(s.process.Out, "%s=%s\n", models.Safe(string(value.Element)), value.Text); err != nil {
				return err
			}
		}
		for _, left := range proposal.NotPlaced {
			if _, err := fmt.Fprintf(s.process.Out, "not placed: %s\n", left.Word); err != nil {
				return err
			}
		}
		return nil
	}
	result := sheet{columns: []column{{"Field", "field"}, {"Value", "value"}, {"Why", "why"}}, object: spreadObject(proposal)}
	for _, value := range proposal.Values {
		result.add(nil, models.Safe(string(value.Element)), value.Text.String(), value.Refused)
	}
	for _, left := range proposal.NotPlaced {
		result.add(nil, "not placed", left.Word.String(), left.Why)
	}
	return s.print(result)
}

// spreadObject is the proposal as one JSON object: the fields by the API's names,
// then what got none and what the schema refuses.
func spreadObject(proposal spread.Proposal) models.Value {
	var members, left, refused []string
	for _, value := range proposal.Values {
		field := string(jsonText(string(value.Element)))
		members = append(members, field+":"+string(jsonText(value.Text.Raw())))
		if value.Refused != "" {
			refused = append(refused, `{"field":`+field+`,"what":`+string(jsonText(value.Refused))+`}`)
		}
	}
	for _, word := range proposal.NotPlaced {
		left = append(left, `{"word":`+string(jsonText(word.Word.Raw()))+`,"why":`+string(jsonText(word.Why))+`}`)
	}
	if left != nil {
		members = append(members, `"notPlaced":[`+strings.Join(left, ",")+`]`)
	}
	if refused != nil {
		members = append(members, `"refused":[`+strings.Join(refused, ",")+`]`)
	}
	return models.Value("{" + strings.Join(members, ",") + "}")
}

func jsonText(raw string) models.Value { return textValue(models.NewText(raw)) }
