package table

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"
)

func TestHostileWidths(t *testing.T) {
	t.Parallel()
	rows := []site{
		{"1", "東京都千代田区丸の内一丁目九番地", "東京", ""},
		{"2", "서울특별시 중구", "서울", "2026"},
		{"3", "हिन्दी भाषा का नाम", "नई दिल्ली", ""},
		{"4", "القاهرة مصر", "عمارة", "x"},
		{"5", "e\u0301tienne cafe\u0301", "e\u0301", ""},
		{"6", strings.Repeat("界", 50), strings.Repeat("界", 50), ""},
		{"7", "👩‍👩‍👧 family", "⚠️", ""},
		{"8", "", "", ""},
	}
	for w := range 90 {
		table := newTable(t, rows...)
		table.SetSize(w, 10, false)
		table.Move(w % 8)
		check(t, table, fmt.Sprintf("width %d", w))
	}
}

// check holds what is true of every frame.
func check(t *testing.T, table *Table[site], when string) {
	t.Helper()
	view := table.View()
	if table.h == 0 {
		if view != "" {
			t.Errorf("%s: got %q for no lines", when, view)
		}
		return
	}
	lines := strings.Split(view, "\n")
	if len(lines) != table.h {
		t.Errorf("%s: got %d lines, want %d", when, len(lines), table.h)
	}
	for i, line := range lines {
		if w := ansi.StringWidthWc(line); w > table.layout.w {
			t.Errorf("%s: line %d is %d cells wide, want at most %d: %q", when, i, w, table.layout.w, line)
		}
		for _, r := range ansi.Strip(line) {
			if r < ' ' || r >= 0x7f && r < 0xa0 {
				t.Errorf("%s: line %d has control %U", when, i, r)
			}
		}
	}
}

func TestMonkey(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(1, 2))
	table := newTable(t, many(40)...)
	filters := []string{"", "s", "site1", "!a", "city:p", "zz", "é", "東"}
	for step := range 5000 {
		switch random.IntN(14) {
		case 0, 1:
			table.Move(random.IntN(21) - 10)
		case 2:
			table.Move(table.Window() * (random.IntN(3) - 1))
		case 3:
			table.Move(1000)
		case 4:
			table.Move(-1000)
		case 5:
			table.Layout().Scroll(random.IntN(5) - 2)
		case 6:
			table.SetSize(random.IntN(130), random.IntN(40), random.IntN(2) == 0)
		case 7:
			table.SetFilter(filters[random.IntN(len(filters))])
		case 8:
			table.SortBy(random.IntN(5) - 1)
		case 9:
			table.ToggleColumn(random.IntN(6) - 1)
		case 10:
			table.ToggleMark()
		case 11:
			table.SetSheet(sheet(many(random.IntN(60))...))
		case 12:
			table.SetState(table.State())
		case 13:
			table.Reverse()
		}
		check(t, table, fmt.Sprintf("step %d", step))
		if _, _, ok := table.Current(); ok != (len(table.rows.visible) > 0) {
			t.Fatalf("step %d: a current row among %d: %v", step, len(table.rows.visible), ok)
		}
	}
}
