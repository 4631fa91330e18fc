package shared

import (
	"bytes"
	"context"
	"strconv"
	"strings"
	"testing"
	"time"
)

func get(t *testing.T, s *Server, key, family string) (Answer, bool, Mark) {
	t.Helper()
	type got struct {
		a     Answer
		found bool
		m     Mark
	}
	g := must(t, func() (got, error) {
		a, found, m, err := s.Get(t.Context(), key, family)
		return got{a, found, m}, err
	})
	return g.a, g.found, g.m
}

func put(t *testing.T, s *Server, key, family string, m Mark, body string) {
	t.Helper()
	must(t, func() (any, error) { return nil, s.Put(t.Context(), key, family, m, time.Hour, []byte(body)) })
}

func drop(t *testing.T, s *Server, families ...string) {
	t.Helper()
	must(t, func() (any, error) { return s.Drop(t.Context(), families...) })
}

func TestAnswers(t *testing.T) {
	r, c := start(t), newClock()
	a, b := r.host(c), r.host(c)
	_, found, m := get(t, a, "k", "sites")
	if found {
		t.Fatal("found what nobody put")
	}
	c.pass(2 * time.Second)
	put(t, a, "k", "sites", m, "body\x00of bytes")
	t.Run("what one host read the other has, with its age since the read began", func(t *testing.T) {
		answer, found, _ := get(t, b, "k", "sites")
		if !found || string(answer.Body) != "body\x00of bytes" || answer.Age != 2*time.Second {
			t.Errorf("%v %q %v", found, answer.Body, answer.Age)
		}
	})
	t.Run("another credential does not see it", func(t *testing.T) {
		if _, found, _ := get(t, r.as("other:secret", c), "k", "sites"); found {
			t.Error("found")
		}
	})
	t.Run("under another family it does not open", func(t *testing.T) {
		if _, found, _ := get(t, b, "k", "orders"); found {
			t.Error("found")
		}
	})
	t.Run("a slower read that began earlier does not replace a newer one", func(t *testing.T) {
		_, _, early := get(t, a, "k", "sites")
		c.pass(time.Second)
		_, _, late := get(t, b, "k", "sites")
		put(t, b, "k", "sites", late, "late")
		put(t, a, "k", "sites", early, "early")
		if answer, _, _ := get(t, a, "k", "sites"); string(answer.Body) != "late" {
			t.Errorf("%q", answer.Body)
		}
	})
	t.Run("a change drops it on every host, and a read that began before cannot bring it back", func(t *testing.T) {
		_, _, before := get(t, a, "k", "sites")
		drop(t, b, "sites")
		if _, found, _ := get(t, a, "k", "sites"); found {
			t.Error("found after the change")
		}
		put(t, a, "k", "sites", before, "old")
		if _, found, _ := get(t, b, "k", "sites"); found {
			t.Error("the old value came back")
		}
	})
	t.Run("other families stay", func(t *testing.T) {
		_, _, m := get(t, a, "o", "orders")
		put(t, a, "o", "orders", m, "orders")
		drop(t, a, "sites")
		if _, found, _ := get(t, b, "o", "orders"); !found {
			t.Error("gone")
		}
	})
}

func TestGenerationsTellOfChangesMadeElsewhere(t *testing.T) {
	r, c := start(t), newClock()
	a, b := r.host(c), r.host(c)
	generations := func() map[string]string {
		return must(t, func() (map[string]string, error) { return b.Generations(t.Context(), "sites", "orders") })
	}
	before := generations()
	drop(t, a, "sites")
	after := generations()
	if after["sites"] == before["sites"] || after["orders"] != before["orders"] {
		t.Errorf("before %v, after %v", before, after)
	}
}

func TestAServerThatWasFlushedServesNothingOld(t *testing.T) {
	r, c := start(t), newClock()
	a := r.host(c)
	drop(t, a, "sites")
	_, _, m := get(t, a, "k", "sites")
	r.do(t, "FLUSHALL")
	put(t, a, "k", "sites", m, "of the time before")
	if _, found, _ := get(t, a, "k", "sites"); found {
		t.Error("a read of the time before was kept")
	}
}

func TestOnlyOneReadsAndTheOthersWaitForItsTurn(t *testing.T) {
	r := start(t)
	a, b := r.host(nil), r.host(nil)
	type turn struct {
		release func(context.Context)
		wait    time.Duration
	}
	lease := func(s *Server) turn {
		return must(t, func() (turn, error) {
			release, wait, err := s.Lease(t.Context(), "k", time.Minute)
			return turn{release, wait}, err
		})
	}
	first := lease(a)
	if first.release == nil {
		t.Fatal("the first is refused")
	}
	if second := lease(b); second.release != nil || second.wait <= 0 || second.wait > time.Minute {
		t.Fatalf("the second: %v", second.wait)
	}
	first.release(t.Context())
	second := lease(b)
	if second.release == nil {
		t.Fatal("not free after the release")
	}
	first.release(t.Context()) // again: it is no longer its own
	if third := lease(a); third.release != nil {
		t.Error("a release ended the turn of another")
	}
}

func TestTheServerLearnsNeitherNamesNorAnswers(t *testing.T) {
	r, c := start(t), newClock()
	a := r.host(c)
	_, _, m := get(t, a, "GET /customers/4711", "customers")
	put(t, a, "GET /customers/4711", "customers", m, "Arverne Logistics")
	drop(t, a, "customers")
	_, _, m = get(t, a, "GET /customers/4711", "customers")
	put(t, a, "GET /customers/4711", "customers", m, "Arverne Logistics")
	take(t, a, 60)
	var dump bytes.Buffer
	for key := range strings.FieldsSeq(strings.Trim(r.do(t, "KEYS", "*"), "[]")) {
		if !strings.HasPrefix(key, Prefix) {
			t.Errorf("key %q is outside of %q", key, Prefix)
		}
		kind := r.do(t, "TYPE", key)
		dump.WriteString(key + " ")
		switch kind {
		case "hash":
			dump.WriteString(r.do(t, "HGETALL", key))
		case "list":
			dump.WriteString(r.do(t, "LRANGE", key, "0", "-1"))
		case "string":
			dump.WriteString(r.do(t, "GET", key))
		}
	}
	for _, secret := range []string{"Arverne", "4711", "customers", "id:secret", "secret", "api.example"} {
		if strings.Contains(dump.String(), secret) {
			t.Errorf("the server holds %q: %q", secret, dump.String())
		}
	}
}

func TestAnAnswerMovedOrAlteredDoesNotOpen(t *testing.T) {
	r, c := start(t), newClock()
	a := r.host(c)
	_, _, m := get(t, a, "k", "f")
	put(t, a, "k", "f", m, "true")
	run := a.link.client.run
	from, to := a.names.of("answer", run, "k"), a.names.of("answer", run, "other")
	r.do(t, "COPY", from, to)
	if _, found, _ := get(t, a, "other", "f"); found {
		t.Error("moved to another name it still opens")
	}
	r.do(t, "HSET", from, "fetched", strconv.FormatInt(c.now().UnixMilli()-5, 10))
	if _, found, _ := get(t, a, "k", "f"); found {
		t.Error("with another time it still opens")
	}
	r.do(t, "HSET", to, "body", "short")
	if _, found, _ := get(t, a, "other", "f"); found {
		t.Error("rubbish opens")
	}
}
