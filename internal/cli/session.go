package cli

import (
	"context"
	"errors"
	"strings"
	"time"

	"btalk/internal/api"
	"btalk/internal/cache"
	"btalk/internal/config"
)

// session is one run of the program: what it was started with, and settings,
// cache and client, each opened when it is first asked for.
type session struct {
	process Process
	env     config.Env
	flags   flags
	started bool   // arguments were understood; what fails now is no usage error
	command string // "btalk customers"
	signals signals
	dryRun  bool // nothing that changes something may leave

	loaded *config.Settings
	opened *api.Client
	disk   *cache.Store
	demo   *demo
	log    *debugLog
	typed  []string // secrets typed into the guided set-up
	anyAge bool     // what is held serves whatever its age: the dashboard refreshes behind

	voice voice // standard error
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
	target, err := s.target(ctx)
	if err != nil {
		return nil, err
	}
	return s.open(target)
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
	return s.ownTarget(settings), nil
}

// ownTarget is the API of the settings, with what is held of it on disk.
func (s *session) ownTarget(settings config.Settings) api.Config {
	target := targetOf(settings)
	target.Store = s.openCache(apiCache)
	return target
}

// open makes the client of a target. It sends no request.
func (s *session) open(target api.Config) (*api.Client, error) {
	target.Offline = s.flags.offline
	target.DryRun = s.dryRun
	target.UserAgent = "btalk/" + s.process.Version
	target.Now = s.process.Now
	if s.flags.refresh {
		target.Store = unseen{target.Store, s.process.Now()}
	}
	if err := s.openLog(); err != nil {
		s.warn("could not write the log: %v", err)
	}
	target.Log = s.log.exchange
	target.Waits = func(until time.Time) {
		s.warn("the request budget is spent: going on at %s", until.Format(time.TimeOnly))
	}
	client, err := api.New(target)
	if err == nil {
		s.opened = client
	}
	return client, err
}

// unseen is a store that gives nothing from before a time: what --refresh
// means. What is read from then on is kept as ever.
type unseen struct {
	api.Store

	before time.Time
}

// Get returns the entry kept under key, if it is young enough.
func (u unseen) Get(key cache.Key) (cache.Entry, bool) {
	entry, found := u.Store.Get(key)
	return entry, found && !entry.Fetched.Before(u.before)
}

func targetOf(settings config.Settings) api.Config {
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
	return settings, &failure{
		code: exitCredentials,
		text: "credentials are missing: set " + strings.Join(variables(missing), ", ") +
			", or write them with `btalk config init`; `btalk --demo` needs none",
	}
}

// closeWithin is how long the end of the program may wait for requests.
const closeWithin = 2 * time.Second

// close ends what the session opened. No file is written after that.
func (s *session) close() {
	if s.opened != nil {
		ctx, cancel := context.WithTimeout(context.Background(), closeWithin)
		defer cancel()
		s.opened.Close(ctx)
	}
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

// variables are the environment variables of these settings.
func variables(settings []string) []string {
	names := make([]string, 0, len(settings))
	for _, name := range settings {
		names = append(names, config.Variable(name))
	}
	return names
}
