package billing

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"btalk/internal/bills"
	"btalk/internal/jobs"
	"btalk/internal/models"
	"btalk/internal/models/money"
	"btalk/internal/ui/listing/listingtest"
	"btalk/internal/ui/screen"
)

// source answers from memory.
type source struct {
	list  []bills.Bill
	asked []string
	err   error
}

func newSource(t *testing.T) *source {
	t.Helper()
	list, _ := bills.Decode([]models.Value{
		models.Value(`{"id":"1","type":"invoice","issuedAt":"2026-10-02","billingAccount":{"id":"A","name":"Lyon"},"currency":"EUR","amountIncludingTax":"1234.50"}`),
		models.Value(`{"id":"2","type":"creditNote","issuedAt":"2026-11-03","billingAccount":{"id":"B"},"currency":"EUR","amountIncludingTax":"34.50"}`),
		models.Value(`{"id":"3","issuedAt":"2026-11-04","currency":"JPY"}`),
	})
	return &source{list: list}
}

func snapshot[T any](value T, err error) (models.Snapshot[T], error) {
	return models.Snapshot[T]{Value: value, Fetched: time.Now()}, err
}

func (s *source) Bills(_ context.Context, issued bills.Issued, _ models.Mode) (models.Snapshot[[]bills.Bill], error) {
	s.asked = append(s.asked, issued.Query)
	return snapshot(issued.Choose(s.list), s.err)
}

func (s *source) Bill(_ context.Context, id string, _ models.Mode) (models.Snapshot[bills.Bill], error) {
	for _, one := range s.list {
		if one.ID.Raw() == id {
			return snapshot(one, s.err)
		}
	}
	return snapshot(bills.Bill{}, &models.Error{Op: "read the bill", Kind: models.NotFound})
}

func (s *source) BillItems(context.Context, string, models.Mode) (models.Snapshot[[]models.Value], error) {
	return snapshot([]models.Value{models.Value(`{"label":"Trunk","quantity":2,"amountIncludingTax":"1000.00"}`)}, s.err)
}

func (s *source) BillingAccounts(context.Context, models.Mode) (models.Snapshot[[]bills.Payer], error) {
	return snapshot(bills.DecodeAccounts([]models.Value{models.Value(`{"id":"A","name":"Lyon"}`)}), s.err)
}

func (s *source) Reports(context.Context, models.Mode) (models.Snapshot[[]bills.Report], error) {
	return snapshot(bills.DecodeReports([]models.Value{models.Value(`{"id":"usage","name":"Usage"}`)}, false), s.err)
}

func (s *source) BillingJobs(context.Context, models.Mode) (models.Snapshot[[]jobs.Listed], error) {
	return snapshot([]jobs.Listed{{ID: "7", What: "reports usage csv", Word: models.NewText("done")}, {ID: "8"}}, s.err)
}

func (s *source) Save(_ context.Context, paper bills.Paper, dir string, _ bool) (string, error) {
	return dir + "/" + paper.Name() + "." + paper.Format, s.err
}

func TestTheWordsBehindThePlaceAreATimeOrWhatToFind(t *testing.T) {
	t.Parallel()
	for words, want := range map[string]screen.Bills{
		"": {}, "last month": {Issued: "last month"}, "2026-10": {Issued: "2026-10"}, "lyon part dieu": {Query: "lyon part dieu"}, "90d": {Issued: "90d"},
	} {
		if got := To(strings.Fields(words)); got != want {
			t.Errorf("%q leads to %+v, want %+v", words, got, want)
		}
	}
}

func TestAGroupLeadsToItsBills(t *testing.T) {
	t.Parallel()
	s := newSource(t)
	for by, want := range map[string]string{
		"month": "{2026-11 cur:EUR} {2026-11 cur:JPY} {2026-10 cur:EUR}", "account": "{ cur:EUR account:A} {last month cur:EUR account:B}",
	} {
		keys, err := bills.ParseKeys(by)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, group := range bills.By(s.list, keys, bills.ByIssue) {
			got = append(got, fmt.Sprint(inGroup(keys, group, "")))
		}
		if by == "month" && strings.Join(got, " ") != want {
			t.Errorf("by %s: %s, want %s", by, strings.Join(got, " "), want)
		}
		if by == "account" && got[0] != "{ cur:EUR account:A}" {
			t.Errorf("by %s: %q", by, got)
		}
	}
}

// Of a time that begins in the middle of a month, the group of that month has a part
// of its bills: opened, it shows those and not the whole month.
func TestAGroupOfAPartOfAMonthLeadsToThatPart(t *testing.T) {
	t.Parallel()
	s := newSource(t)
	groups := bills.By(s.list, []bills.Key{bills.Month}, bills.ByIssue)
	last := groups[len(groups)-1]
	to := inGroup([]bills.Key{bills.Month}, last, "90d")
	if to != (screen.Bills{Issued: "90d", Query: "cur:EUR issued:2026-10"}) {
		t.Fatalf("it leads to %+v", to)
	}
	listingtest.Drive(t, New(listingtest.Env(t, "mono"), s, to), 120, 15, func(d *listingtest.Driver) {
		d.Want(fmt.Sprintf("1/%d of %d", last.Bills, len(s.list)), "2026-10")
		d.WantNot("2026-11-0")
	})
}

