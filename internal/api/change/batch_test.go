package change

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"btalk/internal/address"
	"btalk/internal/models"
	"btalk/internal/sandbox"
)

// sitesWithAddress are the first voicesites of a country that have one.
func (w *world) sitesWithAddress(country string, n int) []models.VoiceSite {
	w.t.Helper()
	sites, err := w.client.VoiceSites(w.t.Context(), models.SiteQuery{}, models.Cached)
	if err != nil {
		w.t.Fatal(err)
	}
	var found []models.VoiceSite
	for _, site := range sites.Value {
		if site.Country.Raw() == country && site.Address() != nil && len(found) < n {
			found = append(found, site)
		}
	}
	if len(found) < n {
		w.t.Fatalf("the sandbox has %d voicesites in %s, want %d", len(found), country, n)
	}
	return found
}

// pushes are the rows of a batch that gives each of n voicesites another number.
func (w *world) pushes(n int) []models.BatchRow {
	w.t.Helper()
	var rows []models.BatchRow
	for i, site := range w.sitesWithAddress("GB", n) {
		rows = append(rows, models.BatchRow{
			Line: i + 2, Name: site.Name.Raw(), Change: partly(site, `{"hno":"`+strconv.Itoa(700+i)+`"}`),
		})
	}
	return rows
}

func (w *world) planBatch(kind models.ChangeKind, rows []models.BatchRow) models.Batch {
	w.t.Helper()
	batch, err := w.PlanBatch(w.t.Context(), kind, rows, nil)
	if err != nil {
		w.t.Fatalf("PlanBatch: %v", err)
	}
	return batch
}

func (w *world) sendBatch(ctx context.Context, batch models.Batch) models.Batch {
	w.t.Helper()
	sent, err := w.SendBatch(ctx, batch, batch.Confirm().Answer(), nil)
	if err != nil {
		w.t.Fatalf("SendBatch: %v", err)
	}
	return sent
}

// states are those of the rows, in order.
func states(batch models.Batch) string {
	var all []string
	for _, row := range batch.Rows {
		all = append(all, string(row.State))
	}
	return strings.Join(all, " ")
}

func TestABatchIsCheckedRowByRowAndSentOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t, roomy)
	rows := w.pushes(4)
	rows[2].Change.Address = []byte(`{}`) // which changes nothing
	batch := w.planBatch(models.PushAddress, rows)
	if states(batch) != "differs differs same differs" || batch.Confirm().Type != "3" {
		t.Fatalf("the plan is %q, to be confirmed by %q", states(batch), batch.Confirm().Type)
	}
	w.wantWrites(0, 0)
	sent := w.sendBatch(t.Context(), batch)
	if sent.Outcomes()[models.Done] != 3 || sent.Rows[2].Outcome.State != "" {
		t.Errorf("the outcomes are %v", sent.Outcomes())
	}
	w.wantWrites(3, 3)
	if again := w.planBatch(models.PushAddress, rows); states(again) != "same same same same" || again.Rows[0].Earlier != batch.Rows[0].Plan.ID {
		t.Errorf("planned again it is %q, the first sent by %q", states(again), again.Rows[0].Earlier)
	}
}

func TestABatchWithAWrongRowIsNotSent(t *testing.T) {
	t.Parallel()
	w := newWorld(t, roomy)
	good := w.pushes(3)
	order := func(name, reference string) models.BatchRow {
		change := w.order(name)
		change.Order.Reference = reference
		return models.BatchRow{Line: 9, Name: name, Change: change}
	}
	with := func(row models.BatchRow, change func(*models.Change)) models.BatchRow {
		change(&row.Change)
		return row
	}
	for name, test := range map[string]struct {
		kind models.ChangeKind
		rows []models.BatchRow
		says string // of the last row
	}{
		"a value that breaks a rule": {models.PushAddress, []models.BatchRow{good[0], with(good[1], func(c *models.Change) { c.Address = []byte(`{"a6":""}`) })}, "a6"},
		"a row that was read wrong":  {models.PushAddress, []models.BatchRow{good[0], {Line: 3, Wrong: []string{"no such site"}}}, "no such site"},
		"a voicesite twice":          {models.PushAddress, []models.BatchRow{good[0], good[1], good[0]}, "the same as line 2"},
		"a voicesite that is gone":   {models.PushAddress, []models.BatchRow{good[0], with(good[1], func(c *models.Change) { c.Site = "nowhere" })}, "mandatory"},
		"a name twice":               {models.OrderVoiceSite, []models.BatchRow{order("NEW_1", ""), order("new 1", "")}, "the same as line 9"},
		"a reference twice":          {models.OrderVoiceSite, []models.BatchRow{order("NEW_1", "PO 1"), order("NEW_2", "PO-1")}, "the same as line 9"},
		"a name in use":              {models.OrderVoiceSite, []models.BatchRow{order("NEW_1", ""), order(w.site("GB").Name.Raw(), "")}, "used already"},
		"a name that reads like one": {models.OrderVoiceSite, []models.BatchRow{order(strings.ToLower(w.site("GB").Name.Raw()), "")}, "order it alone"},
	} {
		batch := w.planBatch(test.kind, test.rows)
		last := batch.Rows[len(batch.Rows)-1]
		if last.State != models.RowWrong || !strings.Contains(strings.Join(last.Why, "; "), test.says) {
			t.Errorf("%s: %s, %q; want wrong with %q", name, last.State, last.Why, test.says)
		}
		if _, err := w.SendBatch(t.Context(), batch, batch.Confirm().Answer(), nil); err == nil {
			t.Errorf("%s: it was sent", name)
		}
	}
	w.wantWrites(0, 0)
}

