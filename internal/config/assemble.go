package config

import (
	"encoding/base64"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"
)

const (
	apiKeyLength         = 40 // DOC api-contract §1.2: check the length only
	maxRequestsPerMinute = 100_000
)

// assemble makes the settings of the layers, and reports all that is wrong with
// the values that count.
func (s *Settings) assemble() error {
	s.Source, s.Warnings = map[string]string{}, slices.Clone(s.odd)
	for _, name := range settingNames() {
		found, _ := s.layers.find(name)
		s.Source[name] = found.place.String()
	}
	err := errors.Join(
		s.plain("theme", &s.Theme, themeName),
		s.duration("esc_wait", &s.EscWait),
		s.plain("base_url", &s.BaseURL, address),
		s.plain("tracking_url", &s.TrackingURL, address),
		s.plain("billing_url", &s.BillingURL, address),
		s.plain("token_url", &s.TokenURL, address),
		s.number("requests_per_minute", &s.RequestsPerMinute),
		s.boolean("write", &s.Write),
		s.boolean("restricted", &s.Restricted),
		s.sharing(),
		s.network(),
		s.boolean("accessible", &s.Accessible),
		s.plain("language", &s.Language, language),
		s.authorization(),
		s.apiKey("api_key", &s.APIKey),
		s.b2bKey("tracking_api_key", &s.TrackingAPIKey),
		s.b2bKey("billing_api_key", &s.BillingAPIKey),
	)
	if s.Restricted { // whatever else says otherwise
		s.Write = false
	}
	return err
}

// plain is a text that is not secret, checked and put into its one form.
func (s *Settings) plain(name string, target *string, check func(string) (string, error)) error {
	found, _ := s.layers.find(name)
	value, err := check(found.value.Reveal())
	if err != nil {
		return &Error{Place: found.place, Setting: name, Problem: err.Error()}
	}
	*target = value
	return nil
}

// language is one of those that the APIs speak (api-contract §1.2).
func language(name string) (string, error) {
	name = strings.ToLower(strings.TrimSpace(name))
	if name != "en" && name != "fr" {
		return "", errors.New("wants \"en\" or \"fr\"")
	}
	return name, nil
}

