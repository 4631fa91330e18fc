package ui

import (
	"math/rand"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
	"btalk/internal/sandbox"
	"btalk/internal/sandbox/faults"
	"btalk/internal/ui/screen"
)

// firstSite is a voicesite with an address, and its customer.
func firstSite(t *testing.T, service Service) models.VoiceSite {
	t.Helper()
	sites, err := service.VoiceSites(t.Context(), models.SiteQuery{}, models.Cached)
	if err != nil {
		t.Fatal(err)
	}
	for _, site := range sites.Value {
		if site.Address() != nil && site.Country.Raw() == "FR" {
			return site
		}
	}
	t.Fatal("the sandbox has no voicesite in France")
	return models.VoiceSite{}
}

// pushOf is the push of an address that differs in the street number.
func pushOf(t *testing.T, service Service, number string) models.Change {
	t.Helper()
	site := firstSite(t, service)
	held, err := service.VoiceAddress(t.Context(), site.Customer.Raw(), site.ID.Raw(), models.Refresh)
	if err != nil {
		t.Fatal(err)
	}
	body := strings.Replace(string(held.Value), `"hno":"`+held.Value.Object().Text("hno").Raw()+`"`, `"hno":"`+number+`"`, 1)
	return models.Change{
		Kind: models.PushAddress, Customer: site.Customer.Raw(), Site: site.ID.Raw(), SiteName: site.Name.Raw(),
		Country: site.Country.Raw(), Address: []byte(body),
	}
}

func TestAnAddressIsPushedAndTakenBack(t *testing.T) {
	t.Parallel()
	box := newSandboxed(t, sandbox.Options{})
	service := box.service(true)
	wanted := pushOf(t, service, "77")
	l := newLive(t, service, true, 100, 40)
	l.open(screen.Plan{Change: wanted})
	l.answer("yes")
	l.until("✓ done", "Request id")
	if got := box.changes.Load(); got != 1 {
		t.Fatalf("%d changes were applied", got)
	}
	l.goOn()
	l.open(screen.Changes{})
	l.until("✓ done", "each as it was written", wanted.SiteName)
	l.press("a", "3")
	l.until("takes back")
	l.answer("yes")
	l.until("✓ done")
	held, err := service.VoiceAddress(t.Context(), wanted.Customer, wanted.Site, models.Refresh)
	if err != nil || held.Value.Object().Text("hno").Raw() == "77" || box.changes.Load() != 2 {
		t.Errorf("after the undo there is %s, %v, after %d changes", held.Value, err, box.changes.Load())
	}
}

func TestASiteIsOrderedAndItsAddressFollows(t *testing.T) {
	t.Parallel()
	box := newSandboxed(t, sandbox.Options{})
	service := box.service(true)
	customer := firstSite(t, service).Customer.Raw()
	l := newLive(t, service, true, 100, 40)
	l.open(screen.OrderSite{Customer: customer})
	l.until("Order a voicesite for customer", "Technical name")
	l.write("FR_NEW_1")
	l.press("enter")
	l.write("Somewhere new")
	l.press("enter")
	l.until("AT Austria") // the choices are there
	l.write("fr france")
	l.press("enter")
	l.until("Voice") // the VPNs
	l.press("enter", "ctrl+s")
	l.answer("FR_NEW_1")
	l.until("✓ done", "fill in its address")
	l.goOn()
	l.until("Address in France")
	l.open(screen.Orders{Customer: customer})
	l.until("FR_NEW_1", "acknowledged")
	l.press("enter")
	l.until("How it went", "sent by btalk: done", "seen here")
	if got := box.unsafe(); got != 1 {
		t.Errorf("%d requests that change something were sent", got)
	}
}

