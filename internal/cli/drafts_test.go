package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"btalk/internal/models"
	"btalk/internal/sandbox"
	"btalk/internal/ui/screen"
)

func TestDraftsAreListedAndDeleted(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	if got := b.mustRun(t, "drafts", "-o", "json").items(t); len(got) != 0 {
		t.Errorf("drafts before any: %v", got)
	}
	s := newRuntime(Process{Now: b.now}, b.env).backend
	s.flags.profile = "default"
	const lyon = `{"version":1,"target":{},"country":"FR","countryName":"France","step":"fields","address":{"a3":"Lyon"}}`
	if err := s.drafts().Save("abc", []byte(lyon)); err != nil {
		t.Fatal(err)
	}
	drafts := b.mustRun(t, "drafts", "-o", "json").items(t)
	if len(drafts) != 1 || drafts[0]["id"] != "abc" || drafts[0]["age"] == "" || !strings.Contains(text(t, drafts[0], "what"), "France") {
		t.Fatalf("drafts: %v", drafts)
	}
	if csv := b.mustRun(t, "drafts", "-o", "csv").out; !strings.Contains(csv, "abc,") {
		t.Errorf("as CSV: %s", csv)
	}
	for _, id := range []string{"nothing", "../../abc"} {
		if got := b.run(t, "drafts", "delete", id); got.code != exitNothing {
			t.Errorf("delete %q: exit %d", id, got.code)
		}
	}
	closeDraft, err := s.drafts().Open("abc")
	if err != nil {
		t.Fatal(err)
	}
	if got := b.run(t, "drafts", "delete", "abc"); got.code != exitFailed || !strings.Contains(got.err, "open in another session") {
		t.Errorf("a draft in use: exit %d: %s", got.code, got.err)
	}
	closeDraft()
	b.mustRun(t, "drafts", "delete", "abc")
	if err := os.WriteFile(filepath.Join(s.draftDir(), "bad.draft"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	b.mustRun(t, "drafts", "delete", "bad") // a damaged one too
	if got := b.mustRun(t, "drafts", "-o", "json").items(t); len(got) != 0 {
		t.Errorf("drafts afterwards: %v", got)
	}
}

func TestAChangeOfUnknownOutcomeIsSettledByHand(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	s := newRuntime(Process{Now: b.now}, b.env).backend
	killed := models.Record{ID: "k7f3q9t2xa", Kind: models.PushAddress, Customer: models.NewText("1"), Method: "PUT", Path: models.NewText("/x")}
	if err := s.records().Intend(killed); err != nil { // and no outcome: killed in between
		t.Fatal(err)
	}
	changes := b.mustRun(t, "--offline", "changes", "-o", "json").items(t)
	if len(changes) != 1 || changes[0]["state"] != "unknown" {
		t.Fatalf("changes: %v", changes)
	}
	id := text(t, changes[0], "id")
	for _, c := range []struct {
		args []string
		code int
	}{
		{[]string{"changes", "settle", id}, exitUsage},
		{[]string{"changes", "settle", id, "done"}, exitUsage},
		{[]string{"changes", "settle", id, "done", "--why", " \u200b"}, exitUsage},
		{[]string{"changes", "settle", id, "maybe", "--why", "x"}, exitUsage},
		{[]string{"changes", "settle", "nothing", "done", "--why", "x"}, exitNothing},
		{[]string{"changes", "settle", id, "refused", "--why", "ticket 4711", "-o", "json"}, exitDone},
		{[]string{"changes", "settle", id, "done", "--why", "once more"}, exitFailed},
	} {
		if got := b.run(t, append([]string{"--offline"}, c.args...)...); got.code != c.code {
			t.Errorf("%q: exit %d, want %d:\n%s", c.args, got.code, c.code, got.err)
		}
	}
	one := b.mustRun(t, "--offline", "changes", id, "-o", "json").object(t)
	if settled := text(t, one, "settled"); one["state"] != "refused" || !strings.Contains(settled, "ticket 4711") || !strings.Contains(settled, "settled by") {
		t.Errorf("the journal says %v: %v", one["state"], one["settled"])
	}
	if got := b.run(t, "changes", "verify"); got.code != exitDone {
		t.Errorf("the journal is broken: %s", got.err)
	}
}

func TestADraftIsListedAsWhatItIs(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	s := newRuntime(Process{Now: b.now}, b.env).backend
	s.flags.profile = "default"
	for id, test := range map[string]struct {
		data, what string
		opens      screen.Route
	}{
		"address": {`{"version":1,"target":{},"country":"FR","countryName":"France","step":"fields","address":{"a3":"Lyon"}}`, "France", screen.Address{Draft: "address"}},
		"order":   {`{"form":"order","formVersion":1,"title":"order of a voicesite FR_1"}`, "order of a voicesite FR_1", screen.OrderSite{Draft: "order"}},
		"ranges":  {`{"form":"ranges","formVersion":1,"title":"number ranges 331"}`, "number ranges 331", screen.Ranges{Draft: "ranges"}},
		"unknown": {`{"form":"later"}`, "an address", screen.Address{Draft: "unknown"}},
	} {
		if err := s.drafts().Save(id, []byte(test.data)); err != nil {
			t.Fatal(err)
		}
		offered := shelf{s}.List()
		if len(offered) != 1 || offered[0].Route() != test.opens {
			t.Errorf("%s: offered %+v", id, offered)
		}
		drafts := b.mustRun(t, "drafts", "-o", "json").items(t)
		if len(drafts) != 1 || !strings.Contains(text(t, drafts[0], "what"), test.what) {
			t.Errorf("%s: listed %v", id, drafts)
		}
		b.mustRun(t, "drafts", "delete", id)
	}
}
