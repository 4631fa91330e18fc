package catalog

import (
	"btalk/internal/known"
	"btalk/internal/ladder"
)

// counted is a column of counts from the cache. Where nothing is known scripts get
// nothing, and people a dash: an unknown count is not 0.
func counted[T any](name, title, field string, priority int, of func(T) known.Count) Column[T] {
	return Column[T]{
		Name: name, Title: title, Field: field, Right: true, Grade: ladder.Extra, Fixed: true, Priority: priority,
		Text: func(row T) string { return of(row).String() },
		Value: func(row T) string {
			if count := of(row); count.Known {
				return count.String()
			}
			return ""
		},
	}
}
