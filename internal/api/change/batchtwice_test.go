package change

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"btalk/internal/models"
)

// begun writes down a change as another process that has begun it does, and gives
// what ends that process. It reaches no server.
func (w *world) begun(change models.Change) (id string, ended func()) {
	w.t.Helper()
	plan, journal := w.plan(change), w.openJournal()
	ended, err := journal.Sending(plan.ID)
	if err != nil {
		w.t.Fatal(err)
	}
	if err := journal.Intend(w.record(plan, plan.ID, &plan.Requests[0])); err != nil {
		w.t.Fatal(err)
	}
	if err := journal.Leaving(plan.ID); err != nil {
		w.t.Fatal(err)
	}
	return plan.ID, ended
}

// Two batches of the same rows may both be planned before the first is sent. What the
// first has sent, the second leaves alone, whatever the API shows meanwhile.
func TestWhatWasSentSinceABatchWasPlannedIsNotSentAgain(t *testing.T) {
	t.Parallel()
	done := models.Outcome{State: models.Done, Status: 200}
	for name, meanwhile := range map[string]func(w *world, change models.Change){
		"another process is sending it": func(w *world, change models.Change) { w.begun(change) },
		"another profile is sending it": func(w *world, change models.Change) {
			w.author.Profile = "another"
			w.begun(change)
			w.author.Profile = "default"
		},
		"nobody knows what became of it": func(w *world, change models.Change) {
			_, ended := w.begun(change)
			ended()
		},
		"it is done and the API does not show it": func(w *world, change models.Change) {
			id, ended := w.begun(change)
			if err := w.openJournal().Conclude(id, done); err != nil {
				w.t.Error(err)
			}
			ended()
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, roomy)
			pushes := w.pushes(2)
			orders := []models.BatchRow{{Line: 2, Name: "NEW_1", Change: w.order("NEW_1")}, {Line: 3, Name: "NEW_2", Change: w.order("NEW_2")}}
			pushed, ordered := w.planBatch(models.PushAddress, pushes), w.planBatch(models.OrderVoiceSite, orders)
			meanwhile(w, pushes[0].Change)
			meanwhile(w, orders[0].Change)
			for _, batch := range []models.Batch{pushed, ordered} {
				sent := w.sendBatch(t.Context(), batch)
				if first := sent.Rows[0].Outcome; first.State != models.NotSent || first.Err == nil {
					t.Errorf("%s: the first row is %s, %v", batch.Kind, first.State, first.Err)
				}
				if second := sent.Rows[1].Outcome; second.State != models.Done {
					t.Errorf("%s: the second row is %s, %v", batch.Kind, second.State, second.Err)
				}
			}
			w.wantWrites(2, 2)
			pushed, ordered = w.planBatch(models.PushAddress, pushes), w.planBatch(models.OrderVoiceSite, orders)
			if states(pushed) != "held same" || states(ordered) != "held done" {
				t.Errorf("planned again it is %q and %q", states(pushed), states(ordered))
			}
		})
	}
}

// A label that was corrected makes no second order of a name that is ordered already
// and not shown yet.
func TestANameThatIsOrderedAndNotShownIsHeldUnderAnyLabel(t *testing.T) {
	t.Parallel()
	w := newWorld(t, roomy)
	change := w.order("NEW_1")
	id, ended := w.begun(change)
	if err := w.openJournal().Conclude(id, models.Outcome{State: models.Done, Status: 201}); err != nil {
		t.Fatal(err)
	}
	ended()
	change.Order.Label = "Another label"
	batch := w.planBatch(models.OrderVoiceSite, []models.BatchRow{{Line: 2, Name: "NEW_1", Change: change}})
	if states(batch) != "held" || batch.Rows[0].Unknown || batch.Rows[0].Earlier != id || batch.Sends() != 0 {
		t.Errorf("it is %q: %q", states(batch), batch.Rows[0].Why)
	}
}

func TestAnOrderWaitsForOneOfTheSameNameThatIsUnderWay(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	plan := w.plan(w.order("NEW_1"))
	_, ended := w.begun(w.order("NEW_1"))
	defer ended()
	again, err := w.Plan(t.Context(), w.order("NEW_1"))
	if err != nil || !strings.Contains(strings.Join(again.Problems, "\n"), "is ordering it right now") {
		t.Errorf("planned again it has the problems %q, %v", again.Problems, err)
	}
	if _, err := w.Send(t.Context(), plan, plan.Confirm.Answer(), nil); err == nil {
		t.Error("it was sent beside the other")
	}
	w.wantWrites(0, 0)
}

