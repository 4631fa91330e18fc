// Package config finds out what the operator wants: it reads the settings from
// the file, the environment, the active profile and the flags, checks every one
// of them, and keeps the secrets among them from being printed.
//
// It does not ask, send or draw anything, and does not know what a setting is
// used for. It is imported by internal/cli alone; the other packages are handed
// the values they need.
//
// Of two values the nearer one counts: flag, environment, what the credential
// command prints, profile of the user, profile of the system, default. Everything
// wrong is reported at once, as [Error] values that say where and what to do.
package config

import (
	"errors"
	"path/filepath"
	"strings"
	"time"
)

// Settings is what the program runs on, complete and checked, except that
// credentials may still be [Settings.Missing].
type Settings struct {
	Path     string   // the configuration file, whether it exists or not; "" when there is no place for one
	Found    bool     // it exists
	System   []string // the files of the system that are read as well, the nearest first
	Profile  string   // the active one
	Profiles []string // those in the file, sorted
	Theme    string   // a name, not a path
	NoColor  bool     // NO_COLOR is set
	// EscWait is how long the dashboard waits for the rest of a key that begins
	// with Esc; 0 where it is not set.
	EscWait time.Duration
	// Accessible draws the dashboard for people who listen to it.
	Accessible bool

	ClientID            string // also where only the header is given, if that can be read
	ClientSecret        Secret
	AuthorizationHeader Secret // "Basic …", always complete; empty when id or secret is missing
	APIKey              Secret // X-BT-API-KEY
	TrackingAPIKey      Secret // X-Api-Key of Order Tracking
	BillingAPIKey       Secret // X-Api-Key of Billing
	CredentialCommand   []string

	// Addresses without a trailing slash; https, or http to this machine.
	BaseURL, TrackingURL, BillingURL, TokenURL string

	RequestsPerMinute int
	Write             bool                // changes are allowed
	Language          string              // "en" or "fr": of Order Tracking, and of the marks of amounts
	Restricted        bool                // read-only whatever else says otherwise, and nothing leaves the screen
	SharedDir         string              // several users of this host share the budget there; mostly empty
	SharedURL         Secret              // several hosts do on that server: it may hold a password
	SharedCache       bool                // answers are shared in SharedDir too
	SharedHosts       int                 // by which the limit is divided while that server is away
	Proxy             Secret              // for the requests of this profile, in place of HTTPS_PROXY: it may hold a password
	CAFile            string              // certificates that are trusted as well
	Keys              map[string][]string // action → keys, as far as rebound

	Dirs     Dirs
	Source   map[string]string // setting → where its value came from: "BTALK_THEME", "/…/config.toml:7", "default"
	Warnings []string          // what is odd but no reason to stop

	keyPlaces map[string]Place
	layers    layers
	odd       []string        // warnings about the environment
	helperEnv func() []string // a function, so that printing Settings does not show it
}

// Flags are the settings that the command line may carry.
type Flags struct {
	Profile, Theme string // "" when not given
	Write          bool
	Restricted     bool
}

// Load reads all settings. The file may be missing, unless BTALK_CONFIG names
// it; so may credentials. It runs no command: see [Settings.WithCredentials]. Of
// settings that are wrong it still says in Restricted whether they restrict.
func Load(env Env, flags Flags) (Settings, error) {
	path, named := env.configPath()
	docs, err := readStack(env, path, named)
	if err != nil {
		return Settings{Restricted: docs.restrictsAnyway("", env, flags)}, err
	}
	active, err := docs.active(env, flags)
	if err != nil {
		return Settings{Restricted: docs.restrictsAnyway("", env, flags)}, err
	}
	s := Settings{
		Path: path, Found: docs[0].found, System: docs[1:].paths(), Profile: active, Profiles: docs.profileNames(),
		NoColor: env.get("NO_COLOR") != "",
		Dirs:    env.Dirs,
		odd:     env.unknown(), helperEnv: env.WithoutSecrets,
		layers: layers{
			fromDefaults: defaults(),
			fromSystem:   docs[1:].layer(active),
			fromFile:     docs[0].layer(active),
			fromEnv:      env.layer(),
			fromFlags:    flags.layer(),
		},
	}
	s.CredentialCommand = docs.credentialCommand(active)
	s.Keys, s.keyPlaces = docs.keys()
	s.restrict(docs, active)
	err = errors.Join(s.assemble(), s.keyProblems())
	s.Restricted = s.Restricted || err != nil && docs.restrictsAnyway(active, env, flags)
	return s, err
}

// Missing names the settings without which no request can be made, in the words
// of the file; [Variable] gives those of the environment. Where a credential
// command is set, ask after [Settings.WithCredentials].
func (s Settings) Missing() []string {
	var missing []string
	if s.AuthorizationHeader.Empty() {
		if s.ClientID == "" {
			missing = append(missing, "client_id")
		}
		if s.ClientSecret.Empty() {
			missing = append(missing, "client_secret")
		}
	}
	if s.APIKey.Empty() {
		missing = append(missing, "api_key")
	}
	return missing
}

// Variable is the environment variable that sets the named setting.
func Variable(setting string) string { return "BTALK_" + strings.ToUpper(setting) }

func (f Flags) layer() layer {
	l := layer{}
	l.set("profile", f.Profile, Place{Name: "--profile"})
	l.set("theme", f.Theme, Place{Name: "--theme"})
	if f.Write {
		l.set("write", "true", Place{Name: "--write"})
	}
	if f.Restricted {
		l.set("restricted", "true", Place{Name: "--restricted"})
	}
	return l
}

// configPath is where the file is, and whether the operator said so.
func (e Env) configPath() (path string, named bool) {
	if path := e.get("BTALK_CONFIG"); path != "" {
		if abs, err := filepath.Abs(path); err == nil {
			path = abs
		}
		return path, true
	}
	if e.Dirs.Config == "" {
		return "", false
	}
	return filepath.Join(e.Dirs.Config, "config.toml"), false
}

// restrict lets a restriction stand wherever it is said: what is nearer cannot lift it.
func (s *Settings) restrict(docs stack, active string) {
	if place, said := docs.restricted(active); said {
		s.layers[fromFlags].set("restricted", "true", place)
	}
}
