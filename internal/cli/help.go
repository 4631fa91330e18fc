package cli

import (
	"fmt"
	"io"
	"strings"
	"unicode"

	"github.com/spf13/cobra"
)

// The help is written by functions and not by cobra's templates: a template may
// call any method there is, so the linker keeps them all, a sixth of the program.

// printHelp shows the examples before the grammar: they are what most readers
// came for.
func printHelp(cmd *cobra.Command, _ []string) {
	about := cmd.Long
	if about == "" {
		about = cmd.Short
	}
	var out strings.Builder
	if about != "" {
		fmt.Fprintln(&out, trimRight(about))
	}
	if cmd.HasExample() {
		fmt.Fprintf(&out, "\nExamples:\n%s\n", cmd.Example)
	}
	if cmd.Runnable() || cmd.HasSubCommands() {
		fmt.Fprintf(&out, "\n%s", cmd.UsageString())
	}
	_, _ = io.WriteString(cmd.OutOrStdout(), out.String())
}

// printUsage writes the grammar: how it is called, its commands, its flags.
func printUsage(cmd *cobra.Command) error {
	var out strings.Builder
	line := cmd.CommandPath() + " [command]"
	if cmd.Runnable() {
		line = cmd.UseLine()
	}
	fmt.Fprintf(&out, "Usage:\n  %s\n", line)
	for _, group := range cmd.Groups() {
		fmt.Fprintf(&out, "\n%s", group.Title)
		listCommands(&out, cmd, func(c *cobra.Command) bool { return c.GroupID == group.ID && c.IsAvailableCommand() })
	}
	if cmd.HasAvailableSubCommands() && len(cmd.Groups()) == 0 {
		out.WriteString("\nCommands:")
		listCommands(&out, cmd, (*cobra.Command).IsAvailableCommand)
	}
	if cmd.HasAvailableLocalFlags() {
		fmt.Fprintf(&out, "\nFlags:\n%s\n", trimRight(cmd.LocalFlags().FlagUsages()))
	}
	if cmd.HasAvailableInheritedFlags() {
		fmt.Fprintf(&out, "\nFlags of every command:\n%s\n", trimRight(cmd.InheritedFlags().FlagUsages()))
	}
	if cmd.HasHelpSubCommands() {
		out.WriteString("\nMore:")
		for _, topic := range cmd.Commands() {
			if topic.IsAdditionalHelpTopicCommand() {
				fmt.Fprintf(&out, "\n  %-26s %s", topic.CommandPath(), topic.Short)
			}
		}
		out.WriteString("\n")
	}
	_, err := io.WriteString(cmd.OutOrStderr(), out.String())
	return err
}

// listCommands writes a line for each command that is wanted.
func listCommands(out *strings.Builder, parent *cobra.Command, wanted func(*cobra.Command) bool) {
	for _, c := range parent.Commands() {
		if wanted(c) {
			fmt.Fprintf(out, "\n  %-*s %s", c.NamePadding(), c.Name(), c.Short)
		}
	}
	out.WriteString("\n")
}

func trimRight(s string) string { return strings.TrimRightFunc(s, unicode.IsSpace) }
