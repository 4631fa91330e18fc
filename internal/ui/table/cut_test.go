package table

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"btalk/internal/ladder"
	"btalk/internal/ui/widget"
)

// drawn is a cell as it is shown.
func drawn(cell string, width int, how cutting, words string) string {
	var s shown
	s.cut(cell, width, how, words)
	var out strings.Builder
	s.pieces(func(piece string, hit bool) {
		if hit {
			piece = "[" + piece + "]"
		}
		out.WriteString(piece)
	})
	return out.String()
}

func TestACellIsCutWhereItsColumnSays(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		cell  string
		width int
		how   cutting
		words string
		want  string
	}{
		"it fits":                     {"Lyon", 4, cutting{head: 100}, "", "Lyon"},
		"the end":                     {"Arverne Lisboa Warehouse", 12, cutting{head: 100}, "", "Arverne Lis…"},
		"the middle":                  {"FR_PAR_BASTILLE_SITE_01", 14, cutting{head: 65}, "", "FR_PAR_B…TE_01"},
		"the beginning":               {"Arverne Lisboa Warehouse", 12, cutting{head: 0}, "", "…a Warehouse"},
		"the word that all share":     {"Arverne Lisboa Depot", 14, cutting{skip: "Arverne ", head: 100}, "", "…Lisboa Depot"},
		"that word, and then the end": {"Arverne Lisboa Warehouse", 14, cutting{skip: "Arverne ", head: 100}, "", "…Lisboa Wareh…"},
		"no room":                     {"Lyon", 1, cutting{head: 50}, "", "…"},
		"nothing":                     {"Lyon", 0, cutting{head: 100}, "", ""},
		"a wide character is whole":   {"東京都千代田区", 6, cutting{head: 50}, "", "東…区"},
		"a hit that shows":            {"Arverne Lisboa Warehouse", 12, cutting{head: 100}, "arv", "[Arv]erne Lis…"},
		"a hit moves the window":      {"Arverne Lisboa Warehouse North", 14, cutting{head: 100}, "warehouse", "… [Warehouse] N…"},
		"a hit at the end":            {"Arverne Lisboa Warehouse", 12, cutting{head: 100}, "house", "…a Ware[house]"},
	} {
		if got := drawn(tc.cell, tc.width, tc.how, tc.words); got != tc.want {
			t.Errorf("%s: got %q, want %q", name, got, tc.want)
		}
	}
}

func TestACutCellFillsItsWidthAndNoMore(t *testing.T) {
	t.Parallel()
	r := rand.New(rand.NewPCG(5, 6))
	texts := []string{"Arverne Lisboa Warehouse 東京都 Süd", "FR_PAR_BASTILLE_SITE_01", "👩‍👩‍👧 family e\u0301tienne", "Arverne 界界界界界界界"}
	for range 20_000 {
		cell := texts[r.IntN(len(texts))]
		how := cutting{head: []int{100, 65, 50, 35, 20, 0}[r.IntN(6)]}
		if r.IntN(2) == 0 {
			how.skip = "Arverne "
		}
		width := r.IntN(30)
		words := []string{"", "lisboa", "site", "東京", "family"}[r.IntN(5)]
		got := strings.NewReplacer("[", "", "]", "").Replace(drawn(cell, width, how, words))
		if used := widget.Width(got); used > width {
			t.Fatalf("%q at %d, %+v, %q: %q takes %d cells", cell, width, how, words, got, used)
		}
	}
}

// labelled is a sheet of one column that is cut.
func labelled(prose bool, cells ...string) *Sheet[string] {
	columns := []Column[string]{{Name: "x", Title: "X", Text: func(s string) string { return s }, Prose: prose, Layout: ladder.Column{Min: 4}}}
	return NewSheet(columns, func(s string) string { return s }, cells, 0)
}

