package cli

import (
	"crypto/tls"
	"crypto/x509"
	"net/url"
	"os"
	"time"

	"btalk/internal/api"
	"btalk/internal/cache"
	"btalk/internal/config"
	"btalk/internal/shared"
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
	target := api.Config{
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
		SharedDir:           settings.SharedDir,
		TeamHosts:           settings.SharedHosts,
	}
	if settings.Restricted {
		target.Write = false
	}
	if proxy := settings.Proxy.Reveal(); proxy != "" {
		target.Proxy, _ = url.Parse(proxy) // was checked with the settings
	}
	if settings.CAFile != "" {
		target.Roots = rootsWith(settings.CAFile)
	}
	return target
}

// rootsWith are the roots of the system and those of a file.
func rootsWith(file string) *x509.CertPool {
	roots, err := x509.SystemCertPool()
	if err != nil {
		roots = x509.NewCertPool()
	}
	if pem, err := os.ReadFile(file); err == nil { // was checked with the settings
		roots.AppendCertsFromPEM(pem)
	}
	return roots
}

// join connects a target with the other hosts of a team, where there are any. Nothing
// is sent yet.
func join(target *api.Config, settings config.Settings) error {
	address := settings.SharedURL.Reveal()
	if address == "" {
		return nil
	}
	base, err := url.Parse(settings.BaseURL)
	if err != nil {
		return err
	}
	options := shared.Options{
		URL: address, Origin: base.Host,
		Credential: settings.AuthorizationHeader.Reveal(),
	}
	if target.Roots != nil {
		options.TLS = &tls.Config{MinVersion: tls.VersionTLS12, RootCAs: target.Roots}
	}
	target.Team, err = shared.Open(options)
	return err
}

// variables are the environment variables of these settings.
func variables(settings []string) []string {
	names := make([]string, 0, len(settings))
	for _, name := range settings {
		names = append(names, config.Variable(name))
	}
	return names
}
