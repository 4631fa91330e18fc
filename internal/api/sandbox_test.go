package api_test

import (
	"testing"

	"btalk/internal/api"
	"btalk/internal/models"
	"btalk/internal/sandbox"
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
