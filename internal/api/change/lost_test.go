package change

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"btalk/internal/address"
	"btalk/internal/models"
)

// ways are the six ways in which an answer gets lost on its way back.
func ways() []string { return []string{"close", "reset", "stall", "half-header", "502", "504"} }

// TestAChangeWhoseAnswerIsLost: it was sent once, it stays unknown until it is
// read, and reading settles it without a second write.
func TestAChangeWhoseAnswerIsLost(t *testing.T) {
	t.Parallel()
	const worlds, runs = 5, 10
	for _, way := range ways() {
		for i := range worlds {
			t.Run(fmt.Sprint(way, i), func(t *testing.T) {
				t.Parallel()
				w := newWorld(t)
				for run := range runs {
					w.restart() // a new process
					w.loseAnswer(way, run)
				}
				w.wantWrites(runs, runs)
			})
		}
	}
}

func (w *world) loseAnswer(way string, run int) {
	w.t.Helper()
	plan := w.plan(w.push(w.site("GB"), address.Number, strconv.Itoa(200+run)))
	w.fault("PUT /customers/*/voicesites/*/voiceaddress " + way + " applied x1")
	sent := w.send(plan)
	w.wantWrites(run+1, run+1)
	if sent.State() != models.OutcomeUnknown || !w.lastRecord().Open() {
		w.t.Fatalf("run %d: outcome %s, in the journal %s; want unknown", run, sent.State(), w.lastRecord().State)
	}
	w.reconcileOnce()
	if state := w.lastRecord().State; state != models.Done {
		w.t.Fatalf("run %d: reading settled it as %s, want done", run, state)
	}
}

func TestOrdersAndNumbersWhoseAnswerIsLost(t *testing.T) {
	t.Parallel()
	const runs = 3
	kinds := map[string]struct {
		change func(w *world, i int) models.Change
		path   string
	}{
		"order":   {func(w *world, i int) models.Change { return w.order(fmt.Sprintf("NEW_SITE_%d", i)) }, "POST /customers/*/orders/voicesite "},
		"release": {func(w *world, i int) models.Change { return w.numbersChange(models.ReleaseNumbers, i) }, "POST /customers/*/opc/cloudvoicenumbers/release "},
		"publish": {func(w *world, i int) models.Change { return w.numbersChange(models.PublishNumbers, i) }, "POST /customers/*/opc/cloudvoicenumbers "},
	}
	for name, kind := range kinds {
		for _, way := range ways() {
			t.Run(name+"/"+way, func(t *testing.T) {
				t.Parallel()
				w := newWorld(t)
				before := 0
				if name == "publish" { // what is published already would not be sent
					before = 1
					site, ten := w.numbers("GB")
					w.send(w.plan(models.Change{
						Kind: models.ReleaseNumbers, Customer: site.Customer.Raw(), Site: site.ID.Raw(), Country: "GB", Ranges: []models.NumberRange{ten},
					}))
				}
				for i := range runs {
					w.restart()
					plan := w.plan(kind.change(w, i))
					w.fault(kind.path + way + " applied x1")
					if sent := w.send(plan); sent.State() != models.OutcomeUnknown {
						t.Fatalf("run %d: %+v; want unknown", i, sent.Outcomes)
					}
					w.wantWrites(before+i+1, before+i+1)
					w.reconcileOnce()
					record := w.lastRecord()
					if record.State != models.Done || (name == "order") == record.VoiceSite.Empty() {
						t.Fatalf("run %d: reading settled it as %s (%s)", i, record.State, record.Settled)
					}
				}
				w.wantWrites(before+runs, before+runs)
			})
		}
	}
}

// numbersChange publishes or releases one number of the first ten.
func (w *world) numbersChange(kind models.ChangeKind, i int) models.Change {
	site, ten := w.numbers("GB")
	ten.Start = shift(ten.Start, int64(i))
	ten.Stop = ten.Start
	return models.Change{
		Kind: kind, Customer: site.Customer.Raw(), Site: site.ID.Raw(), SiteName: site.Name.Raw(), Country: "GB",
		Ranges: []models.NumberRange{{Start: ten.Start, Stop: ten.Stop}},
	}
}

