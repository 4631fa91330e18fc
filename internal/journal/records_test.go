package journal

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"btalk/internal/models"
	"btalk/internal/private"
)

func openTemp(t *testing.T) *Records {
	t.Helper()
	dir := t.TempDir()
	return OpenRecords(filepath.Join(dir, "state", "changes.jsonl"), filepath.Join(dir, "run"), time.Now)
}

func intent(id string) models.Record {
	return models.Record{
		ID: id, Kind: models.PushAddress, Profile: models.NewText("mu\u0308ller\u200b"), User: models.NewText("alice"),
		Customer: models.NewText("9999"), Site: models.NewText("vs-1"), SiteName: models.NewText("LYON_1"),
		Method: "PUT", Path: models.NewText("/customers/9999/voicesites/vs-1/voiceaddress"),
		Body: models.Value(`{"a3": "Liège", "hno":"007 "}`), Previous: models.Value(`{"a3":"Lie\u0301ge"}`),
	}
}

func mustIntend(t *testing.T, r *Records, records ...models.Record) {
	t.Helper()
	for _, record := range records {
		if err := r.Intend(record); err != nil {
			t.Fatalf("Intend(%s): %v", record.ID, err)
		}
	}
}

func mustRead(t *testing.T, r *Records) []models.Record {
	t.Helper()
	records, err := r.Records()
	if err != nil {
		t.Fatalf("Records: %v", err)
	}
	return records
}

func mustVerify(t *testing.T, r *Records) models.Audit {
	t.Helper()
	audit, err := r.Verify()
	if err != nil {
		t.Fatalf("Verify: %v", err)
	}
	return audit
}

func TestRecordsMergeIntentOutcomeAndSettlement(t *testing.T) {
	t.Parallel()
	r := openTemp(t)
	mustIntend(t, r, intent("a"), intent("b"))
	failure := &models.Error{Op: "push", Kind: models.Unknown, RequestID: models.NewText("req-1")}
	steps := []error{
		r.Conclude("a", models.Outcome{State: models.OutcomeUnknown, Status: 504, Err: failure, RequestID: models.NewText("req-1")}),
		r.Settle("a", models.Outcome{State: models.Done, Settled: models.NewText("found done"), VoiceSite: models.NewText("vs-9")}),
		r.Conclude("b", models.Outcome{State: models.Done, Status: 200}),
	}
	if err := errors.Join(steps...); err != nil {
		t.Fatal(err)
	}
	records := mustRead(t, r)
	if len(records) != 2 || records[0].ID != "b" || records[1].ID != "a" {
		t.Fatalf("got %v, want b before a: the newest first", records)
	}
	a := records[1]
	if a.State != models.Done || a.Status != 504 || a.RequestID.Raw() != "req-1" || a.Settled.String() != "found done" || a.VoiceSite.Raw() != "vs-9" {
		t.Errorf("the settled record is %+v", a)
	}
	want := intent("a")
	if a.Profile.Raw() != want.Profile.Raw() {
		t.Errorf("the profile is %q, want its name as it is: %q", a.Profile.Raw(), want.Profile.Raw())
	}
	if !bytes.Equal(a.Body, want.Body) || !bytes.Equal(a.Previous, want.Previous) {
		t.Errorf("bodies were not kept byte for byte: %s, %s", a.Body, a.Previous)
	}
}

func TestRecordsAreASCIIAndPrivateWhateverTheUmask(t *testing.T) {
	old := syscall.Umask(0)
	defer syscall.Umask(old)
	r := openTemp(t)
	odd := intent("a")
	odd.SiteName = models.NewText("x\x1b]0;owned\a\u009b31m\u202e\x7f")
	odd.Body = models.Value("{\"a3\":\"\u009b\U0001F600\x7f\"}")
	mustIntend(t, r, odd)
	for _, path := range []string{r.chain.path, r.chain.path + headSuffix} {
		info, err := os.Stat(path)
		if err != nil || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v; want mode 0600", path, info.Mode(), err)
		}
	}
	if info, _ := os.Stat(filepath.Dir(r.chain.path)); info.Mode().Perm() != 0o700 {
		t.Errorf("the directory has mode %v, want 0700", info.Mode())
	}
	data, _ := os.ReadFile(r.chain.path)
	if i := bytes.IndexFunc(data, func(c rune) bool { return c != '\n' && (c < ' ' || c > '~') }); i >= 0 {
		t.Errorf("the journal holds %q", data[i])
	}
	if got := mustRead(t, r)[0]; !bytes.Equal(got.Body, odd.Body) || got.SiteName.Raw() != odd.SiteName.Raw() {
		t.Errorf("odd values came back as %q and %q", got.Body, got.SiteName.Raw())
	}
}

