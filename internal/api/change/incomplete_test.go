package change

import (
	"context"
	"strings"
	"testing"
	"time"

	"btalk/internal/models"
)

// halved is a client whose lists end before their end, and say so.
type halved struct {
	Client

	orders, sites, vpns, numbers, areas bool
	unread                              bool // instead, one row cannot be read
}

const shortfall = "0 of 2,345: the API ended the list before"

func cut[T any](h halved, snapshot models.Snapshot[[]T], err error, cut bool) (models.Snapshot[[]T], error) {
	switch {
	case cut && h.unread:
		snapshot.Value, snapshot.Skipped = nil, 1
	case cut:
		snapshot.Value, snapshot.Incomplete, snapshot.Announced, snapshot.Note = nil, true, 2345, shortfall
	}
	return snapshot, err
}

func (h halved) Orders(ctx context.Context, customer string, mode models.Mode) (models.Snapshot[[]models.Order], error) {
	got, err := h.Client.Orders(ctx, customer, mode)
	return cut(h, got, err, h.orders)
}

func (h halved) VoiceSites(ctx context.Context, query models.SiteQuery, mode models.Mode) (models.Snapshot[[]models.VoiceSite], error) {
	got, err := h.Client.VoiceSites(ctx, query, mode)
	return cut(h, got, err, h.sites)
}

func (h halved) VPNs(ctx context.Context, customer string, mode models.Mode) (models.Snapshot[[]models.VPN], error) {
	got, err := h.Client.VPNs(ctx, customer, mode)
	return cut(h, got, err, h.vpns)
}

func (h halved) Numbers(ctx context.Context, customer string, query models.NumberQuery, mode models.Mode) (models.Snapshot[[]models.Number], error) {
	got, err := h.Client.Numbers(ctx, customer, query, mode)
	return cut(h, got, err, h.numbers)
}

func (h halved) GeoAreas(ctx context.Context, iso2 string, path []string, mode models.Mode) (models.Snapshot[[]models.Text], error) {
	got, err := h.Client.GeoAreas(ctx, iso2, path, mode)
	return cut(h, got, err, h.areas)
}

func TestAnIncompleteListProvesNoNameFree(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		client halved
		want   string
	}{
		"of orders":     {halved{orders: true}, "the list of orders is incomplete (" + shortfall + ")"},
		"of voicesites": {halved{sites: true}, "the list of voicesites is incomplete (" + shortfall + ")"},
		"of VPNs":       {halved{vpns: true}, "the list of its VPNs is incomplete (" + shortfall + ")"},

		"of orders, one unreadable":     {halved{orders: true, unread: true}, "the list of orders is incomplete (1 item could not be read)"},
		"of voicesites, one unreadable": {halved{sites: true, unread: true}, "the list of voicesites is incomplete (1 item could not be read)"},
		"of VPNs, one unreadable":       {halved{vpns: true, unread: true}, "the list of its VPNs is incomplete (1 item could not be read)"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			order := w.order("FR_NEW_01")
			test.client.Client = w.client
			w.Engine = New(test.client, w.openJournal(), Author{Profile: "default"}, time.Now)
			plan := w.plan(order)
			if doubts := strings.Join(plan.Doubts, "\n"); !strings.Contains(doubts, test.want) {
				t.Errorf("the doubts are %q, want %q", doubts, test.want)
			}
			if len(plan.Problems) > 0 {
				t.Errorf("what is only doubtful is refused: %q", plan.Problems)
			}
		})
	}
}

func TestAWholeListRaisesNoDoubt(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	if plan := w.plan(w.order("FR_NEW_01")); len(plan.Doubts) > 0 {
		t.Errorf("the doubts are %q", plan.Doubts)
	}
}

func TestAnOrderThatIsNotInAnIncompleteListMayStillBeThere(t *testing.T) {
	t.Parallel()
	for name, client := range map[string]halved{
		"of orders": {orders: true}, "of voicesites": {sites: true},
		"of orders, one unreadable": {orders: true, unread: true}, "of voicesites, one unreadable": {sites: true, unread: true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			order := w.order("FR_NEW_01")
			client.Client = w.client
			record := models.Record{Customer: models.NewText(order.Customer), Body: orderBody(order)}
			found, err := outcomeCheck{client, record}.order(t.Context())
			if err != nil || found.done {
				t.Fatalf("found %+v, %v", found, err)
			}
			if strings.Contains(found.words, "can be sent again") || !strings.Contains(found.words, "incomplete") {
				t.Errorf("it says %q", found.words)
			}
		})
	}
}

func TestAnOrderMayBeThereWhereTheAPIListsNone(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	order := w.order("FR_NEW_01")
	w.fault("GET /customers/*/orders 404")
	record := models.Record{Customer: models.NewText(order.Customer), Body: orderBody(order)}
	found, err := outcomeCheck{w.client, record}.order(t.Context())
	if err != nil || found.done {
		t.Fatalf("found %+v, %v", found, err)
	}
	if strings.Contains(found.words, "can be sent again") || !strings.Contains(found.words, "the orders cannot be read") {
		t.Errorf("it says %q", found.words)
	}
}

func TestTheStateOfANumberIsNotReadFromAnIncompleteList(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	ranges := []models.NumberRange{{Start: "33140000000", Stop: "33140000999"}}
	for _, unread := range []bool{false, true} {
		client := halved{Client: w.client, numbers: true, unread: unread}
		_, err := numbersNow(t.Context(), client, "10236", ranges, countAll(ranges))
		if err == nil || !strings.Contains(err.Error(), "1000 numbers is not known: the list is incomplete") {
			t.Errorf("the error is %v", err)
		}
	}
}

func TestAnAreaIsNotJudgedByAnIncompleteList(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	site := w.site("CH")
	change := w.push(site, "a6", "Rue Neuve")
	w.Engine = New(halved{Client: w.client, areas: true}, w.openJournal(), Author{}, time.Now)
	plan, err := w.Plan(t.Context(), change)
	if err != nil {
		t.Fatal(err)
	}
	if problems := strings.Join(plan.Problems, "\n"); !strings.Contains(problems, "the list is incomplete ("+shortfall+")") {
		t.Errorf("the problems are %q", problems)
	}
}
