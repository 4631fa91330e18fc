package cli

import (
	"context"
	"errors"
	"os"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/charmbracelet/x/term"
	"github.com/spf13/cobra"

	"btalk/internal/api"
	"btalk/internal/config"
	"btalk/internal/models"
	"btalk/internal/ui"
	"btalk/internal/ui/firstrun"
	"btalk/internal/ui/screen"
)

const headlessNames = "me, customers, vpns, voicesites, voicesite, countries, country, geoareas, address (`btalk --help`)"

func newOpen(s *session) *cobra.Command {
	return &cobra.Command{
		Use:     "open CUSTOMER[/VPN[/SITE]]",
		Short:   "the dashboard at a place; each part an id, a code or words of the name",
		Example: "  btalk open 9999\n  btalk open acme/paris/lyon",
		Args:    exactly("a place: CUSTOMER[/VPN[/SITE]]"),
		RunE: func(cmd *cobra.Command, args []string) error {
			if err := s.needTerminal(); err != nil {
				return err
			}
			s.anyAge = true
			way, err := s.way(cmd.Context(), args[0])
			if err != nil {
				return err
			}
			return s.dashboard(cmd.Context(), way)
		},
	}
}

// lastPlace opens the dashboard where it was left.
func (s *session) lastPlace(cmd *cobra.Command, _ []string) error {
	if err := s.needTerminal(); err != nil {
		return err
	}
	return s.dashboard(cmd.Context(), nil)
}

func (s *session) needTerminal() error {
	if !isTerminal(s.process.Out) || !isTerminal(s.process.In) {
		return usageFailure("", "the dashboard needs a terminal; for scripts there are: %s", headlessNames)
	}
	return nil
}

func isTerminal(stream any) bool {
	file, ok := stream.(*os.File)
	return ok && term.IsTerminal(file.Fd())
}

// way finds the screens that lead to a place.
func (s *session) way(ctx context.Context, place string) ([]screen.Route, error) {
	parts := strings.SplitN(place, "/", 3)
	customer, err := s.customer(ctx, parts[0])
	if err != nil {
		return nil, err
	}
	code := customer.Code.Raw()
	way := []screen.Route{screen.Customers{}, screen.VPNs{Customer: code, Name: customer.Name.String()}}
	if len(parts) == 1 {
		return way, nil
	}
	vpns, err := s.vpns(ctx, customer)
	if err != nil {
		return nil, err
	}
	vpn, err := vpnNoun(customer).find(vpns, parts[1])
	if err != nil {
		return nil, err
	}
	way = append(way, screen.VoiceSites{Customer: code, VPN: vpn.ID.Raw(), Name: vpn.Name.String()})
	if len(parts) == 2 {
		return way, nil
	}
	sites, err := s.voicesites(ctx, models.SiteQuery{Customer: code, VPN: vpn.ID.Raw()})
	if err != nil {
		return nil, err
	}
	site, err := s.siteOf(ctx, customer, sites, parts[2])
	return append(way, screen.VoiceSite{ID: site.ID.Raw(), Name: site.Name.String()}), err
}

// memoryLimit makes the collector work harder before the heap reaches it, so
// that reading a list of 50,000 again and again stays below 150 MiB resident.
const memoryLimit = 112 << 20

// dashboard runs the dashboard. Without credentials it opens on the doors of
// the first run.
func (s *session) dashboard(ctx context.Context, way []screen.Route) error {
	settings, err := s.looks()
	if err != nil {
		return err
	}
	options := s.options(settings)
	options.Start = way
	client, err := s.world(s.client(ctx))
	var missing *failure
	switch {
	case err == nil:
		options.Service = client
	case !errors.As(err, &missing) || missing.code != exitCredentials:
		return err
	}
	s.sweep()
	defer s.sweep()
	s.signals.leave() // the dashboard has a handling of its own
	s.voice.hold()    // and the terminal to itself
	defer s.release()
	go pruneLater(ctx, s.disk)
	debug.SetMemoryLimit(memoryLimit)
	return ui.Run(ctx, options)
}

