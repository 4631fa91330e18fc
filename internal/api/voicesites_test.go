package api

import (
	"net/http"
	"strings"
	"testing"

	"btalk/internal/models"
)

const (
	twoCustomers = `[{"customerCode":9999},{"customerCode":"8888"}]`
	sitesOfBoth  = `[{"voiceSiteId":"1","customerCode":9999,"vpnId":"a"},{"voiceSiteId":"2","customerCode":"8888","vpn":{"vpnId":"b"}},
		{"voiceSiteId":"3","customerCode":"9999","vpnId":"c"}]`
	sitesOfNobody = `[{"voiceSiteId":"1"},{"voiceSiteId":"2"}]`
)

func TestVoiceSitesAreNarrowedWithoutARequest(t *testing.T) {
	t.Parallel()
	s, c := newSimulated(t, map[string]http.HandlerFunc{"/voicesites": says(200, sitesOfBoth)})
	for query, want := range map[models.SiteQuery]string{
		{}: "123", {Customer: "9999"}: "13", {Customer: "8888"}: "2", {VPN: "b"}: "2",
		{Customer: "9999", VPN: "c"}: "3", {Customer: "9999", VPN: "b"}: "", {Customer: "7777"}: "",
	} {
		got, err := c.VoiceSites(t.Context(), query, models.Cached)
		if err != nil || ids(got.Value) != want || got.Note != "" {
			t.Errorf("%+v: %q, note %q, %v; want %q", query, ids(got.Value), got.Note, err, want)
		}
	}
	if n := s.count("GET", ""); n != 1 {
		t.Errorf("%d requests, want 1", n)
	}
}

func ids(sites []models.VoiceSite) string {
	var out strings.Builder
	for _, site := range sites {
		out.WriteString(site.ID.Raw())
	}
	return out.String()
}

func TestVoiceSitesThatDoNotSayWhoseTheyAre(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		answers map[string]http.HandlerFunc
		want    string
		noted   bool
	}{
		"one customer: all are his": {map[string]http.HandlerFunc{
			"/voicesites": says(200, sitesOfNobody), "/customers": says(200, `[{"customerCode":9999}]`),
		}, "12", false},
		"one customer of a list that was cut short": {map[string]http.HandlerFunc{
			"/voicesites": says(200, sitesOfNobody), "/customers": announcing(5, `[{"customerCode":9999}]`),
			"/customers/9999/voicesites": says(200, `[{"voiceSiteId":"2"}]`),
		}, "2", false},
		"one customer, and one that cannot be read": {map[string]http.HandlerFunc{
			"/voicesites": says(200, sitesOfNobody), "/customers": says(200, `[{"customerCode":9999},{"name":"?"}]`),
			"/customers/9999/voicesites": says(200, `[{"voiceSiteId":"2"}]`),
		}, "2", false},
		"a list of each customer": {map[string]http.HandlerFunc{
			"/voicesites": says(200, sitesOfNobody), "/customers": says(200, twoCustomers),
			"/customers/9999/voicesites": says(200, `[{"voiceSiteId":"2"}]`),
		}, "2", false},
		"no such list (404)": {map[string]http.HandlerFunc{
			"/voicesites": says(200, sitesOfNobody), "/customers": says(200, twoCustomers),
		}, "12", true},
		"no such list (405)": {map[string]http.HandlerFunc{
			"/voicesites": says(200, sitesOfNobody), "/customers": says(200, twoCustomers),
			"/customers/9999/voicesites": refusing(405, models.CodeNotAllowed),
		}, "12", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, c := newSimulated(t, tt.answers)
			got, err := c.VoiceSites(t.Context(), models.SiteQuery{Customer: "9999"}, models.Cached)
			if err != nil || ids(got.Value) != tt.want || (got.Note != "") != tt.noted {
				t.Errorf("%q, note %q, %v", ids(got.Value), got.Note, err)
			}
		})
	}
	t.Run("nor of which VPN", func(t *testing.T) {
		t.Parallel()
		_, c := newSimulated(t, map[string]http.HandlerFunc{"/voicesites": says(200, sitesOfNobody)})
		got, err := c.VoiceSites(t.Context(), models.SiteQuery{VPN: "a"}, models.Cached)
		if err != nil || len(got.Value) != 2 || got.Note == "" {
			t.Errorf("%d, note %q, %v", len(got.Value), got.Note, err)
		}
	})
}

func TestVoiceSiteIsFoundInTheList(t *testing.T) {
	t.Parallel()
	s, c := newSimulated(t, map[string]http.HandlerFunc{"/voicesites": says(200, sitesOfBoth)})
	if got, err := c.VoiceSite(t.Context(), "2", models.Cached); err != nil || got.Value.VPN.Raw() != "b" {
		t.Errorf("%+v, %v", got.Value, err)
	}
	if _, err := c.VoiceSite(t.Context(), "4", models.Cached); models.KindOf(err) != models.NotFound {
		t.Errorf("err %v", err)
	}
	if n := s.count("GET", ""); n != 1 {
		t.Errorf("%d requests, want 1", n)
	}
}

func TestNoVoiceAddressIsAnAnswer(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		answer http.HandlerFunc
		kind   models.ValueKind
		failed models.Kind
	}{
		"an address":          {says(200, `{"a3":"Lyon"}`), models.ObjectValue, models.NoError},
		"null":                {says(200, `null`), models.NullValue, models.NoError},
		"no content":          {says(204, ``), models.NullValue, models.NoError},
		"404 of the gateway":  {refusing(404, models.CodeNotFound), models.NullValue, models.NoError},
		"404 of the back end": {says(404, `[{"code":60}]`), models.NullValue, models.NoError},
		"cannot be read back": {refusing(405, models.CodeNotAllowed), models.NullValue, models.NoError},
		"404 of a proxy":      {says(404, `<html>`), models.NullValue, models.NotFound},
		"a list":              {says(200, `[]`), models.NullValue, models.Malformed},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, c := newSimulated(t, map[string]http.HandlerFunc{"/customers/9999/voicesites/1/voiceaddress": tt.answer})
			for range 2 {
				got, err := c.VoiceAddress(t.Context(), "9999", "1", models.Cached)
				if models.KindOf(err) != tt.failed || got.Value.Kind() != tt.kind {
					t.Errorf("%s, %v", got.Value, err)
				}
			}
			if n := s.count("GET", "/voiceaddress"); tt.failed == models.NoError && n != 1 {
				t.Errorf("%d requests, want 1", n)
			}
		})
	}
}