// A line of the journal that cannot be read may be of any row.
func TestABatchSaysThatTheJournalCouldNotBeReadWhole(t *testing.T) {
	t.Parallel()
	w := newWorld(t, roomy)
	pushes := w.pushes(2)
	orders := []models.BatchRow{{Line: 2, Name: "NEW_1", Change: w.order("NEW_1")}}
	w.send(w.plan(pushes[0].Change))
	for _, damaged := range []bool{false, true} {
		if damaged {
			file, err := os.OpenFile(filepath.Join(w.dir, "changes.jsonl"), os.O_WRONLY|os.O_APPEND, 0)
			if err != nil {
				t.Fatal(err)
			}
			_, err = file.WriteString("damage\n")
			if err := errors.Join(err, file.Close()); err != nil {
				t.Fatal(err)
			}
		}
		for _, batch := range []models.Batch{w.planBatch(models.PushAddress, pushes[1:]), w.planBatch(models.OrderVoiceSite, orders)} {
			said := 0
			for _, what := range batch.Rows[0].Plan.NotChecked {
				if strings.Contains(what, "could not read 1 lines") {
					said++
				}
			}
			if (said == 1) != damaged || said > 1 {
				t.Errorf("damaged %v: %s says it %d times: %q", damaged, batch.Kind, said, batch.Rows[0].Plan.NotChecked)
			}
		}
	}
}

// The newest change of a target counts, of this profile alone unless it may still be
// carried out; one that changed nothing does not.
func TestWhichEarlierChangeOfATargetCounts(t *testing.T) {
	t.Parallel()
	change := func(id, profile string, state models.OutcomeState) models.Record {
		return models.Record{
			ID: id, Profile: models.NewText(profile), Kind: models.PushAddress, State: state,
			Customer: models.NewText("10236"), Site: models.NewText("vs-1"),
		}
	}
	of := func(r models.Record, adapt func(*models.Record)) models.Record {
		adapt(&r)
		return r
	}
	own := change("own", "mine", models.Done)
	for name, test := range map[string]struct {
		records []models.Record // the newest first
		want    string
	}{
		"none":                    {nil, ""},
		"the newest":              {[]models.Record{change("new", "mine", models.Done), own}, "new"},
		"one that is open":        {[]models.Record{change("new", "mine", models.OutcomeUnknown), own}, "new"},
		"one that is under way":   {[]models.Record{change("new", "mine", models.Pending), own}, "new"},
		"not one that never left": {[]models.Record{change("new", "mine", models.NotSent), own}, "own"},
		"not one that is refused": {[]models.Record{change("new", "mine", models.Refused), own}, "own"},
		"not one of others":       {[]models.Record{change("new", "other", models.Done), own}, "own"},
		"an open one of others":   {[]models.Record{change("new", "other", models.OutcomeUnknown), own}, "new"},
		"one of others under way": {[]models.Record{change("new", "other", models.Pending), own}, "new"},
		"not one of another kind": {[]models.Record{of(own, func(r *models.Record) { r.Kind = models.OrderVoiceSite })}, ""},
		"not of another site":     {[]models.Record{of(own, func(r *models.Record) { r.Site = models.NewText("vs-2") })}, ""},
		"not of another customer": {[]models.Record{of(own, func(r *models.Record) { r.Customer = models.NewText("2") })}, ""},
	} {
		earlier := (&Engine{author: Author{Profile: "mine"}}).earlierOf(models.PushAddress, test.records)
		if got := earlier[siteTarget("10236", "vs-1")].ID; got != test.want {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}

func TestAPushThatIsDoneIsKeptBackForADay(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)
	engine := &Engine{now: func() time.Time { return now }}
	for name, test := range map[string]struct {
		ago  time.Duration
		hash string
		kept bool
	}{
		"just now":                {0, "same", true},
		"a day ago":               {sentLately, "same", true},
		"longer ago":              {sentLately + time.Second, "same", false},
		"after a clock was reset": {-time.Hour, "same", true},
		"another address":         {0, "other", false},
	} {
		record := models.Record{Kind: models.PushAddress, State: models.Done, At: now.Add(-test.ago), BodyHash: "same"}
		if why := engine.keepsBack(record, test.hash); (why != "") != test.kept {
			t.Errorf("%s: %q", name, why)
		}
	}
}
