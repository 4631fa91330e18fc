package journal

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
	"time"

	"btalk/internal/models"
)

// TestWriterProcess is not a test of its own: it is what the processes of
// TestProcessesKeepTheChain run.
func TestWriterProcess(t *testing.T) {
	dir := os.Getenv("JOURNAL_WRITER_DIR")
	if dir == "" {
		return
	}
	r := OpenRecords(filepath.Join(dir, "changes.jsonl"), filepath.Join(dir, "run"), time.Now)
	count, err := strconv.Atoi(os.Getenv("JOURNAL_WRITER_COUNT"))
	if err != nil {
		t.Fatal(err)
	}
	for i := range count {
		id := fmt.Sprintf("%s-%d", os.Getenv("JOURNAL_WRITER_NAME"), i)
		mustIntend(t, r, intent(id))
		if err := r.Conclude(id, models.Outcome{State: models.Done, Status: 200}); err != nil {
			t.Fatal(err)
		}
	}
}

func TestProcessesKeepTheChain(t *testing.T) {
	t.Parallel()
	const processes, changes = 4, 25
	dir := t.TempDir()
	var writers []*exec.Cmd
	for i := range processes {
		writer := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestWriterProcess$", "-test.count=1")
		writer.Env = append(os.Environ(), "JOURNAL_WRITER_DIR="+dir, fmt.Sprintf("JOURNAL_WRITER_NAME=w%d", i), fmt.Sprintf("JOURNAL_WRITER_COUNT=%d", changes))
		if err := writer.Start(); err != nil {
			t.Fatal(err)
		}
		writers = append(writers, writer)
	}
	for _, writer := range writers {
		if err := writer.Wait(); err != nil {
			t.Errorf("a writer failed: %v", err)
		}
	}
	r := OpenRecords(filepath.Join(dir, "changes.jsonl"), filepath.Join(dir, "run"), time.Now)
	if audit := mustVerify(t, r); !audit.Whole() || len(audit.Notes) > 0 || audit.Lines != 2*processes*changes {
		t.Errorf("the chain is %+v, want %d lines", audit, 2*processes*changes)
	}
	records := mustRead(t, r)
	if len(records) != processes*changes {
		t.Errorf("got %d records, want %d", len(records), processes*changes)
	}
	for _, record := range records {
		if record.State != models.Done {
			t.Errorf("%s is %s", record.ID, record.State)
		}
	}
}
