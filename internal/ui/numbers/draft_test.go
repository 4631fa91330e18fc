package numbers

import (
	"slices"
	"testing"

	"btalk/internal/models"
	"btalk/internal/ui/draft/drafttest"
	"btalk/internal/ui/listing/listingtest"
	"btalk/internal/ui/screen"
)

// ranges is the form with drafts on a shelf.
func ranges(t *testing.T, shelf *drafttest.Shelf, route screen.Ranges) *Ranges {
	t.Helper()
	return NewRanges(listingtest.Env(t, "mono"), &source{}, shelf, route)
}

func TestRangesThatWereBegunComeBackAsTheyWereLeft(t *testing.T) {
	t.Parallel()
	for _, route := range []screen.Ranges{{Customer: "9999"}, {Customer: "9999", Site: "vs-2", SiteName: "CH_ZUERICH_1", Country: "CH"}} {
		shelf := &drafttest.Shelf{}
		listingtest.Visit(t, ranges(t, shelf, route), func(_ *Ranges, d *listingtest.Driver) {
			if route.Site == "" {
				d.Type("zuer")
				d.Press("enter")
			}
			d.Type("41445550100-4144555")
			d.Press("esc")
		})
		if got := shelf.Titles(t); !slices.Equal(got, []string{"number ranges 41445550100-4144555 · customer 9999"}) {
			t.Fatalf("kept %q", got)
		}
		listingtest.Visit(t, ranges(t, shelf, screen.Ranges{Draft: "draft-1"}), func(_ *Ranges, d *listingtest.Driver) {
			d.Want("Numbers of customer 9999", "CH_ZUERICH_1 vs-2", "41445550100-4144555")
			d.Type("0109")
			d.Press("tab", "down", "enter")
			got := change(t, d)
			if got.Customer != "9999" || got.Site != "vs-2" || got.Country != "CH" || got.Kind != models.ReleaseNumbers {
				t.Errorf("planned %+v", got)
			}
			d.Send(screen.SentMsg{State: models.Done})
		})
		if got := shelf.Titles(t); len(got) != 0 {
			t.Errorf("after it was done %q are kept", got)
		}
	}
}
