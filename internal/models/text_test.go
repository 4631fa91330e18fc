package models

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func TestTextIsShownSafely(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ raw, want string }{
		"plain":                        {"Saint-Denis 2", "Saint-Denis 2"},
		"accents":                      {"Zürich, Łódź, Île-de-Réunion", "Zürich, Łódź, Île-de-Réunion"},
		"composed for the terminal":    {"Ame\u0301lie", "Am\u00e9lie"},
		"wide":                         {"東京 서울", "東京 서울"},
		"escape":                       {"\x1b[31mred\x1b[0m", "␛[31mred␛[0m"},
		"window title":                 {"\x1b]0;x\x07", "␛]0;x␇"},
		"unterminated":                 {"\x1b]8;;http://x", "␛]8;;http://x"},
		"C1 control as a raw byte":     {"a\x9b31mb", "a\uFFFD31mb"},
		"C1 control in UTF-8":          {"a\u009b31mb", "a\uFFFD31mb"},
		"delete":                       {"a\x7fb", "a␡b"},
		"carriage return":              {"safe\rEVIL", "safe␍EVIL"},
		"line ends":                    {"a\nb\u0085c\u2028d\u2029e", "a↵b↵c↵d↵e"},
		"tabulator":                    {"a\tb", "a b"},
		"reordered":                    {"a\u202egnp.exe", "a\uFFFDgnp.exe"},
		"isolated":                     {"\u2066a\u2069", "\uFFFDa\uFFFD"},
		"zero width":                   {"ad\u200bmin", "ad\uFFFDmin"},
		"byte order mark":              {"\ufeffx", "\uFFFDx"},
		"soft hyphen":                  {"a\u00adb", "a\uFFFDb"},
		"tag characters":               {"a\U000E0041b", "a\uFFFDb"},
		"variation selector":           {"a\ufe0fb", "ab"},
		"private use":                  {"\ue000", "\uFFFD"},
		"not a character":              {"\U0010ffff", "\uFFFD"},
		"not UTF-8":                    {"\xff\xfea", "\uFFFD\uFFFDa"},
		"cut in a character":           {"Z\xc3", "Z\uFFFD"},
		"hangul filler":                {"a\u3164b", "a\uFFFDb"},
		"marks in a pile":              {"e" + strings.Repeat("\u0330", 50), "\u1e1b\u0330\u0330\u0330"},
		"joiner where it joins":        {"क्\u200dष", "क्\u200dष"},
		"joiner between Latin":         {"a\u200db", "ab"},
		"no-break space stays a blank": {"12\u00a0km", "12\u00a0km"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			text := NewText(tt.raw)
			if got := text.String(); got != tt.want {
				t.Errorf("%+q shown as %+q, want %+q", tt.raw, got, tt.want)
			}
			if text.Raw() != tt.raw {
				t.Errorf("raw %+q, want %+q", text.Raw(), tt.raw)
			}
		})
	}
}

// hostileTexts is the corpus of what a terminal may misunderstand: every
// control, every introducer with every end.
func hostileTexts() []string {
	var corpus []string
	for c := range 0x100 {
		corpus = append(corpus, "a"+string([]byte{byte(c)})+"b", "a"+string(rune(c))+"b", "a\x1b"+string([]byte{byte(c)})+"b")
	}
	introducers := []string{"\x1b[", "\u009b", "\x9b", "\x1bP", "\x1b_", "\x1b^", "\x1bX"}
	for _, osc := range []int{0, 1, 2, 4, 7, 8, 9, 10, 11, 50, 52, 104, 133, 633, 777, 1337} {
		introducers = append(introducers, fmt.Sprintf("\x1b]%d;", osc))
	}
	for _, start := range introducers {
		for _, end := range []string{"\x07", "\x1b\\", "\u009c", "\x9c", ""} {
			corpus = append(corpus, "a"+start+"payload"+end+"b")
		}
	}
	for r := rune(0x2000); r <= 0x206f; r++ {
		corpus = append(corpus, "a"+string(r)+"b")
	}
	for _, r := range []rune{0x061c, 0x180e, 0xfeff, 0x115f, 0x1160, 0x3164, 0xffa0, 0x034f, 0xfff9, 0x1d173, 0xe0001, 0xe007f, 0xe0100, 0xf8ff} {
		corpus = append(corpus, "a"+string(r)+"b", string(r))
	}
	return append(corpus, "e"+strings.Repeat("\u0301", 50), "\u0301", "\x1b", "\x1b[200~", "\x1b[201~y\n")
}

// checkSafe holds what Text.String promises of any text.
func checkSafe(t *testing.T, raw string) {
	t.Helper()
	safe := Safe(raw)
	if !utf8.ValidString(safe) || !norm.NFC.IsNormalString(safe) {
		t.Errorf("%+q: %+q is not composed UTF-8", raw, safe)
	}
	if again := Safe(safe); again != safe {
		t.Errorf("%+q: %+q changes again, to %+q", raw, safe, again)
	}
	for _, r := range safe {
		joiner := r == 0x200c || r == 0x200d
		if !joiner && (!unicode.IsGraphic(r) || unicode.In(r, unicode.C, unicode.Zl, unicode.Zp, unicode.Variation_Selector)) {
			t.Errorf("%+q: %+q holds %U", raw, safe, r)
		}
	}
}

func TestHostileCorpus(t *testing.T) {
	t.Parallel()
	corpus := hostileTexts()
	if len(corpus) < 700 {
		t.Errorf("%d texts, want at least 700", len(corpus))
	}
	for _, raw := range corpus {
		checkSafe(t, raw)
	}
}

func FuzzSafe(f *testing.F) {
	for _, seed := range hostileTexts() {
		f.Add(seed)
	}
	f.Add("क्\u200d\u0958\u093c\u0301\u0301\u0301ष")
	f.Add("ا\u200d\u0653\u200dب")
	f.Fuzz(checkSafe)
}

func TestTextInJSON(t *testing.T) {
	t.Parallel()
	var read struct{ A, B, C, D, E Text }
	doc := `{"A":"L\u00e9on","B":9999,"C":true,"D":null,"E":[1]}`
	if err := json.Unmarshal([]byte(doc), &read); err != nil {
		t.Fatal(err)
	}
	if read.A.Raw() != "Léon" || read.B.Raw() != "9999" || read.C.Raw() != "true" || !read.D.Empty() || !read.E.Empty() {
		t.Errorf("%+v", read)
	}
	written, err := json.Marshal(NewText("a\x1bb"))
	if err != nil || string(written) != `"a\u001bb"` {
		t.Errorf("%s, %v: the raw value goes back", written, err)
	}
}
