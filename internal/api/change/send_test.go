package change

import (
	"context"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"btalk/internal/address"
	"btalk/internal/api"
	"btalk/internal/cache"
	"btalk/internal/models"
	"btalk/internal/sandbox"
	"btalk/internal/sandbox/faults"
)

func TestAnAddressIsPushedOnceAndWrittenDown(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	site := w.site("GB")
	change := w.push(site, address.Number, "77")
	plan := w.plan(change)
	if plan.Confirm.Type != "" {
		t.Errorf("an address asks to type %q, want a plain yes", plan.Confirm.Type)
	}
	var changed []string
	for _, d := range plan.Differences {
		if d.Changed() {
			changed = append(changed, d.Field)
		}
	}
	if len(changed) != 1 || changed[0] != "hno" {
		t.Errorf("the plan changes %q, want hno alone", changed)
	}
	sent := w.send(plan)
	if sent.State() != models.Done || sent.Note != "" {
		t.Fatalf("sent: %+v", sent.Outcomes)
	}
	w.wantWrites(1, 1)
	record := w.lastRecord()
	if record.State != models.Done || record.ID != plan.ID || record.Status != 200 || record.RequestID.Empty() || record.Method != "PUT" {
		t.Errorf("the journal says %+v", record)
	}
	if who := record.User.String(); who != "alice, sudo by bob, ssh from 192.0.2.7 5022 22" {
		t.Errorf("the journal says that it was %s", who)
	}
	now, err := w.client.VoiceAddress(t.Context(), change.Customer, change.Site, models.Cached)
	if err != nil || address.Decode(now.Value).Get(address.Number).Raw() != "77" {
		t.Errorf("afterwards the address is %s, %v", now.Value, err)
	}
}

func TestAPlanIsNeverSentTwice(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	plan := w.plan(w.push(w.site("GB"), address.Number, "77"))
	w.send(plan)
	for range 3 {
		if _, err := w.Send(t.Context(), plan, "yes", nil); !errors.Is(err, models.ErrSentBefore) {
			t.Errorf("got %v, want %v", err, models.ErrSentBefore)
		}
	}
	w.restart()
	if _, err := w.Send(t.Context(), plan, "yes", nil); !errors.Is(err, models.ErrSentBefore) {
		t.Errorf("after a restart: got %v, want %v", err, models.ErrSentBefore)
	}
	w.wantWrites(1, 1)
}

func TestWhatIsNotSent(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name  string
		adapt func(w *world, plan *models.Plan) (typed string)
		want  func(error) bool
	}{
		{"without an answer", func(*world, *models.Plan) string { return "" }, is(models.ErrWrongAnswer)},
		{"with no", func(*world, *models.Plan) string { return "n" }, is(models.ErrWrongAnswer)},
		{"with other bytes than shown", func(_ *world, plan *models.Plan) string {
			plan.Requests[0].Body = []byte(`{"a3":"ELSEWHERE"}`)
			return "yes"
		}, is(models.ErrPlanAltered)},
		{"with other bytes, and a digest to match", func(_ *world, plan *models.Plan) string {
			plan.Requests[0].Body = []byte(`{"a3":"ELSEWHERE"}`)
			plan.Digest = digestOf(plan.Requests)
			return "yes"
		}, is(models.ErrPlanAltered)},
		{"with problems", func(_ *world, plan *models.Plan) string {
			plan.Problems = []string{"a3: the value is missing"}
			return "yes"
		}, isKind(models.Invalid)},
		{"while changes are off", func(w *world, _ *models.Plan) string {
			w.client.SetWrite(false)
			return "yes"
		}, isKind(models.ReadOnly)},
		{"in a dry run", func(w *world, _ *models.Plan) string {
			w.restart(func(cfg *api.Config) { cfg.DryRun = true })
			return "yes"
		}, isKind(models.ReadOnly)},
		{"while the journal cannot be written", func(w *world, _ *models.Plan) string {
			if err := os.Mkdir(filepath.Join(w.dir, "changes.jsonl"), 0o700); err != nil {
				w.t.Fatal(err)
			}
			return "yes"
		}, func(err error) bool { return err != nil && strings.Contains(err.Error(), "journal") }},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			plan := w.plan(w.push(w.site("GB"), address.Number, "77"))
			typed := c.adapt(w, &plan)
			if _, err := w.Send(t.Context(), plan, typed, nil); !c.want(err) {
				t.Errorf("got %v", err)
			}
			w.wantWrites(0, 0)
		})
	}
}

func is(want error) func(error) bool {
	return func(err error) bool { return errors.Is(err, want) }
}

func isKind(want models.Kind) func(error) bool {
	return func(err error) bool { return models.KindOf(err) == want }
}

