package measure

import (
	"testing"

	"btalk/internal/ptytest"
)

// The walk over 3 customers, 10 VPNs, 30 voicesites and 5 countries, cold and
// again, is in internal/e2e.
func TestLookingAtWhatIsThereSendsNoRequest(t *testing.T) {
	t.Parallel()
	server, _, env := ptytest.Serve(t, ptytest.Unlimited())
	x := btalk.StartIn(t, usual(), env)
	x.Wait("Arverne Pneumatiques SA", "fetched")
	goTo(x, "countries")
	goTo(x, "country FR CH DE")
	goTo(x, "customers")
	goTo(x, "voicesites")
	x.Wait("Voicesites (600)")
	for _, step := range []struct{ name, keys, shows string }{
		{"down and back up", "jjjkkk", "1/600"},
		{"filtering", "/lyon" + ptytest.Enter, "of 600"},
		{"out of the filter", ptytest.Esc, "/600"},
		{"sorting", "sj" + ptytest.Enter, "/600"},
		{"turning round", "S", "/600"},
		{"the last row", "G", "600/600"},
		{"help", "?", "What can be done here"},
		{"out of help", ptytest.Esc, "600/600"},
		{"the palette", ":lyon", "Go to, do"},
		{"out of the palette", ptytest.Esc, "600/600"},
		{"raw JSON", "d", "{"},
		{"back", "h", "600/600"},
		{"another theme", "t", "600/600"},
		{"a list that was read", ":customers" + ptytest.Enter, "Arverne Pneumatiques SA"},
		{"coverage that was read", ":country FR CH DE" + ptytest.Enter, "Emergency calls"},
		{"turned", "x", "Emergency calls"},
	} {
		server.ForgetRequests()
		x.Keys(step.keys)
		x.Wait(step.shows)
		x.Quiet(settled)
		if sent := server.Requests(); len(sent) > 0 {
			t.Errorf("%s: %d requests, the first is %s %s", step.name, len(sent), sent[0].Method, sent[0].Path)
		}
	}
}
