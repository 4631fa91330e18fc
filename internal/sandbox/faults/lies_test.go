package faults_test

import (
	"slices"
	"strconv"
	"testing"

	"btalk/internal/sandbox"
	"btalk/internal/sandbox/faults"
	"btalk/internal/sandbox/sandboxtest"
)

// TestWhatEachLieMakesOfTheSecondPage asks for items 10 to 19 of 600. The wanted items
// are numbers in the list as it is.
func TestWhatEachLieMakesOfTheSecondPage(t *testing.T) {
	t.Parallel()
	from := func(first, count int) []int {
		numbers := make([]int, count)
		for i := range numbers {
			numbers[i] = first + i
		}
		return numbers
	}
	reversed := from(580, 10)
	slices.Reverse(reversed)
	honest := sandboxtest.Start(t, sandbox.Options{})
	var list []map[string]any
	honest.Get("/voicesites?limit=600").Into(t, &list)
	for quirk, want := range map[string]struct {
		items []int
		total string
	}{
		"empty-list":    {from(0, 0), "0"},
		"repeat-page":   {from(0, 10), "600"},
		"ignore-paging": {from(0, 600), "600"},
		"page-cap=4":    {from(10, 4), "600"},
		"page-cap=400":  {from(10, 10), "600"},
		"short-pages":   {from(10, 9), "600"},
		"inserted":      {from(9, 10), "601"},
		"deleted":       {from(11, 10), "599"},
		"unstable":      {reversed, "600"},
		"page-total":    {from(10, 10), "10"},
		"no-total":      {from(10, 10), ""},
		"total=many":    {from(10, 10), "many"},
	} {
		c := sandboxtest.Start(t, quirked(t, quirk))
		answer := c.Get("/voicesites?limit=10&offset=10")
		var got []map[string]any
		answer.Into(t, &got)
		ids, wanted := []any{}, []any{}
		for _, item := range got {
			ids = append(ids, item["voiceSiteId"])
		}
		for _, number := range want.items {
			wanted = append(wanted, list[number]["voiceSiteId"])
		}
		if !slices.Equal(ids, wanted) {
			t.Errorf("%s: %d items, %v; want %d, %v", quirk, len(ids), ids, len(wanted), wanted)
		}
		if total := answer.Header.Get("X-Total-Count"); total != want.total {
			t.Errorf("%s: the total is %q, want %q", quirk, total, want.total)
		}
		if count := answer.Header.Get("X-Result-Count"); count != strconv.Itoa(len(ids)) {
			t.Errorf("%s: the count is %q for %d items", quirk, count, len(ids))
		}
	}
}

func TestALieAboutPagesLeavesTheFirstPageAndOtherAnswersAlone(t *testing.T) {
	t.Parallel()
	honest := sandboxtest.Start(t, sandbox.Options{})
	for _, quirk := range []string{"inserted", "deleted", "unstable"} {
		c := sandboxtest.Start(t, quirked(t, quirk))
		for _, path := range []string{"/voicesites", "/voicesites?limit=7", "/me", "/countries/FR", "/voicesites?limit=0", "/voicesites?limit=9999", "/customers/none/vpns"} {
			if got, want := c.Get(path), honest.Get(path); string(got.Body) != string(want.Body) || got.Status != want.Status {
				t.Errorf("%s: %s is %d %.80s, want %d %.80s", quirk, path, got.Status, got.Body, want.Status, want.Body)
			}
		}
	}
}

func quirked(t *testing.T, quirks ...string) sandbox.Options {
	t.Helper()
	var options sandbox.Options
	if err := faults.Apply(&options, quirks...); err != nil {
		t.Fatal(err)
	}
	return options
}
