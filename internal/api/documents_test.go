package api

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"btalk/internal/bills"
	"btalk/internal/jobs"
	"btalk/internal/models"
	made "btalk/internal/sandbox/billing"
)

// book remembers jobs in memory.
type book struct {
	known []jobs.Known
	seen  int // how often one was remembered
}

func (b *book) Jobs() ([]jobs.Known, error) { return b.known, nil }
func (b *book) Remember(job jobs.Known) error {
	b.seen++
	_ = b.Forget(job)
	b.known = append(b.known, job)
	return nil
}

func (b *book) Forget(job jobs.Known) error {
	b.known = slices.DeleteFunc(slices.Clone(b.known), func(k jobs.Known) bool { return k.ID == job.ID })
	return nil
}

func usageReport() bills.Paper {
	return bills.Paper{Kind: bills.OfReport, ID: "monthly-usage", Format: "csv"}
}

func TestAReportThatTakesItsTimeIsFollowedAsAJob(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		memory := &book{}
		s, c := billingOver(t, madeBilling(made.Options{Now: time.Now}), func(cfg *Config) { cfg.Jobs = memory })
		path, err := c.Save(t.Context(), usageReport(), dir, true)
		if err != nil || filepath.Base(path) != "report-monthly-usage.csv" && !strings.HasSuffix(path, ".csv") {
			t.Fatalf("%q, %v", path, err)
		}
		content, err := os.ReadFile(path)
		if err != nil || !strings.HasPrefix(string(content), "\ufeffaccount;month;bills\r\n") {
			t.Errorf("%q, %v", content, err)
		}
		if memory.seen == 0 || len(memory.known) > 0 {
			t.Errorf("remembered %d times, still known %v", memory.seen, memory.known)
		}
		asked := s.ofBilling()
		if n := len(asked); n > 9 || !strings.Contains(asked[n-1], "/asyncJobs/70001/result") {
			t.Errorf("asked %q", asked)
		}
	})
}

func TestAJobOfAnEarlierRunIsGoneOnWithAndAForgottenOneBegunAnew(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		for _, gone := range []bool{false, true} {
			memory := &book{known: []jobs.Known{{ID: "7", Path: "/asyncJobs/7", What: usageReport().String(), Since: time.Now()}}}
			s, c := billingOver(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				switch {
				case strings.HasSuffix(r.URL.Path, "/asyncJobs/7") && gone:
					w.WriteHeader(http.StatusNotFound)
					fmt.Fprint(w, `{"code":60,"message":"Resource not found"}`)
				case strings.HasSuffix(r.URL.Path, "/asyncJobs/7"):
					w.Header().Set("Content-Type", "application/json")
					fmt.Fprint(w, `{"status":"done","href":"/files/1"}`)
				default:
					w.Header().Set("Content-Type", "text/csv; charset=ISO-8859-1")
					fmt.Fprint(w, "Libell\xe9;1\n")
				}
			}), func(cfg *Config) { cfg.Jobs = memory })
			path, err := c.Save(t.Context(), usageReport(), dir, false)
			if err != nil {
				t.Fatal(err)
			}
			if content, _ := os.ReadFile(path); string(content) != "Libell\xe9;1\n" {
				t.Errorf("the bytes are not those of the server: %q", content)
			}
			last := s.ofBilling()[1]
			if gone != strings.Contains(last, "/reports/monthly-usage") || len(memory.known) > 0 {
				t.Errorf("gone %v: asked %q, known %v", gone, s.ofBilling(), memory.known)
			}
		}
	})
}

func TestOnlyTheDocumentThatWasAskedForIsSaved(t *testing.T) {
	t.Parallel()
	pdf := func(extra ...string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			for _, header := range extra {
				name, value, _ := strings.Cut(header, ": ")
				w.Header().Set(name, value)
			}
			fmt.Fprint(w, "%PDF-1.4 x")
		}
	}
	says := func(status int, body string) http.HandlerFunc {
		return func(w http.ResponseWriter, _ *http.Request) {
			w.WriteHeader(status)
			fmt.Fprint(w, body)
		}
	}
	tests := []struct {
		name     string
		answer   http.HandlerFunc
		want     string // of the error
		file     string
		requests int
	}{
		{"a document", pdf(`Content-Disposition: attachment; filename="../../x.pdf"`), "", "x.pdf", 1},
		{"without a name", pdf(), "", "bill-1 2.pdf", 1},
		{"a web page", says(200, "<html>sign in</html>"), "a web page instead of PDF", "", 1},
		{"an error as an answer", says(200, `{"code":50,"message":"x"}`), "JSON, most likely an error", "", 1},
		{"nothing", says(200, ""), "nothing instead of PDF", "", 1},
		{"another format", says(406, `{"code":62,"message":"Not acceptable"}`), "the format pdf is not available", "", 1},
		{"an elsewhere", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", "https://evil.example/asyncJobs/7")
			w.WriteHeader(http.StatusAccepted)
		}, "another address", "", 1},
		{"a redirect elsewhere", func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Location", "https://evil.example/x.pdf")
			w.WriteHeader(http.StatusFound)
		}, "another address", "", 1},
	}
	for _, test := range tests {
		dir := t.TempDir()
		s, c := billingOver(t, test.answer)
		path, err := c.Save(t.Context(), bills.Paper{Kind: bills.OfBill, ID: "1/2", Format: "pdf"}, dir, false)
		if test.want == "" && err != nil || test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)) {
			t.Errorf("%s: %v, want %q", test.name, err, test.want)
		}
		entries, _ := os.ReadDir(dir)
		if test.file == "" && len(entries) > 0 || test.file != "" && (filepath.Dir(path) != dir || len(entries) != 1) {
			t.Errorf("%s: %q, %v", test.name, path, entries)
		}
		asked := s.ofBilling()
		if len(asked) != test.requests || asked[0] != "GET /bills/1%2F2?overrideAccept=application/pdf" {
			t.Errorf("%s: asked %q", test.name, asked)
		}
	}
}

func TestAJobIsCancelledAtTheServerOnlyWhereChangesAreOn(t *testing.T) {
	t.Parallel()
	for _, write := range []bool{false, true} {
		memory := &book{known: []jobs.Known{{ID: "7", Path: "/asyncJobs/7", What: "bills 1 pdf", Since: time.Now()}}}
		s, c := billingOver(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) }),
			func(cfg *Config) { cfg.Jobs, cfg.Write = memory, write })
		atServer, err := c.CancelJob(t.Context(), "7")
		if err != nil || atServer != write || len(memory.known) > 0 {
			t.Errorf("write %v: at the server %v, %v, known %v", write, atServer, err, memory.known)
		}
		if asked := s.ofBilling(); len(asked) != map[bool]int{true: 1}[write] {
			t.Errorf("write %v: asked %q", write, asked)
		}
	}
	_, c := billingOver(t, http.NotFoundHandler(), func(cfg *Config) { cfg.Jobs = &book{} })
	if _, err := c.CancelJob(t.Context(), "8"); models.KindOf(err) != models.NotFound {
		t.Errorf("a job of somebody else: %v", err)
	}
}
