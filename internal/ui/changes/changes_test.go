package changes

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
	"btalk/internal/ui/listing/listingtest"
	"btalk/internal/ui/screen"
)

type source struct {
	records    []models.Record
	err        error
	audit      models.Audit
	auditError error
	reads      int
	settled    []string
	undone     models.Change
	undoError  error

	settleError error
}

func (s *source) Records() ([]models.Record, error) { return s.records, s.err }
func (s *source) Verify() (models.Audit, error)     { return s.audit, s.auditError }

func (s *source) Record(id string) (models.Record, error) {
	for _, record := range s.records {
		if record.ID == id {
			return record, nil
		}
	}
	return models.Record{}, &models.Error{Op: "find the change", Kind: models.NotFound, Detail: models.NewText("no change has the id " + id)}
}

func (s *source) Reconcile(context.Context) ([]models.Record, error) {
	s.reads++
	s.records[0].State, s.records[0].Settled = models.Done, models.NewText("found done by reading: the address that was sent is there")
	return s.records[:1], nil
}

func (s *source) Settle(id string, how models.OutcomeState) error {
	if s.settleError != nil {
		return s.settleError
	}
	s.settled = append(s.settled, id+" "+string(how))
	s.records[0].State = how
	return nil
}

func (s *source) Undo(string) (models.Change, error) { return s.undone, s.undoError }

func journal() *source {
	record := func(id string, state models.OutcomeState, minutes int) models.Record {
		return models.Record{
			ID: id, At: listingtest.Now().Add(-time.Duration(minutes) * time.Minute), Profile: models.NewText("acme"),
			User: models.NewText("alice, sudo by bob"), Version: models.NewText("1.0"), Customer: models.NewText("9999"),
			Site: models.NewText("vs-1"), SiteName: models.NewText("LYON_1\x1b[31m"), State: state,
		}
	}
	lost := record("k3v9x", models.OutcomeUnknown, 1)
	lost.Kind, lost.What, lost.Method, lost.Path = models.PushAddress, models.NewText("the address of LYON_1"), "PUT", models.NewText("/customers/9999/voicesites/vs-1/voiceaddress")
	lost.Body, lost.Previous = models.Value(`{"a3":"Lyon","hno":"3"}`), models.Value(`{"a3":"Lyon","hno":"12","flr":"2"}`)
	lost.Detail = models.NewText("the connection was closed")
	done := record("n0mb3", models.Done, 90)
	done.Kind, done.What, done.Method, done.RequestID, done.Status = models.ReleaseNumbers, models.NewText("33140000000-33140000009, 10 numbers"), "POST", models.NewText("req-1"), 200
	refused := record("ord3r", models.Refused, 3000)
	refused.Kind, refused.What, refused.Method, refused.Status = models.OrderVoiceSite, models.NewText("the order R-1"), "POST", 400
	return &source{records: []models.Record{lost, done, refused}, audit: models.Audit{Lines: 6}}
}

func TestEveryChangeIsListedWithItsOutcome(t *testing.T) {
	t.Parallel()
	from := journal()
	s := New(listingtest.Env(t, "mono"), from, screen.Changes{})
	listingtest.Drive(t, s, 140, 30, func(d *listingtest.Driver) {
		d.Want("? UNKNOWN", "✓ done", "✗ refused", "push the address of LYON_1", "release 33140000000", "place the order",
			"2026-11-22 10:29:00", "✓ 6 lines of the journal, each as it was written", "send it again",
			"~ hno", "12 → 3", "- flr", "alice, sudo by bob")
		d.Press("enter")
		d.WantPush(screen.Change{ID: "k3v9x"})
		d.Press("a", "2")
		d.WantPush(screen.Change{ID: "k3v9x", Settle: true})
		from.audit = models.Audit{Lines: 6, Broken: 4, What: "it is not as it was written"}
		d.Send(screen.WroteMsg{What: "changes"})
		d.Want("✗ line 4 of the journal: it is not as it was written")
	})
}