func TestABatchIsSentForItsCountOnly(t *testing.T) {
	t.Parallel()
	w := newWorld(t, roomy)
	batch := w.planBatch(models.PushAddress, w.pushes(2))
	for _, typed := range []string{"", "y", "yes", "1", "3", "2 "} {
		if _, err := w.SendBatch(t.Context(), batch, typed, nil); strings.TrimSpace(typed) != "2" && !errors.Is(err, models.ErrWrongAnswer) {
			t.Errorf("%q: %v", typed, err)
		}
	}
	w.wantWrites(2, 2) // for "2 "
}

// A batch that is stopped lets the row under way finish, and goes on with the rest.
func TestAStoppedBatchGoesOnWhereItEnded(t *testing.T) {
	t.Parallel()
	w := newWorld(t, roomy)
	rows := w.pushes(5)
	batch := w.planBatch(models.PushAddress, rows)
	ctx, cancel := contextOf(t)
	over := 0
	sent, err := w.SendBatch(ctx, batch, "5", func(int, models.PlannedRow) {
		if over++; over == 2 {
			cancel()
		}
	})
	if err != nil || sent.Outcomes()[models.Done] != 2 || sent.Outcomes()[models.NotSent] != 3 {
		t.Fatalf("stopped after two: %v, %v", sent.Outcomes(), err)
	}
	w.restart()
	batch = w.planBatch(models.PushAddress, rows)
	if states(batch) != "same same differs differs differs" {
		t.Fatalf("planned again it is %q", states(batch))
	}
	w.sendBatch(t.Context(), batch)
	w.wantWrites(5, 5)
}

func TestARowThatIsRefusedStopsNoOther(t *testing.T) {
	t.Parallel()
	w := newWorld(t, roomy)
	batch := w.planBatch(models.PushAddress, w.pushes(3))
	w.fault("PUT /customers 400 x1")
	sent := w.sendBatch(t.Context(), batch)
	if sent.Rows[0].Outcome.State != models.Refused || sent.Outcomes()[models.Done] != 2 {
		t.Errorf("the outcomes are %v", sent.Outcomes())
	}
}

func TestARowThatChangedMeanwhileStopsNoOther(t *testing.T) {
	t.Parallel()
	w := newWorld(t, roomy)
	rows := w.pushes(3)
	batch := w.planBatch(models.PushAddress, rows)
	other, same := rows[0].Change, rows[1].Change
	other.Address = []byte(`{"hno":"5"}`)
	w.send(w.plan(other))
	w.send(w.plan(same)) // what the batch wants, by somebody else
	sent := w.sendBatch(t.Context(), batch)
	var moved *models.TargetChanged
	if first := sent.Rows[0].Outcome; first.State != models.NotSent || !errors.As(first.Err, &moved) {
		t.Errorf("the address that somebody changed: %+v", first)
	}
	if second := sent.Rows[1].Outcome; second.State != models.NotSent || second.Err != nil || second.Settled.Empty() {
		t.Errorf("the one that is there meanwhile: %+v", second)
	}
	if sent.Rows[2].Outcome.State != models.Done {
		t.Errorf("the third: %+v", sent.Rows[2].Outcome)
	}
	w.wantWrites(3, 3)
}

