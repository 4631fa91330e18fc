package billing

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

func TestAReportThatTakesItsTime(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		api := New(Options{Key: key})
		begun := time.Now()
		if w := ask(t, api, http.MethodGet, "/reports/monthly-usage", "", "Accept: text/csv"); w.Code != http.StatusGatewayTimeout || time.Since(begun) != 10*time.Second {
			t.Errorf("synchronously: %d after %s", w.Code, time.Since(begun))
		}
		w := ask(t, api, http.MethodGet, "/reports/monthly-usage", "", "Accept: text/csv", "X-RESPONSE-MODE: asynchronous")
		place := strings.TrimPrefix(w.Header().Get("Location"), Base)
		if w.Code != http.StatusAccepted || place != "/asyncJobs/70001" {
			t.Fatalf("accepted with %d at %q", w.Code, place)
		}
		var states []string
		for range 5 {
			states = append(states, ask(t, api, http.MethodGet, place, "").Body.String())
			<-time.After(7 * time.Second)
		}
		want := []string{
			`{"id":"70001","status":"acknowledged"}`, `{"id":"70001","status":"inProgress","progress":"28 %"}`, `{"id":"70001","status":"inProgress","progress":"56 %"}`,
			`{"id":"70001","status":"inProgress","progress":"84 %"}`, `{"id":"70001","status":"done","href":"/billing/b2b/v1/asyncJobs/70001/result"}`,
		}
		if strings.Join(states, "\n") != strings.Join(want, "\n") {
			t.Errorf("states\n%s", strings.Join(states, "\n"))
		}
		if w := ask(t, api, http.MethodGet, place+"/result", ""); !strings.HasPrefix(w.Body.String(), "\ufeffaccount;month;bills") {
			t.Errorf("result %d %s", w.Code, w.Body)
		}
		if w := ask(t, api, http.MethodGet, "/asyncJobs", ""); w.Header().Get("X-Total-Count") != "1" {
			t.Errorf("jobs %s", w.Body)
		}
		<-time.After(time.Hour)
		if w := ask(t, api, http.MethodGet, place, ""); w.Code != http.StatusNotFound {
			t.Errorf("after an hour: %d", w.Code)
		}
		if w := ask(t, api, http.MethodGet, "/asyncJobs", ""); w.Header().Get("X-Total-Count") != "0" {
			t.Errorf("jobs after an hour %s", w.Body)
		}
	})
}

func TestJobsThatFailOrAreCancelled(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		const later = "X-RESPONSE-MODE: ASYNCHRONOUS"
		api := New(Options{Key: key})
		ask(t, api, http.MethodGet, "/reports/call-types", "", later, "Accept: text/csv")
		ask(t, api, http.MethodPost, "/bills/search", `{"currency":"PLN"}`, later, "Content-Type: application/json")
		if w := ask(t, api, http.MethodGet, "/bills/unknown", "", later); w.Code != http.StatusNotFound {
			t.Errorf("a job for a bill that is not there: %d", w.Code)
		}
		if w := ask(t, api, http.MethodGet, "/asyncJobs/70002/result", ""); w.Code != http.StatusNotFound {
			t.Errorf("a result before its time: %d", w.Code)
		}
		<-time.After(5 * time.Second)
		if w := ask(t, api, http.MethodGet, "/asyncJobs/70001", ""); !strings.Contains(w.Body.String(), "terminatedWithError") {
			t.Errorf("the report that fails: %s", w.Body)
		}
		if w := ask(t, api, http.MethodGet, "/asyncJobs/70002/result", ""); w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "PLN") {
			t.Errorf("the search: %d %s", w.Code, w.Body)
		}
		if w := ask(t, api, http.MethodDelete, "/asyncJobs/70002", ""); w.Code != http.StatusNoContent {
			t.Errorf("cancelled with %d", w.Code)
		}
		if w := ask(t, api, http.MethodGet, "/asyncJobs/70002", ""); !strings.Contains(w.Body.String(), `"cancelled"`) {
			t.Errorf("after cancelling: %s", w.Body)
		}
		begun := time.Now()
		if w := ask(t, api, http.MethodGet, "/reports/call-types", "", "Accept: text/csv"); w.Code != http.StatusInternalServerError || time.Since(begun) != 3*time.Second {
			t.Errorf("synchronously: %d after %s", w.Code, time.Since(begun))
		}
		if w := ask(t, api, http.MethodGet, "/reports/monthly-summary", "", later); w.Code != http.StatusAccepted {
			t.Errorf("a quick report, asynchronously: %d", w.Code)
		}
	})
}

func TestARequestThatIsGivenUpEndsAtOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		api := New(Options{Key: key})
		begun := time.Now()
		r := httptest.NewRequestWithContext(t.Context(), http.MethodGet, Base+"/reports/monthly-usage", http.NoBody)
		r.Header.Set("X-Api-Key", key)
		ctx, cancel := context.WithTimeout(r.Context(), time.Second)
		defer cancel()
		api.ServeHTTP(httptest.NewRecorder(), r.WithContext(ctx))
		if took := time.Since(begun); took != time.Second {
			t.Errorf("it took %s", took)
		}
	})
}
