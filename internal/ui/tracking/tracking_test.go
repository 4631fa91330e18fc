package tracking

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"btalk/internal/models"
	"btalk/internal/tracking"
	"btalk/internal/ui/listing/listingtest"
	"btalk/internal/ui/screen"
)

const list = `[
 {"id":"300","status":"Current","site":{"name":"NICE_1","city":"Nice","zipcode":"06000"},"milestones":[{"name":"Delivery","status":"Yet-To-Reach","milestoneDate":"2026-12-11"}]},
 {"id":"123456","customerReference":"R-1","status":"Current","step":"DELIVERY","offer":"Business VPN",
  "site":{"name":"LYON_1","zipcode":"69003","city":"LYON","floor":3},"createdAt":"2026-10-01","oddity":{"deep":[1,"two\u001b[31m"]},
  "milestones":[{"name":"Study","status":"Violated","milestoneDate":"2026-10-20"}],
  "appointments":[{"date":"2026-11-27","slot":"AM","status":"confirmed"},{"date":"2026-11-28T09:30:00+04:00"}]},
 {"id":"200","status":"Current","site":{"name":"PARIS_1","city":"Paris"},"expectedDeliveryDate":"2026-11-20"},
 {"id":"7"},
 {"id":"400","status":"Closed","site":{"name":"LILLE_1"}}
]`

type source struct {
	asked []string
	err   error
}

func all() []tracking.Order {
	var orders []tracking.Order
	for _, item := range models.Value(list).List() {
		order, _ := tracking.Decode(item)
		orders = append(orders, order)
	}
	return orders
}

func (s *source) TrackedOrders(_ context.Context, status string, _ models.Mode) (models.Snapshot[[]tracking.Order], error) {
	s.asked = append(s.asked, status)
	return models.Snapshot[[]tracking.Order]{Value: tracking.InStatus(all(), status), Fetched: listingtest.Now()}, s.err
}

func (s *source) TrackedOrder(_ context.Context, id string, _ models.Mode) (models.Snapshot[tracking.Order], error) {
	s.asked = append(s.asked, "order "+id)
	orders := all()
	at := slices.IndexFunc(orders, func(order tracking.Order) bool { return order.ID.Raw() == id })
	if at < 0 {
		return models.Snapshot[tracking.Order]{}, &models.Error{Op: "read the tracked order", Kind: models.NotFound}
	}
	return models.Snapshot[tracking.Order]{Value: orders[at], Fetched: listingtest.Now()}, s.err
}

func (s *source) VoiceSite(_ context.Context, id string, _ models.Mode) (models.Snapshot[models.VoiceSite], error) {
	site, ok := models.DecodeVoiceSite(models.Value(id))
	if !ok {
		return models.Snapshot[models.VoiceSite]{}, &models.Error{Op: "read the voicesite", Kind: models.NotFound}
	}
	return models.Snapshot[models.VoiceSite]{Value: site}, nil
}

func (s *source) VoiceAddress(_ context.Context, customer, _ string, _ models.Mode) (models.Snapshot[models.Value], error) {
	s.asked = append(s.asked, "address of "+customer)
	return models.Snapshot[models.Value]{Value: models.Value(`{"pc":"06000"}`)}, s.err
}

func TestTheOrdersOfAVoicesite(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		site, want string
		reads      bool // its address
	}{
		"by name":                       {`{"voiceSiteId":"1","technicalSiteName":"lyon 1","address":{"pc":"06000"}}`, "LYON_1", false},
		"a closed one":                  {`{"voiceSiteId":"1","technicalSiteName":"LILLE_1","address":{}}`, "LILLE_1", false},
		"by the address it came with":   {`{"voiceSiteId":"1","address":{"pc":"69003"}}`, "same post code", false},
		"by its address":                {`{"voiceSiteId":"1","customerCode":"77"}`, "NICE_1", true},
		"post codes of other countries": {`{"voiceSiteId":"1","country":"DE","address":{"pc":"06000"}}`, "No order has the name", false},
		"a site that is not there":      {`{}`, "read the voicesite", false},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			from := &source{}
			s := New(listingtest.Env(t, "mono"), from, screen.Tracking{Status: "all", Site: test.site, SiteName: "X"})
			listingtest.Drive(t, s, 80, 20, func(d *listingtest.Driver) {
				d.Want(test.want)
				if slices.Contains(from.asked, "address of 77") != test.reads {
					t.Errorf("asked %v", from.asked)
				}
			})
		})
	}
}

