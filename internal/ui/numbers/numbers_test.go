package numbers

import (
	"context"
	"fmt"
	"slices"
	"testing"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
	"btalk/internal/ui/listing/listingtest"
	"btalk/internal/ui/screen"
)

const list = `[
	{"number":"+33140000000","status":"published","usage":"CallingUserAssignment","voiceSite":{"voiceSiteId":"vs-1","technicalSiteName":"FR_PARIS_1"},"history":[{"date":"2024-01-08T09:39:00Z","status":"released"},{"date":"2025-02-01","status":"published"}]},
	{"number":"33140000001","status":"published","voiceSite":{"voiceSiteId":"vs-1","technicalSiteName":"FR_PARIS_1"}},
	{"number":"33140000002","status":"released","voiceSite":{"voiceSiteId":"vs-1","technicalSiteName":"FR_PARIS_1"}},
	{"number":"41445550100","status":"pending\u001b[31m","voiceSite":{"voiceSiteId":"vs-2","technicalSiteName":"CH_ZUERICH_1"},"newField":7},
	{"number":"41445550101","status":"released"}
]`

type source struct{ asked []models.NumberQuery }

func (s *source) Numbers(_ context.Context, _ string, query models.NumberQuery, _ models.Mode) (models.Snapshot[[]models.Number], error) {
	s.asked = append(s.asked, query)
	var all []models.Number
	for _, item := range models.Value(list).List() {
		number, _ := models.DecodeNumber(item)
		number.Trunk = "0"
		number.Shown, number.Country = "+33 1 40 00 00 0"+number.Number.Raw()[len(number.Number.Raw())-1:], "FR"
		if models.Digits(number.Number.Raw())[:2] == "41" {
			number.Shown, number.Country = "+41 44 555 01 0"+number.Number.Raw()[len(number.Number.Raw())-1:], "CH"
		}
		all = append(all, number)
	}
	return models.Snapshot[[]models.Number]{Value: all, Fetched: listingtest.Now()}, nil
}

func (*source) VoiceSites(context.Context, models.SiteQuery, models.Mode) (models.Snapshot[[]models.VoiceSite], error) {
	var all []models.VoiceSite
	for _, item := range models.Value(`[{"voiceSiteId":"vs-1","technicalSiteName":"FR_PARIS_1","country":"FR"},{"voiceSiteId":"vs-2","technicalSiteName":"CH_ZUERICH_1","country":"CH"}]`).List() {
		site, _ := models.DecodeVoiceSite(item)
		all = append(all, site)
	}
	return models.Snapshot[[]models.VoiceSite]{Value: all, Fetched: listingtest.Now()}, nil
}

func (s *source) screen(t *testing.T, theme string, route screen.Numbers) *Screen {
	t.Helper()
	return New(listingtest.Env(t, theme), s, route)
}

func TestTheFilterFindsANumberInEverySpelling(t *testing.T) {
	t.Parallel()
	for _, typed := range []string{"+33140000002", "33140000002", "+33 1 40 state:rel", "40000002", "state:released site:paris", "state:rel !ch"} {
		s := (&source{}).screen(t, "mono", screen.Numbers{Customer: "9999"})
		listingtest.Drive(t, s, 120, 20, func(d *listingtest.Driver) {
			d.Press("/")
			d.Type(typed)
			d.Want("+33 1 40 00 00 02", "1/1 of 5")
		})
	}
}

func TestAFilterThatIsANumberFindsThatNumberOrNothing(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{
		"+33 1 40 00 00 02":          "1/1 of 5",
		"01 40 00 00 02":             "1/1 of 5",
		"01.40.00.00.02":             "1/1 of 5",
		"number:01 40 00 00 02":      "1/1 of 5",
		"digits:33140000002":         "1/1 of 5",
		"01 40 00 00 02 released":    "1/1 of 5",
		"!01 40 00 00 02":            "/4 of 5",
		"04 40 00 00 02":             "0 of 5", // its words are in many rows
		"2024 01 08":                 "0 of 5", // a date
		"01 40 00 00 02 state:publi": "0 of 5",
		"2025":                       "0 of 5",
		"since:2025":                 "1/1 of 5", // the date when it is asked for
	} {
		s := (&source{}).screen(t, "mono", screen.Numbers{Customer: "9999"})
		listingtest.Drive(t, s, 120, 20, func(d *listingtest.Driver) {
			d.Press("/")
			d.Type(typed)
			d.Want(want)
		})
	}
}

func TestWhatIsActedOnIsTheNumberThatWasFound(t *testing.T) {
	t.Parallel()
	s := (&source{}).screen(t, "mono", screen.Numbers{Customer: "9999"})
	listingtest.Drive(t, s, 120, 20, func(d *listingtest.Driver) {
		d.Press("/")
		d.Type("01 40 00 00 02")
		d.Press("enter", "a", "2")
		if got := change(t, d); fmt.Sprint(got.Ranges) != "[33140000002]" {
			t.Errorf("released %v", got.Ranges)
		}
	})
}

