package table

import (
	"fmt"
	"strings"
	"testing"

	"github.com/charmbracelet/x/ansi"

	"btalk/internal/ladder"
	"btalk/internal/ui/theme"
)

type site struct{ id, name, city, when string }

func columns() []Column[site] {
	return []Column[site]{
		{Name: "name", Title: "Name", Text: func(s site) string { return s.name }, Layout: ladder.Column{Min: 8, Cap: 30}},
		{Name: "city", Title: "City", Text: func(s site) string { return s.city }, Layout: ladder.Column{Grade: ladder.Basic}},
		{Name: "when", Title: "When", Text: func(s site) string { return s.when }, Layout: ladder.Column{Grade: ladder.Extra, Fixed: true}, Right: true},
		{Name: "id", Title: "Id", Text: func(s site) string { return s.id }, Layout: ladder.Column{Grade: ladder.Basic, Fixed: true, Priority: 1}},
	}
}

func mono(tb testing.TB) *theme.Styles {
	tb.Helper()
	styles, err := theme.Catalog{}.Load("mono")
	if err != nil {
		tb.Fatal(err)
	}
	return &styles
}

func sheet(rows ...site) *Sheet[site] {
	return NewSheet(columns(), func(s site) string { return s.id }, rows, 0)
}

func few() []site {
	return []site{
		{"a", "site10", "Saint-Étienne", "2026-02-01"},
		{"b", "site9", "Łódź", "2025-12-31"},
		{"c", "Site1", "Zürich", ""},
		{"d", "émile", "Rue Victor Hugo", "2026-01-15"},
	}
}

func newTable(tb testing.TB, rows ...site) *Table[site] {
	tb.Helper()
	table := New(mono(tb), columns())
	table.SetSize(80, 10, false)
	table.SetSheet(sheet(rows...))
	return table
}

func ids(table *Table[site]) string {
	var out []string
	for _, row := range table.Rows().Shown() {
		out = append(out, row.id)
	}
	return strings.Join(out, "")
}

func current(table *Table[site]) string {
	_, id, _ := table.Current()
	return id
}

func TestSortIsNatural(t *testing.T) {
	t.Parallel()
	table := newTable(t, few()...)
	for _, tc := range []struct {
		column  int
		reverse bool
		want    string
	}{
		{0, false, "dcba"}, // émile, Site1, site9, site10
		{0, true, "abcd"},
		{1, false, "bdac"}, // Łódź, Rue, Saint, Zürich
		{2, false, "bdac"}, // nothing goes last
	} {
		table.SortBy(-1)
		table.SortBy(tc.column)
		if tc.reverse {
			table.SortBy(tc.column)
		}
		if got := ids(table); got != tc.want {
			t.Errorf("column %d, reverse %v: got %s, want %s", tc.column, tc.reverse, got, tc.want)
		}
	}
}

func TestFilter(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ filter, want string }{
		{"", "abcd"},
		{"etienne", "a"},
		{"lodz", "b"},
		{"hugo victor", "d"},
		{"site", "abc"},
		{"site !lodz", "ac"},
		{"!site", "d"},
		{"city:saint", "a"},
		{"ci:saint", "a"},
		{"name:saint", ""},
		{"!city:saint site", "bc"},
		{"when:2026", "ad"},
		{"nosuch:thing", ""},
		{"!", "abcd"},
		{"city:", "abcd"},
		{"zrch", "c"}, // the letters in order, where no row has the words
	} {
		table := newTable(t, few()...)
		table.SetFilter(tc.filter)
		if got := ids(table); got != tc.want {
			t.Errorf("%q: got %q, want %q", tc.filter, got, tc.want)
		}
	}
}

func TestFilterSearchesWhatIsShown(t *testing.T) {
	t.Parallel()
	table := newTable(t, few()...)
	table.ToggleColumn(1)
	table.SetFilter("zurich")
	if got := ids(table); got != "" {
		t.Errorf("a hidden column was searched: got %q", got)
	}
	table.ToggleColumn(1)
	if got := ids(table); got != "c" {
		t.Errorf("shown again: got %q, want c", got)
	}
}

