package vpns

import (
	"context"
	"fmt"
	"testing"

	"btalk/internal/models"
	"btalk/internal/ui/listing/listingtest"
	"btalk/internal/ui/screen"
)

type source struct{ answer string }

func (s source) VPNs(_ context.Context, customer string, _ models.Mode) (models.Snapshot[[]models.VPN], error) {
	var all []models.VPN
	for _, item := range models.Value(s.answer).List() {
		vpn, _ := models.DecodeVPN(item)
		vpn.Customer = models.NewText(customer)
		all = append(all, vpn)
	}
	return models.Snapshot[[]models.VPN]{Value: all, Fetched: listingtest.Now()}, nil
}

func (source) VoiceSites(context.Context, models.SiteQuery, models.Mode) (models.Snapshot[[]models.VoiceSite], error) {
	return models.Snapshot[[]models.VoiceSite]{}, nil
}

var two = source{`[{"vpnId":"aa76e66dfc63","name":"Paris HQ","vpnCode":"1"},{"vpnId":"bb76e66dfc6","name":"Zürich","vpnCode":2,"new":"x"}]`}

func TestTheFirstLineLeadsToAllVoicesites(t *testing.T) {
	t.Parallel()
	s := New(listingtest.Env(t, "mono"), two, screen.VPNs{Customer: "9999", Name: "Étoile"})
	listingtest.Drive(t, s, 80, 20, func(d *listingtest.Driver) {
		d.Want("All voicesites of the customer", "0/2")
		d.Press("enter")
		d.WantPush(screen.VoiceSites{Customer: "9999", Name: "all of Étoile"})
		d.Press("d", "y", "a")
		if len(d.Asked) != 3 {
			t.Errorf("a line that is no VPN was copied or acted on: %#v", d.Asked)
		}
		d.Press("down", "enter")
		d.WantPush(screen.VoiceSites{Customer: "9999", VPN: "aa76e66dfc63", Name: "Paris HQ"})
	})
}

func TestACustomerWithoutVPNsStillLeadsToItsVoicesites(t *testing.T) {
	t.Parallel()
	s := New(listingtest.Env(t, "mono"), source{"[]"}, screen.VPNs{Customer: "9999"})
	listingtest.Drive(t, s, 80, 20, func(d *listingtest.Driver) {
		d.Want("All voicesites of the customer", "0/0")
		if s.Title() != "9999" {
			t.Errorf("got the title %q, want the code where there is no name", s.Title())
		}
	})
}

func TestGoldenFrames(t *testing.T) {
	t.Parallel()
	for _, theme := range []string{"mono", "terminal"} {
		for _, size := range listingtest.Sizes() {
			s := New(listingtest.Env(t, theme), two, screen.VPNs{Customer: "9999", Name: "Étoile"})
			listingtest.Drive(t, s, size.Width, size.Height, func(d *listingtest.Driver) {
				d.Press("down")
				d.Golden(fmt.Sprintf("vpns-%dx%d-%s", size.Width, size.Height, theme))
			})
		}
	}
}
