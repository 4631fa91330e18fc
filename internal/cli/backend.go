package cli

import (
	"cmp"
	"context"
	"errors"
	"os/user"
	"path/filepath"
	"strings"
	"time"

	"btalk/internal/api"
	"btalk/internal/api/change"
	"btalk/internal/cache"
	"btalk/internal/config"
	"btalk/internal/journal"
	"btalk/internal/models"
)

// backend is settings, cache and client, each opened when it is first asked for.
type backend struct {
	*voice

	env     config.Env
	flags   *flags
	now     func() time.Time
	version string
	command string // "btalk customers"
	dryRun  bool   // nothing that changes something may leave

	language string // asked for by a flag of the command; "": that of the settings

	loaded *config.Settings
	opened *api.Client
	disk   *cache.Store
	demo   *demo
	log    *debugLog
	typed  []string // secrets typed into the guided set-up
}

// settings reads the configuration. In the demo nothing of the operator's own
// is used but the looks.
func (b *backend) settings() (config.Settings, error) {
	if b.loaded != nil {
		return *b.loaded, nil
	}
	settings, err := config.Load(b.env, config.Flags{Profile: b.flags.profile, Theme: b.flags.theme, Write: b.flags.write, Restricted: b.flags.restricted})
	if err == nil {
		b.loaded = &settings
	}
	return settings, err
}

// profile is the name under which the operator works.
func (b *backend) profile() (string, error) {
	if b.flags.demo {
		return "DEMO", nil
	}
	settings, err := b.settings()
	return settings.Profile, err
}

// client is the client of the API, ready for requests.
func (b *backend) client(ctx context.Context) (*api.Client, error) {
	if b.opened != nil {
		return b.opened, nil
	}
	target, err := b.target(ctx)
	if err != nil {
		return nil, err
	}
	return b.open(target)
}

// target says which API is meant: the demo, or that of the settings.
func (b *backend) target(ctx context.Context) (api.Config, error) {
	if b.flags.demo {
		return b.demoTarget()
	}
	settings, err := b.settings()
	if err != nil {
		return api.Config{}, err
	}
	if !settings.Restricted { // they are about the settings
		for _, warning := range settings.Warnings {
			b.warn("%s", warning)
		}
	}
	if settings, err = settings.WithCredentials(ctx); err != nil {
		return api.Config{}, err
	}
	if missing := settings.Missing(); len(missing) > 0 {
		return api.Config{}, &failure{
			code: exitCredentials,
			text: "credentials are missing: set " + strings.Join(variables(missing), ", ") +
				", or write them with `btalk config init`; `btalk --demo` needs none",
		}
	}
	return b.ownTarget(settings)
}

// ownTarget is the API of the settings, with what is cached of it on disk.
func (b *backend) ownTarget(settings config.Settings) (api.Config, error) {
	target := targetOf(settings)
	target.Store = b.openCache(apiCache)
	err := join(&target, settings)
	return target, err
}

// open makes the client of a target. It sends no request.
func (b *backend) open(target api.Config) (*api.Client, error) {
	target.Offline = b.flags.offline
	target.Language = cmp.Or(b.language, target.Language)
	target.DryRun = b.dryRun
	target.UserAgent = "btalk/" + b.version
	target.Now = b.now
	if dir := b.stateDir(); dir != "" {
		target.Jobs = journal.OpenFollowing(below(dir, "jobs.json"), b.now)
	}
	if b.flags.refresh {
		target.Store, target.Anew = unseen{target.Store, b.now()}, true
	}
	if err := b.openLog(); err != nil {
		b.warn("could not write the log: %v", err)
	}
	target.Log = b.log.exchange
	target.Waits = func(until time.Time) {
		b.warn("the request budget is spent: going on at %s", until.Format(time.TimeOnly))
	}
	client, err := api.New(target)
	if err == nil {
		b.opened = client
	}
	return client, err
}

// openLog opens the log when --debug asks for it.
func (b *backend) openLog() error {
	if !b.flags.debug || b.log != nil {
		return nil
	}
	log, err := newLog(b.env.Dirs.State)
	if err != nil {
		return err
	}
	log.logger.Info("started", "version", models.Safe(b.version), "command", b.command)
	b.log = log
	b.warn("logging to %s", log.path)
	return nil
}

// openCache opens one of the folders of the cache. That of the API is the group's where
// the settings say so.
func (b *backend) openCache(name string) *cache.Store {
	options := cache.Options{Dir: below(b.env.Dirs.Cache, name), Now: b.now}
	if settings, err := b.settings(); name == apiCache && err == nil && settings.SharedDir != "" && settings.SharedCache {
		options.Dir, options.Shared = below(settings.SharedDir, "cache"), true
	}
	b.disk = cache.Open(options)
	if notice := b.disk.Notice(); notice != "" {
		b.warn("%s", notice)
	}
	return b.disk
}

// caches are the folders of the cache that concern the operator now.
func (b *backend) caches() []string {
	if b.flags.demo {
		return []string{demoCache}
	}
	return []string{apiCache, demoCache}
}

const (
	apiCache  = "api"
	demoCache = "demo"
)

// prune prunes the cache when that is due, once the operator has the result.
func (b *backend) prune(ctx context.Context) {
	if b.disk == nil {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	b.disk.Prune(ctx)
}

// author is who changes things, for the journal.
func (b *backend) author() (change.Author, error) {
	profile, err := b.profile()
	if err != nil {
		return change.Author{}, err
	}
	name := b.variable("USER")
	if account, err := user.Current(); err == nil {
		name = account.Username
	}
	return change.Author{
		Profile: profile, User: name, SudoUser: b.variable("SUDO_USER"), SSHClient: b.variable("SSH_CLIENT"),
		Version: b.version,
	}, nil
}

// world puts the engine over a client.
func (b *backend) world(client *api.Client, err error) (world, error) {
	if err != nil {
		return world{}, err
	}
	author, err := b.author()
	return world{client, change.New(client, b.records(), author, b.now), b.disk}, err
}

// closeWithin is how long the end of the program may wait for requests.
const closeWithin = 2 * time.Second

// close ends what was opened. No file is written after that.
func (b *backend) close() {
	if b.opened != nil {
		ctx, cancel := context.WithTimeout(context.Background(), closeWithin)
		defer cancel()
		b.opened.Close(ctx)
	}
	if err := errors.Join(b.demo.close(), b.log.close()); err != nil {
		b.warn("could not end cleanly: %v", err)
	}
}

// configFile is where the configuration is or would be. It may be a file that
// cannot be read, which config.Load would refuse: that is what the operator wants
// to know.
func (b *backend) configFile() (string, error) {
	if path := b.variable("BTALK_CONFIG"); path != "" {
		return filepath.Abs(path)
	}
	if b.env.Dirs.Config == "" {
		return "", usageFailure("Set HOME, XDG_CONFIG_HOME or BTALK_CONFIG.", "there is no place for a configuration file")
	}
	return filepath.Join(b.env.Dirs.Config, "config.toml"), nil
}

// variable is the value of an environment variable, "" when not set.
func (b *backend) variable(name string) string {
	for _, v := range b.env.Vars {
		if value, found := strings.CutPrefix(v, name+"="); found {
			return value
		}
	}
	return ""
}
