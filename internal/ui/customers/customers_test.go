package customers

import (
	"context"
	"fmt"
	"testing"

	"btalk/internal/models"
	"btalk/internal/ui/listing/listingtest"
	"btalk/internal/ui/screen"
)

const answer = `[
	{"name":"Étoile Logistique","customerCode":9999,"contractNumber":"123456","apiContractId":"ar45dv5s","pricingApprovalNumber":"A123456789","type":"direct","seenNowhere":{"a":1}},
	{"name":"東京商事","customerCode":"10001","type":"indirect"},
	{"customerCode":"10002"}
]`

type source struct{ refreshed []string }

func (*source) Customers(context.Context, models.Mode) (models.Snapshot[[]models.Customer], error) {
	var all []models.Customer
	for _, item := range models.Value(answer).List() {
		customer, _ := models.DecodeCustomer(item)
		all = append(all, customer)
	}
	return models.Snapshot[[]models.Customer]{Value: all, Fetched: listingtest.Now()}, nil
}

func (s *source) VPNs(_ context.Context, customer string, _ models.Mode) (models.Snapshot[[]models.VPN], error) {
	s.refreshed = append(s.refreshed, customer)
	return models.Snapshot[[]models.VPN]{}, nil
}

func TestEnterOpensTheVPNsOfTheCustomerSeen(t *testing.T) {
	t.Parallel()
	s := New(listingtest.Env(t, "mono"), &source{}, screen.Customers{})
	listingtest.Drive(t, s, 80, 20, func(d *listingtest.Driver) {
		d.Want("Étoile Logistique", "9999", "10002", "1/3")
		d.Press("enter")
		d.WantPush(screen.VPNs{Customer: "9999", Name: "Étoile Logistique"})
		d.Press("down", "v")
		d.WantPush(screen.VoiceSites{Customer: "10001", Name: "東京商事"})
		d.Press("n")
		d.WantPush(screen.Numbers{Customer: "10001", Name: "東京商事"})
	})
}

func TestRefreshAllReadsWhatTheRowsLeadTo(t *testing.T) {
	t.Parallel()
	from := &source{}
	s := New(listingtest.Env(t, "mono"), from, screen.Customers{})
	listingtest.Drive(t, s, 80, 20, func(d *listingtest.Driver) {
		d.Press("R")
		if fmt.Sprint(from.refreshed) != "[9999 10001 10002]" {
			t.Errorf("refreshed %v", from.refreshed)
		}
		if toast, ok := d.LastAsked().(screen.ToastMsg); !ok || toast.Level != screen.Success {
			t.Errorf("got %#v", d.LastAsked())
		}
	})
}

func TestGoldenFrames(t *testing.T) {
	t.Parallel()
	for _, theme := range []string{"mono", "terminal"} {
		for _, size := range listingtest.Sizes() {
			s := New(listingtest.Env(t, theme), &source{}, screen.Customers{})
			listingtest.Drive(t, s, size.Width, size.Height, func(d *listingtest.Driver) {
				d.Golden(fmt.Sprintf("customers-%dx%d-%s", size.Width, size.Height, theme))
			})
		}
	}
}
