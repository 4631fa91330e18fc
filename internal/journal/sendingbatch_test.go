package journal

import (
	"errors"
	"os"
	"testing"
	"time"

	"btalk/internal/models"
)

// The directory of the other locks is one of the session: a batch of cron has
// another one than that of a terminal.
func TestOneBatchIsSentAtATimeWhateverTheSession(t *testing.T) {
	t.Parallel()
	one := openTemp(t)
	other := OpenRecords(one.chain.path, t.TempDir(), time.Now)
	for range 2 {
		done, err := one.SendingBatch()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := other.SendingBatch(); !errors.Is(err, models.ErrSentBefore) {
			t.Errorf("a second batch beside the first: %v", err)
		}
		done()
	}
	if done, err := other.SendingBatch(); err != nil {
		t.Errorf("after the first: %v", err)
	} else {
		done()
	}
	if records := mustRead(t, one); len(records) != 0 {
		t.Errorf("a lock is %d records", len(records))
	}
}

func TestNoBatchIsSentWhereLocksDoNotWork(t *testing.T) {
	t.Parallel()
	r := openTemp(t)
	if err := os.MkdirAll(r.chain.path+batchSuffix, 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := r.SendingBatch(); err == nil || errors.Is(err, models.ErrSentBefore) {
		t.Errorf("got %v", err)
	}
}
