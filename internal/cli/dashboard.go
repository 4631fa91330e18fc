package cli

import (
	"context"
	"errors"
	"os"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"btalk/internal/api"
	"btalk/internal/cache"
	"btalk/internal/config"
	"btalk/internal/ui"
	"btalk/internal/ui/firstrun"
	"btalk/internal/ui/screen"
)

const headlessNames = "me, customers, vpns, voicesites, voicesite, countries, country, geoareas, address (`btalk --help`)"

// dashboard gives the dashboard what it asks for, and the terminal.
type dashboard struct{ rt *runtime }

// lastPlace opens the dashboard where it was left.
func lastPlace(rt *runtime) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, _ []string) error {
		if err := needTerminal(rt); err != nil {
			return err
		}
		return (&dashboard{rt}).run(cmd.Context(), nil)
	}
}

func needTerminal(rt *runtime) error {
	if !isTerminal(rt.process.Out) || !isTerminal(rt.process.In) {
		return usageFailure("", "the dashboard needs a terminal; for scripts there are: %s", headlessNames)
	}
	return nil
}

// memoryLimit makes the collector work harder before the heap reaches it, so
// that reading a list of 50,000 again and again stays below 150 MiB resident.
const memoryLimit = 112 << 20

// dashboard runs the dashboard. Without credentials it opens on the doors of
// the first run.
func (d *dashboard) run(ctx context.Context, way []screen.Route) error {
	settings, err := d.looks()
	if err != nil {
		return err
	}
	options := d.options(settings)
	if d.rt.backend.isRestricted() {
		d.serve(&options)
	}
	options.Start = way
	client, err := d.rt.backend.world(d.rt.backend.client(ctx))
	var missing *failure
	switch {
	case err == nil:
		options.Service = d.shown(client)
	case !errors.As(err, &missing) || missing.code != exitCredentials:
		return err
	case options.Restricted:
		return &failure{code: exitCredentials, text: "this service has no credentials; tell who runs it"}
	}
	d.rt.backend.sweep()
	defer d.rt.backend.sweep()
	d.rt.signals.leave() // the dashboard has a handling of its own
	d.rt.hold()          // and the terminal to itself
	defer d.rt.release()
	go pruneLater(ctx, d.rt.backend.disk)
	debug.SetMemoryLimit(memoryLimit)
	return ui.Run(ctx, options)
}

// shown is the world as this account may see it.
func (d *dashboard) shown(all world) ui.Service {
	if !d.rt.backend.isRestricted() {
		return all
	}
	return servedWorld{all, d.rt.backend.hostPaths()}
}

// serve takes from the dashboard of a served account what leaves the screen.
func (d *dashboard) serve(options *ui.Options) {
	options.Restricted, options.Write = true, false
	options.Export = nil
	options.Notices = nil
	options.Drafts = servedShelf{shelf{d.rt.backend}, d.rt.backend.hostPaths()}
	options.Crash = func(report []byte) (string, error) {
		_, err := d.rt.backend.crash(report)
		return "the state directory of this account", err
	}
}

// looks are the settings as far as they concern the dashboard itself. A broken
// configuration does not keep the demo from running.
func (d *dashboard) looks() (config.Settings, error) {
	settings, err := d.rt.backend.settings()
	if err != nil && d.rt.flags.demo {
		d.rt.warn("%s", d.rt.told(err))
		return config.Settings{Theme: d.rt.flags.theme, Write: d.rt.flags.write, Dirs: d.rt.backend.env.Dirs}, nil
	}
	return settings, err
}

func (d *dashboard) options(settings config.Settings) ui.Options {
	in, _ := d.rt.process.In.(*os.File)
	out, _ := d.rt.process.Out.(*os.File)
	options := ui.Options{
		Profile: settings.Profile, Demo: d.rt.flags.demo, Offline: d.rt.flags.offline,
		Write:  settings.Write,
		Themes: below(settings.Dirs.Config, "themes"), Theme: settings.Theme, Language: settings.Language,
		Notices: notices(d.rt.backend.variable, below(settings.Dirs.Config, "themes")),
		Keys:    settings.Keys, EscWait: settings.EscWait, Accessible: settings.Accessible, NoColor: settings.NoColor || d.rt.flags.noColor,
		In: in, Out: out, Env: d.plainEnv(), Now: d.rt.process.Now, Exit: d.rt.process.Exit,
		Drafts:      shelf{d.rt.backend},
		LoadSession: func() []byte { return d.rt.backend.keptPlace() },
		SaveSession: func(data []byte) error { d.rt.backend.keepPlace(data); return nil },
		Export:      export, Crash: d.rt.backend.crash,
		Setup: firstrun.Setup{
			Check: d.tryCredentials, Save: d.saveCredentials, Path: settings.Path,
			Variables: variables([]string{"client_id", "client_secret", "api_key"}),
		},
		OpenDemo: func(ctx context.Context) (ui.Service, error) {
			d.rt.flags.demo = true
			return d.rt.backend.world(d.rt.backend.client(ctx))
		},
		OpenOwn: func(_ context.Context, creds firstrun.Credentials) (ui.Service, error) {
			settings := withCredentials(settings, creds)
			target, err := d.rt.backend.ownTarget(settings)
			if err != nil {
				return nil, err
			}
			return d.rt.backend.world(d.rt.backend.open(target))
		},
	}
	if d.rt.flags.demo {
		options.Write = d.rt.flags.write
	}
	return options
}

// plainEnv is the environment without secrets.
func (d *dashboard) plainEnv() []string {
	return slices.DeleteFunc(slices.Clone(d.rt.backend.env.Vars), func(v string) bool {
		name, _, _ := strings.Cut(v, "=")
		return slices.Contains(config.SecretVariables(), name)
	})
}

func withCredentials(settings config.Settings, creds firstrun.Credentials) config.Settings {
	settings.AuthorizationHeader = config.Basic(creds.ClientID, creds.ClientSecret)
	settings.ClientID, settings.ClientSecret = creds.ClientID, config.NewSecret(creds.ClientSecret)
	settings.APIKey = config.NewSecret(creds.APIKey)
	return settings
}

// tryCredentials asks the API whether credentials are good, before they are
// kept. Nothing of the answer is.
func (d *dashboard) tryCredentials(ctx context.Context, creds firstrun.Credentials) error {
	settings, err := d.rt.backend.settings()
	if err != nil {
		return err
	}
	settings = withCredentials(settings, creds)
	d.rt.backend.typed = append(d.rt.backend.typed, creds.ClientSecret, creds.APIKey)
	target := targetOf(settings)
	target.Now = d.rt.process.Now
	client, err := api.New(target)
	if err != nil {
		return err
	}
	return client.CheckCredentials(ctx)
}

// saveCredentials writes them to the configuration file, 0600.
func (d *dashboard) saveCredentials(creds firstrun.Credentials) (string, error) {
	path, err := d.rt.backend.configFile()
	if err != nil {
		return "", err
	}
	settings, err := d.rt.backend.settings()
	if err != nil {
		return "", err
	}
	return path, config.Write(path, settings.Profile, map[string]config.Secret{
		"client_id":     config.NewSecret(creds.ClientID),
		"client_secret": config.NewSecret(creds.ClientSecret),
		"api_key":       config.NewSecret(creds.APIKey),
	})
}

// afterStart is when the start of the dashboard is certainly over.
const afterStart = 5 * time.Second

// pruneLater does the same beside the dashboard.
func pruneLater(ctx context.Context, disk *cache.Store) {
	if disk == nil {
		return
	}
	select {
	case <-time.After(afterStart):
		disk.Prune(ctx)
	case <-ctx.Done():
	}
}
