package changes

import (
	"errors"
	"strings"
	"testing"

	"btalk/internal/models"
	"btalk/internal/ui/screen"
)

// What was read is said: the change that is still open first, for that needs somebody.
func TestAReadingSaysWhatItFound(t *testing.T) {
	t.Parallel()
	record := func(state models.OutcomeState, words string) models.Record {
		return models.Record{Kind: models.PushAddress, What: models.NewText("the address of LYON_1"), State: state, Settled: models.NewText(words)}
	}
	for name, test := range map[string]struct {
		records []models.Record
		err     error
		level   screen.Level
		says    string
	}{
		"nothing open":       {nil, nil, screen.Info, "no change of unknown outcome"},
		"found done":         {[]models.Record{record(models.Done, "the address that was sent is there")}, nil, screen.Success, "the address that was sent is there"},
		"one of two is open": {[]models.Record{record(models.Done, "x"), record(models.OutcomeUnknown, "there is no address yet")}, nil, screen.Warning, "there is no address yet (and 1 more)"},
		"it cannot be read":  {nil, errors.New("the API is unreachable"), screen.Failure, "the API is unreachable"},
	} {
		if toast := found(test.records, test.err); toast.Level != test.level || !strings.Contains(toast.Text, test.says) {
			t.Errorf("%s: %+v", name, toast)
		}
	}
}
