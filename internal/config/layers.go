package config

import "slices"

// A value may come from several sources. Each source is a layer, all texts, and
// the highest layer that has a value wins.
const (
	fromDefaults = iota
	fromSystem
	fromFile
	fromCommand
	fromEnv
	fromFlags
	layerCount
)

type (
	layers [layerCount]layer
	layer  map[string]setting // by the name in the file

	setting struct {
		value Secret // every value, so that printing a layer shows none
		place Place
	}
)

// set adds a value; an empty one is none.
func (l layer) set(name, value string, place Place) {
	if value != "" {
		l[name] = setting{NewSecret(value), place}
	}
}

// find is the value that counts, and the layer it is from.
func (ls layers) find(name string) (setting, int) {
	for i, l := range slices.Backward(ls[:]) {
		if s, ok := l[name]; ok {
			return s, i
		}
	}
	return setting{place: Place{Name: "not set"}}, -1
}

// secretNames are the settings that hold a secret.
func secretNames() []string {
	return []string{
		"client_secret", "authorization_header",
		"api_key", "b2b_api_key", "tracking_api_key", "billing_api_key",
	}
}

// addressNames are the settings that may hold a password in an address.
func addressNames() []string { return []string{"shared_url", "proxy"} }

// credentialNames are the settings that a credential command may print.
func credentialNames() []string { return append([]string{"client_id"}, secretNames()...) }

// profileNames are the keys of a profile.
func profileNames() []string {
	return append(credentialNames(), "credential_command",
		"base_url", "tracking_url", "billing_url", "token_url", "requests_per_minute", "write", "language", "restricted",
		"shared_dir", "shared_url", "shared_cache", "shared_hosts", "proxy", "ca_file")
}

// interfaceNames are the keys of [interface].
func interfaceNames() []string { return []string{"esc_wait", "accessible"} }

// settingNames are all settings that have a single value.
func settingNames() []string {
	return append(append(profileNames(), "profile", "theme"), interfaceNames()...)
}

func defaults() layer {
	l, place := layer{}, Place{Name: "default"}
	l.set("profile", "default", place)
	l.set("theme", "terminal", place)
	l.set("base_url", "https://api.orange.com/btalk/v1", place)
	l.set("tracking_url", "https://api.orange.com/order-tracking/b2b/v1", place)
	l.set("billing_url", "https://api.orange.com/billing/b2b/v1", place)
	l.set("token_url", "https://api.orange.com/oauth/v3/token", place)
	l.set("requests_per_minute", "60", place)
	l.set("write", "false", place)
	l.set("restricted", "false", place)
	l.set("shared_cache", "false", place)
	l.set("shared_hosts", "1", place)
	l.set("accessible", "false", place)
	l.set("language", "en", place)
	return l
}
