package cli

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"btalk/internal/config"
	"btalk/internal/models"
)

func newConfig(rt *runtime) *cobra.Command {
	return newGroup("config", "settings and credentials", newConfigPath(rt), newConfigShow(rt), newConfigCheck(rt), newConfigInit(rt))
}

func newConfigPath(rt *runtime) *cobra.Command {
	return &cobra.Command{
		Use: "path", Short: "where the configuration file is", Args: exactly(),
		RunE: func(*cobra.Command, []string) error {
			path, err := rt.backend.configFile()
			if err != nil {
				return err
			}
			return rt.printLine(models.Safe(path), []column{{"Path", "path"}}, models.Safe(path))
		},
	}
}

func newConfigInit(rt *runtime) *cobra.Command {
	var sandbox bool
	cmd := &cobra.Command{
		Use: "init", Short: "write a configuration file to fill in", Args: exactly(),
		Long: `Writes a configuration file to fill in. One that is there stays as it is.

--sandbox-profile adds the profile "sandbox" with the address of Orange's own sandbox,
https://api.orange.com/btalk/beta/v1, to the file, which is made when missing; a profile
of that name that is there stays as it is. The sandbox is a product of its own on the
portal: it needs a subscription, and credentials of its own.`,
		Example: "  btalk config init\n  btalk config init --sandbox-profile && btalk --profile sandbox doctor",
		RunE: func(*cobra.Command, []string) error {
			path, err := rt.backend.configFile()
			if err != nil {
				return err
			}
			write, wrote, check := config.Init, "Wrote", "btalk config check"
			if sandbox {
				write, wrote, check = config.AddSandbox, "Wrote the profile \"sandbox\" to", "btalk --profile sandbox config check"
			}
			if err := write(path); err != nil {
				return err
			}
			return rt.printLine(fmt.Sprintf("%s %s. Fill in the credentials, then: %s", wrote, models.Safe(path), check),
				[]column{{"Path", "path"}}, models.Safe(path))
		},
	}
	cmd.Flags().BoolVar(&sandbox, "sandbox-profile", false, "add a profile for Orange's own sandbox (/btalk/beta/v1)")
	return cmd
}

func newConfigShow(rt *runtime) *cobra.Command {
	return &cobra.Command{
		Use: "show", Short: "every setting, and where its value comes from; no secret", Args: exactly(),
		RunE: func(*cobra.Command, []string) error { return showConfig(rt) },
	}
}

func showConfig(rt *runtime) error {
	settings, err := rt.backend.settings()
	if err != nil {
		return err
	}
	values := map[string]string{
		"profile": settings.Profile, "theme": settings.Theme,
		"client_id":            hidden(settings.ClientID == ""),
		"client_secret":        hidden(settings.ClientSecret.Empty()),
		"authorization_header": hidden(settings.AuthorizationHeader.Empty()),
		"api_key":              hidden(settings.APIKey.Empty()),
		"tracking_api_key":     hidden(settings.TrackingAPIKey.Empty()),
		"billing_api_key":      hidden(settings.BillingAPIKey.Empty()),
		"credential_command":   strings.Join(settings.CredentialCommand, " "),
		"base_url":             settings.BaseURL, "tracking_url": settings.TrackingURL,
		"billing_url": settings.BillingURL, "token_url": settings.TokenURL,
		"requests_per_minute": strconv.Itoa(settings.RequestsPerMinute),
		"write":               strconv.FormatBool(settings.Write),
		"language":            settings.Language,
		"restricted":          strconv.FormatBool(settings.Restricted),
		"shared_dir":          settings.SharedDir,
		"shared_url":          hidden(settings.SharedURL.Empty()),
		"shared_cache":        strconv.FormatBool(settings.SharedCache),
		"shared_hosts":        strconv.Itoa(settings.SharedHosts),
		"proxy":               hidden(settings.Proxy.Empty()),
		"ca_file":             settings.CAFile,
		"accessible":          strconv.FormatBool(settings.Accessible),
		"esc_wait":            "",
	}
	if settings.EscWait > 0 {
		values["esc_wait"] = settings.EscWait.String()
	}
	for _, warning := range settings.Warnings {
		rt.warn("%s", warning)
	}
	source := maps.Clone(settings.Source)
	if source["authorization_header"] == "not set" && values["authorization_header"] != "" {
		source["authorization_header"] = "client_id and client_secret"
	}
	result := sheet{columns: []column{{"Setting", "setting"}, {"Value", "value"}, {"From", "from"}}}
	for _, name := range slices.Sorted(maps.Keys(values)) {
		cells := []string{name, models.Safe(values[name]), models.Safe(source[name])}
		result.add(result.item(cells), cells...)
	}
	return rt.print(result)
}

func hidden(empty bool) string {
	if empty {
		return ""
	}
	return "[set]"
}

func newConfigCheck(rt *runtime) *cobra.Command {
	return &cobra.Command{
		Use: "check", Short: "read the configuration and try the credentials", Args: exactly(),
		RunE: func(cmd *cobra.Command, _ []string) error { return checkConfig(rt, cmd) },
	}
}

// checkConfig reads everything, then tries the credentials live.
func checkConfig(rt *runtime, cmd *cobra.Command) error {
	path, err := rt.backend.configFile()
	if err != nil {
		return err
	}
	if _, err := os.Lstat(path); err == nil {
		warnings, err := config.Check(path, rt.backend.env.System)
		for _, warning := range warnings {
			rt.warn("%s", warning)
		}
		if err != nil {
			return err
		}
	} else if !os.IsNotExist(err) {
		return &fs.PathError{Op: "read", Path: path, Err: err}
	}
	client, err := rt.backend.client(cmd.Context())
	if err != nil {
		return err
	}
	columns := []column{{"Configuration", "configuration"}, {"Credentials", "credentials"}}
	if rt.flags.offline {
		return rt.printLine("The configuration is sound; the credentials were not tried.", columns, "sound", "not tried")
	}
	if err := client.CheckCredentials(cmd.Context()); err != nil {
		return err
	}
	return rt.printLine("The configuration is sound and the credentials are good.", columns, "sound", "good")
}
