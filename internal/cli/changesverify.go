package cli

import (
	"github.com/spf13/cobra"

	rules "btalk/internal/models/text"
)

func newChangesVerify(rt *runtime) *cobra.Command {
	return &cobra.Command{
		Use:   "verify",
		Short: "check that no line of the journal was altered or removed",
		Args:  exactly(),
		RunE: func(*cobra.Command, []string) error {
			audit, err := rt.backend.records().Verify()
			if err != nil {
				return err
			}
			for _, note := range audit.Notes {
				rt.warn("%s", note)
			}
			if !audit.Whole() {
				return &failure{code: exitFailed, text: sprintf("the journal is not as it was written: line %d: %s", audit.Broken, audit.What)}
			}
			return rt.printText(sprintf("The journal is as it was written: %s.", rules.Count(audit.Lines, "line", "lines")))
		},
	}
}
