package screen_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
	"btalk/internal/ui/screen"
)

// answer is what a fetch gives: a value of an age, or an error.
type answer struct {
	value string
	stale bool
	more  bool // the reading goes on
	part  bool // the list is not whole
	err   error
}

// source answers one fetch after the other and notes how it was asked.
type source struct {
	answers []answer
	modes   []models.Mode
	ctx     []context.Context
}

func (s *source) fetch(ctx context.Context, mode models.Mode) (models.Snapshot[string], error) {
	next := s.answers[len(s.modes)]
	s.modes, s.ctx = append(s.modes, mode), append(s.ctx, ctx)
	return models.Snapshot[string]{Value: next.value, Stale: next.stale, Coming: next.more, Incomplete: next.part}, next.err
}

// results runs the work of do and gives what it answers, in order; a refresh
// that nobody waits for is run as well.
func results(do screen.Do) []tea.Msg {
	var msgs []tea.Msg
	work := do.Apply(func(ask tea.Msg) screen.Do {
		if behind, ok := ask.(screen.BehindMsg); ok {
			return behind.Work
		}
		msgs = append(msgs, ask)
		return nil
	})
	return append(msgs, run(work)...)
}

func run(cmd tea.Cmd) []tea.Msg {
	if cmd == nil {
		return nil
	}
	switch msg := cmd().(type) {
	case nil:
		return nil
	case tea.BatchMsg:
		var msgs []tea.Msg
		for _, one := range msg {
			msgs = append(msgs, run(one)...)
		}
		return msgs
	default:
		return []tea.Msg{msg}
	}
}

// accept hands messages to a task; next is what it wants done then.
func accept[T any](task *screen.Task[T], msgs []tea.Msg) (accepted bool, next screen.Do) {
	for _, msg := range msgs {
		if asked, ok := msg.(screen.AskedMsg); ok {
			asked.Note()
			continue
		}
		took, do := task.Accept(msg)
		accepted, next = accepted || took, screen.All(next, do)
	}
	return accepted, next
}

func TestATaskShowsWhatIsHeldAndRefreshesItBehind(t *testing.T) {
	t.Parallel()
	from := &source{answers: []answer{{value: "old", stale: true}, {value: "new"}}}
	var task screen.Task[string]
	first := results(task.Load(t.Context(), from.fetch))
	if !task.Busy || !task.Reading || task.Loaded {
		t.Errorf("before the answer: %+v", task)
	}
	took, next := accept(&task, first)
	if !took || task.Snapshot.Value != "old" || !task.Loaded || !task.Busy {
		t.Fatalf("after the first answer: %+v", task)
	}
	if task.Report().Reading {
		t.Error("keys wait for a refresh")
	}
	accept(&task, results(next))
	if task.Snapshot.Value != "new" || task.Busy || !slices.Equal(from.modes, []models.Mode{models.Cached, models.Refresh}) {
		t.Errorf("after the refresh: %+v, asked %v", task, from.modes)
	}
}

func TestAFreshAnswerIsNotAskedForAgain(t *testing.T) {
	t.Parallel()
	from := &source{answers: []answer{{value: "fresh"}}}
	var task screen.Task[string]
	if _, next := accept(&task, results(task.Load(t.Context(), from.fetch))); len(next) != 0 || len(from.modes) != 1 {
		t.Errorf("asked %v, and wants %v", from.modes, next)
	}
}

func TestALateAnswerIsDropped(t *testing.T) {
	t.Parallel()
	from := &source{answers: []answer{{value: "late"}, {value: "newest"}}}
	var task screen.Task[string]
	late := results(task.Load(t.Context(), from.fetch))
	newest := results(task.Load(t.Context(), from.fetch))
	if took, _ := accept(&task, late); took || task.Loaded || !task.Busy {
		t.Fatalf("the late answer was taken: %+v", task)
	}
	if took, _ := accept(&task, newest); !took || task.Snapshot.Value != "newest" {
		t.Errorf("the newest answer was not taken: %+v", task)
	}
	if took, _ := accept(&task, newest); took && task.Snapshot.Value != "newest" {
		t.Error("an answer was taken twice")
	}
}

