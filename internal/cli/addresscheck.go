package cli

import (
	"errors"

	"github.com/spf13/cobra"

	"btalk/internal/address"
	"btalk/internal/models"
	rules "btalk/internal/models/text"
)

func newAddressCheck(rt *runtime) *cobra.Command {
	var file string
	cmd := &cobra.Command{
		Use:   "check ISO2 FIELD=VALUE…",
		Short: "every violation of an address, a line each; exit 0 only when there is none",
		Example: `  btalk address check CH a1=BE a3=Bern a6=Bundesplatz hno=3 pc=3003
  btalk address check FR --file address.json
  btalk voicesite 370697000041 -o json | btalk address check FR -`,
		Args: atLeast(1, "the code of a country (ISO2)"),
		RunE: func(cmd *cobra.Command, args []string) error {
			given, err := givenAddress(rt, args[1:], file)
			if err != nil {
				return err
			}
			r, checker, err := demandsOf(cmd.Context(), rt, args[0])
			if err != nil {
				return err
			}
			if err := given.known(checker); err != nil {
				return err
			}
			checker.Areas = func(path []string) (address.AreaList, error) {
				return r.areas(cmd.Context(), checker.Country.ISO2, path)
			}
			respelt, notes := checker.Respell(given.address)
			for _, note := range notes {
				rt.say("%s", note)
			}
			report := checker.Check(respelt)
			for _, skipped := range report.NotChecked {
				rt.warn("%s", skipped)
			}
			if err := printViolations(rt, report.Violations); err != nil {
				return err
			}
			if n := len(report.Violations); n > 0 {
				return &failure{code: exitFailed, text: sprintf("the address breaks %s of %s", rules.Count(n, "rule", "rules"), checker.Country.Name)}
			}
			if errors.Is(report.AreasUnknown, address.ErrIncomplete) {
				return &failure{code: exitFailed, text: sprintf("the areas could not be checked: %v", report.AreasUnknown)}
			}
			return report.AreasUnknown // what could not be checked must not pass for right
		},
	}
	addOnce(cmd, &file, "file", "f", "JSON `FILE` that holds the address; - for standard input")
	return cmd
}

// printViolations prints a line for each, in the words of interfaces.md:
// FIELD: what is wrong (rule).
func printViolations(rt *runtime, violations []address.Violation) error {
	result := sheet{columns: []column{{"Field", "field"}, {"Rule", "rule"}, {"Value", "value"}, {"What", "what"}, {"Fix", "fix"}}}
	for _, v := range violations {
		if rt.forPeople() {
			if err := rt.printText(v.String()); err != nil {
				return err
			}
			continue
		}
		cells := []string{models.Safe(string(v.Field)), string(v.Rule), v.Value.String(), v.What, v.Fix}
		result.add(result.item(cells), cells...)
	}
	return rt.print(result)
}
