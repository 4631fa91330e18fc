package home

import (
	"context"
	"testing"
	"time"

	"btalk/internal/address"
	"btalk/internal/known"
	"btalk/internal/models"
	"btalk/internal/ui/draft"
	"btalk/internal/ui/listing/listingtest"
	"btalk/internal/ui/screen"
)

// world is what is cached, and counts what is asked of the server.
type world struct {
	asked   []string
	empty   bool
	refused bool
	records []models.Record
}

func (w *world) answer(what string, mode models.Mode) error {
	if mode == models.Refresh {
		w.asked = append(w.asked, what)
		w.empty = w.empty && w.refused
		if w.refused {
			return &models.Error{Op: "list " + what, Kind: models.Forbidden}
		}
	}
	if w.empty {
		return &models.Error{Kind: models.NotHeld}
	}
	return nil
}

func snapshot[T any](t func(models.Value) (T, bool), document string) models.Snapshot[[]T] {
	got := models.Snapshot[[]T]{Fetched: listingtest.Now().Add(-4 * time.Minute)}
	for _, item := range models.Value(document).List() {
		if one, ok := t(item); ok {
			got.Value = append(got.Value, one)
		}
	}
	return got
}

func (w *world) Customers(_ context.Context, mode models.Mode) (models.Snapshot[[]models.Customer], error) {
	return snapshot(models.DecodeCustomer, `[{"customerCode":"1","name":"Arverne"}]`), w.answer("customers", mode)
}

func (w *world) VoiceSites(_ context.Context, _ models.SiteQuery, mode models.Mode) (models.Snapshot[[]models.VoiceSite], error) {
	return snapshot(models.DecodeVoiceSite, `[
		{"voiceSiteId":"a","customerCode":"1","country":"FR","status":"active","address":{"a3":"Lyon"}},
		{"voiceSiteId":"b","customerCode":"1","country":"FR","status":"suspended"},
		{"voiceSiteId":"c","customerCode":"1","country":"NL","status":"suspended","address":{"a3":"Delft"}}]`), w.answer("voicesites", mode)
}

func (w *world) Orders(context.Context, string, models.Mode) (models.Snapshot[[]models.Order], error) {
	return snapshot(models.DecodeOrder, `[
		{"orderId":"o1","status":"inProgress","creationDate":"2026-07-02","parameters":{"technicalSiteName":"GP_BMA"}},
		{"orderId":"o2","status":"inProgress","creationDate":"2026-11-02"},{"orderId":"o3","status":"completed","creationDate":"2026-01-02"}]`), w.answer("", models.Held)
}

func (w *world) EveryOrder(_ context.Context, mode models.Mode) (models.Snapshot[[]models.CustomerOrder], error) {
	return models.Snapshot[[]models.CustomerOrder]{}, w.answer("orders", mode)
}

func (*world) VPNs(context.Context, string, models.Mode) (got models.Snapshot[[]models.VPN], err error) {
	return got, &models.Error{Kind: models.NotHeld}
}

func (*world) VoiceAddress(context.Context, string, string, models.Mode) (got models.Snapshot[models.Value], err error) {
	return got, &models.Error{Kind: models.NotHeld}
}

func (*world) Numbers(context.Context, string, models.NumberQuery, models.Mode) (got models.Snapshot[[]models.Number], err error) {
	return got, &models.Error{Kind: models.NotHeld}
}

func (*world) Countries(context.Context, models.Mode) (got models.Snapshot[[]models.Country], err error) {
	return got, &models.Error{Kind: models.NotHeld}
}

func (*world) GeoRules(context.Context, string, models.Mode) (got models.Snapshot[address.Rules], err error) {
	return got, &models.Error{Kind: models.NotHeld}
}

func (w *world) Revisions() map[string]uint64 {
	return map[string]uint64{"customers": uint64(len(w.asked)), "voicesites": uint64(len(w.asked)), "orders": uint64(len(w.asked))}
}
func (w *world) Records() ([]models.Record, error) { return w.records, nil }
func (*world) Exchanges() []models.Exchange        { return nil }
func (*world) Budget() models.Budget               { return models.Budget{Limit: 60, Left: 60} }

