package cli

import (
	"errors"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

func newMan(rt *runtime) *cobra.Command {
	return &cobra.Command{
		Use:     "man [COMMAND]",
		Short:   "manual page, for `man -l -`",
		Example: "  btalk man | man -l -\n  btalk man voicesites | man -l -",
		Args:    cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			page, rest, err := cmd.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return errors.Join(err, usageFailure("", "there is no command %q", args))
			}
			page.DisableAutoGenTag = true
			header := &doc.GenManHeader{Section: "1", Source: "btalk " + rt.process.Version, Manual: "btalk"}
			return doc.GenMan(page, header, rt.process.Out)
		},
	}
}
