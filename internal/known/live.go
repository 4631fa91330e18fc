package known

import (
	"context"
	"maps"
	"sync"
	"sync/atomic"

	"btalk/internal/address"
	"btalk/internal/models"
)

// Source is what is cached. Every read is in the mode models.Held.
type Source interface {
	Customers(ctx context.Context, mode models.Mode) (models.Snapshot[[]models.Customer], error)
	VPNs(ctx context.Context, customer string, mode models.Mode) (models.Snapshot[[]models.VPN], error)
	VoiceSites(ctx context.Context, query models.SiteQuery, mode models.Mode) (models.Snapshot[[]models.VoiceSite], error)
	VoiceAddress(ctx context.Context, customer, site string, mode models.Mode) (models.Snapshot[models.Value], error)
	Numbers(ctx context.Context, customer string, query models.NumberQuery, mode models.Mode) (models.Snapshot[[]models.Number], error)
	Orders(ctx context.Context, customer string, mode models.Mode) (models.Snapshot[[]models.Order], error)
	Countries(ctx context.Context, mode models.Mode) (models.Snapshot[[]models.Country], error)
	GeoRules(ctx context.Context, iso2 string, mode models.Mode) (models.Snapshot[address.Rules], error)
	// Revisions says by family how often this process wrote or dropped an answer
	// of it: where the number is the same, so is what is cached.
	Revisions() map[string]uint64
}

// Read makes a book of all that is cached.
func Read(ctx context.Context, source Source) *Book {
	live := NewLive(source)
	return live.Update(ctx)
}

// Live holds the latest book. A nil Live knows nothing.
type Live struct {
	source Source
	book   atomic.Pointer[Book]
	blank  Book // until the first Update

	mu        sync.Mutex // of those who make a book, beside the update loop
	revisions map[string]uint64
}

// NewLive holds a book of nothing until the first Update.
func NewLive(source Source) *Live { return &Live{source: source} }

// Book is the latest book. It answers at once.
func (l *Live) Book() *Book {
	if l == nil {
		return nil
	}
	if book := l.book.Load(); book != nil {
		return book
	}
	return &l.blank
}

// The families of the cache, as internal/api names them.
const (
	familyCustomers = "customers"
	familySites     = "voicesites"
	familyAddresses = "voiceaddresses"
	familyNumbers   = "numbers"
	familyOrders    = "orders"
	familyGeography = "geography"
)

// Update makes a new book of what changed since the last one. It reads the disk:
// it belongs beside the update loop.
func (l *Live) Update(ctx context.Context) *Book {
	if l == nil {
		return nil
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	ctx = models.Aside(ctx)
	before := l.revisions
	now := l.source.Revisions()
	if before != nil && maps.Equal(before, now) {
		return l.Book()
	}
	changed := func(families ...string) bool {
		for _, family := range families {
			if before == nil || before[family] != now[family] {
				return true
			}
		}
		return false
	}
	next := *l.Book()
	if changed(familyCustomers) {
		next.names = readNames(ctx, l.source)
	}
	if changed(familyCustomers, familySites) {
		next.sites = readSites(ctx, l.source, next.names.only)
	}
	if changed(familyCustomers, familySites, familyAddresses) {
		next.places = readPlaces(ctx, l.source, next.sites, next.names)
	}
	if changed(familyCustomers, familyNumbers) {
		next.numbers = readNumbers(ctx, l.source, next.names.codes)
	}
	if changed(familyCustomers, familyOrders) {
		next.orders = readOrders(ctx, l.source, next.names.codes)
	}
	if changed(familyGeography) {
		next.countries = readCountries(ctx, l.source)
	}
	if ctx.Err() != nil {
		return l.Book() // what was read is not all
	}
	l.revisions = now
	l.book.Store(&next)
	return &next
}
