package api

import (
	"context"
	"net/http"
	"strings"
	"testing"

	"btalk/internal/cache"
	"btalk/internal/models"
)

// single are the reads of one thing, by the path that answers them.
func single(c *Client) map[string]func(context.Context, models.Mode) error {
	return map[string]func(context.Context, models.Mode) error{
		"/me": func(ctx context.Context, mode models.Mode) error {
			_, err := c.Me(ctx, mode)
			return err
		},
		"/countries/FR": func(ctx context.Context, mode models.Mode) error {
			_, err := c.Country(ctx, "FR", mode)
			return err
		},
		"/countries/FR/addressconstraints": func(ctx context.Context, mode models.Mode) error {
			_, err := c.AddressSchema(ctx, "FR", mode)
			return err
		},
		"/countries/FR/geographicalconstraints": func(ctx context.Context, mode models.Mode) error {
			_, err := c.GeoRules(ctx, "FR", mode)
			return err
		},
		"/customers/1/orders/2": func(ctx context.Context, mode models.Mode) error {
			_, err := c.Order(ctx, "1", "2", mode)
			return err
		},
	}
}

func TestASingleThingThatSaysNothingIsAnErrorAndIsNotKept(t *testing.T) {
	t.Parallel()
	bodies := []string{
		``, `{}`, `[]`, `null`, `[{}]`, `[null]`, `""`, `{"error":{"code":60,"message":"no"}}`, `[{"code":60,"message":"no"}]`,
		`{"code":60,"message":"no"}`, `{"items":[]}`, `{"a3":null}`, `{"a3":{}}`, `{"a3":{"usage":null,"valueType":""},"pc":{}}`,
		`{"emergencyAreaRules":{}}`, `{"emergencyAreaRules":null,"dialZoneSelection":""}`, `{"emergencyAreaRules":{"area1_pidflo":null}}`,
		`{"iso2":"FR","name":"France"}`, `{"iso2":"FR","coverage":{}}`, `{"iso2":"FR","coverage":{"onnet":null}}`, `{"rightsProfile":""}`,
	}
	for _, body := range bodies {
		answers := map[string]http.HandlerFunc{}
		for path := range single(nil) {
			answers[path] = says(200, body)
		}
		s, c := newSimulated(t, answers, func(cfg *Config) { cfg.Store = cache.NewMemory(cache.Options{}) })
		for path, read := range single(c) {
			for look := 1; look <= 2; look++ {
				err := read(t.Context(), models.Cached)
				if models.KindOf(err) != models.Malformed {
					t.Errorf("%s answering %s, look %d: %v", path, body, look, err)
				}
				want := "nothing of what was asked for"
				if strings.Contains(body, "message") {
					want = "an error came in place of the answer"
				}
				if err != nil && body != "" && !strings.Contains(err.Error(), want) {
					t.Errorf("%s answering %s: %v does not say what is wrong", path, body, err)
				}
			}
			if n := s.count("GET", path); n != 2 {
				t.Errorf("%s answering %s: %d requests for two looks: it was kept", path, body, n)
			}
			if err := read(t.Context(), models.Held); models.KindOf(err) != models.NotHeld {
				t.Errorf("%s answering %s: %v, want nothing kept", path, body, err)
			}
		}
	}
}

func TestAnEmptyListIsAnAnswer(t *testing.T) {
	t.Parallel()
	_, c := newSimulated(t, map[string]http.HandlerFunc{
		"/customers": says(200, `[]`), "/voicesites": says(200, `[]`), "/countries/CH/geoareas/area1": says(200, `[]`),
		"/countries/FR/addresses": says(200, `[]`), "/customers/1/voicesites/2/voiceaddress": says(200, `null`),
	})
	if customers, err := c.Customers(t.Context(), models.Cached); err != nil || len(customers.Value) != 0 {
		t.Errorf("customers %v, %v", customers.Value, err)
	}
	if sites, err := c.VoiceSites(t.Context(), models.SiteQuery{}, models.Cached); err != nil || len(sites.Value) != 0 {
		t.Errorf("voicesites %v, %v", sites.Value, err)
	}
	if areas, err := c.GeoAreas(t.Context(), "CH", nil, models.Cached); err != nil || len(areas.Value) != 0 {
		t.Errorf("areas %v, %v", areas.Value, err)
	}
	if found, err := c.AddressSearch(t.Context(), "FR", map[string]string{"q": "x"}, models.Cached); err != nil || len(found.Value) != 0 {
		t.Errorf("candidates %v, %v", found.Value, err)
	}
	if there, err := c.VoiceAddress(t.Context(), "1", "2", models.Cached); err != nil || there.Value != nil {
		t.Errorf("address %s, %v", there.Value, err)
	}
}

func TestAreasThatAreNotSaidToBeNoneAreNotNone(t *testing.T) {
	t.Parallel()
	for body, none := range map[string]bool{`[]`: true, `{"values":[]}`: true, `null`: false, `{"values":null}`: false, `{}`: false} {
		_, c := newSimulated(t, map[string]http.HandlerFunc{"/countries/CH/geoareas/area1": says(200, body)})
		for look := 1; look <= 2; look++ {
			if areas, err := c.GeoAreas(t.Context(), "CH", nil, models.Cached); (err == nil) != none || len(areas.Value) > 0 {
				t.Errorf("%s, look %d: areas %v, %v", body, look, areas.Value, err)
			}
		}
	}
}

func TestAnErrorWithStatus200IsNoAreaNoAddressAndNoCandidate(t *testing.T) {
	t.Parallel()
	for _, body := range []string{`{"error":{"code":60,"message":"no"}}`, `[{"message":"no"}]`, `{"message":"no"}`, `[{}]`, `[{"code":60,"message":"no"}]`} {
		_, c := newSimulated(t, map[string]http.HandlerFunc{
			"/countries/CH/geoareas/area1": says(200, body), "/countries/FR/addresses": says(200, body),
			"/customers/1/voicesites/2/voiceaddress": says(200, body),
		})
		if areas, err := c.GeoAreas(t.Context(), "CH", nil, models.Cached); err == nil {
			t.Errorf("%s gives the areas %v", body, areas.Value)
		}
		if found, err := c.AddressSearch(t.Context(), "FR", map[string]string{"q": "x"}, models.Cached); err == nil {
			t.Errorf("%s gives the candidates %s", body, found.Value)
		}
		if there, err := c.VoiceAddress(t.Context(), "1", "2", models.Cached); err == nil {
			t.Errorf("%s gives the address %s", body, there.Value)
		}
	}
}