func TestFilterNarrowsAsFromScratch(t *testing.T) {
	t.Parallel()
	table := newTable(t, few()...)
	for _, text := range []string{"s", "si", "sit", "site", "site1", "site", "si !9", "s"} {
		table.SetFilter(text)
		fresh := newTable(t, few()...)
		fresh.SetFilter(text)
		if ids(table) != ids(fresh) {
			t.Errorf("%q: got %q, want %q", text, ids(table), ids(fresh))
		}
	}
}

func TestCursorKeepsItsRow(t *testing.T) {
	t.Parallel()
	table := newTable(t, few()...)
	if !table.Select("b") {
		t.Fatal("b is not there")
	}
	steps := []struct {
		name string
		do   func()
	}{
		{"sort", func() { table.SortBy(0) }},
		{"reverse", func() { table.Reverse() }},
		{"filter", func() { table.SetFilter("site") }},
		{"no filter", func() { table.SetFilter("") }},
		{"refresh", func() { table.SetSheet(sheet(append([]site{{id: "z", name: "new"}}, few()...)...)) }},
		{"hide a column", func() { table.ToggleColumn(1) }},
	}
	for _, step := range steps {
		step.do()
		if got := current(table); got != "b" {
			t.Errorf("%s: the cursor went to %q", step.name, got)
		}
	}
	table.SetFilter("zurich")
	if got := current(table); got != "c" && got != "" {
		t.Errorf("a filter without the row: got %q", got)
	}
}

func TestCursorStaysInPlaceWhenItsRowIsGone(t *testing.T) {
	t.Parallel()
	table := newTable(t, few()...)
	table.Select("c")
	table.SetSheet(sheet(few()[0], few()[1], few()[3]))
	if got := current(table); got != "d" {
		t.Errorf("got %q, want the row that took the place", got)
	}
	table.SetSheet(sheet())
	if _, _, ok := table.Current(); ok {
		t.Error("an empty table has a current row")
	}
}

func TestPinnedRowsStayAtTheHeadAndAreNotCounted(t *testing.T) {
	t.Parallel()
	table := New(mono(t), columns())
	table.SetSize(80, 10, false)
	rows := append([]site{{name: "All of them"}}, few()...)
	table.SetSheet(NewSheet(columns(), func(s site) string { return s.id }, rows, 1))
	table.SortBy(0)
	table.Reverse()
	if first := strings.Split(ansi.Strip(table.View()), "\n")[1]; !strings.Contains(first, "All of them") {
		t.Errorf("got %q at the head", first)
	}
	if place, shown, total := table.Position(); place != 1 && place != 0 || shown != 4 || total != 4 {
		t.Errorf("got %d of %d of %d", place, shown, total)
	}
	table.Move(-1000)
	table.ToggleMark()
	if len(table.Rows().Marked()) != 0 {
		t.Error("a pinned row was marked")
	}
	table.SetFilter("them")
	if strings.Contains(table.View(), "All of them") {
		t.Error("a pinned row answered a filter")
	}
}

func TestMarksGoById(t *testing.T) {
	t.Parallel()
	table := newTable(t, few()...)
	table.ToggleMark()
	table.SetFilter("zurich")
	table.ToggleMark()
	table.SetFilter("")
	table.SetSheet(sheet(few()[2], few()[0]))
	if marked := table.Rows().Marked(); len(marked) != 2 || marked[0].id != "c" {
		t.Errorf("got %v", marked)
	}
	table.Rows().MarkAll()
	if len(table.Rows().Marked()) != 0 {
		t.Error("all were marked: marking all should have unmarked them")
	}
	table.Rows().MarkAll()
	if len(table.Rows().Marked()) != 2 {
		t.Error("marking all marked nothing")
	}
}

func TestWindowFollowsByLineAloneAndByHalfAPageBesideAPane(t *testing.T) {
	t.Parallel()
	table := newTable(t, many(100)...)
	for _, tc := range []struct {
		beside bool
		want   int
	}{{false, 1}, {true, 5}} {
		table.Move(-1000)
		table.SetSize(80, 10, tc.beside) // nine rows
		table.Move(9)
		if table.top != tc.want {
			t.Errorf("beside %v: the window begins at %d, want %d", tc.beside, table.top, tc.want)
		}
	}
}

