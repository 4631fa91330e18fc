package api

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"btalk/internal/models"
)

func TestADeclaredEncodingIsDecoded(t *testing.T) {
	t.Parallel()
	for contentType, tt := range map[string]struct {
		name string // as sent
		want string
		told bool
	}{
		"application/json; charset=ISO-8859-1":   {"Soci\xe9t\xe9", "Société", false},
		"application/json; charset=windows-1252": {"Soci\xe9t\xe9 \x80", "Société €", false},
		"application/json;charset=\"latin1\"":    {"Soci\xe9t\xe9", "Société", false},
		"application/json; charset=UTF-8":        {"Société", "Société", false},
		"application/json":                       {"Société", "Société", false},
		"application/json; charset=klingon":      {"Société", "Société", false},
		"application/json; charset=utf8":         {"Soci\xe9t\xe9", "Soci\ufffdt\ufffd", true},
		"text/plain":                             {"Soci\xe9t\xe9", "Soci\ufffdt\ufffd", true},
	} {
		t.Run(contentType, func(t *testing.T) {
			t.Parallel()
			_, c := newSimulated(t, map[string]http.HandlerFunc{"/customers": func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", contentType)
				w.Header().Set("X-Total-Count", "1")
				_, _ = io.WriteString(w, `[{"customerCode":"1","name":"`+tt.name+`"}]`)
			}})
			for range 2 {
				got, err := c.Customers(t.Context(), models.Cached)
				if err != nil || len(got.Value) != 1 || got.Value[0].Name.String() != tt.want || (got.Note != "") != tt.told {
					t.Errorf("%+v, note %q, %v; want %q", got.Value, got.Note, err, tt.want)
				}
			}
		})
	}
}

func TestAnErrorAnswerIsReadToAMegabyteOnly(t *testing.T) {
	t.Parallel()
	read := 0
	_, c := newSimulated(t, nil, func(cfg *Config) {
		sim := cfg.Transport
		cfg.Transport = transportFunc(func(req *http.Request) (*http.Response, error) {
			if strings.HasSuffix(req.URL.Path, "/token") {
				return sim.RoundTrip(req)
			}
			body := io.TeeReader(io.LimitReader(endless{}, 64<<20), countingWriter{&read})
			return &http.Response{StatusCode: http.StatusBadRequest, Header: http.Header{}, Body: io.NopCloser(body), Request: req}, nil
		})
	})
	if _, err := c.Me(t.Context(), models.Cached); models.KindOf(err) != models.Invalid {
		t.Errorf("err %v, want what the status says", err)
	}
	if read > errorBytes+64<<10 {
		t.Errorf("%d bytes read", read)
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}

type countingWriter struct{ n *int }

func (c countingWriter) Write(p []byte) (int, error) {
	*c.n += len(p)
	return len(p), nil
}

// drip gives a letter every two seconds, until whoever reads has enough.
type drip struct{ req *http.Request }

func (d drip) Read(p []byte) (int, error) {
	if err := Pause(d.req.Context(), 2*time.Second); err != nil {
		return 0, err
	}
	return copy(p, "{"), nil
}

func TestAnAnswerThatTricklesHasItsOwnWords(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]string{
		"/token": "the answer of the token server did not come to its end within 10s",
		"/me":    "no complete answer in time",
	} {
		t.Run(path, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				_, c := newSimulated(t, nil, func(cfg *Config) {
					sim := cfg.Transport
					cfg.Transport = transportFunc(func(req *http.Request) (*http.Response, error) {
						if !strings.HasSuffix(req.URL.Path, path) {
							return sim.RoundTrip(req)
						}
						return &http.Response{StatusCode: http.StatusOK, Header: http.Header{}, Body: io.NopCloser(drip{req}), Request: req}, nil
					})
				})
				_, err := c.Me(t.Context(), models.Cached)
				if models.KindOf(err) != models.Offline || !strings.Contains(err.Error(), want) || strings.Contains(err.Error(), "portal") {
					t.Errorf("err %v, want %q", err, want)
				}
			})
		})
	}
}