func TestAChangeThatGotLostOnTheWayThereStaysUnknown(t *testing.T) {
	t.Parallel()
	for _, way := range ways() {
		t.Run(way, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			plan := w.plan(w.push(w.site("GB"), address.Number, "77"))
			w.fault("PUT /customers/*/voicesites/*/voiceaddress " + way + " x1")
			w.send(plan)
			records := w.reconcileOnce()
			if len(records) != 1 || !records[0].Open() || records[0].Settled.Empty() {
				t.Errorf("reading says %+v, want unknown with what was found", records)
			}
			w.wantWrites(1, 0)
			for _, how := range []models.OutcomeState{models.NotSent, models.Pending, models.OutcomeUnknown, ""} {
				if err := w.Settle(plan.ID, how); err == nil {
					t.Errorf("a person settled it as %q", how)
				}
			}
			if err := w.Settle(plan.ID, models.Refused); err != nil {
				t.Fatal(err)
			}
			if record := w.lastRecord(); record.State != models.Refused {
				t.Errorf("a person settled it, but it is %s", record.State)
			}
			if again := w.reconcileOnce(); len(again) != 0 {
				t.Errorf("what a person settled is read about again: %+v", again)
			}
		})
	}
}

// reader is a client that counts readings of an address which takes its time.
type reader struct {
	Client

	mu       sync.Mutex
	readings []time.Time
	shows    func(n int) string
}

func (r *reader) VoiceAddress(context.Context, string, string, models.Mode) (models.Snapshot[models.Value], error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.readings = append(r.readings, time.Now())
	return models.Snapshot[models.Value]{Value: models.Value(r.shows(len(r.readings)))}, nil
}

// kept is a journal in memory with one open record.
type kept struct {
	Journal

	record models.Record
}

func (k *kept) Records() ([]models.Record, error) { return []models.Record{k.record}, nil }

func (k *kept) Settle(_ string, outcome models.Outcome) error {
	k.record.State, k.record.Settled = outcome.State, outcome.Settled
	return nil
}

func openAddress() *kept {
	return &kept{record: models.Record{
		ID: "a", Kind: models.PushAddress, State: models.OutcomeUnknown, Customer: models.NewText("1"), Site: models.NewText("2"),
		Body: models.Value(`{"a3":"NEW"}`), Previous: models.Value(`{"a3":"OLD"}`),
	}}
}

func TestReconcileReadsFiveTimesInTwoMinutes(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client := &reader{shows: func(int) string { return `{"a3":"OLD"}` }}
		journal := openAddress()
		began := time.Now()
		if _, err := New(client, journal, Author{}, time.Now).Reconcile(t.Context()); err != nil {
			t.Fatal(err)
		}
		if n := len(client.readings); n != 5 {
			t.Errorf("it was read %d times, want 5", n)
		}
		if !client.readings[0].Equal(began) || client.readings[4].Sub(began) != 2*time.Minute {
			t.Errorf("it was read from %v to %v, want at once to two minutes later", client.readings[0].Sub(began), client.readings[4].Sub(began))
		}
		if !journal.record.Open() || journal.record.Settled.Empty() {
			t.Errorf("the journal says %s, %q; want unknown and what was found", journal.record.State, journal.record.Settled)
		}
	})
}

func TestReconcileEndsWhenTheReadingSettlesIt(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		client := &reader{shows: func(n int) string {
			if n < 3 {
				return `{"a3":"OLD"}`
			}
			return `{"a3":"NEW","dialZone":"1"}`
		}}
		journal, began := openAddress(), time.Now()
		records, err := New(client, journal, Author{}, time.Now).Reconcile(t.Context())
		if err != nil || len(records) != 1 || records[0].State != models.Done || journal.record.State != models.Done {
			t.Errorf("got %+v, %v; the journal says %s", records, err, journal.record.State)
		}
		if n := len(client.readings); n != 3 {
			t.Errorf("it was read %d times, want 3", n)
		}
		if took := time.Since(began); took != 20*time.Second {
			t.Errorf("it took %v, want 20 s: no longer than until it is known", took)
		}
	})
}

