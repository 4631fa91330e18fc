package text_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"btalk/internal/models/text"
)

func indexOf(names []string) *text.Index {
	return text.NewIndex(len(names), func(i int) string { return names[i] })
}

func namesOf(found text.Matches, names []string) []string {
	var got []string
	for _, row := range found.Rows {
		got = append(got, names[row])
	}
	return got
}

func TestSearch(t *testing.T) {
	t.Parallel()
	places := []string{
		"Bernex", "Saint-Étienne", "Łódź", "Rue Victor Hugo", "Zürich", "São Paulo", "Großkreutz", "Bern",
		"Köniz bei Bern", "Oberbern", "Biel/Bienne", "Étienne-sur-Mer", "Lyon 3e arrondissement", "Lyon 7",
	}
	for name, test := range map[string]struct {
		query string
		limit int
		want  []string
	}{
		"accents aside":                       {"etienne", 9, []string{"Étienne-sur-Mer", "Saint-Étienne"}},
		"accents in the query":                {"ÉTIENNE sur", 9, []string{"Étienne-sur-Mer"}},
		"a hyphen is a blank":                 {"saint etienne", 9, []string{"Saint-Étienne"}},
		"stroke letters":                      {"lodz", 9, []string{"Łódź"}},
		"umlauts":                             {"zurich", 9, []string{"Zürich"}},
		"two words":                           {"sao paulo", 9, []string{"São Paulo"}},
		"sharp s":                             {"grosskreutz", 9, []string{"Großkreutz"}},
		"any order of the words":              {"hugo victor", 9, []string{"Rue Victor Hugo"}},
		"the name itself, prefix, word, then": {"bern", 9, []string{"Bern", "Bernex", "Köniz bei Bern", "Oberbern"}},
		"only the best are kept":              {"bern", 2, []string{"Bern", "Bernex"}},
		"no limit gives index order":          {"bern", 0, []string{"Bernex", "Bern", "Köniz bei Bern", "Oberbern"}},
		"nothing asked gives everything":      {" - ", 0, places},
		"nothing asked, so many":              {"", 3, places[:3]},
		"equal ranks keep their order":        {"lyon", 9, []string{"Lyon 3e arrondissement", "Lyon 7"}},
		"a missing letter still finds":        {"grskreutz", 9, []string{"Großkreutz"}},
		"missing letters, words in any order": {"hgo vctor", 9, []string{"Rue Victor Hugo"}},
		"three letters may be missing some":   {"brx", 9, []string{"Bernex"}},
		"two letters are only contained":      {"bx", 9, nil},
		"close ones up to the limit":          {"lyn", 1, []string{"Lyon 7"}},
		"close ones without a limit":          {"lyn", 0, []string{"Lyon 3e arrondissement", "Lyon 7"}},
		"a short word is not spelt by others": {"hgo vc", 9, nil},
		"a short word that is there":          {"hgo vi", 9, []string{"Rue Victor Hugo"}},
		"nothing fits":                        {"qqq", 9, nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := namesOf(indexOf(places).Search(test.query, test.limit), places); !slices.Equal(got, test.want) {
				t.Errorf("Search(%q, %d) = %q, want %q", test.query, test.limit, got, test.want)
			}
		})
	}
}

func TestSearchCountsEveryMatch(t *testing.T) {
	t.Parallel()
	names := make([]string, 1000)
	for i := range names {
		names[i] = fmt.Sprintf("Site %03d", i)
	}
	found := indexOf(names).Search("site 9", 10)
	if len(found.Rows) != 10 || found.Total != 271 || found.Close != 0 {
		t.Errorf("Search gave %d rows of %d, %d close; want 10 of 271, 0 close", len(found.Rows), found.Total, found.Close)
	}
}

func TestCloseMatchesFillWhatTheHitsLeave(t *testing.T) {
	t.Parallel()
	names := []string{"Lyxon", "Lyon", "Lyxxon", "Lyxyon"}
	for limit, want := range map[int]int{1: 0, 2: 1, 3: 2, 9: 3} {
		found := indexOf(names).Search("lyon", limit)
		if got := namesOf(found, names); len(got) != want+1 || got[0] != "Lyon" || found.Close != want || found.Total != want+1 {
			t.Errorf("at most %d: %q, %+v", limit, got, found)
		}
	}
}

