package api

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"btalk/internal/models"
)

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

func TestAnErrorWithinErrorsIsReadToADepth(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		body string
		code int
	}{
		{`{"code":7}`, 7},
		{`{"error":{"code":7}}`, 7},
		{`{"error":{"error":{"code":"7"}}}`, 7},
		{`{"error":{"error":{"error":{"error":{"code":7}}}}}`, 0},
		{`[{"message":"x"},{"code":7},{"code":8}]`, 7},
	} {
		if got := readEnvelope([]byte(tt.body)); got.code != tt.code || !got.json {
			t.Errorf("%s: %+v, want the code %d", tt.body, got, tt.code)
		}
	}
}
