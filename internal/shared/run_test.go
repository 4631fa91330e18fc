package shared

import (
	"testing"
	"time"
)

func TestAServerThatWentBackToAnOldStateGivesNothingFromIt(t *testing.T) {
	r, c := start(t), newClock()
	s := r.host(c)
	_, _, m := get(t, s, "site", "sites")
	put(t, s, "site", "sites", m, "before the change")
	if _, found, _ := get(t, s, "site", "sites"); !found {
		t.Fatal("not kept")
	}
	known := must(t, func() (map[string]string, error) { return s.Drop(t.Context(), "other") })
	r.do(t, "SAVE")
	drop(t, s, "sites") // is lost with the server
	r.Down()
	r.Up() // reads what SAVE wrote
	if got := r.do(t, "DBSIZE"); got == "0" {
		t.Fatal("the server did not read its old state: this proves nothing")
	}
	if a, found, _ := get(t, s, "site", "sites"); found {
		t.Errorf("got %q, which a change made wrong", a.Body)
	}
	now := must(t, func() (map[string]string, error) { return s.Generations(t.Context(), "other") })
	if now["other"] == known["other"] {
		t.Error("a family has the generation of before: nobody would notice what happened meanwhile")
	}
}

func TestAServerThatLostItsLogIsKnownByItsAge(t *testing.T) {
	r, c := start(t), newClock()
	s := r.host(c)
	age := func() time.Duration {
		return must(t, func() (Ledger, error) { return s.Ledger(t.Context(), rules) }).Age
	}
	if got := age(); got != 0 {
		t.Errorf("a new log is %v old", got)
	}
	c.pass(time.Hour)
	if got := age(); got != time.Hour {
		t.Errorf("after an hour it is %v old", got)
	}
	r.do(t, "FLUSHALL")
	if got := age(); got != 0 {
		t.Errorf("after it was emptied it is %v old", got)
	}
	c.pass(time.Minute)
	r.Down()
	r.Up()
	if got := age(); got != 0 {
		t.Errorf("after a restart it is %v old", got)
	}
}
