package change

import (
	"context"
	"time"

	"btalk/internal/models"
)

// readOnce is a client for checking many rows: lists that each of them would ask for
// are read once. Never send with it: what it gives may be older than the row before.
type readOnce struct {
	*sitesOnce

	orders map[string]models.Snapshot[[]models.Order] // by customer
}

func newReadOnce(client Client, now func() time.Time) *readOnce {
	return &readOnce{newSitesOnce(client, now), map[string]models.Snapshot[[]models.Order]{}}
}

// Orders are those of a customer, as they were when the first row asked.
func (r *readOnce) Orders(ctx context.Context, customer string, mode models.Mode) (models.Snapshot[[]models.Order], error) {
	if known, ok := r.orders[customer]; ok {
		return known, nil
	}
	orders, err := r.Client.Orders(ctx, customer, mode)
	if err == nil {
		r.orders[customer] = orders
	}
	return orders, err
}

// VoiceSites are all voicesites, as they were when the first row asked.
func (r *readOnce) VoiceSites(ctx context.Context, query models.SiteQuery, _ models.Mode) (models.Snapshot[[]models.VoiceSite], error) {
	return r.sitesOnce.VoiceSites(ctx, query, models.Cached)
}

// sitesOnce is a client for sending many rows. An order makes the list of
// voicesites wrong, and the next one would read all of its pages again for a name:
// those that this batch orders are among the orders, which are read each time.
type sitesOnce struct {
	Client

	now   func() time.Time
	sites map[models.SiteQuery]models.Snapshot[[]models.VoiceSite]
}

func newSitesOnce(client Client, now func() time.Time) *sitesOnce {
	return &sitesOnce{client, now, map[models.SiteQuery]models.Snapshot[[]models.VoiceSite]{}}
}

// sitesFor is how long a list of voicesites is fresh.
const sitesFor = 10 * time.Minute

// VoiceSites gives what was read before while that is fresh, unless it is to be
// read anew.
func (s *sitesOnce) VoiceSites(ctx context.Context, query models.SiteQuery, mode models.Mode) (models.Snapshot[[]models.VoiceSite], error) {
	known, ok := s.sites[query]
	if ok && mode == models.Cached && s.now().Sub(known.Fetched) < sitesFor {
		return known, nil
	}
	sites, err := s.Client.VoiceSites(ctx, query, mode)
	if err == nil && sites.Stale {
		sites, err = s.Client.VoiceSites(ctx, query, models.Refresh)
	}
	if err == nil {
		s.sites[query] = sites
	}
	return sites, err
}
