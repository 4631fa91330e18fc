package api_test

import (
	"runtime"
	"testing"

	"btalk/internal/api"
	"btalk/internal/cache"
	"btalk/internal/models"
	"btalk/internal/sandbox"
)

// BenchmarkWarmRead50000 reads 50,000 voicesites from a cache on disk, as a
// start does.
func BenchmarkWarmRead50000(b *testing.B) {
	server := sandbox.New(sandbox.Options{VoiceSites: 50_000, RequestsPerMinute: -1, SpikePerSecond: -1})
	running, err := server.Listen("127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = running.Close() })
	demo := sandbox.DemoCredentials()
	cfg := api.Config{
		BaseURL: running.BaseURL(), TokenURL: running.TokenURL(), RequestsPerMinute: 10_000,
		ClientID: demo.ClientID, ClientSecret: demo.ClientSecret, APIKey: demo.APIKey,
		Store: cache.Open(cache.Options{Dir: b.TempDir()}),
	}
	read := func(mode models.Mode) {
		client, err := api.New(cfg) // a new one each time: nothing is remembered
		if err != nil {
			b.Fatal(err)
		}
		sites, err := client.VoiceSites(b.Context(), models.SiteQuery{}, mode)
		if err != nil || len(sites.Value) != 50_000 {
			b.Fatalf("%d voicesites, %v", len(sites.Value), err)
		}
		if b.N == 1 {
			runtime.GC()
			var stats runtime.MemStats
			runtime.ReadMemStats(&stats)
			b.Logf("mode %d: %d MiB live, body ", mode, stats.HeapAlloc>>20)
			runtime.KeepAlive(sites)
			runtime.KeepAlive(client)
		}
	}
	read(models.Refresh)
	b.ReportAllocs()
	for b.Loop() {
		read(models.Held)
	}
}