// looks are the settings as far as they concern the dashboard itself. A broken
// configuration does not keep the demo from running.
func (s *session) looks() (config.Settings, error) {
	settings, err := s.settings()
	if err != nil && s.flags.demo {
		s.warn("%v", err)
		return config.Settings{Theme: s.flags.theme, Write: s.flags.write, Dirs: s.env.Dirs}, nil
	}
	return settings, err
}

func (s *session) options(settings config.Settings) ui.Options {
	in, _ := s.process.In.(*os.File)
	out, _ := s.process.Out.(*os.File)
	options := ui.Options{
		Profile: settings.Profile, Demo: s.flags.demo, Offline: s.flags.offline,
		Write:  settings.Write,
		Themes: below(settings.Dirs.Config, "themes"), Theme: settings.Theme,
		Notices: s.notices(below(settings.Dirs.Config, "themes")),
		Keys:    settings.Keys, EscWait: settings.EscWait, NoColor: settings.NoColor || s.flags.noColor,
		In: in, Out: out, Env: s.plainEnv(), Now: s.process.Now, Exit: s.process.Exit,
		Drafts:      shelf{s},
		LoadSession: func() []byte { return s.kept("session.json") },
		SaveSession: func(data []byte) error { s.keepPlace(data); return nil },
		Export:      export, Crash: s.crash,
		Setup: firstrun.Setup{
			Check: s.tryCredentials, Save: s.saveCredentials, Path: settings.Path,
			Variables: variables([]string{"client_id", "client_secret", "api_key"}),
		},
		OpenDemo: func(ctx context.Context) (ui.Service, error) {
			s.flags.demo = true
			return s.world(s.client(ctx))
		},
		OpenOwn: func(_ context.Context, creds firstrun.Credentials) (ui.Service, error) {
			settings := withCredentials(settings, creds)
			return s.world(s.open(s.ownTarget(settings)))
		},
	}
	if s.flags.demo {
		options.Write = s.flags.write
	}
	return options
}

// plainEnv is the environment without secrets.
func (s *session) plainEnv() []string {
	return slices.DeleteFunc(slices.Clone(s.env.Vars), func(v string) bool {
		name, _, _ := strings.Cut(v, "=")
		return slices.Contains(secretVariables(), name)
	})
}

func withCredentials(settings config.Settings, creds firstrun.Credentials) config.Settings {
	settings.AuthorizationHeader = config.Secret{}
	settings.ClientID, settings.ClientSecret = creds.ClientID, config.NewSecret(creds.ClientSecret)
	settings.APIKey = config.NewSecret(creds.APIKey)
	return settings
}

// tryCredentials asks the API whether credentials are good, before they are
// kept. Nothing of the answer is.
func (s *session) tryCredentials(ctx context.Context, creds firstrun.Credentials) error {
	settings, err := s.settings()
	if err != nil {
		return err
	}
	settings = withCredentials(settings, creds)
	s.typed = append(s.typed, creds.ClientSecret, creds.APIKey)
	target := targetOf(settings)
	target.Now = s.process.Now
	client, err := api.New(target)
	if err != nil {
		return err
	}
	return client.CheckCredentials(ctx)
}

// saveCredentials writes them to the configuration file, 0600.
func (s *session) saveCredentials(creds firstrun.Credentials) (string, error) {
	path, err := s.configFile()
	if err != nil {
		return "", err
	}
	settings, err := s.settings()
	if err != nil {
		return "", err
	}
	return path, config.Write(path, settings.Profile, map[string]config.Secret{
		"client_id":     config.NewSecret(creds.ClientID),
		"client_secret": config.NewSecret(creds.ClientSecret),
		"api_key":       config.NewSecret(creds.APIKey),
	})
}