func TestSearchNeverMatchesAcrossRows(t *testing.T) {
	t.Parallel()
	names := []string{"ab", "cd", "", "ef"}
	x := indexOf(names)
	for _, query := range []string{"bc", "b c", "abcd", "de"} {
		if found := x.Search(query, 0); found.Total != 0 {
			t.Errorf("Search(%q) = %v, want nothing", query, namesOf(found, names))
		}
	}
}

func TestSearchOnAnEmptyIndex(t *testing.T) {
	t.Parallel()
	x := indexOf(nil)
	for _, query := range []string{"", "a", "abcd"} {
		if found := x.Search(query, 5); found.Total != 0 || len(found.Rows) != 0 {
			t.Errorf("Search(%q) on nothing = %+v", query, found)
		}
	}
}

// TestTypingEqualsAskingAnew types and deletes key by key on one index and compares
// every answer with that of a fresh one.
func TestTypingEqualsAskingAnew(t *testing.T) {
	t.Parallel()
	names := places(800)
	typed := indexOf(names)
	for _, query := range []string{
		"s", "sa", "sai", "saint", "saint ", "saint e", "saint et", "saint", "sai", "", "m", "mer saint", "mer sainte",
		"é", "ét", "t", "ti", "tie", "q", "qz", "qzx", "q", " lyon", " lyon 3", "lyon 3",
	} {
		for _, limit := range []int{0, 1, 50} {
			got, want := typed.Search(query, limit), indexOf(names).Search(query, limit)
			if !slices.Equal(got.Rows, want.Rows) || got.Total != want.Total || got.Close != want.Close {
				t.Fatalf("Search(%q, %d) after typing = %v, asked anew %v", query, limit, got, want)
			}
		}
	}
}

func TestTypingAllocatesNothing(t *testing.T) {
	names := places(5000)
	x := indexOf(names)
	type2 := func() {
		for _, query := range []string{"s", "sa", "sai", "sain", "sai", "sa"} {
			x.Search(query, 50)
		}
	}
	type2()
	if n := testing.AllocsPerRun(10, type2); n != 0 {
		t.Errorf("typing six keys allocated %v times, want 0", n)
	}
}

func TestHighlight(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ text, query, want string }{
		"accents aside":                  {"Saint-Étienne", "etienne", "Saint-[Étienne]"},
		"a decomposed accent is inside":  {"Zu\u0308rich", "zu", "[Zu\u0308]rich"},
		"each word is marked":            {"Rue Victor Hugo", "hugo victor", "Rue [Victor] [Hugo]"},
		"a half matched letter is whole": {"Großkreutz", "gros", "[Groß]kreutz"},
		"word start before inside":       {"Oberbern bei Bern", "bern", "Oberbern bei [Bern]"},
		"inside when nowhere else":       {"Oberbern", "bern", "Ober[bern]"},
		"touching marks are one":         {"Bernex", "bern nex", "[Bernex]"},
		"punctuation between":            {"Biel/Bienne", "biel bie", "[Biel]/Bienne"},
		"only the words that are there":  {"Lyon", "lyon rhone", "[Lyon]"},
		"a Hangul syllable of parts":     {"\u1100\u1161\u11a8x", "\u1100", "[\u1100\u1161\u11a8]x"},
		"a Thai sign after its letter":   {"\u0e01\u0e33x", "\u0e01", "[\u0e01\u0e33]x"},
		"a Lao sign after its letter":    {"\u0e81\u0eb3x", "\u0e81", "[\u0e81\u0eb3]x"},
		"a joiner after a letter":        {"a\u200dbc", "a", "[a\u200d]bc"},
		"a sign that is part of another": {"\u0e33x", "\u0e33", "[\u0e33]x"},
		"nothing asked":                  {"Lyon", "", "Lyon"},
		"nothing there":                  {"", "lyon", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := marked(test.text, text.Highlight(test.text, test.query)); got != test.want {
				t.Errorf("Highlight(%q, %q) = %q, want %q", test.text, test.query, got, test.want)
			}
		})
	}
}

func marked(text string, spans []text.Span) string {
	var b strings.Builder
	at := 0
	for _, span := range spans {
		b.WriteString(text[at:span.Start] + "[" + text[span.Start:span.End] + "]")
		at = span.End
	}
	return b.String() + text[at:]
}

