package api

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"

	"btalk/internal/cache"
	"btalk/internal/models"
)

// manyCustomers is an API of n customers with one order each.
func manyCustomers(n int) map[string]http.HandlerFunc {
	answers := map[string]http.HandlerFunc{}
	codes := make([]string, n)
	for i := range codes {
		codes[i] = fmt.Sprintf(`{"customerCode":"%d","name":"Customer %d"}`, i, i)
		answers["/customers/"+strconv.Itoa(i)+"/orders"] = says(http.StatusOK, fmt.Sprintf(`[{"orderId":"order-%d"}]`, i))
	}
	answers["/customers"] = says(http.StatusOK, "["+strings.Join(codes, ",")+"]")
	return answers
}

func TestEveryOrderSpendsTheSpareBudgetOnlyAndGoesOnNextTime(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		store := cache.NewMemory(cache.Options{})
		s, c := newSimulated(t, manyCustomers(70), func(cfg *Config) {
			cfg.RequestsPerMinute, cfg.Store = 60, store
		})
		got, err := c.EveryOrder(t.Context(), models.Cached)
		if err != nil || len(got.Value) != 29 || !got.Incomplete { // 30 less the list of customers
			t.Fatalf("%d orders, %v", len(got.Value), err)
		}
		if !strings.HasPrefix(got.Note, "the orders of 41 of 70 customers were not read, the spare half of 60 requests a minute") ||
			!strings.Contains(got.Note, "Customer 29, Customer 30, Customer 31, Customer 32, Customer 33 and 36 more") {
			t.Errorf("note %q", got.Note)
		}
		if left := c.Budget().Left; left != 30 {
			t.Errorf("%d left for the operator, want 30", left)
		}
		pass(budgetWindow + longestWait)
		got, err = c.EveryOrder(t.Context(), models.Cached)
		if err != nil || len(got.Value) != 59 || s.count("GET", "/orders") != 59 {
			t.Errorf("%d orders, %d requests, %v; want it to go on with 30 more", len(got.Value), s.count("GET", "/orders"), err)
		}
		if got, err := c.EveryOrder(t.Context(), models.Held); err != nil || len(got.Value) != 59 {
			t.Errorf("held: %d orders, %v", len(got.Value), err)
		}
	})
}

func TestEveryOrderKeepsWhatCameWhenItIsStopped(t *testing.T) {
	t.Parallel()
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	_, c := newSimulated(t, manyCustomers(20))
	got, err := c.EveryOrder(models.WithProgress(ctx, func(at models.Progress) {
		if at.Done == 5 && at.Total == 20 {
			stop()
		}
	}), models.Cached)
	if err != nil || len(got.Value) < 5 || len(got.Value) == 20 || !strings.Contains(got.Note, "were not read") {
		t.Errorf("%d orders, note %q, %v; want the five that came", len(got.Value), got.Note, err)
	}
}

func TestEveryOrderIsIncompleteWhereTheCustomersAre(t *testing.T) {
	t.Parallel()
	answers := manyCustomers(2)
	for name, customers := range map[string]http.HandlerFunc{
		"cut short":      announcing(5, `[{"customerCode":"0"},{"customerCode":"1"}]`),
		"one unreadable": says(http.StatusOK, `[{"customerCode":"0"},{"name":"?"},{"customerCode":"1"}]`),
	} {
		answers["/customers"] = customers
		_, c := newSimulated(t, answers)
		got, err := c.EveryOrder(t.Context(), models.Cached)
		if err != nil || len(got.Value) != 2 || !got.Incomplete || got.Note == "" {
			t.Errorf("%s: %d orders, incomplete %v, note %q, %v", name, len(got.Value), got.Incomplete, got.Note, err)
		}
	}
}

func TestEveryOrderIsAnErrorWhereNothingCouldBeRead(t *testing.T) {
	t.Parallel()
	answers := manyCustomers(20)
	for i := range 20 {
		answers["/customers/"+strconv.Itoa(i)+"/orders"] = refusing(http.StatusNotFound, models.CodeNotFound)
	}
	s, c := newSimulated(t, answers)
	if _, err := c.EveryOrder(t.Context(), models.Cached); models.KindOf(err) != models.NotFound || s.count("GET", "/orders") != failuresInARow {
		t.Errorf("err %v by %d requests, want what the API says by %d", err, s.count("GET", "/orders"), failuresInARow)
	}
	answers["/customers/3/orders"] = says(http.StatusOK, `[{"orderId":"7"}]`)
	answers["/customers/0/orders"] = says(http.StatusOK, `[]`)
	got, err := c.EveryOrder(t.Context(), models.Cached)
	if err != nil || len(got.Value) != 1 || !got.Incomplete {
		t.Errorf("%d orders, note %q, %v; want one, and who is missing", len(got.Value), got.Note, err)
	}
}
