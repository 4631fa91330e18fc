package cli

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"btalk/internal/sandbox"
	"btalk/internal/sandbox/faults"
)

// britishSite is a voicesite whose address the sandbox takes by its schema
// alone, with an address to push.
func britishSite(t *testing.T, b *bench) (id string, address []string) {
	t.Helper()
	for _, item := range b.mustRun(t, "voicesites", "--country", "GB", "-o", "json").items(t) {
		if _, has := item["address"]; has {
			return text(t, item, "voiceSiteId"), []string{"hno=77", "a6=Old Broad Street", "a3=London", "pc=EC2N 1HQ", "dialZone=20"}
		}
	}
	t.Fatal("the sandbox has no British voicesite with an address")
	return "", nil
}

func push(site string, address []string, more ...string) []string {
	return append(append([]string{"address", "push", site, "GB"}, address...), more...)
}

func writes(b *bench) int { return b.server.Count("PUT", "/") + b.server.Count("POST", "/customers") }

func TestChangesNeedAYes(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	site, address := britishSite(t, b)
	tests := []struct {
		name string
		args []string
		code int
		says string
	}{
		{"not a terminal and no --yes", append([]string{"--write"}, push(site, address)...), exitUsage, "--yes"},
		{"changes are off", push(site, address, "--yes"), exitUsage, "--write"},
		{"a dry run", append([]string{"--write"}, push(site, address, "--dry-run", "--yes")...), exitDone, ""},
		{"a dry run while changes are off", push(site, address, "--dry-run"), exitDone, ""},
		{"an address with violations", append([]string{"--write"}, push(site, []string{"hno=x!"}, "--yes")...), exitFailed, "problem"},
		{"another country than the voicesite's", []string{"--write", "address", "push", site, "FR", "a3=Lyon", "--yes"}, exitUsage, "FR"},
		{"an order without its VPN", []string{"--write", "order", "create", "--customer", "meridian", "--country", "GB", "--name", "X", "--label", "Y"}, exitUsage, "--vpn"},
		{"a range that is none", []string{"--write", "numbers", "publish", "meridian", site, "44-x", "--yes"}, exitUsage, "range"},
	}
	for _, test := range tests {
		got := b.run(t, test.args...)
		if got.code != test.code || !strings.Contains(got.err, test.says) {
			t.Errorf("%s: exit %d, want %d with %q; standard error:\n%s", test.name, got.code, test.code, test.says, got.err)
		}
	}
	if n := writes(b); n != 0 {
		t.Errorf("%d writes were received, want none", n)
	}
}

func TestAddressPushSendsOnceAndIsWrittenDown(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	site, address := britishSite(t, b)
	plan := b.mustRun(t, push(site, address, "--dry-run")...).out
	for _, part := range []string{"hno", "77", "PUT /customers/", "/voiceaddress"} {
		if !strings.Contains(plan, part) {
			t.Errorf("the plan does not show %q:\n%s", part, plan)
		}
	}
	sent := b.mustRun(t, append([]string{"--write", "-o", "json"}, push(site, address, "--yes")...)...).items(t)
	if len(sent) != 1 || sent[0]["state"] != "done" || writes(b) != 1 {
		t.Errorf("sent %v with %d writes, want one that is done", sent, writes(b))
	}
	changes := b.mustRun(t, "changes", "-o", "json").items(t)
	if len(changes) != 1 || changes[0]["id"] != sent[0]["id"] || changes[0]["state"] != "done" || changes[0]["requestId"] == "" {
		t.Errorf("the journal says %v", changes)
	}
	one := b.mustRun(t, "changes", text(t, changes[0], "id"), "-o", "json").object(t)
	if one["method"] != "PUT" || one["body"] == nil || one["previous"] == nil {
		t.Errorf("the change in full is %v", one)
	}
	if got := b.run(t, "changes", "nonsense"); got.code != exitNothing {
		t.Errorf("an id that does not exist: exit %d, want %d", got.code, exitNothing)
	}
	if now := b.mustRun(t, "voicesite", site).out; !strings.Contains(now, "77") {
		t.Errorf("afterwards the voicesite is\n%s", now)
	}
}