func TestAnIDIsBegunOnce(t *testing.T) {
	t.Parallel()
	other := intent("a")
	other.Method = "POST"
	refused := func(status int) models.Outcome { return models.Outcome{State: models.Refused, Status: status} }
	cases := []struct {
		name    string
		outcome models.Outcome
		next    models.Record
		want    error
	}{
		{"the same again", models.Outcome{State: models.Done, Status: 200}, intent("a"), models.ErrSentBefore},
		{"the other method after success", models.Outcome{State: models.Done, Status: 200}, other, models.ErrSentBefore},
		{"the other method after a refused method", refused(405), other, nil},
		{"the same method after a refused method", refused(405), intent("a"), models.ErrSentBefore},
		{"the other method after a refused value", refused(400), other, models.ErrSentBefore},
		{"the other method after silence", models.Outcome{State: models.OutcomeUnknown}, other, models.ErrSentBefore},
		{"the same after it never left", models.Outcome{State: models.NotSent}, intent("a"), nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			r := openTemp(t)
			mustIntend(t, r, intent("a"))
			if err := r.Conclude("a", c.outcome); err != nil {
				t.Fatal(err)
			}
			if err := r.Intend(c.next); !errors.Is(err, c.want) {
				t.Errorf("got %v, want %v", err, c.want)
			}
		})
	}
	t.Run("while it is pending", func(t *testing.T) {
		t.Parallel()
		r := openTemp(t)
		mustIntend(t, r, intent("a"))
		if err := r.Intend(other); !errors.Is(err, models.ErrSentBefore) {
			t.Errorf("got %v, want %v", err, models.ErrSentBefore)
		}
	})
}

func TestAChangeWithoutOutcomeIsPendingWhileItIsSentAndUnknownAfterwards(t *testing.T) {
	t.Parallel()
	r := openTemp(t)
	done, err := r.Sending("plan")
	if err != nil {
		t.Fatal(err)
	}
	mustIntend(t, r, intent("plan"), intent("plan.2"))
	for _, record := range mustRead(t, r) {
		if record.State != models.Pending {
			t.Errorf("%s is %s while it is sent, want pending", record.ID, record.State)
		}
	}
	if _, err := r.Sending("plan"); !errors.Is(err, models.ErrSentBefore) {
		t.Errorf("the plan could be sent twice at a time: %v", err)
	}
	done()
	for _, record := range mustRead(t, r) {
		if !record.Open() {
			t.Errorf("%s is %s afterwards, want unknown", record.ID, record.State)
		}
	}
}

func TestOutcomesOfUnknownChangesAreRefused(t *testing.T) {
	t.Parallel()
	r := openTemp(t)
	if err := r.Conclude("a", models.Outcome{State: models.Done}); err == nil {
		t.Error("an outcome without intent was written down")
	}
}

func TestATornLastLineIsToleratedAndTold(t *testing.T) {
	t.Parallel()
	r := openTemp(t)
	mustIntend(t, r, intent("a"))
	appendBytes(t, r.chain.path, `{"sum":"00`)
	if records := mustRead(t, r); len(records) != 1 {
		t.Fatalf("got %d records, want 1", len(records))
	}
	check := func(when string) {
		t.Helper()
		audit := mustVerify(t, r)
		if !audit.Whole() || len(audit.Notes) != 1 || !strings.Contains(audit.Notes[0], "line 2") {
			t.Errorf("%s: %+v, want it whole with a note on line 2", when, audit)
		}
	}
	check("before the next line")
	mustIntend(t, r, intent("b"))
	check("after the next line")
	if records := mustRead(t, r); len(records) != 2 || records[0].ID != "b" {
		t.Errorf("got %v, want both", records)
	}
}

