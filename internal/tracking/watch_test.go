package tracking

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"btalk/internal/models"
)

// server answers a watch, counts its requests, and has a clock of its own.
type server struct {
	t        *testing.T
	now      time.Time
	spare    int
	orders   map[string]string // id → status
	revision map[string]int
	lists    int
	reads    int
	changes  []string
}

func newServer(t *testing.T, ids ...string) *server {
	t.Helper()
	s := &server{t: t, now: time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC), spare: 30, orders: map[string]string{}, revision: map[string]int{}}
	for _, id := range ids {
		s.orders[id] = "Current"
	}
	return s
}

func (s *server) order(id string) Order {
	return decode(s.t, fmt.Sprintf(`{"id":%q,"status":%q,"revision":%d}`, id, s.orders[id], s.revision[id]))
}

// serve asks the watch until nothing more is due.
func (s *server) serve(w *Watch) {
	for {
		ask := w.Due(s.now, s.spare)
		if ask.Empty() {
			return
		}
		if ask.List {
			s.lists++
			var current []Order
			for id, status := range s.orders {
				if status == "Current" {
					current = append(current, s.order(id))
				}
			}
			for _, first := range w.List(current, true, s.now) {
				s.changes = append(s.changes, first.Words())
			}
		}
		for _, id := range ask.Orders {
			s.reads++
			var change Change
			var news bool
			if _, there := s.orders[id]; there {
				change, news = w.Read(s.order(id))
			} else {
				change, news = w.Gone(id)
			}
			if news {
				s.changes = append(s.changes, change.Words())
			}
		}
	}
}

// pass lets time go by, a step at a time.
func (s *server) pass(w *Watch, long, step time.Duration) {
	for end := s.now.Add(long); s.now.Before(end); s.now = s.now.Add(step) {
		s.serve(w)
	}
}

func (s *server) watch(interval time.Duration, attended bool) *Watch {
	var known []Known
	for id := range s.orders {
		known = append(known, Known{ID: id})
	}
	slices.SortFunc(known, func(a, b Known) int { return strings.Compare(a.ID, b.ID) })
	return NewWatch(known, interval, attended, s.now)
}

func TestFiveOrdersForAnHourCostTheListOnceAMinute(t *testing.T) {
	t.Parallel()
	s := newServer(t, "1", "2", "3", "4", "5")
	w := s.watch(time.Minute, false)
	s.pass(w, time.Hour, time.Second)
	if s.lists != 60 || s.reads != 0 {
		t.Errorf("%d lists and %d orders were read in an hour, want 60 and none", s.lists, s.reads)
	}
	if len(s.changes) != 5 || s.changes[0] != "1 state Current" {
		t.Errorf("changes %q, want the present state of five", s.changes)
	}
}

func TestOnlyWhatChangedOrLeftTheListIsRead(t *testing.T) {
	t.Parallel()
	s := newServer(t, "1", "2", "3")
	w := s.watch(time.Minute, false)
	s.pass(w, time.Minute, time.Second)
	s.reads, s.changes = 0, nil
	s.revision["2"]++
	s.orders["3"] = "Closed"
	s.pass(w, 3*time.Minute, time.Second)
	if s.reads != 2 || fmt.Sprint(s.changes) != "[2 changed, state Current 3 state Current → Closed]" {
		t.Errorf("%d orders were read, changes %q", s.reads, s.changes)
	}
	if w.Watches("3") || !w.Watches("2") {
		t.Error("an order that is over is still watched, or one that is not is no longer")
	}
}

func TestAnOrderThatIsNotInTheListIsReadLessAndLessOften(t *testing.T) {
	t.Parallel()
	s := newServer(t, "1", "2")
	s.orders["2"] = "Held"
	w := s.watch(time.Minute, false)
	s.pass(w, time.Hour, time.Second)
	if s.reads < 5 || s.reads > 9 {
		t.Errorf("%d orders were read in an hour, want a handful", s.reads)
	}
	s.orders["2"] = "Completed"
	s.pass(w, LongestWait+time.Minute, time.Second)
	if w.Watches("2") || s.changes[len(s.changes)-1] != "2 state Held → Completed" {
		t.Errorf("changes %q", s.changes)
	}
}

func TestAnIncompleteListProvesNothingOfWhatIsNotInIt(t *testing.T) {
	t.Parallel()
	s := newServer(t, "1", "2")
	w := s.watch(time.Minute, false)
	s.serve(w)
	s.now = s.now.Add(time.Minute)
	if ask := w.Due(s.now, 9); !ask.List {
		t.Fatalf("asked for %+v", ask)
	}
	w.List([]Order{s.order("1")}, false, s.now)
	if ask := w.Due(s.now, 9); !ask.Empty() {
		t.Errorf("asked for %+v after a list that is not complete", ask)
	}
	s.now = s.now.Add(time.Minute)
	w.Due(s.now, 9)
	w.List([]Order{s.order("1")}, true, s.now)
	if ask := w.Due(s.now, 9); fmt.Sprint(ask.Orders) != "[2]" {
		t.Errorf("asked for %+v after a complete list without order 2", ask)
	}
}

