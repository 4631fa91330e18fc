package voicesite

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"btalk/internal/models"
	"btalk/internal/ui/listing/listingtest"
	"btalk/internal/ui/screen"
)

func TestASiteIsCalledByTheBestNameThatIsKnown(t *testing.T) {
	t.Parallel()
	for want, tc := range map[string]struct{ site, name string }{
		"FR_PARIS_1":   {`{"technicalSiteName":"FR_PARIS_1","customerSiteLabel":"Siège"}`, "old"},
		"Siège":        {`{"customerSiteLabel":"Siège"}`, "old"},
		"from a list␛": {`{"status":"active"}`, "from a list\x1b"},
		"vs-1":         {`{}`, ""},
	} {
		s := New(listingtest.Env(t, "mono"), &source{site: tc.site}, screen.VoiceSite{ID: "vs-1", Name: tc.name})
		listingtest.Drive(t, s, 80, 20, func(*listingtest.Driver) {
			if got := s.Title(); got != want {
				t.Errorf("%s is called %q, want %q", tc.site, got, want)
			}
		})
	}
}

func TestTheNameOfAVPNShowsOnlyWhereTheServerSendsIt(t *testing.T) {
	t.Parallel()
	for site, named := range map[string]bool{
		`{"voiceSiteId":"vs-1","vpn":{"vpnId":"aa","name":"Paris VPN"}}`: true, `{"voiceSiteId":"vs-1","vpnId":"aa"}`: false,
	} {
		decoded, _ := models.DecodeVoiceSite(models.Value(site))
		var labels []string
		for _, field := range fields(decoded, &screen.Task[place]{}) {
			labels = append(labels, field.Label)
		}
		if slices.Contains(labels, "VPN") != named || !slices.Contains(labels, "VPN id") {
			t.Errorf("%s has the fields %q", site, labels)
		}
	}
}

// lost is a source whose list of customers cannot be read.
type lost struct{ *source }

func (lost) Customers(context.Context, models.Mode) (models.Snapshot[[]models.Customer], error) {
	return models.Snapshot[[]models.Customer]{}, errors.New("down")
}

func TestTheAddressIsAskedForOnlyOfTheCustomerWhoseSiteItIs(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		site, customers string
		want            string
		asked           string
	}{
		"the site says whose it is":         {`{"voiceSiteId":"vs-1","customerCode":"7"}`, `[{"customerCode":"1"}]`, "7", "[address 7 vs-1]"},
		"the key manages one customer":      {`{"voiceSiteId":"vs-1"}`, `[{"customerCode":"1"}]`, "1", "[address 1 vs-1]"},
		"it manages several, which is a no": {`{"voiceSiteId":"vs-1"}`, `[{"customerCode":"1"},{"customerCode":"2"}]`, "", "[]"},
		"it manages none":                   {`{"voiceSiteId":"vs-1"}`, `[]`, "", "[]"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			from := &source{customers: tc.customers, address: `{"a3":"Lyon"}`}
			site, _ := models.DecodeVoiceSite(models.Value(tc.site))
			got, err := fetchPlace(from, site)(t.Context(), models.Cached)
			if err != nil || got.Value.customer != tc.want || fmt.Sprint(from.asked) != tc.asked {
				t.Errorf("customer %q, asked %v, %v", got.Value.customer, from.asked, err)
			}
			if (got.Value.address.Kind() == models.ObjectValue) != (tc.want != "") {
				t.Errorf("the address is %s", got.Value.address)
			}
		})
	}
	site, _ := models.DecodeVoiceSite(models.Value(`{"voiceSiteId":"vs-1"}`))
	from := lost{&source{}}
	if _, err := fetchPlace(from, site)(t.Context(), models.Cached); err == nil || len(from.asked) != 0 {
		t.Errorf("whose it is cannot be read: %v, asked %v", err, from.asked)
	}
}

func TestWhatIsWrittenElsewhereIsReadAgainHere(t *testing.T) {
	t.Parallel()
	from := full()
	s := New(listingtest.Env(t, "mono"), from, screen.VoiceSite{ID: "vs-1"})
	listingtest.Drive(t, s, 80, 20, func(d *listingtest.Driver) {
		from.asked = nil
		d.Send(screen.WroteMsg{What: "orders"})
		if len(from.asked) != 0 {
			t.Errorf("an order asked for %v", from.asked)
		}
		d.Send(screen.WroteMsg{What: "voicesites"})
		slices.Sort(from.asked)
		if got := fmt.Sprint(from.asked); got != "[address 9999 vs-1 site vs-1]" {
			t.Errorf("a change asked for %s", got)
		}
	})
}
