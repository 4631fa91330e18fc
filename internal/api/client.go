// Package api is the client of the three APIs: Business Talk (also sold as
// Contact Center Access), Order Tracking and Billing M2M. A read has four names
// between who asks and the socket:
//
//	an endpoint  says what is asked for and how long the answer is good; one file a
//	             noun: Client.Customers (customers.go), Client.Country (geography.go), …
//	fetch        answers from the store, or asks once for all who ask (fetch.go)
//	readOne,     get the whole document; a list page by page (pages.go)
//	readList
//	get          sends one GET and reads its answer (transport.go)
//
// and a change two: Client.Send and sendOnce (send.go). What every request passes
// on its way out is listed in chain.go; the APIs, with their keys, in services.go:
// another one is a row there, and a source for its nouns.
//
// It is not the cache (internal/cache keeps the bytes) and knows no screen: it
// gives models.Snapshot values and fails with *models.Error, nothing else.
// Changes leave through Client.Send alone. Only internal/cli may import it.
package api

import (
	"cmp"
	"context"
	"crypto/x509"
	"fmt"
	"hash/maphash"
	"net/http"
	"net/url"
	"time"

	"btalk/internal/cache"
	"btalk/internal/models"
	"btalk/internal/private"
	"btalk/internal/shared"
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
	Language          string // "en" or "fr", asked of Order Tracking; empty: whatever it sends
	RequestsPerMinute int    // budget of the credential; 0 means 60
	Write             bool   // changes may be sent; SetWrite turns it on and off
	DryRun            bool   // changes are never sent, whatever Write says
	Offline           bool   // every read is models.Held

	Store       Store          // nil keeps answers in memory
	RuntimeDir  string         // holds the budget shared by all processes; empty: this process alone
	SharedDir   string         // holds it instead for all users of a group; mostly empty
	Sole        bool           // no other process uses the credential: the demo's
	Proxy       *url.URL       // nil: as the environment says
	Roots       *x509.CertPool // nil: those of the system
	Team        *shared.Server // what the hosts of a team share; nil: this host alone. Close ends it
	TeamHosts   int            // how many they are: while the server is away each spends its share
	Anew        bool           // answers that other hosts have read do not serve
	Jobs        JobBook        // remembers asynchronous jobs; nil: none is
	CacheOrigin string         // names the origin in cache keys, where the real one changes (the demo's port)
	UserAgent   string

	Now       func() time.Time  // nil is time.Now
	Transport http.RoundTripper // nil is the real network; tests
	// Around stands around the network and sees what leaves and what comes, secrets
	// included; nil: nothing does.
	Around func(network http.RoundTripper) http.RoundTripper
	Log    func(models.Exchange) // is called after every exchange, from any goroutine; may be nil
	Waits  func(until time.Time) // is called before a request waits long for the budget; may be nil
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

// Client talks to the APIs: a resource a noun, over one way out. Make one per
// profile with New; it is safe for concurrent use.
//
// Values in snapshots are shared between callers: do not change them.
type Client struct {
	rights
	customers
	voiceSites
	geography
	orders
	numbers
	tracked
	billing
	*sender

	apis    services
	out     *transport
	answers *answers
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
	apis, err := locate(cfg)
	if err != nil {
		return nil, err
	}
	changes := &sender{never: cfg.DryRun || cfg.Offline}
	changes.SetWrite(cfg.Write)
	out, err := newTransport(cfg, apis, changes.Writing)
	if err != nil {
		return nil, err
	}
	kept := &answers{
		store: cfg.Store, memo: memo{seed: maphash.MakeSeed()},
		credential: basicCredentials(cfg), origin: cfg.CacheOrigin, team: newTeamAnswers(cfg),
	}
	btalk := &source{service: apis.btalk, out: out, answers: kept, offline: cfg.Offline}
	changes.source = btalk
	of := customers{btalk}
	return &Client{
		rights: rights{btalk}, customers: of, voiceSites: voiceSites{btalk, of}, geography: geography{btalk},
		orders: orders{btalk, of}, numbers: numbers{btalk}, sender: changes,
		tracked: tracked{&source{service: apis.tracking, out: out, answers: kept, offline: cfg.Offline}},
		billing: billing{&source{service: apis.billing, out: out, answers: kept, offline: cfg.Offline}, cfg.Jobs, changes},
		apis:    apis, out: out, answers: kept,
	}, nil
}

// newTransport makes the way out: what all requests share, and the chain that
// they pass.
func newTransport(cfg Config, apis services, writing func() bool) (*transport, error) {
	token, err := endpoint("token_url", cfg.TokenURL)
	if err != nil {
		return nil, err
	}
	basic := basicCredentials(cfg)
	file := newBudgetFile(cmp.Or(cfg.SharedDir, cfg.RuntimeDir), apis.btalk.base.Host, basic)
	if cfg.SharedDir != "" {
		file.keep = private.Group
	}
	spending := newBudget(cfg.RequestsPerMinute, cfg.Now, file)
	spending.tell, spending.sole, spending.team = cfg.Waits, cfg.Sole, newTeam(cfg.Team, cfg.TeamHosts)
	explain := explainer{secrets: newSecrets(cfg), budget: spending, now: cfg.Now, proxy: proxyFor(cfg.Proxy)}
	exchanges := &exchangeLog{secrets: explain.secrets, tell: cfg.Log}
	bottom := cfg.Transport
	if bottom == nil {
		bottom = network(cfg.Proxy, cfg.Roots)
	}
	if cfg.Around != nil {
		bottom = cfg.Around(bottom)
	}
	floor := ground(guard{writing: writing, token: token, search: searchURL(apis.billing)}, exchanges, cfg.Now, hostLink{explain.proxy, bottom})
	tokens := &tokenSource{
		link: floor, address: cfg.TokenURL, basic: basic, clientID: clientID(cfg), scope: cfg.Scope,
		userAgent: cfg.UserAgent, explain: explain,
	}
	return &transport{
		http:   &http.Client{Transport: chain(tokens, spending, floor), CheckRedirect: followRedirect},
		tokens: tokens, budget: spending, exchanges: exchanges, explain: explain, userAgent: cfg.UserAgent, now: cfg.Now,
	}, nil
}

// Close calls off what is under way and waits until it is over, as long as ctx
// lasts: nothing of this client writes a file after that. A read that comes
// later fails as canceled.
func (c *Client) Close(ctx context.Context) {
	c.answers.flights.end(ctx)
	c.out.tokens.flights.end(ctx)
	c.out.budget.close()
	if team := c.answers.team; team != nil {
		team.server.Close()
	}
}

// Budget is what is left of the requests a minute, over all processes.
func (c *Client) Budget() models.Budget { return c.out.budget.view() }

// Exchanges are the latest 500 requests and cache hits, oldest first.
func (c *Client) Exchanges() []models.Exchange { return c.out.exchanges.all() }

// Hide blacks out every secret in text, for those who keep what a server said.
func (c *Client) Hide(text string) string { return c.out.explain.secrets.hide(text) }

// Notice is the one thing to tell the operator about the cache or the shared server;
// "" when all is well.
func (c *Client) Notice() string {
	if cached, ok := c.answers.store.(interface{ Notice() string }); ok && cached.Notice() != "" {
		return cached.Notice()
	}
	return c.TeamNotice()
}

// TeamNotice says that the shared server is away, why, and what follows; "" when it
// serves, was not needed yet, or there is none.
func (c *Client) TeamNotice() string {
	team := c.out.budget.team
	if team == nil || !team.away() {
		return ""
	}
	return models.Safe(fmt.Sprintf("%v; until it is back this host keeps to %d requests a minute", team.server.State(), team.share(c.out.budget.limit)))
}

// Agree drops what changes on other hosts have made wrong, and waits until that is
// done, 200 ms at the most. Reads do the same, but do not wait as long.
func (c *Client) Agree(ctx context.Context) { c.answers.agree(ctx, agreeAtMost) }
