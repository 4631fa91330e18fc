package cli

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"btalk/internal/sandbox"
	"btalk/internal/sandbox/faults"
)

func newSandbox(rt *runtime) *cobra.Command {
	var options sandbox.Options
	var listen string
	var struck, quirks []string
	cmd := &cobra.Command{
		Use:   "sandbox",
		Short: "the embedded API alone, for scripts and for trying things",
		Long: "The embedded API alone, for scripts and for trying things.\n\n" +
			"A quirk is a way in which another server of the same API may differ:\n\n" + faults.QuirkHelp(),
		Example: `  btalk sandbox
  btalk sandbox --voicesites 50000 --delay 300ms
  btalk sandbox --quirk page-cap=40 --quirk total=10
  btalk sandbox --rate 20 --fault "GET /voicesites 503 x3"`,
		Args: exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error {
			parsed, err := faults.ParseAll(struck)
			if err := errors.Join(err, faults.Apply(&options, quirks...)); err != nil {
				return usageFailure("", "%v", err)
			}
			options.Layers = append(options.Layers, faults.New(parsed...))
			return serveSandbox(rt, cmd, options, listen)
		},
	}
	set := cmd.Flags()
	set.SortFlags = false
	set.StringVar(&listen, "listen", "127.0.0.1:8080", "`ADDRESS` to listen on, this machine only; port 0 takes a free one")
	set.IntVar(&options.VoiceSites, "voicesites", sandbox.DefaultVoiceSites, "`NUMBER` of voicesites")
	set.IntVar(&options.RequestsPerMinute, "rate", sandbox.DefaultRequestsPerMinute, "requests a minute before 403 code 53; -1 for no limit")
	set.DurationVar(&options.Delay, "delay", 0, "delay of every answer")
	set.StringArrayVar(&struck, "fault", nil, "`FAULT` such as \"GET /voicesites 503 x3\"; may be given several times")
	set.StringArrayVar(&quirks, "quirk", nil, "`NAME[=VALUE]` of a quirk, see above; may be given several times")
	return cmd
}

// serveSandbox serves until the operator stops it.
func serveSandbox(rt *runtime, cmd *cobra.Command, options sandbox.Options, listen string) error {
	running, err := sandbox.New(options).Listen(listen)
	if err != nil {
		return err
	}
	keys := sandbox.DemoCredentials()
	fmt.Fprintf(rt.process.Out, "Sandbox of the Business Talk API at %s\n\n", running.BaseURL())
	for _, line := range [][2]string{
		{"BTALK_BASE_URL", running.BaseURL()},
		{"BTALK_TOKEN_URL", running.TokenURL()},
		{"BTALK_TRACKING_URL", running.TrackingURL()},
		{"BTALK_BILLING_URL", running.BillingURL()},
		{"BTALK_CLIENT_ID", keys.ClientID},
		{"BTALK_CLIENT_SECRET", keys.ClientSecret},
		{"BTALK_API_KEY", keys.APIKey},
		{"BTALK_B2B_API_KEY", keys.B2BKey},
	} {
		fmt.Fprintf(rt.process.Out, "export %s=%s\n", line[0], line[1])
	}
	fmt.Fprintln(rt.process.Out, "\nThese credentials open nothing else. Ctrl-C stops it.")
	<-cmd.Context().Done()
	return running.Close()
}
