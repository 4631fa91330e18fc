package ordersite

import (
	"slices"
	"testing"

	"btalk/internal/models"
	"btalk/internal/ui/draft/drafttest"
	"btalk/internal/ui/listing/listingtest"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/widget"
)

// on drives the form with drafts on a shelf, then closes it.
func on(t *testing.T, shelf *drafttest.Shelf, route screen.OrderSite, test func(s *Screen, d *listingtest.Driver)) {
	t.Helper()
	s := New(listingtest.Env(t, "mono"), &source{}, shelf, route)
	listingtest.Drive(t, s, 80, 20, func(d *listingtest.Driver) {
		test(s, d)
		s.Close()
	})
}

func TestAnOrderThatWasBegunComesBackAsItWasLeft(t *testing.T) {
	t.Parallel()
	for _, route := range []screen.OrderSite{{Customer: "9999"}, {Customer: "9999", VPN: "aa76", ISO2: "FR"}, {}} {
		shelf := &drafttest.Shelf{}
		var left [6]string
		values := func(s *Screen) [6]string {
			f := s.form
			return [6]string{s.customer(), f.Get(fieldName), f.Get(fieldLabel), f.Get(fieldCountry), f.Get(fieldVPN), f.Get(fieldReference)}
		}
		on(t, shelf, route, func(s *Screen, d *listingtest.Driver) {
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
			s.form.Restore(widget.FormState{Values: map[string]widget.FieldState{fieldReference: {Value: "ours-1"}}})
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
		on(t, shelf, screen.OrderSite{Draft: "draft-1"}, func(s *Screen, d *listingtest.Driver) {
			if got := values(s); got != left || got[5] != "ours-1" {
				t.Errorf("came back as %q, left as %q", got, left)
			}
			d.Want("FR_LYON_2")
		})
	}
}

func TestADraftOfAnOrderGoesWithTheOrder(t *testing.T) {
	t.Parallel()
	for state, kept := range map[models.OutcomeState]int{
		models.Done: 0, models.OutcomeUnknown: 0, models.Pending: 0, models.Refused: 1, models.NotSent: 1,
	} {
		shelf := &drafttest.Shelf{}
		on(t, shelf, screen.OrderSite{Customer: "9999"}, func(_ *Screen, d *listingtest.Driver) {
			fill(d, "FR_LYON_2")
			d.Send(screen.SentMsg{State: state})
		})
		if got := shelf.Titles(t); len(got) != kept {
			t.Errorf("after %q: %q are kept", state, got)
		}
	}
}

func TestAFormWithNothingTypedLeavesNoDraft(t *testing.T) {
	t.Parallel()
	shelf := &drafttest.Shelf{}
	on(t, shelf, screen.OrderSite{Customer: "9999"}, func(_ *Screen, d *listingtest.Driver) { d.Press("tab", "esc") })
	on(t, shelf, screen.OrderSite{Customer: "9999"}, func(_ *Screen, d *listingtest.Driver) {
		d.Type("x")
		d.Press("backspace", "esc")
	})
	if got := shelf.Titles(t); len(got) != 0 {
		t.Errorf("kept %q", got)
	}
}

func TestADraftThatIsNoOrderIsNotTakenUp(t *testing.T) {
	t.Parallel()
	for name, data := range map[string]string{
		"an address": `{"version":1}`, "ranges": `{"form":"ranges","formVersion":1}`, "a later version": `{"form":"order","formVersion":2}`, "nothing": "",
	} {
		shelf := &drafttest.Shelf{}
		if err := shelf.Save("other", []byte(data)); err != nil {
			t.Fatal(err)
		}
		on(t, shelf, screen.OrderSite{Draft: "other"}, func(_ *Screen, d *listingtest.Driver) {
			d.Want("The draft cannot be taken up")
			d.Type("typed")
			d.Press("esc")
			if _, left := d.LastAsked().(screen.PopMsg); !left {
				t.Errorf("%s: asked for %#v", name, d.LastAsked())
			}
		})
		if got, _ := shelf.Load("other"); string(got) != data {
			t.Errorf("%s became %s", name, got)
		}
	}
}

func TestLeavingBtalkLosesNothingWhereADraftIsKept(t *testing.T) {
	t.Parallel()
	on(t, &drafttest.Shelf{}, screen.OrderSite{Customer: "9999"}, func(s *Screen, d *listingtest.Driver) {
		d.Type("FR")
		if what, dirty := s.Dirty(); dirty {
			t.Errorf("it asks about %s", what)
		}
	})
}