func TestLateOrdersLeadAndWhatHasNoDateIsLast(t *testing.T) {
	t.Parallel()
	from := &source{}
	s := New(listingtest.Env(t, "mono"), from, screen.Tracking{})
	listingtest.Drive(t, s, 120, 20, func(d *listingtest.Driver) {
		var ids []string
		for _, row := range s.Rows() {
			ids = append(ids, row.ID.Raw())
		}
		if fmt.Sprint(ids) != "[200 123456 300 7]" || fmt.Sprint(from.asked) != "[Current]" {
			t.Errorf("lists %v, asked for %v", ids, from.asked)
		}
		d.Want("2 d late", "Fri 27 Nov AM")
		d.WantNot("LILLE_1")
		d.Press("enter")
		d.WantPush(screen.TrackedOrder{ID: "200", Name: "PARIS_1"})
	})
}

func TestTheWordsOfTheCommandChooseTheOrders(t *testing.T) {
	t.Parallel()
	for words, want := range map[string]struct {
		to  screen.Tracking
		ids string // before the search, which is the filter of the list
	}{
		"":                            {screen.Tracking{}, "200 123456 300 7"},
		"late":                        {screen.Tracking{Late: true}, "200"},
		"--late":                      {screen.Tracking{Late: true}, "200"},
		"all":                         {screen.Tracking{Status: "all"}, "200 123456 300 400 7"},
		"--status=Closed":             {screen.Tracking{Status: "Closed"}, "400"},
		"--status closed":             {screen.Tracking{Status: "closed"}, "400"},
		"next 7d":                     {screen.Tracking{Next: "7d"}, "200 123456"},
		"--next 30 --status all":      {screen.Tracking{Next: "30", Status: "all"}, "200 123456 300"},
		"lyon business":               {screen.Tracking{Query: "lyon business"}, "200 123456 300 7"},
		"next door":                   {screen.Tracking{Query: "next door"}, "200 123456 300 7"},
		"late lyon":                   {screen.Tracking{Late: true, Query: "lyon"}, "200"},
		"--next 99999999999999999999": {screen.Tracking{Query: "--next 99999999999999999999"}, "200 123456 300 7"},
		"status":                      {screen.Tracking{Query: "status"}, "200 123456 300 7"},
	} {
		t.Run(words, func(t *testing.T) {
			t.Parallel()
			to := To(strings.Fields(words))
			if to != want.to {
				t.Fatalf("leads to %+v, want %+v", to, want.to)
			}
			s := New(listingtest.Env(t, "mono"), &source{}, to)
			listingtest.Drive(t, s, 120, 20, func(*listingtest.Driver) {
				var ids []string
				for _, row := range s.Rows() {
					ids = append(ids, row.ID.Raw())
				}
				if got := strings.Join(ids, " "); got != want.ids {
					t.Errorf("lists %q, want %q", got, want.ids)
				}
			})
		})
	}
}

func TestWordsAreSearchedForInTheList(t *testing.T) {
	t.Parallel()
	for _, words := range []string{"123456", "lyon", "business"} {
		s := New(listingtest.Env(t, "mono"), &source{}, screen.Tracking{Query: words})
		listingtest.Drive(t, s, 120, 20, func(d *listingtest.Driver) {
			d.Want("/"+words, "LYON_1", "1/1 of 4")
			d.WantNot("NICE_1")
		})
	}
}

func TestAListLeadsToItsOtherLists(t *testing.T) {
	t.Parallel()
	s := New(listingtest.Env(t, "mono"), &source{}, screen.Tracking{})
	listingtest.Drive(t, s, 80, 20, func(d *listingtest.Driver) {
		d.Press("a")
		d.Want("the orders that are late", "the orders of every status")
		d.WantNot("the current orders")
		d.Press("1")
		d.WantPush(screen.Tracking{Late: true})
	})
}

