package table

import (
	"fmt"
	"testing"
)

func BenchmarkKeyAndView50000(b *testing.B) {
	table := newTable(b, many(50000)...)
	table.SetSize(120, 34, false)
	table.Move(20000)
	b.ReportAllocs()
	for b.Loop() {
		table.Move(1)
		_ = table.View()
	}
}

func BenchmarkFilteredView50000(b *testing.B) {
	table := newTable(b, many(50000)...)
	table.SetSize(120, 34, false)
	table.SetFilter("saint etienne")
	b.ReportAllocs()
	for b.Loop() {
		table.Move(1)
		_ = table.View()
	}
}

func BenchmarkFilterKeystroke50000(b *testing.B) {
	for _, sorted := range []int{-1, 1} {
		for _, typed := range [][]string{{"s", "sa", "sai", "sain", "saint"}, {"!p", "!pa", "city:z", "city:zu"}} {
			b.Run(fmt.Sprintf("sorted by %d/%s", sorted, typed[0]), func(b *testing.B) {
				table := newTable(b, many(50000)...)
				table.SetSize(120, 34, false)
				table.SortBy(sorted)
				table.SetFilter("x")
				b.ReportAllocs()
				i := 0
				for b.Loop() {
					table.SetFilter(typed[i%len(typed)])
					_ = table.View()
					i++
				}
			})
		}
	}
}

func BenchmarkSort50000(b *testing.B) {
	rows := many(50000)
	b.ReportAllocs()
	for b.Loop() {
		b.StopTimer()
		table := newTable(b, rows...)
		b.StartTimer()
		table.SortBy(0)
	}
}

func BenchmarkLayOut50000(b *testing.B) {
	rows := many(50000)
	b.ReportAllocs()
	for b.Loop() {
		_ = sheet(rows...)
	}
}

func BenchmarkIndex50000(b *testing.B) {
	rows := many(50000)
	shown := []bool{true, true, true, true}
	b.ReportAllocs()
	for b.Loop() {
		b.StopTimer()
		s := sheet(rows...)
		b.StartTimer()
		s.search(shown)
	}
}