func appendBytes(t *testing.T, path, text string) {
	t.Helper()
	file, err := os.OpenFile(path, os.O_WRONLY|os.O_APPEND, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if _, err := file.WriteString(text); err != nil {
		t.Fatal(err)
	}
}

func TestVerifyTellsTheFirstLineThatIsNotAsItWasWritten(t *testing.T) {
	t.Parallel()
	r := openTemp(t)
	mustIntend(t, r, intent("a"), intent("b"), intent("c"))
	if err := r.Conclude("a", models.Outcome{State: models.Refused}); err != nil {
		t.Fatal(err)
	}
	whole, _, err := r.chain.read()
	if err != nil {
		t.Fatal(err)
	}
	if audit := mustVerify(t, r); !audit.Whole() || audit.Lines != 4 {
		t.Fatalf("an untouched journal is %+v", audit)
	}
	tamper := func(name string, broken int, change func(lines [][]byte) [][]byte) {
		t.Run(name, func(t *testing.T) {
			lines := change(slices.Clone(whole))
			text := append(bytes.Join(lines, []byte("\n")), '\n')
			if len(lines) == 0 {
				text = nil
			}
			if err := os.WriteFile(r.chain.path, text, 0o600); err != nil {
				t.Fatal(err)
			}
			if audit := mustVerify(t, r); audit.Broken != broken {
				t.Errorf("Broken = %d (%s), want %d", audit.Broken, audit.What, broken)
			}
		})
	}
	for i := range whole {
		tamper("a changed byte", i+1, func(lines [][]byte) [][]byte {
			lines[i] = bytes.Replace(lines[i], []byte(`"id"`), []byte(`"iD"`), 1)
			return lines
		})
		tamper("a removed line", i+1, func(lines [][]byte) [][]byte { return slices.Delete(lines, i, i+1) })
		tamper("a line put in twice", i+2, func(lines [][]byte) [][]byte { return slices.Insert(lines, i, lines[i]) })
	}
	tamper("a line sealed anew", 3, func(lines [][]byte) [][]byte {
		prev, content, _ := unseal(lines[1])
		lines[1] = seal(prev, bytes.Replace(content, []byte("9999"), []byte("8888"), 1))
		return lines
	})
	tamper("the last line sealed anew", 4, func(lines [][]byte) [][]byte {
		prev, content, _ := unseal(lines[3])
		lines[3] = seal(prev, bytes.Replace(content, []byte("refused"), []byte("done"), 1))
		return lines
	})
	tamper("everything removed", 1, func([][]byte) [][]byte { return nil })
	if err := os.Remove(r.chain.path + headSuffix); err != nil {
		t.Fatal(err)
	}
	tamper("the end and its witness removed", 2, func(lines [][]byte) [][]byte { return lines[:2] })
}

func TestEveryFlippedByteIsNoticed(t *testing.T) {
	t.Parallel()
	r := openTemp(t)
	mustIntend(t, r, intent("a"), intent("b"))
	whole, err := os.ReadFile(r.chain.path)
	if err != nil {
		t.Fatal(err)
	}
	number, hash, ok := r.chain.head()
	for i := range whole {
		flipped := bytes.Clone(whole)
		flipped[i] ^= 1
		lines, torn := cut(flipped)
		if audit := verify(lines, torn, number, hash, ok); audit.Whole() {
			t.Fatalf("byte %d was changed from %q to %q and nobody noticed", i, whole[i], flipped[i])
		}
		merge(lines, torn) // must not panic
	}
}

func TestAJournalThatCannotBeWrittenRefusesTheChange(t *testing.T) {
	t.Parallel()
	occupy := map[string]func(path string) error{
		"a pipe": func(path string) error { return syscall.Mkfifo(path, 0o600) },
		"a link to another file": func(path string) error {
			return os.Symlink(filepath.Join(filepath.Dir(path), "elsewhere"), path)
		},
		"a directory": func(path string) error { return os.Mkdir(path, 0o700) },
	}
	for name, occupied := range occupy {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := openTemp(t)
			if err := os.Mkdir(filepath.Dir(r.chain.path), 0o700); err != nil {
				t.Fatal(err)
			}
			if err := occupied(r.chain.path); err != nil {
				t.Fatal(err)
			}
			if err := r.Intend(intent("a")); err == nil {
				t.Error("the intent was written where it cannot be")
			}
			if _, err := r.Records(); err == nil {
				t.Error("the journal was read where it cannot be")
			}
		})
	}
	t.Run("a relative path", func(t *testing.T) {
		t.Parallel()
		if err := OpenRecords("changes.jsonl", "", time.Now).Intend(intent("a")); err == nil {
			t.Error("the intent was written into whatever directory this is")
		}
	})
}

func TestALockThatIsHeldIsGivenUpOn(t *testing.T) {
	t.Parallel()
	r := openTemp(t)
	release, err := r.chain.hold()
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	if err := r.Intend(intent("a")); !errors.Is(err, private.ErrHeld) {
		t.Errorf("got %v, want %v", err, private.ErrHeld)
	}
}

func TestReadingTouchesNothing(t *testing.T) {
	t.Parallel()
	r := openTemp(t)
	if records := mustRead(t, r); len(records) != 0 {
		t.Errorf("got %v", records)
	}
	if audit := mustVerify(t, r); !audit.Whole() || audit.Lines != 0 {
		t.Errorf("an empty journal is %+v", audit)
	}
	if _, err := os.Stat(filepath.Dir(r.chain.path)); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("reading made a directory: %v", err)
	}
}

// Half a line of another process is not an altered one.
func TestVerifyWaitsForNobodyAndSaysSo(t *testing.T) {
	t.Parallel()
	r := openTemp(t)
	mustIntend(t, r, intent("a"))
	release, err := r.chain.hold()
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	if audit, err := r.Verify(); !errors.Is(err, private.ErrHeld) {
		t.Errorf("while another one writes: %+v, %v", audit, err)
	}
}
