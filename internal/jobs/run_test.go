package jobs

import (
	"errors"
	"fmt"
	"net/url"
	"strings"
	"testing"
	"time"

	"btalk/internal/models"
)

func base(t *testing.T) *url.URL {
	t.Helper()
	address, err := url.Parse("https://api.example.com/billing/b2b/v1")
	if err != nil {
		t.Fatal(err)
	}
	return address
}

func start() time.Time { return time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC) }

// answer reads "202 /asyncJobs/7 {…}": status, Location or -, body.
func answer(text string) Answer {
	parts := strings.SplitN(text+" - ", " ", 3)
	var a Answer
	status, code, _ := strings.Cut(parts[0], "/")
	_, _ = fmt.Sscan(status, &a.Status)
	_, _ = fmt.Sscan(code, &a.Code)
	if parts[1] != "-" {
		a.Location = parts[1]
	}
	body := strings.TrimSuffix(strings.TrimSpace(parts[2]), "-")
	switch body = strings.TrimSpace(body); {
	case strings.HasPrefix(body, "{"), strings.HasPrefix(body, "["):
		a.Body, a.ContentType = models.Value(body), "application/json; charset=UTF-8"
	case body != "":
		a.ContentType = body
	}
	return a
}

// play drives a run through answers and writes down what it did: "ask later poll
// /asyncJobs/7 +1s".
func play(t *testing.T, run *Run, now time.Time, answers ...string) string {
	t.Helper()
	var done []string
	for _, text := range answers {
		do, due := run.Due(now)
		if do.Step == Nothing {
			if finished, _ := run.Finished(); finished {
				t.Fatalf("finished before %q: %v", text, done)
			}
			done = append(done, "+"+due.Sub(now).String())
			now = due
			do, _ = run.Due(now)
		}
		done = append(done, strings.TrimSpace([...]string{"nothing", "ask", "later", "poll", "fetch"}[do.Step]+" "+do.Path))
		if text == "timeout" {
			run.TimedOut(now)
			continue
		}
		run.Answered(answer(text), now)
	}
	if finished, err := run.Finished(); finished {
		done = append(done, "finished")
		if err != nil {
			done[len(done)-1] = "failed: " + err.Error()
		}
		if do, _ := run.Due(now.Add(time.Hour)); do.Step != Nothing {
			t.Errorf("a run that is over wants %+v", do)
		}
	}
	return strings.Join(done, ", ")
}

