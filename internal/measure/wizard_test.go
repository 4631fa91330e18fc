package measure

import (
	"strings"
	"syscall"
	"testing"

	"btalk/internal/ptytest"
)

// What entering an address may cost.
const (
	areaKeys     = 10 // for Biel/Bienne in the canton of Bern, choices included
	areaRequests = 3  // for an address in a country with two levels whose schema is cached
)

func TestAreasAreChosenWithFewKeysAndRequests(t *testing.T) {
	t.Parallel()
	server, _, env := ptytest.Serve(t, ptytest.Unlimited())
	if got := btalk.Run(t, env, "address", "schema", "CH"); got.Code != 0 {
		t.Fatal(got.Err)
	}
	for _, test := range []struct {
		name     string
		requests int
	}{{"the first address", areaRequests}, {"a second one in the same areas", 0}} {
		x := btalk.StartIn(t, usual(), append(env, "XDG_STATE_HOME="+t.TempDir())) // without the draft of the first
		x.Wait("Arverne Pneumatiques SA", "fetched")
		x.Keys(":address CH" + ptytest.Enter)
		x.Wait("● Canton")
		server.ForgetRequests()
		typed := 0
		for _, step := range []struct{ keys, shows string }{{"be\r", "● City"}, {"bie\r", "● Address"}} {
			x.Keys(step.keys)
			typed += len(step.keys)
			x.Wait(step.shows)
		}
		x.Wait("Biel/Bienne", "Bern")
		if typed > areaKeys {
			t.Errorf("%s: %d keys, at most %d are due", test.name, typed, areaKeys)
		}
		x.Quiet(settled)
		var asked []string
		for _, request := range server.Requests() {
			if !strings.HasSuffix(request.Path, "/token") {
				asked = append(asked, request.Method+" "+request.Path)
			}
		}
		t.Logf("%s: %d keys, %d requests", test.name, typed, len(asked))
		if len(asked) > test.requests {
			t.Errorf("%s: %d requests, at most %d are due: %q", test.name, len(asked), test.requests, asked)
		}
		x.Signal(syscall.SIGTERM)
		x.Exit()
	}
}