func TestStartingAgainCancelsWhatIsUnderWay(t *testing.T) {
	t.Parallel()
	from := &source{answers: []answer{{value: "a"}, {value: "b"}, {value: "c"}}}
	var task screen.Task[string]
	results(task.Load(t.Context(), from.fetch))
	results(task.Load(t.Context(), from.fetch))
	if from.ctx[0].Err() == nil || from.ctx[1].Err() != nil {
		t.Error("the first fetch goes on, or the second was canceled too")
	}
	task.Cancel()
	if from.ctx[1].Err() == nil || task.Busy || task.Reading {
		t.Errorf("after Cancel: %+v", task)
	}
	results(task.Reload())
	task.Cancel()
	if from.ctx[2].Err() == nil {
		t.Error("a reload survives Cancel")
	}
}

func TestCancelDropsTheAnswer(t *testing.T) {
	t.Parallel()
	from := &source{answers: []answer{{value: "gone"}}}
	var task screen.Task[string]
	msgs := results(task.Load(t.Context(), from.fetch))
	task.Cancel()
	if took, _ := accept(&task, msgs); took || task.Loaded {
		t.Errorf("taken after Cancel: %+v", task)
	}
}

func TestAnAnswerThatWasTakenIsNoLongerCanceled(t *testing.T) {
	t.Parallel()
	from := &source{answers: []answer{{value: "a"}}}
	var task screen.Task[string]
	accept(&task, results(task.Load(t.Context(), from.fetch)))
	if from.ctx[0].Err() == nil {
		t.Error("the context of a fetch that ended is kept alive")
	}
	task.Cancel() // must not panic, and changes nothing that is shown
	if task.Snapshot.Value != "a" || !task.Loaded {
		t.Errorf("Cancel took what was shown: %+v", task)
	}
}

func TestAFailedRefreshKeepsTheLastValue(t *testing.T) {
	t.Parallel()
	failure := &models.Error{Op: "list", Kind: models.Offline}
	from := &source{answers: []answer{{value: "good"}, {err: failure}, {value: "better"}}}
	var task screen.Task[string]
	accept(&task, results(task.Load(t.Context(), from.fetch)))
	accept(&task, results(task.Reload()))
	if report := task.Report(); task.Snapshot.Value != "good" || !task.Loaded || !errors.Is(task.Err, failure) || report.Err == nil || report.Busy {
		t.Fatalf("after the failure: %+v, %+v", task, report)
	}
	accept(&task, results(task.Reload()))
	if task.Err != nil || task.Snapshot.Value != "better" {
		t.Errorf("the error outlives the next answer: %+v", task)
	}
}

func TestReloadNeedsSomethingToReload(t *testing.T) {
	t.Parallel()
	var task screen.Task[string]
	if do := task.Reload(); do != nil || task.Busy {
		t.Errorf("a task that never loaded wants %v", do)
	}
	task.Cancel() // and nothing to cancel
}

func TestPartsAreShownAsTheyCome(t *testing.T) {
	t.Parallel()
	from := &source{answers: []answer{{value: "half", more: true, part: true}, {value: "more", more: true, part: true}, {value: "whole"}}}
	var task screen.Task[string]
	_, next := accept(&task, results(task.Load(t.Context(), from.fetch)))
	if task.Snapshot.Value != "half" || !task.Busy {
		t.Fatalf("the first part: %+v", task)
	}
	_, next = accept(&task, results(next))
	if task.Snapshot.Value != "more" {
		t.Fatalf("the second part: %+v", task)
	}
	if _, next = accept(&task, results(next)); task.Snapshot.Value != "whole" || task.Busy || len(next) != 0 {
		t.Errorf("the end: %+v, %v", task, next)
	}
}

