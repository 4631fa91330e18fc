package sandbox_test

import (
	"net/http"
	"reflect"
	"strconv"
	"testing"
	"time"

	"btalk/internal/sandbox"
	"btalk/internal/sandbox/sandboxtest"
)

// tracked asks Order Tracking.
func tracked(c *sandboxtest.Client, path, language string) sandboxtest.Reply {
	c.T.Helper()
	request := c.Elsewhere(c.At.TrackingURL()+path, sandbox.DemoCredentials().B2BKey)
	request.Header.Set("Accept-Language", language)
	return sent(c, request)
}

func sent(c *sandboxtest.Client, request *http.Request) sandboxtest.Reply {
	c.T.Helper()
	answer, err := c.Send(request)
	if err != nil {
		c.T.Fatal(err)
	}
	return answer
}

func TestOrdersOfOrderTracking(t *testing.T) {
	t.Parallel()
	c := sandboxtest.Start(t, sandbox.Options{})
	for query, want := range map[string]int{"": 130, "status=Current": 58, "status=current": 58, "status=CLOSED": 60, "status=Cancelled": 12} {
		var items []map[string]any
		answer := tracked(c, "/orders?limit=100&"+query, "")
		answer.Into(t, &items)
		if answer.Header.Get("X-Total-Count") != strconv.Itoa(want) || len(items) != min(want, 100) {
			t.Errorf("%s gives %d orders of %s, want %d", query, len(items), answer.Header.Get("X-Total-Count"), want)
		}
	}
	var items []map[string]any
	tracked(c, "/orders", "").Into(t, &items)
	if len(items) != 10 {
		t.Errorf("a page has %d orders without a limit, want 10", len(items))
	}
	tracked(c, "/orders?limit=101", "").MustRefuse(t, 400, 28, "limit")
	tracked(c, "/orders?status=Open", "").MustRefuse(t, 400, 28, "status")
	tracked(c, "/orders/0", "").MustRefuse(t, 404, 60, "order")
	tracked(c, "/nothing", "").MustRefuse(t, 404, 60, "/nothing")
	for _, path := range []string{"/status", "/version"} {
		if answer := tracked(c, path, ""); answer.Status != http.StatusOK {
			t.Errorf("%s answers %d", path, answer.Status)
		}
	}
}

// allTracked reads every order, by id.
func allTracked(c *sandboxtest.Client) map[string]map[string]any {
	c.T.Helper()
	orders := map[string]map[string]any{}
	for _, offset := range []string{"0", "100"} {
		var items []map[string]any
		tracked(c, "/orders?limit=100&offset="+offset, "").Into(c.T, &items)
		for _, item := range items {
			orders[sandboxtest.As[string](c.T, item["id"])] = item
		}
	}
	return orders
}

func TestWhatTrackedOrdersLack(t *testing.T) {
	t.Parallel()
	c := sandboxtest.Start(t, sandbox.Options{})
	bare, withoutStep, withoutDates, customers, overseas := 0, 0, 0, map[any]bool{}, 0
	for id, order := range allTracked(c) {
		if len(order) == 1 {
			bare++
			continue
		}
		if order["step"] == nil {
			withoutStep++
		}
		if order["createdAt"] == nil {
			withoutDates++
		}
		customers[sandboxtest.As[map[string]any](t, order["customer"])["id"]] = true
		if code := sandboxtest.As[string](t, sandboxtest.As[map[string]any](t, order["site"])["zipcode"]); code[:2] == "97" {
			overseas++
		}
		var detail map[string]any
		tracked(c, "/orders/"+id, "").Into(t, &detail)
		if n := len(sandboxtest.As[[]any](t, detail["milestones"])); n < 5 || n > 8 {
			t.Errorf("order %s has %d milestones, want 5 to 8", id, n)
		}
	}
	if bare != 1 || withoutStep != 10 || withoutDates != 6 || len(customers) != 6 || overseas < 10 {
		t.Errorf("%d with an id alone, %d without a step, %d without dates, %d customers, %d overseas", bare, withoutStep, withoutDates, len(customers), overseas)
	}
}

