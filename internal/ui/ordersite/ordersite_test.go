package ordersite

import (
	"context"
	"fmt"
	"testing"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
	"btalk/internal/ui/listing/listingtest"
	"btalk/internal/ui/screen"
)

type source struct{ vpns []string }

func decoded[T any](text string, decode func(models.Value) (T, bool)) models.Snapshot[[]T] {
	var all []T
	for _, item := range models.Value(text).List() {
		value, _ := decode(item)
		all = append(all, value)
	}
	return models.Snapshot[[]T]{Value: all, Fetched: listingtest.Now()}
}

func (*source) Customers(context.Context, models.Mode) (models.Snapshot[[]models.Customer], error) {
	return decoded(`[{"customerCode":"9999","name":"ACME"},{"customerCode":"7","name":"Łódź"}]`, models.DecodeCustomer), nil
}

func (*source) Countries(context.Context, models.Mode) (models.Snapshot[[]models.Country], error) {
	return decoded(`[
		{"iso2":"AQ","name":"Antarctica","coverage":{"businessTalkOnline":"No"}},
		{"iso2":"CH","name":"Switzerland","coverage":{"businessTalkOnline":"Yes"}},
		{"iso2":"FR","name":"France","coverage":{"businessTalkOnline":"Yes"}},
		{"iso2":"TV","name":"Tuvalu"}]`, models.DecodeCountry), nil
}

func (s *source) VPNs(_ context.Context, customer string, _ models.Mode) (models.Snapshot[[]models.VPN], error) {
	s.vpns = append(s.vpns, customer)
	return decoded(`[{"vpnId":"aa76","name":"Europe"},{"vpnId":"bb01","name":"Overseas"}]`, models.DecodeVPN), nil
}

func (*source) VoiceSites(context.Context, models.SiteQuery, models.Mode) (models.Snapshot[[]models.VoiceSite], error) {
	return decoded(`[{"voiceSiteId":"vs-1","technicalSiteName":"FR_LYON_1"}]`, models.DecodeVoiceSite), nil
}

func (*source) NewReference() string { return "btalk-20261122-abc" }

// fill fills in the form for a customer that is known.
func fill(d *listingtest.Driver, name string) {
	d.Type(name)
	d.Press("enter")
	d.Type("Lyon deux")
	d.Press("enter")
	d.Type("fra")
	d.Press("enter")
	d.Type("over")
	d.Press("enter", "enter")
}

func TestTheFormBecomesAPlan(t *testing.T) {
	t.Parallel()
	s := New(listingtest.Env(t, "mono"), &source{}, nil, screen.OrderSite{Customer: "9999"})
	listingtest.Drive(t, s, 80, 20, func(d *listingtest.Driver) {
		fill(d, "FR_LYON_2")
		d.WantPush(screen.Plan{Change: models.Change{
			Kind: models.OrderVoiceSite, Customer: "9999", SiteName: "FR_LYON_2", Country: "FR",
			Order: models.OrderRequest{Reference: "btalk-20261122-abc", Name: "FR_LYON_2", Label: "Lyon deux", VPN: "bb01"},
		}})
		if _, dirty := s.Dirty(); !dirty {
			t.Error("leaving loses nothing")
		}
	})
}

func TestANameInUseIsRefusedAtOnce(t *testing.T) {
	t.Parallel()
	s := New(listingtest.Env(t, "mono"), &source{}, nil, screen.OrderSite{Customer: "9999"})
	listingtest.Drive(t, s, 80, 20, func(d *listingtest.Driver) {
		fill(d, "FR_LYON_1")
		if _, planned := d.LastAsked().(screen.PushMsg); planned {
			t.Fatal("it was planned")
		}
		d.Want("the voicesite vs-1 has this name already")
	})
}

func TestAPasteOfATerminalIsOneLineWithoutItsEnds(t *testing.T) {
	t.Parallel()
	s := New(listingtest.Env(t, "mono"), &source{}, nil, screen.OrderSite{Customer: "9999"})
	listingtest.Drive(t, s, 80, 20, func(d *listingtest.Driver) {
		d.Send(tea.PasteMsg{Content: "FR_LYON_2\r"})
		d.Press("enter")
		d.Send(tea.PasteMsg{Content: "Lyon\rdeux\r\n\u200b"})
		if name, label := s.Fields.Get(fieldName), s.Fields.Get(fieldLabel); name != "FR_LYON_2" || label != "Lyon deux" {
			t.Errorf("name %q and label %q", name, label)
		}
	})
}

