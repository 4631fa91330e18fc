package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"btalk/internal/models"
)

// exactly asks for n arguments, by name.
func exactly(names ...string) cobra.PositionalArgs {
	return between(len(names), len(names), names...)
}

// atLeast asks for n arguments or more.
func atLeast(n int, names ...string) cobra.PositionalArgs {
	return between(n, -1, names...)
}

func between(fewest, most int, names ...string) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		hint := "Usage: " + cmd.UseLine()
		if len(args) < fewest {
			return usageFailure(hint, "%s needs %s", cmd.CommandPath(), strings.Join(names[len(args):], " and "))
		}
		if most >= 0 && len(args) > most {
			return usageFailure(hint, "%s has an argument too many: %q", cmd.CommandPath(), args[most])
		}
		if at := slices.IndexFunc(args, func(arg string) bool { return strings.TrimSpace(arg) == "" }); at >= 0 {
			return usageFailure(hint, "argument %d of %s is empty", at+1, cmd.CommandPath())
		}
		return nil
	}
}

// eitherFrom asks for no argument where a file gives them all.
func eitherFrom(from *string, others cobra.PositionalArgs) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if *from != "" {
			return exactly()(cmd, args)
		}
		return others(cmd, args)
	}
}

// addFrom adds the flag that names the file of a batch.
func addFrom(cmd *cobra.Command, from *string) {
	addOnce(cmd, from, "from", "", "CSV `FILE` of many, a row each; - for standard input")
}

// onceText is the value of a flag that may be given once: of two values nobody
// knows which one is meant.
type onceText struct {
	value *string
	given bool
}

// addOnce adds a flag that decides what is sent.
func addOnce(cmd *cobra.Command, value *string, name, short, usage string) {
	cmd.Flags().VarP(&onceText{value: value}, name, short, usage)
}

// String is the value.
func (o *onceText) String() string {
	if o.value == nil {
		return ""
	}
	return *o.value
}

// Set takes the value, once.
func (o *onceText) Set(value string) error {
	if o.given {
		return fmt.Errorf("it is given twice: %q and %q", models.Safe(*o.value), models.Safe(value))
	}
	o.given, *o.value = true, value
	return nil
}

// Type names the kind of the value in the help.
func (o *onceText) Type() string { return "string" }
