package cli

import (
	"time"

	"btalk/internal/api"
	"btalk/internal/cache"
	"btalk/internal/config"
)

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
		Language:            settings.Language,
		RuntimeDir:          settings.Dirs.Runtime,
	}
}

// variables are the environment variables of these settings.
func variables(settings []string) []string {
	names := make([]string, 0, len(settings))
	for _, name := range settings {
		names = append(names, config.Variable(name))
	}
	return names
}
