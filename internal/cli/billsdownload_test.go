package cli

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"btalk/internal/sandbox"
)

func TestDocumentsArePrintedByPathAndNothingIsOverwritten(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	dir := t.TempDir()
	id := text(t, b.mustRun(t, "bills", "--issued", "last month", "-o", "json").items(t)[0], "id")
	first := strings.TrimSpace(b.mustRun(t, "bills", "download", id, "--to", dir).out)
	second := strings.TrimSpace(b.mustRun(t, "bills", "download", id, "--to", dir).out)
	if first == second || filepath.Dir(first) != dir || filepath.Dir(second) != dir {
		t.Errorf("saved as %q and %q", first, second)
	}
	for _, path := range []string{first, second} {
		if content, err := os.ReadFile(path); err != nil || !strings.HasPrefix(string(content), "%PDF-") {
			t.Errorf("%s: %.20q, %v", path, content, err)
		}
	}
	got := b.run(t, "bills", "download", id, "nobody", "--to", dir, "--format", "csv")
	if got.code != exitFailed || strings.Count(got.out, "\n") != 1 || !strings.Contains(got.err, "1 of 2 documents") {
		t.Errorf("one that is not there: exit %d\n%s%s", got.code, got.out, got.err)
	}
	if got := b.run(t, "bills", "download", "nobody", "--to", dir); got.code != exitNothing {
		t.Errorf("an id that does not exist: exit %d\n%s", got.code, got.err)
	}
}

func TestWhatNoRequestShouldBeSpentOnIsRefused(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	tests := []struct{ args, want string }{
		{"bills download", "needs the ID of a bill, or --issued"},
		{"bills download 1 --format docx", "the formats are pdf, csv"},
		{"bills download 1 --to /not/there", "cannot be used"},
		{"bills download --issued sometime", "was not understood"},
		{"bills jobs --cancel", "needs the ID of a job"},
		{"reports x --format docx", "the formats are pdf, csv"},
	}
	for _, test := range tests {
		if got := b.run(t, strings.Fields(test.args)...); got.code != exitUsage || !strings.Contains(got.err, test.want) {
			t.Errorf("%s: exit %d\n%s", test.args, got.code, got.err)
		}
	}
	if n := len(b.server.Requests()); n > 0 {
		t.Errorf("%d requests", n)
	}
}

func TestReportsAreListedAndOneIsDownloaded(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	if items := b.mustRun(t, "reports", "-o", "json").items(t); len(items) != 4 {
		t.Errorf("%d reports", len(items))
	}
	path := strings.TrimSpace(b.mustRun(t, "reports", "monthly-summary", "--to", t.TempDir()).out)
	if _, err := os.Stat(path); err != nil {
		t.Error(err)
	}
	if got := b.run(t, "reports", "cost-centres"); got.code != exitFailed || !strings.Contains(got.err, "the format pdf is not available") {
		t.Errorf("a format that it has not: exit %d\n%s", got.code, got.err)
	}
	if got := b.run(t, "reports", "nobody"); got.code != exitNothing {
		t.Errorf("a report that is not there: exit %d", got.code)
	}
	if got := b.mustRun(t, "bills", "jobs"); got.out != "" {
		t.Errorf("jobs\n%s", got.out)
	}
	if got := b.run(t, "bills", "jobs", "8", "--cancel"); got.code != exitNothing {
		t.Errorf("a job that nobody follows: exit %d\n%s", got.code, got.err)
	}
}

func TestWhatIsNotDownloadedOfATimeIsSaid(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	b.billsAre(t, `[{"id":"1","issuedAt":"2026-10-02"},{"issuedAt":"2026-10-03"},{"id":"3","issuedAt":"2026-10-04"}]`)
	dir := t.TempDir()
	for args, says := range map[string]string{
		"":    "1 bill without an id: left out",
		"1 7": "the bill 7 is not among those issued 1 Oct 2026 to 31 Oct 2026: left out",
	} {
		got := b.run(t, append(strings.Fields("bills download "+args), "--issued", "2026-10", "--to", dir)...)
		if !strings.Contains(got.err, says) || args != "" && strings.Contains(got.err, "without an id") {
			t.Errorf("%q: %q is not in\n%s", args, says, got.err)
		}
	}
}
