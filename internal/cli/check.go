package cli

import (
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"btalk/internal/address"
	"btalk/internal/models"
	rules "btalk/internal/models/text"
)

func newCheck(s *session) *cobra.Command {
	var file string
	cmd := &cobra.Command{
		Use:   "check ISO2 FIELD=VALUE…",
		Short: "every violation of an address, a line each; exit 0 only when there is none",
		Example: `  btalk address check CH a1=BE a3=Bern a6=Bundesplatz hno=3 pc=3003
  btalk address check FR --file address.json
  btalk voicesite 370697000041 -o json | btalk address check FR -`,
		Args: atLeast(1, "the code of a country (ISO2)"),
		RunE: func(cmd *cobra.Command, args []string) error {
			given, err := s.givenAddress(cmd.Context(), args[0], args[1:], file)
			if err != nil {
				return err
			}
			return s.checkAddress(cmd, args[0], given)
		},
	}
	addOnce(cmd, &file, "file", "f", "JSON `FILE` that holds the address; - for standard input")
	return cmd
}

func (s *session) checkAddress(cmd *cobra.Command, iso2 string, given address.Address) error {
	checker, err := s.demands(cmd.Context(), iso2)
	if err != nil {
		return err
	}
	checker.Areas = func(path []string) (address.AreaList, error) {
		return s.areas(cmd.Context(), checker.Country.ISO2, path)
	}
	given, respelt := checker.Respell(given)
	for _, note := range respelt {
		s.say("%s", note)
	}
	report := checker.Check(given)
	for _, skipped := range report.NotChecked {
		s.warn("%s", skipped)
	}
	if err := s.printViolations(report.Violations); err != nil {
		return err
	}
	if count := len(report.Violations); count > 0 {
		return &failure{code: exitFailed, text: sprintf("the address breaks %s of %s", rules.Count(count, "rule", "rules"), checker.Country.Name)}
	}
	if errors.Is(report.AreasUnknown, address.ErrIncomplete) {
		return &failure{code: exitFailed, text: sprintf("the areas could not be checked: %v", report.AreasUnknown)}
	}
	return report.AreasUnknown // what could not be checked must not pass for right
}

// areas lists the geographic areas below a path.
func (s *session) areas(ctx context.Context, iso2 string, path []string) (address.AreaList, error) {
	client, err := s.client(ctx)
	if err != nil {
		return address.AreaList{}, err
	}
	return read(ctx, s, "geographic areas",
		func(ctx context.Context, mode models.Mode) (models.Snapshot[address.AreaList], error) {
			got, err := client.GeoAreas(ctx, iso2, path, mode)
			return models.Like(got, address.ListOf(got)), err
		})
}

// printViolations prints a line for each, in the words of interfaces.md:
// FIELD: what is wrong (rule).
func (s *session) printViolations(violations []address.Violation) error {
	if s.flags.output == outputTable {
		for _, violation := range violations {
			if _, err := fmt.Fprintln(s.process.Out, violation); err != nil {
				return err
			}
		}
		return nil
	}
	result := sheet{columns: []column{{"Field", "field"}, {"Rule", "rule"}, {"Value", "value"}, {"What", "what"}, {"Fix", "fix"}}}
	for _, v := range violations {
		cells := []string{models.Safe(string(v.Field)), string(v.Rule), v.Value.String(), v.What, v.Fix}
		result.add(result.item(cells), cells...)
	}
	return s.print(result)
}