func TestAPartNeverTakesThePlaceOfAWholeList(t *testing.T) {
	t.Parallel()
	from := &source{answers: []answer{{value: "whole"}, {value: "half", more: true, part: true}, {value: "new whole"}}}
	var task screen.Task[string]
	accept(&task, results(task.Load(t.Context(), from.fetch)))
	_, next := accept(&task, results(task.Reload()))
	if task.Snapshot.Value != "whole" {
		t.Fatalf("a part is shown in place of the whole list: %+v", task)
	}
	if accept(&task, results(next)); task.Snapshot.Value != "new whole" {
		t.Errorf("the new list is not shown: %+v", task)
	}
}

func TestKeysWaitForTheDiskAndNotForTheServer(t *testing.T) {
	t.Parallel()
	synctest.Test(t, keysWaitForTheDisk)
}

func keysWaitForTheDisk(t *testing.T) {
	t.Helper()
	asks := make(chan struct{})
	asked, end := make(chan struct{}), make(chan struct{})
	var task screen.Task[string]
	do := task.Load(t.Context(), func(ctx context.Context, _ models.Mode) (models.Snapshot[string], error) {
		<-asks
		models.Asking(ctx)
		models.Asking(ctx) // more than once is once
		close(asked)
		<-end
		return models.Snapshot[string]{Value: "from the server", Fetched: time.Unix(1, 0)}, nil
	})
	batch, ok := do.Apply(nil)().(tea.BatchMsg)
	if !ok || len(batch) != 2 {
		t.Fatalf("%d commands, want the fetch and the word that the server is asked", len(batch))
	}
	answers, words := make(chan tea.Msg, 1), make(chan tea.Msg, 1)
	go func() { answers <- batch[0]() }()
	go func() { words <- batch[1]() }()
	synctest.Wait()
	if !task.Report().Reading || len(words) > 0 {
		t.Error("keys do not wait for the disk")
	}
	close(asks)
	<-asked
	accept(&task, []tea.Msg{<-words})
	if report := task.Report(); report.Reading || !report.Busy {
		t.Errorf("keys wait for the server: %+v", report)
	}
	close(end)
	accept(&task, []tea.Msg{<-answers})
	if task.Snapshot.Value != "from the server" || !task.Report().Fetched.Equal(time.Unix(1, 0)) {
		t.Errorf("the answer: %+v", task)
	}
}

func TestTheWordThatTheServerIsAskedIsForItsOwnFetch(t *testing.T) {
	t.Parallel()
	from := &source{answers: []answer{{value: "a"}, {value: "b"}}}
	var task screen.Task[string]
	first := results(task.Load(t.Context(), from.fetch))
	task.Load(t.Context(), from.fetch)
	accept(&task, first)
	if !task.Reading {
		t.Error("the word about an earlier fetch ended the wait for this one")
	}
}

func TestACanceledFetchSaysSo(t *testing.T) {
	t.Parallel()
	var task screen.Task[string]
	ctx, cancel := context.WithCancel(t.Context())
	do := task.Load(ctx, func(ctx context.Context, _ models.Mode) (models.Snapshot[string], error) {
		cancel()
		return models.Snapshot[string]{}, ctx.Err()
	})
	accept(&task, results(do))
	if models.KindOf(task.Err) != models.Canceled {
		t.Errorf("the error is %v", task.Err)
	}
}

func TestACancellationOfSomethingElseIsAnErrorLikeAnyOther(t *testing.T) {
	t.Parallel()
	from := &source{answers: []answer{{err: context.Canceled}}}
	var task screen.Task[string]
	accept(&task, results(task.Load(t.Context(), from.fetch)))
	if !errors.Is(task.Err, context.Canceled) || models.KindOf(task.Err) == models.Canceled {
		t.Errorf("the error is %v", task.Err)
	}
}

func TestAnAnswerToAnotherTaskIsNotTaken(t *testing.T) {
	t.Parallel()
	from := &source{answers: []answer{{value: "a"}, {value: "b"}}}
	var task, other screen.Task[string]
	results(task.Load(t.Context(), from.fetch))
	if took, _ := accept(&task, results(other.Load(t.Context(), from.fetch))); took {
		t.Error("an answer to another task was taken")
	}
	if took, _ := task.Accept("something else"); took {
		t.Error("something else was taken")
	}
}