func TestAReadOnlyKeyIsToldWhyAndNothingLeaves(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(o *sandbox.Options) { o.Profile = sandbox.ProfileReadOnly })
	plan := w.plan(w.push(w.site("GB"), address.Number, "77"))
	_, err := w.Send(t.Context(), plan, "yes", nil)
	if models.KindOf(err) != models.Forbidden || !strings.Contains(err.Error(), "readonly") || strings.Contains(models.AdviceFor(err).Hint, "--write") {
		t.Errorf("got %v, want read-only with the rights profile as the reason", err)
	}
	w.wantWrites(0, 0)
}

func TestATargetThatChangedSinceThePlanIsNotOverwritten(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	site := w.site("GB")
	plan := w.plan(w.push(site, address.Number, "77"))
	w.send(w.plan(w.push(site, address.Number, "5"))) // somebody else
	_, err := w.Send(t.Context(), plan, "yes", nil)
	var changed *models.TargetChanged
	if !errors.As(err, &changed) {
		t.Fatalf("got %v, want that the target has changed", err)
	}
	w.wantWrites(1, 1)
	for _, d := range changed.Plan.Differences {
		if d.Field == "hno" && (d.Before.Raw() != "5" || d.After.Raw() != "77") {
			t.Errorf("the new plan goes from %s to %s, want from 5 to 77", d.Before, d.After)
		}
	}
	w.send(changed.Plan)
	w.wantWrites(2, 2)
}

func TestAServerThatTakesTheAddressByPOST(t *testing.T) {
	t.Parallel()
	w := newWorld(t, func(o *sandbox.Options) { o.PostAddress = true })
	sent := w.send(w.plan(w.push(w.site("GB"), address.Number, "77")))
	if sent.State() != models.Done {
		t.Fatalf("sent: %+v", sent.Outcomes)
	}
	w.wantWrites(2, 1)
	if record := w.lastRecord(); record.Method != http.MethodPost || record.State != models.Done {
		t.Errorf("the journal says %s, %s", record.Method, record.State)
	}
	if audit, err := w.Verify(); err != nil || audit.Lines != 4 {
		t.Errorf("the journal has %d lines (%v), want an intent and an outcome for each attempt", audit.Lines, err)
	}
}

func TestTheOtherPathIsTakenOnlyOnACompleteAnswerOfTheGateway(t *testing.T) {
	t.Parallel()
	cases := []struct {
		name     string
		fault    string
		received int
		want     models.OutcomeState
	}{
		{"not found", "POST /customers/*/orders/voicesite 404/60", 2, models.Done},
		{"not allowed", "POST /customers/*/orders/voicesite 405/61", 2, models.Done},
		{"another code", "POST /customers/*/orders/voicesite 404/20", 1, models.Refused},
		{"a web page", "POST /customers/*/orders/voicesite html", 1, models.OutcomeUnknown},
		{"refused by its values", "POST /customers/*/orders/voicesite 400/24", 1, models.Refused},
		{"no answer", "POST /customers/*/orders/voicesite close", 1, models.OutcomeUnknown},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			plan := w.plan(w.order("NEW_SITE"))
			w.fault(c.fault)
			if sent := w.send(plan); sent.State() != c.want {
				t.Errorf("got %+v, want %s", sent.Outcomes, c.want)
			}
			if got := w.writes(); got != c.received {
				t.Errorf("the server received %d orders, want %d", got, c.received)
			}
		})
	}
}

func (w *world) fault(text string) {
	w.t.Helper()
	fault, err := faults.Parse(text)
	if err != nil {
		w.t.Fatal(err)
	}
	if strings.Contains(text, " stall") {
		awaited := counts{w.writes() + 1, int(w.changes.Load())}
		if strings.Contains(text, " applied") {
			awaited.applied++
		}
		w.stalled.Store(&awaited)
	}
	w.server.Insert(faults.New(fault))
}

func TestAnOrderAsksForItsNameAndBringsTheNewVoiceSite(t *testing.T) {
	t.Parallel()
	for name, path := range map[string]sandbox.OrderPath{"one path": sandbox.OrderPathVoiceSite, "the other": sandbox.OrderPathPlain} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t, func(o *sandbox.Options) { o.OrderPath = path })
			plan := w.plan(w.order("NEW_SITE"))
			if _, err := w.Send(t.Context(), plan, "yes", nil); !errors.Is(err, models.ErrWrongAnswer) {
				t.Errorf("a plain yes was taken: %v", err)
			}
			sent := w.send(plan)
			if sent.State() != models.Done || sent.Outcomes[0].VoiceSite.Empty() {
				t.Fatalf("sent: %+v", sent.Outcomes)
			}
			site := sent.Outcomes[0].VoiceSite
			orders, err := w.client.Orders(t.Context(), plan.Change.Customer, models.Cached)
			listed := slices.ContainsFunc(orders.Value, func(o models.Order) bool {
				return o.VoiceSite.Raw() == site.Raw() && o.Reference.Raw() == plan.Change.Order.Reference
			})
			if err != nil || !listed {
				t.Errorf("the order is not among the %d that are listed, %v", len(orders.Value), err)
			}
			again, err := w.Plan(t.Context(), plan.Change)
			if err != nil || len(again.Problems) == 0 {
				t.Errorf("the same order could be planned again: %q, %v", again.Problems, err)
			}
			if record := w.lastRecord(); record.VoiceSite.Raw() != site.Raw() {
				t.Errorf("the journal names the voicesite %q, want %q", record.VoiceSite, site)
			}
		})
	}
}

