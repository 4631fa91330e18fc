package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"btalk/internal/ptytest"
	"btalk/internal/sandbox"
	"btalk/internal/sandbox/faults"
)

func TestAnotherServerOfTheSameAPI(t *testing.T) {
	t.Parallel()
	options := ptytest.Unlimited()
	options.PageSize, options.MaxPage = 40, 40
	options.Layers, options.TextExpiry = faults.AnotherServer(), true
	options.VoiceSites = 130
	_, _, env := ptytest.Serve(t, options)
	x := btalk.Start(t, env)
	x.Wait("Arverne Pneumatiques SA", "default")
	x.Keys(":voicesites" + ptytest.Enter)
	x.Wait("(130)")
	x.Keys(":customers" + ptytest.Enter)
	x.Wait("Customers (12)", "Arverne Pneumatiques SA")
	x.Keys("/arverne" + ptytest.Enter)
	x.Wait("(1/12)")
	x.Keys(ptytest.Enter)
	x.Wait("Arverne Voice Europe")
	x.Keys("q")
	if code := x.Exit(); code != 0 {
		t.Errorf("exit %d, want 0", code)
	}
}

// TestBrowsingCostsWhatItMust is the measure of requests: 3 customers, 10 VPNs,
// 30 voicesites, 5 countries.
func TestBrowsingCostsWhatItMust(t *testing.T) {
	t.Parallel()
	server, _, env := ptytest.Serve(t, ptytest.Unlimited())
	sentBefore := map[string]int{}
	for round, name := range []string{"cold", "within freshness"} {
		server.ForgetRequests()
		x := btalk.StartIn(t, ptytest.Look{Columns: 119, Rows: 40}, env) // too narrow for the pane that reads on its own
		browse(x)
		x.Keys(ptytest.CtrlC)
		if code := x.Exit(); code != 0 {
			t.Fatalf("%s: exit %d", name, code)
		}
		counts := map[string]int{}
		for _, request := range server.Requests() {
			counts[request.Method+" "+request.Path+"?"+request.Query]++
		}
		for request, count := range counts {
			if count > 1 {
				t.Errorf("%s: %d times %s", name, count, request)
			}
			if round > 0 {
				t.Errorf("%s: %s was sent; when cold, %d times", name, request, sentBefore[request])
			}
		}
		sentBefore = counts
		if sent := len(counts); round == 0 && sent > coldBudget {
			t.Errorf("cold: %d requests, at most %d are due", sent, coldBudget)
		}
	}
}

// coldBudget is one request for the token, the rights, the customers, the one
// page of voicesites and the country list; three for the VPNs of customers; one
// for the address of each of 30 voicesites and for each of 5 countries.
const coldBudget = 1 + 1 + 1 + 1 + 1 + 3 + 30 + 5

// browse opens 3 customers, 10 of their VPNs, 30 voicesites and 5 countries,
// going back, filtering, sorting and asking for help on the way.
func browse(x *ptytest.Terminal) {
	x.TB.Helper()
	x.Wait("fetched")
	x.Keys(":")
	x.Wait("━ Go to, do")
	x.Keys("customers" + ptytest.Enter)
	x.Gone("━ Go to, do")
	for i, customer := range []string{"Arverne Pneumatiques SA", "Banque Lémanique & Cie", "Meridian Foods International"} {
		x.Wait("Alpenglas Verpackungen AG")
		x.Keys("/" + customer + ptytest.Enter)
		x.Wait("(1/12)")
		x.Keys(ptytest.Enter)
		x.Wait("› " + customer)
		depth(x, 2)
		for range []int{4, 3, 3}[i] {
			x.Keys("j" + ptytest.Enter)
			depth(x, 3)
			x.Keys("s")
			x.Wait("━ Sort by")
			x.Keys("j" + ptytest.Enter)
			x.Gone("━ Sort by")
			for range 3 {
				x.Keys(ptytest.Enter)
				depth(x, 4)
				answered(x)
				x.Keys("h")
				depth(x, 3)
				x.Keys("j")
			}
			x.Keys("h")
			depth(x, 2)
		}
		x.Keys("h")
		x.Wait("(1/12)")
		x.Keys("/" + ptytest.Esc) // takes the filter away
		x.Wait("Customers (12)")
	}
	for _, country := range [][2]string{{"FR", "France"}, {"CH", "Switzerland"}, {"DE", "Germany"}, {"AT", "Austria"}, {"PT", "Portugal"}} {
		x.Keys(":country " + country[0] + ptytest.Enter)
		x.Gone("━ Go to, do")
		x.Wait("› "+country[1], "Emergency calls")
	}
	x.Keys("?")
	x.Wait("What can be done here")
}

// calm is longer than a page takes to ask, on a machine that does more beside.
const calm = 250 * time.Millisecond

// answered waits until a page has all its answers, and nothing comes after them:
// the list of voicesites brings an address along, and leaving before the page has
// asked for its own calls that off.
func answered(x *ptytest.Terminal) {
	x.TB.Helper()
	x.WaitFor("the address", func(screen string) bool {
		return strings.Contains(screen, "Further fields") && strings.Contains(screen, "fetched") &&
			!strings.Contains(screen, "… refreshing") && !strings.Contains(screen, "Under way")
	})
	x.Quiet(calm)
}

