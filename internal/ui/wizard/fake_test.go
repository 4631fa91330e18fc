package wizard_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"btalk/internal/address"
	"btalk/internal/models"
	"btalk/internal/ui/draft"
	"btalk/internal/ui/listing/listingtest"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/wizard"
)

// Two levels: the canton stands in a1, the city in a3.
const (
	swissSchema = `{
		"a1":{"usage":"mandatory","defaultLabel":"Canton","valueType":"freestring","maxLength":60,"position":10},
		"a3":{"usage":"mandatory","defaultLabel":"City","valueType":"freestring","maxLength":60,"position":20},
		"a6":{"usage":"mandatory","defaultLabel":"Street","defaultDescription":"Street name with its type","valueType":"freestring","minLength":1,"maxLength":60,"position":30},
		"sts":{"usage":"optional","defaultLabel":"Street type","valueType":"enumerationAssociative","possibleValues":[{"value":"AVE","display":"Avenue"},{"value":"CH","display":"Chemin"},{"value":"RUE","display":"Rue"}],"position":35},
		"hno":{"usage":"optional","defaultLabel":"House number","valueType":"freestring","maxLength":10,"position":40},
		"pc":{"usage":"mandatory","defaultLabel":"Postal code","defaultDescription":"Four digits","valueType":"freenumerical","minLength":4,"maxLength":4,"position":50}}`
	swissRules  = `{"emergencyAreaRules":{"area1_pidflo":"a1","area2_pidflo":"a3","area3_pidflo":"notUsed","area4_pidflo":"notUsed"},"dialZoneSelection":"Manual"}`
	plainSchema = `{
		"a3":{"usage":"mandatory","defaultLabel":"Town","valueType":"freestring","maxLength":60,"position":10},
		"a6":{"usage":"mandatory","defaultLabel":"Street","valueType":"freestring","maxLength":60,"position":20},
		"hno":{"usage":"optional","defaultLabel":"Number","valueType":"freestring","maxLength":10,"position":30},
		"pc":{"usage":"mandatory","defaultLabel":"Postcode","valueType":"freestring","maxLength":10,"position":40}}`
	noRules = `{"emergencyAreaRules":{"area1_pidflo":"notUsed"},"dialZoneSelection":"Automatic"}`
)

// fake answers from memory and counts what would have been requests.
type fake struct {
	mu      sync.Mutex
	asked   []string
	lanes   []models.Lane
	held    map[string]bool
	schemas map[string]string
	rules   map[string]string
	areas   map[string][]string
	err     error         // of every answer
	late    chan struct{} // answers wait for it; nil for at once
	given   string        // the present address of the voicesite
	short   string        // the list that is incomplete: of areas by its key, or "voicesites"
	old     string        // the list of areas that is on disk as it once was, with its first area alone
}

func newFake() *fake {
	return &fake{
		held:    map[string]bool{},
		schemas: map[string]string{"CH": swissSchema, "FR": plainSchema, "GB": plainSchema, "PT": plainSchema},
		rules:   map[string]string{"CH": swissRules, "FR": noRules, "GB": swissRules[:0] + `{"dialZoneSelection":"manual"}`, "PT": noRules},
		areas: map[string][]string{
			"CH":        {"Aargau", "Bern", "Genève", "Zürich"},
			"CH/Bern":   {"Bern", "Biel/Bienne", "Thun", "Köniz"},
			"CH/Genève": {"Genève", "Carouge"},
			"CH/Zürich": {"Zürich", "Winterthur"},
			"CH/Aargau": {"Aarau"},
		},
	}
}

// answer counts a request, and answers or fails as the test wants.
func answer[T any](ctx context.Context, f *fake, what string, mode models.Mode, value T) (models.Snapshot[T], error) {
	f.mu.Lock()
	known := f.held[what]
	if mode != models.Held && !known {
		f.asked = append(f.asked, what)
		f.lanes = append(f.lanes, models.LaneOf(ctx))
	}
	late, err := f.late, f.err
	f.mu.Unlock()
	if mode == models.Held && !known {
		return models.Snapshot[T]{}, &models.Error{Op: "read " + what, Kind: models.NotHeld}
	}
	if late != nil {
		select {
		case <-late:
		case <-ctx.Done():
			return models.Snapshot[T]{}, ctx.Err()
		}
	}
	if err != nil {
		return models.Snapshot[T]{}, err
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.held[what] = true
	return models.Snapshot[T]{Value: value, Fetched: listingtest.Now()}, nil
}

func (f *fake) requests() string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return strings.Join(f.asked, ", ")
}

func (f *fake) Countries(ctx context.Context, mode models.Mode) (models.Snapshot[[]models.Country], error) {
	return answer(ctx, f, "countries", mode, []models.Country{})
}

func (f *fake) AddressSchema(ctx context.Context, iso2 string, mode models.Mode) (models.Snapshot[address.Schema], error) {
	return answer(ctx, f, "schema "+iso2, mode, address.DecodeSchema(models.Value(f.schemas[iso2])))
}

func (f *fake) GeoRules(ctx context.Context, iso2 string, mode models.Mode) (models.Snapshot[address.Rules], error) {
	return answer(ctx, f, "rules "+iso2, mode, address.DecodeRules(models.Value(f.rules[iso2])))
}

