package cli

import (
	"encoding/csv"
	"strings"
	"testing"

	"btalk/internal/sandbox"
)

// TestFindSearchesAllThatIsCachedWithoutARequest fills the cache with the lists, and
// searches for one thing of each by what it is called.
func TestFindSearchesAllThatIsCachedWithoutARequest(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{VoiceSites: 120})
	one := func(args string, field string) string {
		return text(t, b.mustRun(t, append(strings.Fields(args), "-o", "json")...).items(t)[0], field)
	}
	customer := one("voicesites", "customerCode")
	wanted := map[string]string{
		"customer":      one("customers", "name"),
		"VPN":           one("vpns "+customer, "vpnId"),
		"voicesite":     one("voicesites", "customerSiteLabel"),
		"number":        "00" + strings.TrimPrefix(one("numbers "+customer, "number"), "+"),
		"order":         one("orders --customer "+customer, "orderId"),
		"tracked order": one("tracking", "id"),
		"bill":          one("bills", "id"),
		"account":       one("accounts", "id"),
	}
	sent := b.server.Count("*", "/")
	for kind, query := range wanted {
		found := false
		for _, item := range b.mustRun(t, "find", query, "-o", "json").items(t) {
			found = found || strings.HasSuffix(text(t, item, "kind"), kind) && strings.HasPrefix(text(t, item, "command"), "btalk ")
		}
		if !found {
			t.Errorf("%q finds no %s", query, kind)
		}
	}
	rows, err := csv.NewReader(strings.NewReader(b.mustRun(t, "find", wanted["number"], "-o", "csv").out)).ReadAll()
	if err != nil || len(rows) != 2 || strings.Join(rows[0], ",") != "kind,id,name,about,command" {
		t.Errorf("%v, %v", rows, err)
	}
	if nothing := b.run(t, "find", "no such thing anywhere"); nothing.code != exitNothing || !strings.Contains(nothing.err, "searched:") {
		t.Errorf("exit %d: %s", nothing.code, nothing.err)
	}
	if now := b.server.Count("*", "/"); now != sent {
		t.Errorf("%d requests were sent", now-sent)
	}
}

func TestFindSaysWhatIsNotCached(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{VoiceSites: 60})
	got := b.run(t, "find", "lyon")
	if got.code != exitNothing || !strings.Contains(got.err, "nothing is cached to search in") || b.server.Count("*", "/") != 0 {
		t.Errorf("exit %d, %d requests: %s", got.code, b.server.Count("*", "/"), got.err)
	}
	b.mustRun(t, "voicesites")
	if got := b.run(t, "find", "a"); !strings.Contains(got.err, "not searched: customers") || strings.Contains(got.err, "voicesites,") {
		t.Errorf("exit %d: %s", got.code, got.err)
	}
	if got := b.run(t, "find"); got.code != exitUsage {
		t.Errorf("exit %d: %s", got.code, got.err)
	}
}

func TestFindSaysWhereNotAllWasSearched(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{VoiceSites: 60})
	customers := b.mustRun(t, "customers", "-o", "json").items(t)
	b.mustRun(t, "numbers", text(t, customers[0], "customerCode"))
	b.mustRun(t, "tracking")
	got := b.run(t, "find", "nothing of the kind")
	for _, says := range []string{
		sprintf("numbers: not all were searched: those of %d of %d customers are not cached", len(customers)-1, len(customers)),
		"tracked orders: not all were searched: only the current ones are cached",
	} {
		if !strings.Contains(got.err, says) {
			t.Errorf("%q is not in\n%s", says, got.err)
		}
	}
	b.mustRun(t, "tracking", "--status", "all")
	if got := b.run(t, "find", "nothing of the kind"); strings.Contains(got.err, "tracked orders: not all") {
		t.Errorf("all tracked orders are cached:\n%s", got.err)
	}
}

func TestACommandToTypeMeansNothingElseToAShell(t *testing.T) {
	t.Parallel()
	for arg, want := range map[string]string{"F-2026.1": "btalk bill F-2026.1", "$(rm)": "", "a b": "", "": "", "-x": "", "a;b": ""} {
		if got := commandLine([]string{"bill", arg}); got != want {
			t.Errorf("%q: %q, want %q", arg, got, want)
		}
	}
}
