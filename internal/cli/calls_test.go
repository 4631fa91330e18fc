package cli

import (
	"bytes"
	"encoding/csv"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"btalk/internal/sandbox"
)

const callSamples = "../calls/testdata/"

// noAccount is a bench without credentials and without a server.
func noAccount(t *testing.T) *bench {
	t.Helper()
	b := newBench(t, sandbox.Options{})
	b.env.Vars = nil
	return b
}

func TestCallsAreSummedUpWithoutAnAccountOrARequest(t *testing.T) {
	t.Parallel()
	b := noAccount(t)
	got := b.mustRun(t, "calls", "summary", callSamples+"11-fr-bom-semicolon.csv", "-o", "json").object(t)
	if got["calls"] != 4.0 || got["answered"] != 3.0 || got["seconds"] != 3770.0 || got["notCalls"] != 1.0 || got["bytes"] != 497.0 {
		t.Errorf("sums %v", got)
	}
	dialect, ok := got["dialect"].(map[string]any)
	if !ok || dialect["delimiter"] != ";" || dialect["encoding"] != "utf-8" || dialect["decimal"] != "," {
		t.Errorf("dialect %v", got["dialect"])
	}
	amounts, ok := got["amounts"].([]any)
	if !ok || len(amounts) != 1 {
		t.Fatalf("amounts %v", got["amounts"])
	}
	if amount, ok := amounts[0].(map[string]any); !ok || amount["value"] != "1234.125" || amount["currency"] != "" {
		t.Errorf("amount %v", amounts[0])
	}
	if len(b.server.Requests()) > 0 {
		t.Error("a request was sent")
	}
}

func TestTheTableOfCallsSaysHowTheFileWasRead(t *testing.T) {
	t.Parallel()
	b := noAccount(t)
	got := b.mustRun(t, "calls", "summary", callSamples+"12-sep-line.csv", "--by", "hour")
	for _, says := range []string{
		"GROUP  CALLS  ANSWERED  MINUTES", "10     2      1         750.0", "total  3      2         757.0",
		"CSV with semicolons, utf-8", "the day first (assumed", "called = Rufnummer", "Typ, Name, Nebenstelle",
		"read as hours:minutes; the file does not say it",
	} {
		if !strings.Contains(got.out, says) {
			t.Errorf("the table does not say %q:\n%s", says, got.out)
		}
	}
}

func TestTheCSVOfCallsAddsUp(t *testing.T) {
	t.Parallel()
	b := noAccount(t)
	got := b.mustRun(t, "calls", "summary", callSamples+"15-graph-pstn.json", "--by", "day", "-o", "csv")
	rows, err := csv.NewReader(strings.NewReader(got.out)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"group", "calls", "answered", "talkSeconds", "billedSeconds", "amount", "currency", "share"},
		{"2026-11-01", "2", "2", "61", "", "0.00", "EUR", "100.0%"},
		{"2026-11-01", "", "", "", "", "0.0125", "USD", ""},
	}
	if len(rows) != len(want) {
		t.Fatalf("rows %v", rows)
	}
	for i := range want {
		if strings.Join(rows[i], "|") != strings.Join(want[i], "|") {
			t.Errorf("row %d is %q, want %q", i, rows[i], want[i])
		}
	}
	if !strings.Contains(got.err, "Read as: JSON") {
		t.Errorf("the dialect is not said:\n%s", got.err)
	}
}

func TestCallsOffPeakAreWhatTheOperatorSays(t *testing.T) {
	t.Parallel()
	b := noAccount(t)
	input := "start;called;seconds\n2026-10-01 19:59:59;+33199000101;60\n2026-10-01 20:00:00;+33199000101;61\n" +
		"2026-10-02 07:59:59;+33199000101;62\n2026-10-03 12:00:00;+33199000101;63\n" // a Saturday
	got := b.runWith(t, input, "calls", "summary", "-", "--offpeak", "20:00-08:00,sat,sun", "-o", "json")
	object := got.object(t)
	if got.code != exitDone || object["offPeakCalls"] != 3.0 || object["offPeakSeconds"] != 186.0 {
		t.Errorf("exit %d, off-peak %v calls, %v seconds\n%s", got.code, object["offPeakCalls"], object["offPeakSeconds"], got.err)
	}
	if plain := b.runWith(t, input, "calls", "summary", "-"); strings.Contains(plain.out, "OFF-PEAK") {
		t.Errorf("off-peak was not asked for:\n%s", plain.out)
	}
}

