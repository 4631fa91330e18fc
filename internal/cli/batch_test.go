package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"btalk/internal/sandbox"
)

// batchFile writes a batch and gives its path.
func batchFile(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "batch.csv")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// british are the voicesites of the sandbox in GB that have an address.
func british(t *testing.T, b *bench) (ids, names []string) {
	t.Helper()
	for _, item := range b.mustRun(t, "voicesites", "--country", "GB", "-o", "json").items(t) {
		if _, has := item["address"]; has {
			ids, names = append(ids, text(t, item, "voiceSiteId")), append(names, text(t, item, "technicalSiteName"))
		}
	}
	if len(ids) < 4 {
		t.Fatalf("the sandbox has %d British voicesites with an address", len(ids))
	}
	return ids, names
}

// fieldOf gives a field of each row of a result.
func fieldOf(t *testing.T, r result, field string) string {
	t.Helper()
	var all []string
	for _, item := range r.items(t) {
		all = append(all, fmt.Sprint(item[field]))
	}
	return strings.Join(all, " ")
}

func TestABatchOfAddressesIsPushedOnce(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{RequestsPerMinute: -1, SpikePerSecond: -1})
	b.set("BTALK_REQUESTS_PER_MINUTE", "100000")
	ids, names := british(t, b)
	// as a spreadsheet writes it: a mark at the start, semicolons, quotes, an empty line
	file := batchFile(t, "\ufeffSite;ISO2;hno;a6\r\n"+ids[0]+";gb;771;Lombard Street\r\n\""+strings.ToLower(names[1])+"\";GB;772;\"Lombard Street\"\r\n;;;\r\n")
	plan := b.mustRun(t, "address", "push", "--from", file, "--dry-run")
	if !strings.Contains(plan.out, "2 addresses: 2 differs") || !strings.Contains(plan.out, "→ 772") {
		t.Errorf("the plan is\n%s", plan.out)
	}
	if got := fieldOf(t, b.mustRun(t, "address", "push", "--from", file, "--dry-run", "-o", "json"), "line"); got != "2 3" {
		t.Errorf("the lines are %s", got)
	}
	if got := b.run(t, "--write", "address", "push", "--from", file); got.code != exitUsage || writes(b) != 0 {
		t.Errorf("without --yes and a terminal: exit %d, %d writes", got.code, writes(b))
	}
	sent := b.mustRun(t, "--write", "-o", "json", "address", "push", "--from", file, "--yes")
	if fieldOf(t, sent, "outcome") != "done done" || writes(b) != 2 {
		t.Errorf("sent with %d writes:\n%s", writes(b), sent.out)
	}
	if !strings.Contains(sent.err, "2 of 2") {
		t.Errorf("how far it is was not said:\n%s", sent.err)
	}
	again := b.mustRun(t, "--write", "-o", "json", "address", "push", "--from", file, "--yes")
	if fieldOf(t, again, "state") != "same same" || !strings.Contains(again.err, "nothing to change") || writes(b) != 2 {
		t.Errorf("again, with %d writes:\n%s%s", writes(b), again.err, again.out)
	}
}

