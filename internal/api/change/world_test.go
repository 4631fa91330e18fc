package change

import (
	"context"
	"errors"
	"net/http"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"btalk/internal/address"
	"btalk/internal/api"
	"btalk/internal/cache"
	"btalk/internal/journal"
	"btalk/internal/models"
	"btalk/internal/sandbox"
)

// world is everything that a change passes: an engine with a real journal and
// a real client, and the sandbox over HTTP at the other end.
type world struct {
	*Engine

	t       *testing.T
	server  *sandbox.Server
	running *sandbox.Running
	store   api.Store
	client  *api.Client
	dir     string
	changes atomic.Int32 // applied by the server
	stalled atomic.Pointer[counts]
}

// counts are the writes that the server received and applied.
type counts struct{ received, applied int }

// newWorld starts a sandbox that never says that it is asked too much.
func newWorld(t *testing.T, adapt ...func(*sandbox.Options)) *world {
	t.Helper()
	w := &world{t: t, dir: t.TempDir(), store: cache.NewMemory(cache.Options{})}
	options := sandbox.Options{
		VoiceSites: 60, RequestsPerMinute: -1, SpikePerSecond: -1,
		OnChange: func() { w.changes.Add(1) },
	}
	for _, change := range adapt {
		change(&options)
	}
	w.server = sandbox.New(options)
	running, err := w.server.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = running.Close() })
	w.running = running
	w.restart()
	return w
}

func writing(cfg *api.Config) { cfg.Write = true }

// restart gives the world a new engine on the same journal, as the next start
// of the program does.
func (w *world) restart(adapt ...func(*api.Config)) {
	w.t.Helper()
	w.client = w.newClient(append([]func(*api.Config){writing}, adapt...)...)
	w.Engine = New(w.client, w.openJournal(), Author{Profile: "default", User: "alice", SudoUser: "bob", SSHClient: "192.0.2.7 5022 22", Version: "1.2.3"}, time.Now)
}

func (w *world) openJournal() *journal.Records {
	return journal.OpenRecords(filepath.Join(w.dir, "changes.jsonl"), filepath.Join(w.dir, "run"), time.Now)
}

func (w *world) newClient(adapt ...func(*api.Config)) *api.Client {
	w.t.Helper()
	credentials := sandbox.DemoCredentials()
	cfg := api.Config{
		BaseURL: w.running.BaseURL(), TokenURL: w.running.TokenURL(),
		ClientID: credentials.ClientID, ClientSecret: credentials.ClientSecret, APIKey: credentials.APIKey,
		RequestsPerMinute: 1_000_000, Store: w.store, Transport: impatient{w, w.newTransport()},
	}
	for _, change := range adapt {
		change(&cfg)
	}
	client, err := api.New(cfg)
	if err != nil {
		w.t.Fatal(err)
	}
	return client
}

func (w *world) newTransport() *http.Transport {
	transport := &http.Transport{}
	w.t.Cleanup(transport.CloseIdleConnections)
	return transport
}

// impatient gives up on a change that is to stall once the server has it, where
// the client waits for half a minute. All others have that time.
type impatient struct {
	world *world
	next  *http.Transport
}

func (i impatient) RoundTrip(req *http.Request) (*http.Response, error) {
	if req.Method == http.MethodGet || req.URL.Path == "/oauth/v3/token" {
		return i.next.RoundTrip(req)
	}
	awaited := i.world.stalled.Swap(nil)
	if awaited == nil {
		return i.next.RoundTrip(req)
	}
	ctx, cancel := context.WithCancel(req.Context())
	defer cancel() // nothing but an error comes of it
	go func() {
		defer cancel()
		i.world.reach(ctx, *awaited)
	}()
	return i.next.RoundTrip(req.WithContext(ctx))
}

// reach waits until the server has received and applied that many writes.
func (w *world) reach(ctx context.Context, awaited counts) {
	look := time.NewTicker(time.Millisecond)
	defer look.Stop()
	for w.writes() < awaited.received || int(w.changes.Load()) < awaited.applied {
		select {
		case <-look.C:
		case <-ctx.Done():
			return
		}
	}
}

