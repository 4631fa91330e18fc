package wizard_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"btalk/internal/api"
	"btalk/internal/cache"
	"btalk/internal/sandbox"
	"btalk/internal/ui/listing/listingtest"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/wizard"
)

// site is a wizard on the real client, with the sandbox behind it. Commands run
// beside the update loop, as in the program.
type site struct {
	t       *testing.T
	server  *sandbox.Server
	client  *api.Client
	screen  *wizard.Screen
	answers chan tea.Msg
	copied  string
}

func connect(t *testing.T) *site {
	t.Helper()
	server := sandbox.New(sandbox.Options{RequestsPerMinute: -1, SpikePerSecond: -1})
	running, err := server.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = running.Close() })
	demo := sandbox.DemoCredentials()
	client, err := api.New(api.Config{
		BaseURL: running.BaseURL(), TokenURL: running.TokenURL(),
		ClientID: demo.ClientID, ClientSecret: demo.ClientSecret, APIKey: demo.APIKey,
		RequestsPerMinute: 10_000, Store: cache.NewMemory(cache.Options{}),
	})
	if err != nil {
		t.Fatal(err)
	}
	return &site{t: t, server: server, client: client}
}

// open opens the wizard anew.
func (x *site) open(route screen.Address) {
	x.answers = make(chan tea.Msg)
	x.screen = wizard.New(listingtest.Env(x.t, "mono"), x.client, wizard.Host{}, route)
	x.screen.Update(tea.WindowSizeMsg{Width: 118, Height: 36})
	x.perform(x.screen.Init())
	x.t.Cleanup(x.screen.Close)
}

// perform does what the screen wants done; the test hears what it asks for.
func (x *site) perform(do screen.Do) {
	x.run(do.Apply(func(ask tea.Msg) screen.Do {
		x.hear(ask)
		return nil
	}))
}

func (x *site) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	answers, done := x.answers, x.t.Context().Done()
	go func() {
		select {
		case answers <- cmd():
		case <-done:
		}
	}()
}

func (x *site) hear(msg tea.Msg) {
	switch msg := msg.(type) {
	case nil, screen.ToastMsg:
	case screen.AskedMsg:
		msg.Note()
	case screen.CopyMsg:
		x.copied = msg.Text
	case tea.BatchMsg:
		for _, cmd := range msg {
			x.run(cmd)
		}
	case screen.BehindMsg:
		x.perform(msg.Work)
	default:
		x.perform(x.screen.Update(msg))
	}
}

// do types a script at once, whatever has come so far: text, ⏎ for enter, ⇥ for
// tab, ↓ for down, » for the next step.
func (x *site) do(script string) {
	names := map[rune]string{'⏎': "enter", '⇥': "tab", '»': "ctrl+s", '↓': "down"}
	for _, r := range script {
		name := names[r]
		if name == "" {
			name = string(r)
		}
		x.perform(x.screen.Update(listingtest.Key(name)))
	}
}

// want waits until the frame holds a text.
func (x *site) want(text string) {
	x.t.Helper()
	deadline := time.After(20 * time.Second)
	for !strings.Contains(ansi.Strip(x.screen.View()), text) {
		select {
		case msg := <-x.answers:
			x.hear(msg)
		case <-deadline:
			x.t.Fatalf("waited in vain for %q:\n%s", text, ansi.Strip(x.screen.View()))
		}
	}
}

// copy takes what the review copies.
func (x *site) copy() string {
	x.t.Helper()
	x.copied = ""
	x.do("y")
	for x.copied == "" {
		x.hear(<-x.answers)
	}
	return x.copied
}

// step is what is typed, and what shows then.
type step struct{ keys, shows string }

