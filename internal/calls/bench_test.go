package calls

import (
	"io"
	"strings"
	"testing"
)

// BenchmarkSummary sums up a million rows. Memory is constant: the allocations
// are those of a row with an amount, never of the file.
func BenchmarkSummary(b *testing.B) {
	block := rows(10_000)
	for _, by := range []By{ByCountry, ByNumber} {
		b.Run(string(by), func(b *testing.B) {
			b.ReportAllocs()
			b.SetBytes(int64(100 * len(block)))
			for range b.N {
				summary := NewSummary(by, OffPeak{})
				stream := io.MultiReader(strings.NewReader(header), &repeat{text: block, times: 100})
				file, err := Read(b.Context(), stream, Evidence{}, summary.Add)
				if err != nil || file.Calls != 1_000_000 {
					b.Fatalf("%d calls, %v", file.Calls, err)
				}
			}
		})
	}
}
