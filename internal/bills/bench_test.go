package bills

import (
	"testing"

	"btalk/internal/models"
)

func BenchmarkDecodeTenThousandBills(b *testing.B) {
	items := models.Value(manyAsJSON(10_000)).List()
	for b.Loop() {
		if bills, _ := Decode(items); len(bills) != len(items) {
			b.Fatal(len(bills))
		}
	}
}

func BenchmarkSumsOfTenThousandBills(b *testing.B) {
	bills := many(b, 10_000)
	for b.Loop() {
		if sums := Total(bills, Gross); sums.Each[0].Bills != len(bills) {
			b.Fatal(sums)
		}
	}
}

func BenchmarkSumsByMonthOfTenThousandBills(b *testing.B) {
	bills := many(b, 10_000)
	for b.Loop() {
		if groups := By(bills, []Key{Month}, ByIssue); len(groups) != 12 {
			b.Fatal(len(groups))
		}
	}
}
