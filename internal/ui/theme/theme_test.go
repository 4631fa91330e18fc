package theme

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"btalk/themes"
)

func load(t *testing.T, name string) palette {
	t.Helper()
	text, err := themes.Files.ReadFile(name + ".toml")
	if err != nil {
		t.Fatal(err)
	}
	pal, err := parse(text)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return pal
}

func TestEveryThemeThatComesWithBtalkParses(t *testing.T) {
	t.Parallel()
	files, err := themes.Files.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	if len(files) != len(builtin) {
		t.Errorf("got %d files, want the %d that are listed", len(files), len(builtin))
	}
	for _, name := range builtin {
		styles, err := Catalog{}.Load(name)
		if err != nil || styles.Name != name {
			t.Errorf("%s: got %q, %v", name, styles.Name, err)
		}
	}
}

func TestColoursAreReadableOnTheBackgroundTheyAreMadeFor(t *testing.T) {
	t.Parallel()
	quiet := map[string]bool{"muted": true, "border": true}
	for _, name := range builtin {
		pal := load(t, name)
		for _, role := range pal.roles(&Styles{}) {
			style := role.from
			ground := style.BG
			if ground == "" {
				ground = pal.Background
			}
			if style.FG == "" || ground == "" {
				continue
			}
			want := 4.5
			if quiet[role.name] {
				want = 3
			}
			if got := contrast(t, style.FG, ground); got < want {
				t.Errorf("%s: %s: contrast %.2f, want at least %.1f", name, role.name, got, want)
			}
		}
	}
}

// contrast is the ratio of WCAG 2.
func contrast(t *testing.T, a, b paint) float64 {
	t.Helper()
	x, y := luminance(t, a), luminance(t, b)
	return (max(x, y) + 0.05) / (min(x, y) + 0.05)
}

func luminance(t *testing.T, p paint) float64 {
	t.Helper()
	r, g, b, ok := p.rgb()
	if !ok {
		t.Fatalf("%q is not #rrggbb: a theme with a background gives colours by value", string(p))
	}
	part := func(v uint8) float64 {
		c := float64(v) / 255
		if c <= 0.04045 {
			return c / 12.92
		}
		return math.Pow((c+0.055)/1.055, 2.4)
	}
	return 0.2126*part(r) + 0.7152*part(g) + 0.0722*part(b)
}

func TestNoThemePaintsTheScreen(t *testing.T) {
	t.Parallel()
	for _, name := range builtin {
		if text := load(t, name).Styles.Text; text != (spec{}) {
			t.Errorf("%s: plain text is %+v, want the terminal's own", name, text)
		}
	}
}

func TestSelectionAndMatchShowWithoutColour(t *testing.T) {
	t.Parallel()
	for _, name := range builtin {
		s := load(t, name).Styles
		if !s.Selection.Bold && !s.Selection.Reverse {
			t.Errorf("%s: the selection is told by colour alone", name)
		}
		if !s.Match.Underline {
			t.Errorf("%s: a match is told by colour alone", name)
		}
	}
}

func TestMonoHasNoColour(t *testing.T) {
	t.Parallel()
	for _, role := range load(t, "mono").roles(&Styles{}) {
		style := role.from
		if style.FG != "" || style.BG != "" {
			t.Errorf("%s: got a colour", role.name)
		}
	}
}

func TestARoleOfAFileIsItsOwnStyleAndNoOther(t *testing.T) {
	t.Parallel()
	var blank palette
	plain := blank.styles()
	for _, role := range blank.roles(&Styles{}) {
		pal, err := parse([]byte("[styles]\n" + role.name + " = { bold = true }\n"))
		if err != nil {
			t.Fatalf("%s: %v", role.name, err)
		}
		for _, other := range pal.roles(&Styles{}) {
			if other.from.Bold != (other.name == role.name) {
				t.Errorf("bold for %s: %s is %v", role.name, other.name, other.from.Bold)
			}
		}
		if pal.styles() == plain {
			t.Errorf("%s is in no style", role.name)
		}
		_, err = parse([]byte("[styles]\n" + role.name + " = { bg = \"pink\" }\n"))
		if err == nil || !strings.Contains(err.Error(), "styles."+role.name) {
			t.Errorf("%s in pink: got %v, want it named", role.name, err)
		}
	}
}

func TestStylesAreBytesReadyToWrite(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		spec spec
		want string
	}{
		{spec{}, "x"},
		{spec{Bold: true}, "\x1b[1mx\x1b[m"},
		{spec{FG: "red"}, "\x1b[31mx\x1b[m"},
		{spec{FG: "bright-blue", BG: "black", Reverse: true}, "\x1b[7;94;40mx\x1b[m"},
		{spec{FG: "#0a0b0c"}, "\x1b[38;2;10;11;12mx\x1b[m"},
	} {
		if got := tc.spec.style().Render("x"); got != tc.want {
			t.Errorf("%+v: got %q, want %q", tc.spec, got, tc.want)
		}
	}
}

func TestUsersOwnThemesShadowOursAndJoinTheCycle(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"dark":  "[styles]\naccent = { fg = \"#010203\" }\n",
		"mine":  "[styles]\naccent = { fg = \"green\" }\n",
		"typo":  "[styles]\n\nacent = { fg = \"green\" }\n",
		"pink":  "[styles]\naccent = { fg = \"pink\" }\n",
		"wrong": "[styles\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, name+".toml"), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	catalog := NewCatalog(dir)
	dark, err := catalog.Load("dark")
	if err != nil || dark.Accent.Open() != "\x1b[38;2;1;2;3m" {
		t.Errorf("dark: got %q, %v; want the user's", dark.Accent.Open(), err)
	}
	if got := catalog.Next("colour-blind"); got != "mine" {
		t.Errorf("after ours: got %q, want the user's first", got)
	}
	if got := catalog.Next("wrong"); got != Default {
		t.Errorf("after the last: got %q, want %q", got, Default)
	}
	for name, want := range map[string]string{
		"typo":      `line 3: unknown key "styles.acent"`,
		"pink":      `"pink" is not a colour`,
		"wrong":     "line 1",
		"none":      "choose one of terminal, light",
		"../config": "choose one of terminal, light",
	} {
		if _, err := catalog.Load(name); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want it to say %q", name, err, want)
		}
	}
}