func TestABlankAtAnEndIsOfferedAway(t *testing.T) {
	t.Parallel()
	s := New(listingtest.Env(t, "mono"), &source{}, nil, screen.OrderSite{Customer: "9999"})
	listingtest.Drive(t, s, 80, 20, func(d *listingtest.Driver) {
		d.Type("FR_LYON_2 ")
		d.Press("enter")
		d.Want(`it ends with a blank: enter takes "FR_LYON_2"`)
		d.Press("enter")
		if got := s.Fields.Get(fieldName); got != "FR_LYON_2" {
			t.Errorf("the name is %q", got)
		}
		d.Want("› Label")
	})
}

func TestACountryWithoutBusinessTalkCannotBeChosen(t *testing.T) {
	t.Parallel()
	s := New(listingtest.Env(t, "mono"), &source{}, nil, screen.OrderSite{Customer: "9999"})
	listingtest.Drive(t, s, 80, 20, func(d *listingtest.Driver) {
		d.Press("tab", "tab")
		d.Want("CH Switzerland", "TV Tuvalu (the coverage is not known)", "AQ Antarctica  ✗ Business Talk is not available there")
		d.Type("antarc")
		d.Press("enter")
		d.Want("› Country         antarc")
	})
}

func TestWithoutACustomerItAsksWhose(t *testing.T) {
	t.Parallel()
	from := &source{}
	s := New(listingtest.Env(t, "mono"), from, nil, screen.OrderSite{ISO2: "CH"})
	listingtest.Drive(t, s, 80, 20, func(d *listingtest.Driver) {
		d.Want("ACME 9999", "Łódź 7", "CH Switzerland")
		d.Type("lodz")
		d.Press("enter")
		if fmt.Sprint(from.vpns) != "[7]" {
			t.Errorf("read the VPNs of %v", from.vpns)
		}
	})
}

func TestWhatBecameOfTheOrderLeadsOn(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name string
		sent screen.SentMsg
		want screen.Route
	}{
		{"done", screen.SentMsg{State: models.Done, VoiceSite: "vs-9", Onward: true}, screen.Address{ISO2: "FR", Customer: "9999", Site: "vs-9", SiteName: "FR_LYON_2"}},
		{"done without an id", screen.SentMsg{State: models.Done, Onward: true}, screen.Orders{Customer: "9999"}},
		{"unknown", screen.SentMsg{State: models.OutcomeUnknown, Onward: true}, screen.Changes{}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			s := New(listingtest.Env(t, "mono"), &source{}, nil, screen.OrderSite{Customer: "9999"})
			listingtest.Drive(t, s, 80, 20, func(d *listingtest.Driver) {
				fill(d, "FR_LYON_2")
				d.Send(tc.sent)
				if got, ok := d.LastAsked().(screen.ReplaceMsg); !ok || got.To != tc.want {
					t.Errorf("asked for %#v", d.LastAsked())
				}
			})
		})
	}
	s := New(listingtest.Env(t, "mono"), &source{}, nil, screen.OrderSite{Customer: "9999"})
	listingtest.Drive(t, s, 80, 20, func(d *listingtest.Driver) {
		fill(d, "FR_LYON_2")
		d.Send(screen.SentMsg{State: models.Refused, Fields: map[string]string{"vpnId": "it is full"}})
		d.Want("FR_LYON_2", "Lyon deux", "› VPN", "✗ it is full")
	})
}

func TestGoldenFrames(t *testing.T) {
	t.Parallel()
	for _, theme := range []string{"mono", "terminal"} {
		for _, size := range listingtest.Sizes() {
			s := New(listingtest.Env(t, theme), &source{}, nil, screen.OrderSite{Customer: "9999", VPN: "aa76"})
			listingtest.Drive(t, s, size.Width, size.Height, func(d *listingtest.Driver) {
				d.Golden(fmt.Sprintf("empty-%dx%d-%s", size.Width, size.Height, theme))
				d.Type("FR_LYON_1")
				d.Press("tab", "tab")
				d.Golden(fmt.Sprintf("country-%dx%d-%s", size.Width, size.Height, theme))
			})
		}
	}
}