func (f *fake) GeoAreas(ctx context.Context, iso2 string, path []string, mode models.Mode) (models.Snapshot[[]models.Text], error) {
	key := strings.Join(append([]string{iso2}, path...), "/")
	var values []models.Text
	for _, name := range f.areas[key] {
		values = append(values, models.NewText(name))
	}
	got, err := answer(ctx, f, "areas "+key, mode, values)
	if key == f.old && mode == models.Held {
		got.Value, got.Stale = got.Value[:1], true
	}
	if key == f.short {
		got.Incomplete, got.Note = true, "4 of 26"
	}
	return got, err
}

func (f *fake) AddressSearch(ctx context.Context, iso2 string, query map[string]string, mode models.Mode) (models.Snapshot[[]models.Value], error) {
	var found []models.Value
	if strings.Contains(query["q"], "hugo") {
		found = append(found,
			models.Value(`{"a3":"Lyon","a6":"Rue Victor Hugo","hno":"12","pc":"69002","dialZone":"04","x9":{"kept":true}}`),
			models.Value(`{"a3":"Paris","a6":"Avenue Victor Hugo","hno":"12","pc":"75116","dialZone":"01"}`))
	}
	return answer(ctx, f, "search "+iso2+" "+query["q"], mode, found)
}

func (f *fake) PostalCodes(ctx context.Context, query map[string]string, mode models.Mode) (models.Snapshot[[]models.Value], error) {
	return answer(ctx, f, "postalcodes "+query["q"], mode, []models.Value{
		models.Value(`{"pc":"4700-327","a3":"Braga"}`), models.Value(`{"pc":"4705-001","a3":"Braga"}`),
	})
}

func (f *fake) Parishes(ctx context.Context, query map[string]string, mode models.Mode) (models.Snapshot[[]models.Value], error) {
	return answer(ctx, f, "parishes "+query["q"], mode, []models.Value{models.Value(`"São Vicente"`)})
}

func (f *fake) VoiceAddress(ctx context.Context, customer, site string, mode models.Mode) (models.Snapshot[models.Value], error) {
	return answer(ctx, f, "address "+customer+"/"+site, mode, models.Value(f.given))
}

func (f *fake) VoiceSites(ctx context.Context, query models.SiteQuery, mode models.Mode) (models.Snapshot[[]models.VoiceSite], error) {
	var sites []models.VoiceSite
	for i, name := range []string{"CH_BIE_01", "CH_ZRH_01", "FR_LYO_01"} {
		site, _ := models.DecodeVoiceSite(models.Value(fmt.Sprintf(
			`{"voiceSiteId":"vs%d","technicalSiteName":%q,"customerSiteLabel":"Site %d","country":%q,"customerCode":"9999"}`, i, name, i, name[:2])))
		sites = append(sites, site)
	}
	got, err := answer(ctx, f, "voicesites "+query.Customer, mode, sites)
	if f.short == "voicesites" {
		got.Incomplete, got.Note = true, "3 of 2,345"
	}
	return got, err
}

// shelf keeps drafts in memory and counts saves.
type shelf struct {
	mu      sync.Mutex
	drafts  map[string][]byte
	saves   []time.Time
	open    map[string]bool
	err     error         // of every save
	stuck   chan struct{} // saves wait for it; nil for at once
	offered []draft.Draft
	made    int
}

func newShelf() *shelf { return &shelf{drafts: map[string][]byte{}, open: map[string]bool{}} }

func (h *shelf) NewID() string {
	h.made++
	return fmt.Sprintf("draft-%d", h.made)
}

func (h *shelf) Open(id string) (func(), error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.open[id] {
		return nil, errors.New("in use")
	}
	h.open[id] = true
	return func() {
		h.mu.Lock()
		defer h.mu.Unlock()
		delete(h.open, id)
	}, nil
}

func (h *shelf) Load(id string) ([]byte, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if data, ok := h.drafts[id]; ok {
		return data, nil
	}
	return nil, errors.New("there is no such draft")
}

func (h *shelf) Save(id string, data []byte) error {
	if h.stuck != nil {
		<-h.stuck
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.err != nil {
		return h.err
	}
	h.drafts[id] = data
	h.saves = append(h.saves, time.Now())
	return nil
}

func (h *shelf) Discard(id string) error {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.drafts, id)
	return nil
}

func (h *shelf) List() []draft.Draft { return h.offered }

func (h *shelf) draft(id string) string {
	h.mu.Lock()
	defer h.mu.Unlock()
	return string(h.drafts[id])
}

// stage is a wizard with all that is around it.
type stage struct {
	*listingtest.Driver

	screen *wizard.Screen
	source *fake
	drafts *shelf
}

// play opens a wizard and gives it to a test.
func play(t *testing.T, theme string, w, h int, route screen.Address, test func(p *stage)) {
	t.Helper()
	playOn(t, newFake(), newShelf(), theme, w, h, route, test)
}

func playOn(t *testing.T, source *fake, drafts *shelf, theme string, w, h int, route screen.Address, test func(p *stage)) {
	t.Helper()
	playAt(t, listingtest.Env(t, theme), source, drafts, w, h, route, test)
}

// playAt is playOn with other keys or another clock.
func playAt(t *testing.T, env *screen.Env, source *fake, drafts *shelf, w, h int, route screen.Address, test func(p *stage)) {
	t.Helper()
	env.Export = func(name string, _ []byte) (string, error) { return "/home/op/" + name, nil }
	s := wizard.New(env, source, wizard.Host{Drafts: drafts, Write: func() bool { return true }}, route)
	listingtest.Drive(t, s, w, h, func(d *listingtest.Driver) {
		test(&stage{Driver: d, screen: s, source: source, drafts: drafts})
		s.Close()
	})
}