func TestColumnsGoByPriorityAndScrollWithTheFirstFrozen(t *testing.T) {
	t.Parallel()
	table := newTable(t, few()...)
	table.SetSize(40, 6, false)
	header := func() string { return strings.Split(ansi.Strip(table.View()), "\n")[0] }
	if got := header(); !strings.Contains(got, "Id") || strings.Contains(got, "When") || table.Layout().Missing() != 1 {
		t.Errorf("narrow: got %q; want the least important column gone and told", got)
	}
	table.Layout().Scroll(1)
	if got := header(); !strings.Contains(got, "Name") || !strings.Contains(got, "When") || !strings.HasPrefix(got, "‹") {
		t.Errorf("scrolled: got %q; want the first column and what follows", got)
	}
	table.Layout().Scroll(-5)
	if table.layout.scroll != 0 {
		t.Errorf("scrolled back: got %d", table.layout.scroll)
	}
	table.SetSize(200, 6, false)
	table.Layout().Scroll(1)
	if table.layout.scroll != 0 {
		t.Error("columns that all fit were scrolled")
	}
}

func TestSelectionIsASignAndTheFirstCell(t *testing.T) {
	t.Parallel()
	table := newTable(t, many(30)...)
	before := strings.Split(table.View(), "\n")
	table.Move(1)
	after := strings.Split(table.View(), "\n")
	changed := 0
	for i := range before {
		if before[i] != after[i] {
			changed++
		}
	}
	if changed != 2 {
		t.Errorf("a move changed %d lines, want 2", changed)
	}
	if got := after[2]; !strings.HasPrefix(ansi.Strip(got), "› ") || strings.Count(got, "\x1b[1;7m") != 1 {
		t.Errorf("got %q", got)
	}
}

func TestHitsAreUnderlined(t *testing.T) {
	t.Parallel()
	table := newTable(t, few()...)
	table.SetFilter("zur")
	if view := table.View(); !strings.Contains(view, "\x1b[4mZür\x1b[m") {
		t.Errorf("got %q", view)
	}
}

func TestStateGoesBackToThePlace(t *testing.T) {
	t.Parallel()
	table := newTable(t, many(60)...)
	table.SetSize(30, 8, false)
	table.SortBy(1)
	table.Reverse()
	table.SetFilter("s")
	table.ToggleColumn(2)
	table.Move(7)
	table.Layout().Scroll(1)
	state := table.State()

	again := newTable(t, many(60)...)
	again.SetSize(30, 8, false)
	again.SetState(state)
	if got := again.State(); fmt.Sprint(got) != fmt.Sprint(state) {
		t.Errorf("got %+v, want %+v", got, state)
	}
	again.SetState(State{Sort: "gone", Scroll: -4, Cursor: "gone", Choice: Choice{Hidden: []string{"gone"}}})
	check(t, again, "a place that no longer exists")
}

var cities = []string{"Paris", "Lyon", "Saint-Étienne", "Zürich", "Kraków", "東京", "São Paulo", "München", "Genève", "Łódź"}

func many(n int) []site {
	rows := make([]site, n)
	for i := range rows {
		city := cities[i%len(cities)]
		rows[i] = site{
			id: fmt.Sprintf("vs-%08x", i*2654435761), name: fmt.Sprintf("SITE_%s_%d", strings.ToUpper(city), i),
			city: city, when: fmt.Sprintf("2026-%02d-%02d", i%12+1, i%28+1),
		}
	}
	return rows
}

func TestWhatIsPreparedIsNotDoneAgain(t *testing.T) {
	t.Parallel()
	for _, pane := range []ladder.Pane{ladder.Off, ladder.On, ladder.Auto} {
		for _, line := range []int{24, 62, 70, 120} {
			table := newTable(t)
			table.SetSize(20, 20, true) // as it was before there were rows
			made := sheet(many(300)...)
			table.Prepare(line, pane)(made)
			prepared := len(made.cuts)
			table.SetSheet(made)
			w, beside := table.Layout().Split(line, pane)
			table.SetSize(w, 20, beside > 0)
			_ = table.View()
			if len(made.cuts) != prepared {
				t.Errorf("in %d cells, pane %d: %d columns are cut, %d were prepared", line, pane, len(made.cuts), prepared)
			}
			if line == 24 && prepared == 0 {
				t.Error("nothing is cut, so that nothing is tested")
			}
		}
	}
}