// change is the change that the screen asked to plan.
func change(t *testing.T, d *listingtest.Driver) models.Change {
	t.Helper()
	push, _ := d.LastAsked().(screen.PushMsg)
	plan, _ := push.To.(screen.Plan)
	wanted, ok := plan.Change.(models.Change)
	if !ok {
		t.Fatalf("asked for %#v, want a plan", d.LastAsked())
	}
	return wanted
}

func TestMarkedNumbersBecomeRangesOfTheirVoicesites(t *testing.T) {
	t.Parallel()
	s := (&source{}).screen(t, "mono", screen.Numbers{Customer: "9999"})
	listingtest.Drive(t, s, 80, 20, func(d *listingtest.Driver) {
		d.Press("space", "space", "down", "space", "a", "2")
		got := change(t, d)
		want := []models.NumberRange{
			{Start: "33140000000", Stop: "33140000001", Site: "vs-1", SiteName: "FR_PARIS_1"},
			{Start: "41445550100", Stop: "41445550100", Site: "vs-2", SiteName: "CH_ZUERICH_1"},
		}
		if got.Kind != models.ReleaseNumbers || got.Customer != "9999" || got.Site != "" || !slices.Equal(got.Ranges, want) {
			t.Errorf("got %+v", got)
		}
	})
}

func TestANumberOfNoKnownVoicesiteLeadsToTheForm(t *testing.T) {
	t.Parallel()
	s := (&source{}).screen(t, "mono", screen.Numbers{Customer: "9999"})
	listingtest.Drive(t, s, 80, 20, func(d *listingtest.Driver) {
		d.Press("end", "a", "1")
		d.WantPush(screen.Ranges{Customer: "9999", Text: "41445550101"})
	})
}

func TestTheHistoryIsBesideTheList(t *testing.T) {
	t.Parallel()
	from := &source{}
	s := from.screen(t, "mono", screen.Numbers{Customer: "9999", Site: "vs-1"})
	listingtest.Drive(t, s, 120, 30, func(d *listingtest.Driver) {
		d.Want("History", "2024-01-08T09:39:00Z  released", "2025-02-01")
		if from.asked[0].Site != "vs-1" {
			t.Errorf("asked %+v", from.asked[0])
		}
	})
}

func TestTypedRangesBecomeAPlan(t *testing.T) {
	t.Parallel()
	r := NewRanges(listingtest.Env(t, "mono"), &source{}, nil, screen.Ranges{Customer: "9999"})
	listingtest.Drive(t, r, 80, 20, func(d *listingtest.Driver) {
		d.Want("FR_PARIS_1 vs-1", "CH_ZUERICH_1 vs-2")
		d.Type("zuer")
		d.Press("enter")
		d.Type("41445550109-41445550100")
		d.Press("tab", "down", "enter")
		d.Want("the end is below the start")
		d.Press("home", "ctrl+k")
		d.Send(tea.PasteMsg{Content: "+41445550100-41445550109\r41445550120\r"})
		d.Press("tab", "ctrl+s")
		got := change(t, d)
		if got.Kind != models.ReleaseNumbers || got.Site != "vs-2" || got.SiteName != "CH_ZUERICH_1" || got.Country != "CH" ||
			fmt.Sprint(got.Ranges) != "[41445550100-41445550109 41445550120]" {
			t.Errorf("got %+v", got)
		}
		d.Send(screen.SentMsg{State: models.Refused, Fields: map[string]string{"rangeStop": "is in use"}})
		d.Want("is in use")
		d.Send(screen.SentMsg{State: models.Done})
		if _, left := d.LastAsked().(screen.PopMsg); !left {
			t.Error("the form stayed")
		}
	})
}

func TestWhatIsWrongWithARangeIsSaidAtOnce(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"33140000000":              "",
		"+33140000000-33140000009": "",
		"33140000000-3314000001":   "33140000000-3314000001: both ends must have the same length",
		"331-330":                  "331-330: the end is below the start",
		"lyon":                     `"lyon" is not a range of numbers: write 33140000000 or 33140000000-33140000009`,
		"1234567890123456":         "1234567890123456: it is longer than a number can be",
	} {
		if got := checkRanges(text); got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}

func TestGoldenFrames(t *testing.T) {
	t.Parallel()
	for _, theme := range []string{"mono", "terminal"} {
		for _, size := range listingtest.Sizes() {
			s := (&source{}).screen(t, theme, screen.Numbers{Customer: "9999"})
			listingtest.Drive(t, s, size.Width, size.Height, func(d *listingtest.Driver) {
				d.Golden(fmt.Sprintf("numbers-%dx%d-%s", size.Width, size.Height, theme))
			})
			r := NewRanges(listingtest.Env(t, theme), &source{}, nil, screen.Ranges{Customer: "9999", Text: "33140000000-33140000009"})
			listingtest.Drive(t, r, size.Width, size.Height, func(d *listingtest.Driver) {
				d.Golden(fmt.Sprintf("ranges-%dx%d-%s", size.Width, size.Height, theme))
			})
		}
	}
}