func TestAlteredJournalIsNoticed(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	site, address := britishSite(t, b)
	b.mustRun(t, append([]string{"--write"}, push(site, address, "--yes")...)...)
	if out := b.mustRun(t, "changes", "verify").out; !strings.Contains(out, "2 lines") {
		t.Errorf("verify says %q", out)
	}
	path := filepath.Join(b.env.Dirs.State, "changes.jsonl")
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(strings.Replace(string(text), "77", "78", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := b.run(t, "changes", "verify"); got.code != exitFailed || !strings.Contains(got.err, "line 1") {
		t.Errorf("exit %d: %s", got.code, got.err)
	}
}

func TestAChangeWithoutAnswerEndsWithSeven(t *testing.T) {
	t.Parallel()
	for _, way := range []string{"close applied x1", "504 applied x1", "html applied x1"} {
		t.Run(way, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, sandbox.Options{})
			site, address := britishSite(t, b)
			fault, err := faults.Parse("PUT /customers " + way)
			if err != nil {
				t.Fatal(err)
			}
			b.server.Insert(faults.New(fault))
			got := b.run(t, append([]string{"--write"}, push(site, address, "--yes")...)...)
			if got.code != exitUnknown || !strings.Contains(got.err, "btalk changes") {
				t.Errorf("exit %d, want %d:\n%s", got.code, exitUnknown, got.err)
			}
			if n := writes(b); n != 1 {
				t.Errorf("%d writes were received, want 1", n)
			}
			if state := b.mustRun(t, "changes", "-o", "json").items(t)[0]["state"]; state != "done" {
				t.Errorf("reading settled it as %v, want done", state)
			}
		})
	}
}

