// Package sandbox is a Business Talk API, with Order Tracking and Billing M2M behind the
// same gateway, to try things on: a real HTTP server
// on loopback with the paths, headers, paging, error envelopes, rights and
// rules of the documented API, and realistic data. What goes wrong on request is
// in package faults, which stands in front of it.
//
// It serves `btalk --demo`, `btalk sandbox` and the tests. It is not a mock of
// our client: it imports nothing of ours and shares no decoding code with it,
// so that a misreading of the contract shows up as a failure and not as an
// agreement of the client with itself. What the public documents leave open is
// answered here in the way the contract assumes (api-contract §6); nothing in
// this package proves how the real server behaves.
//
// Only internal/cli and tests may import it.
//
// Where to read on: serve.go is the way of a request to the gateway (gateway.go),
// which asks an API: tracking.go is one, package billing another; businesstalk.go has its paths and makes its tables, then there
// is one file per noun (customers, countries, schema, areas, addresses, voicesites,
// voiceaddress, orders, numbers). The data are text files in data/, whose sources
// are named in data/SOURCES.md.
package sandbox

import (
	"net/http"
	"sync"
	"time"

	"btalk/internal/sandbox/billing"
)

// DataVersion names the generated data. It changes whenever the same request
// to a fresh sandbox would be answered differently, so that a cache of an
// older sandbox is not mistaken for this one.
const DataVersion = "1"

// The defaults of Options.
const (
	DefaultVoiceSites        = 600
	DefaultRequestsPerMinute = 120
	DefaultSpikePerSecond    = 25 // DOC2 api-contract §1.5
	DefaultPageSize          = 40 // DOC api-contract §1.6
	DefaultMaxPage           = 1000
	DefaultTokenLife         = time.Hour
	ProfileReadWrite         = "readwrite"
	ProfileReadOnly          = "readonly"
)

// Options says how the sandbox differs from the usual one. The zero value is
// the usual one.
type Options struct {
	// VoiceSites is how many voicesites there are at the start.
	VoiceSites int
	// RequestsPerMinute is the rolling quota of the credential; what is over
	// it is refused with 403 code 53 and no Retry-After. Negative: no quota.
	RequestsPerMinute int
	// SpikePerSecond is the spike arrest. Negative: none.
	SpikePerSecond int
	// Delay is added to each answer.
	Delay time.Duration
	// Profile is the rights profile that /me answers; ProfileReadOnly refuses
	// every unsafe method.
	Profile string
	// Now is the clock; time.Now when nil.
	Now func() time.Time
	// OnChange is called before each change is applied, the first included.
	// It must not call the sandbox.
	OnChange func()
	// Layers go wrong on purpose, the first closest to the APIs; see package faults.
	Layers []Layer
	// PageSize is the number of items of a list when no limit is asked for;
	// a limit above MaxPage is refused with 400 code 28.
	PageSize, MaxPage int
	// TokenLife is how long an access token is good for.
	TokenLife time.Duration
	// TextExpiry sends expires_in as a string, as an older generation did.
	TextExpiry bool
	// OrderPath says which of the two documented paths takes orders.
	OrderPath OrderPath
	// PostAddress takes a voiceaddress by POST and refuses PUT with 405/61.
	PostAddress bool
}

// Credentials is what a client needs to be let in.
type Credentials struct {
	ClientID, ClientSecret string
	// APIKey goes into X-BT-API-KEY: 40 characters.
	APIKey string
	// B2BKey goes into X-Api-Key of Order Tracking and Billing.
	B2BKey string
}

// DemoCredentials are the only ones that the sandbox accepts. They open
// nothing else.
func DemoCredentials() Credentials {
	return Credentials{
		ClientID:     "demo-client-of-the-sandbox",
		ClientSecret: "demo-secret-of-the-sandbox",
		APIKey:       "demo-api-key-demo-api-key-demo-api-key-0",
		B2BKey:       "demo-b2b-key-of-the-sandbox",
	}
}

// Layer stands between the client and the APIs and may answer itself, or change
// requests and answers: see package faults.
type Layer func(next http.Handler) http.Handler

// Server is one sandbox with its state. It is an http.Handler, and safe for
// concurrent use.
type Server struct {
	options Options
	gateway *gateway
	log     requestLog
	closing chan struct{} // closed by Shut, which ends every request
	close   sync.Once

	mu    sync.Mutex
	outer http.Handler // the gateway behind its layers
}

// New returns a sandbox. It is cheap: data are read or generated when a
// request first needs them.
func New(options Options) *Server {
	options = options.withDefaults()
	sites := newSiteTable(options.VoiceSites, clock{options.Now, options.OnChange})
	apis := []api{newBusinessTalk(options, sites), newTracking(options, sites)}
	s := &Server{options: options, closing: make(chan struct{}), gateway: &gateway{
		tokens: newTokens(options), apis: apis,
		mounted: map[string]http.Handler{billing.Base: billing.New(billing.Options{Now: options.Now, Key: DemoCredentials().B2BKey, Whole: isWhole})},
		quota:   quota{perMinute: options.RequestsPerMinute, perSecond: options.SpikePerSecond, now: options.Now},
	}}
	s.outer = s.gateway
	for _, layer := range options.Layers {
		s.Insert(layer)
	}
	return s
}

func (o Options) withDefaults() Options {
	setDefault(&o.VoiceSites, DefaultVoiceSites)
	setDefault(&o.RequestsPerMinute, DefaultRequestsPerMinute)
	setDefault(&o.SpikePerSecond, DefaultSpikePerSecond)
	setDefault(&o.Profile, ProfileReadWrite)
	setDefault(&o.PageSize, DefaultPageSize)
	setDefault(&o.MaxPage, DefaultMaxPage)
	setDefault(&o.TokenLife, DefaultTokenLife)
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.OnChange == nil {
		o.OnChange = func() {}
	}
	return o
}

func setDefault[T comparable](value *T, fallback T) {
	var zero T
	if *value == zero {
		*value = fallback
	}
}

// Insert puts a layer between the client and what answered it so far.
func (s *Server) Insert(layer Layer) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.outer = layer(s.outer)
}

func (s *Server) handler() http.Handler {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.outer
}

// ExpireTokens ends the life of every token now: the next use is 401/42.
func (s *Server) ExpireTokens() { s.gateway.tokens.expire() }

// RevokeTokens forgets every token: the next use is 401/41.
func (s *Server) RevokeTokens() { s.gateway.tokens.revoke() }

// Shut ends every request that is under way. Running.Close calls it.
func (s *Server) Shut() { s.close.Do(func() { close(s.closing) }) }
