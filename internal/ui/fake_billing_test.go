package ui

import (
	"context"

	"btalk/internal/bills"
	"btalk/internal/jobs"
	"btalk/internal/models"
)

func (f *fakeService) Bills(_ context.Context, issued bills.Issued, mode models.Mode) (models.Snapshot[[]bills.Bill], error) {
	list, _ := bills.Decode([]models.Value{models.Value(`{"id":"1","issuedAt":"2026-11-02","currency":"EUR","amountIncludingTax":"10.00"}`)})
	return answer(f, "bills "+issued.Query, mode, list)
}

func (f *fakeService) Bill(_ context.Context, id string, mode models.Mode) (models.Snapshot[bills.Bill], error) {
	return answer(f, "bill "+id, mode, bills.Bill{ID: models.NewText(id)})
}

func (f *fakeService) BillItems(_ context.Context, id string, mode models.Mode) (models.Snapshot[[]models.Value], error) {
	return answer(f, "items "+id, mode, []models.Value{})
}

func (f *fakeService) BillingAccounts(_ context.Context, mode models.Mode) (models.Snapshot[[]bills.Payer], error) {
	return answer(f, "accounts", mode, []bills.Payer{{ID: models.NewText("A")}})
}

func (f *fakeService) Reports(_ context.Context, mode models.Mode) (models.Snapshot[[]bills.Report], error) {
	return answer(f, "reports", mode, []bills.Report{{ID: models.NewText("usage")}})
}

func (f *fakeService) BillingJobs(_ context.Context, mode models.Mode) (models.Snapshot[[]jobs.Listed], error) {
	return answer(f, "jobs", mode, []jobs.Listed{{ID: "7"}})
}
