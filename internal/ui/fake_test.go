package ui

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
	"btalk/internal/ui/cacheview"
	"btalk/internal/ui/keymap"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/theme"
	"btalk/internal/ui/uitest"
)

func testNow() time.Time { return time.Date(2026, 11, 22, 10, 30, 0, 0, time.UTC) }

// fakeService answers from memory and counts what would have been a request.
// What it does not answer itself is a fault of the test: the embedded Service
// is nil.
type fakeService struct {
	Service

	mu       sync.Mutex
	requests int
	held     map[string]bool // what was asked for before
	writes   int             // calls of SetWrite
	sent     int             // calls that change something
	err      error           // of every answer from the server
	fetched  time.Time
	stale    bool
	sites    int
	budget   models.Budget
	notice   string
}

func newFake() *fakeService {
	return &fakeService{
		held: map[string]bool{}, fetched: testNow().Add(-3 * time.Minute), sites: 6,
		budget: models.Budget{Limit: 60, Left: 57},
	}
}

func answer[T any](f *fakeService, what string, mode models.Mode, value T) (models.Snapshot[T], error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if mode == models.Held && !f.held[what] {
		return models.Snapshot[T]{}, &models.Error{Op: "read " + what, Kind: models.NotHeld}
	}
	if mode == models.Refresh || (mode == models.Cached && !f.held[what]) {
		f.requests++
		if f.err != nil {
			return models.Snapshot[T]{}, f.err
		}
	}
	f.held[what] = true
	return models.Snapshot[T]{Value: value, Fetched: f.fetched, Stale: f.stale && mode == models.Cached}, nil
}

func object(format string, args ...any) models.Value {
	return models.Value(fmt.Sprintf(format, args...))
}

func (f *fakeService) Customers(_ context.Context, mode models.Mode) (models.Snapshot[[]models.Customer], error) {
	var all []models.Customer
	for i, name := range []string{"ACME", "Łódź Logistics", "株式会社サンプル"} {
		customer, _ := models.DecodeCustomer(object(`{"customerCode":%d,"name":%q,"type":"direct"}`, 1000+i, name))
		all = append(all, customer)
	}
	return answer(f, "customers", mode, all)
}

func (f *fakeService) VPNs(_ context.Context, customer string, mode models.Mode) (models.Snapshot[[]models.VPN], error) {
	var all []models.VPN
	for i := range 2 {
		vpn, _ := models.DecodeVPN(object(`{"vpnId":"v%d","name":"VPN-%d","vpnCode":%d}`, i, 12+i, i))
		vpn.Customer = models.NewText(customer)
		all = append(all, vpn)
	}
	return answer(f, "vpns "+customer, mode, all)
}

func (f *fakeService) allSites() []models.VoiceSite {
	all := make([]models.VoiceSite, f.sites)
	for i := range all {
		all[i], _ = models.DecodeVoiceSite(object(
			`{"voiceSiteId":"s%05d","technicalSiteName":"FR_LYO_%05d","customerSiteLabel":"Lyon %d","country":"FR","vpnId":"v%d","customerCode":"1000"}`, i, i, i, i%2))
	}
	return all
}

func (f *fakeService) VoiceSites(_ context.Context, _ models.SiteQuery, mode models.Mode) (models.Snapshot[[]models.VoiceSite], error) {
	return answer(f, "voicesites", mode, f.allSites())
}

func (f *fakeService) VoiceSite(_ context.Context, id string, mode models.Mode) (models.Snapshot[models.VoiceSite], error) {
	for _, site := range f.allSites() {
		if site.ID.Raw() == id {
			return answer(f, "voicesites", mode, site)
		}
	}
	return models.Snapshot[models.VoiceSite]{}, &models.Error{Op: "find the voicesite", Kind: models.NotFound}
}

func (f *fakeService) VoiceAddress(_ context.Context, _, site string, mode models.Mode) (models.Snapshot[models.Value], error) {
	return answer(f, "address "+site, mode, object(`{"a1":"Rhône","a3":"Lyon"}`))
}

func (f *fakeService) Countries(_ context.Context, mode models.Mode) (models.Snapshot[[]models.Country], error) {
	country, _ := models.DecodeCountry(object(`{"iso2":"FR","name":"France"}`))
	return answer(f, "countries", mode, []models.Country{country})
}

func (f *fakeService) Country(_ context.Context, iso2 string, mode models.Mode) (models.Snapshot[models.Country], error) {
	country, _ := models.DecodeCountry(object(`{"iso2":%q,"name":"France","businessTalkOnline":"Yes"}`, iso2))
	return answer(f, "country "+iso2, mode, country)
}

func (f *fakeService) Me(_ context.Context, mode models.Mode) (models.Snapshot[models.Me], error) {
	return answer(f, "me", mode, models.Me{})
}

func (f *fakeService) Budget() models.Budget        { return f.budget }
func (f *fakeService) Exchanges() []models.Exchange { return nil }
func (f *fakeService) Notice() string               { return f.notice }
func (f *fakeService) SetWrite(bool)                { f.writes++ }
func (f *fakeService) Holding() cacheview.Holding {
	return cacheview.Holding{Dir: "/cache/btalk/api", Entries: 7}
}

// subject lets a test drive the root as if it were a screen.
type subject struct{ *App }

func (s subject) Init() screen.Do { return s.begin() }

func (s subject) Update(msg tea.Msg) screen.Do {
	_, cmd := s.App.Update(msg)
	return screen.Run(cmd)
}

func (s subject) View() string { return s.App.View().Content }

// bare is a dashboard that was not started yet.
func bare(t *testing.T, service Service, o Options) (a *App, cancel func()) {
	t.Helper()
	began := time.Now() // of the bubble
	o.Service, o.Profile = service, "acme-prod"
	if o.Now == nil {
		o.Now = func() time.Time { return testNow().Add(time.Since(began)) }
	}
	ctx, cancel := context.WithCancel(t.Context())
	styles := theme.Builtin()
	if o.Theme != "" {
		var err error
		if styles, err = (theme.Catalog{}).Load(o.Theme); err != nil {
			t.Fatal(err)
		}
	}
	keys, err := keymap.New(o.Keys)
	if err != nil {
		t.Fatal(err)
	}
	return newApp(o, &screen.Env{
		Ctx: ctx, Now: o.Now, Keys: keys, Styles: &styles, Memory: screen.Memory{},
		Export: func(name string, _ []byte) (string, error) { return "/tmp/" + name, nil },
	}, &fakeTerminal{}), cancel
}

// dashboard is a started dashboard on a service.
func dashboard(t *testing.T, service Service, w, h int, change ...func(*Options)) (*App, *uitest.Driver) {
	t.Helper()
	var o Options
	for _, f := range change {
		f(&o)
	}
	a, cancel := bare(t, service, o)
	d := uitest.Drive(t, subject{a}, w, h)
	t.Cleanup(func() { cancel(); d.Close() })
	d.Send(paintedMsg{})
	return a, d
}
