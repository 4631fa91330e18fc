package known_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"time"

	"btalk/internal/address"
	"btalk/internal/known"
	"btalk/internal/models"
)

// shelf is a cache: what is nil is not there. It fails a test that asks the server.
type shelf struct {
	t         *testing.T
	customers *models.Snapshot[[]models.Customer]
	vpns      map[string]models.Snapshot[[]models.VPN]
	sites     *models.Snapshot[[]models.VoiceSite]
	addresses map[string]models.Value
	numbers   map[string]models.Snapshot[[]models.Number]
	orders    map[string]models.Snapshot[[]models.Order]
	rules     map[string]address.Rules
	revision  map[string]uint64
	reads     map[string]int
}

func (s *shelf) read(what string, mode models.Mode) {
	if mode != models.Held {
		s.t.Errorf("%s was asked for in mode %d: it may cost a request", what, mode)
	}
	if s.reads == nil {
		s.reads = map[string]int{}
	}
	s.reads[what]++
}

func some[T any](found *models.Snapshot[T]) (models.Snapshot[T], error) {
	if found == nil {
		return models.Snapshot[T]{}, &models.Error{Kind: models.NotHeld}
	}
	return *found, nil
}

func among[T any](all map[string]T, key string) (models.Snapshot[T], error) {
	found, ok := all[key]
	if !ok {
		return models.Snapshot[T]{}, &models.Error{Kind: models.NotHeld}
	}
	return models.Snapshot[T]{Value: found}, nil
}

func (s *shelf) Customers(_ context.Context, mode models.Mode) (models.Snapshot[[]models.Customer], error) {
	s.read("customers", mode)
	return some(s.customers)
}

func (s *shelf) VPNs(_ context.Context, customer string, mode models.Mode) (models.Snapshot[[]models.VPN], error) {
	s.read("vpns", mode)
	found, err := among(s.vpns, customer)
	return found.Value, err
}

func (s *shelf) VoiceSites(_ context.Context, _ models.SiteQuery, mode models.Mode) (models.Snapshot[[]models.VoiceSite], error) {
	s.read("voicesites", mode)
	return some(s.sites)
}

func (s *shelf) VoiceAddress(_ context.Context, _, site string, mode models.Mode) (models.Snapshot[models.Value], error) {
	s.read("addresses", mode)
	return among(s.addresses, site)
}

func (s *shelf) Numbers(_ context.Context, customer string, _ models.NumberQuery, mode models.Mode) (models.Snapshot[[]models.Number], error) {
	s.read("numbers", mode)
	found, err := among(s.numbers, customer)
	return found.Value, err
}

func (s *shelf) Orders(_ context.Context, customer string, mode models.Mode) (models.Snapshot[[]models.Order], error) {
	s.read("orders", mode)
	found, err := among(s.orders, customer)
	return found.Value, err
}

func (s *shelf) Countries(_ context.Context, mode models.Mode) (models.Snapshot[[]models.Country], error) {
	s.read("countries", mode)
	return models.Snapshot[[]models.Country]{Value: []models.Country{{ISO2: models.NewText("FR")}}}, nil
}

func (s *shelf) GeoRules(_ context.Context, iso2 string, mode models.Mode) (models.Snapshot[address.Rules], error) {
	s.read("rules", mode)
	return among(s.rules, iso2)
}

func (s *shelf) Revisions() map[string]uint64 { return s.revision }

func list[T any](t *testing.T, decode func(models.Value) (T, bool), document string) models.Snapshot[[]T] {
	t.Helper()
	got := models.Snapshot[[]T]{Fetched: time.Date(2026, 11, 22, 9, 0, 0, 0, time.UTC)}
	for _, item := range models.Value(document).List() {
		decoded, ok := decode(item)
		if !ok {
			t.Fatalf("%s is not understood", item)
		}
		got.Value = append(got.Value, decoded)
	}
	return got
}

func customersOf(t *testing.T, document string) *models.Snapshot[[]models.Customer] {
	t.Helper()
	got := list(t, models.DecodeCustomer, document)
	return &got
}

func sitesOf(t *testing.T, document string) *models.Snapshot[[]models.VoiceSite] {
	t.Helper()
	got := list(t, models.DecodeVoiceSite, document)
	return &got
}

