package journal

import (
	"errors"
	"os"
	"strings"
	"syscall"
	"testing"
	"time"

	"btalk/internal/private/disktest"
)

// TestADiskThatTakesNothingLosesNothingAndIsNamed: of a full and of a read-only disk,
// what was kept stays readable, and whoever keeps more is told.
func TestADiskThatTakesNothingLosesNothingAndIsNamed(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(disktest.Disk, testing.TB){
		"the disk is full": disktest.Disk.Fill, "the disk is read-only": disktest.Disk.MakeReadOnly,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			disk, locks := disktest.New(t), t.TempDir()
			drafts := OpenDrafts(disk.Path("drafts"), locks, time.Now)
			records := OpenRecords(disk.Path("changes.jsonl"), locks, time.Now)
			if err := errors.Join(drafts.Save("lyon", []byte("typed")), records.Intend(intent("a"))); err != nil {
				t.Fatal(err)
			}
			spoil(disk, t)
			larger := intent("b") // than what is left of the last page
			larger.Body = []byte(`{"a3":"` + strings.Repeat("x", os.Getpagesize()) + `"}`)
			for what, err := range map[string]error{
				"a draft kept again": drafts.Save("lyon", []byte("typed more")), "a new draft": drafts.Save("nice", []byte("new")),
				"a change": records.Intend(larger),
			} {
				if err == nil || !strings.Contains(err.Error(), name) || strings.Contains(err.Error(), "\n") {
					t.Errorf("%s: %v, want one line with %q", what, err, name)
				}
			}
			kept, err := drafts.List()
			if err != nil || len(kept) != 1 || string(kept[0].Data) != "typed" {
				t.Errorf("drafts %+v, %v", kept, err)
			}
			sent, err := records.Records()
			if err != nil || len(sent) != 1 || sent[0].ID != "a" {
				t.Errorf("records %+v, %v", sent, err)
			}
		})
	}
}

func TestAJournalOfSomebodyElseIsNeitherReadNorWritten(t *testing.T) {
	t.Parallel()
	for name, give := range map[string]func(r *Records) error{
		"the file":      func(r *Records) error { return os.Chown(r.chain.path, 65534, 65534) },
		"a link to it":  func(r *Records) error { return relink(r.chain.path) },
		"the last line": func(r *Records) error { return relink(r.chain.path + headSuffix) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := openTemp(t)
			if err := r.Intend(intent("a")); err != nil {
				t.Fatal(err)
			}
			if err := give(r); errors.Is(err, syscall.EPERM) {
				t.Skip("only root gives a file away")
			} else if err != nil {
				t.Fatal(err)
			}
			if err := r.Intend(intent("b")); err == nil {
				t.Error("a line was written")
			}
		})
	}
}

// relink puts a link to the same file in its place.
func relink(path string) error {
	return errors.Join(os.Rename(path, path+".moved"), os.Symlink(path+".moved", path))
}
