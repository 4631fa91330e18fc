package api

import (
	"context"
	"encoding/json"
	"net/url"
	"slices"

	"btalk/internal/bills"
	"btalk/internal/models"
)

// billing are bills, billing accounts, reports and jobs of Billing M2M.
type billing struct {
	source  *source
	jobs    JobBook // nil: none is remembered
	changes *sender
}

func billListing() *listing {
	return &listing{wrappers: []string{"bills"}, ids: []string{"id", "billId"}}
}

// Bills lists bills and credit notes (DOC api-contract §4.1): all, or those issued in
// a range. A range is taken from the list of all while that is fresh, which costs no
// request.
func (b billing) Bills(ctx context.Context, issued bills.Issued, mode models.Mode) (models.Snapshot[[]bills.Bill], error) {
	a := ask{op: "list bills", path: models.Path("bills"), policy: billPolicy, list: billListing()}
	if issued == (bills.Issued{}) {
		return fetch(ctx, b.source, a, mode, decodeBills)
	}
	if mode != models.Refresh {
		if whole, err := fetch(ctx, b.source, a, models.Held, decodeBills); err == nil && whole.Lacks() == "" && !whole.Stale {
			return models.Like(whole, issued.Choose(whole.Value)), nil
		}
	}
	a.query = url.Values{"issuedAt": {issued.Query}}
	chosen, err := fetch(ctx, b.source, a, mode, decodeBills)
	return models.Like(chosen, issued.Choose(chosen.Value)), err
}

func decodeBills(doc models.Value) (list []bills.Bill, skipped int, err error) {
	list, skipped = bills.Decode(doc.List())
	if skipped > 0 && len(list) == 0 {
		return list, skipped, errNoItem
	}
	return list, skipped, nil
}

// SearchBills finds bills by their fields, by the API's names (DOC api-contract §4.1:
// a read by POST).
func (b billing) SearchBills(ctx context.Context, wanted map[string]string, mode models.Mode) (models.Snapshot[[]bills.Bill], error) {
	a := ask{op: "search bills", path: models.Path("bills", "search"), policy: billPolicy, list: billListing()}
	var err error
	if a.search, err = json.Marshal(wanted); err != nil { // cannot be: they are texts
		return models.Snapshot[[]bills.Bill]{}, b.source.out.explain.onTheWay(ctx, a.op, err)
	}
	return fetch(ctx, b.source, a, mode, decodeBills)
}

// Bill is one bill (DOC api-contract §4.1).
func (b billing) Bill(ctx context.Context, id string, mode models.Mode) (models.Snapshot[bills.Bill], error) {
	a := ask{op: "read the bill", path: models.Path("bills", id), policy: billPolicy}
	return fetch(ctx, b.source, a, mode, one(func(v models.Value) (bill bills.Bill, ok bool) {
		list, _ := bills.Decode([]models.Value{v})
		return list[0], len(v.Object().Fields) > 0
	}))
}

// BillItems are the lines of a bill as sent, which take its currency where they name
// none (DOC api-contract §4.1).
func (b billing) BillItems(ctx context.Context, id string, mode models.Mode) (models.Snapshot[[]models.Value], error) {
	a := ask{op: "list the items of the bill", path: models.Path("bills", id, "items"), policy: billPolicy, list: &listing{wrappers: []string{"items"}}}
	return fetch(ctx, b.source, a, mode, func(doc models.Value) ([]models.Value, int, error) { return doc.List(), 0, nil })
}

// BillingAccounts lists the billing accounts (INF api-contract §4.1).
func (b billing) BillingAccounts(ctx context.Context, mode models.Mode) (models.Snapshot[[]bills.Payer], error) {
	a := ask{
		op: "list billing accounts", path: models.Path("billingAccounts"), policy: payerPolicy,
		list: &listing{wrappers: []string{"billingAccounts", "accounts"}, ids: []string{"id", "billingAccountId", "number"}},
	}
	list, err := fetch(ctx, b.source, a, mode, func(doc models.Value) ([]bills.Payer, int, error) {
		return bills.DecodeAccounts(doc.List()), 0, nil
	})
	return list, lackingHere(err, "this API does not list billing accounts")
}

// Reports lists reports, those made for the customer after the others. That there is
// no list of the latter is no error (INF api-contract §4.1).
func (b billing) Reports(ctx context.Context, mode models.Mode) (models.Snapshot[[]bills.Report], error) {
	all, err := b.reports(ctx, "reports", false, mode)
	if err != nil {
		return all, lackingHere(err, "this API does not list reports")
	}
	own, err := b.reports(ctx, "customerSpecificReports", true, mode)
	if err != nil {
		return all, err
	}
	whole := models.Like(all, append(slices.Clip(all.Value), own.Value...))
	whole.Stale = all.Stale || own.Stale
	whole.Incomplete = all.Incomplete || own.Incomplete
	whole.Note = join(all.Note, own.Note)
	return whole, nil
}

func (b billing) reports(ctx context.Context, kind string, own bool, mode models.Mode) (models.Snapshot[[]bills.Report], error) {
	a := ask{
		op: "list reports", path: models.Path(kind), policy: payerPolicy,
		list: &listing{wrappers: []string{kind}, ids: []string{"id", "reportId"}},
	}
	if own {
		a.absent = models.IsAbsent
	}
	return fetch(ctx, b.source, a, mode, func(doc models.Value) ([]bills.Report, int, error) {
		return bills.DecodeReports(doc.List(), own), 0, nil
	})
}
