package coverage

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"btalk/internal/models"
	"btalk/internal/ui/listing/listingtest"
	"btalk/internal/ui/screen"
)

var answers = map[string]string{
	"FR": `{"iso2":"FR","name":"France","countryCode":"33","coverage":{"businessTalkOnline":"Yes","domesticEmergency":"Yes","onnet":"Yes","didNumberZone":"Zone1","holographicCalls":"Yes"},"later":"x"}`,
	"CH": `{"iso2":"CH","name":"Switzerland","coverage":{"businessTalkOnline":"Yes","domesticEmergency":"No","onnet":true}}`,
	"PL": `{"iso2":"PL","name":"Poland","coverage":{"businessTalkOnline":"Yes","domesticEmergency":"Yes","onnet":"yes","didNumberZone":"Zone1"}}`,
}

type source struct{}

func (source) Country(_ context.Context, iso2 string, _ models.Mode) (models.Snapshot[models.Country], error) {
	country, ok := models.DecodeCountry(models.Value(answers[iso2]))
	if !ok {
		return models.Snapshot[models.Country]{}, &models.Error{Op: "read the coverage", Kind: models.NotFound}
	}
	return models.Snapshot[models.Country]{Value: country, Fetched: listingtest.Now()}, nil
}

func drive(t *testing.T, w, h int, codes []string, test func(d *listingtest.Driver, s *Screen)) {
	t.Helper()
	s := New(listingtest.Env(t, "mono"), source{}, screen.Coverage{ISO2: codes})
	listingtest.Drive(t, s, w, h, func(d *listingtest.Driver) { test(d, s) })
}

func TestOneCountryInWords(t *testing.T) {
	t.Parallel()
	drive(t, 100, 30, []string{"FR"}, func(d *listingtest.Driver, s *Screen) {
		d.Want("France", "+33", "Business Talk available", "✓ Yes", "DID number zone", "Zone1", "Holographic calls", "4 of 4 capabilities", "later")
		if s.Title() != "France" {
			t.Errorf("got the title %q", s.Title())
		}
		d.Press("w")
		d.WantPush(screen.Address{ISO2: "FR"})
	})
}

func TestSeveralSideBySideUnknownCapabilitiesToo(t *testing.T) {
	t.Parallel()
	drive(t, 80, 20, []string{"FR", "CH", "PL"}, func(d *listingtest.Driver, _ *Screen) {
		d.Want("Capability", "FR", "CH", "PL", "Holographic calls", "3/3", "2/3", "–")
	})
}

func TestTransposeMakesCountriesRows(t *testing.T) {
	t.Parallel()
	drive(t, 140, 20, []string{"FR", "CH", "PL"}, func(d *listingtest.Driver, _ *Screen) {
		d.Press("x")
		d.Want("Country", "Switzerland CH", "Emergency calls", "Poland PL")
		d.Resize(60, 15)
		d.Want("Business Talk available") // fewer columns, each one told from the others
		d.Press("down", "enter")
		d.WantPush(screen.Coverage{ISO2: []string{"CH"}})
		d.Press("x")
		d.Want("Capability")
	})
}

func TestOnlyDifferences(t *testing.T) {
	t.Parallel()
	drive(t, 80, 20, []string{"FR", "CH", "PL"}, func(d *listingtest.Driver, _ *Screen) {
		d.Press("o")
		d.Want("Emergency calls", "DID number zone")
		d.WantNot("Business Talk available", "On-net calls")
		d.Press("o")
		d.Want("On-net calls")
	})
	drive(t, 80, 20, []string{"FR", "FR"}, func(d *listingtest.Driver, _ *Screen) {
		d.Press("o")
		d.Want("These countries do not differ", "o shows everything again")
	})
}

func TestOneThatCannotBeReadDoesNotCostTheOthers(t *testing.T) {
	t.Parallel()
	drive(t, 80, 20, []string{"FR", "XX"}, func(d *listingtest.Driver, _ *Screen) {
		d.Want("Could not read XX", "Holographic calls")
	})
	drive(t, 80, 20, []string{"XX", "YY"}, func(d *listingtest.Driver, s *Screen) {
		d.Want("It does not exist")
		if s.Report().Err == nil {
			t.Error("the report says nothing of it")
		}
	})
}

func TestPlaceComesBack(t *testing.T) {
	t.Parallel()
	var kept []byte
	drive(t, 80, 20, []string{"FR", "CH"}, func(d *listingtest.Driver, s *Screen) {
		d.Press("down", "down")
		kept = s.Keep()
	})
	drive(t, 80, 20, []string{"FR", "CH"}, func(d *listingtest.Driver, s *Screen) {
		s.Restore(kept)
		if string(s.Keep()) != string(kept) {
			t.Errorf("got %s, want %s", s.Keep(), kept)
		}
	})
}

func TestMonkey(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(5, 6))
	keys := []string{"up", "down", "x", "o", "/", "s", "c", "esc", "enter", "1", "2", ">", "<", "space", "r", "y", "e", "tab"}
	for _, codes := range [][]string{nil, {"FR"}, {"FR", "CH", "PL"}, {"XX", "FR"}} {
		drive(t, 80, 20, codes, func(d *listingtest.Driver, _ *Screen) {
			for range 600 {
				if random.IntN(15) == 0 {
					d.Resize(random.IntN(140)+1, random.IntN(45)+1)
				}
				d.Press(keys[random.IntN(len(keys))])
				_ = d.Frame()
			}
		})
	}
}

func TestGoldenFrames(t *testing.T) {
	t.Parallel()
	for _, theme := range []string{"mono", "terminal"} {
		for _, codes := range [][]string{{"FR"}, {"FR", "CH", "PL"}} {
			for _, size := range listingtest.Sizes() {
				s := New(listingtest.Env(t, theme), source{}, screen.Coverage{ISO2: codes})
				listingtest.Drive(t, s, size.Width, size.Height, func(d *listingtest.Driver) {
					d.Golden(fmt.Sprintf("coverage-%s-%dx%d-%s", strings.Join(codes, ""), size.Width, size.Height, theme))
				})
			}
		}
	}
}
