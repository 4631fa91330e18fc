package listing_test

import (
	"strings"
	"testing"

	"btalk/internal/ui/listing"
	"btalk/internal/ui/listing/listingtest"
)

// What the foot sums follows the rows: keys that come together lead to one drawing,
// and as many marked rows may be others.
func TestTheSumIsThatOfTheRowsMarkedNow(t *testing.T) {
	t.Parallel()
	s := &source{things: some(4)}
	config := configOf(s)
	asked := 0
	config.Foot = func(rows []thing, what string) []string {
		asked++
		ids := []string{what}
		for _, row := range rows {
			ids = append(ids, row.id)
		}
		return []string{strings.Join(ids, "+")}
	}
	list := listing.New(listingtest.Env(t, "mono"), config)
	listingtest.Drive(t, list, 100, 20, func(d *listingtest.Driver) {
		d.Want("shown+id-1+id-2+id-3+id-4")
		d.Press("space")
		d.Want("marked+id-1")
		d.Press("g", "space", "space") // the mark of the first goes, the second has one
		d.Want("marked+id-2")
		d.WantNot("marked+id-1")
		before := asked
		d.Press("j", "k")
		if d.Want("marked+id-2"); asked != before {
			t.Error("the sum was worked out again, and nothing had changed")
		}
		d.Press("*", "*", "/")
		d.Type("small")
		d.Press("enter")
		d.Want("shown+id-1+id-3")
	})
}
