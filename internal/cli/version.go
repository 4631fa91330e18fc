package cli

import (
	"github.com/spf13/cobra"

	"btalk/internal/models"
)

func newVersion(rt *runtime) *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "version of the program",
		Args:  exactly(),
		RunE: func(*cobra.Command, []string) error {
			version := models.Safe(rt.process.Version)
			return rt.printLine("btalk "+version, []column{{"Version", "version"}}, version)
		},
	}
}
