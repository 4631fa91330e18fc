package api_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"btalk/internal/api"
	"btalk/internal/cache"
	"btalk/internal/models"
	"btalk/internal/sandbox"
	"btalk/internal/sandbox/faults"
)

// served starts a sandbox and a client of it.
func served(t *testing.T, options sandbox.Options, change ...func(*api.Config)) (*sandbox.Server, *api.Client) {
	t.Helper()
	server := sandbox.New(options)
	running, err := server.Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = running.Close() })
	demo := sandbox.DemoCredentials()
	cfg := api.Config{
		BaseURL: running.BaseURL(), TokenURL: running.TokenURL(),
		ClientID: demo.ClientID, ClientSecret: demo.ClientSecret, APIKey: demo.APIKey,
		RequestsPerMinute: 1000,
	}
	for _, adapt := range change {
		adapt(&cfg)
	}
	client, err := api.New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	return server, client
}

func TestBrowsingTheSandboxCostsOneRequestPerListAndObject(t *testing.T) {
	t.Parallel()
	server, client := served(t, sandbox.Options{})
	browse := func() {
		t.Helper()
		customers, err := client.Customers(t.Context(), models.Cached)
		if err != nil || len(customers.Value) < 3 {
			t.Fatalf("customers: %d, %v", len(customers.Value), err)
		}
		for _, customer := range customers.Value[:3] {
			vpns, err := client.VPNs(t.Context(), customer.Code.Raw(), models.Cached)
			if err != nil || len(vpns.Value) == 0 {
				t.Fatalf("VPNs: %d, %v", len(vpns.Value), err)
			}
			sites, err := client.VoiceSites(t.Context(), models.SiteQuery{Customer: customer.Code.Raw(), VPN: vpns.Value[0].ID.Raw()}, models.Cached)
			if err != nil || sites.Note != "" {
				t.Fatalf("voicesites: %v, note %q", err, sites.Note)
			}
		}
		all, err := client.VoiceSites(t.Context(), models.SiteQuery{}, models.Cached)
		if err != nil || len(all.Value) != 600 || all.Skipped != 0 {
			t.Fatalf("all voicesites: %d, skipped %d, %v", len(all.Value), all.Skipped, err)
		}
		countries, err := client.Countries(t.Context(), models.Cached)
		if err != nil || len(countries.Value) < 30 {
			t.Fatalf("countries: %d, %v", len(countries.Value), err)
		}
		for _, country := range countries.Value[:5] {
			one, err := client.Country(t.Context(), country.ISO2.Raw(), models.Cached)
			if err != nil || len(one.Value.Coverage) == 0 {
				t.Fatalf("%s: %d capabilities, %v", country.ISO2, len(one.Value.Coverage), err)
			}
		}
	}
	browse()
	for path, want := range map[string]int{"/customers": 4, "/voicesites": 1, "/oauth/v3/token": 1} {
		if got := server.Count("*", path); got != want {
			t.Errorf("%d requests of %s, want %d", got, path, want)
		}
	}
	server.ForgetRequests()
	browse()
	if again := server.Requests(); len(again) != 0 {
		t.Errorf("%d requests on the way back, want none: %s", len(again), again[0].Path)
	}
}

func TestAnotherServerOfTheSameAPI(t *testing.T) {
	t.Parallel()
	server, client := served(t, sandbox.Options{
		VoiceSites: 130, PageSize: 40, MaxPage: 40, Layers: faults.AnotherServer(), TextExpiry: true, SpikePerSecond: -1,
	})
	customers, err := client.Customers(t.Context(), models.Cached)
	if err != nil {
		t.Fatal(err)
	}
	total := 0
	for _, customer := range customers.Value {
		sites, err := client.VoiceSites(t.Context(), models.SiteQuery{Customer: customer.Code.Raw()}, models.Cached)
		if err != nil || sites.Note != "" {
			t.Fatalf("%v, note %q", err, sites.Note)
		}
		total += len(sites.Value)
	}
	if total != 130 {
		t.Errorf("%d voicesites of all customers, want 130", total)
	}
	if asked := server.Count("GET", "/voicesites"); asked > 5 {
		t.Errorf("%d requests of voicesites, want 5 pages", asked)
	}
	if !strings.Contains(string(customers.Value[0].Raw), "customerCode") {
		t.Error("the raw item is lost")
	}
}

