package cli

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"testing"

	"btalk/internal/sandbox"
)

// shortOfAreas answers as the API that b asks, but ends every list of areas after
// the first and counts 26.
func shortOfAreas(t *testing.T, b *bench) {
	t.Helper()
	base, err := url.Parse(b.running.BaseURL())
	if err != nil {
		t.Fatal(err)
	}
	proxy := httputil.NewSingleHostReverseProxy(&url.URL{Scheme: base.Scheme, Host: base.Host})
	proxy.ModifyResponse = func(answer *http.Response) error {
		if strings.Contains(answer.Request.URL.Path, "/geoareas") {
			answer.Body = io.NopCloser(strings.NewReader(`["Bern / Berne"]`))
			answer.Header.Set("X-Total-Count", "26")
			answer.Header.Del("Content-Length")
			answer.ContentLength = -1
		}
		return nil
	}
	server := httptest.NewServer(proxy)
	t.Cleanup(server.Close)
	b.set("BTALK_BASE_URL", server.URL+base.Path)
}

func TestAnAreaThatAnIncompleteListLacksIsNotKnown(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	shortOfAreas(t, b)
	for area, want := range map[string]string{
		"Genève":       "a1: not checked here: the list is incomplete (1 of 26",
		"bern berne":   "", // the list has it
		"Bern / Berne": "",
	} {
		got := b.run(t, "address", "check", "CH", "a1="+area, "a3=Bern / Berne", "a6=Rue", "hno=1", "pc=1200", "dialZone=22")
		if got.out != "" {
			t.Errorf("%s is called wrong: %s", area, got.out)
		}
		if want == "" {
			if got.code != exitDone {
				t.Errorf("%s: exit %d\n%s", area, got.code, got.err)
			}
			continue
		}
		if got.code != exitFailed || !strings.Contains(got.err, want) || !strings.Contains(got.err, "the areas could not be checked: the list is incomplete") {
			t.Errorf("%s: exit %d\n%s", area, got.code, got.err)
		}
	}
}
