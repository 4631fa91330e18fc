package journal

import (
	"bufio"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// The test binary plays a wizard that types until it is killed.
const typist = "BTALK_TEST_TYPIST"

func TestMain(m *testing.M) {
	if os.Getenv(typist) != "" {
		typeForEver()
	}
	os.Exit(m.Run())
}

// typeForEver saves longer and longer drafts in the directory it was started
// in, and says each one when it is safe.
func typeForEver() {
	dir, err := os.Getwd()
	if err != nil {
		return
	}
	drafts := OpenDrafts(dir, dir, time.Now)
	for n := 1; ; n++ {
		if err := drafts.Save("wizard", []byte(strings.Repeat("x", n))); err != nil {
			fmt.Fprintln(os.Stdout, "error", err)
			return
		}
		fmt.Fprintln(os.Stdout, n)
	}
}

func newDrafts(t *testing.T) *Drafts {
	t.Helper()
	return OpenDrafts(filepath.Join(t.TempDir(), "drafts"), filepath.Join(t.TempDir(), "locks"), time.Now)
}

func save(t *testing.T, d *Drafts, id, data string) {
	t.Helper()
	if err := d.Save(id, []byte(data)); err != nil {
		t.Fatal(err)
	}
}

func TestDraftIsListedUntilItIsDiscarded(t *testing.T) {
	t.Parallel()
	d := newDrafts(t)
	at := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	d.now = func() time.Time { at = at.Add(time.Minute); return at }
	if drafts, err := d.List(); len(drafts) != 0 || err != nil {
		t.Errorf("before the first save: %v, %v", drafts, err)
	}
	save(t, d, "older", "{}")
	save(t, d, "newer", "Zürich\n\x00")
	drafts, err := d.List()
	if err != nil || len(drafts) != 2 || drafts[0].ID != "newer" || drafts[1].ID != "older" {
		t.Fatalf("listed %v, %v", drafts, err)
	}
	if got := string(drafts[0].Data); got != "Zürich\n\x00" || !drafts[0].Saved.Equal(at) {
		t.Errorf("came back as %q of %v", got, drafts[0].Saved)
	}
	save(t, d, "older", "again")
	if draft, err := d.Load("older"); err != nil || string(draft.Data) != "again" {
		t.Errorf("loaded %q, %v", draft.Data, err)
	}
	for range 2 { // the second time there is nothing to discard
		if err := d.Discard("older"); err != nil {
			t.Error(err)
		}
	}
	if _, err := d.Load("older"); !errors.Is(err, ErrNoDraft) {
		t.Errorf("after discard: %v", err)
	}
}

func TestIDThatIsNoFileNameIsRefused(t *testing.T) {
	t.Parallel()
	d := newDrafts(t)
	for _, id := range []string{"", ".", "../x", "a/b", "a\x00b", "é", strings.Repeat("a", 81)} {
		if err := d.Save(id, nil); err == nil {
			t.Errorf("Save took the id %q", id)
		}
		if _, err := d.Load(id); err == nil {
			t.Errorf("Load took the id %q", id)
		}
		if err := d.Discard(id); err == nil {
			t.Errorf("Discard took the id %q", id)
		}
		if _, err := d.Open(id); err == nil {
			t.Errorf("Open took the id %q", id)
		}
	}
	if id := NewID(); !validID(id) || id == NewID() {
		t.Errorf("NewID gave %q", id)
	}
}

func TestAnyDamageCostsOneDraftOnly(t *testing.T) {
	t.Parallel()
	d := newDrafts(t)
	save(t, d, "good", "safe")
	save(t, d, "bad", "what was typed")
	path := d.path("bad")
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	check := func(what string) {
		t.Helper()
		drafts, err := d.List()
		if len(drafts) != 1 || string(drafts[0].Data) != "safe" {
			t.Errorf("%s: listed %v", what, drafts)
		}
		if err == nil || !strings.Contains(err.Error(), "bad.draft") {
			t.Errorf("%s: nobody was told: %v", what, err)
		}
	}
	for i := range whole {
		flipped := append([]byte(nil), whole...)
		flipped[i] ^= 0x20
		write(t, path, flipped)
		check("flip of byte " + strconv.Itoa(i))
		write(t, path, whole[:i])
		check("cut at " + strconv.Itoa(i))
	}
	write(t, path, append(append([]byte(nil), whole...), 'x'))
	check("a byte too many")
	save(t, d, "other", "of another id")
	if err := os.Rename(d.path("other"), path); err != nil {
		t.Fatal(err)
	}
	check("the file of another draft")
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if err := os.Mkdir(path, 0o700); err != nil {
		t.Fatal(err)
	}
	check("a directory")
}

func write(t *testing.T, path string, data []byte) {
	t.Helper()
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestKillCostsAtMostWhatWasNotSavedYet(t *testing.T) {
	t.Parallel()
	for range 40 {
		dir := t.TempDir()
		cmd := exec.CommandContext(t.Context(), os.Args[0])
		cmd.Env, cmd.Dir = append(os.Environ(), typist+"=1"), dir
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(out)
		said := 0
		for said < 3 && lines.Scan() {
			said++
		}
		_ = cmd.Process.Kill() // in the middle of whatever it does now
		for lines.Scan() {
			said++
		}
		_ = cmd.Wait() // it was killed
		drafts, err := OpenDrafts(dir, dir, time.Now).List()
		if err != nil || len(drafts) != 1 {
			t.Fatalf("after a kill: %v, %v", drafts, err)
		}
		if kept := len(drafts[0].Data); kept < said || kept > said+1 {
			t.Errorf("%d saves were done, %d were kept", said, kept)
		}
	}
}

func TestDraftBelongsToOneWizardAtATime(t *testing.T) {
	t.Parallel()
	d := newDrafts(t)
	save(t, d, "wizard", "{}")
	closeDraft, err := d.Open("wizard")
	if err != nil {
		t.Fatal(err)
	}
	second := OpenDrafts(d.dir, d.locks, time.Now)
	if _, err := second.Open("wizard"); !errors.Is(err, ErrInUse) {
		t.Errorf("the second wizard: %v", err)
	}
	if drafts, _ := second.List(); !drafts[0].InUse {
		t.Error("the list does not tell that the draft is open")
	}
	if closeOther, err := OpenDrafts(filepath.Join(t.TempDir(), "profile"), d.locks, time.Now).Open("wizard"); err != nil {
		t.Errorf("the same id in another profile: %v", err)
	} else {
		closeOther()
	}
	closeDraft()
	if drafts, _ := second.List(); drafts[0].InUse {
		t.Error("a draft that was closed counts as open")
	}
	closeDraft, err = second.Open("wizard")
	if err != nil {
		t.Errorf("after it was closed: %v", err)
	}
	closeDraft()
}

func TestWithoutLocksNobodyIsKeptOut(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	write(t, file, nil)
	for _, locks := range []string{"", "relative", filepath.Join(file, "below")} {
		closeDraft, err := OpenDrafts(t.TempDir(), locks, time.Now).Open("wizard")
		if err != nil {
			t.Errorf("locks in %q: %v", locks, err)
			continue
		}
		closeDraft()
	}
	if strays, _ := filepath.Glob("draft-*.lock"); len(strays) > 0 {
		t.Errorf("a lock was left in the working directory: %q", strays)
	}
}

func TestTroubleWithTheDiskIsToldAndOldStateStays(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "file")
	write(t, file, nil)
	for _, dir := range []string{"", "relative", filepath.Join(file, "below")} {
		if err := OpenDrafts(dir, dir, time.Now).Save("wizard", nil); err == nil || !strings.Contains(err.Error(), "could not") && !strings.Contains(err.Error(), "no usable") {
			t.Errorf("directory %q: %v", dir, err)
		}
	}
	d := newDrafts(t)
	save(t, d, "wizard", "typed")
	if err := d.Save("wizard", make([]byte, maxDraft+1)); err == nil {
		t.Error("a draft of any size was taken")
	}
	if draft, err := d.Load("wizard"); err != nil || string(draft.Data) != "typed" {
		t.Errorf("after a save that failed: %q, %v", draft.Data, err)
	}
}

func TestDraftsArePrivate(t *testing.T) {
	t.Parallel()
	d := newDrafts(t)
	if err := os.MkdirAll(d.dir, 0o755); err != nil {
		t.Fatal(err)
	}
	save(t, d, "wizard", "{}")
	closeDraft, err := d.Open("wizard")
	if err != nil {
		t.Fatal(err)
	}
	defer closeDraft()
	for _, root := range []string{d.dir, d.locks} {
		err := filepath.WalkDir(root, func(path string, entry os.DirEntry, err error) error {
			if err != nil {
				return err
			}
			info, err := entry.Info()
			if err == nil && info.Mode().Perm()&0o077 != 0 {
				t.Errorf("%s is %v", path, info.Mode())
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	}
}

func TestWritersAtOnceLeaveWholeDrafts(t *testing.T) {
	t.Parallel()
	d := newDrafts(t)
	done := make(chan error, 8)
	for writer := range cap(done) {
		go func() {
			var failed error
			for n := range 25 {
				id := "draft" + strconv.Itoa(n%3)
				failed = errors.Join(failed, d.Save(id, []byte(strings.Repeat(strconv.Itoa(writer), 100))))
				_, err := d.List()
				failed = errors.Join(failed, err)
			}
			done <- failed
		}()
	}
	for range cap(done) {
		if err := <-done; err != nil {
			t.Error(err)
		}
	}
	if drafts, err := d.List(); len(drafts) != 3 || err != nil {
		t.Errorf("%d drafts, %v", len(drafts), err)
	}
}

func FuzzDecodeDraft(f *testing.F) {
	f.Add(encodeDraft("wizard", time.Unix(0, 0), 7, []byte("{}")))
	f.Add([]byte(draftMagic + "\n\n"))
	f.Add([]byte("\n"))
	f.Fuzz(func(t *testing.T, file []byte) {
		draft, err := decodeDraft("wizard", file)
		if err != nil {
			return
		}
		if again, err := decodeDraft("wizard", encodeDraft("wizard", draft.Saved, draft.number, draft.Data)); err != nil || string(again.Data) != string(draft.Data) {
			t.Errorf("a draft that was read does not come back: %v", err)
		}
	})
}
