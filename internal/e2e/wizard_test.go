package e2e

import (
	"encoding/json"
	"errors"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"btalk/internal/journal"
	"btalk/internal/ptytest"
	"btalk/internal/ui/draft"
)

// kills is how often the wizard is killed while somebody types. The measure is
// 200 (BTALK_KILLS=200 go test ./internal/e2e -run Kill); the suite takes fewer.
func kills(t *testing.T) int {
	t.Helper()
	n, err := strconv.Atoi(os.Getenv("BTALK_KILLS"))
	if err != nil {
		return 10
	}
	return n
}

// atMostLost is what a kill may cost.
const atMostLost = time.Second

func TestKillWhileTypingCostsAtMostTheLastSecond(t *testing.T) {
	t.Parallel()
	_, _, env := ptytest.Serve(t, ptytest.Unlimited())
	for run := range kills(t) {
		t.Run(strconv.Itoa(run), func(t *testing.T) {
			t.Parallel()
			env := moved(t, env)
			x := btalk.Start(t, env)
			x.Wait("fetched")
			x.Keys(":address GB" + ptytest.Enter)
			x.Wait("Post town")
			typed, end := typeFor(x, 1200*time.Millisecond+time.Duration(rand.IntN(900))*time.Millisecond)
			x.Signal(syscall.SIGKILL)
			x.Exit()
			safe := 0
			for _, at := range typed {
				if end.Sub(at) > atMostLost {
					safe++
				}
			}
			drafts := draftsOf(t, env)
			if len(drafts) != 1 {
				t.Fatalf("%d drafts are left", len(drafts))
			}
			if kept := len(streetOf(t, drafts[0].Data)); kept < safe || kept > len(typed) {
				t.Errorf("%d of %d letters are kept; %d were older than a second", kept, len(typed), safe)
			}
		})
	}
}

func TestKillInTheOrderFormCostsAtMostTheLastSecond(t *testing.T) {
	t.Parallel()
	_, _, env := ptytest.Serve(t, ptytest.Unlimited())
	for run := range min(kills(t), 3) {
		t.Run(strconv.Itoa(run), func(t *testing.T) {
			t.Parallel()
			env := moved(t, env)
			x := btalk.Start(t, env)
			x.Wait("fetched")
			x.Keys(":order" + ptytest.Enter)
			x.Wait("Technical name")
			x.Keys("\t") // past the customer
			typed, end := typeFor(x, 1200*time.Millisecond+time.Duration(rand.IntN(900))*time.Millisecond)
			x.Signal(syscall.SIGKILL)
			x.Exit()
			safe := 0
			for _, at := range typed {
				if end.Sub(at) > atMostLost {
					safe++
				}
			}
			drafts := draftsOf(t, env)
			if len(drafts) != 1 {
				t.Fatalf("%d drafts are left", len(drafts))
			}
			record, err := draft.Decode(draft.OrderSite, drafts[0].Data)
			name := record.Typed.Values["technicalSiteName"].Value
			if err != nil || len(name) < safe || len(name) > len(typed) {
				t.Fatalf("%q of %d letters is kept; %d were older than a second (%v)", name, len(typed), safe, err)
			}
			x = btalk.Start(t, env)
			x.Wait("D opens it") // the title is cut to what the line holds
			x.Keys("D")
			x.Wait("Technical name")
			x.Wait(name)
		})
	}
}

// typeFor types letters at the pace of a person, and tells when each was typed.
func typeFor(x *ptytest.Terminal, long time.Duration) (typed []time.Time, end time.Time) {
	x.TB.Helper()
	until := time.After(long)
	for {
		select {
		case <-until:
			return typed, time.Now()
		case <-time.After(time.Duration(20+rand.IntN(80)) * time.Millisecond):
			if len(typed) < 55 { // the field takes 60
				x.Keys("x")
				typed = append(typed, time.Now())
			}
		}
	}
}