func TestNumbersArePublishedByRange(t *testing.T) {
	t.Parallel()
	box := newSandboxed(t, sandbox.Options{})
	service := box.service(true)
	customer, numbers := customerWithNumbers(t, service)
	l := newLive(t, service, true, 100, 40)
	l.open(screen.Numbers{Customer: customer})
	l.until(numbers[0].Shown)
	l.press("space", "space", "space")
	l.press("a", "2")
	l.answer("3")
	l.until("✓ done")
	if got := box.unsafe(); got != 1 {
		t.Errorf("three numbers in a row made %d requests", got)
	}
	l.goOn()
	l.until("released")
	l.open(screen.Ranges{Customer: customer, Site: numbers[0].Site.Raw(), SiteName: numbers[0].SiteName.Raw()})
	l.until("Ranges")
	first, last := models.Digits(numbers[0].Number.Raw()), models.Digits(numbers[2].Number.Raw())
	l.write("+" + first + "-" + last)
	l.press("enter", "enter")
	l.answer("3")
	l.until("✓ done")
	after, err := service.Numbers(t.Context(), customer, models.NumberQuery{Number: first}, models.Refresh)
	if err != nil || after.Value[0].Status.Raw() != "published" {
		t.Errorf("the number is %v, %v", after.Value, err)
	}
}

func customerWithNumbers(t *testing.T, service Service) (string, []models.Number) {
	t.Helper()
	customers, err := service.Customers(t.Context(), models.Cached)
	if err != nil {
		t.Fatal(err)
	}
	for _, customer := range customers.Value {
		numbers, err := service.Numbers(t.Context(), customer.Code.Raw(), models.NumberQuery{}, models.Cached)
		if err == nil && len(numbers.Value) >= 3 {
			return customer.Code.Raw(), numbers.Value
		}
	}
	t.Fatal("no customer has three numbers")
	return "", nil
}

func TestALostAnswerIsReconciledInView(t *testing.T) {
	t.Parallel()
	fault, err := faults.Parse("PUT /customers/*/voicesites close applied x1")
	if err != nil {
		t.Fatal(err)
	}
	box := newSandboxed(t, sandbox.Options{Layers: []sandbox.Layer{faults.New(fault)}})
	service := box.service(true)
	l := newLive(t, service, true, 100, 40)
	l.open(screen.Plan{Change: pushOf(t, service, "78")})
	l.answer("yes")
	l.until("✓ done", "found done by reading")
	if got := box.unsafe(); got != 1 {
		t.Errorf("%d requests that change something were sent", got)
	}
}

func TestWhatNobodyKnowsStaysInViewAtTheNextStart(t *testing.T) {
	t.Parallel()
	fault, err := faults.Parse("PUT /customers/*/voicesites close x1") // not applied: no reading settles it
	if err != nil {
		t.Fatal(err)
	}
	box := newSandboxed(t, sandbox.Options{Layers: []sandbox.Layer{faults.New(fault)}})
	service := box.service(true)
	l := newLive(t, service, true, 100, 40)
	l.open(screen.Plan{Change: pushOf(t, service, "79")})
	l.answer("yes")
	l.until("OUTCOME UNKNOWN", "DO NOT SEND IT AGAIN", "1 UNKNOWN")

	next := newLive(t, box.service(false), false, 100, 40)
	next.until("1 UNKNOWN", "READ-ONLY")
	next.open(screen.Changes{})
	next.until("? UNKNOWN")
	next.press("a", "2")
	next.until("What became of it?")
	next.press("enter")
	next.write("refused")
	next.press("enter")
	next.until("refused", "settled by alice")
	next.gone("1 UNKNOWN")
	if got := box.unsafe(); got != 1 {
		t.Errorf("%d requests that change something were sent", got)
	}
}