func TestTheWayOfARequestToItsResult(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name    string
		answers []string
		want    string
	}{
		{"at once", []string{"200 - application/pdf"}, "ask, finished"},
		{"refused", []string{`404/60 - {"message":"Resource not found"}`}, "ask, failed: the server answered with status 404, code 60: Resource not found"},
		{"refused by a list of errors", []string{`400/28 - [{"message":"Invalid period"}]`}, "ask, failed: the server answered with status 400, code 28: Invalid period"},
		{
			"no answer in time, then accepted, then done",
			[]string{"timeout", "202 /asyncJobs/7", `200 - {"status":"inProgress","progress":40}`, `200 - {"status":"done","href":"/documents/9"}`, "200 - application/pdf"},
			"ask, later, +1s, poll /asyncJobs/7, +2s, poll /asyncJobs/7, fetch /documents/9, finished",
		},
		{"the gateway gives up", []string{"504/6", "200 - application/pdf"}, "ask, later, finished"},
		{
			"too large",
			[]string{"413/66", `201 - {"id":"a:b/c"}`, `200 - {"state":"completed","result":{"href":"r?x=1"}}`, "200 - text/csv"},
			"ask, later, +1s, poll /asyncJobs/a:b%2Fc, fetch /r?x=1, finished",
		},
		{"a job id one level down", []string{"503/5", `202 - {"job":{"asyncJobId":7}}`, "200 - application/pdf"}, "ask, later, +1s, poll /asyncJobs/7, finished"},
		{"a link to the job", []string{"408/63", `202 - {"href":"https://api.example.com/billing/b2b/v1/asyncJobs/7"}`, "303 /files/1", "200 - application/pdf"}, "ask, later, +1s, poll /asyncJobs/7, fetch /files/1, finished"},
		{"accepted without a word", []string{"504/6", "202", "202", "200 - application/pdf"}, "ask, later, +1s, later, +2s, later, finished"},
		{"done without a link", []string{"504/6", "202 /asyncJobs/7", `200 - {"status":"done"}`, "200 - application/pdf"}, "ask, later, +1s, poll /asyncJobs/7, later, finished"},
		{"done with a link to itself", []string{"504/6", "202 /asyncJobs/7", `200 - {"status":"done","href":"/asyncJobs/7"}`, "200 - application/pdf"}, "ask, later, +1s, poll /asyncJobs/7, later, finished"},
		{
			"a state that nobody knows",
			[]string{"504/6", "202 /asyncJobs/7", `200 - {"status":"brewing","href":"/asyncJobs/7"}`, `200 - {"status":"brewed","result":"/files/1"}`, "200 - application/pdf"},
			"ask, later, +1s, poll /asyncJobs/7, +2s, poll /asyncJobs/7, fetch /files/1, finished",
		},
		{"failed", []string{"504/6", "202 /asyncJobs/7", `200 - {"status":"terminatedWithError","message":"no usage"}`}, "ask, later, +1s, poll /asyncJobs/7, failed: the server could not do it: no usage"},
		{"cancelled", []string{"504/6", "202 /asyncJobs/7", `200 - {"status":"Cancelled"}`}, "ask, later, +1s, poll /asyncJobs/7, failed: the job was cancelled"},
		{"gone", []string{"504/6", "202 /asyncJobs/7", "404/60"}, "ask, later, +1s, poll /asyncJobs/7, failed: the server does not know the job any more; ask for the document again"},
		{
			"errors that pass",
			[]string{"504/6", "202 /asyncJobs/7", "502/1", "403/53", "timeout", `200 - {"status":"done","href":"/f"}`, "200 - application/pdf"},
			"ask, later, +1s, poll /asyncJobs/7, +2s, poll /asyncJobs/7, +4s, poll /asyncJobs/7, +8s, poll /asyncJobs/7, fetch /f, finished",
		},
		{"an error that does not", []string{"504/6", "202 /asyncJobs/7", "403/50"}, "ask, later, +1s, poll /asyncJobs/7, failed: the server answered with status 403, code 50"},
		{"the result passes", []string{"504/6", "202 /asyncJobs/7", `200 - {"status":"done","href":"/f"}`, "502/1", "200 - application/pdf"}, "ask, later, +1s, poll /asyncJobs/7, fetch /f, +2s, fetch /f, finished"},
		{"the result is refused", []string{"504/6", "202 /asyncJobs/7", `200 - {"status":"done","href":"/f"}`, "406/62"}, "ask, later, +1s, poll /asyncJobs/7, fetch /f, failed: the server answered with status 406, code 62"},
		{"busy when it is to accept", []string{"504/6", "503/6", "200 - application/pdf"}, "ask, later, +1s, later, finished"},
	}
	for _, test := range tests {
		if got := play(t, Start(base(t), "report", start()), start(), test.answers...); got != test.want {
			t.Errorf("%s:\n%s\nwant\n%s", test.name, got, test.want)
		}
	}
}

func TestAJobOrAResultElsewhereIsNotFollowed(t *testing.T) {
	t.Parallel()
	for _, place := range []string{
		"https://evil.example/asyncJobs/7", "http://api.example.com/billing/b2b/v1/asyncJobs/7", "//evil.example/x", "https://api.example.com:8443/x",
		"https://user@api.example.com/billing/b2b/v1/x", "https://api.example.com.evil.example/x", "javascript:alert(1)", "file:///etc/passwd",
	} {
		run := Start(base(t), "report", start())
		play(t, run, start(), "504/6", "202 "+place)
		if finished, err := run.Finished(); !finished || !errors.Is(err, ErrElsewhere) {
			t.Errorf("a job at %s: %v", place, err)
		}
		run = Start(base(t), "report", start())
		play(t, run, start(), "504/6", "202 /asyncJobs/7", `200 - {"status":"done","result":"`+place+`"}`)
		if finished, err := run.Finished(); !finished || !errors.Is(err, ErrElsewhere) {
			t.Errorf("a result at %s: %v", place, err)
		}
	}
	run := Start(base(t), "report", start())
	play(t, run, start(), "504/6", "202 :%zz")
	if finished, err := run.Finished(); !finished || err == nil {
		t.Errorf("a place that is not an address: %v", err)
	}
}

func TestAPlaceIsNeverAboveTheBase(t *testing.T) {
	t.Parallel()
	tests := []struct{ place, want string }{
		{"/asyncJobs/7", "/asyncJobs/7"}, // meant below the base
		{"/billing/b2b/v1/asyncJobs/7", "/asyncJobs/7"},
		{"/billing/b2b/v1/../../../oauth/v3/token", "/oauth/v3/token"},
		{"https://api.example.com/billing/b2b/v1/asyncJobs/a%2Fb?x=1", "/asyncJobs/a%2Fb?x=1"},
	}
	for _, test := range tests {
		if got, err := below(base(t), test.place); err != nil || got != test.want {
			t.Errorf("%s is %s (%v), want %s", test.place, got, err, test.want)
		}
	}
}

