package change

import (
	"errors"
	"strings"
	"testing"
	"time"

	"btalk/internal/address"
	"btalk/internal/api"
	"btalk/internal/models"
)

// partly is the change of the elements named of a voicesite's address.
func partly(site models.VoiceSite, patch string) models.Change {
	return models.Change{
		Kind: models.PushAddress, Customer: site.Customer.Raw(), Site: site.ID.Raw(), SiteName: site.Name.Raw(),
		Country: site.Country.Raw(), Address: []byte(patch), Partial: true,
	}
}

func TestAPartialPushKeepsWhatItDoesNotName(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	site := w.site("GB")
	before := address.Decode(site.Address())
	if before.Get(address.Street).Empty() || before.Get(address.PostalCode).Empty() {
		t.Fatalf("the address before is %s", before.JSON())
	}
	plan := w.plan(partly(site, `{"hno":"771"}`))
	for _, difference := range plan.Differences {
		if difference.Changed() != (difference.Field == "hno") {
			t.Errorf("%s: %s → %s", difference.Field, difference.Before, difference.After)
		}
	}
	w.send(plan)
	now, err := w.client.VoiceAddress(t.Context(), site.Customer.Raw(), site.ID.Raw(), models.Refresh)
	if err != nil {
		t.Fatal(err)
	}
	before.Set(address.Number, "771")
	if after := address.Decode(now.Value); !sameAddress(before, after, exactly) {
		t.Errorf("afterwards it is %s, want %s", after.JSON(), before.JSON())
	}
}

// The dial zone that the API computed belongs to the address before: it is computed
// anew, and not sent along. One that is given by hand stays.
func TestAPartialPushLeavesAComputedDialZoneToTheAPI(t *testing.T) {
	t.Parallel()
	w := newWorld(t, roomy)
	for country, computed := range map[string]bool{"FR": true, "GB": false} {
		site := w.site(country)
		zone := address.Decode(site.Address()).Get(address.DialZone).Raw()
		sent := func(patch string) string {
			plan := w.plan(partly(site, patch))
			if len(plan.Requests) == 0 {
				return "nothing"
			}
			return address.Decode(plan.Requests[0].Body).Get(address.DialZone).Raw()
		}
		want := zone
		if computed {
			want = ""
		}
		if got := sent(`{"hno":"77"}`); zone == "" || got != want {
			t.Errorf("%s: the zone sent is %q, want %q in place of %q", country, got, want, zone)
		}
		if got := sent(`{"hno":"77","dialZone":"9"}`); got != "9" {
			t.Errorf("%s: the zone that is named is sent as %q", country, got)
		}
		if got := sent(`{}`); got != "nothing" {
			t.Errorf("%s: nothing is named, and the zone sent is %q", country, got)
		}
	}
}

func TestAPartialPushTakesAwayWhatItNamesEmpty(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	plan, err := w.Plan(t.Context(), partly(w.site("GB"), `{"a6":""}`))
	if err != nil || !strings.Contains(strings.Join(plan.Problems, "\n"), "a6") {
		t.Errorf("a street that is taken away is not a problem: %q, %v", plan.Problems, err)
	}
}

// What somebody else changed between the plan and the yes is not undone: the
// change is planned anew over what is there now.
func TestAPartialPushIsPlannedAnewOverWhatIsThere(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	site := w.site("GB")
	plan := w.plan(partly(site, `{"hno":"771"}`))
	w.send(w.plan(partly(site, `{"a6":"Lombard Street"}`)))
	_, err := w.Send(t.Context(), plan, plan.Confirm.Answer(), nil)
	var moved *models.TargetChanged
	if !errors.As(err, &moved) {
		t.Fatalf("sent over the change of somebody else: %v", err)
	}
	w.send(moved.Plan)
	now, err := w.client.VoiceAddress(t.Context(), site.Customer.Raw(), site.ID.Raw(), models.Refresh)
	if err != nil {
		t.Fatal(err)
	}
	after := address.Decode(now.Value)
	if after.Get(address.Street).Raw() != "Lombard Street" || after.Get(address.Number).Raw() != "771" {
		t.Errorf("afterwards it is %s", after.JSON())
	}
}

func TestWhatIsThereAlreadyIsNotSent(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	site := w.site("GB")
	number := address.Decode(site.Address()).Get(address.Number).Raw()
	published, ten := w.numbers("GB")
	publish := models.Change{Kind: models.PublishNumbers, Customer: published.Customer.Raw(), Site: published.ID.Raw(), Country: "GB", Ranges: []models.NumberRange{ten}}
	release := publish
	release.Kind = models.ReleaseNumbers
	w.send(w.plan(release))
	for name, change := range map[string]models.Change{
		"the whole address":      w.push(site, address.Number, number),
		"one element of it":      partly(site, `{"hno":"`+number+`"}`),
		"nothing of it":          partly(site, `{}`),
		"numbers in their state": release,
	} {
		plan := w.plan(change)
		if plan.Nothing == "" || len(plan.Requests) > 0 {
			t.Errorf("%s: nothing %q, %d requests", name, plan.Nothing, len(plan.Requests))
		}
	}
	w.wantWrites(1, 1)
}

// A country may change its rules: a push is checked against rules that are fresh.
func TestStaleRulesAreReadAgainBeforeAPush(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	site := w.site("GB")
	w.plan(partly(site, `{"hno":"771"}`))
	asked := func() int { return w.server.Count("GET", "/countries/GB/") }
	read := asked()
	if w.plan(partly(site, `{"hno":"772"}`)); asked() != read {
		t.Errorf("fresh rules were read again: %d requests, then %d", read, asked())
	}
	w.restart(func(cfg *api.Config) { cfg.Now = func() time.Time { return time.Now().Add(25 * time.Hour) } })
	if w.plan(partly(site, `{"hno":"773"}`)); asked() == read {
		t.Error("rules of yesterday were not read again")
	}
}

// What a reading found is in the journal, once, though it settles nothing.
func TestWhatAReadingFoundIsWrittenDown(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	plan := w.plan(partly(w.site("GB"), `{"hno":"771"}`))
	w.fault("PUT /customers close x1")
	w.send(plan)
	for range 2 {
		if _, err := w.LookOnce(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if record := w.lastRecord(); !record.Open() || !strings.Contains(record.Settled.Raw(), "still the one before") {
		t.Errorf("the journal says %s: %q", record.State, record.Settled)
	}
	if audit, err := w.Verify(); err != nil || audit.Lines != 3 {
		t.Errorf("the journal has %d lines, %v; want the intent, the outcome and what was found", audit.Lines, err)
	}
}
