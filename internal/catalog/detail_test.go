package catalog_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"btalk/internal/catalog"
	"btalk/internal/models"
)

// pane writes details as lines: "Label: value (note)", "# Heading", "" for a blank.
func pane(details []catalog.Detail) string {
	lines := make([]string, 0, len(details))
	for _, d := range details {
		switch {
		case d == catalog.Detail{}:
			lines = append(lines, "")
		case d.Heading:
			lines = append(lines, "# "+d.Label)
		case d.Note != "":
			lines = append(lines, d.Label+": "+d.Value+" ("+d.Note+")")
		default:
			lines = append(lines, strings.TrimSpace(d.Label+": "+d.Value))
		}
	}
	return strings.Join(lines, "\n")
}

func wantPane(t *testing.T, name string, details []catalog.Detail, want ...string) {
	t.Helper()
	if got := pane(details); got != strings.Join(want, "\n") {
		t.Errorf("%s:\n%s\nwant:\n%s", name, got, strings.Join(want, "\n"))
	}
}

func TestADetailIsAllThatIsKnownOfARow(t *testing.T) {
	t.Parallel()
	wantPane(t, "customer", catalog.Customers().Detail(decoded(t, models.DecodeCustomer, customerJSON)),
		"Name: Arverne", "Code: 10236 (invariable; what every request names)", "Type: direct",
		"Contract: C1", "API contract: A1", "Pricing approval: P1")
	wantPane(t, "VPN", catalog.VPNs("1").Detail(decoded(t, models.DecodeVPN, `{"vpnId":"aa","name":"Paris","vpnCode":"PA","pops":["x"]}`)),
		"Name: Paris", "Code: PA", "VPN id: aa", "", "# Further fields", `pops: ["x"]`)
	wantPane(t, "voicesite", catalog.VoiceSites().Detail(decoded(t, models.DecodeVoiceSite, siteJSON)),
		"Name: FR_LYON", "Label: Part-Dieu", "Id: 37", "Country: FR France", "Status: suspended", "VPN: Paris", "Customer: 10236")
	withAddress := strings.Replace(siteJSON, `{`, `{"address":{"hno":"5","a6":"Rue X","pc":"69003","a3":"Lyon"},`, 1)
	if got := pane(catalog.VoiceSites().Detail(decoded(t, models.DecodeVoiceSite, withAddress))); !strings.Contains(got, "Customer: 10236\n\n# Address\n: 5 Rue X\n") {
		t.Errorf("a voicesite with its address:\n%s", got)
	}
	wantPane(t, "order", catalog.Orders(time.UTC).Detail(models.CustomerOrder{Order: decoded(t, models.DecodeOrder, orderJSON), Customer: models.NewText("10")}),
		"# Order", "Order: o1", "Reference: R1", "Status: completed", "Ordered: 2025-03-04 05:06", "Product: VS", "Customer: 10",
		"Voicesite: FR_1", "Voicesite id: 37", "Country: FR", "Label: L", "VPN id: aa")
}

func TestADetailSaysWhatIsNotKnown(t *testing.T) {
	t.Parallel()
	wantPane(t, "country that was not read", catalog.Countries().Detail(decoded(t, models.DecodeCountry, `{"iso2":"FR"}`)),
		"Code: FR", "Dial code:", "Coverage: not read yet (enter reads it)")
	read := catalog.Countries().Detail(decoded(t, models.DecodeCountry, countryJSON))
	if got := pane(read); !strings.HasPrefix(got, "Code: FR\nDial code: +33\n\n# Coverage\n") || strings.Contains(got, "not read") {
		t.Errorf("a country that was read:\n%s", got)
	}
	number := decoded(t, models.DecodeNumber, numberJSON)
	number.Shown, number.Country = "+33 1 40 00 00 00", "FR"
	wantPane(t, "number", catalog.Numbers("1").Detail(number),
		"Number: +33 1 40 00 00 00", "As sent: 33140000000", "Country: FR France", "Status: published", "Usage: user",
		"Voicesite: FR_LYON", "Its id: 37", "", "# History", "2025-02-03: published", "2025-01-02: reserved")
	wantPane(t, "number without a history", catalog.Numbers("1").Detail(decoded(t, models.DecodeNumber, `{"number":"1555"}`)),
		"Number: 1555", "As sent: 1555", "Country:  (the number alone does not say)", "Status:", "Usage:",
		"Voicesite:", "Its id:", "", "# History", "None: the server gives none")
}