// made is a home over a world.
func made(t *testing.T, w *world) *Screen {
	t.Helper()
	env := listingtest.Env(t, "mono")
	env.Known, env.Memory = known.NewLive(w), screen.Memory{}
	return New(env, w, draft.Shelf(nil), screen.Home{})
}

func sent(state models.OutcomeState, at time.Time) models.Record {
	return models.Record{Kind: models.PushAddress, SiteName: models.NewText("FR_LYO"), State: state, At: at}
}

func TestHomeCountsWhatIsCachedAndAsksNothing(t *testing.T) {
	t.Parallel()
	for _, size := range [][2]int{{60, 11}, {80, 20}, {120, 32}, {200, 46}} {
		w := &world{records: []models.Record{
			sent(models.OutcomeUnknown, listingtest.Now()), sent(models.Refused, listingtest.Now()), sent(models.Refused, listingtest.Now().AddDate(0, 0, -1)),
		}}
		listingtest.Drive(t, made(t, w), size[0], size[1], func(d *listingtest.Driver) {
			d.Want("NEEDS YOU  5", "1 change of unknown outcome", "1 order open over 90 days", "oldest 143 d", "2 sites suspended", "1 site without an address", "1 change refused today", "SITES  3")
		})
		if len(w.asked) != 0 {
			t.Errorf("%v: opening it asked for %v", size, w.asked)
		}
	}
}

func TestEachLineOpensTheListThatItCounts(t *testing.T) {
	t.Parallel()
	w := &world{records: []models.Record{sent(models.OutcomeUnknown, listingtest.Now())}}
	listingtest.Drive(t, made(t, w), 80, 20, func(d *listingtest.Driver) {
		for _, want := range []screen.Route{
			screen.Changes{Query: "outcome:unknown"},
			screen.Orders{Query: "late:late"},
			screen.VoiceSites{Query: "status:suspended"},
			screen.VoiceSites{Query: "address:none"},
			screen.VoiceSites{Query: "status:suspended"},
			screen.VoiceSites{Query: "status:active"},
			screen.VoiceSites{Query: "country:FR"},
			screen.VoiceSites{Query: "country:NL"},
		} {
			d.Press("enter")
			d.WantPush(want)
			d.Press("down")
		}
		d.Press("g", "tab", "tab", "enter")
		d.WantPush(screen.VoiceSites{Query: "country:FR"})
	})
}

func TestALineThatIsPutOffComesBackWhenItsCountGrowsOrAnotherDay(t *testing.T) {
	t.Parallel()
	w := &world{records: []models.Record{sent(models.OutcomeUnknown, listingtest.Now())}}
	s := made(t, w)
	now := listingtest.Now()
	s.env.Now = func() time.Time { return now }
	listingtest.Drive(t, s, 80, 20, func(d *listingtest.Driver) {
		d.Press("z")
		d.WantNot("unknown outcome")
		d.Press("Z")
		d.Want("unknown outcome")
		d.Press("Z")
		d.WantNot("unknown outcome")
		w.records = append(w.records, w.records[0])
		d.Send(screen.WroteMsg{What: "changes"})
		d.Want("2 changes of unknown outcome")
		d.Press("g", "z")
		now = now.AddDate(0, 0, 1)
		d.Want("2 changes of unknown outcome")
	})
}

func TestAFirstStartSaysWhatEnterReads(t *testing.T) {
	t.Parallel()
	w := &world{empty: true}
	listingtest.Drive(t, made(t, w), 60, 11, func(d *listingtest.Driver) {
		d.Want("No data cached yet.", "enter reads customers, voicesites and orders", ":customers")
		d.WantNot("SITES", "NEEDS YOU")
		d.Press("enter")
		d.Want("SITES  3")
	})
	if len(w.asked) != 3 {
		t.Errorf("asked for %v", w.asked)
	}
}

func TestAPartThatIsRefusedIsALineBesideWhatIsCached(t *testing.T) {
	t.Parallel()
	w := &world{refused: true}
	listingtest.Drive(t, made(t, w), 80, 20, func(d *listingtest.Driver) {
		d.Press("r")
		d.Want("customers not read", "not entitled", "SITES  3")
	})
}