func TestReconcileEndsWithItsContext(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
		defer cancel()
		client := &reader{shows: func(int) string { return `{"a3":"OLD"}` }}
		if _, err := New(client, openAddress(), Author{}, time.Now).Reconcile(ctx); err != nil {
			t.Fatal(err)
		}
		if n := len(client.readings); n != 2 {
			t.Errorf("it was read %d times in ten seconds, want 2", n)
		}
	})
}

func TestReconcileLeavesOtherProfilesAlone(t *testing.T) {
	t.Parallel()
	const name = "müller\u200b"
	for _, tt := range []struct {
		recorded, profile string
		own               bool
	}{
		{name, name, true},
		{models.NewText(name).String(), name, true}, // as the first release wrote it
		{name, "müller", false},
		{"", "another", false},
	} {
		client := &reader{shows: func(int) string { return `{"a3":"NEW"}` }}
		journal := openAddress()
		journal.record.Profile = models.NewText(tt.recorded)
		records, err := New(client, journal, Author{Profile: tt.profile}, time.Now).LookOnce(t.Context())
		if err != nil || len(records) == 1 != tt.own || len(client.readings) == 1 != tt.own {
			t.Errorf("%q for %q: got %+v, %v, %d readings", tt.recorded, tt.profile, records, err, len(client.readings))
		}
	}
}

func TestAddressesAreComparedByWhatTheyMean(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name, sent, before, there string
		done                      bool
	}{
		{"the same", `{"a3":"LYON"}`, `{"a3":"PARIS"}`, `{"a3":"LYON"}`, true},
		{"in another order, with a computed dial zone", `{"a3":"LYON","pc":"69003"}`, `{}`, `{"dialZone":"4","pc":"69003","a3":"LYON"}`, true},
		{"wrapped", `{"a3":"LYON"}`, `{}`, `{"address":{"a3":"LYON"}}`, true},
		{"with fields of the server", `{"a3":"LYON"}`, `{}`, `{"a3":"LYON","status":"ok"}`, true},
		{"composed by the server", "{\"a3\":\"Lie\u0300ge\"}", `{"a3":"PARIS"}`, "{\"a3\":\"Liège\"}", true},
		{"composed, and that was the change", "{\"a3\":\"Lie\u0300ge\"}", "{\"a3\":\"Liège\"}", "{\"a3\":\"Liège\"}", false},
		{"an element that was to go is still there", `{"a3":"LYON"}`, `{"a3":"LYON","unit":"2"}`, `{"a3":"LYON","unit":"2"}`, false},
		{"another dial zone than sent", `{"a3":"LYON","dialZone":"4"}`, `{}`, `{"a3":"LYON","dialZone":"1"}`, false},
		{"the one before", `{"a3":"LYON"}`, `{"a3":"PARIS"}`, `{"a3":"PARIS"}`, false},
		{"none", `{"a3":"LYON"}`, `null`, `null`, false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			client := &reader{shows: func(int) string { return c.there }}
			found, err := outcomeCheck{client, models.Record{Body: models.Value(c.sent), Previous: models.Value(c.before)}}.address(t.Context())
			if err != nil || found.done != c.done || found.words == "" {
				t.Errorf("got %+v, %v; want done = %v", found, err, c.done)
			}
		})
	}
}

// torn is a journal that can be read in part.
type torn struct{ Journal }

var errTorn = errors.New("could not read 2 lines")

func (torn) Records() ([]models.Record, error) { return []models.Record{{ID: "a"}}, errTorn }

func TestAChangeThatIsNotInTheJournalIsNotFound(t *testing.T) {
	t.Parallel()
	record, err := New(nil, openAddress(), Author{}, time.Now).Record("nope")
	if models.KindOf(err) != models.NotFound || !strings.Contains(err.Error(), "no change has the id nope") || record.ID != "" {
		t.Errorf("got %q, %v", record.ID, err)
	}
	engine := New(nil, torn{}, Author{}, time.Now)
	if record, err := engine.Record("a"); err != nil || record.ID != "a" {
		t.Errorf("one that was read is %q, %v", record.ID, err)
	}
	if _, err := engine.Record("b"); !errors.Is(err, errTorn) {
		t.Errorf("it may be in what could not be read, and the answer is %v", err)
	}
}