func TestWaitsGrowToThirtySecondsAndTheServerMayAskForMore(t *testing.T) {
	t.Parallel()
	run := Start(base(t), "report", start())
	now := start()
	run.TimedOut(now)
	run.Answered(Answer{Status: 202, Location: "/asyncJobs/7"}, now)
	var waits []string
	for range 8 {
		_, due := run.Due(now)
		waits = append(waits, due.Sub(now).String())
		now = due
		run.Answered(Answer{Status: 200, ContentType: "application/json", Body: models.Value(`{"status":"inProgress"}`)}, now)
	}
	if got := strings.Join(waits, " "); got != "1s 2s 4s 8s 15s 30s 30s 30s" {
		t.Errorf("waits %s", got)
	}
	for header, want := range map[string]time.Duration{"90": 90 * time.Second, "5": 30 * time.Second, "999999": time.Hour, "-1": 30 * time.Second, "Wed, 25 Nov 2026 10:00:00 GMT": 30 * time.Second} {
		run.Answered(Answer{Status: 503, RetryAfter: header}, now)
		if _, due := run.Due(now); due.Sub(now) != want {
			t.Errorf("Retry-After %s waits %s, want %s", header, due.Sub(now), want)
		}
	}
}

func TestAJobIsResumedFromWhatIsRemembered(t *testing.T) {
	t.Parallel()
	run := Start(base(t), "report monthly-usage", start())
	if run.HasJob() {
		t.Error("there is a job before one was accepted")
	}
	play(t, run, start(), "504/6", `202 /asyncJobs/7 {"id":"7","status":"acknowledged","progress":"0 %"}`)
	if !run.HasJob() || run.Word.Raw() != "acknowledged" || run.Progress.Raw() != "0 %" {
		t.Fatalf("the job is %+v, %s, %s", run.Job, run.Word, run.Progress)
	}
	known := run.Job
	if known != (Known{ID: "7", Path: "/asyncJobs/7", What: "report monthly-usage", Since: start()}) {
		t.Errorf("remembered %+v", known)
	}
	later := start().Add(time.Hour)
	again := Resume(base(t), known, later)
	if got := play(t, again, later, `200 - {"status":"done","href":"/f"}`, "200 - application/pdf"); got != "poll /asyncJobs/7, fetch /f, finished" {
		t.Errorf("resumed: %s", got)
	}
	if again.HasJob() {
		t.Error("a job that is over is still to be remembered")
	}
	if got := play(t, Resume(base(t), Known{What: "x"}, later), later, "200 - application/pdf"); got != "later, finished" {
		t.Errorf("resumed without a place: %s", got)
	}
}

func TestAServerThatNeverGivesTheDocumentIsNotAskedForEver(t *testing.T) {
	t.Parallel()
	run := Start(base(t), "report", start())
	answers := []string{"504/6"}
	for range 4 {
		answers = append(answers, "202 /asyncJobs/7", `200 - {"status":"done"}`)
	}
	if got := play(t, run, start(), answers...); !strings.HasSuffix(got, "failed: the server says that it is done, and gives no document") {
		t.Errorf("%s", got)
	}
}

func TestStatesOfJobs(t *testing.T) {
	t.Parallel()
	for word, want := range map[string]State{
		"acknowledged": Running, "inProgress": Running, "IN_PROGRESS": Running, "pending": Running, "done": Done, "Completed": Done, "finished": Done,
		"terminatedWithError": Failed, "FAILED": Failed, "error": Failed, "cancelled": Cancelled, "canceled": Cancelled, "": Running, "brewing": Running,
	} {
		if got := StateOf(models.NewText(word)); got != want {
			t.Errorf("%q is %d, want %d", word, got, want)
		}
	}
}

func TestWhichAnswersAskForTheAsynchronousMode(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{
		"408/63": true, "408": true, "504/6": true, "504": true, "503/5": true, "503/6": true, "413/66": true, "413": true,
		"503": false, "503/1": false, "504/1": false, "500/1": false, "502/1": false, "200": false, "404/60": false, "403/53": false,
	} {
		if got := answer(text).Asynchronous(); got != want {
			t.Errorf("%s: %v", text, got)
		}
	}
}
