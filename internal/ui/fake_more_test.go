package ui

import (
	"context"
	"errors"

	"btalk/internal/address"
	"btalk/internal/models"
	"btalk/internal/tracking"
)

// The answers of a service where nothing was ordered, published or changed.

func (f *fakeService) Numbers(_ context.Context, customer string, _ models.NumberQuery, mode models.Mode) (models.Snapshot[[]models.Number], error) {
	return answer(f, "numbers "+customer, mode, []models.Number{})
}

func (f *fakeService) Orders(_ context.Context, customer string, mode models.Mode) (models.Snapshot[[]models.Order], error) {
	return answer(f, "orders "+customer, mode, []models.Order{})
}

func (f *fakeService) EveryOrder(_ context.Context, mode models.Mode) (models.Snapshot[[]models.CustomerOrder], error) {
	return answer(f, "orders", mode, []models.CustomerOrder{})
}

func (f *fakeService) Order(context.Context, string, string, models.Mode) (models.Snapshot[models.Order], error) {
	return models.Snapshot[models.Order]{}, &models.Error{Op: "read the order", Kind: models.NotFound}
}

func (f *fakeService) TrackedOrders(_ context.Context, status string, mode models.Mode) (models.Snapshot[[]tracking.Order], error) {
	return answer(f, "tracked orders "+status, mode, []tracking.Order{})
}

func (f *fakeService) TrackedOrder(context.Context, string, models.Mode) (models.Snapshot[tracking.Order], error) {
	return models.Snapshot[tracking.Order]{}, &models.Error{Op: "read the tracked order", Kind: models.NotFound}
}

func (f *fakeService) AddressSchema(_ context.Context, iso2 string, _ models.Mode) (models.Snapshot[address.Schema], error) {
	return models.Snapshot[address.Schema]{}, &models.Error{Op: "read the schema of " + iso2, Kind: models.NotFound}
}

func (f *fakeService) GeoRules(_ context.Context, iso2 string, _ models.Mode) (models.Snapshot[address.Rules], error) {
	return models.Snapshot[address.Rules]{}, &models.Error{Op: "read the rules of " + iso2, Kind: models.NotFound}
}

func (f *fakeService) GeoAreas(_ context.Context, iso2 string, _ []string, mode models.Mode) (models.Snapshot[[]models.Text], error) {
	return answer(f, "areas "+iso2, mode, []models.Text{})
}

func (f *fakeService) AddressSearch(_ context.Context, iso2 string, _ map[string]string, mode models.Mode) (models.Snapshot[[]models.Value], error) {
	return answer(f, "search "+iso2, mode, []models.Value{})
}

func (f *fakeService) PostalCodes(_ context.Context, _ map[string]string, mode models.Mode) (models.Snapshot[[]models.Value], error) {
	return answer(f, "postal codes", mode, []models.Value{})
}

func (f *fakeService) Parishes(_ context.Context, _ map[string]string, mode models.Mode) (models.Snapshot[[]models.Value], error) {
	return answer(f, "parishes", mode, []models.Value{})
}

func (f *fakeService) NewReference() string { return "REF-1" }

func (f *fakeService) Records() ([]models.Record, error) { return nil, nil }

func (f *fakeService) Record(string) (models.Record, error) {
	return models.Record{}, errors.New("no change has that id")
}

func (f *fakeService) Verify() (models.Audit, error) { return models.Audit{}, nil }

func (f *fakeService) Reconcile(context.Context) ([]models.Record, error) { return nil, nil }

// Settle, Undo, Plan and Send are what the monkey must never reach by a key.

func (f *fakeService) Settle(string, models.OutcomeState) error {
	f.unsafe()
	return nil
}

func (f *fakeService) Undo(string) (models.Change, error) {
	f.unsafe()
	return models.Change{}, &models.Error{Op: "undo", Kind: models.NotFound}
}

func (f *fakeService) Plan(context.Context, models.Change) (models.Plan, error) {
	return models.Plan{}, &models.Error{Op: "plan", Kind: models.ReadOnly}
}

func (f *fakeService) Send(context.Context, models.Plan, string, func(done, total int, outcome models.Outcome)) (models.Sent, error) {
	f.unsafe()
	return models.Sent{}, nil
}

func (f *fakeService) Writing() bool { return false }

// unsafe counts what would have changed something.
func (f *fakeService) unsafe() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.sent++
}

// Forget finds nothing to forget.
func (f *fakeService) Forget() error { return nil }
