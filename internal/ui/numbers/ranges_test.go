package numbers

import (
	"context"
	"errors"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
	"btalk/internal/ui/listing/listingtest"
	"btalk/internal/ui/screen"
)

// sites is a SiteSource that answers with JSON, or fails.
type sites struct {
	json string
	err  error
}

func (s sites) VoiceSites(context.Context, models.SiteQuery, models.Mode) (models.Snapshot[[]models.VoiceSite], error) {
	var all []models.VoiceSite
	for _, item := range models.Value(s.json).List() {
		site, _ := models.DecodeVoiceSite(item)
		all = append(all, site)
	}
	return models.Snapshot[[]models.VoiceSite]{Value: all, Fetched: listingtest.Now()}, s.err
}

func TestAVoicesiteIsChosenAmongThoseOfTheCustomer(t *testing.T) {
	t.Parallel()
	one := `[{"voiceSiteId":"vs-1","technicalSiteName":"FR_PARIS_1","customerSiteLabel":"Siège"}]`
	for name, tc := range map[string]struct {
		from  sites
		route screen.Ranges
		want  string
		lacks string
	}{
		"by name, id and label":        {sites{json: one}, screen.Ranges{}, "FR_PARIS_1 vs-1 · Siège", "no voicesite"},
		"a label that only repeats":    {sites{json: `[{"voiceSiteId":"vs-1","technicalSiteName":"A","customerSiteLabel":"A"}]`}, screen.Ranges{}, "A vs-1", "·"},
		"there is none":                {sites{}, screen.Ranges{}, "this customer has no voicesite", "could not"},
		"they cannot be read":          {sites{err: &models.Error{Kind: models.Forbidden}}, screen.Ranges{}, "the voicesites could not be read: ", "has no voicesite"},
		"the one of the route stays":   {sites{err: errors.New("down")}, screen.Ranges{Site: "vs-7", SiteName: "B\x1b"}, "B␛ vs-7", "could not be read: "},
		"it is known better once read": {sites{json: one}, screen.Ranges{Site: "vs-1", SiteName: "old name"}, "FR_PARIS_1 vs-1", "old name"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			tc.route.Customer = "9999"
			r := NewRanges(listingtest.Env(t, "mono"), tc.from, nil, tc.route)
			listingtest.Drive(t, r, 100, 20, func(d *listingtest.Driver) {
				d.Want("Numbers of customer 9999", tc.want)
				d.WantNot(tc.lacks)
			})
		})
	}
}

// What follows is about the voicesite that was chosen, also where the form was opened
// at another one.
func TestNumbersThatAreDoneLeadToTheirOwnVoiceSite(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		search string
		want   screen.Numbers
	}{
		"the one it was opened at": {"", screen.Numbers{Customer: "9999", Site: "vs-1", Name: "FR_PARIS_1"}},
		"another one":              {"zuer", screen.Numbers{Customer: "9999", Site: "vs-2", Name: "CH_ZUERICH_1"}},
	} {
		r := NewRanges(listingtest.Env(t, "mono"), &source{}, nil, screen.Ranges{Customer: "9999", Site: "vs-1", SiteName: "FR_PARIS_1"})
		listingtest.Drive(t, r, 80, 20, func(d *listingtest.Driver) {
			if tc.search != "" {
				d.Press("shift+tab")
				d.Type(tc.search)
				d.Press("enter")
			}
			d.Type("33140000000")
			d.Press("enter", "enter")
			if got := change(t, d); got.Site != tc.want.Site || got.SiteName != tc.want.Name {
				t.Fatalf("%s: planned %+v", name, got)
			}
			d.Send(screen.SentMsg{State: models.Done, Onward: true})
			d.WantPush(tc.want)
		})
	}
}

func TestARefusalKeepsWhatWasTypedAndStandsBesideItsField(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		sent   screen.SentMsg
		leaves bool
		shows  string
	}{
		"the start of a range":       {screen.SentMsg{State: models.Refused, Fields: map[string]string{"rangeStart": "is in use"}}, false, "✗ is in use"},
		"both ends":                  {screen.SentMsg{State: models.Refused, Fields: map[string]string{"rangeStart": "a", "rangeStop": "b", "numbers": "c"}}, false, "✗ a; b; c"},
		"the voicesite":              {screen.SentMsg{State: models.Refused, Fields: map[string]string{"voiceSiteId": "is closed"}}, false, "✗ is closed"},
		"something else":             {screen.SentMsg{State: models.Refused, Fields: map[string]string{"later": "odd"}}, false, "33140000000"},
		"done leaves":                {screen.SentMsg{State: models.Done}, true, ""},
		"so does an unknown outcome": {screen.SentMsg{State: models.OutcomeUnknown}, true, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := NewRanges(listingtest.Env(t, "mono"), &source{}, nil, screen.Ranges{Customer: "9999", Site: "vs-1", SiteName: "FR_PARIS_1"})
			listingtest.Drive(t, r, 80, 20, func(d *listingtest.Driver) {
				d.Type("33140000000")
				d.Press("enter", "enter")
				if got := change(t, d); got.Kind != models.PublishNumbers {
					t.Fatalf("planned %+v", got)
				}
				d.Send(tc.sent)
				if _, left := d.LastAsked().(screen.PopMsg); left != tc.leaves {
					t.Errorf("asked for %#v", d.LastAsked())
				}
				d.Want(tc.shows)
				if r.Fields.Get(fieldRanges) != "33140000000" || r.Fields.Get(fieldSite) != "vs-1" || r.Fields.Get(fieldDo) != "publish" {
					t.Errorf("what was typed is %q", r.Fields.Get(fieldRanges))
				}
			})
		})
	}
}

func TestAPastedEnterPlansNothing(t *testing.T) {
	t.Parallel()
	r := NewRanges(listingtest.Env(t, "mono"), &source{}, nil, screen.Ranges{Customer: "9999", Site: "vs-1"})
	listingtest.Drive(t, r, 80, 20, func(d *listingtest.Driver) {
		d.Send(tea.PasteMsg{Content: strings.Repeat("33140000000\r", 3)})
		if push, planned := d.LastAsked().(screen.PushMsg); planned {
			t.Errorf("a paste asked for %#v", push)
		}
		if got := r.Fields.Get(fieldRanges); got != "33140000000, 33140000000, 33140000000" {
			t.Errorf("the field has %q", got)
		}
	})
}
