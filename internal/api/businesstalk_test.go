package api

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

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

func TestCountryComesFromTheListWhereThatIsComplete(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		s, c := newSimulated(t, map[string]http.HandlerFunc{
			"/countries":    says(200, `[{"iso2":"FR","coverage":{"onnet":"Yes"}},{"iso2":"CH","name":"Switzerland"}]`),
			"/countries/FR": says(200, `{"iso2":"FR","coverage":{"onnet":"No"}}`),
			"/countries/CH": says(200, `{"iso2":"CH","coverage":{"onnet":"Yes"}}`),
		})
		if _, err := c.Countries(t.Context(), models.Cached); err != nil {
			t.Fatal(err)
		}
		for _, step := range []struct {
			name, iso2 string
			mode       models.Mode
			wait       time.Duration
			onnet      string
			calls      int
		}{
			{"complete in the list", "FR", models.Cached, 0, "Yes", 1},
			{"in small letters", "fr", models.Cached, 0, "Yes", 1},
			{"not complete in the list", "CH", models.Cached, 0, "Yes", 2},
			{"held now", "CH", models.Cached, 0, "Yes", 2},
			{"asked for anew", "FR", models.Refresh, 0, "No", 3},
			{"the list is too old for coverage", "FR", models.Cached, 25 * time.Hour, "No", 3},
		} {
			pass(step.wait)
			got, err := c.Country(t.Context(), step.iso2, step.mode)
			onnet, _ := got.Value.Capability("onnet")
			if err != nil || onnet.Value.Raw() != step.onnet {
				t.Errorf("%s: %s, %v", step.name, onnet.Value, err)
			}
			if n := s.count("GET", ""); n != step.calls {
				t.Errorf("%s: %d requests, want %d", step.name, n, step.calls)
			}
		}
	})
}

func TestWithoutAListOfCountriesTheDocumentedOnesAreShown(t *testing.T) {
	t.Parallel()
	s, c := newSimulated(t, map[string]http.HandlerFunc{
		"/countries":    refusing(405, models.CodeNotAllowed),
		"/countries/CH": says(200, `{"iso2":"CH","name":"Suisse","coverage":{"onnet":"Yes"}}`),
	})
	if _, err := c.Country(t.Context(), "CH", models.Cached); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		got, err := c.Countries(t.Context(), models.Cached)
		if err != nil || len(got.Value) < 30 || got.Note == "" {
			t.Fatalf("%d countries, note %q, %v", len(got.Value), got.Note, err)
		}
		for _, country := range got.Value {
			if country.ISO2.Raw() == "CH" && len(country.Coverage) != 1 {
				t.Errorf("what is held of CH is not shown: %+v", country)
			}
		}
	}
	if n := s.count("GET", "/countries"); n != 1 || s.count("GET", "") != 2 {
		t.Errorf("%d requests of the list, %d in all, want 1 and 2", n, s.count("GET", ""))
	}
}