func TestOneOrderIsReadWithoutTheList(t *testing.T) {
	t.Parallel()
	s := newServer(t, "1")
	w := s.watch(time.Minute, false)
	s.pass(w, 10*time.Minute, time.Second)
	if s.lists != 0 || s.reads != 10 || len(s.changes) != 1 {
		t.Errorf("%d lists and %d orders were read, changes %q", s.lists, s.reads, s.changes)
	}
	delete(s.orders, "1")
	s.pass(w, 5*time.Minute, time.Second)
	if s.reads != 11 || !strings.Contains(s.changes[1], "no longer known") || w.Status(s.now) != "no order is watched" {
		t.Errorf("%d orders were read, changes %q, status %q", s.reads, s.changes, w.Status(s.now))
	}
}

func TestNothingIsReadAfterTenMinutesWithoutAKey(t *testing.T) {
	t.Parallel()
	s := newServer(t, "1", "2")
	w := s.watch(time.Minute, true)
	s.pass(w, 9*time.Minute, time.Second)
	w.Present(s.now)
	s.pass(w, 10*time.Minute, time.Second)
	before := s.lists + s.reads
	if before != 19 {
		t.Errorf("%d requests in 19 minutes, want 19", before)
	}
	s.pass(w, time.Hour, time.Second)
	if after := s.lists + s.reads; after != before || !w.Idle(s.now) || !strings.Contains(w.Status(s.now), "press any key") {
		t.Errorf("%d requests after nobody was there, status %q", after-before, w.Status(s.now))
	}
	w.Present(s.now)
	s.serve(w)
	if s.lists+s.reads != before+1 || w.Status(s.now) != "" {
		t.Errorf("a key did not start the watch again: %q", w.Status(s.now))
	}
	s.pass(s.watch(time.Minute, false), time.Hour, time.Second)
	if s.lists < 60 {
		t.Errorf("a watch that nobody attends stopped after %d lists", s.lists)
	}
}

func TestOnlyWhatCanBeSparedIsRead(t *testing.T) {
	t.Parallel()
	s := newServer(t, "1", "2", "3")
	w := s.watch(time.Minute, false)
	s.spare = 0
	s.pass(w, time.Minute, time.Second)
	if s.lists+s.reads != 0 {
		t.Errorf("%d requests without any to spare", s.lists+s.reads)
	}
	if ask := w.Due(s.now, 1); !ask.List {
		t.Fatalf("asked for %+v, want the list", ask)
	}
	w.List(nil, false, s.now)
	if ask := w.Due(s.now, 2); len(ask.Orders) != 2 {
		t.Errorf("asked for %+v, want two orders", ask)
	}
	if ask := w.Due(s.now, 2); len(ask.Orders) != 1 {
		t.Errorf("asked for %+v, want the third", ask)
	}
}

func TestAfterErrorsTheWaitDoublesToFifteenMinutes(t *testing.T) {
	t.Parallel()
	s := newServer(t, "1", "2")
	w := s.watch(time.Minute, false)
	w.Due(s.now, 9)
	var waits []time.Duration
	for range 6 {
		w.Failed(s.now)
		failed := s.now
		for w.Due(s.now, 9).Empty() {
			if !strings.HasPrefix(w.Status(s.now), "the last reading failed; the next one is at ") {
				t.Fatalf("status %q", w.Status(s.now))
			}
			s.now = s.now.Add(time.Second)
		}
		waits = append(waits, s.now.Sub(failed))
	}
	if fmt.Sprint(waits) != "[2m0s 4m0s 8m0s 15m0s 15m0s 15m0s]" {
		t.Errorf("waited %v", waits)
	}
}

func TestWhatFailedIsReadAgainAndTheIntervalComesBack(t *testing.T) {
	t.Parallel()
	s := newServer(t, "1", "2")
	w := s.watch(time.Minute, false)
	w.Due(s.now, 9)
	w.List([]Order{s.order("1"), s.order("2")}, true, s.now)
	s.revision["1"]++
	s.revision["2"]++
	w.List([]Order{s.order("1"), s.order("2")}, true, s.now)
	if ask := w.Due(s.now, 9); len(ask.Orders) != 2 {
		t.Fatalf("asked for %+v", ask)
	}
	w.Read(s.order("1"))
	w.Failed(s.now)
	if ask := w.Due(s.now.Add(time.Minute), 9); !ask.Empty() {
		t.Errorf("asked for %+v a minute after an error", ask)
	}
	s.now = s.now.Add(2 * time.Minute)
	s.serve(w)
	if s.reads != 1 || s.lists != 1 {
		t.Errorf("%d lists and %d orders were read after the error, want the list and the order that failed", s.lists, s.reads)
	}
	s.pass(w, 5*time.Minute, time.Second)
	if s.lists != 5 {
		t.Errorf("%d lists were read in five minutes after the error was over", s.lists)
	}
}

