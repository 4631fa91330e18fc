package wizard_test

import (
	"context"
	"encoding/json"
	"maps"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/address"
	steps "btalk/internal/address/wizard"
	"btalk/internal/api"
	"btalk/internal/cache"
	"btalk/internal/models"
	"btalk/internal/models/text"
	"btalk/internal/sandbox"
	"btalk/internal/ui/listing/listingtest"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/wizard"
)

// inProcess answers requests by the sandbox without a connection, so that time may
// stand still around it.
type inProcess struct{ server *sandbox.Server }

func (p inProcess) RoundTrip(req *http.Request) (*http.Response, error) {
	recorder, received := httptest.NewRecorder(), req.Clone(req.Context())
	received.RequestURI = req.URL.RequestURI()
	if received.Body == nil {
		received.Body = http.NoBody
	}
	p.server.ServeHTTP(recorder, received)
	return recorder.Result(), nil
}

// sample is one line of testdata/addresses.json: how people write an address, and
// the values that it must become.
type sample struct {
	iso2, line string
	values     map[address.Element]string
}

func samples(t *testing.T) map[string][]sample {
	t.Helper()
	data, err := os.ReadFile("testdata/addresses.json")
	if err != nil {
		t.Fatal(err)
	}
	var rows [][]json.RawMessage
	if err := json.Unmarshal(data, &rows); err != nil {
		t.Fatal(err)
	}
	all := map[string][]sample{}
	for _, row := range rows {
		var s sample
		for i, into := range []any{&s.iso2, &s.line, &s.values} {
			if err := json.Unmarshal(row[i], into); err != nil {
				t.Fatal(err)
			}
		}
		all[s.iso2] = append(all[s.iso2], s)
	}
	return all
}

// body is the sample as the API would give it.
func (s sample) body() string {
	data, err := json.Marshal(s.values)
	if err != nil {
		panic(err)
	}
	return string(data)
}

// given answers a search and the read of a voicesite with one address, and anything
// else from the sandbox.
type given struct {
	*api.Client

	body string
}

func (g given) AddressSearch(context.Context, string, map[string]string, models.Mode) (models.Snapshot[[]models.Value], error) {
	return models.Snapshot[[]models.Value]{Value: []models.Value{models.Value(g.body)}, Fetched: listingtest.Now()}, nil
}

func (g given) VoiceAddress(context.Context, string, string, models.Mode) (models.Snapshot[models.Value], error) {
	return models.Snapshot[models.Value]{Value: models.Value(g.body), Fetched: listingtest.Now()}, nil
}

// offer gives the wizard a candidate to take.
func offer(w *steps.Wizard, iso2 string, candidate string) {
	w.Give(steps.Need{Kind: steps.NeedSearch, ISO2: iso2, Query: "x"},
		steps.Answer{Candidates: address.DecodeCandidates([]models.Value{models.Value(candidate)})})
}

// way is a way into the wizard: it ends where the address of the sample is in it.
type way func(e *entry)

// entry is one wizard on its way.
type entry struct {
	*listingtest.Driver

	t      *testing.T
	sample sample
	source given
	drafts *shelf
	screen *wizard.Screen
}

func (e *entry) open(route screen.Address) {
	if e.screen != nil {
		e.screen.Close()
	}
	e.screen = wizard.New(listingtest.Env(e.t, "mono"), e.source, wizard.Host{Drafts: e.drafts, Write: func() bool { return true }}, route)
	e.Driver = listingtest.New(e.t, e.screen, 120, 36)
}

// accept gives the values of the sample as a spread line would, whatever Spread
// makes of it.
func (e *entry) accept() {
	var proposal []address.Value
	for element, value := range e.sample.values {
		proposal = append(proposal, address.Value{Element: element, Text: models.NewText(value)})
	}
	wizard.Machine(e.screen).Accept(proposal)
	wizard.Touch(e.screen)
	e.Send(nudge{})
}

// nudge is a message that means nothing.
type nudge struct{}