func TestErrorsOfReads(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct {
		answer http.HandlerFunc
		want   models.Error
	}{
		"E1": {refusing(404, 60), models.Error{Kind: models.NotFound, Status: 404, Code: 60, Detail: models.NewText("message: described")}},
		"E2": {
			says(400, `[{"code":24,"message":"Invalid body field","description":"a3"},{"code":23,"message":"b"}]`),
			models.Error{Kind: models.Invalid, Status: 400, Code: 24, Detail: models.NewText("Invalid body field: a3; b")},
		},
		"E3":          {says(400, `{"error":"invalid_request","error_description":"Missing"}`), models.Error{Kind: models.Invalid, Status: 400, Detail: models.NewText("invalid_request: Missing")}},
		"E4":          {says(403, `{"code":"50","message":"Access denied"}`), models.Error{Kind: models.Forbidden, Status: 403, Code: 50, Detail: models.NewText("Access denied")}},
		"E5, empty":   {says(404, ``), models.Error{Kind: models.NotFound, Status: 404}},
		"E5, text":    {says(404, " no\tsuch\x1b[31m\nthing "), models.Error{Kind: models.NotFound, Status: 404, Detail: models.NewText("no\tsuch\x1b[31m\nthing")}},
		"E5, page":    {says(404, `<html><body>nothing`), models.Error{Kind: models.NotFound, Status: 404}},
		"portal":      {says(200, `<html><title>WiFi`), models.Error{Kind: models.Malformed, Status: 200}},
		"511":         {says(511, ``), models.Error{Kind: models.Malformed, Status: 511}},
		"conflict":    {refusing(409, 69), models.Error{Kind: models.Invalid, Status: 409, Code: 69, Detail: models.NewText("message: described")}},
		"odd code":    {says(418, `{"code":{"x":1},"message":["a"]}`), models.Error{Kind: models.Invalid, Status: 418}},
		"nested":      {says(404, `{"error":{"code":60,"message":"gone"}}`), models.Error{Kind: models.NotFound, Status: 404, Code: 60, Detail: models.NewText("gone")}},
		"key missing": {says(400, `{"code":25,"message":"Missing header X-BT-API-KEY"}`), models.Error{Kind: models.Unauthorized, Status: 400, Code: 25, Detail: models.NewText("Missing header X-BT-API-KEY"), Fault: models.NewText(models.FaultKey)}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			_, c := newSimulated(t, map[string]http.HandlerFunc{"/me": tt.answer})
			_, err := c.Me(t.Context(), models.Cached)
			var got *models.Error
			if !errors.As(err, &got) {
				t.Fatalf("err %v", err)
			}
			if tt.want.Kind == models.Malformed {
				tt.want.Detail = got.Detail // its words are told elsewhere
			}
			if got.Op != "read the rights of the API key" || got.RequestID.Raw() != "request-7" || got.Kind != tt.want.Kind ||
				got.Status != tt.want.Status || got.Code != tt.want.Code || got.Detail != tt.want.Detail || got.Fault != tt.want.Fault {
				t.Errorf("%+v, want %+v", got, tt.want)
			}
			if name == "portal" && !strings.Contains(err.Error(), "captive portal") {
				t.Errorf("%v does not say that a portal is in the way", err)
			}
		})
	}
}

func FuzzEnvelope(f *testing.F) {
	for _, seed := range []string{
		`{"code":50,"message":"m","description":"d"}`, `[{"code":"53"}]`, `{"error":"invalid_client"}`, `{"error":{"error":{"error":{}}}}`,
		`<html>`, ``, `null`, "\x1b]52;c;x\x07", `{"code":1e400}`, `[[[]]]`, `"text"`, "\xff\xfe",
	} {
		f.Add([]byte(seed), 403)
	}
	f.Fuzz(func(t *testing.T, body []byte, status int) {
		_, c := newSimulated(t, nil)
		failure := c.out.explain.refused("try", answer{status: status, header: http.Header{requestIDHeader: {string(body)}}, body: body})
		if failure.Detail.String() != models.Safe(failure.Detail.String()) || strings.ContainsAny(failure.Error(), "\x1b\n\r") {
			t.Errorf("unsafe: %q", failure.Error())
		}
	})
}

func TestCoverageNeedsNoCodeInTheAnswer(t *testing.T) {
	t.Parallel()
	_, c := newSimulated(t, map[string]http.HandlerFunc{
		"/countries/FR": says(200, `{"name":"France","coverage":{"onnet":"Yes"}}`),
		"/countries/XX": says(200, `{"hello":"world"}`),
	})
	got, err := c.Country(t.Context(), "fr", models.Cached)
	if err != nil || got.Value.ISO2.Raw() != "FR" || len(got.Value.Coverage) != 1 {
		t.Errorf("%+v, %v; want the coverage of FR", got.Value, err)
	}
	if _, err := c.Country(t.Context(), "XX", models.Cached); models.KindOf(err) != models.Malformed {
		t.Errorf("err %v, want malformed: that is no country", err)
	}
}
