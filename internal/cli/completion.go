package cli

import "github.com/spf13/cobra"

func newCompletion(rt *runtime) *cobra.Command {
	shells := []string{"bash", "zsh", "fish"}
	return &cobra.Command{
		Use:       "completion bash|zsh|fish",
		Short:     "completion script for a shell",
		Example:   "  source <(btalk completion bash)\n  btalk completion fish > ~/.config/fish/completions/btalk.fish",
		Args:      exactly("the name of a shell: bash, zsh or fish"),
		ValidArgs: shells,
		RunE: func(cmd *cobra.Command, args []string) error {
			switch args[0] {
			case "bash":
				return cmd.Root().GenBashCompletionV2(rt.process.Out, true)
			case "zsh":
				return cmd.Root().GenZshCompletion(rt.process.Out)
			case "fish":
				return cmd.Root().GenFishCompletion(rt.process.Out, true)
			}
			return usageFailure("The shells are bash, zsh and fish.", "there is no completion script for %q", args[0])
		},
	}
}
