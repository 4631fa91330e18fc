package api

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"btalk/internal/cache"
	"btalk/internal/models"
)

// BenchmarkWarmNumbers300000 reads 300,000 numbers from a cache on disk, as a
// command does that looks up one of them.
func BenchmarkWarmNumbers300000(b *testing.B) {
	var body strings.Builder
	for i := range 300_000 {
		fmt.Fprintf(&body, `,{"number":"33%09d","status":"published","voiceSiteId":"%d","siteName":"FR_PAR_%d","usage":"CallingUserAssignment","voiceOffer":"btlvs"}`, 140_000_000+i, i/100, i/100)
	}
	store := cache.Open(cache.Options{Dir: b.TempDir()})
	answers := map[string]http.HandlerFunc{"/customers/1/opc/cloudvoicenumbers": uncounted(200, "["+body.String()[1:]+"]")}
	read := func(mode models.Mode) {
		_, c := newSimulated(b, answers, func(cfg *Config) { cfg.Store = store })
		c.customers.source.service.pages.limit.Store(noPaging)
		got, err := c.Numbers(b.Context(), "1", models.NumberQuery{}, mode)
		if err != nil || len(got.Value) != 300_000 {
			b.Fatalf("%d numbers, %v", len(got.Value), err)
		}
	}
	read(models.Refresh)
	b.ReportAllocs()
	for b.Loop() {
		read(models.Held)
	}
}
