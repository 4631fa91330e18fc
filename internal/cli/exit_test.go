package cli

import (
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"btalk/internal/sandbox"
)

func TestExitCodeTellsWhatHappened(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		args  string
		setUp func(t *testing.T, b *bench)
		code  int
		says  string // on standard error
	}{
		{"done", "customers", nil, 0, ""},
		{"unknown command suggests the nearest", "custmers", nil, 2, "did you mean customers?"},
		{"unknown command of a group suggests the nearest", "cache inof", nil, 2, "did you mean info?"},
		{"unknown flag suggests the nearest", "customers --ofline", nil, 2, "did you mean --offline?"},
		{"an argument is missing", "vpns", nil, 2, "needs a CUSTOMER"},
		{"an argument too many", "customers acme", nil, 2, `too many: "acme"`},
		{"unknown form of output", "customers -o yaml", nil, 2, "table, json, csv and, of a list, name"},
		{"flags that contradict each other", "customers --offline --refresh", nil, 2, "give one of them"},
		{"a dashboard without a terminal", "", nil, 2, "for scripts there are: me, customers"},
		{"a setting that cannot be", "customers", func(_ *testing.T, b *bench) { b.set("BTALK_BASE_URL", "ftp://x") }, 2, "BTALK_BASE_URL"},
		{"an address without encryption", "customers", func(_ *testing.T, b *bench) { b.set("BTALK_BASE_URL", "http://example.com") }, 2, "https"},
		{"a customer that does not exist", "vpns 99999", nil, 3, "no customer"},
		{"a name that means several", "vpns sa", nil, 2, "Candidates: 10236 Arverne"},
		{"a query without a hit", "voicesites qqqqqqq", nil, 3, "no voicesite"},
		{"a voicesite that does not exist", "voicesite qqqqqqq", nil, 3, "no voicesite"},
		{"a country that does not exist", "country XX", nil, 3, "no country"},
		{"credentials are missing", "customers", func(_ *testing.T, b *bench) { b.set("BTALK_API_KEY", ""); b.set("BTALK_CLIENT_ID", "") }, 4, "BTALK_CLIENT_ID, BTALK_API_KEY"},
		{"the secret is wrong", "customers", func(_ *testing.T, b *bench) { b.set("BTALK_CLIENT_SECRET", "wrong") }, 4, "client id or secret"},
		{"the API key is wrong", "customers", func(_ *testing.T, b *bench) { b.set("BTALK_API_KEY", strings.Repeat("x", 40)) }, 4, "API key"},
		{"no key of Order Tracking", "tracking", func(_ *testing.T, b *bench) { b.set("BTALK_B2B_API_KEY", "") }, 4, "cannot be subscribed on the portal) and set tracking_api_key"},
		{"a key of Order Tracking that is refused", "tracking", func(_ *testing.T, b *bench) { b.set("BTALK_TRACKING_API_KEY", "old") }, 4, "expire after 2 years"},
		{"no key of Order Tracking, and something else is asked", "customers", func(_ *testing.T, b *bench) { b.set("BTALK_B2B_API_KEY", "") }, 0, ""},
		{"a language that there is not", "customers", func(_ *testing.T, b *bench) { b.set("BTALK_LANGUAGE", "de") }, 2, `"en" or "fr"`},
		{"an order that does not exist", "tracking show 0", nil, 3, `no tracked order has the id "0"`},
		{"orders without a hit", "tracking qqqqqqq", nil, 3, "no tracked order matches; searched: 58 orders"},
		{"a status that the server refuses", "tracking --status Open", nil, 1, "status"},
		{"a number of days that is none", "tracking --next soon", nil, 2, "--next 7d"},
		{"not entitled", "customers", func(t *testing.T, b *bench) { b.fault(t, "GET /customers 403/50") }, 4, "not entitled"},
		{"throttled", "customers", func(t *testing.T, b *bench) { b.fault(t, "GET /customers 403/53") }, 5, "request limit"},
		{"unreachable and nothing held", "customers", func(_ *testing.T, b *bench) { _ = b.running.Close() }, 6, "could not be reached"},
		{"offline and nothing held", "customers --offline", nil, 6, "nothing is cached"},
		{"the API has a problem", "customers", func(t *testing.T, b *bench) { b.fault(t, "GET /customers 500") }, 1, "HTTP 500"},
		{"a captive portal", "customers", func(t *testing.T, b *bench) { b.fault(t, "GET /customers html") }, 1, "captive portal"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			b := newBench(t, sandbox.Options{})
			if test.setUp != nil {
				test.setUp(t, b)
			}
			got := b.run(t, strings.Fields(test.args)...)
			if got.code != test.code {
				t.Errorf("exit %d, want %d\n%s", got.code, test.code, got.err)
			}
			if !strings.Contains(got.err, test.says) {
				t.Errorf("standard error does not say %q:\n%s", test.says, got.err)
			}
			checkDiagnostics(t, got)
		})
	}
}