func ways() map[string]way {
	return map[string]way{
		"spread": func(e *entry) {
			e.open(screen.Address{ISO2: e.sample.iso2})
			e.accept()
		},
		"paste, and enter": func(e *entry) {
			e.open(screen.Address{ISO2: e.sample.iso2})
			e.skipSearch()
			e.Send(tea.PasteMsg{Content: e.sample.line})
			e.Press("enter")
		},
		"letters first, then spread": func(e *entry) {
			e.open(screen.Address{ISO2: e.sample.iso2})
			e.skipSearch()
			e.Type("a")
			e.Press("down")
			e.accept()
		},
		"draft": func(e *entry) {
			e.open(screen.Address{ISO2: e.sample.iso2})
			e.skipSearch()
			e.accept()
			e.reopen()
		},
		"draft with letters in the list": func(e *entry) {
			e.open(screen.Address{ISO2: e.sample.iso2})
			e.accept()
			e.skipSearch()
			if wizard.Machine(e.screen).Place().Step == steps.StepArea {
				e.Type("a")
			}
			e.reopen()
		},
		"candidate": func(e *entry) {
			e.open(screen.Address{ISO2: e.sample.iso2})
			machine := wizard.Machine(e.screen)
			offer(machine, e.sample.iso2, e.sample.body())
			machine.TakeCandidate(0)
			e.Send(nudge{})
		},
		"undo": func(e *entry) {
			e.open(screen.Address{ISO2: e.sample.iso2})
			e.accept()
			machine := wizard.Machine(e.screen)
			offer(machine, e.sample.iso2, `{"a3":"Elsewhere","hno":"99"}`)
			machine.TakeCandidate(0)
			e.Send(nudge{})
			machine.DropCandidate()
			e.Send(nudge{})
		},
		"the voicesite's own": func(e *entry) {
			e.open(screen.Address{ISO2: e.sample.iso2, Site: "vs1", SiteName: "SITE", Customer: "9999"})
		},
		"back from the form": func(e *entry) {
			e.open(screen.Address{ISO2: e.sample.iso2})
			e.accept()
			e.enterToTheEnd()
			for range 9 {
				if wizard.Machine(e.screen).Place().Step == steps.StepCountry {
					break
				}
				e.Press("esc")
			}
		},
		"another country and back": func(e *entry) {
			e.open(screen.Address{ISO2: e.sample.iso2})
			e.accept()
			machine := wizard.Machine(e.screen)
			other := "GB"
			if e.sample.iso2 == other {
				other = "CH"
			}
			machine.SetCountry(address.CountryOf(other))
			e.Send(nudge{})
			machine.SetCountry(address.CountryOf(e.sample.iso2))
			e.Send(nudge{})
		},
	}
}

// skipSearch goes by hand from the search to what follows it.
func (e *entry) skipSearch() {
	for range 2 {
		if step := wizard.Machine(e.screen).Place().Step; step != steps.StepCountry && step != steps.StepSearch {
			return
		}
		e.Press("enter")
	}
}

// reopen leaves the wizard and takes up its draft.
func (e *entry) reopen() {
	e.screen.Close()
	e.screen = nil
	e.drafts.mu.Lock()
	var id string
	for id = range e.drafts.drafts {
		break
	}
	e.drafts.mu.Unlock()
	e.open(screen.Address{Draft: id})
}

// enterToTheEnd presses enter until the review stands there, or nothing more comes
// of it.
func (e *entry) enterToTheEnd() {
	machine := wizard.Machine(e.screen)
	for range 40 {
		if machine.Place().Step == steps.StepReview {
			return
		}
		e.Press("enter")
	}
}

// values are all values of the address, areas in the form in which two spellings
// of one area are the same.
func values(e *entry) map[address.Element]string {
	machine := wizard.Machine(e.screen)
	all := map[address.Element]string{}
	for _, element := range machine.Address().Elements() {
		value := machine.Address().Get(element).Raw()
		if machine.Checker().Rules.LevelOf(element) >= 0 {
			value = text.Fold(value)
		}
		all[element] = value
	}
	return all
}

