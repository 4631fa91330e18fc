package cli

import (
	"fmt"
	"sync/atomic"
	"time"

	"btalk/internal/api"
	"btalk/internal/cache"
	"btalk/internal/sandbox"
)

// demo is the sandbox in this process, and what is kept of its answers.
type demo struct {
	running *sandbox.Running
	store   *demoStore
}

// demoTarget starts the sandbox on a free port and points the client there.
// Everything that the demo keeps is apart from the operator's own.
func (b *backend) demoTarget() (api.Config, error) {
	store := &demoStore{memory: cache.NewMemory(cache.Options{Now: b.now})}
	store.disk = b.openCache(demoCache)
	server := sandbox.New(sandbox.Options{OnChange: store.changed})
	running, err := server.Listen("127.0.0.1:0")
	if err != nil {
		return api.Config{}, fmt.Errorf("start the demo: %w", err)
	}
	b.demo = &demo{running: running, store: store}
	keys := sandbox.DemoCredentials()
	return api.Config{
		BaseURL: running.BaseURL(), TokenURL: running.TokenURL(),
		TrackingURL: running.TrackingURL(), BillingURL: running.BillingURL(),
		ClientID: keys.ClientID, ClientSecret: keys.ClientSecret,
		APIKey: keys.APIKey, TrackingAPIKey: keys.B2BKey, BillingAPIKey: keys.B2BKey,
		RequestsPerMinute: sandbox.DefaultRequestsPerMinute,
		Write:             b.flags.write,
		Store:             store,
		Sole:              true,
		CacheOrigin:       "demo/" + sandbox.DataVersion,
	}, nil
}

func (d *demo) close() error {
	if d == nil {
		return nil
	}
	return d.running.Close()
}

// demoStore keeps the demo's answers on disk, so that its next start is warm,
// until the first change: the sandbox forgets changes at its end, hence
// nothing that was read since may outlive it.
type demoStore struct {
	disk   *cache.Store
	memory *cache.Memory
	moved  atomic.Bool // to memory
}

// changed is called by the sandbox before each change.
func (d *demoStore) changed() {
	if d.moved.CompareAndSwap(false, true) {
		_ = d.disk.Clear() // what is left is as old as the sandbox's start: right for the next one
	}
}

// current is where answers are kept now.
func (d *demoStore) current() api.Store {
	if d.moved.Load() {
		return d.memory
	}
	return d.disk
}

// Get returns the entry kept under key.
func (d *demoStore) Get(key cache.Key) (cache.Entry, bool) { return d.current().Get(key) }

// Fetched gives the time of that entry.
func (d *demoStore) Fetched(key cache.Key) (time.Time, bool) { return d.current().Fetched(key) }

// Put keeps body under key.
func (d *demoStore) Put(key cache.Key, family cache.Family, began time.Time, body []byte) bool {
	return d.current().Put(key, family, began, body)
}

// Forget removes one entry.
func (d *demoStore) Forget(key cache.Key) {
	d.memory.Forget(key)
	d.disk.Forget(key)
}

// Drop forgets a family.
func (d *demoStore) Drop(family cache.Family) {
	d.memory.Drop(family)
	if !d.moved.Load() {
		d.disk.Drop(family)
	}
}
