package plan

import (
	"errors"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
	"btalk/internal/ui/screen"
)

// underway drives a change whose sending was begun, and which the engine has not
// answered yet.
func underway(t *testing.T, plan models.Plan, test func(s *stand, d *delivery)) {
	t.Helper()
	drive(t, &engine{plans: []models.Plan{plan}}, "mono", 80, 30, func(s *stand) {
		s.wait(time.Second)
		s.typeSlowly(plan.Confirm.Answer())
		s.screen.Update(tea.KeyPressMsg{Code: tea.KeyEnter}) // what it wants done is not done
		if s.screen.stage != sending {
			t.Fatalf("nothing is sent:\n%s", s.Frame())
		}
		test(s, s.screen.delivery)
	})
}

func TestEachRequestIsToldAsItIsDone(t *testing.T) {
	t.Parallel()
	underway(t, numbersPlan(4), func(s *stand, d *delivery) {
		s.Want("[....................] 0 of 4 done · now 331400000", "esc cancels after this range")
		s.screen.Update(progressMsg{of: d, outcome: models.Outcome{State: models.Done}, more: true})
		s.Want("[#####...............] 1 of 4 done · now 331400001", "✓ done: 331400000")
		s.screen.Update(progressMsg{of: d, outcome: models.Outcome{State: models.Refused}, more: true})
		s.screen.Update(progressMsg{of: d, outcome: models.Outcome{State: models.Done}, more: true})
		s.Want("3 of 4 done", "✗ refused: 331400001")
		s.WantNot("esc cancels") // the last one has left
		s.screen.Update(progressMsg{of: d, outcome: models.Outcome{State: models.Done}, more: true})
		s.Want("[####################] 4 of 4 done")
		s.WantNot("· now")
		s.screen.Update(progressMsg{of: d}) // no more
		s.Want("4 of 4 done")
	})
}

func TestAMessageOfAnotherSendingChangesNothing(t *testing.T) {
	t.Parallel()
	underway(t, numbersPlan(2), func(s *stand, d *delivery) {
		before, other := s.Frame(), &delivery{plan: d.plan, cancel: func() {}}
		s.screen.Update(progressMsg{of: other, outcome: models.Outcome{State: models.Done}, more: true})
		s.screen.Update(sentMsg{of: other, err: errors.New("not ours")})
		s.screen.Update(sentMsg{of: other, sent: models.Sent{Plan: d.plan, Outcomes: []models.Outcome{{State: models.Done}}}})
		s.screen.Update(screen.SettledMsg{Records: []models.Record{{ID: d.plan.ID, State: models.Done}}})
		s.screen.Update(screen.RightsMsg{Write: false})
		if after := s.Frame(); after != before {
			t.Errorf("it shows\n%s\nand showed\n%s", after, before)
		}
		s.screen.Update(sentMsg{of: d, sent: models.Sent{Plan: d.plan, Outcomes: []models.Outcome{{State: models.Done}, {State: models.Done}}}})
		s.Want("Of 2 requests: 2 done")
		s.screen.Update(progressMsg{of: d, outcome: models.Outcome{State: models.Refused}, more: true}) // late
		s.Want("Of 2 requests: 2 done")
		s.WantNot("refused")
	})
}

func TestNoKeyButCancelActsWhileItIsSent(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		done      int // of three requests
		keys      string
		cancelled bool
		shows     string
	}{
		"keys that scroll, open, leave or plan again": {0, "enter tab r h q down o y", false, "esc cancels after this range"},
		"esc with two requests left":                  {0, "esc", true, "Cancelled: 2 more will not be sent; the one under way is waited for."},
		"esc with one left":                           {1, "esc", true, "Cancelled: 1 more will not be sent"},
		"esc with the last one under way":             {2, "esc", false, "The last request has left; its answer is awaited."},
		"esc once all are done":                       {3, "esc", false, "The last request has left; its answer is awaited."},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			underway(t, numbersPlan(3), func(s *stand, d *delivery) {
				cancelled := false
				d.cancel = func() { cancelled = true }
				for range tc.done {
					s.screen.Update(progressMsg{of: d, outcome: models.Outcome{State: models.Done}, more: true})
				}
				s.Press(strings.Fields(tc.keys)...)
				s.Want(tc.shows)
				if cancelled != tc.cancelled || s.screen.stage != sending || len(s.Asked) != 0 {
					t.Errorf("cancelled %v, stage %d, asked %v", cancelled, s.screen.stage, s.Asked)
				}
			})
		})
	}
}

func TestClosingCancelsWhatWasNotSent(t *testing.T) {
	t.Parallel()
	underway(t, numbersPlan(3), func(s *stand, d *delivery) {
		cancelled := false
		d.cancel = func() { cancelled = true }
		s.screen.Close()
		if !cancelled {
			t.Error("the requests that are left would be sent")
		}
	})
}

func TestTheScreensThatShowTheFamilyRefresh(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		kind  models.ChangeKind
		state models.OutcomeState
		want  string
	}{
		"an address that is pushed":         {models.PushAddress, models.Done, "changes voicesites"},
		"an order that is placed":           {models.OrderVoiceSite, models.Done, "changes orders voicesites"},
		"numbers that are published":        {models.PublishNumbers, models.Done, "changes numbers"},
		"numbers that are released":         {models.ReleaseNumbers, models.OutcomeUnknown, "changes numbers"},
		"a refusal changes nothing":         {models.PushAddress, models.Refused, "changes"},
		"what was not sent changes nothing": {models.OrderVoiceSite, models.NotSent, "changes"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			d := &delivery{plan: models.Plan{Change: models.Change{Kind: tc.kind}}, sent: models.Sent{Outcomes: []models.Outcome{{State: tc.state}}}}
			var told []string
			d.refresh().Apply(func(ask tea.Msg) screen.Do {
				if wrote, ok := ask.(screen.WroteMsg); ok {
					told = append(told, wrote.What)
				}
				return nil
			})
			if got := strings.Join(told, " "); got != tc.want {
				t.Errorf("told %q, want %q", got, tc.want)
			}
		})
	}
}

func TestAReadingSettlesTheRequestsItIsAbout(t *testing.T) {
	t.Parallel()
	plan := numbersPlan(3)
	d := &delivery{plan: plan, cancel: func() {}}
	d.conclude(models.Sent{Plan: plan, Outcomes: []models.Outcome{
		{State: models.OutcomeUnknown}, {State: models.Done}, {State: models.OutcomeUnknown, VoiceSite: models.NewText("before")},
	}}, time.Time{})
	if !d.reading {
		t.Error("an unknown outcome is not read")
	}
	d.settle([]models.Record{
		{ID: plan.ID + ".2", State: models.Refused},
		{ID: plan.ID + ".3", State: models.Done, VoiceSite: models.NewText("vs-9"), Settled: models.NewText("found")},
		{ID: "another", State: models.Done},
	})
	var states []string
	for _, outcome := range d.sent.Outcomes {
		states = append(states, string(outcome.State)+" "+outcome.VoiceSite.String()+" "+outcome.Settled.String())
	}
	if got := strings.Join(states, "|"); got != "unknown  |done  |done vs-9 found" || d.reading {
		t.Errorf("got %q, reading %v", got, d.reading)
	}
	if got := d.result(true); got.State != models.OutcomeUnknown || got.VoiceSite != "vs-9" || !got.Onward {
		t.Errorf("the screen below is handed %+v", got)
	}
}
