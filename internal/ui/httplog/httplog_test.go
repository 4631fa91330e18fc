package httplog

import (
	"fmt"
	"testing"
	"time"

	"btalk/internal/models"
	"btalk/internal/ui/listing/listingtest"
	"btalk/internal/ui/screen"
)

type source struct{ exchanges []models.Exchange }

func (s *source) Exchanges() []models.Exchange { return s.exchanges }

func some() *source {
	at := listingtest.Now()
	return &source{[]models.Exchange{
		{At: at, Method: "GET", Path: models.NewText("/customers"), Status: 200, Took: 84 * time.Millisecond, RequestID: models.NewText("req-1")},
		{At: at, Method: "GET", Path: models.NewText("/customers"), Source: models.FromCache, Status: 200},
		{At: at.Add(time.Second), Method: "GET", Path: models.NewText("/countries/FR"), Status: 403, Took: 12 * time.Millisecond, Failure: models.Throttled},
		{At: at.Add(2 * time.Second), Method: "GET", Path: models.NewText("/voicesites"), Failure: models.Offline, Took: 5 * time.Second},
	}}
}

func TestTheLatestIsFirst(t *testing.T) {
	t.Parallel()
	from := some()
	s := New(listingtest.Env(t, "mono"), from, screen.HTTP{})
	listingtest.Drive(t, s, 160, 20, func(d *listingtest.Driver) {
		d.Want("/voicesites", "403", "84", "hit", "miss", "req-1", "the request limit is reac", "1/4")
		from.exchanges = append(from.exchanges, models.Exchange{At: listingtest.Now().Add(3 * time.Second), Method: "POST", Path: models.NewText("/orders"), Status: 201})
		d.Send(screen.TickMsg{})
		d.Want("POST", "2/5") // the cursor stays with its row
		from.exchanges = append(from.exchanges, from.exchanges[4])
		d.Press("r")
		d.Want("3/6")
	})
}

func TestNoRequestYet(t *testing.T) {
	t.Parallel()
	s := New(listingtest.Env(t, "mono"), &source{}, screen.HTTP{})
	listingtest.Drive(t, s, 80, 20, func(d *listingtest.Driver) { d.Want("No request was sent yet") })
}

func TestGoldenFrames(t *testing.T) {
	t.Parallel()
	for _, theme := range []string{"mono", "terminal"} {
		for _, size := range listingtest.Sizes() {
			s := New(listingtest.Env(t, theme), some(), screen.HTTP{})
			listingtest.Drive(t, s, size.Width, size.Height, func(d *listingtest.Driver) {
				d.Golden(fmt.Sprintf("http-%dx%d-%s", size.Width, size.Height, theme))
			})
		}
	}
}
