package changes

import (
	"errors"
	"reflect"
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

// An address that was taken back leads on to its voicesite.
func TestAfterTakingBackEnterLeadsToTheVoicesite(t *testing.T) {
	t.Parallel()
	var undone undoing
	undone.task.Snapshot.Value = models.Change{Kind: models.PushAddress, Site: "vs-1", SiteName: "LYON_1"}
	for name, test := range map[string]struct {
		sent screen.SentMsg
		want screen.Do
	}{
		"done, and on":        {screen.SentMsg{State: models.Done, Onward: true}, screen.To(screen.VoiceSite{ID: "vs-1", Name: "LYON_1"})},
		"done, and back":      {screen.SentMsg{State: models.Done}, nil},
		"refused":             {screen.SentMsg{State: models.Refused, Onward: true}, nil},
		"nobody knows as yet": {screen.SentMsg{State: models.OutcomeUnknown, Onward: true}, nil},
	} {
		if got := undone.sent(test.sent); !reflect.DeepEqual(got, test.want) {
			t.Errorf("%s: %v, want %v", name, got, test.want)
		}
	}
}