func TestFieldsWithoutAPlaceOfTheirOwnFollowUnderOneHeading(t *testing.T) {
	t.Parallel()
	raw := models.Value(`{"known":1,"free":"a\u202eb","list":[1, {"x":2}],"none":null,"alsoKnown":2,"yes":true}`)
	wantPane(t, "further", catalog.Further(raw, "known", "alsoKnown"),
		"", "# Further fields", "free: "+models.Safe("a\u202eb"), `list: [1, {"x":2}]`, "none:", "yes: true")
	if got := catalog.Further(raw, "known", "free", "list", "none", "alsoKnown", "yes"); got != nil {
		t.Errorf("nothing is left, and it says %v", got)
	}
}

func TestAToneSaysWhatAStatusMeans(t *testing.T) {
	t.Parallel()
	site := toneOf(t, catalog.VoiceSites(), "status")
	number := toneOf(t, catalog.Numbers("1"), "status")
	order := toneOf(t, catalog.Orders(time.UTC), "status")
	for status, want := range map[string][3]catalog.Tone{ // of a voicesite, a number, an order
		"":           {catalog.Plain, catalog.Doubtful, catalog.Doubtful},
		"Active":     {catalog.Plain, catalog.Doubtful, catalog.Doubtful},
		"In-service": {catalog.Plain, catalog.Doubtful, catalog.Doubtful},
		"DELIVERED":  {catalog.Plain, catalog.Doubtful, catalog.Good},
		"suspended":  {catalog.Doubtful, catalog.Doubtful, catalog.Doubtful},
		"Published":  {catalog.Doubtful, catalog.Good, catalog.Doubtful},
		"released":   {catalog.Doubtful, catalog.Faint, catalog.Doubtful},
		"completed":  {catalog.Doubtful, catalog.Doubtful, catalog.Good},
		"cancelled":  {catalog.Doubtful, catalog.Doubtful, catalog.Bad},
	} {
		said := models.NewText(status)
		got := [3]catalog.Tone{
			site(models.VoiceSite{Status: said}), number(models.Number{Status: said}),
			order(models.CustomerOrder{Order: models.Order{Status: said}}),
		}
		if got != want {
			t.Errorf("%q is %v, want %v", status, got, want)
		}
	}
	for state, want := range map[models.OutcomeState]catalog.Tone{
		models.Done: catalog.Good, models.Refused: catalog.Bad, models.OutcomeUnknown: catalog.Bad,
		models.Pending: catalog.Faint, models.NotSent: catalog.Faint, "later": catalog.Faint,
	} {
		if got := catalog.OutcomeTone(state); got != want {
			t.Errorf("%s is %v, want %v", state, got, want)
		}
	}
}

func TestWhatIsOutOfTheOrdinaryIsSetApart(t *testing.T) {
	t.Parallel()
	country := toneOf(t, catalog.Countries(), "businessTalkOnline")
	for text, want := range map[string]catalog.Tone{
		`{"iso2":"FR","coverage":{"businessTalkOnline":"Yes"}}`: catalog.Plain,
		`{"iso2":"FR","coverage":{"businessTalkOnline":"No"}}`:  catalog.Faint,
		`{"iso2":"FR"}`: catalog.Faint,
	} {
		if got := country(decoded(t, models.DecodeCountry, text)); got != want {
			t.Errorf("%s is %v, want %v", text, got, want)
		}
	}
	vpn := toneOf(t, catalog.VPNs("1"), "name")
	if got := vpn(models.VPN{ID: models.NewText("aa")}); got != catalog.Plain {
		t.Errorf("a VPN is %v", got)
	}
	if got := vpn(models.VPN{Name: models.NewText("all voicesites")}); got != catalog.Special {
		t.Errorf("a line that is not a VPN is %v", got)
	}
}

// toneOf is the tone of a column.
func toneOf[T any](t *testing.T, noun catalog.Noun[T], field string) func(T) catalog.Tone {
	t.Helper()
	column, ok := noun.Column(field)
	if !ok || column.Tone == nil {
		t.Fatalf("%s has no tone for %s", noun.Name, field)
	}
	return column.Tone
}

func TestAColumnThatSaysTheSameInEveryRowHides(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ got, want []string }{
		"voicesites of all":             {hidden(catalog.VoiceSitesOf(models.SiteQuery{})), nil},
		"voicesites of a VPN":           {hidden(catalog.VoiceSitesOf(models.SiteQuery{VPN: "aa"})), []string{"vpnId"}},
		"voicesites of a customer":      {hidden(catalog.VoiceSitesOf(models.SiteQuery{Customer: "1"})), []string{"customerCode"}},
		"voicesites of both":            {hidden(catalog.VoiceSitesOf(models.SiteQuery{Customer: "1", VPN: "aa"})), []string{"customerCode", "vpnId"}},
		"numbers of a customer":         {hidden(catalog.NumbersOf("1", models.NumberQuery{})), nil},
		"numbers of a voicesite":        {hidden(catalog.NumbersOf("1", models.NumberQuery{Site: "37"})), []string{"technicalSiteName"}},
		"another list is not concerned": {hidden(catalog.VoiceSites()), nil},
	} {
		if !slices.Equal(test.got, test.want) {
			t.Errorf("%s: hidden are %q, want %q", name, test.got, test.want)
		}
	}
}

