package api

import (
	"io"
	"io/fs"
	"net/http"
	"os"
	"testing"
	"testing/synctest"
	"time"

	"github.com/gofrs/flock"

	"btalk/internal/models"
	"btalk/internal/private"
)

func TestBudgetWaitsForItsTurnWhenOthersSpend(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	b := newBudget(10, time.Now, newBudgetFile(dir, "o", "c"))
	other := flock.New(b.file.path + ".lock")
	if held, err := other.TryLock(); !held || err != nil {
		t.Fatal(held, err)
	}
	time.AfterFunc(80*time.Millisecond, func() { _ = other.Unlock() })
	if err := b.take(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := newBudget(10, time.Now, newBudgetFile(dir, "o", "c")).view().Left; got != 9 {
		t.Errorf("others see %d left, want 9: what was spent was not shared", got)
	}
}

func TestLedgerIsReplacedAsAWhole(t *testing.T) {
	t.Parallel()
	b := newBudget(10, time.Now, newBudgetFile(t.TempDir(), "o", "c"))
	if err := b.take(t.Context()); err != nil {
		t.Fatal(err)
	}
	before, err := os.Open(b.file.path)
	if err != nil {
		t.Fatal(err)
	}
	defer before.Close()
	want, err := os.ReadFile(b.file.path)
	if err != nil {
		t.Fatal(err)
	}
	if err := b.take(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(before); err != nil || string(got) != string(want) {
		t.Errorf("a reader saw %q, %v; want the whole ledger of before", got, err)
	}
}

func TestThrottleIsNotCalledASpentBudget(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := newBudget(1000, time.Now, nil)
		b.throttled(t.Context(), http.Header{"Retry-After": {"30"}})
		err := b.take(t.Context())
		failure, ok := err.(*models.Error) //nolint:errorlint // it is documented to be one
		if !ok || failure.Detail.String() != "the API refused earlier requests and wants a pause; when that comes often, lower requests_per_minute, now 1000" {
			t.Errorf("err %v, want one that names the API's refusal", err)
		}
	})
}

func TestLongWaitIsTold(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		b := newBudget(1, time.Now, nil)
		var told []time.Time
		b.tell = func(until time.Time) { told = append(told, until) }
		began := time.Now()
		for range 2 {
			if err := b.take(withMaxWait(t.Context(), maxWaitPaging)); err != nil {
				t.Fatal(err)
			}
		}
		if len(told) != 1 || told[0].Sub(began) != budgetWindow {
			t.Errorf("told %v, want once, a minute ahead", told)
		}
	})
}

func TestWhatIsSpentWhileTheLockIsRefusedIsSharedAfterwards(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	of := func() *budget { return newBudget(10, time.Now, newBudgetFile(dir, "o", "c")) }
	b, others := of(), of()
	if err := others.take(t.Context()); err != nil { // there is a ledger to be overwritten by
		t.Fatal(err)
	}
	lock := flock.New(b.file.path + ".lock")
	if held, err := lock.TryLock(); !held || err != nil {
		t.Fatal(held, err)
	}
	for range 3 {
		if err := b.take(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	b.throttled(t.Context(), http.Header{"Retry-After": {"5"}})
	if view := of().view(); view.Left != 9 {
		t.Fatalf("others see %+v before it could be written", view)
	}
	if view := b.view(); view.Until.IsZero() || view.Alone {
		t.Errorf("the process itself sees %+v, want its own throttle, and no loneliness: the lock is only busy", view)
	}
	if err := lock.Unlock(); err != nil {
		t.Fatal(err)
	}
	b.passed(t.Context()) // the next thing that is noted
	b.passed(t.Context())
	got := of()
	if view := got.view(); len(got.ledger.Spent) != 4 || view.Until.IsZero() {
		t.Errorf("others know of %d requests, %+v; want all 4 and the throttle", len(got.ledger.Spent), view)
	}
}

func TestABudgetThatNobodySharesSaysSo(t *testing.T) {
	t.Parallel()
	file := t.TempDir() + "/file"
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		file *budgetFile
		sole bool
		want bool
	}{
		"a directory of ours":            {file: newBudgetFile(t.TempDir(), "o", "c")},
		"no place for a directory":       {want: true},
		"a file in the directory's":      {file: newBudgetFile(file, "o", "c"), want: true},
		"nobody else has the credential": {sole: true},
	} {
		b := newBudget(10, time.Now, test.file)
		b.sole = test.sole
		if got := b.view().Alone; got != test.want {
			t.Errorf("%s, before the first request: alone %v", name, got)
		}
		if err := b.take(t.Context()); err != nil {
			t.Fatal(err)
		}
		if got := b.view().Alone; got != test.want {
			t.Errorf("%s, after it: alone %v", name, got)
		}
	}
}

func TestADirectoryThatIsNotAGroupsOwnSharesNothing(t *testing.T) {
	t.Parallel()
	for name, mode := range map[string]fs.FileMode{
		"everybody can write to it": 0o777 | fs.ModeSetgid,
		"without setgid":            0o770,
	} {
		dir := t.TempDir()
		if err := os.Chmod(dir, mode); err != nil {
			t.Fatal(err)
		}
		file := newBudgetFile(dir, "o", "c")
		file.keep = private.Group
		b := newBudget(10, time.Now, file)
		if err := b.take(t.Context()); err != nil {
			t.Errorf("%s: %v, want the request to go all the same", name, err)
		}
		if view := b.view(); !view.Alone || view.Left != 9 {
			t.Errorf("%s: %+v, want that this process counts alone", name, view)
		}
		if left, err := os.ReadDir(dir); err != nil || len(left) != 0 {
			t.Errorf("%s: %v was written there, %v", name, left, err)
		}
	}
}