// counted finds the number of rows in the crumb of a list that has its answer.
var counted = regexp.MustCompile(`\(\d+(?:/\d+)?\)`)

// depth waits until the breadcrumb names that many places, a list with the
// number of its rows: keys that come before them would find another row.
func depth(x *ptytest.Terminal, places int) {
	x.TB.Helper()
	x.WaitFor(fmt.Sprintf("%d places", places), func(screen string) bool {
		head, _, _ := strings.Cut(screen, "\n")
		crumbs := strings.Split(head, " › ")
		return len(crumbs) == places && (places == 4 || counted.MatchString(crumbs[places-1]))
	})
}

func TestStaleDataServeWhileTheAPIIsGone(t *testing.T) {
	t.Parallel()
	_, running, env := ptytest.Serve(t, ptytest.Unlimited())
	warm := btalk.Run(t, env, "customers", "-o", "json")
	if warm.Code != 0 {
		t.Fatal(warm.Err)
	}
	_ = running.Close()
	if got := btalk.Run(t, env, "customers", "-o", "json"); got.Code != 0 || got.Out != warm.Out {
		t.Errorf("cached answer: exit %d\n%s", got.Code, got.Err)
	}
	if got := btalk.Run(t, env, "countries"); got.Code != 6 {
		t.Errorf("nothing cached: exit %d, want 6", got.Code)
	}
}

func TestEightProcessesShareCacheAndBudget(t *testing.T) {
	t.Parallel()
	server, _, env := ptytest.Serve(t, ptytest.Unlimited())
	done := make(chan error, 8)
	for range cap(done) {
		go func() {
			if got := btalk.Run(t, env, "voicesites", "-o", "csv"); got.Code != 0 || strings.Count(got.Out, "\n") != 601 {
				done <- fmt.Errorf("exit %d, %d lines\n%s", got.Code, strings.Count(got.Out, "\n"), got.Err)
				return
			}
			done <- nil
		}()
	}
	for range cap(done) {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	server.ForgetRequests()
	if got := btalk.Run(t, env, "voicesites", "lyon"); got.Code != 0 || server.Count("*", "/") != 0 {
		t.Errorf("after eight readers: exit %d, %d requests", got.Code, server.Count("*", "/"))
	}
}

func TestOutsideATerminal(t *testing.T) {
	t.Parallel()
	env := ptytest.Home(t)
	tests := []struct {
		args  string
		code  int
		lines int // of standard error
		says  string
	}{
		{"", 2, 1, "customers, vpns"},
		{"customers", 4, 1, "BTALK_CLIENT_ID, BTALK_CLIENT_SECRET, BTALK_API_KEY"},
		{"customers --demo", 0, 0, ""},
		{"version", 0, 0, ""},
	}
	for _, test := range tests {
		got := btalk.Run(t, env, strings.Fields(test.args)...)
		if got.Code != test.code || strings.Count(got.Err, "\n") != test.lines || !strings.Contains(got.Err, test.says) {
			t.Errorf("btalk %s: exit %d, want %d\n%s", test.args, got.Code, test.code, got.Err)
		}
		if strings.Contains(got.Out+got.Err, "\x1b") {
			t.Errorf("btalk %s: a pipe got an escape sequence", test.args)
		}
	}
}

func TestFirstRunOffersThreeDoors(t *testing.T) {
	t.Parallel()
	env := ptytest.Home(t)
	x := btalk.Start(t, env)
	x.Wait("Welcome", "Look around in the demo", "Set up access", "environment variables")
	x.Keys("1")
	x.Wait("Arverne Pneumatiques SA", "DEMO")
	x.Keys("q")
	if code := x.Exit(); code != 0 {
		t.Errorf("exit %d, want 0", code)
	}
	x.CheckRestored()
	if _, err := os.Stat(filepath.Join(ptytest.Dir(env, "XDG_STATE_HOME"), "btalk", "profiles")); err == nil {
		t.Error("the demo wrote to the state of a real profile")
	}
}

func TestFilesArePrivateWhateverTheUmask(t *testing.T) {
	t.Parallel()
	_, _, env := ptytest.Serve(t, ptytest.Unlimited())
	x := btalk.Start(t, env, "--debug")
	x.Wait("Arverne Pneumatiques SA")
	x.Keys("q")
	x.Exit()
	for _, base := range []string{"XDG_CACHE_HOME", "XDG_STATE_HOME"} {
		root := filepath.Join(ptytest.Dir(env, base), "btalk")
		err := filepath.WalkDir(root, func(path string, entry os.DirEntry, err error) error {
			if err != nil {
				return err
			}
			info, err := entry.Info()
			if err != nil {
				return err
			}
			if open := info.Mode().Perm() & 0o077; open != 0 {
				t.Errorf("%s is %v", path, info.Mode())
			}
			if !entry.Type().IsRegular() {
				return nil
			}
			text, err := os.ReadFile(path)
			for _, secret := range []string{sandbox.DemoCredentials().ClientSecret, sandbox.DemoCredentials().APIKey} {
				if strings.Contains(string(text), secret) {
					t.Errorf("%s holds a secret", path)
				}
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	}
}