// A kill in the middle leaves an intent without an outcome. The next command
// reads what became of it and writes nothing; offline it only tells.
func TestTheNextCommandReadsWhatBecameOfAnUnknownChange(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	site, address := britishSite(t, b)
	b.mustRun(t, append([]string{"--write"}, push(site, address, "--yes")...)...)
	path := filepath.Join(b.env.Dirs.State, "changes.jsonl")
	journal, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	intent, _, _ := strings.Cut(string(journal), "\n")
	if err := os.WriteFile(path, []byte(intent+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	told := b.mustRun(t, "--offline", "changes", "-o", "json")
	if state := told.items(t)[0]["state"]; state != "unknown" || !strings.Contains(told.err, "do not send it again") {
		t.Errorf("offline it is %v, and standard error says %q", state, told.err)
	}
	read := b.mustRun(t, "changes", "-o", "json")
	if state := read.items(t)[0]["state"]; state != "done" || writes(b) != 1 {
		t.Errorf("after a reading it is %v with %d writes, want done with 1; %s", state, writes(b), read.err)
	}
}

func TestOrderCreatePrintsTheOrderWithItsVoiceSite(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	vpn := text(t, b.mustRun(t, "vpns", "meridian", "-o", "json").items(t)[0], "vpnId")
	create := []string{"order", "create", "--customer", "meridian", "--country", "gb", "--vpn", vpn, "--name", "GB_NEW_01", "--label", "New", "--reference", "my-1"}
	order := b.mustRun(t, append([]string{"--write", "-o", "json"}, append(create, "--yes")...)...).object(t)
	if order["voiceSiteId"] == "" || order["customerOrderReference"] != "my-1" || writes(b) != 1 {
		t.Errorf("the order is %v, %d writes", order, writes(b))
	}
	if again := b.run(t, append([]string{"--write"}, append(create, "--yes")...)...); again.code != exitFailed || writes(b) != 1 {
		t.Errorf("the same again: exit %d, %d writes; want a refusal without a second", again.code, writes(b))
	}
	orders := b.mustRun(t, "orders", "--customer", "meridian", "-o", "json").items(t)
	if len(orders) == 0 || orders[0]["customerOrderReference"] != "my-1" {
		t.Errorf("the orders begin with %v", orders[0])
	}
}

func TestNumbersAreListedPublishedAndReleased(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	numbers := b.mustRun(t, "numbers", "arverne", "--state", "published", "-o", "json").items(t)
	if len(numbers) == 0 {
		t.Fatal("no numbers")
	}
	first, second := text(t, numbers[0], "number"), text(t, numbers[1], "number")
	at, ok := numbers[0]["voiceSite"].(map[string]any)
	if !ok {
		t.Fatalf("the number has no voicesite: %v", numbers[0])
	}
	site := text(t, at, "voiceSiteId")
	sent := b.mustRun(t, "--write", "-o", "json", "numbers", "release", "arverne", site, second, "+"+first, "--yes").items(t)
	if len(sent) != 1 || sent[0]["state"] != "done" || writes(b) != 1 {
		t.Errorf("sent %v with %d writes; want one for both, which follow each other", sent, writes(b))
	}
	table := b.mustRun(t, "numbers", "arverne", first).out
	if !strings.Contains(table, "released") || !strings.Contains(table, "+") {
		t.Errorf("afterwards:\n%s", table)
	}
	if got := b.run(t, "--write", "numbers", "publish", "arverne", site, "4900000000", "--yes"); got.code != exitFailed {
		t.Errorf("a number of another country: exit %d, want %d", got.code, exitFailed)
	}
}

func TestAQueryThatIsANumberFindsThatNumberOrNothing(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	all := b.mustRun(t, "numbers", "arverne", "-o", "json").items(t)
	at := slices.IndexFunc(all, func(n map[string]any) bool { return strings.HasPrefix(text(t, n, "number"), "33") })
	if at < 0 {
		t.Fatal("no number is French")
	}
	first, number := all[at], text(t, all[at], "number")
	national := "0" + number[2:]
	spaced := national[:2] + " " + national[2:4] + " " + national[4:6] + " " + national[6:8] + " " + national[8:]
	for _, query := range [][]string{
		{number},
		{"+" + number},
		{"00" + number},
		{national},
		{spaced},
		strings.Fields(spaced),
		{strings.ReplaceAll(spaced, " ", "\u00a0")},
		{"+33 (0)" + national[1:]},
	} {
		got := b.mustRun(t, append([]string{"numbers", "arverne", "-o", "json"}, query...)...).items(t)
		if len(got) != 1 || got[0]["number"] != first["number"] {
			t.Errorf("%q finds %v", query, got)
		}
	}
	for _, query := range []string{spaced + "1", "04 " + spaced, "2024 01", "09 99 " + spaced[6:]} {
		if got := b.run(t, "numbers", "arverne", query); got.code != exitNothing {
			t.Errorf("%q: exit %d\n%s", query, got.code, got.out)
		}
	}
}

func TestYesIsNoAnswerToANameThatReadsLikeOneInUse(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	site := b.mustRun(t, "voicesites", "--country", "FR", "-o", "json").items(t)[0]
	name := text(t, site, "technicalSiteName")
	vpns := b.mustRun(t, "vpns", text(t, site, "customerCode"), "-o", "json").items(t)
	order := func(name string, more ...string) result {
		return b.run(t, append([]string{
			"--write", "order", "create", "--customer", text(t, site, "customerCode"), "--country", "FR",
			"--vpn", text(t, vpns[0], "vpnId"), "--name", name, "--label", "Lyon",
		}, more...)...)
	}
	for _, like := range []string{strings.ToLower(name), name + " ", name + "\u200b", "\u00a0" + name, name + "\r"} {
		got := order(like, "--yes")
		if got.code != exitFailed || !strings.Contains(got.err, name) {
			t.Errorf("%q: exit %d, want %d and the name %s:\n%s", like, got.code, exitFailed, name, got.err)
		}
	}
	if got := order(strings.ToLower(name), "--dry-run"); got.code != exitDone || !strings.Contains(got.out, "to be confirmed: ") {
		t.Errorf("the plan does not tell: exit %d\n%s", got.code, got.out)
	}
	if n := writes(b); n != 0 {
		t.Errorf("%d writes were received, want none", n)
	}
}

// A push that names a few fields keeps the others; one that changes nothing sends
// nothing, and is done.
func TestAddressPushKeepsTheFieldsNotNamed(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	site, address := britishSite(t, b)
	b.mustRun(t, append([]string{"--write"}, push(site, address, "--yes")...)...)
	b.mustRun(t, "--write", "address", "push", site, "GB", "hno=78", "--yes")
	now := b.mustRun(t, "voicesite", site, "-o", "json").out
	for _, part := range []string{`"78"`, "Old Broad Street", "EC2N 1HQ"} {
		if !strings.Contains(now, part) {
			t.Errorf("afterwards %q is missing:\n%s", part, now)
		}
	}
	again := b.mustRun(t, "--write", "address", "push", site, "GB", "hno=78", "--yes")
	if !strings.Contains(again.out, "nothing to change") {
		t.Errorf("a push that changes nothing says\n%s%s", again.out, again.err)
	}
	if list := b.mustRun(t, "--write", "-o", "json", "address", "push", site, "GB", "hno=78", "--yes").items(t); len(list) != 0 {
		t.Errorf("for a script it is %v, want no outcome", list)
	}
	if n := writes(b); n != 2 {
		t.Errorf("%d writes were received, want 2", n)
	}
}