func TestABatchSaysWhatIsWrongWithWhichLine(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{RequestsPerMinute: -1, SpikePerSecond: -1})
	b.set("BTALK_REQUESTS_PER_MINUTE", "100000")
	ids, _ := british(t, b)
	good := "site,iso2,hno\n" + ids[0] + ",GB,771\n"
	for name, test := range map[string]struct {
		text string
		code int
		says string
	}{
		"nothing":                    {"", exitUsage, "it is empty"},
		"no row":                     {"site,iso2,hno\n", exitUsage, "no row"},
		"no header":                  {ids[0] + ",GB,771\n" + ids[1] + ",GB,772\n", exitUsage, "lacks the columns site, iso2"},
		"a column missing":           {"site,hno\n" + ids[0] + ",771\n", exitUsage, "lacks the column iso2"},
		"a column twice":             {"site,iso2,hno,HNO\n", exitUsage, `line 1: the column "HNO" is there twice`},
		"a column without a name":    {"site,,iso2,hno\n", exitUsage, "line 1: column 2 has no name"},
		"no field":                   {"site,iso2\n" + ids[0] + ",GB\n", exitUsage, "names no field"},
		"Latin-1":                    {good + ids[1] + ",GB,7\xe9\n", exitUsage, "line 3 is not UTF-8"},
		"UTF-16":                     {"\xff\xfes\x00i\x00", exitUsage, "UTF-16"},
		"a NUL":                      {good + ids[1] + ",GB,7\x00\n", exitUsage, "line 3 holds a NUL"},
		"a quote inside a cell":      {good + ids[1] + ",GB,7\"2\n", exitUsage, "line 3: a quote"},
		"a quote that is not closed": {good + "\"" + ids[1] + ",GB,772\n" + ids[2] + ",GB,1\n", exitUsage, "line 3: the quote"},
		"a cell too many":            {good + ids[1] + ",GB,772,x\n", exitFailed, "it has 4 cells, and the first line has 3"},
		"a cell missing":             {good + ids[1] + ",GB\n", exitFailed, "it has 2 cells"},
		"a voicesite twice":          {good + ids[0] + ",GB,772\n", exitFailed, "the same as line 2"},
		"no such voicesite":          {good + "NOWHERE,GB,772\n", exitFailed, `no voicesite has the id or the name "NOWHERE"`},
		"an id that was rounded":     {good + "\"3,70697E+11\",GB,772\n", exitFailed, "rounded"},
		"another country":            {good + ids[1] + ",FR,772\n", exitFailed, "is in GB, not in FR"},
		"no country":                 {good + ids[1] + ",,772\n", exitFailed, "the country (iso2) is missing"},
		"a field that is none":       {"site,iso2,wing\n" + ids[0] + ",GB,east\n", exitFailed, `no field "wing"`},
		"a value that breaks a rule": {"site,iso2,pc\n" + ids[0] + ",GB,1\n", exitFailed, "pc"},
	} {
		got := b.run(t, "--write", "address", "push", "--from", batchFile(t, test.text), "--yes")
		if got.code != test.code || !strings.Contains(got.err, test.says) {
			t.Errorf("%s: exit %d, want %d with %q:\n%s", name, got.code, test.code, test.says, got.err)
		}
	}
	if got := b.run(t, "--write", "address", "push", "--from", "/nowhere.csv", "--yes"); got.code != exitUsage {
		t.Errorf("no such file: exit %d", got.code)
	}
	if got := b.run(t, "address", "push", ids[0], "GB", "--from", "x.csv"); got.code != exitUsage {
		t.Errorf("a site beside a file: exit %d", got.code)
	}
	if n := writes(b); n != 0 {
		t.Errorf("%d writes were received, want none", n)
	}
}

func TestABatchOfOrdersIsPlacedOnce(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{RequestsPerMinute: -1, SpikePerSecond: -1})
	b.set("BTALK_REQUESTS_PER_MINUTE", "100000")
	vpn := text(t, b.mustRun(t, "vpns", "arverne", "-o", "json").items(t)[0], "vpnId")
	file := batchFile(t, "customer,vpn,country,name,label,reference\n"+
		"arverne,"+vpn+",FR,FR_NEW_1,\"Lyon, 2nd floor\",PO-1\n10236,"+vpn+",fr,FR_NEW_2,Paris,\n")
	sent := b.mustRun(t, "--write", "-o", "json", "order", "create", "--from", file, "--yes")
	if fieldOf(t, sent, "outcome") != "done done" || strings.Contains(fieldOf(t, sent, "voiceSiteId"), " ") == false || writes(b) != 2 {
		t.Fatalf("ordered with %d writes:\n%s", writes(b), sent.out)
	}
	again := b.mustRun(t, "--write", "-o", "json", "order", "create", "--from", file, "--yes")
	if fieldOf(t, again, "state") != "done done" || !strings.Contains(fieldOf(t, again, "detail"), "done before, by the change ") || writes(b) != 2 {
		t.Errorf("again, with %d writes:\n%s", writes(b), again.out)
	}
	for name, test := range map[string]struct {
		rows string
		code int
		says string
	}{
		"a VPN of nobody":     {"arverne,000,FR,FR_NEW_3,x,\n", exitFailed, "no VPN has"},
		"no customer":         {"nobody at all,000,FR,FR_NEW_3,x,\n", exitFailed, "no customer has"},
		"no label":            {"arverne," + vpn + ",FR,FR_NEW_3,,\n", exitFailed, "the label is missing"},
		"a name twice":        {"arverne," + vpn + ",FR,A_1,x,\narverne," + vpn + ",FR,a-1,y,\n", exitFailed, "the same as line 2"},
		"a blank at the end":  {"arverne," + vpn + ",FR,\"A_1 \",x,\n", exitFailed, "ends with a blank"},
		"a country of nobody": {"arverne," + vpn + ",XX,A_1,x,\n", exitFailed, "XX"},
	} {
		got := b.run(t, "--write", "order", "create", "--from", batchFile(t, "customer,vpn,country,name,label,reference\n"+test.rows), "--yes")
		if got.code != test.code || !strings.Contains(got.err, test.says) {
			t.Errorf("%s: exit %d, want %d with %q:\n%s", name, got.code, test.code, test.says, got.err)
		}
	}
	if got := b.run(t, "order", "create", "--from", batchFile(t, "customer,vpn,country,name,label,colour\n"), "--yes"); got.code != exitUsage {
		t.Errorf("a column that is none: exit %d", got.code)
	}
	if n := writes(b); n != 2 {
		t.Errorf("%d writes were received, want 2", n)
	}
}