func TestOneCountryOfEveryKind(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name, iso2 string
		steps      []step
		body       string
	}{
		{
			"schema only", "GB",
			[]step{{"", "Post town"}, {"Old Broad Street⇥⇥London⇥EC2N 1AR»", "● Dial zone"}, {"020»", "nobody verifies a dial zone"}},
			`{"a6":"Old Broad Street","a3":"London","pc":"EC2N 1AR","dialZone":"020"}`,
		},
		{
			"areas on two levels", "CH",
			[]step{{"bern⏎biel⏎", "● Address"}, {"Rue Centrale⇥12⇥2502»032»", "2502 Biel/Bienne"}},
			`{"a1":"Bern","a3":"Biel/Bienne","a6":"Rue Centrale","hno":"12","pc":"2502","dialZone":"032"}`,
		},
		{
			"areas on one level", "FI",
			[]step{{"tampere⏎", "● Address"}, {"Hämeenkatu⇥1⇥⇥33100»03»", "33100 Tampere"}},
			`{"a3":"Tampere","a6":"Hämeenkatu","hno":"1","pc":"33100","dialZone":"03"}`,
		},
		{
			"a postal code as area, and a level that chooses itself", "BE",
			[]step{{"1000⏎", "the only one"}, {"Rue de la Loi⇥16»02»", "1000 Bruxelles"}},
			`{"pc":"1000","a3":"Bruxelles","a6":"Rue de la Loi","hno":"16","dialZone":"02"}`,
		},
		{
			"an automatic dial zone", "HK",
			[]step{{"", "Street number"}, {"12⇥Nathan Road⇥Tsim Sha Tsui⇥kow⏎»", "computed by the API"}},
			`{"hno":"12","a6":"Nathan Road","a4":"Tsim Sha Tsui","a3":"Kowloon"}`,
		},
		{
			"address search, areas and an automatic dial zone", "NL",
			[]step{{"", "● Search"}, {"⏎amsterdam⏎", "Noord-Holland"}, {"Damrak⇥1⇥⇥1012 LG»", "● Review"}},
			`{"a3":"Amsterdam","a1":"Noord-Holland","a6":"Damrak","hno":"1","pc":"1012 LG"}`,
		},
		{
			"a candidate with its computed dial zone", "FR",
			[]step{{"", "● Search"}, {"12 rue victor hugo lyon⏎", "1 address found"}, {"⏎", "● Address"}, {"»", "69002 Lyon"}},
			`"dialZone":"4"`,
		},
		{
			"a candidate and a manual dial zone", "AU",
			[]step{{"", "● Search"}, {"12 collins street melbourne⏎", "found"}, {"⏎", "● Address"}, {"»", "● Dial zone"}, {"03»", "● Review"}},
			`"dialZone":"03"`,
		},
		{
			"validation only", "DE",
			[]step{{"", "whole address checked by the API"}, {"Friedrichstraße⇥43⇥⇥10117⇥Berlin»", "the API checks the whole address when it is pushed"}},
			`{"a6":"Friedrichstraße","hno":"43","pc":"10117","a3":"Berlin"}`,
		},
		{
			"lists that help", "PT",
			[]step{{"", "Door number"}, {"⇥⇥⇥⇥4700", "4700-327, Braga"}, {"↓⏎", "São Vicente"}, {"", "› Municipality"}},
			"",
		},
		{
			"four levels in an odd order, names with / ' % ? .. &", "XA",
			[]step{{"haut/bas⏎marche d'est⏎..⏎", "B&1"}, {"»1»", "● Review"}},
			`{"a3":"Haut/Bas","a1":"Marche d'Est","a4":"..","pc":"B&1","dialZone":"1"}`,
		},
		{"an empty schema", "XB", []step{{"", "Street number"}, {"Somewhere»", "! The rules are not known"}}, ""},
		{"malformed documents", "XC", []step{{"", "Unheard of"}, {"a⇥b»»", "is not known"}}, `{"zzz":"a","a3":"b"}`},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			x := connect(t)
			x.open(screen.Address{ISO2: tc.iso2})
			for _, step := range tc.steps {
				x.do(step.keys)
				x.want(step.shows)
			}
			if tc.body == "" {
				return
			}
			x.want("● Review")
			x.want("Nothing is wrong")
			if got := x.copy(); got != tc.body && (tc.body[0] == '{' || !strings.Contains(got, tc.body)) {
				t.Errorf("copied %s, want %s", got, tc.body)
			}
		})
	}
}

func TestOddNamesReachTheServerAsOneSegment(t *testing.T) {
	t.Parallel()
	x := connect(t)
	x.open(screen.Address{ISO2: "XA"})
	x.do("haut/bas⏎marche d'est⏎100 %⏎A?1⏎")
	x.want("● Address")
	var paths []string
	for _, request := range x.server.Requests() {
		if request.Status != 200 {
			t.Errorf("%s was answered with %d", request.Path, request.Status)
		}
		paths = append(paths, request.Path)
	}
	if !slices.ContainsFunc(paths, func(path string) bool { return strings.Contains(path, "Haut%2FBas") }) {
		t.Errorf("the requests are %q", paths)
	}
}

func TestASecondAddressInTheSameAreasCostsNothing(t *testing.T) {
	t.Parallel()
	x := connect(t)
	x.open(screen.Address{ISO2: "CH"})
	x.do("bern⏎biel⏎")
	x.want("✓ Biel/Bienne › ● Address")
	areas := 0
	for _, request := range x.server.Requests() {
		if strings.Contains(request.Path, "geoareas") {
			areas++
		}
	}
	if areas > 3 {
		t.Errorf("%d requests for areas", areas)
	}
	x.server.ForgetRequests()
	x.open(screen.Address{ISO2: "CH"})
	x.want("● Canton")
	x.do("bern⏎biel⏎")
	x.want("✓ Bern › ✓ Biel/Bienne › ● Address")
	if again := x.server.Requests(); len(again) != 0 {
		t.Errorf("%d requests, want none: %s", len(again), again[0].Path)
	}
}