func TestTheIntervalHasAFloor(t *testing.T) {
	t.Parallel()
	s := newServer(t, "1")
	w := s.watch(time.Second, false)
	s.pass(w, 5*time.Minute, time.Second)
	if s.reads != 10 {
		t.Errorf("%d readings in five minutes, want one in 30 s", s.reads)
	}
}

func TestWhatIsKnownSurvivesARestart(t *testing.T) {
	t.Parallel()
	s := newServer(t, "1", "2", "3")
	w := s.watch(time.Minute, false)
	s.serve(w)
	known := w.Known()
	for _, one := range known {
		if one.ID == "" || len(one.Item) != 16 || one.State != "Current" {
			t.Errorf("remembered %+v", one)
		}
	}
	s.changes = nil
	s.orders["2"] = "Closed"
	s.revision["3"]++
	again := NewWatch(known, time.Minute, false, s.now)
	s.serve(again)
	if fmt.Sprint(s.changes) != "[2 state Current → Closed 3 changed, state Current]" {
		t.Errorf("changes after a restart %q", s.changes)
	}
	s.changes = nil
	for _, known := range [][]Known{again.Known(), again.Known()[:1]} { // by the list, and one alone
		s.serve(NewWatch(known, time.Minute, false, s.now))
	}
	if len(s.changes) != 0 {
		t.Errorf("changes after a restart %q, want none: nothing changed", s.changes)
	}
}

func TestTheFirstStateComesFromTheListWhereItSaysOne(t *testing.T) {
	t.Parallel()
	listed := []Order{
		decode(t, `{"id":"1","status":"En cours"}`),
		decode(t, `{"id":"2"}`),
		decode(t, `{"id":"3","status":"Closed"}`),
	}
	now := time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC)
	w := NewWatch([]Known{{ID: "1"}, {ID: "2"}, {ID: "3"}, {ID: "4"}}, time.Minute, false, now)
	w.Due(now, 9)
	first := w.List(listed, false, now)
	if len(first) != 1 || first[0].ID != "1" || !first[0].First || first[0].New.Raw() != "En cours" {
		t.Errorf("the list gives %+v, want the state of the first", first)
	}
	if ask := w.Due(now, 9); fmt.Sprint(ask.Orders) != "[2 3 4]" {
		t.Errorf("asked for %+v, want what has no state, is over, or is not in a list that may lack it", ask)
	}
	change, news := w.Read(listed[1])
	if !news || !change.First {
		t.Errorf("the first reading of an order without a state gives %+v, %v", change, news)
	}
	if again := w.List(listed, false, now.Add(time.Minute)); len(again) != 0 {
		t.Errorf("the same list gives %+v again", again)
	}
	changed := decode(t, `{"id":"1","status":"En cours","step":"TEST"}`)
	w.List([]Order{changed}, false, now.Add(2*time.Minute))
	change, news = w.Read(changed)
	if !news || change.First || change.Words() != "1 changed, state En cours" {
		t.Errorf("a step that changed gives %q, %v", change.Words(), news)
	}
}

func TestOrdersAreAddedAndTakenOff(t *testing.T) {
	t.Parallel()
	s := newServer(t, "1", "2")
	w := NewWatch([]Known{{ID: "1"}, {ID: "1"}, {}}, time.Minute, true, s.now)
	s.serve(w)
	w.Add(Known{ID: "2"}, s.now)
	w.Add(Known{ID: "2"}, s.now)
	if ask := w.Due(s.now, 9); fmt.Sprint(ask.Orders) != "[2]" {
		t.Errorf("asked for %+v at once, want the order that was added", ask)
	}
	w.Read(s.order("2"))
	w.Remove("1")
	w.Remove("unknown")
	if len(w.Known()) != 1 || w.Watches("1") || !w.Watches("2") {
		t.Errorf("watched %+v", w.Known())
	}
	if _, ok := w.Read(s.order("1")); ok {
		t.Error("an order that is not watched has a change")
	}
	if _, ok := w.Gone("1"); ok {
		t.Error("an order that is not watched is gone")
	}
}

func TestAChangeInWords(t *testing.T) {
	t.Parallel()
	tests := []struct {
		change Change
		want   string
	}{
		{Change{ID: "7", First: true}, "7 state unknown"},
		{Change{ID: "7", New: models.NewText("held")}, "7 state unknown → held"},
		{Change{ID: "7", Old: models.NewText("held")}, "7 state held → unknown"},
		{Change{ID: "7", First: true, Gone: true}, "7 is no longer known to the server; it is not watched any more"},
	}
	for _, test := range tests {
		if got := test.change.Words(); got != test.want {
			t.Errorf("%q, want %q", got, test.want)
		}
	}
}
