package cli

import (
	"encoding/csv"
	"fmt"
	"strings"
	"testing"

	"btalk/internal/models"
	"btalk/internal/sandbox"
)

// TestEveryListIsTheSameInItsThreeForms reads each list as CSV, JSON and as a table:
// the rows are the same, in the same order, and none of it is asked for twice.
func TestEveryListIsTheSameInItsThreeForms(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	for args, key := range map[string]string{ // of a column that tells the rows apart
		"customers": "customerCode", "vpns arverne": "vpnId", "voicesites lyon": "voiceSiteId", "countries": "iso2",
		"geoareas CH": "", "orders": "orderId", "numbers arverne": "number",
	} {
		list := strings.Fields(args)
		items := b.mustRun(t, append(list, "-o", "json")...)
		b.server.ForgetRequests()
		rows, err := csv.NewReader(strings.NewReader(b.mustRun(t, append(list, "-o", "csv")...).out)).ReadAll()
		if err != nil || len(rows) < 2 {
			t.Errorf("%s: %d lines of CSV, %v", args, len(rows), err)
			continue
		}
		at := 0
		for i, field := range rows[0] {
			if field == key {
				at = i
			}
		}
		table := b.mustRun(t, list...).out
		for i, line := range rows[1:] {
			if len(line) != len(rows[0]) {
				t.Errorf("%s: line %d has %d cells", args, i, len(line))
			}
			if i < 5 && !strings.Contains(table, line[at]) {
				t.Errorf("%s: the table lacks %q", args, line[at])
			}
		}
		if lines := strings.Count(strings.TrimSpace(table), "\n") + 1; lines < len(rows) {
			t.Errorf("%s: %d lines of a table, %d of CSV", args, lines, len(rows))
		}
		if key != "" {
			for i, item := range items.items(t) {
				if got := fmt.Sprint(item[key]); got != rows[i+1][at] {
					t.Errorf("%s: item %d is %s in JSON and %s in CSV", args, i, got, rows[i+1][at])
				}
			}
		}
		if sent := b.server.Requests(); len(sent) > 0 {
			t.Errorf("%s: asked again for %s", args, sent[0].Path)
		}
	}
}

func TestEveryCommandSaysWhatItNeeds(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	for args, says := range map[string]string{
		"geoareas": "ISO2", "geoareas CH a b c d": "too many", "country": "ISO2", "numbers": "CUSTOMER", "voicesite": "needs",
		"address schema": "ISO2", "address check": "ISO2", "address search FR": "what to search for", "address spread FR": "the address to spread",
		"cache info x": "too many", "cache clear x": "too many", "drafts delete": "needs", "config show x": "too many", "completion tcsh": "bash, zsh and fish",
	} {
		got := b.run(t, strings.Fields(args)...)
		if got.code != exitUsage || !strings.Contains(got.err, says) || got.out != "" {
			t.Errorf("%s: exit %d, want %d and %q\n%s%s", args, got.code, exitUsage, says, got.out, got.err)
		}
	}
	if sent := b.server.Requests(); len(sent) > 0 {
		t.Errorf("a call that was wrong sent a request to %s", sent[0].Path)
	}
}

func TestAnAreaThatIsNotThereIsAnsweredByTheNearest(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	first := b.mustRun(t, "geoareas", "CH", "-o", "csv")
	name := strings.Split(first.out, "\n")[1]
	got := b.run(t, "geoareas", "CH", strings.Trim(name, `"`)+"x")
	if got.code != exitNothing || !strings.Contains(got.err, "has no area1") {
		t.Errorf("exit %d\n%s", got.code, got.err)
	}
	if below := b.mustRun(t, "geoareas", "CH", strings.Trim(name, `"`), "-o", "csv"); !strings.HasPrefix(below.out, "area2\n") {
		t.Errorf("the next level:\n%.100s", below.out)
	}
}

func TestAClearedCacheHoldsNothing(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	b.mustRun(t, "customers")
	entries := func() (total float64) {
		for _, item := range b.mustRun(t, "cache", "info", "-o", "json").items(t) {
			count, ok := item["entries"].(float64)
			if !ok {
				t.Fatalf("entries are %v", item["entries"])
			}
			total += count
		}
		return total
	}
	if entries() == 0 {
		t.Error("nothing is cached after a read")
	}
	b.mustRun(t, "cache", "clear")
	if left := entries(); left != 0 {
		t.Errorf("%v entries are left", left)
	}
	if got := b.run(t, "customers", "--offline"); got.code != exitUnreachable {
		t.Errorf("offline with nothing cached: exit %d\n%s", got.code, got.err)
	}
}

func TestASiteIsGivenItsAddressOnce(t *testing.T) {
	t.Parallel()
	site := func(text string) models.VoiceSite {
		s, _ := models.DecodeVoiceSite(models.Value(text))
		return s
	}
	for name, tc := range map[string]struct{ site, kept, want string }{
		"beside its fields":          {`{"voiceSiteId":"1","n":1.50}`, `{"a3":"Lyon"}`, `{"voiceSiteId":"1","n":1.50,"address":{"a3":"Lyon"}}`},
		"it has one":                 {`{"voiceSiteId":"1","address":{"a3":"Nice"}}`, `{"a3":"Lyon"}`, `{"voiceSiteId":"1","address":{"a3":"Nice"}}`},
		"there is none":              {`{"voiceSiteId":"1"}`, `null`, `{"voiceSiteId":"1"}`},
		"what came is not an object": {`{"voiceSiteId":"1"}`, `["x"]`, `{"voiceSiteId":"1"}`},
	} {
		if got := string(withAddress(site(tc.site), models.Value(tc.kept))); got != tc.want {
			t.Errorf("%s: %s, want %s", name, got, tc.want)
		}
	}
}
