package cli

import (
	"context"

	"btalk/internal/api"
	"btalk/internal/api/change"
	"btalk/internal/cache"
	"btalk/internal/models"
	"btalk/internal/ui/cacheview"
)

// world is all that the dashboard asks for: the client reads, the engine
// changes.
type world struct {
	*api.Client
	*change.Engine

	disk *cache.Store
}

// Holding is what is held on disk. It reads the whole directory.
func (w world) Holding() cacheview.Holding {
	info := w.disk.Info()
	return cacheview.Holding{
		Dir: info.Dir, Entries: info.Entries, Bytes: info.Bytes,
		Oldest: info.Oldest, Newest: info.Newest, Notice: w.disk.Notice(),
	}
}

// Forget empties what is held.
func (w world) Forget() error { return w.disk.Clear() }

// Send sends a plan. The client's own Send is for the engine alone.
func (w world) Send(ctx context.Context, plan models.Plan, typed string, progress func(done, total int, outcome models.Outcome)) (models.Sent, error) {
	return w.Engine.Send(ctx, plan, typed, progress)
}
