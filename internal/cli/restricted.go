package cli

import (
	"errors"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"btalk/internal/config"
)

// A served account (ForceCommand) sees the dashboard and what can be read, and
// nothing of the host: no file, no setting, no path.

// served are the commands of a served account. What is not here is refused.
func served() []string {
	return []string{
		"btalk", "btalk open", "btalk version", "btalk help", "btalk exit-codes", "btalk environment",
		"btalk me", "btalk customers", "btalk vpns", "btalk voicesites", "btalk voicesite",
		"btalk countries", "btalk country", "btalk geoareas", "btalk orders", "btalk numbers",
		"btalk address", "btalk address schema", "btalk address search", "btalk address spread",
		"btalk tracking", "btalk tracking show", "btalk bills", "btalk bill", "btalk accounts", "btalk find",
	}
}

var errRestricted = errors.New("this account is restricted: it reads, and nothing leaves the screen")

// isRestricted reports whether this is a served account. Settings that are wrong still
// say so.
func (b *backend) isRestricted() bool {
	settings, _ := b.settings()
	return b.flags.restricted || settings.Restricted
}

// mayRun refuses to a served account what writes files or shows the host.
func (rt *runtime) mayRun(cmd *cobra.Command) error {
	if !rt.backend.isRestricted() {
		return nil
	}
	rt.served, rt.hide = true, rt.backend.hostPaths()
	rt.flags.write = false
	switch {
	case rt.flags.debug:
		return usageFailure("Leave --debug.", "%v; a log is a file", errRestricted)
	case !slices.Contains(served(), cmd.CommandPath()):
		return usageFailure("`btalk` opens the dashboard.", "%v; %s is not for it", errRestricted, cmd.CommandPath())
	}
	return nil
}

// hostPaths are the places of this host that no message of a served account names.
func (b *backend) hostPaths() []string {
	dirs := b.env.Dirs
	file, _ := b.configFile()
	paths := append([]string{dirs.Config, dirs.Cache, dirs.State, dirs.Runtime, file, b.variable("BTALK_CONFIG"), b.variable("HOME")}, b.env.System...)
	if b.loaded != nil {
		paths = append(append(paths, b.loaded.Path, b.loaded.SharedDir, b.loaded.CAFile), b.loaded.System...)
	}
	paths = slices.DeleteFunc(paths, func(path string) bool { return len(path) < 2 })
	slices.SortFunc(paths, func(a, b string) int { return len(b) - len(a) }) // the longest first
	return paths
}

// told is what is said of a failure: to a served account nothing of the settings.
func (rt *runtime) told(err error) string {
	if _, misconfigured := errors.AsType[*config.Error](err); misconfigured && rt.served {
		return "the settings of this service are wrong; tell who runs it"
	}
	return err.Error()
}

// withoutPaths hides those places in text, with what lies below them.
func withoutPaths(text string, paths []string) string {
	for _, path := range paths {
		for at := strings.Index(text, path); at >= 0; at = strings.Index(text, path) {
			rest := text[at+len(path):]
			end := strings.IndexAny(rest, " \"';,\n")
			if end < 0 {
				end = len(rest)
			}
			text = text[:at] + "[a file of the host]" + strings.TrimPrefix(rest[end:], ":")
		}
	}
	return text
}
