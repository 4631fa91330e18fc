package api

import (
	"encoding/base64"
	"net/url"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"btalk/internal/models"
	"btalk/internal/models/text"
)

// secrets knows what must never be seen, and takes it out of the server's
// answers before they become part of an error, an exchange or a value: a server
// may echo what it was sent.
type secrets struct {
	mu     sync.Mutex
	fixed  []string
	public string   // the client id
	tokens []string // the latest access tokens

	words atomic.Pointer[text.Mask] // of all of them
	data  atomic.Pointer[text.Mask] // of those that no honest value can hold
}

const (
	shortestSecret = 6 // shorter ones would black out ordinary words
	shortestInData = 8 // and a wrong value is worse than an odd word
	tokensKept     = 4
	longestWords   = 400 // of a server's text that is shown, in bytes
)

func newSecrets(cfg Config) *secrets {
	s := &secrets{}
	basic := basicCredentials(cfg)
	s.fixed = []string{cfg.ClientSecret, cfg.APIKey, cfg.TrackingAPIKey, cfg.BillingAPIKey, basic}
	if decoded, err := base64.StdEncoding.DecodeString(basic); err == nil {
		_, secret, _ := strings.Cut(string(decoded), ":")
		s.fixed = append(s.fixed, secret)
	}
	proxies := []string{os.Getenv("HTTPS_PROXY"), os.Getenv("https_proxy"), os.Getenv("HTTP_PROXY"), os.Getenv("http_proxy")}
	if cfg.Proxy != nil {
		proxies = append(proxies, cfg.Proxy.String())
	}
	for _, proxy := range proxies {
		if _, after, ok := strings.Cut(proxy, "://"); ok && strings.Contains(after, "@") {
			userinfo := after[:strings.LastIndex(after, "@")]
			_, password, _ := strings.Cut(userinfo, ":")
			s.fixed = append(s.fixed, password)
			if plain, err := url.PathUnescape(password); err == nil {
				s.fixed = append(s.fixed, plain)
			}
		}
	}
	s.public = clientID(cfg)
	s.build()
	return s
}

// addToken makes an access token a secret.
func (s *secrets) addToken(token string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tokens = append(s.tokens, token)
	if extra := len(s.tokens) - tokensKept; extra > 0 {
		s.tokens = s.tokens[extra:]
	}
	s.build()
}

// build makes the masks of what is known now. The client id is masked in words
// and logs; in data it may be a value of its own, as it is not a secret.
func (s *secrets) build() {
	known := slices.Concat(s.fixed, s.tokens)
	s.words.Store(text.NewMask(shortestSecret, append(known, s.public)...))
	s.data.Store(text.NewMask(shortestInData, slices.DeleteFunc(known, func(secret string) bool { return secret == s.public })...))
}

// hide blacks out every secret in words.
func (s *secrets) hide(words string) string { return s.words.Load().Hide(words) }

// hideInData blacks out every secret in a document, which stays one.
func (s *secrets) hideInData(body []byte) []byte {
	if masked := s.data.Load().Hide(string(body)); len(masked) != len(body) || masked != string(body) {
		return []byte(masked)
	}
	return body
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
