package text_test

import (
	"testing"
	"unicode/utf8"

	"btalk/internal/models/text"
)

func TestFold(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct{ text, want string }{
		"plain text stays":                    {"zurich 8001", "zurich 8001"},
		"case goes":                           {"ZURICH", "zurich"},
		"accents go":                          {"Zürich São Paulo Kraków", "zurich sao paulo krakow"},
		"decomposed accents go":               {"Zu\u0308rich", "zurich"},
		"strokes go":                          {"Łódź Tromsø Đakovo", "lodz tromso dakovo"},
		"ligatures are spelt":                 {"Œuvre Æbeltoft Großkreutz STRAẞE", "oeuvre aebeltoft grosskreutz strasse"},
		"thorn and eth are spelt":             {"Þórshöfn Seyðisfjörður", "thorshofn seydisfjordur"},
		"both Turkish i":                      {"Iğdır İzmir", "igdir izmir"},
		"punctuation is a blank":              {"Biel/Bienne", "biel bienne"},
		"blanks are single, none at the end":  {"  --L'Isle - d’Abeau!  ", "l isle d abeau"},
		"no blank before a ligature":          {"«Œuvre» «ßx", "oeuvre ssx"},
		"no blank before the first ligature":  {"¿ßx", "ssx"},
		"the first and the last of each":      {"azAZ09", "azaz09"},
		"the first and the last of wide ones": {"éa éz éA éZ é0 é9", "ea ez ea ez e0 e9"},
		"the Catalan dot joins":               {"Paral·lel Paraŀlel", "parallel parallel"},
		"Greek final sigma":                   {"Πειραιάς", "πειραιασ"},
		"wide letters":                        {"Ｔｏｋｙｏ １", "tokyo 1"},
		"other scripts stay":                  {"東京 서울", "東京 서울"},
		"control characters are blanks":       {"a\x1b[31mb\x00c", "a 31mb c"},
		"broken UTF-8 is a blank":             {"a\xffb", "a b"},
		"a soft hyphen joins":                 {"Gros\u00adskreutz", "grosskreutz"},
		"nothing left":                        {"?!", ""},
		"nothing":                             {"", ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := text.Fold(test.text); got != test.want {
				t.Errorf("Fold(%q) = %q, want %q", test.text, got, test.want)
			}
		})
	}
}

func FuzzFold(f *testing.F) {
	for _, seed := range []string{"Saint-Étienne", "Łódź", "\u0130I\u0307", "ﷺ", "가각", "e\u0301\u0323", "\xff\xfe"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, word string) {
		folded := text.Fold(word)
		if !utf8.ValidString(folded) {
			t.Fatalf("Fold(%q) = %q is not UTF-8", word, folded)
		}
		if again := text.Fold(folded); again != folded {
			t.Fatalf("Fold(%q) = %q, folded again %q", word, folded, again)
		}
	})
}