// moved is the same environment with a home of its own.
func moved(t *testing.T, env []string) []string {
	t.Helper()
	own := ptytest.Home(t)
	for _, v := range env {
		if strings.HasPrefix(v, "BTALK_") {
			own = append(own, v)
		}
	}
	return own
}

// draftsOf reads the drafts of a home; a damaged one fails the test.
func draftsOf(t *testing.T, env []string) []journal.Draft {
	t.Helper()
	dir := filepath.Join(ptytest.Dir(env, "XDG_STATE_HOME"), "btalk", "profiles", "default", "drafts")
	drafts, err := journal.OpenDrafts(dir, t.TempDir(), time.Now).List()
	if err != nil {
		t.Errorf("a draft is damaged: %v", err)
	}
	return drafts
}

func streetOf(t *testing.T, data []byte) string {
	t.Helper()
	var draft struct {
		Address struct {
			Street string `json:"a6"`
		} `json:"address"`
	}
	if err := json.Unmarshal(data, &draft); err != nil {
		t.Errorf("a draft is not JSON: %v", err)
	}
	return draft.Address.Street
}

func TestEveryEndKeepsTheDraftAndTheNextStartOffersIt(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(x *ptytest.Terminal){
		"the terminal is closed": func(x *ptytest.Terminal) { x.HangUp() },
		"it is told to end":      func(x *ptytest.Terminal) { x.Signal(syscall.SIGTERM) },
		"it is quit":             func(x *ptytest.Terminal) { x.Keys(ptytest.CtrlC) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, _, env := ptytest.Serve(t, ptytest.Unlimited())
			x := btalk.Start(t, env)
			x.Wait("fetched")
			x.Keys(":address GB" + ptytest.Enter)
			x.Wait("Post town")
			x.Keys("Old Broad Street")
			x.Wait("16/60")
			end(x)
			x.Exit()
			again := btalk.Start(t, env)
			again.Wait("draft", "United Kingdom", "D opens it")
			again.Keys("D")
			again.Wait("Old Broad Street", "● Address")
		})
	}
}

func TestTwoWizardsAtOnceKeepTwoDrafts(t *testing.T) {
	t.Parallel()
	_, _, env := ptytest.Serve(t, ptytest.Unlimited())
	for _, street := range []string{"Old Broad Street", "Whitehall"} {
		x := btalk.Start(t, env)
		x.Wait("fetched")
		x.Keys(":address GB" + ptytest.Enter)
		x.Wait("Post town")
		x.Keys(street)
		x.Wait(street)
		waitForDraft(t, env, street)
	}
	third := btalk.Start(t, env)
	third.Wait("fetched")
	if strings.Contains(third.Text(), "draft") {
		t.Errorf("a draft that is open elsewhere is offered:\n%s", third.Text())
	}
}

// waitForDraft returns once a draft holds a text.
func waitForDraft(t *testing.T, env []string, text string) {
	t.Helper()
	deadline := time.After(ptytest.Timeout)
	for {
		for _, draft := range draftsOf(t, env) {
			if strings.Contains(string(draft.Data), text) {
				return
			}
		}
		select {
		case <-time.After(20 * time.Millisecond):
		case <-deadline:
			t.Fatal(errors.New("no draft holds " + text))
		}
	}
}

func TestAPastedAddressNeverPressesAKey(t *testing.T) {
	t.Parallel()
	_, _, env := ptytest.Serve(t, ptytest.Unlimited())
	x := btalk.Start(t, env)
	x.Wait("fetched")
	x.Keys(":address GB" + ptytest.Enter)
	x.Wait("Post town")
	x.Keys("\x1b[200~125 Old Broad Street\nLondon EC2N 1AR\nq\x1b[201~")
	x.Wait("Spread it over the fields?")
	x.Keys(ptytest.Enter)
	x.Wait("● Address", "EC2N 1AR", "London", "Old Broad Street")
}