func themeName(name string) (string, error) {
	if strings.ContainsAny(name, `/\`) || strings.HasPrefix(name, ".") {
		return "", errors.New("is a name, not a path: put NAME.toml into the folder themes beside the configuration file")
	}
	return name, nil
}

func (s *Settings) number(name string, target *int) error {
	return s.bounded(name, target, maxRequestsPerMinute)
}

// bounded is a whole number from 1 to most.
func (s *Settings) bounded(name string, target *int, most int) error {
	found, _ := s.layers.find(name)
	n, err := strconv.Atoi(found.value.Reveal())
	if err != nil || n < 1 || n > most {
		return &Error{
			Place: found.place, Setting: name,
			Problem: fmt.Sprintf("wants a whole number from 1 to %d", most),
		}
	}
	*target = n
	return nil
}

// duration is a time that may be left out.
func (s *Settings) duration(name string, target *time.Duration) error {
	found, layer := s.layers.find(name)
	if layer < 0 {
		*target = 0
		return nil
	}
	value, err := time.ParseDuration(found.value.Reveal())
	if err != nil || value < time.Millisecond || value > time.Second {
		return &Error{
			Place: found.place, Setting: name,
			Problem: "wants a time from 1ms to 1s, such as \"50ms\"",
		}
	}
	*target = value
	return nil
}

func (s *Settings) boolean(name string, target *bool) error {
	found, _ := s.layers.find(name)
	value, err := parseBool(found.value.Reveal())
	if err != nil {
		return &Error{Place: found.place, Setting: name, Problem: err.Error()}
	}
	*target = value
	return nil
}

func parseBool(text string) (bool, error) {
	switch strings.ToLower(text) {
	case "1", "true", "yes", "on":
		return true, nil
	case "0", "false", "no", "off":
		return false, nil
	}
	return false, errors.New("wants true or false")
}

// authorization settles between id with secret and the ready header: the one
// that comes from nearer, and the header when they come from equally near.
func (s *Settings) authorization() error {
	id, idLayer := s.layers.find("client_id")
	secret, secretLayer := s.layers.find("client_secret")
	header, headerLayer := s.layers.find("authorization_header")
	if err := errors.Join(sendable("client_id", id), sendable("client_secret", secret)); err != nil {
		return err
	}
	s.ClientID, s.ClientSecret, s.AuthorizationHeader = id.value.Reveal(), secret.value, Secret{}
	if headerLayer >= 0 && headerLayer >= min(idLayer, secretLayer) {
		return s.useHeader(header)
	}
	if s.ClientID != "" && !s.ClientSecret.Empty() {
		s.AuthorizationHeader = Basic(s.ClientID, s.ClientSecret.Reveal())
	}
	return nil
}

// useHeader takes the header as the portal shows it, with or without the word
// Basic. Whatever follows is sent as it is; id and secret are read from it
// where that is possible.
func (s *Settings) useHeader(header setting) error {
	word, credentials, found := strings.Cut(header.value.Reveal(), " ")
	if !found || !strings.EqualFold(word, "Basic") {
		credentials = header.value.Reveal()
	}
	credentials = strings.TrimSpace(credentials)
	if err := sendable("authorization_header", setting{NewSecret(credentials), header.place}); err != nil {
		return err
	}
	s.AuthorizationHeader = NewSecret("Basic " + credentials)
	id, secret, ok := decodeBasic(credentials)
	if !ok {
		s.Warnings = append(s.Warnings, fmt.Sprintf(
			"%v: authorization_header is not the base64 form of id:secret; it is sent as it is", header.place))
	}
	s.ClientID, s.ClientSecret = id, NewSecret(secret)
	return nil
}

func decodeBasic(credentials string) (id, secret string, ok bool) {
	decoded, err := base64.StdEncoding.DecodeString(credentials)
	if err != nil {
		return "", "", false
	}
	id, secret, ok = strings.Cut(string(decoded), ":")
	if !ok {
		return "", "", false
	}
	return id, secret, true
}

// Basic is the Authorization header of an id and its secret.
func Basic(id, secret string) Secret {
	return NewSecret("Basic " + base64.StdEncoding.EncodeToString([]byte(id+":"+secret)))
}

func (s *Settings) apiKey(name string, target *Secret) error {
	found, _ := s.layers.find(name)
	if err := sendable(name, found); err != nil {
		return err
	}
	if n := len(found.value.Reveal()); n != 0 && n != apiKeyLength {
		s.Warnings = append(s.Warnings, fmt.Sprintf(
			"%v: %s has %d characters, those of the portal have %d", found.place, name, n, apiKeyLength))
	}
	*target = found.value
	return nil
}

// b2bKey is the key of one API, or else the one for both.
func (s *Settings) b2bKey(name string, target *Secret) error {
	found, layer := s.layers.find(name)
	if layer < 0 {
		found, _ = s.layers.find("b2b_api_key")
		s.Source[name] = s.Source["b2b_api_key"]
	}
	*target = found.value
	return sendable(name, found)
}

// sendable refuses what cannot stand in a header, such as half a paste.
func sendable(name string, s setting) error {
	odd := func(r rune) bool { return r > unicode.MaxASCII || r <= ' ' || r == 0x7f }
	if strings.ContainsFunc(s.value.Reveal(), odd) {
		return &Error{
			Place: s.place, Setting: name,
			Problem: "holds a blank, a line break or a letter outside ASCII",
			Fix:     "paste it again from the portal, whole and on one line",
		}
	}
	return nil
}

// sharing are the settings of who shares the budget.
func (s *Settings) sharing() error {
	return errors.Join(
		s.plain("shared_dir", &s.SharedDir, absolute),
		s.hidden("shared_url", &s.SharedURL, sharedAddress),
		s.boolean("shared_cache", &s.SharedCache),
		s.bounded("shared_hosts", &s.SharedHosts, maxHosts),
	)
}

// network are the settings of how this profile reaches its API.
func (s *Settings) network() error {
	return errors.Join(
		s.hidden("proxy", &s.Proxy, proxyAddress),
		s.plain("ca_file", &s.CAFile, certificates),
	)
}

// hidden is a text that may hold a password.
func (s *Settings) hidden(name string, target *Secret, check func(string) error) error {
	found, _ := s.layers.find(name)
	if text := found.value.Reveal(); text != "" {
		if err := check(text); err != nil {
			return &Error{Place: found.place, Setting: name, Problem: err.Error()}
		}
	}
	*target = found.value
	return nil
}
