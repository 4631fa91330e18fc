package sign

import (
	"testing"

	"btalk/internal/models"
)

func TestAFieldIsNewRemovedChangedOrTheSameByItsBytes(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ before, after, want string }{
		{"", "", "  same"},
		{"3", "3", "  same"},
		{"", "3", "+ new"},
		{"3", "", "- removed"},
		{"3", "4", "~ changed"},
		{"3", "3 ", "~ changed"},
		{"", " ", "+ new"}, // a blank reaches the server
		{"\u00e9", "e\u0301", "~ changed"},
	} {
		d := models.Difference{Before: models.NewText(tc.before), After: models.NewText(tc.after)}
		if got := OfDifference(d).String(); got != tc.want {
			t.Errorf("%q to %q reads %q, want %q", tc.before, tc.after, got, tc.want)
		}
	}
}

func TestNoOutcomeReadsAsAnotherOrAsDone(t *testing.T) {
	t.Parallel()
	seen := map[string]models.OutcomeState{}
	for state, want := range map[models.OutcomeState]string{
		models.Done: "✓ done", models.Refused: "✗ refused", models.OutcomeUnknown: "? UNKNOWN",
		models.Pending: "… sending", models.NotSent: "– not sent", "half\x1b[31m": "? half␛[31m",
	} {
		got := OfOutcome(state)
		if got.String() != want {
			t.Errorf("%s reads %q, want %q", state, got, want)
		}
		if other, twice := seen[got.Mark+got.Word]; twice {
			t.Errorf("%s reads as %s does", state, other)
		}
		seen[got.Mark+got.Word] = state
	}
}