func FuzzSearch(f *testing.F) {
	f.Add("Saint-Étienne\nŁódź\nRue Victor Hugo", "etienne", 5)
	f.Add("Biel/Bienne\n\n\xff", "b b", 0)
	f.Add("가각\n\u1100\u1161", "\u1100", 1)
	f.Fuzz(func(t *testing.T, lines, query string, limit int) {
		names := strings.Split(lines, "\n")
		found := indexOf(names).Search(query, limit)
		if limit > 0 && len(found.Rows) > limit || found.Close > len(found.Rows) || found.Total < len(found.Rows) {
			t.Fatalf("Search(%q, %d) = %+v", query, limit, found)
		}
		for _, row := range found.Rows[:len(found.Rows)-found.Close] {
			for word := range strings.FieldsSeq(text.Fold(query)) {
				if !strings.Contains(text.Fold(names[row]), word) {
					t.Fatalf("%q does not hold %q", names[row], word)
				}
			}
			checkSpans(t, names[row], text.Highlight(names[row], query))
		}
	})
}

func checkSpans(t *testing.T, text string, spans []text.Span) {
	t.Helper()
	at := -1
	for _, span := range spans {
		if span.Start <= at || span.Start >= span.End || span.End > len(text) {
			t.Fatalf("spans %v of %q", spans, text)
		}
		if span.End < len(text) && !utf8.RuneStart(text[span.End]) && utf8.ValidString(text) {
			t.Fatalf("span %v cuts a character of %q", span, text)
		}
		at = span.End
	}
}

// places makes n names like those of the geographic areas.
func places(n int) []string {
	first := []string{"Saint", "Sainte", "Villeneuve", "Château", "Bœrsch", "Zürich", "Großkreutz", "La Chapelle", "Łódź", "Mont"}
	middle := []string{"Étienne", "Denis", "Marie", "Honoré", "Jean", "Hélène", "Aubin", "Léger", "Göran", "Oyón", "Noël"}
	last := []string{"sur-Mer", "les-Bains", "en-Forêt", "du-Lac", "am See", "d'Albret", "sous-Bois"}
	region := []string{"Île-de-France", "Bretagne", "Grand Est", "Occitanie", "Rhône", "Vaud", "Bern"}
	names := make([]string, n)
	for i := range names {
		names[i] = fmt.Sprintf("%s-%s-%s %d, %s", first[i%10], middle[i/10%11], last[i/110%7], i/770, region[i/7%7])
	}
	return names
}

// siteRow is a whole row of the table of voicesites, ready for its filter.
func siteRow(i int, place string) string {
	return fmt.Sprintf("VS-%08d PARIS_DC_%05d %s customer %d vpn %012x FR active 2026-03-%02d +3314%07d", i, i, place, i%97, i*7919, i%28+1, i)
}

func BenchmarkSearch(b *testing.B) {
	typing := []string{"s", "sa", "san", "san ", "san m", "san ma"}
	for _, size := range []int{1_000, 36_000, 300_000} {
		names := places(size)
		for name, queries := range map[string][]string{
			"typing": typing, "first letter": {"s", "e"}, "rare": {"bains bern", "foret lodz"}, "close": {"vllnve", "chteau"},
		} {
			b.Run(fmt.Sprintf("%d/%s", size, name), func(b *testing.B) { benchSearch(b, names, queries, 50) })
		}
	}
	rows := places(50_000)
	for i := range rows {
		rows[i] = siteRow(i, rows[i])
	}
	for name, queries := range map[string][]string{
		"typing": {"l", "le", "leg", "lege", "leger", "leger 3"}, "first letter": {"a", "e"}, "no hit": {"xkcdq", "qwzjk"}, "close": {"vllnve", "chteau"},
	} {
		b.Run("50000 rows/"+name, func(b *testing.B) { benchSearch(b, rows, queries, 0) })
	}
}

func benchSearch(b *testing.B, names, queries []string, limit int) {
	b.Helper()
	x := indexOf(names)
	for _, query := range queries {
		x.Search(query, limit)
	}
	b.ReportAllocs()
	for i := 0; b.Loop(); i++ {
		x.Search(queries[i%len(queries)], limit)
	}
}

func BenchmarkNewIndex(b *testing.B) {
	names := places(36_000)
	b.ReportAllocs()
	for b.Loop() {
		indexOf(names)
	}
}