func TestAnotherHandMadeThePlanVoid(t *testing.T) {
	t.Parallel()
	box := newSandboxed(t, sandbox.Options{})
	service := box.service(true)
	l := newLive(t, service, true, 100, 40)
	l.open(screen.Plan{Change: pushOf(t, service, "80")})
	l.until("Type yes")
	other := box.service(true)
	plan, err := other.Plan(t.Context(), pushOf(t, other, "81"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := other.Send(t.Context(), plan, "yes", nil); err != nil {
		t.Fatal(err)
	}
	l.answer("yes")
	l.until("has changed since the plan was made. Nothing was sent", "81")
	if got := box.changes.Load(); got != 1 {
		t.Errorf("%d changes were applied", got)
	}
	l.answer("yes")
	l.until("✓ done")
}

func TestTenEntersSendOnce(t *testing.T) {
	t.Parallel()
	box := newSandboxed(t, sandbox.Options{})
	service := box.service(true)
	l := newLive(t, service, true, 100, 40)
	l.open(screen.Plan{Change: pushOf(t, service, "82")})
	l.until("Type yes")
	l.send(tea.PasteMsg{Content: "yes"})
	for range 10 {
		l.press("enter")
		l.wait(20 * time.Millisecond)
	}
	if got := box.unsafe(); got != 0 {
		t.Fatalf("%d requests by a paste", got)
	}
	l.wait(time.Second)
	l.write("yes")
	for range 10 {
		l.press("enter")
		l.wait(20 * time.Millisecond)
	}
	l.until("✓ done")
	if got := box.unsafe(); got != 1 {
		t.Errorf("ten enters sent it %d times", got)
	}
}

func TestWriteIsAllowedByAnAnswerOnly(t *testing.T) {
	t.Parallel()
	t.Run("it asks, and no is no", func(t *testing.T) {
		t.Parallel()
		box := newSandboxed(t, sandbox.Options{})
		service := box.service(false)
		l := newLive(t, service, false, 100, 40)
		l.open(screen.Plan{Change: pushOf(t, service, "83")})
		l.until("READ-ONLY: changes are off")
		l.send(writeMsg{})
		l.until("Allow changes?")
		l.press("enter")
		l.gone("Allow changes?")
		l.send(writeMsg{})
		l.until("Allow changes?")
		l.press("y")
		l.until(" WRITE ", "Type yes")
		l.answer("yes")
		l.until("✓ done")
	})
	t.Run("a readonly rights profile keeps it off", func(t *testing.T) {
		t.Parallel()
		box := newSandboxed(t, sandbox.Options{Profile: sandbox.ProfileReadOnly})
		l := newLive(t, box.service(true), true, 100, 40)
		l.until("READ-ONLY", "The rights profile of this API key is readonly")
		l.send(writeMsg{})
		l.gone("Allow changes?")
		if !l.shows("READ-ONLY", "The rights profile of this API key is readonly") || l.app.service.Writing() {
			t.Error("changes can be allowed")
		}
	})
}

// TestReadOnlyNothingUnsafeIsSent is the measure: 10,000 random keys over all
// screens, and not one request that could change anything.
func TestReadOnlyNothingUnsafeIsSent(t *testing.T) {
	t.Parallel()
	box := newSandboxed(t, sandbox.Options{})
	service := box.service(false)
	site := firstSite(t, service)
	customer, id := site.Customer.Raw(), site.ID.Raw()
	places := []screen.Route{
		screen.Customers{},
		screen.VPNs{Customer: customer},
		screen.VoiceSites{Customer: customer},
		screen.VoiceSite{ID: id},
		screen.Countries{},
		screen.Coverage{ISO2: []string{"FR", "CH"}},
		screen.Address{ISO2: "FR", Customer: customer, Site: id},
		screen.Orders{Customer: customer},
		screen.OrderSite{Customer: customer},
		screen.Numbers{Customer: customer},
		screen.Ranges{Customer: customer, Site: id, Text: "33140000000"},
		screen.Changes{},
		screen.HTTP{},
		screen.Plan{Change: pushOf(t, service, "84")},
		screen.Help{},
		screen.Palette{},
	}
	l := newLive(t, service, false, 80, 24)
	random := rand.New(rand.NewSource(4))
	for i := range 10_000 {
		if i%50 == 0 {
			l.open(places[i/50%len(places)])
		}
		if i%10 == 0 {
			l.rest()
		}
		if random.Intn(20) == 0 {
			l.wait(time.Second)
		}
		l.send(anyKey(random))
		l.drain()
		if l.app.rights.write { // allowed by the monkey through the palette: that is an answer, not a slip
			l.run(l.app.apply(l.app.rights.set(false)))
		}
	}
	if got := box.unsafe(); got != 0 {
		t.Errorf("%d requests that could change something were sent", got)
	}
}
