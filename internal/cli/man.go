package cli

import (
	"errors"
	"os"

	"github.com/spf13/cobra"
	"github.com/spf13/cobra/doc"
)

func newMan(rt *runtime) *cobra.Command {
	var dir string
	cmd := &cobra.Command{
		Use:     "man [COMMAND]",
		Short:   "manual page, for `man -l -`",
		Example: "  btalk man | man -l -\n  btalk man voicesites | man -l -\n  btalk man --dir ~/.local/share/man/man1",
		Args:    cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			page, rest, err := cmd.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return errors.Join(err, usageFailure("", "there is no command %q", args))
			}
			page.DisableAutoGenTag = true
			header := manHeader(rt.process.Build)
			if dir == "" {
				return doc.GenMan(page, header, rt.process.Out)
			}
			if err := os.MkdirAll(dir, 0o755); err != nil { //nolint:gosec // manual pages are for everybody
				return err
			}
			return doc.GenManTree(page, header, dir)
		},
	}
	cmd.Flags().StringVar(&dir, "dir", "", "write the pages of the command and of all below it into `DIR`")
	return cmd
}

// manHeader heads each page: the date is that of the release, so that two
// builds of one release make the same pages.
func manHeader(b Build) *doc.GenManHeader {
	header := &doc.GenManHeader{Section: "1", Source: "btalk " + b.Version, Manual: "btalk"}
	if released := b.when(); !released.IsZero() {
		header.Date = &released
	}
	return header
}
