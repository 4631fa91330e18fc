package main

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"testing"

	"github.com/charmbracelet/x/vt"
)

// screen returns the frame that the bytes draw on a terminal of two rows.
func screen(t *testing.T, width int, output string) Frame {
	t.Helper()
	e := vt.NewEmulator(width, 2)
	if _, err := e.Write([]byte(output)); err != nil {
		t.Fatalf("write to the emulator: %v", err)
	}
	return capture(e)
}

func TestSVGDrawsWhatTheTerminalShows(t *testing.T) {
	t.Parallel()
	tests := []struct {
		rule   string
		output string
		want   string
	}{
		{"plain text takes the picture's colour", "site", `textLength="168.0" lengthAdjust="spacingAndGlyphs">site`},
		{"bold is bold", "\x1b[1msite", ` font-weight="bold">site</text>`},
		{"faint is paler", "\x1b[2msite", ` opacity="0.65">site</text>`},
		{"underline is underlined", "\x1b[4msite", ` text-decoration="underline">site</text>`},
		{"one of the sixteen colours comes from the palette", "\x1b[31msite", ` fill="#f07178">site</text>`},
		{"one of the 256 comes from the standard", "\x1b[38;5;196msite", ` fill="#ff0000">site</text>`},
		{"true colour is exact", "\x1b[38;2;1;2;255msite", ` fill="#0102ff">site</text>`},
		{"a ground is a rectangle under the cells", "\x1b[44msite\x1b[0m", `width="33.6" height="18.0" fill="#7aa2f7"/>`},
		{"reverse exchanges text and ground", "\x1b[7msite\x1b[0m", `width="33.6" height="18.0" fill="#c8d0e0"/>`},
		{"markup in the data is text", "<b>&", `&lt;b&gt;&amp;`},
		{"a wide cell is a run of its own, two columns wide", "北", `textLength="16.8" lengthAdjust="spacingAndGlyphs">北</text>`},
	}
	for _, test := range tests {
		t.Run(test.rule, func(t *testing.T) {
			t.Parallel()
			got := string(SVG(screen(t, 20, test.output), "title"))
			if !strings.Contains(got, test.want) {
				t.Errorf("the picture of %q lacks %q:\n%s", test.output, test.want, got)
			}
			assertXML(t, got)
		})
	}
}

// assertXML fails unless the document is well-formed.
func assertXML(t *testing.T, document string) {
	t.Helper()
	d := xml.NewDecoder(strings.NewReader(document))
	for {
		_, err := d.Token()
		if errors.Is(err, io.EOF) {
			return
		}
		if err != nil {
			t.Fatalf("not XML: %v\n%s", err, document)
		}
	}
}

func TestTextAfterAWideCellStandsInItsColumn(t *testing.T) {
	t.Parallel()
	got := string(SVG(screen(t, 4, "a北b"), ""))
	if want := `<text x="39.2"`; !strings.Contains(got, want) {
		t.Errorf("b stands in the fourth column, so the picture has %s:\n%s", want, got)
	}
}

func TestMaskedFrameIsTheSameInEveryRun(t *testing.T) {
	t.Parallel()
	tests := []struct{ rule, output, want string }{
		{"a clock time", "at 14:03:59", "at 00:00:00"},
		{"a date", "on 2026-11-22", "on 0000-00-00"},
		{"an age", "12 s old", "00 s old"},
		{"a duration", "GET 37ms", "GET 00ms"},
		{"the port of the sandbox", "127.0.0.1:8080", "000.0.0.0:0000"},
		{"a count stays", "612 sites", "612 sites"},
		{"a number behind accents", "é 5 min", "é 0 min"},
	}
	for _, test := range tests {
		t.Run(test.rule, func(t *testing.T) {
			t.Parallel()
			got := strings.TrimSpace(screen(t, 30, test.output).masked().String())
			if got != test.want {
				t.Errorf("masked %q is %q, want %q", test.output, got, test.want)
			}
		})
	}
}
