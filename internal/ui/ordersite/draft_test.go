package ordersite

import (
	"slices"
	"testing"

	"btalk/internal/ui/draft/drafttest"
	"btalk/internal/ui/listing/listingtest"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/widget"
)

// order is the form with drafts on a shelf.
func order(t *testing.T, shelf *drafttest.Shelf, route screen.OrderSite) *Screen {
	t.Helper()
	return New(listingtest.Env(t, "mono"), &source{}, shelf, route)
}

func TestAnOrderThatWasBegunComesBackAsItWasLeft(t *testing.T) {
	t.Parallel()
	for _, route := range []screen.OrderSite{{Customer: "9999"}, {Customer: "9999", VPN: "aa76", ISO2: "FR"}, {}} {
		shelf := &drafttest.Shelf{}
		var left [6]string
		values := func(s *Screen) [6]string {
			f := s.Fields
			return [6]string{s.customer(), f.Get(fieldName), f.Get(fieldLabel), f.Get(fieldCountry), f.Get(fieldVPN), f.Get(fieldReference)}
		}
		listingtest.Visit(t, order(t, shelf, route), func(s *Screen, d *listingtest.Driver) {
			if route.Customer == "" {
				d.Type("acme")
				d.Press("enter")
			}
			d.Type("FR_LYON_2")
			d.Press("enter")
			d.Type("Lyon deux")
			d.Press("enter")
			if route.ISO2 == "" {
				d.Type("fra")
				d.Press("enter")
				d.Type("over")
			}
			s.Fields.Restore(widget.FormState{Values: map[string]widget.FieldState{fieldReference: {Value: "ours-1"}}})
			d.Type("1")
			d.Press("backspace")
			left = values(s)
			d.Press("esc")
			if toast, ok := d.LastAsked().(screen.ToastMsg); !ok || toast.Text == "" {
				t.Errorf("leaving asked for %#v", d.LastAsked())
			}
		})
		if got := shelf.Titles(t); !slices.Equal(got, []string{"order of a voicesite FR_LYON_2 · customer 9999"}) {
			t.Fatalf("kept %q", got)
		}
		listingtest.Visit(t, order(t, shelf, screen.OrderSite{Draft: "draft-1"}), func(s *Screen, d *listingtest.Driver) {
			if got := values(s); got != left || got[5] != "ours-1" {
				t.Errorf("came back as %q, left as %q", got, left)
			}
			d.Want("FR_LYON_2")
		})
	}
}