func TestCellsAreCutWhereRowsDifferLeast(t *testing.T) {
	t.Parallel()
	var numbered, towns, shared []string
	for i := range 40 {
		numbered = append(numbered, fmt.Sprintf("PARIS_BASTILLE_%03d", i))
		towns = append(towns, fmt.Sprintf("%c%c-town and the same for all", 'A'+i%20, 'a'+i/20))
		shared = append(shared, fmt.Sprintf("Arverne %c%c-town warehouse", 'A'+i%20, 'a'+i/20))
	}
	for name, tc := range map[string]struct {
		sheet *Sheet[string]
		ends  bool
		skip  string
	}{
		"names that differ at the end":       {labelled(false, numbered...), false, ""},
		"names that differ at the beginning": {labelled(false, towns...), true, ""},
		"sentences":                          {labelled(true, numbered...), true, ""},
		"all begin with one word":            {labelled(false, shared...), true, "Arverne "},
		"all but one begin with one word":    {labelled(false, append(shared, "Brume")...), true, ""},
		"one row":                            {labelled(false, shared[0]), true, ""},
	} {
		got := tc.sheet.cutting(0, 12)
		if (got.head == whole) != tc.ends || got.skip != tc.skip {
			t.Errorf("%s: got %+v", name, got)
		}
	}
	if n := distinct(numbered, labelled(false, numbered...).cutting(0, 12), 12); n != 40 {
		t.Errorf("%d of 40 names can be told apart", n)
	}
}

func TestTheTitleSaysWhichWordIsLeftOut(t *testing.T) {
	t.Parallel()
	table := New(mono(t), labelled(false).columns)
	table.SetSize(31, 5, false)
	table.SetSheet(labelled(false, "Arverne Lisboa Warehouse of the North", "Arverne Porto Warehouse of the North"))
	if header, _, _ := strings.Cut(table.View(), "\n"); !strings.Contains(header, "X (Arverne …)") {
		t.Errorf("got %q", header)
	}
}

func TestWidthsDoNotDependOnOrderFilterOrCursor(t *testing.T) {
	t.Parallel()
	for _, width := range []int{40, 60, 80, 120} {
		table := newTable(t, many(60)...)
		table.SetSize(width, 10, false)
		before := fmt.Sprint(table.layout.columns, table.layout.widths)
		for name, do := range map[string]func(){
			"sort": func() { table.SortBy(1) }, "reverse": table.Reverse, "filter": func() { table.SetFilter("lyon") }, "move": func() { table.Move(9) },
		} {
			if do(); fmt.Sprint(table.layout.columns, table.layout.widths) != before {
				t.Errorf("%s at %d: %v became %v %v", name, width, before, table.layout.columns, table.layout.widths)
			}
		}
	}
}

func TestSortingMovesNoTitle(t *testing.T) {
	t.Parallel()
	table := newTable(t, many(20)...)
	header := func() string { line, _, _ := strings.Cut(ansi.Strip(table.View()), "\n"); return line }
	before := header()
	for column := range table.Columns() {
		table.SortBy(column)
		got := []rune(header())
		for i, r := range []rune(before) {
			if r != ' ' && i < len(got) && got[i] != r {
				t.Errorf("sorted by %d: %q became %q", column, before, string(got))
				break
			}
		}
	}
}

func TestAWidthSetByHandIsKeptWithTheChosenColumns(t *testing.T) {
	t.Parallel()
	table := newTable(t, many(20)...)
	city := table.layout.widths[1]
	table.Layout().Widen(1, -1)
	table.Layout().Widen(1, -1)
	if got := table.layout.widths[1]; got != city-2 {
		t.Fatalf("two narrower than %d: got %d", city, got)
	}
	again := newTable(t, many(20)...)
	again.SetState(table.State())
	if got := again.Layout().ByHand(1); got != city-2 {
		t.Errorf("it came back as %d", got)
	}
	again.Layout().Widen(1, 0)
	if got := again.layout.widths[1]; got != city || again.Layout().ByHand(1) != 0 {
		t.Errorf("by itself: got %d, want %d", got, city)
	}
}