// An empty cell takes a field away: the plan says so, and nothing else goes with it.
func TestAnEmptyCellTakesItsFieldAway(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{RequestsPerMinute: -1, SpikePerSecond: -1})
	b.set("BTALK_REQUESTS_PER_MINUTE", "100000")
	ids, _ := british(t, b)
	push := func(unit string, more ...string) result {
		file := batchFile(t, "site,iso2,unit\n"+ids[0]+",GB,"+unit+"\n")
		return b.mustRun(t, append([]string{"--write", "address", "push", "--from", file}, more...)...)
	}
	address := func() string { return fmt.Sprint(b.mustRun(t, "voicesite", ids[0], "-o", "json").object(t)["address"]) }
	before := address()
	push("4", "--yes")
	if with := address(); !strings.Contains(with, "unit:4") {
		t.Fatalf("with the field it is %s", with)
	}
	if plan := push("", "--dry-run"); !strings.Contains(plan.out, "unit: 4 is taken away") {
		t.Errorf("the plan is\n%s", plan.out)
	}
	push("", "--yes")
	if after := address(); after != before {
		t.Errorf("afterwards it is %s, want %s", after, before)
	}
}

// The count is of the rows that were to be sent: what is there already is not among
// them.
func TestABatchThatEndsBadlyCountsTheRowsThatWereToBeSent(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{RequestsPerMinute: -1, SpikePerSecond: -1})
	b.set("BTALK_REQUESTS_PER_MINUTE", "100000")
	ids, _ := british(t, b)
	first := "site,iso2,hno\n" + ids[0] + ",GB,771\n"
	b.mustRun(t, "--write", "address", "push", "--from", batchFile(t, first), "--yes")
	b.fault(t, "PUT /customers 400 x1")
	got := b.run(t, "--write", "address", "push", "--from", batchFile(t, first+ids[1]+",GB,772\n"+ids[2]+",GB,773\n"), "--yes")
	if got.code != exitFailed || !strings.Contains(got.err, "of 2 rows to send: 1 done, 1 refused, 0 not sent") {
		t.Errorf("exit %d:\n%s", got.code, got.err)
	}
}

// A row without an answer ends the batch with 7, and is not sent again.
func TestABatchEndsWithSevenWhereNoAnswerCame(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{RequestsPerMinute: -1, SpikePerSecond: -1})
	b.set("BTALK_REQUESTS_PER_MINUTE", "100000")
	ids, _ := british(t, b)
	file := batchFile(t, "site,iso2,hno\n"+ids[0]+",GB,771\n"+ids[1]+",GB,772\n"+ids[2]+",GB,773\n")
	b.fault(t, "PUT /customers close applied x1")
	got := b.run(t, "--write", "-o", "json", "address", "push", "--from", file, "--yes")
	if got.code != exitUnknown || fieldOf(t, got, "outcome") != "done done done" || writes(b) != 3 {
		t.Errorf("exit %d with %d writes:\n%s%s", got.code, writes(b), got.err, got.out)
	}
	if again := b.mustRun(t, "--write", "address", "push", "--from", file, "--yes"); writes(b) != 3 {
		t.Errorf("again, %d writes:\n%s", writes(b), again.err)
	}
}