// TestEnterNeverChangesWhatNobodyChose: for every country, every way in, enter after
// enter to the review leaves every value as it was. What the API alone decides may
// come by itself: an area that is the only one of its list, unless another was given
// there. That one is set aside, in sight, and a person chooses. The full run, with
// every sample, is BTALK_ALL_SAMPLES=1.
func TestEnterNeverChangesWhatNobodyChose(t *testing.T) {
	all := samples(t)
	random := rand.New(rand.NewPCG(7, 20261125))
	synctest.Test(t, func(t *testing.T) {
		client := sandboxClient(t)
		for _, iso2 := range slices.Sorted(maps.Keys(all)) {
			lines := all[iso2]
			if os.Getenv("BTALK_ALL_SAMPLES") == "" {
				random.Shuffle(len(lines), func(i, j int) { lines[i], lines[j] = lines[j], lines[i] })
				lines = lines[:2]
			}
			for _, line := range lines {
				for name, enter := range ways() {
					e := &entry{t: t, sample: line, source: given{client, line.body()}, drafts: newShelf()}
					enter(e)
					e.leaveEnterAlone(name)
					e.screen.Close()
				}
			}
		}
		<-time.After(time.Hour) // the clock of the patterns stops
	})
}

func sandboxClient(t *testing.T) *api.Client {
	t.Helper()
	demo := sandbox.DemoCredentials()
	client, err := api.New(api.Config{
		BaseURL: "https://api.example/btalk/v1", TokenURL: "https://api.example/oauth/v3/token",
		ClientID: demo.ClientID, ClientSecret: demo.ClientSecret, APIKey: demo.APIKey,
		RequestsPerMinute: 1_000_000, Store: cache.NewMemory(cache.Options{}),
		Transport: inProcess{sandbox.New(sandbox.Options{RequestsPerMinute: -1, SpikePerSecond: -1})},
	})
	if err != nil {
		t.Fatal(err)
	}
	return client
}

// setAside reports whether a value is in sight as one that does not fit.
func (e *entry) setAside(value string) bool {
	return slices.ContainsFunc(wizard.Machine(e.screen).Review().Unplaced(), func(word address.Unplaced) bool {
		return text.Fold(word.Word.Raw()) == text.Fold(value)
	})
}

func (e *entry) leaveEnterAlone(name string) {
	e.t.Helper()
	if lost := wizard.Machine(e.screen).Review().Lost(); lost != "" {
		e.t.Fatalf("%s: %s", e.sample.iso2, lost)
	}
	before := values(e)
	if name != "paste, and enter" {
		for element, value := range e.sample.values {
			got := wizard.Machine(e.screen).Address().Get(element).Raw()
			if text.Fold(got) != text.Fold(value) && (got != "" || !e.setAside(value)) {
				e.t.Errorf("%s, %q: %s is %q from the start, want %q", name, e.sample.line, element, got, value)
			}
		}
	}
	e.enterToTheEnd()
	after := values(e)
	for element, value := range before {
		if after[element] != value && (after[element] != "" || !e.setAside(value)) {
			e.t.Errorf("%s, %q: enter made %s %q of %q\n%s", name, e.sample.line, element, after[element], value, e.Frame())
		}
	}
	machine := wizard.Machine(e.screen)
	if place := machine.Place(); place.Step == steps.StepArea && machine.Areas().Listed(place.Level) {
		e.t.Errorf("%s, %q: enter does not keep %s\n%s", name, e.sample.line, machine.Areas().Chosen(place.Level), e.Frame())
	}
	for element, value := range after {
		level := machine.Checker().Rules.LevelOf(element)
		alone := level >= 0 && machine.Areas().State(level) == steps.LevelSingle
		_, given := e.sample.values[element] // and set aside, because it is in no list
		if _, had := before[element]; !had && (!alone || given) {
			e.t.Errorf("%s, %q: enter gave %s the value %q\n%s", name, e.sample.line, element, value, e.Frame())
		}
	}
}