func TestTwoTrackedOrdersChangeEachMinute(t *testing.T) {
	t.Parallel()
	now := newClock()
	c := sandboxtest.Start(t, sandbox.Options{Now: now.Now, TokenLife: 24 * time.Hour})
	before := allTracked(c)
	for minute := range 60 {
		now.pass(time.Minute)
		after := allTracked(c)
		changed := 0
		for id, order := range after {
			if !reflect.DeepEqual(order, before[id]) {
				changed++
			}
		}
		if changed != 2 {
			t.Errorf("%d orders changed in minute %d, want 2", changed, minute+1)
		}
		before = after
	}
}

func TestWordsOfTrackedOrdersInFrench(t *testing.T) {
	t.Parallel()
	c := sandboxtest.Start(t, sandbox.Options{})
	english, french := map[any]bool{}, map[any]bool{}
	for _, language := range []string{"en", "", "fr", "fr-FR,en;q=0.5"} {
		var items []map[string]any
		tracked(c, "/orders?limit=100&status=Current", language).Into(t, &items)
		for _, item := range items {
			if language == "en" || language == "" {
				english[item["status"]] = true
			} else {
				french[item["status"]] = true
			}
		}
	}
	if !english["Current"] || english["En cours"] || !french["En cours"] || french["Current"] {
		t.Errorf("states are %v in English and %v in French", english, french)
	}
}

func TestEachAPIHasItsOwnKey(t *testing.T) {
	t.Parallel()
	c := sandboxtest.Start(t, sandbox.Options{})
	for _, url := range []string{c.At.TrackingURL() + "/orders", c.At.BillingURL() + "/bills"} {
		sent(c, c.Elsewhere(url, "")).MustRefuse(t, 400, 25, "X-Api-Key")
		sent(c, c.Elsewhere(url, "of somebody else")).MustRefuse(t, 401, 41, "X-Api-Key")
		request := c.Elsewhere(url, "")
		request.Header.Set("X-Bt-Api-Key", c.APIKey)
		sent(c, request).MustRefuse(t, 400, 25, "X-Api-Key")
		if answer := sent(c, c.Elsewhere(url, sandbox.DemoCredentials().B2BKey)); answer.Status != http.StatusOK {
			t.Errorf("%s answers %d with its key", url, answer.Status)
		}
		request = c.Elsewhere(url, sandbox.DemoCredentials().B2BKey)
		request.Header.Del("Authorization")
		sent(c, request).MustRefuse(t, 401, 40, "Bearer")
	}
}

func TestBillsAreSearchedByPost(t *testing.T) {
	t.Parallel()
	c := sandboxtest.Start(t, sandbox.Options{Profile: sandbox.ProfileReadOnly})
	request := c.Request(http.MethodPost, c.At.BillingURL()+"/bills/search?limit=100", `{"type":"creditNote"}`)
	request.Header.Set("Authorization", "Bearer "+c.Token)
	request.Header.Set("X-Api-Key", sandbox.DemoCredentials().B2BKey)
	request.Header.Set("Content-Type", "application/json")
	var items []map[string]any
	sent(c, request).Into(t, &items)
	if len(items) != 28 {
		t.Errorf("the search found %d credit notes, want 28", len(items))
	}
}

func TestTheQuotaIsOneForAllAPIs(t *testing.T) {
	t.Parallel()
	c := sandboxtest.Start(t, sandbox.Options{RequestsPerMinute: 3})
	for _, url := range []string{c.At.BaseURL() + "/me", c.At.TrackingURL() + "/status", c.At.BillingURL() + "/status"} {
		sent(c, c.Elsewhere(url, sandbox.DemoCredentials().B2BKey))
	}
	sent(c, c.Elsewhere(c.At.BillingURL()+"/status", sandbox.DemoCredentials().B2BKey)).MustRefuse(t, 403, 53, "quota")
}
