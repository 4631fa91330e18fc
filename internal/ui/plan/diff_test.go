package plan

import (
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/ansi"

	"btalk/internal/models"
	"btalk/internal/ui/listing/listingtest"
	"btalk/internal/ui/widget"
)

// sheet is a paper of w cells.
func sheet(t *testing.T, w int) paper {
	t.Helper()
	return newPaper(listingtest.Env(t, "mono"), w+2)
}

func differ(field, label, before, after string) models.Difference {
	return models.Difference{Field: field, Label: label, Before: models.NewText(before), After: models.NewText(after)}
}

// listed is how differences read, without styles and blanks at the ends of lines.
func listed(p paper, made time.Time, differences ...models.Difference) []string {
	lines := p.fieldByField(models.Plan{Differences: differences, Made: made}, nil, true)
	for i, line := range lines {
		lines[i] = strings.TrimRight(ansi.Strip(line), " ")
	}
	return lines
}

func TestAFieldIsNamedAsTheAPINamesItAndExplainedWhereThatSaysMore(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ field, label, want string }{
		{"a6", "Street name", "a6 Street name"},
		{"a6", "", "a6"},
		{"technicalSiteName", "Technical name", "technicalSiteName"},
		{"customerOrderReference", "Reference", "customerOrderReference"},
		{"vpnId", "VPN", "vpnId"},
		{"country", "Country", "country"},
		{"country", "Country code", "country Country code"},
		{"331", "1 number", "331 1 number"},
		{"a\x1b", "b\x1b", "a␛ b␛"},
	} {
		if got := fieldName(differ(tc.field, tc.label, "", "")); got != tc.want {
			t.Errorf("%s, %q is named %q, want %q", tc.field, tc.label, got, tc.want)
		}
	}
}

func TestColumnsAreAsWideAsTheyNeedWhereThereIsRoom(t *testing.T) {
	t.Parallel()
	got := listed(sheet(t, 70), listingtest.Now(), differ("hno", "Street number", "12", "3"), differ("flr", "Floor", "", "2"), differ("pc", "Postal code", "1", "1"))
	want := []string{
		"          Field              Read just now   After",
		"~ changed hno Street number  12            → 3",
		"+ new     flr Floor          –             → 2",
		"  same    pc Postal code     1             → 1",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
	got = listed(sheet(t, 70), listingtest.Now(), differ("vpnId", "VPN", "", "aa"))
	if strings.Join(got, "|") != "          Field  New|+ new     vpnId  aa" {
		t.Errorf("where nothing was there before: %q", got)
	}
}

func TestTheValuesBeforeSayHowOldTheyAre(t *testing.T) {
	t.Parallel()
	for old, want := range map[time.Duration]string{
		0: "Read just now", 5 * time.Minute: "Read 5 min ago", 3 * time.Hour: "Read 3 h ago", -time.Hour: "Read some time ago",
	} {
		got := listed(sheet(t, 80), listingtest.Now().Add(-old), differ("hno", "", "1", "2"))
		if !strings.Contains(got[0], want+" ") {
			t.Errorf("%v: the head is %q", old, got[0])
		}
	}
}

// Whoever confirms has read every character that leaves: nothing is cut, however
// narrow the page.
func TestAtEveryWidthEveryValueIsWholeAndNoLineIsTooWide(t *testing.T) {
	t.Parallel()
	const least = 40
	long := "de la République et de la Nation toute entière"
	for name, differences := range map[string][]models.Difference{
		"an address":        {differ("a6", "Street name without type or number", "Victor Hugo", long), differ("hno", "Street number", "12", ""), differ("pc", "Postal code", "", "69002")},
		"an order":          {differ("customerOrderReference", "Reference", "", "btalk-20261125-vzfevkl6vq"), differ("country", "Country", "", "FR")},
		"numbers":           {differ("33140000000-33140000009", "10 numbers of LYON_1", "published", "released")},
		"a long old value":  {differ("a6", "Street", long, "x")},
		"an unheard-of key": {differ(strings.Repeat("k", 60), "", "1", "2")},
	} {
		for w := least; w <= widest; w++ {
			p := sheet(t, w)
			lines := listed(p, listingtest.Now(), differences...)
			for _, line := range lines {
				if widget.Width(line) > w {
					t.Fatalf("%s, %d cells: %q is too wide", name, w, line)
				}
			}
			c := columnsOf(differences, w, "Read just now")
			for _, d := range differences {
				var name, before, after string
				for _, line := range p.difference(d, c) {
					cells := []rune(ansi.Strip(line))
					at := func(from, width int) string {
						return strings.TrimRight(string(cells[min(from, len(cells)):min(from+width, len(cells))]), " ")
					}
					name += at(c.kind, c.field)
					from := c.kind + c.field + gap
					if c.before > 0 {
						before += at(from, c.before)
						from += c.before + widget.Width(arrow)
					}
					after += at(from, c.after)
				}
				whole := func(shown string) string { return strings.ReplaceAll(shown, " ", "") }
				if whole(after) != whole(shown(d.After)) || c.before > 0 && whole(before) != whole(shown(d.Before)) {
					t.Fatalf("%s, %d cells: %q to %q reads %q to %q", name, w, d.Before, d.After, before, after)
				}
				if !strings.HasPrefix(whole(name), d.Field) {
					t.Fatalf("%d cells: the field %s reads %q", w, d.Field, name)
				}
			}
		}
	}
}

func TestBlanksAndEncodingsThatReachTheServerAreShown(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ before, after, shown, note string }{
		{"3", "", "–", ""},
		{"3", "3 ", "“3 ”", ""},
		{"3", " 3", "“ 3”", ""},
		{"3", "a b", "a b", ""},
		{"\u00e9", "e\u0301", "é", "(differs only in how it is encoded)"},
		{"3", "3", "3", ""},
	} {
		d := differ("hno", "", tc.before, tc.after)
		if got := shown(d.After); got != tc.shown {
			t.Errorf("%q is shown as %q, want %q", tc.after, got, tc.shown)
		}
		if got := invisible(d); got != tc.note {
			t.Errorf("%q to %q is noted %q, want %q", tc.before, tc.after, got, tc.note)
		}
	}
}

func TestWhatStaysIsCountedUnlessTheServerSpeaksOfIt(t *testing.T) {
	t.Parallel()
	plan := models.Plan{Differences: []models.Difference{differ("a1", "", "x", "x"), differ("a3", "", "y", "y"), differ("pc", "", "1", "1")}}
	p := sheet(t, 80)
	text := func(words map[string]string, all bool) string {
		return ansi.Strip(strings.Join(p.fieldByField(plan, words, all), "\n"))
	}
	if got := text(nil, false); got != "          3 fields stay as they are" {
		t.Errorf("got %q", got)
	}
	if got := text(map[string]string{"pc": "no such code\x1b"}, false); !strings.Contains(got, "pc") || !strings.Contains(got, "✗ no such code␛") || !strings.Contains(got, "2 fields stay") {
		t.Errorf("got %q", got)
	}
	if got := text(nil, true); strings.Contains(got, "stay") || strings.Count(got, "same") != 3 {
		t.Errorf("all of them: %q", got)
	}
}
