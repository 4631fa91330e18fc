package spread_test

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"btalk/internal/address"
	"btalk/internal/address/spread"
	"btalk/internal/models"
	"btalk/internal/sandbox"
)

// sample is a line and the values that it must give; certain is false where two
// readings are honest and other fields may be filled or not.
type sample struct {
	iso2, line string
	want       map[string]string
	certain    bool
}

func readSamples(tb testing.TB, name string) []sample {
	tb.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		tb.Fatal(err)
	}
	var rows [][]json.RawMessage
	if err := json.Unmarshal(data, &rows); err != nil {
		tb.Fatal(err)
	}
	samples := make([]sample, len(rows))
	for i, row := range rows {
		s := &samples[i]
		for j, into := range []any{&s.iso2, &s.line, &s.want} {
			if err := json.Unmarshal(row[j], into); err != nil {
				tb.Fatal(err)
			}
		}
		s.certain = len(row) == 3
	}
	return samples
}

// desk asks the sandbox, in the process and without a socket.
type desk struct {
	spreader spread.Spreader

	server http.Handler
	token  string
}

func openDesk(tb testing.TB) *desk {
	tb.Helper()
	d := &desk{server: sandbox.New(sandbox.Options{RequestsPerMinute: -1, SpikePerSecond: -1})}
	demo := sandbox.DemoCredentials()
	request := httptest.NewRequestWithContext(tb.Context(), http.MethodPost, "/oauth/v3/token", strings.NewReader("grant_type=client_credentials"))
	request.SetBasicAuth(demo.ClientID, demo.ClientSecret)
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	var answer struct {
		Token string `json:"access_token"`
	}
	if err := json.Unmarshal(d.send(request), &answer); err != nil {
		tb.Fatal(err)
	}
	d.token = answer.Token
	return d
}

func (d *desk) send(request *http.Request) []byte {
	recorder := httptest.NewRecorder()
	d.server.ServeHTTP(recorder, request)
	return recorder.Body.Bytes()
}

func (d *desk) get(tb testing.TB, path string) models.Value {
	tb.Helper()
	request := httptest.NewRequestWithContext(tb.Context(), http.MethodGet, "/btalk/v1"+path, http.NoBody)
	request.Header.Set("Authorization", "Bearer "+d.token)
	request.Header.Set("X-Bt-Api-Key", sandbox.DemoCredentials().APIKey)
	v, err := models.ParseValue(d.send(request))
	if err != nil {
		tb.Fatal(err)
	}
	return v
}

// given is what the sandbox answers for a country, and what spreads its lines.
type given struct {
	address.Checker
	*spread.Spreader
}

func (d *desk) given(tb testing.TB, iso2 string) given {
	tb.Helper()
	g := address.Checker{
		Country: address.CountryOf(iso2),
		Schema:  address.DecodeSchema(d.get(tb, "/countries/"+iso2+"/addressconstraints")),
		Rules:   address.DecodeRules(d.get(tb, "/countries/"+iso2+"/geographicalconstraints")),
	}
	if len(g.Schema.Fields) == 0 {
		tb.Fatalf("the sandbox has no schema for %s", iso2)
	}
	return given{g, &d.spreader}
}

// countries gives what the sandbox answers for each country of some samples.
func countries(tb testing.TB, samples []sample) map[string]given {
	tb.Helper()
	d := openDesk(tb)
	all := map[string]given{}
	for _, s := range samples {
		if _, ok := all[s.iso2]; !ok {
			all[s.iso2] = d.given(tb, s.iso2)
		}
	}
	return all
}

func spreadLine(tb testing.TB, line string, given given) spread.Proposal {
	tb.Helper()
	proposal, err := given.Line(line, given.Checker)
	if err != nil {
		tb.Fatal(err)
	}
	return proposal
}

// score compares a proposal with a sample: whether it is exact, and the fields that
// decide where help goes and are wrong without a mark.
func score(proposal spread.Proposal, s sample) (exact bool, silent []string) {
	exact = true
	got := map[string]string{}
	for _, value := range proposal.Values {
		element, text := string(value.Element), norm.NFC.String(value.Text.Raw())
		got[element] = text
		want, expected := s.want[element]
		if text == want || !expected && !s.certain {
			continue
		}
		exact = false
		if value.Refused == "" && slices.Contains([]string{"hno", "a3", "pc"}, element) {
			silent = append(silent, element+"="+text)
		}
	}
	for element, want := range s.want {
		exact = exact && got[element] == want
	}
	return exact, silent
}

// TestSamples: at least nine lines in ten come out exact, and none is wrong without a
// mark in a field that decides where help goes.
func TestSamples(t *testing.T) {
	t.Parallel()
	for file, needed := range map[string]float64{"addresses.json": 0.90, "further.json": 0.90, "adversary.json": 0.90} {
		t.Run(file, func(t *testing.T) {
			t.Parallel()
			samples := readSamples(t, file)
			given := countries(t, samples)
			exact := 0
			for _, s := range samples {
				proposal := spreadLine(t, s.line, given[s.iso2])
				right, silent := score(proposal, s)
				if right {
					exact++
				} else {
					t.Logf("%s %q gives %s; want %v", s.iso2, s.line, inFull(proposal), s.want)
				}
				if len(silent) > 0 {
					t.Errorf("%s %q gives %s without a mark; want %v", s.iso2, s.line, silent, s.want)
				}
			}
			share := float64(exact) / float64(len(samples))
			t.Logf("%d of %d exact, %.1f %%", exact, len(samples), 100*share)
			if share < needed {
				t.Errorf("%.1f %% exact, want %.0f", 100*share, 100*needed)
			}
		})
	}
}
