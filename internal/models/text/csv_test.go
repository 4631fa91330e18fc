package text

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
)

func TestOnlyACellThatASpreadsheetWouldRunIsDefused(t *testing.T) {
	t.Parallel()
	for _, cell := range []string{
		"=1+1", " =1", "\u00a0=1", "\u200b=1", "\x01=1", "＝1", " ＠x", "@x", "+cmd|' /C calc'!A0", "-cmd", "+A1", "-", "+", "-1+2", "+1*2",
		"-2e", "+33e1x", "\tx", "\rx", "＋33", "+33 1 40…", "-(A1)",
	} {
		if got := CSVCell(cell); got != "'"+cell {
			t.Errorf("%q stays %q", cell, got)
		}
	}
	for _, cell := range []string{
		"", "  ", "a=b", "33", "+33", "+33 1 40 00 00 00", "+33 (0)1 40-00", "-12.5", "-5", "-1,234.50", "-1'234", "+1.5e3", "-2E-7",
		" -5", "+33140000000-33140000009", "'=1", "x@y", "+33\u00a01\u202f40",
	} {
		if got := CSVCell(cell); got != cell {
			t.Errorf("%q becomes %q", cell, got)
		}
	}
}

func TestEscapedJSONMeansTheSameAndHidesNothing(t *testing.T) {
	t.Parallel()
	document := "{\"a\":\"x\ufffd\ue000\u202ey\u009b\u200b\u3164\U000e0041\ufeff é Zürich 東京\",\n\"b\":\"a\u0301\"}"
	got := EscapeJSON([]byte(document))
	for _, spelt := range []string{`\ufffd`, `\ue000`, `\u202e`, `\u009b`, `\u200b`, `\u3164`, `\udb40\udc41`, `\ufeff`} {
		if !strings.Contains(string(got), spelt) {
			t.Errorf("%s is not spelt in %q", spelt, got)
		}
	}
	if strings.ContainsFunc(string(got), hiddenInJSON) || !strings.Contains(string(got), "Zürich 東京") || !strings.Contains(string(got), "a\u0301") {
		t.Errorf("%q", got)
	}
	var before, after map[string]string
	if json.Unmarshal([]byte(document), &before) != nil || json.Unmarshal(got, &after) != nil || before["a"] != after["a"] {
		t.Errorf("%q became %q", document, got)
	}
}

func TestTheFirstAndTheLastCharacterAreSpelt(t *testing.T) {
	t.Parallel()
	for document, want := range map[string]string{
		"\u200b": `\u200b`, "\u200b1": `\u200b1`, "1\u200b": `1\u200b`, "1": "1", "": "", "\n\r\t{}": "\n\r\t{}", "\U000e0001": `\udb40\udc01`,
	} {
		if got := string(EscapeJSON([]byte(document))); got != want {
			t.Errorf("%q is written %s, want %s", document, got, want)
		}
	}
	if got := string(SpellJSON([]byte("é\uffff\U0001f600z"))); got != `\u00e9\uffff\ud83d\ude00z` {
		t.Errorf("spelt %s", got)
	}
}

func TestInstantReadsMoments(t *testing.T) {
	t.Parallel()
	noon := time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)
	for s, want := range map[string]time.Time{
		"2026-11-25T12:00:00Z": noon, "2026-11-25T13:00:00+01:00": noon, "2026-11-25 12:00:00": noon, "2026-11-25 12:00": noon,
		"2026-11-25T12:00:00.12Z": noon.Add(120 * time.Millisecond), "2026-11-25 12:00:00.003": noon.Add(3 * time.Millisecond),
		"2026-11-25": noon.Add(-12 * time.Hour),
	} {
		if at, ok := Instant(s); !ok || !at.Equal(want) {
			t.Errorf("%q reads as %v, %v", s, at, ok)
		}
	}
	for _, s := range []string{"", "2026", "2026-13-01", "site-2026-11-25", "2026-11-25 is a day", "0033-1-400"} {
		if at, ok := Instant(s); ok {
			t.Errorf("%q reads as %v", s, at)
		}
	}
}