func TestAReadingSettles(t *testing.T) {
	t.Parallel()
	from := journal()
	s := New(listingtest.Env(t, "mono"), from, screen.Changes{})
	listingtest.Drive(t, s, 80, 20, func(d *listingtest.Driver) {
		d.Press("a", "1")
		d.WantNot("? UNKNOWN")
		if from.reads != 1 {
			t.Errorf("%d readings", from.reads)
		}
	})
}

func TestUndoPlansTheReverse(t *testing.T) {
	t.Parallel()
	from := journal()
	from.undone = models.Change{Kind: models.PushAddress, Site: "vs-1", Undoes: "k3v9x"}
	s := New(listingtest.Env(t, "mono"), from, screen.Changes{})
	listingtest.Drive(t, s, 80, 20, func(d *listingtest.Driver) {
		d.Press("a", "3")
		d.WantPush(screen.Plan{Change: from.undone})
		from.undoError = errors.New("only an address can be taken back")
		d.Press("a", "3")
		if toast, ok := d.LastAsked().(screen.ToastMsg); !ok || toast.Text != "only an address can be taken back" {
			t.Errorf("asked for %#v", d.LastAsked())
		}
	})
}

// question is the screen of a change of unknown outcome, with a clock that only
// the test moves.
type question struct {
	*listingtest.Driver

	screen *One
	from   *source
	now    time.Time
}

// ask drives the question what became of a change.
func ask(t *testing.T, test func(q *question)) {
	t.Helper()
	q := &question{from: journal(), now: listingtest.Now()}
	env := listingtest.Env(t, "mono")
	env.Now = func() time.Time { return q.now }
	q.screen = NewOne(env, q.from, screen.Change{ID: "k3v9x", Settle: true})
	listingtest.Drive(t, q.screen, 80, 30, func(d *listingtest.Driver) {
		q.Driver = d
		test(q)
	})
}

// slowly presses keys as a person does.
func (q *question) slowly(keys ...string) {
	for _, key := range keys {
		q.now = q.now.Add(250 * time.Millisecond)
		q.Press(key)
	}
}

func TestAPersonSettlesByTypingOnly(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		do      func(q *question)
		settled string
		shows   string
	}{
		"done":                     {func(q *question) { q.slowly("d", "o", "n", "e", "enter") }, "[k3v9x done]", "✓ done"},
		"refused":                  {func(q *question) { q.slowly("r", "e", "f", "u", "s", "e", "d", "enter") }, "[k3v9x refused]", "✗ refused"},
		"in capitals, with blanks": {func(q *question) { q.slowly("D", "O", "N", "E", "space", "enter") }, "[k3v9x done]", "✓ done"},
		"enter alone":              {func(q *question) { q.slowly("enter", "enter", "enter") }, "[]", "Type done or refused; the journal"},
		"half a word":              {func(q *question) { q.slowly("d", "o", "n", "enter") }, "[]", "Type done or refused, whole"},
		"half a word, made whole":  {func(q *question) { q.slowly("d", "o", "n", "enter", "e", "enter") }, "[k3v9x done]", "✓ done"},
		"a state nobody can say":   {func(q *question) { q.slowly("u", "n", "k", "n", "o", "w", "n", "enter") }, "[]", "› unknown"},
		"a paste":                  {func(q *question) { q.Send(tea.PasteMsg{Content: "done\n"}); q.slowly("enter") }, "[]", "What became of it?"},
		"a paste without brackets": {func(q *question) { q.now = q.now.Add(time.Second); q.Type("done"); q.Press("enter") }, "[]", "faster than anyone types"},
		"a word typed before":      {func(q *question) { q.Type("done"); q.Press("enter") }, "[]", "before anyone could have read it"},
		"esc":                      {func(q *question) { q.slowly("d", "o", "n", "e", "esc", "enter") }, "[]", "? UNKNOWN"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			ask(t, func(q *question) {
				q.Want("What became of it?", "? UNKNOWN", "the connection was closed")
				tc.do(q)
				q.Want(tc.shows)
				if got := fmt.Sprint(q.from.settled); got != tc.settled {
					t.Errorf("settled %s, want %s", got, tc.settled)
				}
			})
		})
	}
}

