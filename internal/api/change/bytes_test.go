package change

import (
	"strings"
	"testing"

	"btalk/internal/address"
	"btalk/internal/models"
	"btalk/internal/sandbox"
)

func TestOddValuesReachTheServerByteForByte(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	site := w.site("GB")
	for _, odd := range []string{
		"Liège", "Lie\u0301ge", "007", "two  blanks", "no-break\u00a0space", "a/b?c#d%20", `quote " and \`, "<b>&amp;</b>",
		"ﬁ ligature", "Ω Ohm Ω", "İstanbul", "東京", "e\u0301\u0323", "\U0001F3E2", "می\u200cخواهم",
	} {
		w.restart() // a new process: it may ask ten things at once
		change := w.push(site, address.Building, odd)
		plan := w.plan(change)
		w.server.ForgetRequests()
		if sent := w.send(plan); sent.State() != models.Done {
			t.Fatalf("%q: %+v", odd, sent.Outcomes)
		}
		for _, request := range w.server.Requests() {
			if request.Method == "PUT" && string(request.Body) != string(change.Address) {
				t.Errorf("%q: the server received %q, want %q", odd, request.Body, change.Address)
			}
		}
		now, err := w.client.VoiceAddress(t.Context(), change.Customer, change.Site, models.Refresh)
		if got := address.Decode(now.Value).Get(address.Building).Raw(); err != nil || got != odd {
			t.Errorf("%q came back as %q, %v", odd, got, err)
		}
	}
}

func TestWhatNobodySeesInAValueIsSaidAndNotSent(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	site := w.site("GB")
	for odd, want := range map[string]string{
		" leading": "begins with a blank; write “leading”", "trailing  ": "ends with a blank; write “trailing”",
		"zero\u200bwidth": "a zero-width space (U+200B); write “zerowidth”", "tab\tinside": "a tab (U+0009); write “tab inside”",
		"nul\u0000": "a null character (U+0000); write “nul”", "\u2028line": "a line end (U+2028); write “line”",
		"\ufeff": "holds nothing that can be seen: a byte order mark (U+FEFF); leave it empty",
	} {
		w.restart()
		plan, err := w.Plan(t.Context(), w.push(site, address.Building, odd))
		if err != nil || !strings.Contains(strings.Join(plan.Problems, "\n"), want) {
			t.Errorf("%q: problems %q, %v; want %s", odd, plan.Problems, err, want)
		}
	}
}

func TestAnUntouchedCandidateGoesUntouched(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	site := w.site("FR")
	now, err := w.client.VoiceAddress(t.Context(), site.Customer.Raw(), site.ID.Raw(), models.Refresh)
	if err != nil {
		t.Fatal(err)
	}
	street := address.Decode(now.Value).Get(address.PostalCode).Raw()
	candidates, err := w.client.AddressSearch(t.Context(), "FR", map[string]string{"pc": street}, models.Cached)
	if err != nil || len(candidates.Value) == 0 {
		t.Fatalf("no candidate: %v", err)
	}
	candidate := candidates.Value[len(candidates.Value)-1]
	plan := w.plan(models.Change{
		Kind: models.PushAddress, Customer: site.Customer.Raw(), Site: site.ID.Raw(), Country: "FR",
		Address: address.Decode(candidate).JSON(),
	})
	w.server.ForgetRequests()
	w.send(plan)
	for _, request := range w.server.Requests() {
		if request.Method == "PUT" && string(request.Body) != string(candidate) {
			t.Errorf("the server received %s, want %s", request.Body, candidate)
		}
	}
}

func TestASecretNeitherLeavesNorIsWrittenDown(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	key := sandbox.DemoCredentials().APIKey
	plan, err := w.Plan(t.Context(), w.push(w.site("GB"), address.Building, key))
	if err != nil || !strings.Contains(strings.Join(plan.Problems, " "), "secret") {
		t.Errorf("problems %q, %v; want that it holds a secret", plan.Problems, err)
	}
	if _, err := w.Send(t.Context(), plan, "yes", nil); err == nil {
		t.Error("it was sent")
	}
	d := addressDraft{&draft{engine: w.Engine}}
	if d.kept(models.Value(`{"bld":"`+key+`"}`)) != nil || d.kept(models.Value(`{"bld":"x"}`)) == nil {
		t.Error("what a server echoes is not kept as it should be")
	}
	w.wantWrites(0, 0)
}
