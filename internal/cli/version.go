package cli

import (
	goruntime "runtime"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"btalk/internal/models"
	rules "btalk/internal/models/text"
)

// Build says from what the program was built.
type Build struct {
	Version string // of the release
	Commit  string // of the sources
	Date    string // of the commit, in seconds since 1970
}

// when is the date of the commit; the zero time where it is not known.
func (b Build) when() time.Time {
	seconds, err := strconv.ParseInt(b.Date, 10, 64)
	if err != nil || seconds <= 0 {
		return time.Time{}
	}
	return time.Unix(seconds, 0).UTC()
}

func newVersion(rt *runtime) *cobra.Command {
	return &cobra.Command{
		Use:     "version",
		Short:   "version of the program, and from what it was built",
		Example: "  btalk version\n  btalk version -o json",
		Args:    exactly(),
		RunE: func(*cobra.Command, []string) error {
			b := rt.process.Build
			version := models.Safe(b.Version)
			cells := []string{version, models.Safe(b.Commit), rules.Stamp(b.when()), goruntime.Version(), goruntime.GOOS + "/" + goruntime.GOARCH}
			about := strings.Join(slices.DeleteFunc(slices.Clone(cells[1:]), func(cell string) bool { return cell == "" }), ", ")
			return rt.printLine("btalk "+version+"\n"+about, []column{
				{"Version", "version"}, {"Commit", "commit"}, {"Date", "date"}, {"Go", "go"}, {"System", "system"},
			}, cells...)
		},
	}
}

// addVersionFlag lets `btalk --version` print what everybody tries first.
func addVersionFlag(root *cobra.Command, rt *runtime) {
	var wanted bool
	root.Flags().BoolVarP(&wanted, "version", "v", false, "version of the program")
	open := root.RunE
	root.RunE = func(cmd *cobra.Command, args []string) error {
		if wanted {
			return rt.printText("btalk " + models.Safe(rt.process.Build.Version))
		}
		return open(cmd, args)
	}
}