func vpnsOf(t *testing.T, document string) models.Snapshot[[]models.VPN] {
	t.Helper()
	return list(t, models.DecodeVPN, document)
}

const twoCustomers = `[{"customerCode":"1","name":"Arverne"},{"customerCode":"2","name":"Banque"}]`

func TestWhatIsNotCachedIsUnknownAndNotNone(t *testing.T) {
	t.Parallel()
	book := known.Read(t.Context(), &shelf{t: t})
	for what, count := range map[string]known.Count{
		"sites": book.Sites(), "sites of a customer": book.SitesOfCustomer("1"), "of a VPN": book.SitesOfVPN("1", "a"), "in a country": book.SitesIn("FR"),
		"VPNs": book.VPNs("1"), "numbers": book.NumbersOfCustomer("1"), "numbers of a site": book.NumbersOfSite("1", "s"), "orders": book.OpenOrdersOf("1"),
	} {
		if got := count.String(); got != "–" {
			t.Errorf("%s are %q, and nothing is cached", what, got)
		}
	}
	if book.Customer("1") != "" || book.VPN("1", "a") != "" || book.Place("s").Known {
		t.Error("names or places are known of nothing")
	}
	if (*known.Live)(nil).Book().Sites().Known || known.Nothing().Book().Sites().Known {
		t.Error("nothing knows something")
	}
}

func TestNoneIsNoneOnceTheListIsCached(t *testing.T) {
	t.Parallel()
	book := known.Read(t.Context(), &shelf{t: t, customers: customersOf(t, twoCustomers), sites: sitesOf(t, `[]`)})
	for what, count := range map[string]known.Count{"all": book.Sites(), "customer": book.SitesOfCustomer("1"), "VPN": book.SitesOfVPN("1", "a"), "country": book.SitesIn("FR")} {
		if count.String() != "0" {
			t.Errorf("%s: %q of an empty list", what, count)
		}
	}
}

func TestAListThatMayLackItemsSaysSoInItsCounts(t *testing.T) {
	t.Parallel()
	for name, lack := range map[string]func(*models.Snapshot[[]models.VoiceSite]){
		"incomplete":     func(s *models.Snapshot[[]models.VoiceSite]) { s.Incomplete, s.Note = true, "2 of 9 came" },
		"items unread":   func(s *models.Snapshot[[]models.VoiceSite]) { s.Skipped = 1 },
		"incomplete, no": func(s *models.Snapshot[[]models.VoiceSite]) { s.Incomplete = true },
	} {
		sites := sitesOf(t, `[{"voiceSiteId":"s","customerCode":"1","country":"FR","vpnId":"a"}]`)
		lack(sites)
		book := known.Read(t.Context(), &shelf{t: t, customers: customersOf(t, twoCustomers), sites: sites})
		for _, count := range []known.Count{book.Sites(), book.SitesOfCustomer("1"), book.SitesOfVPN("1", "a"), book.SitesIn("fr")} {
			if count.String() != "1+" || count.Lacks == "" || count.Of("site", "sites") == "1 site" {
				t.Errorf("%s: %q, %q", name, count, count.Of("site", "sites"))
			}
		}
	}
}

func TestWhatTheAPIDoesNotSayOfASiteMakesNoCount(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct{ sites, customer, vpn, country string }{
		"of any":  {`[{"voiceSiteId":"s"},{"voiceSiteId":"t"}]`, "–", "–", "–"},
		"of some": {`[{"voiceSiteId":"s"},{"voiceSiteId":"t","customerCode":"1","vpnId":"a","country":"FR"}]`, "1+", "1+", "1+"},
		"of none": {`[{"voiceSiteId":"t","customerCode":"1","vpnId":"a","country":"FR"}]`, "1", "1", "1"},
	} {
		book := known.Read(t.Context(), &shelf{t: t, customers: customersOf(t, twoCustomers), sites: sitesOf(t, tc.sites)})
		got := []string{book.SitesOfCustomer("1").String(), book.SitesOfVPN("1", "a").String(), book.SitesIn("FR").String()}
		if want := []string{tc.customer, tc.vpn, tc.country}; !slices.Equal(got, want) {
			t.Errorf("not said %s: %q, want %q", name, got, want)
		}
	}
}

