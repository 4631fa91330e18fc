package cli

import (
	"context"
	"errors"
	"strings"

	"btalk/internal/api"
	"btalk/internal/config"
	"btalk/internal/models"
)

// session is one run of the program: what it was started with, and settings,
// cache and client, each opened when it is first asked for.
type session struct {
	process Process
	env     config.Env
	flags   flags
	started bool   // arguments were understood; what fails now is no usage error
	command string // "btalk customers"

	loaded *config.Settings
	opened *api.Client
	store  api.Store
	demo   *demo
	log    *debugLog
	told   map[string]bool // what was said on standard error
}

// settings reads the configuration. In the demo nothing of the operator's own
// is used but the looks.
func (s *session) settings() (config.Settings, error) {
	if s.loaded != nil {
		return *s.loaded, nil
	}
	settings, err := config.Load(s.env, config.Flags{Profile: s.flags.profile, Theme: s.flags.theme, Write: s.flags.write})
	if err != nil {
		return config.Settings{}, err
	}
	s.loaded = &settings
	return settings, nil
}

// client is the client of the API, ready for requests.
func (s *session) client(ctx context.Context) (*api.Client, error) {
	if s.opened != nil {
		return s.opened, nil
	}
	cfg, err := s.clientConfig(ctx)
	if err != nil {
		return nil, err
	}
	client, err := api.New(cfg)
	if err != nil {
		return nil, err
	}
	s.opened = client
	return client, nil
}

func (s *session) clientConfig(ctx context.Context) (api.Config, error) {
	cfg, err := s.target(ctx)
	if err != nil {
		return cfg, err
	}
	cfg.Offline = s.flags.offline
	cfg.Now = s.process.Now
	cfg.UserAgent = "btalk/" + s.process.Version
	s.store = cfg.Store
	if err := s.openLog(); err != nil {
		s.warn("could not write the log: %v", err)
	}
	cfg.Log = s.log.exchange
	return cfg, nil
}

// target says which API is meant: the demo, or that of the settings.
func (s *session) target(ctx context.Context) (api.Config, error) {
	if s.flags.demo {
		return s.demoTarget()
	}
	settings, err := s.settings()
	if err != nil {
		return api.Config{}, err
	}
	for _, warning := range settings.Warnings {
		s.warn("%s", warning)
	}
	if settings, err = s.credentials(ctx, settings); err != nil {
		return api.Config{}, err
	}
	return targetOf(settings, s.openCache(apiCache)), nil
}

func targetOf(settings config.Settings, store api.Store) api.Config {
	return api.Config{
		BaseURL: settings.BaseURL, TokenURL: settings.TokenURL,
		TrackingURL: settings.TrackingURL, BillingURL: settings.BillingURL,
		ClientID: settings.ClientID, ClientSecret: settings.ClientSecret.Reveal(),
		AuthorizationHeader: settings.AuthorizationHeader.Reveal(),
		APIKey:              settings.APIKey.Reveal(),
		TrackingAPIKey:      settings.TrackingAPIKey.Reveal(),
		BillingAPIKey:       settings.BillingAPIKey.Reveal(),
		RequestsPerMinute:   settings.RequestsPerMinute,
		Write:               settings.Write,
		Store:               store,
		RuntimeDir:          settings.Dirs.Runtime,
	}
}

// credentials completes the settings with what the credential command prints.
// Nothing may be missing after that.
func (s *session) credentials(ctx context.Context, settings config.Settings) (config.Settings, error) {
	settings, err := settings.WithCredentials(ctx)
	if err != nil {
		return settings, err
	}
	missing := settings.Missing()
	if len(missing) == 0 {
		return settings, nil
	}
	variables := make([]string, 0, len(missing))
	for _, name := range missing {
		variables = append(variables, config.Variable(name))
	}
	return settings, &failure{
		code: exitCredentials,
		text: "credentials are missing: set " + strings.Join(variables, ", ") + ", or write them with `btalk config init`; `btalk --demo` needs none",
	}
}

// warn says a thing once on standard error.
func (s *session) warn(format string, args ...any) {
	if s.told == nil {
		s.told = map[string]bool{}
	}
	line := models.Safe(sprintf(format, args...))
	if !s.told[line] {
		s.told[line] = true
		s.say("%s", line)
	}
}

// close ends what the session opened.
func (s *session) close() {
	if err := errors.Join(s.demo.close(), s.log.close()); err != nil {
		s.warn("could not end cleanly: %v", err)
	}
}

// variable is the value of an environment variable, "" when not set.
func (s *session) variable(name string) string {
	for _, v := range s.env.Vars {
		if value, found := strings.CutPrefix(v, name+"="); found {
			return value
		}
	}
	return ""
}