// A row that got no answer is read about. Found done, the batch goes on; where it
// stays unknown nothing more is sent, and the row is held until it is settled.
func TestARowWithoutAnswerIsNeverSentAgain(t *testing.T) {
	t.Parallel()
	for _, applied := range []bool{true, false} {
		t.Run(fmt.Sprintf("applied %v", applied), func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, roomy)
			rows := w.pushes(3)
			batch := w.planBatch(models.PushAddress, rows)
			fault, writes := "PUT /customers close x1", 0
			if applied {
				fault = "PUT /customers close applied x1"
			}
			w.fault(fault)
			ctx, cancel := context.WithCancel(t.Context())
			sent, err := w.SendBatch(ctx, batch, "3", func(int, models.PlannedRow) { writes++ })
			cancel()
			if err != nil {
				t.Fatal(err)
			}
			if applied {
				if sent.Outcomes()[models.Done] != 3 || models.KindOf(sent.Rows[0].Outcome.Err) != models.Unknown {
					t.Errorf("the outcomes are %v, the first %+v", sent.Outcomes(), sent.Rows[0].Outcome)
				}
				w.wantWrites(3, 3)
				return
			}
			if sent.Rows[0].Outcome.State != models.OutcomeUnknown || sent.Outcomes()[models.NotSent] != 2 {
				t.Fatalf("the outcomes are %v", sent.Outcomes())
			}
			w.wantWrites(1, 0)
			again := w.planBatch(models.PushAddress, rows)
			if states(again) != "held differs differs" || !again.Rows[0].Unknown || again.Rows[0].Earlier != batch.Rows[0].Plan.ID {
				t.Fatalf("planned again it is %q: %q", states(again), again.Rows[0].Why)
			}
			w.sendBatch(t.Context(), again)
			if err := w.Settle(batch.Rows[0].Plan.ID, models.Refused); err != nil {
				t.Fatal(err)
			}
			last := w.planBatch(models.PushAddress, rows)
			if states(last) != "differs same same" {
				t.Errorf("once settled it is %q", states(last))
			}
			w.sendBatch(t.Context(), last)
			w.wantWrites(4, 3)
		})
	}
}

// The API may take its time to show what was pushed: that is no reason to push it
// again.
func TestWhatWasPushedLatelyIsHeldWhereSomethingElseIsThere(t *testing.T) {
	t.Parallel()
	w := newWorld(t, roomy)
	rows := w.pushes(1)
	before := partly(w.sitesWithAddress("GB", 1)[0], string(w.addressOf(rows[0].Change)))
	w.sendBatch(t.Context(), w.planBatch(models.PushAddress, rows))
	w.restart()
	w.author.Profile = "another" // the journal of this profile knows nothing of it
	w.send(w.plan(before))
	w.author.Profile = "default"
	batch := w.planBatch(models.PushAddress, rows)
	if states(batch) != "held" || batch.Rows[0].Unknown || batch.Sends() != 0 {
		t.Errorf("it is %q: %q", states(batch), batch.Rows[0].Why)
	}
}

func (w *world) addressOf(c models.Change) []byte {
	w.t.Helper()
	now, err := w.client.VoiceAddress(w.t.Context(), c.Customer, c.Site, models.Refresh)
	if err != nil {
		w.t.Fatal(err)
	}
	return address.Decode(now.Value).JSON()
}

func TestOrdersOfABatchArePlacedOnce(t *testing.T) {
	t.Parallel()
	w := newWorld(t, roomy)
	var rows []models.BatchRow
	for i := range 4 {
		rows = append(rows, models.BatchRow{Line: i + 2, Name: fmt.Sprint("NEW_", i), Change: w.order(fmt.Sprint("NEW_", i))})
	}
	batch := w.planBatch(models.OrderVoiceSite, rows)
	if states(batch) != "new new new new" {
		t.Fatalf("the plan is %q: %q", states(batch), batch.Rows[0].Why)
	}
	lists := w.server.Count("GET", "/voicesites")
	sent := w.sendBatch(t.Context(), batch)
	if sent.Outcomes()[models.Done] != 4 || slices.ContainsFunc(sent.Rows, func(r models.PlannedRow) bool { return r.Outcome.VoiceSite.Empty() }) {
		t.Fatalf("the outcomes are %v", sent.Outcomes())
	}
	if n := w.server.Count("GET", "/voicesites") - lists; n > 1 {
		t.Errorf("the list of voicesites was read %d times for 4 orders", n)
	}
	w.restart()
	again := w.planBatch(models.OrderVoiceSite, rows)
	if states(again) != "done done done done" || again.Rows[3].Outcome.VoiceSite.Empty() {
		t.Errorf("planned again it is %q: %q", states(again), again.Rows[0].Why)
	}
	rows[0].Change.Order.Label = "Another label"
	if other := w.planBatch(models.OrderVoiceSite, rows); states(other) != "wrong done done done" {
		t.Errorf("with another label it is %q", states(other))
	}
	w.wantWrites(4, 4)
}

func TestOneBatchAtATime(t *testing.T) {
	t.Parallel()
	w := newWorld(t, roomy)
	batch := w.planBatch(models.PushAddress, w.pushes(2))
	_, err := w.SendBatch(t.Context(), batch, "2", func(int, models.PlannedRow) {
		if _, err := w.SendBatch(t.Context(), batch, "2", nil); err == nil || !strings.Contains(err.Error(), "another btalk") {
			t.Errorf("a second batch was sent beside the first: %v", err)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	w.wantWrites(2, 2)
}

// roomy is a sandbox with several voicesites in each country.
func roomy(o *sandbox.Options) { o.VoiceSites = 600 }