func TestASecondProcessAsksNothing(t *testing.T) {
	t.Parallel()
	store := cache.Open(cache.Options{Dir: t.TempDir()})
	server, first := served(t, sandbox.Options{}, func(cfg *api.Config) { cfg.Store, cfg.CacheOrigin = store, "demo" })
	want, err := first.VoiceSites(t.Context(), models.SiteQuery{}, models.Cached)
	if err != nil {
		t.Fatal(err)
	}
	_ = server
	other, second := served(t, sandbox.Options{}, func(cfg *api.Config) { cfg.Store, cfg.CacheOrigin = store, "demo" })
	got, err := second.VoiceSites(t.Context(), models.SiteQuery{}, models.Cached)
	if err != nil || len(got.Value) != len(want.Value) || !got.Fetched.Equal(want.Fetched) {
		t.Errorf("%d voicesites, %v", len(got.Value), err)
	}
	if n := len(other.Requests()); n != 0 {
		t.Errorf("%d requests at another port, want none", n)
	}
}

func TestTokensThatEndOrAreRevokedCostNoFailure(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(*sandbox.Server){
		"expired": (*sandbox.Server).ExpireTokens, "revoked": (*sandbox.Server).RevokeTokens,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			server, client := served(t, sandbox.Options{})
			if _, err := client.Me(t.Context(), models.Refresh); err != nil {
				t.Fatal(err)
			}
			spoil(server)
			if _, err := client.Me(t.Context(), models.Refresh); err != nil {
				t.Error(err)
			}
			if tokens, calls := server.Count("POST", "/oauth/v3/token"), server.Count("GET", "/me"); tokens != 2 || calls != 3 {
				t.Errorf("%d tokens and %d calls, want 2 and 3", tokens, calls)
			}
		})
	}
}

func TestFaultsOfTheSandbox(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]models.Kind{
		"GET /customers html":               models.Malformed,
		"GET /customers truncated":          models.Malformed,
		"GET /customers close x2":           models.NoError,
		"GET /customers reset x1":           models.NoError,
		"GET /customers half-header":        models.Offline,
		"GET /customers 403/50":             models.Forbidden,
		"GET /customers 403/53 x1":          models.NoError,
		"GET /customers 429 retry-after=60": models.Throttled,
		"GET /customers 404":                models.NotFound,
		"GET /customers null-item":          models.NoError,
		"GET /customers wrong-types":        models.NoError,
		"GET /customers missing-id":         models.NoError,
		"GET /customers repeat-page":        models.NoError,
		"GET /customers ignore-paging":      models.NoError,
		"GET /customers wrapped":            models.NoError,
		"GET /customers null-list":          models.NoError,
		"GET /customers hostile":            models.NoError,
		"POST /oauth 401":                   models.Unauthorized,
		"POST /oauth html":                  models.Malformed,
		"POST /oauth 503":                   models.Server,
	} {
		t.Run(text, func(t *testing.T) {
			t.Parallel()
			fault, err := faults.Parse(text)
			if err != nil {
				t.Fatal(err)
			}
			_, client := served(t, sandbox.Options{Layers: []sandbox.Layer{faults.New(fault)}})
			customers, err := client.Customers(t.Context(), models.Cached)
			if got := models.KindOf(err); got != want {
				t.Errorf("kind %v, want %v: %v", got, want, err)
			}
			for _, customer := range customers.Value {
				if strings.ContainsAny(customer.Name.String(), "\x1b\x07\u202e\u200b") {
					t.Errorf("name %q", customer.Name)
				}
			}
		})
	}
}

