package cli

import (
	"context"
	"errors"
	"os"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"
)

// dashboard opens the dashboard, at the last place.
func (s *session) dashboard(cmd *cobra.Command, _ []string) error {
	return s.openDashboard(cmd.Context())
}

func newOpen(s *session) *cobra.Command {
	return &cobra.Command{
		Use:     "open CUSTOMER[/VPN[/SITE]]",
		Short:   "the dashboard at a place; each part an id, a code or words of the name",
		Example: "  btalk open 9999\n  btalk open \"acme/paris/lyon\"",
		Args:    exactly("a place: CUSTOMER[/VPN[/SITE]]"),
		RunE: func(cmd *cobra.Command, _ []string) error {
			return s.openDashboard(cmd.Context())
		},
	}
}

func (s *session) openDashboard(context.Context) error {
	if !isTerminal(s.process.Out) {
		return usageFailure("", "the dashboard needs a terminal; for scripts there are: %s", headlessNames)
	}
	return errors.New("the dashboard is not there yet")
}

const headlessNames = "me, customers, vpns, voicesites, voicesite, countries, country, geoareas (`btalk --help`)"

func isTerminal(stream any) bool {
	file, ok := stream.(*os.File)
	return ok && term.IsTerminal(file.Fd())
}
