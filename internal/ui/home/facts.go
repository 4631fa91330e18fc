package home

import (
	"context"
	"errors"
	"time"

	"btalk/internal/known"
	"btalk/internal/models"
	"btalk/internal/ui/draft"
	"btalk/internal/ui/screen"
)

// Source is what the screen reads.
type Source interface {
	// Records are the changes that were sent, the newest first.
	Records() ([]models.Record, error)
	Exchanges() []models.Exchange
	Budget() models.Budget

	Customers(ctx context.Context, mode models.Mode) (models.Snapshot[[]models.Customer], error)
	VoiceSites(ctx context.Context, query models.SiteQuery, mode models.Mode) (models.Snapshot[[]models.VoiceSite], error)
	EveryOrder(ctx context.Context, mode models.Mode) (models.Snapshot[[]models.CustomerOrder], error)
}

// facts are all that the screen shows, as of one moment.
type facts struct {
	at      time.Time
	book    *known.Book
	records []models.Record
	journal error // why the records cannot be read
	drafts  []draft.Draft
	failed  int // of the latest requests
	recent  int
	budget  models.Budget
	errors  []failure // of the parts that were asked for and did not come
}

// failure is why a part did not come.
type failure struct {
	part string
	to   screen.Route
	err  error
}

// recentRequests is how many of the latest requests tell how the API does.
const recentRequests = 40

// gather puts together what is cached; in the mode Refresh it asks for it again
// first, one part after another, from what the budget can spare.
func gather(env *screen.Env, source Source, shelf draft.Shelf) screen.Fetch[facts] {
	all := env.Known
	now := env.Now
	return func(ctx context.Context, mode models.Mode) (models.Snapshot[facts], error) {
		var found facts
		if mode == models.Refresh {
			found.errors = refresh(ctx, source)
		}
		found.at, found.book = now(), all.Update(ctx)
		found.records, found.journal = source.Records()
		if shelf != nil {
			found.drafts = shelf.List()
		}
		found.budget = source.Budget()
		exchanges := source.Exchanges()
		for i := len(exchanges) - 1; i >= 0 && found.recent < recentRequests; i-- {
			if exchanges[i].Source != models.FromServer {
				continue
			}
			found.recent++
			if exchanges[i].Failure != models.NoError {
				found.failed++
			}
		}
		return models.Snapshot[facts]{Value: found, Fetched: oldest(found.book)}, ctx.Err()
	}
}

// refresh asks for the parts by what is shown first. What would meet the next part
// as well ends it.
func refresh(ctx context.Context, source Source) []failure {
	ctx = models.WithLane(ctx, models.PrefetchLane)
	var failed []failure
	for _, part := range []struct {
		name string
		to   screen.Route
		read func() error
	}{
		{"customers", screen.Customers{}, func() error { _, err := source.Customers(ctx, models.Refresh); return err }},
		{"voicesites", screen.VoiceSites{}, func() error { _, err := source.VoiceSites(ctx, models.SiteQuery{}, models.Refresh); return err }},
		{"orders", screen.Orders{}, func() error { _, err := source.EveryOrder(ctx, models.Refresh); return err }},
	} {
		err := part.read()
		if err == nil {
			continue
		}
		failed = append(failed, failure{part.name, part.to, err})
		if kind := models.KindOf(err); kind == models.Throttled || kind == models.Offline || kind == models.Canceled || errors.Is(err, context.Canceled) {
			break
		}
	}
	return failed
}

// oldest is the time of the oldest list that is shown; zero for none.
func oldest(book *known.Book) time.Time {
	var at time.Time
	for _, origin := range []known.Origin{book.CustomersOrigin(), book.SitesOrigin(), book.OrdersOrigin()} {
		if !origin.Fetched.IsZero() && (at.IsZero() || origin.Fetched.Before(at)) {
			at = origin.Fetched
		}
	}
	return at
}