func TestAnOrderIsShownWithAllThatWasSent(t *testing.T) {
	t.Parallel()
	s := NewOne(listingtest.Env(t, "mono"), &source{}, screen.TrackedOrder{ID: "123456"})
	listingtest.Drive(t, s, 110, 50, func(d *listingtest.Driver) {
		d.Want("Timeline", "✗ Tue 20 Oct", "▶ Fri 27 Nov AM", "morning", "09:30 +04:00", "69003 LYON", "site.floor", "oddity.deep[1]")
		if s.Title() != "Tracked order of LYON_1" {
			t.Errorf("the page is called %q", s.Title())
		}
		d.Press("a", "1")
		d.WantPush(screen.VoiceSites{Order: "123456"})
		d.Press("a", "2")
		if got, ok := d.LastAsked().(screen.CopyMsg); !ok || got.Text != "R-1" {
			t.Errorf("copied %#v", d.LastAsked())
		}
	})
}

func TestAnOrderWithNothingButAnIdHasAPage(t *testing.T) {
	t.Parallel()
	s := NewOne(listingtest.Env(t, "mono"), &source{}, screen.TrackedOrder{ID: "7"})
	listingtest.Drive(t, s, 60, 20, func(d *listingtest.Driver) {
		d.Want("Timeline", "the server gives no date")
		d.Press("a", "2")
		if _, said := d.LastAsked().(screen.ToastMsg); !said {
			t.Errorf("a reference that is not there gave %#v", d.LastAsked())
		}
	})
}

func TestAnOrderThatIsNotThereIsSaid(t *testing.T) {
	t.Parallel()
	listingtest.Visit(t, NewOne(listingtest.Env(t, "mono"), &source{}, screen.TrackedOrder{ID: "gone"}), func(s *One, d *listingtest.Driver) {
		d.Want("read the tracked order")
		if s.Title() != "Tracked order gone" {
			t.Errorf("the page is called %q", s.Title())
		}
	})
}

func TestAFailureIsShownInPlaceOfTheList(t *testing.T) {
	t.Parallel()
	s := New(listingtest.Env(t, "mono"), &source{err: errors.New("no key of Order Tracking")}, screen.Tracking{})
	listingtest.Drive(t, s, 80, 20, func(d *listingtest.Driver) { d.Want("no key of Order Tracking") })
}

func TestADateIsWholeOrNotThereAtAnyWidth(t *testing.T) {
	t.Parallel()
	for width := 60; width <= 200; width += 4 {
		s := New(listingtest.Env(t, "mono"), &source{}, screen.Tracking{Status: "all"})
		listingtest.Drive(t, s, width, 11, func(d *listingtest.Driver) {
			view := d.Frame()
			for part, whole := range map[string]string{"20 Nov": "Fri 20 Nov · 2 d late", "27 Nov": "Fri 27 Nov AM · in 5 d", "11 Dec": "Fri 11 Dec · in 19 d"} {
				if strings.Contains(view, part) && !strings.Contains(view, whole) {
					t.Errorf("at %d a date is cut:\n%s", width, view)
				}
			}
		})
	}
}

func TestGoldenFrames(t *testing.T) {
	t.Parallel()
	for _, theme := range []string{"mono", "terminal"} {
		for _, size := range listingtest.Sizes() {
			s := New(listingtest.Env(t, theme), &source{}, screen.Tracking{Status: "all"})
			listingtest.Drive(t, s, size.Width, size.Height, func(d *listingtest.Driver) {
				d.Golden(fmt.Sprintf("tracking-%dx%d-%s", size.Width, size.Height, theme))
			})
			one := NewOne(listingtest.Env(t, theme), &source{}, screen.TrackedOrder{ID: "123456"})
			listingtest.Drive(t, one, size.Width, size.Height, func(d *listingtest.Driver) {
				d.Golden(fmt.Sprintf("tracked-%dx%d-%s", size.Width, size.Height, theme))
			})
		}
	}
}

func TestCurlOfAnOrderNamesTheKeyAndTheAddressOfOrderTracking(t *testing.T) {
	t.Parallel()
	listingtest.Drive(t, New(listingtest.Env(t, "mono"), &source{}, screen.Tracking{}), 120, 20, func(d *listingtest.Driver) {
		d.Press("y", "u")
		const want = `curl -H "Authorization: Bearer $BTALK_TOKEN" -H "X-Api-Key: ${BTALK_TRACKING_API_KEY:-$BTALK_B2B_API_KEY}" "$BTALK_TRACKING_URL"'/orders/200'`
		if got, ok := d.LastAsked().(screen.CopyMsg); !ok || got.Text != want {
			t.Errorf("got %#v, want %s", d.LastAsked(), want)
		}
	})
}
