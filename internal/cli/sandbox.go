package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"btalk/internal/sandbox"
)

func newSandbox(s *session) *cobra.Command {
	var options sandbox.Options
	var listen string
	var faults []string
	cmd := &cobra.Command{
		Use:   "sandbox",
		Short: "the embedded API alone, for scripts and for trying things",
		Example: `  btalk sandbox
  btalk sandbox --voicesites 50000 --delay 300ms
  btalk sandbox --rate 20 --fault "GET /voicesites 503 x3"`,
		Args: exactly(),
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			if options.Faults, err = sandbox.ParseFaults(faults); err != nil {
				return usageFailure("", "%v", err)
			}
			return s.serveSandbox(cmd, options, listen)
		},
	}
	set := cmd.Flags()
	set.SortFlags = false
	set.StringVar(&listen, "listen", "127.0.0.1:8080", "`ADDRESS` to listen on, this machine only; port 0 takes a free one")
	set.IntVar(&options.VoiceSites, "voicesites", sandbox.DefaultVoiceSites, "`NUMBER` of voicesites")
	set.IntVar(&options.RequestsPerMinute, "rate", sandbox.DefaultRequestsPerMinute, "requests a minute before 403 code 53; -1 for no limit")
	set.IntVar(&options.SpikePerSecond, "spike", sandbox.DefaultSpikePerSecond, "requests a second before 403 code 53; -1 for no limit")
	set.DurationVar(&options.Delay, "delay", 0, "delay of every answer")
	set.StringArrayVar(&faults, "fault", nil, "`FAULT` such as \"GET /voicesites 503 x3\"; may be given several times")
	set.StringVar(&options.Profile, "profile-rights", sandbox.ProfileReadWrite, "`RIGHTS` that /me tells: readwrite or readonly")
	set.IntVar(&options.PageSize, "page-size", sandbox.DefaultPageSize, "items of a list when no limit is asked for")
	set.IntVar(&options.MaxPage, "max-page", sandbox.DefaultMaxPage, "largest limit that is taken")
	set.DurationVar(&options.TokenLife, "token-life", sandbox.DefaultTokenLife, "life of an access token")
	set.BoolVar(&options.TextExpiry, "text-expiry", false, "send expires_in as a string")
	set.BoolVar(&options.PostAddress, "post-address", false, "take addresses by POST, refuse PUT")
	set.BoolVar(&options.NumericCodes, "numeric-codes", false, "send customerCode as a number")
	set.BoolVar(&options.ExtraFields, "extra-fields", false, "add fields never seen before")
	return cmd
}

// serveSandbox serves until the operator stops it.
func (s *session) serveSandbox(cmd *cobra.Command, options sandbox.Options, listen string) error {
	running, err := sandbox.New(options).Listen(listen)
	if err != nil {
		return err
	}
	keys := sandbox.DemoCredentials()
	fmt.Fprintf(s.process.Out, "Sandbox of the Business Talk API at %s\n\n", running.BaseURL())
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
		fmt.Fprintf(s.process.Out, "export %s=%s\n", line[0], line[1])
	}
	fmt.Fprintln(s.process.Out, "\nThese credentials open nothing else. Ctrl-C stops it.")
	<-cmd.Context().Done()
	return running.Close()
}