// checkDiagnostics holds what is true of every failure.
func checkDiagnostics(t *testing.T, got result) {
	t.Helper()
	for line := range strings.Lines(got.err) {
		if !strings.HasPrefix(line, "btalk: ") {
			t.Errorf("diagnostic does not begin with the program's name: %q", line)
		}
	}
	if strings.Contains(got.err, "Flags:") || strings.Contains(got.out, "Flags:") {
		t.Errorf("a failure printed the usage:\n%s", got.err)
	}
	for _, secret := range []string{sandbox.DemoCredentials().ClientSecret, sandbox.DemoCredentials().APIKey} {
		if strings.Contains(got.out+got.err, secret) {
			t.Errorf("a secret was shown:\n%s", got.err)
		}
	}
}

func TestFailureQuotesTheRequestID(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	b.fault(t, "GET /customers 500")
	got := b.run(t, "customers")
	requests := b.server.Requests()
	id := requests[len(requests)-1].ID
	if !strings.Contains(got.err, id) {
		t.Errorf("standard error does not name the request %s:\n%s", id, got.err)
	}
}

func TestSignalEndsWithItsCode(t *testing.T) {
	t.Parallel()
	for signal, code := range map[os.Signal]int{os.Interrupt: exitInterrupted, syscall.SIGTERM: 143} {
		b := newBench(t, sandbox.Options{})
		var p Process
		p.Args, p.Env, p.Now = []string{"customers"}, &b.env, b.now
		p.Out, p.Err = new(strings.Builder), new(strings.Builder)
		if got := Run(interrupted(t, signalError{signal}), p); got != code {
			t.Errorf("%v: exit %d, want %d", signal, got, code)
		}
	}
}

func TestStaleAnswerServesWhileTheAPIIsUnreachable(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	fresh := b.mustRun(t, "customers")
	_ = b.running.Close()
	b.later(3 * time.Hour)

	got := b.mustRun(t, "customers")
	if got.out != fresh.out {
		t.Errorf("stale answer differs:\n%s", got.out)
	}
	if !strings.Contains(got.err, "3 h ago") {
		t.Errorf("standard error does not tell the age:\n%s", got.err)
	}
	if refused := b.run(t, "customers", "--refresh"); refused.code != exitUnreachable {
		t.Errorf("--refresh without the API: exit %d, want %d", refused.code, exitUnreachable)
	}
}

func TestOfflineServesWhatIsHeldWithItsAge(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	fresh := b.mustRun(t, "customers", "-o", "json")
	b.server.ForgetRequests()
	b.later(49 * time.Hour)
	got := b.mustRun(t, "customers", "-o", "json", "--offline")
	if got.out != fresh.out || !strings.Contains(got.err, "2 days ago") {
		t.Errorf("offline answer:\n%s%s", got.out, got.err)
	}
	if sent := b.server.Count("*", "/"); sent != 0 {
		t.Errorf("--offline sent %d requests", sent)
	}
}