func TestAFileIsReadAgainWhenItsEndProvesItsBeginningWrong(t *testing.T) {
	t.Parallel()
	b := noAccount(t)
	content := "start;called;seconds\n" + strings.Repeat("10/02/2026 10:00;+33199000001;60\n", 3000) + "10/13/2026 10:00;+33199000001;60\n"
	path := filepath.Join(t.TempDir(), "calls.csv")
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := b.mustRun(t, "calls", "summary", path, "--by", "day"); !strings.Contains(got.out, "2026-10-02  3000") {
		t.Errorf("the days of the file:\n%s", got.out)
	}
	if got := b.runWith(t, content, "calls", "summary", "-", "--by", "day"); !strings.Contains(got.err, "save it to a file") {
		t.Errorf("standard input cannot be read again, and that is not said:\n%s", got.err)
	}
}

func TestCallsThatCannotBeSummedUpAreSaid(t *testing.T) {
	t.Parallel()
	b := noAccount(t)
	dir := t.TempDir()
	tests := []struct {
		name, input string
		args        []string
		code        int
		says        string
	}{
		{"fixed width", "", []string{callSamples + "10-fixed-width.txt"}, exitFailed, "are not understood: 2 rows"},
		{"columns that nobody knows", "foo;bar\n1;2\n", []string{"-"}, exitFailed, "CSV with semicolons, utf-8, no header. Not understood or not used: foo, bar."},
		{"no rows", "", []string{callSamples + "20-empty-and-header-only.csv"}, exitNothing, "no calls"},
		{"nothing", "", []string{"-"}, exitNothing, "no calls in standard input"},
		{"no readable row", "start;called;seconds\n2026-10-01;;x;y\n", []string{"-"}, exitFailed, "no row"},
		{"no site", "", []string{callSamples + "18-gzip-without-header.csv", "--by", "site"}, exitFailed, "no column that is understood as site"},
		{"an archive", "PK\x03\x04xxxx", []string{"-"}, exitFailed, "unpack it"},
		{"half a gzip", "\x1f\x8b\x08\x00", []string{"-"}, exitFailed, "could not read standard input"},
		{"no such file", "", []string{filepath.Join(dir, "none.csv")}, exitUsage, "no such file"},
		{"a directory", "", []string{dir}, exitUsage, "is a directory"},
		{"another group", "", []string{"-", "--by", "week"}, exitUsage, "country, hour, day, site, number"},
		{"another time", "", []string{"-", "--offpeak", "20-8"}, exitUsage, "20:00-08:00"},
		{"no file", "", nil, exitUsage, "needs a file"},
	}
	for _, test := range tests {
		got := b.runWith(t, test.input, append([]string{"calls", "summary"}, test.args...)...)
		if got.code != test.code || !strings.Contains(got.err, test.says) || got.out != "" {
			t.Errorf("%s: exit %d, want %d\n%s%s", test.name, got.code, test.code, got.out, got.err)
		}
	}
}

func TestASilentStreamOfCallsCanBeLeft(t *testing.T) {
	t.Parallel()
	b := noAccount(t)
	silent, writer := io.Pipe()
	t.Cleanup(func() { _ = writer.Close() })
	var out, errs bytes.Buffer
	code := Run(interrupted(t, signalError{os.Interrupt}), Process{
		Args: []string{"calls", "summary", "-"}, In: silent, Out: &out, Err: &errs, Env: &b.env, Now: b.now,
	})
	if code != exitInterrupted || out.Len() > 0 {
		t.Errorf("exit %d, want %d\n%s%s", code, exitInterrupted, out.String(), errs.String())
	}
}

func TestTextOfACallFileIsSafeToShow(t *testing.T) {
	t.Parallel()
	b := noAccount(t)
	input := "start;called;seconds;site;\x1b[31mred\n2026-10-01 10:00:00;+33199000001;60;\x1b]0;x\x07\n2026-10-01 10:00:00;+33199000001;60;=1+1;\n"
	table := b.runWith(t, input, "calls", "summary", "-", "--by", "site")
	if table.code != exitDone || strings.ContainsAny(table.out+table.err, "\x1b\x07") {
		t.Errorf("exit %d: %q %q", table.code, table.out, table.err)
	}
	if sheet := b.runWith(t, input, "calls", "summary", "-", "--by", "site", "-o", "csv"); !strings.Contains(sheet.out, "'=1+1") {
		t.Errorf("a formula is not defused:\n%s", sheet.out)
	}
}