func TestWhatIsSettledIsAskedNoMore(t *testing.T) {
	t.Parallel()
	ask(t, func(q *question) {
		if caret := q.screen.Caret(); caret == nil || caret.Y != 29 || caret.X != 3 || !q.screen.Typing() {
			t.Errorf("the cursor is at %+v", caret)
		}
		q.slowly("d", "o", "n", "e", "enter")
		q.WantNot("What became of it?")
		if q.screen.Typing() || q.screen.Caret() != nil {
			t.Error("the answer is still typed")
		}
		q.Press("a", "2")
		if toast, ok := q.LastAsked().(screen.ToastMsg); !ok || toast.Text != "the outcome of this change is known: done" {
			t.Errorf("asked for %#v", q.LastAsked())
		}
	})
}

func TestWhatCannotBeSettledSaysWhyAndMayBeAskedAgain(t *testing.T) {
	t.Parallel()
	ask(t, func(q *question) {
		q.from.settleError = errors.New("the journal is full")
		q.slowly("d", "o", "n", "e", "enter")
		if toast, ok := q.LastAsked().(screen.ToastMsg); !ok || toast.Text != "the journal is full" || toast.Level != screen.Failure {
			t.Errorf("asked for %#v", q.LastAsked())
		}
		q.Press("a", "2")
		q.Want("What became of it?", "? UNKNOWN")
	})
}

func TestTheVoicesiteOfAChangeIsAStepAway(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		record models.Record
		want   tea.Msg
	}{
		"the one it was about":     {models.Record{Site: models.NewText("vs-1"), SiteName: models.NewText("LYON_1")}, screen.PushMsg{To: screen.VoiceSite{ID: "vs-1", Name: "LYON_1"}}},
		"the one that it made":     {models.Record{VoiceSite: models.NewText("vs-9")}, screen.PushMsg{To: screen.VoiceSite{ID: "vs-9"}}},
		"none where none is named": {models.Record{}, screen.ToastMsg{Level: screen.Info, Text: "the change names no voicesite"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tc.record.ID = "k3v9x"
			from := &source{records: []models.Record{tc.record}}
			s := New(listingtest.Env(t, "mono"), from, screen.Changes{})
			listingtest.Drive(t, s, 80, 20, func(d *listingtest.Driver) {
				d.Press("a", "4")
				if d.LastAsked() != tc.want {
					t.Errorf("asked for %#v, want %#v", d.LastAsked(), tc.want)
				}
			})
		})
	}
}

func TestAnUnreadableLineIsToldBesideTheOthers(t *testing.T) {
	t.Parallel()
	from := journal()
	from.err = errors.New("could not read 2 lines of the journal")
	s := New(listingtest.Env(t, "mono"), from, screen.Changes{})
	listingtest.Drive(t, s, 80, 20, func(d *listingtest.Driver) {
		d.Want("Could not read 2 lines", "✗ refused")
	})
}

func TestAChangeThatIsNotThereSaysSo(t *testing.T) {
	t.Parallel()
	s := NewOne(listingtest.Env(t, "mono"), journal(), screen.Change{ID: "nope"})
	listingtest.Drive(t, s, 80, 20, func(d *listingtest.Driver) { d.Want("no change has the id nope") })
}

func TestGoldenFrames(t *testing.T) {
	t.Parallel()
	for _, theme := range []string{"mono", "terminal"} {
		for _, size := range listingtest.Sizes() {
			s := New(listingtest.Env(t, theme), journal(), screen.Changes{})
			listingtest.Drive(t, s, size.Width, size.Height, func(d *listingtest.Driver) {
				d.Golden(fmt.Sprintf("changes-%dx%d-%s", size.Width, size.Height, theme))
			})
			one := NewOne(listingtest.Env(t, theme), journal(), screen.Change{ID: "k3v9x", Settle: true})
			listingtest.Drive(t, one, size.Width, size.Height, func(d *listingtest.Driver) {
				d.Golden(fmt.Sprintf("change-%dx%d-%s", size.Width, size.Height, theme))
			})
		}
	}
}