func TestTheOnlyCustomerOfAKeyOwnsWhatTheAPIDoesNotSay(t *testing.T) {
	t.Parallel()
	site, _ := models.DecodeVoiceSite(models.Value(`{"voiceSiteId":"s"}`))
	lacking := customersOf(t, `[{"customerCode":"1"}]`)
	lacking.Incomplete = true
	for name, tc := range map[string]struct {
		customers *models.Snapshot[[]models.Customer]
		want      string
	}{
		"one":                    {customersOf(t, `[{"customerCode":"1"}]`), "1"},
		"two":                    {customersOf(t, twoCustomers), ""},
		"one, of more perhaps":   {lacking, ""},
		"customers are not read": {nil, ""},
	} {
		book := known.Read(t.Context(), &shelf{t: t, customers: tc.customers, sites: sitesOf(t, `[{"voiceSiteId":"s"}]`)})
		if got := book.CustomerOf(site); got != tc.want {
			t.Errorf("%s: the site is of %q, want %q", name, got, tc.want)
		}
	}
}

func TestAVPNIsNamedWithinItsCustomer(t *testing.T) {
	t.Parallel()
	book := known.Read(t.Context(), &shelf{t: t, customers: customersOf(t, twoCustomers), vpns: map[string]models.Snapshot[[]models.VPN]{
		"1": vpnsOf(t, `[{"vpnId":"a","name":"Europe"},{"vpnId":"b","name":"Asia"}]`),
		"2": vpnsOf(t, `[{"vpnId":"a","name":"World"}]`),
	}})
	for _, tc := range []struct{ customer, id, want string }{
		{"1", "a", "Europe"}, {"2", "a", "World"}, {"2", "b", ""}, {"", "b", "Asia"}, {"", "a", ""}, {"1", "", ""},
	} {
		if got := book.VPN(tc.customer, tc.id); got != tc.want {
			t.Errorf("VPN %q of %q is %q, want %q", tc.id, tc.customer, got, tc.want)
		}
	}
	if book.VPNs("1").String() != "2" || book.VPNs("3").String() != "–" {
		t.Errorf("counts %s, %s", book.VPNs("1"), book.VPNs("3"))
	}
}

func TestAPlaceComesFromTheListOrFromTheAddressThatWasRead(t *testing.T) {
	t.Parallel()
	nested := `[{"voiceSiteId":"s","customerCode":"1","country":"FR","address":{"a3":"Lyon","pc":"69003","dialZone":"4"}},{"voiceSiteId":"t","customerCode":"1","country":"FR"}]`
	plain := `[{"voiceSiteId":"s","customerCode":"1","country":"FR"},{"voiceSiteId":"t","customerCode":"1","country":"FR"}]`
	for name, tc := range map[string]struct {
		sites     string
		addresses map[string]models.Value
		s, t      known.Place
		none      []string
	}{
		"the list gives addresses: a site without one has none": {
			nested, nil,
			known.Place{Known: true, City: "Lyon", PostalCode: "69003", DialZone: "4"},
			known.Place{Known: true, None: true},
			[]string{"t"},
		},
		"what was read later counts": {
			nested,
			map[string]models.Value{"t": models.Value(`{"a3":"Paris"}`)},
			known.Place{Known: true, City: "Lyon", PostalCode: "69003", DialZone: "4"},
			known.Place{Known: true, City: "Paris"},
			nil,
		},
		"the list gives none: unknown until it is read": {
			plain,
			map[string]models.Value{"t": nil},
			known.Place{},
			known.Place{Known: true, None: true},
			[]string{"t"},
		},
	} {
		book := known.Read(t.Context(), &shelf{t: t, customers: customersOf(t, twoCustomers), sites: sitesOf(t, tc.sites), addresses: tc.addresses})
		for id, want := range map[string]known.Place{"s": tc.s, "t": tc.t} {
			got := book.Place(id)
			got.Address = address.Address{}
			if got.Known != want.Known || got.None != want.None || got.City != want.City || got.PostalCode != want.PostalCode || got.DialZone != want.DialZone {
				t.Errorf("%s: %s is at %+v, want %+v", name, id, got, want)
			}
		}
		if !slices.Equal(book.NoAddress(), tc.none) {
			t.Errorf("%s: without an address are %q, want %q", name, book.NoAddress(), tc.none)
		}
	}
}