func TestBillsShowWhatTheyComeToAndLeadToOneBill(t *testing.T) {
	t.Parallel()
	for _, size := range []int{60, 80, 120} {
		s := New(listingtest.Env(t, "mono"), newSource(t), screen.Bills{})
		listingtest.Drive(t, s, size, 15, func(d *listingtest.Driver) {
			d.Want("2026-11-04", "Σ 3 shown", "EUR 1,200.00")
			d.Press("down", "space")
			d.Want("1 marked", "Σ 1 marked", "EUR -34.50")
			d.Press("enter")
			d.WantPush(screen.Bill{ID: "1"}) // marking goes down a row
		})
	}
}

func TestTheOtherListsShowTheirRows(t *testing.T) {
	t.Parallel()
	env := listingtest.Env(t, "mono")
	listingtest.Drive(t, NewGroups(env, newSource(t), screen.BillGroups{By: "month"}), 100, 15, func(d *listingtest.Driver) { d.Want("2026-10", "1,234.50", "JPY") })
	listingtest.Drive(t, NewAccounts(env, newSource(t), screen.Accounts{}), 100, 15, func(d *listingtest.Driver) { d.Want("Lyon", "1,234.50") })
	listingtest.Drive(t, NewReports(env, newSource(t), screen.Reports{}), 100, 15, func(d *listingtest.Driver) { d.Want("usage") })
	listingtest.Drive(t, NewJobs(env, newSource(t), screen.Jobs{}), 100, 15, func(d *listingtest.Driver) { d.Want("reports usage csv", "done") })
	listingtest.Drive(t, NewOne(env, newSource(t), screen.Bill{ID: "1"}), 100, 40, func(d *listingtest.Driver) { d.Want("1,234.50 EUR", "Trunk") })
}

func TestAnAmountOfAnAccountStandsBesideItsCurrency(t *testing.T) {
	t.Parallel()
	for width := 80; width <= 200; width += 8 {
		listingtest.Drive(t, NewAccounts(listingtest.Env(t, "mono"), newSource(t), screen.Accounts{}), width, 15, func(d *listingtest.Driver) {
			d.Want("Lyon", "Last gross", "1,234.50", "Cur", "EUR")
		})
	}
}

func TestAmountsAreWrittenInTheLanguageOfTheProfile(t *testing.T) {
	t.Parallel()
	env := listingtest.Env(t, "mono")
	env.Language = "fr"
	listingtest.Drive(t, New(env, newSource(t), screen.Bills{}), 100, 15, func(d *listingtest.Driver) { d.Want("1\u00a0234,50", "EUR 1\u00a0200,00") })
	listingtest.Drive(t, NewGroups(env, newSource(t), screen.BillGroups{By: "month"}), 100, 15, func(d *listingtest.Driver) { d.Want("1\u00a0234,50") })
	listingtest.Drive(t, NewOne(env, newSource(t), screen.Bill{ID: "1"}), 100, 40, func(d *listingtest.Driver) { d.Want("1\u00a0234,50 EUR") })
}

func TestABillShowsItsItemsAndThatTheyComeToAnotherSum(t *testing.T) {
	t.Parallel()
	s := newSource(t)
	raw, _ := s.BillItems(t.Context(), "1", models.Cached)
	got := whole{bill: s.list[0], items: bills.DecodeItems(raw.Value, &s.list[0])}
	var text []string
	for _, field := range items(&got, money.StyleOf("en", false)) {
		text = append(text, strings.TrimSpace(field.Label+" "+field.Value))
	}
	all := strings.Join(text, "|")
	if !strings.Contains(all, "Trunk 1,000.00 EUR  × 2") || !strings.Contains(all, "the lines come to 1,000.00 EUR, the bill says 1,234.50 EUR") {
		t.Errorf("items %s", all)
	}
}

func TestCurlOfABillNamesTheKeyAndTheAddressOfBilling(t *testing.T) {
	t.Parallel()
	const begins = `curl -H "Authorization: Bearer $BTALK_TOKEN" -H "X-Api-Key: ${BTALK_BILLING_API_KEY:-$BTALK_B2B_API_KEY}" "$BTALK_BILLING_URL"'`
	env := listingtest.Env(t, "mono")
	for want, list := range map[string]screen.Screen{
		"/bills/3'":         New(env, newSource(t), screen.Bills{}),
		"/billingAccounts'": NewAccounts(env, newSource(t), screen.Accounts{}),
		"/reports/usage'":   NewReports(env, newSource(t), screen.Reports{}),
		"/asyncJobs/7'":     NewJobs(env, newSource(t), screen.Jobs{}),
	} {
		listingtest.Drive(t, list, 100, 20, func(d *listingtest.Driver) {
			d.Press("y", "u")
			if got, ok := d.LastAsked().(screen.CopyMsg); !ok || got.Text != begins+want {
				t.Errorf("got %#v, want %s%s", d.LastAsked(), begins, want)
			}
		})
	}
}

func TestBillsOfATimeThatIsNoneAreNotAll(t *testing.T) {
	t.Parallel()
	s := newSource(t)
	listingtest.Drive(t, New(listingtest.Env(t, "mono"), s, screen.Bills{Issued: "the other day"}), 100, 15, func(d *listingtest.Driver) {
		d.WantNot("2026-11-04")
		if len(s.asked) > 0 {
			t.Errorf("asked for %q", s.asked)
		}
	})
}
