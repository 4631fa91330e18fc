package billing

import (
	"context"
	"strings"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/bills"
	"btalk/internal/catalog"
	"btalk/internal/models"
	"btalk/internal/models/money"
	"btalk/internal/ui/listing"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/widget"
)

// Bill shows one bill with its items.
type Bill struct {
	*listing.Page
	env    *screen.Env
	source Source
	route  screen.Bill
	task   screen.Task[whole]
}

// whole is a bill and its items, as far as they came.
type whole struct {
	bill  bills.Bill
	items []bills.Item
	err   error // of the items
}

// NewOne makes the page of a bill.
func NewOne(env *screen.Env, source Source, route screen.Bill) *Bill {
	s := &Bill{env: env, source: source, route: route}
	s.Page = listing.NewPage(env, listing.PageConfig{
		Title: func() string { return "Bill " + models.Safe(route.ID) },
		Route: func() screen.Route { return route },
		Noun:  "bill", ID: func() string { return route.ID },
		Actions: []listing.PageAction{
			{Name: "download as PDF", Run: func() screen.Do {
				return download(env, source, []bills.Paper{{Kind: bills.OfBill, ID: route.ID, Format: "pdf"}})
			}},
			{Name: "download as CSV", Run: func() screen.Do {
				return download(env, source, []bills.Paper{{Kind: bills.OfBill, ID: route.ID, Format: "csv"}})
			}},
		},
		Reload: func() screen.Do { return s.task.Reload() },
	})
	return s
}

// Init reads the bill.
func (s *Bill) Init() screen.Do {
	source, id := s.source, s.route.ID
	return screen.All(s.Page.Init(), s.task.Load(s.env.Ctx, func(ctx context.Context, mode models.Mode) (models.Snapshot[whole], error) {
		bill, err := source.Bill(ctx, id, mode)
		if err != nil {
			return models.Snapshot[whole]{}, err
		}
		raw, err := source.BillItems(ctx, id, mode)
		return models.Like(bill, whole{bill.Value, bills.DecodeItems(raw.Value, &bill.Value), err}), nil
	}))
}

// Update handles a message.
func (s *Bill) Update(msg tea.Msg) screen.Do {
	accepted, next := s.task.Accept(msg)
	if !accepted {
		return screen.All(next, s.Page.Update(msg))
	}
	s.Fail(s.task.Err)
	if s.task.Loaded {
		got := s.task.Snapshot.Value
		style := style(s.env)
		row := bills.Rows([]bills.Bill{got.bill}, style)[0]
		fields := listing.Fields(catalog.Bills(style, today(s.env)).Detail(row))
		s.Show(append(fields, items(&got, style)...), got.bill.Raw, s.task.Snapshot.Note)
	}
	return next
}

// items are the lines of the bill, and what they come to where that is not what the
// bill says.
func items(got *whole, style money.Style) []widget.Field {
	fields := []widget.Field{{}, widget.Heading("Items")}
	if got.err != nil {
		return append(fields, widget.Field{Label: "Items", Value: models.AdviceFor(got.err).Title})
	}
	for i := range got.items {
		item := &got.items[i]
		line := bills.Bill{Net: item.Net, Tax: item.Tax, Gross: item.Gross}
		amount := line.Shown(bills.Gross, style)
		if item.Gross.Sent.Empty() && !item.Gross.Computed {
			amount = line.Shown(bills.Net, style) + " net"
		}
		value := strings.TrimSpace(amount + " " + line.Money().String())
		if !item.Quantity.Empty() {
			value += "  × " + item.Quantity.String()
		}
		fields = append(fields, widget.Field{Label: item.Label.String(), Value: value})
	}
	for _, said := range bills.Differences(&got.bill, got.items, style) {
		fields = append(fields, widget.Field{Label: "Note", Value: models.Safe(said)})
	}
	return fields
}

// Report tells the frame about the data.
func (s *Bill) Report() screen.Report { return s.task.Report() }

// Close drops what is under way.
func (s *Bill) Close() { s.task.Cancel() }
