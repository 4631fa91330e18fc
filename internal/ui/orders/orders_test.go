package orders

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"btalk/internal/models"
	"btalk/internal/ui/listing/listingtest"
	"btalk/internal/ui/screen"
)

const list = `[
	{"orderId":"BT-2","customerOrderReference":"REQ-2","productReference":"voicesite","status":"inProgress","creationDate":"2026-11-22T09:00:00Z","parameters":{"technicalSiteName":"FR_LYON_2","customerSiteLabel":"Lyon Part-Dieu","country":"FR","vpnId":"aa76"},"voiceSiteId":"vs-2","history":[{"date":"2026-11-22T09:00:05Z","status":"acknowledged"},{"date":"soon","status":"delivery planned"}]},
	{"orderId":"BT-1","customerOrderReference":"REQ-1","status":"rejected\u001b[31m","creationDate":"last week","parameters":{"technicalSiteName":"CH_BERN_1","country":"CH"}},
	{"customerOrderReference":"REQ-0"}
]`

type source struct {
	status  string // of BT-2, in place of the one in list
	records []models.Record
	asked   []string
}

func (s *source) all() []models.Order {
	text := list
	if s.status != "" {
		text = strings.Replace(text, "inProgress", s.status, 1)
	}
	var all []models.Order
	for _, item := range models.Value(text).List() {
		order, _ := models.DecodeOrder(item)
		all = append(all, order)
	}
	return all
}

func (s *source) EveryOrder(ctx context.Context, mode models.Mode) (models.Snapshot[[]models.CustomerOrder], error) {
	var every models.Snapshot[[]models.CustomerOrder]
	for _, customer := range []string{"77", "78"} {
		got, err := s.Orders(ctx, customer, mode)
		if err != nil {
			return every, err
		}
		every.Fetched = got.Fetched
		for _, order := range got.Value {
			every.Value = append(every.Value, models.CustomerOrder{Order: order, Customer: models.NewText(customer)})
		}
	}
	return every, nil
}

func (s *source) Orders(_ context.Context, customer string, _ models.Mode) (models.Snapshot[[]models.Order], error) {
	s.asked = append(s.asked, customer)
	return models.Snapshot[[]models.Order]{Value: s.all(), Fetched: listingtest.Now()}, nil
}

func (s *source) Order(context.Context, string, string, models.Mode) (models.Snapshot[models.Order], error) {
	return models.Snapshot[models.Order]{Value: s.all()[0], Fetched: listingtest.Now()}, nil
}

func (s *source) Records() ([]models.Record, error) { return s.records, nil }

func sent() []models.Record {
	return []models.Record{
		{Kind: models.OrderVoiceSite, At: time.Date(2026, 11, 22, 8, 59, 59, 0, time.UTC), State: models.Done, RequestID: models.NewText("req-5"), Body: models.Value(`{"customerOrderReference":"REQ-2"}`)},
		{Kind: models.OrderVoiceSite, State: models.Done, RequestID: models.NewText("req-6"), Body: models.Value(`{"customerOrderReference":"REQ-9"}`)},
		{Kind: models.PushAddress, State: models.Done, RequestID: models.NewText("req-7")},
	}
}

func TestAnOrderIsOpenedWithItsCustomer(t *testing.T) {
	t.Parallel()
	from := &source{}
	s := New(listingtest.Env(t, "mono"), from, screen.Orders{Customer: "9999", Name: "ACME"})
	listingtest.Drive(t, s, 80, 20, func(d *listingtest.Driver) {
		d.Want("FR_LYON_2", "inProgress", "CH_BERN_1", "REQ-0")
		d.Press("enter")
		d.WantPush(screen.Order{Customer: "9999", ID: "BT-2"})
		d.Press("a", "1")
		d.WantPush(screen.VoiceSite{ID: "vs-2", Name: "FR_LYON_2"})
		d.Press("a", "2")
		d.WantPush(screen.Address{ISO2: "FR", Customer: "9999", Site: "vs-2", SiteName: "FR_LYON_2"})
	})
}

func TestWithoutACustomerAllAreListed(t *testing.T) {
	t.Parallel()
	from := &source{}
	s := New(listingtest.Env(t, "mono"), from, screen.Orders{})
	listingtest.Drive(t, s, 80, 20, func(d *listingtest.Driver) {
		if fmt.Sprint(from.asked) != "[77 78]" || s.Report().Total != 6 {
			t.Errorf("asked %v, shows %d", from.asked, s.Report().Total)
		}
		d.Press("enter")
		d.WantPush(screen.Order{Customer: "77", ID: "BT-2"})
	})
}

func TestHowAnOrderWent(t *testing.T) {
	t.Parallel()
	env := listingtest.Env(t, "mono")
	env.Memory = screen.Memory{}
	from := &source{records: sent()}
	first := NewOne(env, from, screen.Order{Customer: "9999", ID: "BT-2"})
	listingtest.Drive(t, first, 100, 40, func(d *listingtest.Driver) {
		d.Want("How it went", "sent by btalk: done, request req-5", "creationDate", "acknowledged", "soon", "delivery planned", "inProgress", "seen here")
		d.WantNot("req-6", "req-7")
	})
	from.status = "completed"
	second := NewOne(env, from, screen.Order{Customer: "9999", ID: "BT-2"})
	listingtest.Drive(t, second, 100, 40, func(d *listingtest.Driver) {
		frame := d.Frame()
		before, after := strings.LastIndex(frame, "inProgress"), strings.LastIndex(frame, "completed")
		if before < 0 || after < before {
			t.Errorf("the states are not in order:\n%s", frame)
		}
		d.Press("w")
		d.WantPush(screen.Address{ISO2: "FR", Customer: "9999", Site: "vs-2", SiteName: "FR_LYON_2"})
	})
}

func TestAStateIsRememberedOnceAndNotForEver(t *testing.T) {
	t.Parallel()
	memory := screen.Memory{}
	at := listingtest.Now()
	for i := range 3 * mostStates {
		order := models.Order{ID: models.NewText("BT-1"), Status: models.NewText(fmt.Sprintf("state %d", i/2))}
		see(memory, "9999", order, at.Add(time.Duration(i)*time.Minute), at.Add(time.Hour))
	}
	states := seen(memory, "9999", "BT-1")
	if len(states) != mostStates || states[mostStates-1].Status != "state 29" {
		t.Errorf("%d states are remembered, the last %v", len(states), states[len(states)-1])
	}
}

func TestGoldenFrames(t *testing.T) {
	t.Parallel()
	for _, theme := range []string{"mono", "terminal"} {
		for _, size := range listingtest.Sizes() {
			s := New(listingtest.Env(t, theme), &source{}, screen.Orders{Customer: "9999", Name: "ACME"})
			listingtest.Drive(t, s, size.Width, size.Height, func(d *listingtest.Driver) {
				d.Golden(fmt.Sprintf("orders-%dx%d-%s", size.Width, size.Height, theme))
			})
			env := listingtest.Env(t, theme)
			env.Memory = screen.Memory{}
			one := NewOne(env, &source{records: sent()}, screen.Order{Customer: "9999", ID: "BT-2"})
			listingtest.Drive(t, one, size.Width, size.Height, func(d *listingtest.Driver) {
				d.Golden(fmt.Sprintf("order-%dx%d-%s", size.Width, size.Height, theme))
			})
		}
	}
}
