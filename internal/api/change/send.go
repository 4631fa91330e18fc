package change

import (
	"context"

	"btalk/internal/models"
)

// Send sends a plan.
func (e *Engine) Send(ctx context.Context, plan models.Plan, typed string, progress func(done, total int, outcome models.Outcome)) (models.Sent, error) {
	return models.Sent{Plan: plan}, nil
}

// Reconcile reads.
func (e *Engine) Reconcile(ctx context.Context) ([]models.Record, error) { return nil, nil }
