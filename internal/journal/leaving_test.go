package journal

import (
	"errors"
	"os"
	"strings"
	"testing"

	"btalk/internal/models"
	"btalk/internal/private"
)

// What a killed process left behind says whether its request had left. Only what
// is certain counts: anything else is unknown.
func TestAKilledChangeIsNotSentOnlyWhereThatIsCertain(t *testing.T) {
	t.Parallel()
	boot := thisStart()
	if boot == "" {
		t.Skip("this system has no name for its start")
	}
	for name, test := range map[string]struct {
		file string
		want models.OutcomeState
	}{
		"it had not left":                     {"boot " + boot + "\n", models.NotSent},
		"another request of its plan had":     {"boot " + boot + "\nleft plan.2\n", models.NotSent},
		"one with a longer id had":            {"boot " + boot + "\nleft plans\n", models.NotSent},
		"it had left":                         {"boot " + boot + "\nleft plan\n", models.OutcomeUnknown},
		"the system was started since":        {"boot 00000000-0000-0000-0000-000000000000\n", models.OutcomeUnknown},
		"the file is cut short":               {"boot " + boot[:8], models.OutcomeUnknown},
		"the file is empty, as after a crash": {"", models.OutcomeUnknown},
		"there is no file":                    {"-", models.OutcomeUnknown},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := openTemp(t)
			mustIntend(t, r, intent("plan"))
			if err := private.Dir(r.locks); err != nil {
				t.Fatal(err)
			}
			if test.file != "-" {
				if err := os.WriteFile(r.sendingLock("plan"), []byte(test.file), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			for range 2 { // reading takes the evidence away from nobody
				if got := mustRead(t, r)[0]; got.State != test.want || got.Detail.Empty() {
					t.Errorf("it is %s (%s), want %s", got.State, got.Detail, test.want)
				}
			}
		})
	}
}

// Where the lock cannot be had for want of anything, a process may be alive and about
// to send.
func TestAChangeMayStillLeaveWhereItsLockCannotBeHad(t *testing.T) {
	t.Parallel()
	r := openTemp(t)
	mustIntend(t, r, intent("plan"))
	done, err := r.Sending("plan")
	if err != nil {
		t.Fatal(err)
	}
	if state, _ := r.afterKill("plan"); state != models.OutcomeUnknown {
		t.Errorf("while it is being sent it is %s", state)
	}
	done()
	if state, _ := r.afterKill("plan"); state != models.OutcomeUnknown {
		t.Errorf("without its file it is %s", state)
	}
}

func TestWhatLeavesIsNotedBeforeItDoes(t *testing.T) {
	t.Parallel()
	r := openTemp(t)
	done, err := r.Sending("plan")
	if err != nil {
		t.Fatal(err)
	}
	if thisStart() != "" && !r.neverLeft("plan.2") {
		t.Error("a request that is not begun has left")
	}
	if err := r.Leaving("plan.2"); err != nil {
		t.Fatal(err)
	}
	if r.neverLeft("plan.2") {
		t.Error("it is said not to have left")
	}
	done()
	if r.neverLeft("plan") {
		t.Error("something is claimed of a plan that is over")
	}
	if err := r.Leaving("plan"); err != nil {
		t.Errorf("where nothing is claimed, nothing has to be noted: %v", err)
	}
}

func TestEveryRequestOfTheLargestPlanIsNoted(t *testing.T) {
	t.Parallel()
	const most = 10_000 // numbers in one change, a request each at worst
	r := openTemp(t)
	done, err := r.Sending("plan567890")
	if err != nil {
		t.Fatal(err)
	}
	defer done()
	for n := range most {
		if err := r.Leaving(models.RequestID("plan567890", n)); err != nil {
			t.Fatalf("request %d: %v", n+1, err)
		}
	}
	if last := models.RequestID("plan567890", most-1); r.neverLeft(last) {
		t.Errorf("%s is said not to have left", last)
	}
}

func TestWhatCannotBeNotedMustNotLeave(t *testing.T) {
	t.Parallel()
	r := openTemp(t)
	if err := private.Dir(r.locks); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(r.sendingLock("plan"), []byte(strings.Repeat("x", largestLock+1)), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := r.Leaving("plan"); !errors.Is(err, private.ErrTooLarge) {
		t.Errorf("got %v", err)
	}
}
