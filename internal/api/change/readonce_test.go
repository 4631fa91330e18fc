package change

import (
	"context"
	"errors"
	"testing"
	"time"

	"btalk/internal/models"
)

// counted is a client that gives a list of voicesites and the rights of a key, and
// notes how it was asked.
type counted struct {
	Client

	sites models.Snapshot[[]models.VoiceSite]
	me    func(models.Mode) (models.Snapshot[models.Me], error)
	asked []models.Mode
}

func (c *counted) VoiceSites(_ context.Context, _ models.SiteQuery, mode models.Mode) (models.Snapshot[[]models.VoiceSite], error) {
	c.asked = append(c.asked, mode)
	sites := c.sites
	sites.Stale = sites.Stale && mode != models.Refresh
	return sites, nil
}

func (c *counted) Me(_ context.Context, mode models.Mode) (models.Snapshot[models.Me], error) {
	c.asked = append(c.asked, mode)
	return c.me(mode)
}

func TestTheListOfVoiceSitesIsReadOnceWhileItIsFresh(t *testing.T) {
	t.Parallel()
	read := time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)
	for name, test := range map[string]struct {
		stale  bool
		second models.Mode
		later  time.Duration
		want   int // requests of both readings
	}{
		"at once":                   {false, models.Cached, 0, 1},
		"while it is fresh":         {false, models.Cached, sitesFor - time.Second, 1},
		"when it is old":            {false, models.Cached, sitesFor, 2},
		"anew":                      {false, models.Refresh, 0, 2},
		"what was cached was stale": {true, models.Cached, 0, 2},
	} {
		now := read
		client := &counted{sites: models.Snapshot[[]models.VoiceSite]{Fetched: read, Stale: test.stale}}
		once := newSitesOnce(client, func() time.Time { return now })
		for _, mode := range []models.Mode{models.Cached, test.second} {
			if sites, err := once.VoiceSites(t.Context(), models.SiteQuery{}, mode); err != nil || sites.Stale {
				t.Errorf("%s: stale %v, %v", name, sites.Stale, err)
			}
			now = read.Add(test.later)
		}
		if len(client.asked) != test.want {
			t.Errorf("%s: read %d times, want %d", name, len(client.asked), test.want)
		}
	}
}

// Rights that are stale are read again; where they cannot be, those that are known
// count, and where none are the API decides.
func TestAKeyMayChangeWhatItsLatestRightsAllow(t *testing.T) {
	t.Parallel()
	away := errors.New("away")
	rights := func(name string, stale bool) models.Snapshot[models.Me] {
		return models.Snapshot[models.Me]{Value: models.Me{Rights: models.NewText(name)}, Stale: stale}
	}
	for name, test := range map[string]struct {
		cached, fresh       models.Snapshot[models.Me]
		cachedFails, unread error
		readings            int
		refused             bool
	}{
		"they are fresh":                {rights("readonly", false), rights("", false), nil, nil, 1, true},
		"they were widened":             {rights("readonly", true), rights("", false), nil, nil, 2, false},
		"they were narrowed":            {rights("", true), rights("readonly", false), nil, nil, 2, true},
		"old ones, and the API is away": {rights("readonly", true), rights("", false), nil, away, 2, true},
		"none, and the API is away":     {rights("readonly", true), rights("", false), away, away, 1, false},
	} {
		client := &counted{me: func(mode models.Mode) (models.Snapshot[models.Me], error) {
			if mode == models.Refresh {
				return test.fresh, test.unread
			}
			return test.cached, test.cachedFails
		}}
		err := (&Engine{client: client}).MayChange(t.Context())
		if (err != nil) != test.refused || len(client.asked) != test.readings {
			t.Errorf("%s: %v after %d readings", name, err, len(client.asked))
		}
	}
}
