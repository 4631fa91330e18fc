package api

import (
	"maps"
	"sync"

	"btalk/internal/cache"
)

// revisions count by family what this process wrote to the cache or dropped from
// it, so that who made something of it knows when to make it anew.
type revisions struct {
	mu     sync.Mutex
	counts map[string]uint64
}

func (r *revisions) add(family cache.Family) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.counts == nil {
		r.counts = map[string]uint64{}
	}
	r.counts[string(family)]++
}

// Revisions says by family how often this process wrote or dropped answers of it.
func (c *Client) Revisions() map[string]uint64 {
	c.answers.revisions.mu.Lock()
	defer c.answers.revisions.mu.Unlock()
	return maps.Clone(c.answers.revisions.counts)
}