// site finds the first voicesite of a country that has an address.
func (w *world) site(country string) models.VoiceSite {
	w.t.Helper()
	sites, err := w.client.VoiceSites(w.t.Context(), models.SiteQuery{}, models.Cached)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, site := range sites.Value {
		if site.Country.Raw() == country && site.Address() != nil {
			return site
		}
	}
	w.t.Fatalf("the sandbox has no voicesite with an address in %s", country)
	return models.VoiceSite{}
}

// push is the change of one element of a voicesite's address.
func (w *world) push(site models.VoiceSite, element address.Element, value string) models.Change {
	w.t.Helper()
	now, err := w.client.VoiceAddress(w.t.Context(), site.Customer.Raw(), site.ID.Raw(), models.Refresh)
	if err != nil {
		w.t.Fatal(err)
	}
	wanted := address.Decode(now.Value)
	wanted.Set(element, value)
	return models.Change{
		Kind: models.PushAddress, Customer: site.Customer.Raw(), Site: site.ID.Raw(), SiteName: site.Name.Raw(),
		Country: site.Country.Raw(), Address: wanted.JSON(),
	}
}

// order is an order that the sandbox takes.
func (w *world) order(name string) models.Change {
	w.t.Helper()
	site := w.site("GB")
	return models.Change{
		Kind: models.OrderVoiceSite, Customer: site.Customer.Raw(), Country: "GB",
		Order: models.OrderRequest{Name: name, Label: "A new site", VPN: site.VPN.Raw()},
	}
}

// numbers are the numbers of the first voicesite of a country that has at
// least ten in a row, as ranges.
func (w *world) numbers(country string) (site models.VoiceSite, ten models.NumberRange) {
	w.t.Helper()
	sites, err := w.client.VoiceSites(w.t.Context(), models.SiteQuery{}, models.Cached)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, site := range sites.Value {
		if site.Country.Raw() != country {
			continue
		}
		numbers, err := w.client.Numbers(w.t.Context(), site.Customer.Raw(), models.NumberQuery{Site: site.ID.Raw()}, models.Cached)
		if err != nil {
			w.t.Fatal(err)
		}
		for _, r := range models.RangesOf(numbers.Value) {
			if count, _ := r.Count(); count >= 10 {
				r.Stop = shift(r.Start, 9)
				return site, r
			}
		}
	}
	w.t.Fatalf("the sandbox has no voicesite with ten numbers in %s", country)
	return site, ten
}

func (w *world) plan(change models.Change) models.Plan {
	w.t.Helper()
	plan, err := w.Plan(w.t.Context(), change)
	if err != nil {
		w.t.Fatalf("Plan: %v", err)
	}
	if len(plan.Problems) > 0 {
		w.t.Fatalf("Plan has problems: %q", plan.Problems)
	}
	return plan
}

func (w *world) send(plan models.Plan) models.Sent {
	w.t.Helper()
	sent, err := w.Send(w.t.Context(), plan, plan.Confirm.Answer(), nil)
	if err != nil {
		w.t.Fatalf("Send: %v", err)
	}
	return sent
}

// reconcileOnce reads once, where Reconcile would go on for two minutes.
func (w *world) reconcileOnce() []models.Record {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.t.Context(), time.Second)
	defer cancel()
	records, err := w.Reconcile(ctx)
	if err != nil && !errors.Is(err, context.DeadlineExceeded) {
		w.t.Fatalf("Reconcile: %v", err)
	}
	return records
}

// contextOf is a context of the test that can be cancelled.
func contextOf(t *testing.T) (context.Context, context.CancelFunc) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	t.Cleanup(cancel)
	return ctx, cancel
}

// writes counts the requests that may change something, at the server.
func (w *world) writes() int {
	return w.server.Count("PUT", "/") + w.server.Count("POST", "/customers")
}

// wantWrites counts the writes received and those applied.
func (w *world) wantWrites(received, applied int) {
	w.t.Helper()
	if got := w.writes(); got != received {
		w.t.Errorf("the server received %d writes, want %d", got, received)
	}
	if got := int(w.changes.Load()); got != applied {
		w.t.Errorf("the server applied %d writes, want %d", got, applied)
	}
}

// lastRecord is the newest record in the journal.
func (w *world) lastRecord() models.Record {
	w.t.Helper()
	records, err := w.Records()
	if err != nil || len(records) == 0 {
		w.t.Fatalf("Records: %d, %v", len(records), err)
	}
	return records[0]
}
