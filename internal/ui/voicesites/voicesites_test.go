package voicesites

import (
	"context"
	"fmt"
	"testing"

	"btalk/internal/models"
	"btalk/internal/tracking"
	"btalk/internal/ui/listing/listingtest"
	"btalk/internal/ui/screen"
)

const answer = `[
	{"voiceSiteId":"vs-1","technicalSiteName":"FR_PARIS_1","customerSiteLabel":"Siège","country":"FR","vpnId":"aa","status":"active","customerCode":"9999","address":{"hno":"12","sts":"Rue","a6":"Victor Hugo","pc":"75001","a3":"Paris"}},
	{"voiceSiteId":"vs-2","technicalSiteName":"FR_STETIENNE_2","customerSiteLabel":"Saint-Étienne","country":"FR","vpnId":"aa","status":"being delivered","customerCode":"9999"},
	{"voiceSiteId":"vs-3","technicalSiteName":"CH_ZUERICH_3","customerSiteLabel":"東京 Zürich\u001b[31m","country":"CH","vpn":{"vpnId":"bb","name":"Suisse"},"newField":[1,2]},
	{"voiceSiteId":17}
]`

type source struct{ asked []models.SiteQuery }

func (s *source) VoiceSites(_ context.Context, query models.SiteQuery, _ models.Mode) (models.Snapshot[[]models.VoiceSite], error) {
	s.asked = append(s.asked, query)
	var all []models.VoiceSite
	for _, item := range models.Value(answer).List() {
		site, _ := models.DecodeVoiceSite(item)
		all = append(all, site)
	}
	return models.Snapshot[[]models.VoiceSite]{Value: all, Fetched: listingtest.Now()}, nil
}

func (*source) VoiceAddress(context.Context, string, string, models.Mode) (models.Snapshot[models.Value], error) {
	return models.Snapshot[models.Value]{}, nil
}

func (*source) TrackedOrder(_ context.Context, id string, _ models.Mode) (models.Snapshot[tracking.Order], error) {
	order, ok := tracking.Decode(models.Value(id))
	if !ok {
		return models.Snapshot[tracking.Order]{}, &models.Error{Op: "read the tracked order", Kind: models.NotFound}
	}
	return models.Snapshot[tracking.Order]{Value: order}, nil
}

func TestTheSitesOfATrackedOrder(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		order     string
		want, not []string
	}{
		"by name":      {`{"id":"1","site":{"name":"fr paris 1"}}`, []string{"FR_PARIS_1", "same name", "1/1"}, []string{"FR_STETIENNE_2"}},
		"by post code": {`{"id":"1","site":{"zipcode":"75001"}}`, []string{"FR_PARIS_1", "same post code"}, []string{"FR_STETIENNE_2"}},
		"none":         {`{"id":"1","site":{"name":"nowhere"}}`, []string{"No voicesite has the name"}, []string{"FR_PARIS_1"}},
		"not known":    {`{}`, []string{"read the tracked order"}, []string{"FR_PARIS_1"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := New(listingtest.Env(t, "mono"), &source{}, screen.VoiceSites{Order: test.order})
			listingtest.Drive(t, s, 80, 20, func(d *listingtest.Driver) {
				d.Want(test.want...)
				d.WantNot(test.not...)
			})
		})
	}
}

func TestEnterOpensTheSiteFound(t *testing.T) {
	t.Parallel()
	s := New(listingtest.Env(t, "mono"), &source{}, screen.VoiceSites{})
	listingtest.Drive(t, s, 120, 20, func(d *listingtest.Driver) {
		d.Press("/")
		d.Type("etienne")
		d.Press("enter", "enter")
		d.WantPush(screen.VoiceSite{ID: "vs-2", Name: "FR_STETIENNE_2"})
		d.Press("w")
		d.WantPush(screen.Address{ISO2: "FR", Customer: "9999", Site: "vs-2", SiteName: "FR_STETIENNE_2"})
	})
}

func TestASiteWithoutACustomerIsTheOneWhoseListThisIs(t *testing.T) {
	t.Parallel()
	from := &source{}
	s := New(listingtest.Env(t, "mono"), from, screen.VoiceSites{Customer: "77", VPN: "bb", Name: "Suisse"})
	listingtest.Drive(t, s, 80, 20, func(d *listingtest.Driver) {
		d.Press("down", "down", "n")
		d.WantPush(screen.Numbers{Customer: "77", Site: "vs-3", Name: "CH_ZUERICH_3"})
		if from.asked[0] != (models.SiteQuery{Customer: "77", VPN: "bb"}) {
			t.Errorf("asked %+v", from.asked[0])
		}
		d.WantNot("VPN", "Customer")
	})
}

func TestTheRouteMayBringAFilter(t *testing.T) {
	t.Parallel()
	s := New(listingtest.Env(t, "mono"), &source{}, screen.VoiceSites{Query: "zurich"})
	s.Restore([]byte(`{"filter":"paris","sort":"name"}`))
	listingtest.Drive(t, s, 80, 20, func(d *listingtest.Driver) {
		d.Want("/zurich", "CH_ZUERICH_3", "1/1 of 4")
		d.WantNot("FR_PARIS_1")
	})
}

func TestCoverageOfTheCountriesOfMarkedSites(t *testing.T) {
	t.Parallel()
	s := New(listingtest.Env(t, "mono"), &source{}, screen.VoiceSites{})
	listingtest.Drive(t, s, 80, 20, func(d *listingtest.Driver) {
		d.Press("*", "a", "3")
		d.WantPush(screen.Coverage{ISO2: []string{"FR", "CH"}})
	})
}

func TestGoldenFrames(t *testing.T) {
	t.Parallel()
	for _, theme := range []string{"mono", "terminal"} {
		for _, size := range listingtest.Sizes() {
			s := New(listingtest.Env(t, theme), &source{}, screen.VoiceSites{})
			listingtest.Drive(t, s, size.Width, size.Height, func(d *listingtest.Driver) {
				d.Golden(fmt.Sprintf("voicesites-%dx%d-%s", size.Width, size.Height, theme))
			})
		}
	}
}