func hidden[T any](noun catalog.Noun[T]) []string {
	var fields []string
	for _, column := range noun.Columns {
		if column.Hidden {
			fields = append(fields, column.Field)
		}
	}
	return fields
}

func TestSearchFindsByWhatIsShownAndByNumber(t *testing.T) {
	t.Parallel()
	lyon, nice := decoded(t, models.DecodeVoiceSite, siteJSON), decoded(t, models.DecodeVoiceSite, `{"voiceSiteId":"38","technicalSiteName":"FR_NICE","country":"FR","customerCode":"7"}`)
	sites := []models.VoiceSite{lyon, nice}
	for query, want := range map[string]string{
		"": "37 38", "  ": "37 38", "nice": "38", "part dieu": "37", "france": "37 38", "10236": "37", "fr_lyon": "37",
		"xyz": "",
	} {
		if got := ids(catalog.VoiceSites(), catalog.VoiceSites().Search(sites, query)); got != want {
			t.Errorf("%q finds %q, want %q", query, got, want)
		}
	}
	apart := decoded(t, models.DecodeVoiceSite, `{"voiceSiteId":"39","technicalSiteName":"FR_APART"}`)
	if got := ids(catalog.VoiceSites(), catalog.VoiceSites().Search([]models.VoiceSite{apart, lyon}, "part")); got != "37 39" {
		t.Errorf("a cell does not begin a word: %q", got)
	}
	hiding := catalog.VoiceSites().Hiding("customerCode")
	if got := ids(hiding, hiding.Search(sites, "10236")); got != "" {
		t.Errorf("a hidden column finds %q", got)
	}
	numbers := []models.Number{
		{Number: models.NewText("33140000000"), Shown: "+33 1 40 00 00 00", Country: "FR"},
		{Number: models.NewText("41585000000"), Shown: "+41 58 500 00 00", Country: "CH"},
	}
	noun := catalog.Numbers("1")
	for query, want := range map[string]string{
		"+33 1 40 00 00 00": "33140000000", "0033140000000": "33140000000", "france": "33140000000",
		"+41585000000 switzerland": "41585000000", "+41585000000 france": "", "": "33140000000 41585000000",
	} {
		if got := ids(noun, noun.Search(numbers, query)); got != want {
			t.Errorf("%q finds %q, want %q", query, got, want)
		}
	}
}

func ids[T any](noun catalog.Noun[T], rows []T) string {
	all := make([]string, len(rows))
	for i, row := range rows {
		all[i] = noun.ID(row)
	}
	return strings.Join(all, " ")
}

func TestADraftAndAChangeReadInWords(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)
	draft := catalog.Draft{ID: "d1", Saved: now.Add(-90 * time.Second), What: models.NewText("address"), InUse: true, Directory: "/x"}
	check(t, catalog.Drafts(now), draft, of{
		name: "draft", exact: "d1|1m30s|2026-11-25T11:58:30Z|address|yes|/x", shown: "address|1 min ago|2026-11-25 11:58:30|d1|yes", id: "d1", title: "address",
	})
	draft.InUse, draft.Saved = false, now.Add(time.Hour) // a clock that was set back
	check(t, catalog.Drafts(now), draft, of{
		name: "draft of a clock ahead", exact: "d1|0s|2026-11-25T13:00:00Z|address|no|/x", shown: "address|some time ago|2026-11-25 13:00:00|d1|no", id: "d1", title: "address",
	})
	record := models.Record{ID: "k3", At: now, State: models.Refused, Kind: models.OrderVoiceSite, What: models.NewText("FR_1"), Site: models.NewText("37"), Detail: models.NewText("full")}
	check(t, catalog.Changes(time.UTC), record, of{
		name: "change", exact: "k3|2026-11-25T12:00:00Z|refused|" + string(models.OrderVoiceSite) + ": FR_1||37||||full",
		shown: catalog.ChangeTime(record, time.UTC) + "|✗ refused|place FR_1|37|k3|||||", id: "k3", title: "place FR_1",
	})
	document := catalog.ChangeDocument(record).Object()
	if document.Text("id").String() != "k3" || document.Text("state").String() != "refused" || document.Text("detail").String() != "full" {
		t.Errorf("the document of a change: %s", catalog.ChangeDocument(record))
	}
}
