package ui

import (
	"context"

	"btalk/internal/models"
	"btalk/internal/ui/billing"
	"btalk/internal/ui/cacheview"
	"btalk/internal/ui/changes"
	"btalk/internal/ui/countries"
	"btalk/internal/ui/coverage"
	"btalk/internal/ui/customers"
	"btalk/internal/ui/numbers"
	"btalk/internal/ui/orders"
	"btalk/internal/ui/ordersite"
	"btalk/internal/ui/plan"
	"btalk/internal/ui/tracking"
	"btalk/internal/ui/voicesite"
	"btalk/internal/ui/voicesites"
	"btalk/internal/ui/vpns"
	"btalk/internal/ui/wizard"
)

// Service is everything the dashboard asks of the world: what each screen
// reads, and what the frame shows.
type Service interface {
	customers.Source
	vpns.Source
	voicesites.Source
	voicesite.Source
	countries.Source
	coverage.Source
	wizard.Source
	numbers.Source
	orders.Source
	tracking.Source
	ordersite.Source
	changes.Source
	plan.Source
	cacheview.Source
	billing.Source

	Me(ctx context.Context, mode models.Mode) (models.Snapshot[models.Me], error)
	// Budget is what is left of this minute's requests. It is asked often and
	// must answer at once.
	Budget() models.Budget
	// Exchanges are the requests of this process, oldest first.
	Exchanges() []models.Exchange
	// Notice is the last thing that went wrong in silence, such as a cache that
	// cannot be written; empty when all is well.
	Notice() string
	// SetWrite allows changes, or forbids them.
	SetWrite(allowed bool)
}