func TestTheDialZonesOfACityComeMostFrequentFirst(t *testing.T) {
	t.Parallel()
	book := known.Read(t.Context(), &shelf{t: t, customers: customersOf(t, twoCustomers), sites: sitesOf(t, `[
		{"voiceSiteId":"1","country":"CH","address":{"a3":"Zürich","dialZone":"43"}},
		{"voiceSiteId":"2","country":"CH","address":{"a3":"ZURICH","dialZone":"44"}},
		{"voiceSiteId":"3","country":"CH","address":{"a3":"Zürich","dialZone":"44"}},
		{"voiceSiteId":"4","country":"DE","address":{"a3":"Zürich","dialZone":"9"}},
		{"voiceSiteId":"5","country":"CH","address":{"a3":"Bern"}}]`)})
	if got := book.DialZones("ch", "zurich"); !slices.Equal(got, []string{"44", "43"}) {
		t.Errorf("the dial zones are %q", got)
	}
	if got := book.DialZones("CH", "Bern"); len(got) != 0 {
		t.Errorf("an address without a dial zone suggests %q", got)
	}
}

func TestNumbersAndOrdersAreCountedByWhatIsRead(t *testing.T) {
	t.Parallel()
	book := known.Read(t.Context(), &shelf{
		t: t, customers: customersOf(t, twoCustomers),
		numbers: map[string]models.Snapshot[[]models.Number]{"1": list(t, models.DecodeNumber, `[
			{"number":"33140000000","voiceSite":{"voiceSiteId":"s"}},{"number":"33140000010-33140000019","voiceSite":{"voiceSiteId":"s"}},{"number":"33140000001","voiceSite":{"voiceSiteId":"t"}}]`)},
		orders: map[string]models.Snapshot[[]models.Order]{"1": list(t, models.DecodeOrder, `[
			{"orderId":"a","status":"inProgress","voiceSiteId":"s"},{"orderId":"b","status":"COMPLETED","voiceSiteId":"s"},{"orderId":"c","status":"rejected"},{"orderId":"d"}]`)},
	})
	for what, got := range map[string][2]string{
		"a range counts its numbers":           {book.NumbersOfSite("1", "s").String(), "11"},
		"of the customer":                      {book.NumbersOfCustomer("1").String(), "12"},
		"a site without any":                   {book.NumbersOfSite("1", "u").String(), "0"},
		"of a customer whose were not read":    {book.NumbersOfSite("2", "u").String(), "–"},
		"orders that did not end are open":     {book.OpenOrdersOf("1").String(), "2"},
		"how far the orders are read is said":  {book.OrdersOrigin().Whole(), "1 of 2 customers read"},
		"how far the numbers are read is said": {book.NumbersOrigin().Whole(), "1 of 2 customers read"},
	} {
		if got[0] != got[1] {
			t.Errorf("%s: %q, want %q", what, got[0], got[1])
		}
	}
}

func TestOnlyWhatChangedIsReadAgain(t *testing.T) {
	t.Parallel()
	from := &shelf{t: t, customers: customersOf(t, twoCustomers), sites: sitesOf(t, `[{"voiceSiteId":"s","customerCode":"1"}]`), revision: map[string]uint64{}}
	live := known.NewLive(from)
	live.Update(t.Context())
	from.reads = nil
	if before := live.Book(); live.Update(t.Context()) != before || len(from.reads) != 0 {
		t.Errorf("nothing changed, and was read: %v", from.reads)
	}
	from.revision = map[string]uint64{"orders": 1}
	live.Update(t.Context())
	if from.reads["orders"] != 2 || from.reads["voicesites"] != 0 || from.reads["addresses"] != 0 {
		t.Errorf("orders changed, and were read: %v", from.reads)
	}
	ended, cancel := context.WithCancelCause(t.Context())
	cancel(errors.New("over"))
	from.revision = map[string]uint64{"orders": 2}
	if before := live.Book(); live.Update(ended) != before {
		t.Error("a reading that was called off makes a book")
	}
}
