package journal

import (
	"os"
	"path/filepath"
	"testing"
	"time"
)

// FuzzRecords reads whatever a file may hold, and writes after it: neither may
// panic, and what is written after garbage must be read again.
func FuzzRecords(f *testing.F) {
	line := seal("", []byte(`{"step":"intent","id":"a","state":"pending"}`))
	f.Add([]byte(""))
	f.Add(append(line, '\n'))
	f.Add([]byte("{\"sum\":\"00\",\n\n{}\nnull"))
	f.Add([]byte("\x00\xff\n{\"sum\":\"\",\"prev\":\"\","))
	f.Fuzz(func(t *testing.T, content []byte) {
		dir := t.TempDir()
		r := OpenRecords(filepath.Join(dir, "changes.jsonl"), filepath.Join(dir, "run"), time.Now)
		if err := os.WriteFile(r.chain.path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		before, _ := r.Records() // damage is not a failure of this test
		if _, err := r.Verify(); err != nil {
			t.Fatal(err)
		}
		mustIntend(t, r, intent("new-one"))
		after, _ := r.Records()
		if len(after) != len(before)+1 || after[0].ID != "new-one" {
			t.Errorf("%d records before, %d after", len(before), len(after))
		}
	})
}