func TestAddressesInTheSandbox(t *testing.T) {
	t.Parallel()
	_, client := served(t, sandbox.Options{})
	schema, err := client.AddressSchema(t.Context(), "CH", models.Cached)
	if err != nil || len(schema.Value.Fields) == 0 {
		t.Errorf("schema: %d fields, %v", len(schema.Value.Fields), err)
	}
	rules, err := client.GeoRules(t.Context(), "CH", models.Cached)
	if err != nil || len(rules.Value.Levels) == 0 {
		t.Errorf("rules: %+v, %v", rules.Value, err)
	}
	var path []string
	for range rules.Value.Levels {
		areas, err := client.GeoAreas(t.Context(), "CH", path, models.Cached)
		if err != nil || len(areas.Value) == 0 {
			t.Fatalf("areas below %q: %d, %v", path, len(areas.Value), err)
		}
		path = append(path, areas.Value[len(areas.Value)-1].Raw())
	}
	found, err := client.AddressSearch(t.Context(), "FR", map[string]string{"q": "lyon"}, models.Cached)
	if err != nil || len(found.Value) == 0 {
		t.Errorf("candidates: %d, %v", len(found.Value), err)
	}
	if _, err := client.AddressSearch(t.Context(), "AT", map[string]string{"q": "wien"}, models.Cached); models.KindOf(err) != models.NotFound {
		t.Errorf("a country without search: %v", err)
	}
	codes, err := client.PostalCodes(t.Context(), nil, models.Cached)
	if err != nil || len(codes.Value) == 0 {
		t.Errorf("postal codes: %d, %v", len(codes.Value), err)
	}
}

func TestSendReachesTheSandboxAndWhatItMadeWrongIsGone(t *testing.T) {
	t.Parallel()
	server, client := served(t, sandbox.Options{}, func(cfg *api.Config) { cfg.Write = true })
	customers, err := client.Customers(t.Context(), models.Cached)
	if err != nil {
		t.Fatal(err)
	}
	customer := customers.Value[0].Code.Raw()
	vpns, err := client.VPNs(t.Context(), customer, models.Cached)
	if err != nil {
		t.Fatal(err)
	}
	before, err := client.VoiceSites(t.Context(), models.SiteQuery{}, models.Cached)
	if err != nil {
		t.Fatal(err)
	}
	order := `{"customerOrderReference":"r","parameters":{"technicalSiteName":"NEW_ONE","customerSiteLabel":"New","country":"FR","vpnId":"` + vpns.Value[0].ID.Raw() + `"}}`
	outcome := client.Send(t.Context(), "order a voicesite", models.PlannedRequest{
		Method: http.MethodPost, Path: models.Path("customers", customer, "orders", "voicesite"), Body: []byte(order),
	}, api.Sites)
	if outcome.State != models.Done || outcome.Err != nil || outcome.Answer.Kind() != models.ObjectValue {
		t.Fatalf("%+v", outcome)
	}
	after, err := client.VoiceSites(t.Context(), models.SiteQuery{}, models.Cached)
	if err != nil || len(after.Value) != len(before.Value)+1 {
		t.Errorf("%d voicesites after the order, %d before, %v", len(after.Value), len(before.Value), err)
	}
	if n := server.Count("POST", "/customers"); n != 1 {
		t.Errorf("%d orders received, want 1", n)
	}
}

func TestTheServersOwnLimitIsAThrottle(t *testing.T) {
	t.Parallel()
	server, client := served(t, sandbox.Options{RequestsPerMinute: 3, Now: func() time.Time { return time.Unix(1_800_000_000, 0) }})
	var err error
	for range 10 {
		if _, err = client.Me(t.Context(), models.Refresh); err != nil {
			break
		}
	}
	if models.KindOf(err) != models.Throttled {
		t.Errorf("err %v, want a throttle", err)
	}
	if n := server.Count("GET", "/me"); n > 5 {
		t.Errorf("%d requests, want 3 and at most 2 refused", n)
	}
}
