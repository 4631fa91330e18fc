package api

import (
	"time"

	"btalk/internal/cache"
	"btalk/internal/models"
)

// The families of answers: what one change makes wrong together.
const (
	Sites     cache.Family = "voicesites"
	Addresses cache.Family = "voiceaddresses"
	Customers cache.Family = "customers"
	Geography cache.Family = "geography"
	Searches  cache.Family = "searches"
	Rights    cache.Family = "rights"
	Orders    cache.Family = "orders"
	Numbers   cache.Family = "numbers"
	Tracking  cache.Family = "tracking"
	Bills     cache.Family = "bills"
)

// families are all of them, for what other hosts say about them.
func families() []string {
	all := []cache.Family{Sites, Addresses, Customers, Geography, Searches, Rights, Orders, Numbers, Tracking, Bills}
	names := make([]string, len(all))
	for i, family := range all {
		names[i] = string(family)
	}
	return names
}

// policy says how long a kind of answer is good.
type policy struct {
	family cache.Family
	fresh  time.Duration // shown without asking again
	keep   time.Duration // shown as stale while asking again; later it counts as not cached
}

// CachedServes reports whether what is cached is better than nothing after a
// failure of a read: the API is out of reach, and has said nothing about the
// thing itself.
func CachedServes(err error) bool {
	switch models.KindOf(err) {
	case models.NotHeld, models.Offline, models.Throttled, models.Server, models.Malformed:
		return true
	default:
		return false
	}
}

const day = 24 * time.Hour

// The freshness table. It goes by what the answers mean and not by headers: the
// API documents none, and a gateway that marks everything no-store would cost
// the operators their request budget. What has no line here is never stored:
// tokens, documents, call records, error answers.
var (
	areasPolicy    = policy{Geography, 7 * day, 90 * day}
	countryPolicy  = policy{Geography, day, 30 * day}
	schemaPolicy   = policy{Geography, day, 30 * day}
	customerPolicy = policy{Customers, time.Hour, 30 * day}
	sitePolicy     = policy{Sites, 10 * time.Minute, 7 * day}
	trackingPolicy = policy{Tracking, 2 * time.Minute, 7 * day}
	billPolicy     = policy{Bills, 2 * time.Minute, 7 * day}
	payerPolicy    = policy{Bills, time.Hour, 30 * day} // accounts and reports change as seldom as customers
	jobPolicy      = policy{Bills, 0, time.Hour}        // the state of a job is old at once
	rightsPolicy   = policy{Rights, 5 * time.Minute, time.Hour}
	addressPolicy  = policy{Addresses, time.Minute, day}
	searchPolicy   = policy{Searches, time.Minute, day}
)
