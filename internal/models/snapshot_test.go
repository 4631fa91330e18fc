package models_test

import (
	"testing"

	"btalk/internal/models"
)

func TestWhatAListLacks(t *testing.T) {
	t.Parallel()
	for want, list := range map[string]models.Snapshot[[]int]{
		"":                             {Note: "the API does not say where it is"},
		"2,000 of 2,345":               {Incomplete: true, Note: "2,000 of 2,345", Skipped: 3},
		"some may be missing":          {Incomplete: true},
		"1 item could not be read":     {Skipped: 1},
		"1200 items could not be read": {Skipped: 1200, Note: "anything"},
	} {
		if got := list.Lacks(); got != want {
			t.Errorf("%+v lacks %q, want %q", list, got, want)
		}
	}
}
