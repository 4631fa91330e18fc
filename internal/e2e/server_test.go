package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"btalk/internal/sandbox"
)

// serve starts a server of the API in the test and gives the environment that
// reaches it: four variables and its two addresses, nothing configured.
func serve(t *testing.T, options sandbox.Options) (*sandbox.Server, *sandbox.Running, []string) {
	t.Helper()
	server := sandbox.New(options)
	running, err := server.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = running.Close() })
	keys := sandbox.DemoCredentials()
	return server, running, home(t,
		"BTALK_BASE_URL="+running.BaseURL(), "BTALK_TOKEN_URL="+running.TokenURL(),
		"BTALK_CLIENT_ID="+keys.ClientID, "BTALK_CLIENT_SECRET="+keys.ClientSecret, "BTALK_API_KEY="+keys.APIKey,
		"BTALK_REQUESTS_PER_MINUTE=1000")
}

// unlimited is a sandbox that never throttles: the tests count for themselves.
func unlimited() sandbox.Options {
	return sandbox.Options{RequestsPerMinute: -1, SpikePerSecond: -1}
}

func TestAnotherServerOfTheSameAPI(t *testing.T) {
	t.Parallel()
	options := unlimited()
	options.PageSize, options.MaxPage = 40, 40
	options.NumericCodes, options.ExtraFields, options.TextExpiry = true, true, true
	options.VoiceSites = 130
	_, _, env := serve(t, options)
	x := start(t, env)
	x.wait("Arverne Pneumatiques SA", "default")
	x.keys(":voicesites" + enter)
	x.wait("(130)")
	x.keys(":customers" + enter)
	x.wait("Customers (12)", "Arverne Pneumatiques SA")
	x.keys("/arverne" + enter)
	x.wait("(1/12)")
	x.keys(enter)
	x.wait("Arverne Voice Europe")
	x.keys("q")
	if code := x.exit(); code != 0 {
		t.Errorf("exit %d, want 0", code)
	}
}

// TestBrowsingCostsWhatItMust is the measure of requests: 3 customers, 10 VPNs,
// 30 voicesites, 5 countries.
func TestBrowsingCostsWhatItMust(t *testing.T) {
	t.Parallel()
	server, _, env := serve(t, unlimited())
	for round, name := range []string{"cold", "within freshness"} {
		server.ForgetRequests()
		x := startIn(t, look{columns: 119, rows: 40}, env) // too narrow for the pane that reads on its own
		browse(x)
		x.keys(ctrlC)
		if code := x.exit(); code != 0 {
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
				t.Errorf("%s: %s was sent", name, request)
			}
		}
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
func browse(x *terminal) {
	x.t.Helper()
	x.wait("fetched")
	x.keys(":")
	x.wait("━ Go to, do")
	x.keys("customers" + enter)
	x.gone("━ Go to, do")
	for i, customer := range []string{"Arverne Pneumatiques SA", "Banque Lémanique & Cie", "Meridian Foods International"} {
		x.wait("Alpenglas Verpackungen AG")
		x.keys("/" + customer + enter)
		x.wait("(1/12)")
		x.keys(enter)
		x.wait("› " + customer)
		x.depth(2)
		for range []int{4, 3, 3}[i] {
			x.keys("j" + enter)
			x.depth(3)
			x.keys("s")
			x.wait("━ Sort by")
			x.keys("j" + enter)
			x.gone("━ Sort by")
			for range 3 {
				x.keys(enter)
				x.depth(4)
				x.wait("Address", "Further fields")
				x.keys("h")
				x.depth(3)
				x.keys("j")
			}
			x.keys("h")
			x.depth(2)
		}
		x.keys("h")
		x.wait("(1/12)")
		x.keys("/" + esc) // takes the filter away
		x.wait("Customers (12)")
	}
	for _, country := range []string{"FR", "CH", "DE", "US", "PT"} {
		x.keys(":country " + country + enter)
		x.wait("Emergency calls", country)
	}
	x.keys("?")
	x.wait("What can be done here")
}

// depth waits until the breadcrumb names that many places, the last one with
// its data.
func (x *terminal) depth(places int) {
	x.t.Helper()
	x.waitFor(fmt.Sprintf("%d places", places), func(screen string) bool {
		head, _, _ := strings.Cut(screen, "\n")
		return strings.Count(head, " › ") == places-1
	})
}

func TestStaleDataServeWhileTheAPIIsGone(t *testing.T) {
	t.Parallel()
	_, running, env := serve(t, unlimited())
	warm := run(t, env, "customers", "-o", "json")
	if warm.code != 0 {
		t.Fatal(warm.err)
	}
	_ = running.Close()
	if got := run(t, env, "customers", "-o", "json"); got.code != 0 || got.out != warm.out {
		t.Errorf("held answer: exit %d\n%s", got.code, got.err)
	}
	if got := run(t, env, "countries"); got.code != 6 {
		t.Errorf("nothing held: exit %d, want 6", got.code)
	}
}

func TestEightProcessesShareCacheAndBudget(t *testing.T) {
	t.Parallel()
	server, _, env := serve(t, unlimited())
	done := make(chan error, 8)
	for range cap(done) {
		go func() {
			if got := run(t, env, "voicesites", "-o", "csv"); got.code != 0 || strings.Count(got.out, "\n") != 601 {
				done <- fmt.Errorf("exit %d, %d lines\n%s", got.code, strings.Count(got.out, "\n"), got.err)
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
	if got := run(t, env, "voicesites", "lyon"); got.code != 0 || server.Count("*", "/") != 0 {
		t.Errorf("after eight readers: exit %d, %d requests", got.code, server.Count("*", "/"))
	}
}

func TestOutsideATerminal(t *testing.T) {
	t.Parallel()
	env := home(t)
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
		got := run(t, env, strings.Fields(test.args)...)
		if got.code != test.code || strings.Count(got.err, "\n") != test.lines || !strings.Contains(got.err, test.says) {
			t.Errorf("btalk %s: exit %d, want %d\n%s", test.args, got.code, test.code, got.err)
		}
		if strings.Contains(got.out+got.err, "\x1b") {
			t.Errorf("btalk %s: a pipe got an escape sequence", test.args)
		}
	}
}

func TestFirstRunOffersThreeDoors(t *testing.T) {
	t.Parallel()
	env := home(t)
	x := start(t, env)
	x.wait("Welcome", "Look around in the demo", "Set up access", "environment variables")
	x.keys("1")
	x.wait("Arverne Pneumatiques SA", "DEMO")
	x.keys("q")
	if code := x.exit(); code != 0 {
		t.Errorf("exit %d, want 0", code)
	}
	x.checkRestored()
	if _, err := os.Stat(filepath.Join(dirOf(env, "XDG_STATE_HOME"), "btalk", "profiles")); err == nil {
		t.Error("the demo wrote to the state of a real profile")
	}
}

func TestFilesArePrivateWhateverTheUmask(t *testing.T) {
	t.Parallel()
	_, _, env := serve(t, unlimited())
	x := start(t, env, "--debug")
	x.wait("Arverne Pneumatiques SA")
	x.keys("q")
	x.exit()
	for _, base := range []string{"XDG_CACHE_HOME", "XDG_STATE_HOME"} {
		root := filepath.Join(dirOf(env, base), "btalk")
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
