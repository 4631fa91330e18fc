package api

import (
	"net/http"
	"testing"
	"testing/synctest"
	"time"

	"btalk/internal/models"
)

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
		t.Errorf("err %v, want malformed: that is not a country", err)
	}
}
