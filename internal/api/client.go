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
	"errors"
	"fmt"
	"hash/maphash"
	"net"
	"net/http"
	"net/url"
	"sync/atomic"
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
	Waits     func(until time.Time) // is called before a request waits long for the budget; may be nil
}

// Store keeps answers between runs: a *cache.Store, or memory in tests. It
// must refuse to keep what was read before its family was dropped.
type Store interface {
	Get(key cache.Key) (cache.Entry, bool)
	Fetched(key cache.Key) (time.Time, bool) // of the entry that Get would give, from its header alone
	// Put keeps body, unless it is too large for that: fits is false then.
	Put(key cache.Key, family cache.Family, began time.Time, body []byte) (fits bool)
	Forget(key cache.Key)
	Drop(family cache.Family)
}

// Client talks to the API. Make one per profile with New; it is safe for
// concurrent use.
//
// Values in snapshots are shared between callers: do not change them.
type Client struct {
	cfg       Config
	btalk     *service
	tracking  *service // nil when not configured, as billing
	billing   *service
	tokenURL  *url.URL
	http      *http.Client
	store     Store
	secrets   *secrets
	tokens    *tokenSource
	budget    *budget
	exchanges *exchangeLog
	flights   flights[cache.Key, any]
	memo      memo
	pages     pageSize
	write     atomic.Bool
}

// New checks the addresses; it makes no request and opens no file. Its errors
// name the setting that is wrong.
func New(cfg Config) (*Client, error) {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.UserAgent == "" {
		cfg.UserAgent = "btalk"
	}
	if cfg.Store == nil {
		cfg.Store = cache.NewMemory(cache.Options{Now: cfg.Now})
	}
	c := &Client{cfg: cfg, store: cfg.Store, secrets: newSecrets(cfg), memo: memo{seed: maphash.MakeSeed()}}
	if err := c.locate(); err != nil {
		return nil, err
	}
	c.write.Store(cfg.Write)
	file := newBudgetFile(cfg.RuntimeDir, c.btalk.base.Host, basicCredentials(cfg))
	c.budget = newBudget(cfg.RequestsPerMinute, cfg.Now, file)
	c.budget.tell = cfg.Waits
	c.exchanges = &exchangeLog{secrets: c.secrets, tell: cfg.Log}
	bottom := cfg.Transport
	if bottom == nil {
		bottom = network()
	}
	ground := c.ground(bottom)
	c.tokens = &tokenSource{client: c, link: ground, basic: basicCredentials(cfg)}
	c.http = &http.Client{Transport: c.chain(ground), CheckRedirect: followRedirect}
	return c, nil
}

// Close calls off what is under way and waits until it is over, as long as ctx
// lasts: nothing of this client writes a file after that. A read that comes
// later fails as canceled.
func (c *Client) Close(ctx context.Context) {
	c.flights.end(ctx)
	c.tokens.flights.end(ctx)
}

// locate reads the addresses.
func (c *Client) locate() error {
	base, err := endpoint("base_url", c.cfg.BaseURL)
	if err != nil {
		return err
	}
	c.btalk = &service{base: base, keyHeader: "X-BT-API-KEY", key: c.cfg.APIKey}
	if c.tokenURL, err = endpoint("token_url", c.cfg.TokenURL); err != nil {
		return err
	}
	if c.cfg.TrackingURL != "" {
		if base, err = endpoint("tracking_url", c.cfg.TrackingURL); err != nil {
			return err
		}
		c.tracking = &service{base: base, keyHeader: "X-Api-Key", key: c.cfg.TrackingAPIKey}
	}
	if c.cfg.BillingURL != "" {
		if base, err = endpoint("billing_url", c.cfg.BillingURL); err != nil {
			return err
		}
		c.billing = &service{base: base, keyHeader: "X-Api-Key", key: c.cfg.BillingAPIKey}
	}
	return nil
}

// endpoint reads one address of the configuration.
func endpoint(setting, address string) (*url.URL, error) {
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "":
		return nil, fmt.Errorf("%s is not an address such as https://api.orange.com/btalk/v1", setting)
	case u.Scheme == "https", u.Scheme == "http" && isLoopback(u.Hostname()):
		return u, nil
	}
	return nil, fmt.Errorf("%s must begin with https://; http:// is accepted for this machine only (127.0.0.1, ::1, localhost)", setting)
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

func (c *Client) services() []*service {
	var configured []*service
	for _, s := range []*service{c.btalk, c.tracking, c.billing} {
		if s != nil {
			configured = append(configured, s)
		}
	}
	return configured
}

// searchURL is the one POST that reads (DOC api-contract §4.1).
func (c *Client) searchURL() *url.URL {
	if c.billing == nil {
		return nil
	}
	return c.billing.base.JoinPath("bills", "search")
}

// SetWrite allows or forbids changes from now on.
func (c *Client) SetWrite(on bool) { c.write.Store(on) }

// Writing reports whether a change may be sent now.
func (c *Client) Writing() bool { return c.write.Load() && !c.cfg.DryRun && !c.cfg.Offline }

// Budget is what is left of the requests a minute, over all processes.
func (c *Client) Budget() models.Budget { return c.budget.view() }

// Exchanges are the latest 500 requests and cache hits, oldest first.
func (c *Client) Exchanges() []models.Exchange { return c.exchanges.all() }

// Notice is the one thing to tell the operator about the cache; "" when all is
// well.
func (c *Client) Notice() string {
	if troubled, ok := c.store.(interface{ Notice() string }); ok {
		return troubled.Notice()
	}
	return ""
}

// CheckCredentials tries the credentials live: a token, then /me. The error's
// Fault names what is wrong: "client id or secret", or "API key".
func (c *Client) CheckCredentials(ctx context.Context) error {
	if _, err := c.tokens.get(ctx); err != nil {
		return err
	}
	_, err := c.Me(ctx, models.Refresh)
	var failure *models.Error
	if errors.As(err, &failure) && failure.Fault.Empty() &&
		(failure.Kind == models.Unauthorized || failure.Kind == models.Forbidden) {
		failure.Fault = models.NewText(models.FaultKey)
	}
	return err
}