// mute is a client whose changes are answered with nothing.
type mute struct{ *api.Client }

func (m mute) Send(ctx context.Context, op string, request models.PlannedRequest, families ...cache.Family) models.Outcome {
	outcome := m.Client.Send(ctx, op, request, families...)
	outcome.Answer = nil
	return outcome
}

func TestTheNewVoiceSiteIsFoundWhereTheAnswerDoesNotNameIt(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	plan := w.plan(w.order("NEW_SITE"))
	w.Engine = New(mute{w.client}, w.openJournal(), Author{Profile: "default"}, time.Now)
	sent := w.send(plan)
	if sent.State() != models.Done || sent.Outcomes[0].VoiceSite.Empty() || w.lastRecord().VoiceSite.Empty() {
		t.Errorf("sent: %+v; the journal: %+v", sent.Outcomes, w.lastRecord())
	}
	w.wantWrites(1, 1)
}

func TestRefusalsStandBesideTheFieldTheyName(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	change := w.push(w.site("FR"), address.Street, "Rue Qui N'existe Pas")
	sent := w.send(w.plan(change))
	if sent.State() != models.Refused || sent.Outcomes[0].Fields["a6"] == "" {
		t.Errorf("got %+v, want the server's words beside a6", sent.Outcomes)
	}
	w.wantWrites(1, 0)
}

func TestUndoPlansTheReverse(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	site := w.site("GB")
	first, err := w.client.VoiceAddress(t.Context(), site.Customer.Raw(), site.ID.Raw(), models.Refresh)
	if err != nil {
		t.Fatal(err)
	}
	plan := w.plan(w.push(site, address.Number, "77"))
	w.send(plan)
	back, err := w.Undo(plan.ID)
	if err != nil || back.Undoes != plan.ID {
		t.Fatalf("Undo: %+v, %v", back, err)
	}
	w.send(w.plan(back))
	now, err := w.client.VoiceAddress(t.Context(), site.Customer.Raw(), site.ID.Raw(), models.Refresh)
	if err != nil || !address.Decode(now.Value).Equal(address.Decode(first.Value)) {
		t.Errorf("after the way back the address is %s, want %s (%v)", now.Value, first.Value, err)
	}
	if record := w.lastRecord(); record.Undoes.Raw() != plan.ID {
		t.Errorf("the journal does not say what was taken back: %+v", record)
	}
}

func TestASlowReadThatBeganBeforeCannotBringTheOldValueBack(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	site := w.site("GB")
	plan := w.plan(w.push(site, address.Number, "77"))
	held := &holding{next: w.newTransport(), reached: make(chan struct{}), release: make(chan struct{})}
	reader := w.newClient(func(cfg *api.Config) { cfg.Transport = held })
	read := make(chan error, 1)
	go func() {
		_, err := reader.VoiceAddress(t.Context(), plan.Change.Customer, plan.Change.Site, models.Refresh)
		read <- err
	}()
	<-held.reached // the server has given the old value, which is on its way
	w.send(plan)
	close(held.release)
	if err := <-read; err != nil {
		t.Fatal(err)
	}
	for name, client := range map[string]*api.Client{"the sender": w.client, "the reader": reader} {
		now, err := client.VoiceAddress(t.Context(), plan.Change.Customer, plan.Change.Site, models.Cached)
		if got := address.Decode(now.Value).Get(address.Number).Raw(); err != nil || got != "77" {
			t.Errorf("%s sees %q afterwards (%v), want 77", name, got, err)
		}
	}
}

// holding keeps back the answer of the first read of an address.
type holding struct {
	next             http.RoundTripper
	once             sync.Once
	reached, release chan struct{}
}

func (h *holding) RoundTrip(req *http.Request) (*http.Response, error) {
	resp, err := h.next.RoundTrip(req)
	if strings.HasSuffix(req.URL.Path, "/voiceaddress") {
		h.once.Do(func() {
			close(h.reached)
			<-h.release
		})
	}
	return resp, err
}
