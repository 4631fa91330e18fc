package journal

import (
	"bytes"
	"os"
	"strings"
	"testing"
)

func TestOnlyWhatACrashHasCutShortIsReadableAround(t *testing.T) {
	t.Parallel()
	r := openTemp(t)
	mustIntend(t, r, intent("a"), intent("b"), intent("c"))
	whole, err := os.ReadFile(r.chain.path)
	if err != nil {
		t.Fatal(err)
	}
	altered := bytes.Replace(whole, []byte(`"id":"b"`), []byte(`"id":"x"`), 1)
	lines := bytes.SplitAfter(whole, []byte("\n"))
	unchained := []byte(sumBefore + hashOf([]byte(`{"step":"intent","id":"d"}`)) + sumAfter + `"step":"intent","id":"d"}` + "\n")
	for name, tt := range map[string]struct {
		text    []byte
		records int
		says    string
	}{
		"as it was written":                       {whole, 3, ""},
		"the last line without its end":           {append(bytes.Clone(whole), `{"sum":"0`...), 3, ""},
		"an altered line":                         {altered, 2, "could not read 1 lines"},
		"an altered line, and one without an end": {append(bytes.Clone(altered), `{"sum":"0`...), 2, "could not read 1 lines"},
		"an altered last line":                    {append(bytes.Clone(lines[0]), bytes.Replace(lines[1], []byte(`"id":"b"`), []byte(`"id":"x"`), 1)...), 1, "could not read 1 lines"},
		"a line that names none before it":        {append(bytes.Clone(whole), unchained...), 3, "could not read 1 lines"},
		"an outcome of nothing":                   {append(bytes.Clone(whole), append(seal(hashOf(bytes.TrimSpace(lines[2])), []byte(`{"step":"outcome","id":"z"}`)), '\n')...), 3, "could not read 1 lines"},
	} {
		if err := os.WriteFile(r.chain.path, tt.text, 0o600); err != nil {
			t.Fatal(err)
		}
		records, err := r.Records()
		if len(records) != tt.records || (err == nil) != (tt.says == "") || err != nil && !strings.Contains(err.Error(), tt.says) {
			t.Errorf("%s: %d records, %v; want %d, and %q", name, len(records), err, tt.records, tt.says)
		}
	}
}

func TestAJournalThatOthersCanReadIsClosedByTheNextLine(t *testing.T) {
	t.Parallel()
	r := openTemp(t)
	mustIntend(t, r, intent("a"))
	if err := os.Chmod(r.chain.path, 0o640); err != nil {
		t.Fatal(err)
	}
	mustIntend(t, r, intent("b"))
	info, err := os.Stat(r.chain.path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v, want 0600", info.Mode(), err)
	}
}

func TestTheLargestDraftThatIsSavedIsRead(t *testing.T) {
	t.Parallel()
	d := newDrafts(t)
	if err := d.Save("wizard", make([]byte, maxDraft)); err != nil {
		t.Fatal(err)
	}
	if draft, err := d.Load("wizard"); err != nil || len(draft.Data) != maxDraft {
		t.Errorf("%d bytes, %v", len(draft.Data), err)
	}
	if err := d.Save("wizard", make([]byte, maxDraft+1)); err == nil {
		t.Error("a larger one was saved")
	}
}
