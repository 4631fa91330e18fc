package voicesite

import (
	"context"
	"fmt"
	"testing"

	"btalk/internal/models"
	"btalk/internal/ui/listing/listingtest"
	"btalk/internal/ui/screen"
)

type source struct {
	site      string
	address   string
	customers string
	err       error
	asked     []string
}

func (s *source) VoiceSite(_ context.Context, id string, _ models.Mode) (models.Snapshot[models.VoiceSite], error) {
	s.asked = append(s.asked, "site "+id)
	site, _ := models.DecodeVoiceSite(models.Value(s.site))
	return models.Snapshot[models.VoiceSite]{Value: site, Fetched: listingtest.Now()}, nil
}

func (s *source) VoiceAddress(_ context.Context, customer, site string, _ models.Mode) (models.Snapshot[models.Value], error) {
	s.asked = append(s.asked, "address "+customer+" "+site)
	return models.Snapshot[models.Value]{Value: models.Value(s.address), Fetched: listingtest.Now()}, s.err
}

func (s *source) Customers(context.Context, models.Mode) (models.Snapshot[[]models.Customer], error) {
	var all []models.Customer
	for _, item := range models.Value(s.customers).List() {
		customer, _ := models.DecodeCustomer(item)
		all = append(all, customer)
	}
	return models.Snapshot[[]models.Customer]{Value: all}, nil
}

func full() *source {
	return &source{
		site:    `{"voiceSiteId":"vs-1","technicalSiteName":"FR_PARIS_1","customerSiteLabel":"Siège","country":"FR","vpn":{"vpnId":"aa","name":"Paris"},"status":"active","customerCode":9999,"routers":["r1","r2"]}`,
		address: `{"a1":"Île-de-France","a3":"Paris","a6":"Victor Hugo","hno":"12","sts":"Rue","pc":"75001","dialZone":"01","oddElement":"x"}`,
	}
}

func TestEverythingKnownIsShown(t *testing.T) {
	t.Parallel()
	from := full()
	s := New(listingtest.Env(t, "mono"), from, screen.VoiceSite{ID: "vs-1"})
	listingtest.Drive(t, s, 100, 60, func(d *listingtest.Driver) {
		d.Want("FR_PARIS_1", "Siège", "vs-1", "FR France", "9999", "Paris", "aa", "active",
			"12 Rue Victor Hugo", "75001 Paris", "Street name without type or number", "dialZone", "oddElement", "routers", `["r1","r2"]`)
		if fmt.Sprint(from.asked) != "[site vs-1 address 9999 vs-1]" {
			t.Errorf("asked %q", from.asked)
		}
		if s.Title() != "FR_PARIS_1" {
			t.Errorf("got the title %q", s.Title())
		}
	})
}

func TestActions(t *testing.T) {
	t.Parallel()
	s := New(listingtest.Env(t, "mono"), full(), screen.VoiceSite{ID: "vs-1"})
	listingtest.Drive(t, s, 80, 20, func(d *listingtest.Driver) {
		d.Press("w")
		d.WantPush(screen.Address{ISO2: "FR", Customer: "9999", Site: "vs-1", SiteName: "FR_PARIS_1"})
		d.Press("n")
		d.WantPush(screen.Numbers{Customer: "9999", Site: "vs-1", Name: "FR_PARIS_1"})
		d.Press("a", "3")
		d.WantPush(screen.Coverage{ISO2: []string{"FR"}})
		d.Press("d")
		if push, ok := d.LastAsked().(screen.PushMsg); !ok {
			t.Errorf("got %#v", push)
		}
		d.Press("y", "i")
		if copied, ok := d.LastAsked().(screen.CopyMsg); !ok || copied.Text != "vs-1" {
			t.Errorf("got %#v", d.LastAsked())
		}
	})
}

func TestTheAddressSaysWhyItIsNotThere(t *testing.T) {
	t.Parallel()
	bare := `{"voiceSiteId":"vs-1","technicalSiteName":"X"}`
	for _, tc := range []struct {
		name string
		from *source
		want string
	}{
		{"nobody knows whose it is", &source{site: bare, customers: `[{"customerCode":"1"},{"customerCode":"2"}]`}, "does not say which customer"},
		{"the only customer", &source{site: bare, customers: `[{"customerCode":"1"}]`, address: `{"a3":"Lyon"}`}, "Lyon"},
		{"none", &source{site: bare, customers: `[{"customerCode":"1"}]`}, "the server knows no address"},
		{"not entitled", &source{site: bare, customers: `[{"customerCode":"1"}]`, err: &models.Error{Kind: models.Forbidden}}, "not entitled"},
		{"given with the site", &source{site: `{"voiceSiteId":"vs-1","address":{"a3":"Nantes"}}`}, "Nantes"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			s := New(listingtest.Env(t, "mono"), tc.from, screen.VoiceSite{ID: "vs-1"})
			listingtest.Drive(t, s, 100, 40, func(d *listingtest.Driver) { d.Want(tc.want) })
		})
	}
}

func TestGoldenFrames(t *testing.T) {
	t.Parallel()
	for _, theme := range []string{"mono", "terminal"} {
		for _, size := range listingtest.Sizes() {
			s := New(listingtest.Env(t, theme), full(), screen.VoiceSite{ID: "vs-1"})
			listingtest.Drive(t, s, size.Width, size.Height, func(d *listingtest.Driver) {
				d.Golden(fmt.Sprintf("voicesite-%dx%d-%s", size.Width, size.Height, theme))
			})
		}
	}
}

func TestAnySizeIsDrawn(t *testing.T) {
	t.Parallel()
	s := New(listingtest.Env(t, "mono"), full(), screen.VoiceSite{ID: "vs-1"})
	listingtest.Drive(t, s, 80, 20, func(d *listingtest.Driver) {
		for w := 1; w < 130; w += 7 {
			for h := 1; h < 40; h += 3 {
				d.Resize(w, h)
				d.Press("pgdown", "y")
				_ = d.Frame()
				d.Press("esc")
				_ = d.Frame()
			}
		}
	})
}
