package models

import (
	"context"
)

// Progress is how far a long reading has come.
type Progress struct {
	Done  int // items that are there
	Total int // of so many; 0 when nobody knows
}

type progressKey struct{}

// WithProgress has told called with how far the readings under ctx have come,
// while they go on: from any goroutine, and perhaps after whoever asked
// has left: it must not block.
func WithProgress(ctx context.Context, told func(Progress)) context.Context {
	return context.WithValue(ctx, progressKey{}, told)
}

// ReportProgress tells whoever asked under ctx how far the reading has come.
func ReportProgress(ctx context.Context, at Progress) {
	if told, ok := ctx.Value(progressKey{}).(func(Progress)); ok && told != nil {
		told(at)
	}
}

type partsKey struct{}

// WithParts lets a reading under ctx that takes its time answer with what came
// so far. It is for those who show a list, and never for those who look
// something up in it.
func WithParts(ctx context.Context, wanted bool) context.Context {
	return context.WithValue(ctx, partsKey{}, wanted)
}

// WantsParts reports whether what came so far will do under ctx.
func WantsParts(ctx context.Context) bool {
	wanted, ok := ctx.Value(partsKey{}).(bool)
	return ok && wanted
}
