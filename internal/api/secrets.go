package api

import (
	"encoding/base64"
	"encoding/json"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync"

	"btalk/internal/models"
)

// secrets knows what must never be seen, and takes it out of the server's
// words before they become part of an error or an exchange: a server may echo
// what it was sent.
type secrets struct {
	mu     sync.Mutex
	fixed  []string
	tokens []string // the latest access tokens
}

const (
	shortestSecret = 6 // shorter ones would black out ordinary words
	tokensKept     = 4
	blackedOut     = "[redacted]"
	longestWords   = 400 // of a server's text that is shown, in bytes
)

func newSecrets(cfg Config) *secrets {
	s := &secrets{}
	basic := basicCredentials(cfg)
	plain := []string{cfg.ClientID, cfg.ClientSecret, cfg.APIKey, cfg.TrackingAPIKey, cfg.BillingAPIKey, basic}
	if decoded, err := base64.StdEncoding.DecodeString(basic); err == nil {
		id, secret, _ := strings.Cut(string(decoded), ":")
		plain = append(plain, id, secret)
	}
	for _, name := range []string{"HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"} {
		if _, after, ok := strings.Cut(os.Getenv(name), "://"); ok && strings.Contains(after, "@") {
			userinfo := after[:strings.LastIndex(after, "@")]
			_, password, _ := strings.Cut(userinfo, ":")
			plain = append(plain, password)
		}
	}
	for _, secret := range plain {
		s.fixed = append(s.fixed, forms(secret)...)
	}
	return s
}

// addToken makes an access token a secret.
func (s *secrets) addToken(token string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tokens = append(s.tokens, forms(token)...)
	if extra := len(s.tokens) - tokensKept*len(forms(token)); extra > 0 {
		s.tokens = s.tokens[extra:]
	}
}

// forms are the ways in which a secret may be written.
func forms(secret string) []string {
	if len(secret) < shortestSecret {
		return nil
	}
	quoted, _ := json.Marshal(secret) // a string always encodes
	return []string{
		secret,
		url.QueryEscape(secret),
		url.PathEscape(secret),
		base64.StdEncoding.EncodeToString([]byte(secret)),
		base64.URLEncoding.EncodeToString([]byte(secret)),
		base64.RawStdEncoding.EncodeToString([]byte(secret)),
		string(quoted[1 : len(quoted)-1]),
	}
}

// hide blacks out every secret in text.
func (s *secrets) hide(text string) string {
	s.mu.Lock()
	known := slices.Concat(s.fixed, s.tokens)
	s.mu.Unlock()
	for _, secret := range known {
		text = strings.ReplaceAll(text, secret, blackedOut)
	}
	return text
}

// text takes words of a server: without secrets, then cut, then safe to show.
func (s *secrets) text(words string) models.Text {
	words = s.hide(strings.TrimSpace(words))
	if len(words) > longestWords {
		words = strings.ToValidUTF8(words[:longestWords], "") + "…"
	}
	return models.NewText(words)
}

// basicCredentials is the value after "Basic " for the token endpoint: made
// from id and secret (RFC 7617), or the ready one that the portal shows, of
// which operators paste more or less (OBS api-contract §1.1).
func basicCredentials(cfg Config) string {
	ready := strings.TrimSpace(cfg.AuthorizationHeader)
	if ready == "" {
		return base64.StdEncoding.EncodeToString([]byte(cfg.ClientID + ":" + cfg.ClientSecret))
	}
	for _, prefix := range []string{"Authorization:", "Basic "} {
		if len(ready) >= len(prefix) && strings.EqualFold(ready[:len(prefix)], prefix) {
			ready = strings.TrimSpace(ready[len(prefix):])
		}
	}
	return ready
}

// clientID is the public half of the credentials, in whichever way they were
// given.
func clientID(cfg Config) string {
	if cfg.ClientID != "" {
		return cfg.ClientID
	}
	basic := basicCredentials(cfg)
	decoded, err := base64.StdEncoding.DecodeString(basic)
	if err != nil {
		return basic
	}
	id, _, _ := strings.Cut(string(decoded), ":")
	return id
}
