package countries

import (
	"context"
	"fmt"
	"testing"

	"btalk/internal/models"
	"btalk/internal/ui/listing/listingtest"
	"btalk/internal/ui/screen"
)

const answer = `[
	{"iso2":"FR","name":"France","countryCode":"33","coverage":{"businessTalkOnline":"Yes","domesticEmergency":"Yes","didNumber":"No","didNumberZone":"Zone1","comment":"(1) with a note"}},
	{"iso2":"CH","name":"Switzerland","countryCode":41,"coverage":{"businessTalkOnline":"No","domesticEmergency":true}},
	{"iso2":"PL"}
]`

type source struct{}

func (source) Countries(context.Context, models.Mode) (models.Snapshot[[]models.Country], error) {
	var all []models.Country
	for _, item := range models.Value(answer).List() {
		country, _ := models.DecodeCountry(item)
		all = append(all, country)
	}
	return models.Snapshot[[]models.Country]{Value: all, Fetched: listingtest.Now()}, nil
}

func (source) Country(context.Context, string, models.Mode) (models.Snapshot[models.Country], error) {
	return models.Snapshot[models.Country]{}, nil
}

func TestOneIsOpenedAndMarkedOnesAreCompared(t *testing.T) {
	t.Parallel()
	s := New(listingtest.Env(t, "mono"), source{}, screen.Countries{})
	listingtest.Drive(t, s, 119, 20, func(d *listingtest.Driver) {
		d.Want("France", "+33", "2/3", "not read")
		d.Press("enter")
		d.WantPush(screen.Coverage{ISO2: []string{"FR"}})
		d.Press("space", "space", "m")
		d.WantPush(screen.Coverage{ISO2: []string{"FR", "CH"}})
	})
}

func TestGoldenFrames(t *testing.T) {
	t.Parallel()
	for _, theme := range []string{"mono", "terminal"} {
		for _, size := range listingtest.Sizes() {
			s := New(listingtest.Env(t, theme), source{}, screen.Countries{})
			listingtest.Drive(t, s, size.Width, size.Height, func(d *listingtest.Driver) {
				d.Golden(fmt.Sprintf("countries-%dx%d-%s", size.Width, size.Height, theme))
			})
		}
	}
}
