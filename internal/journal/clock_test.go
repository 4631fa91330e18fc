package journal

import (
	"crypto/sha256"
	"fmt"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"btalk/internal/models"
)

// clocks are those of three moments, one after the other.
var clocks = map[string][3]time.Time{
	"right":          {year(2026), year(2027), year(2028)},
	"set back":       {year(2030), year(2026), year(2024)},
	"set forward":    {year(2026), year(2036), year(2046)},
	"put right":      {year(2026), year(2036), year(2026)},
	"1970 between":   {year(2026), year(1970), year(2026).Add(time.Minute)},
	"standing still": {year(2026), year(2026), year(2026)},
}

func year(y int) time.Time { return time.Date(y, 1, 1, 0, 0, 0, 0, time.UTC) }

func TestTheDraftThatWasSavedLastIsFirstWhateverTheClockDid(t *testing.T) {
	t.Parallel()
	for name, clock := range clocks {
		dir := t.TempDir()
		for i, id := range []string{"first", "second", "third"} {
			d := OpenDrafts(dir, filepath.Join(dir, "locks"), func() time.Time { return clock[i] }) // a run of its own
			if err := d.Save(id, []byte(id)); err != nil {
				t.Fatal(err)
			}
		}
		mustList(t, name, dir, "third", "second", "first")
		again := OpenDrafts(dir, filepath.Join(dir, "locks"), func() time.Time { return year(1999) })
		if err := again.Save("first", nil); err != nil {
			t.Fatal(err)
		}
		mustList(t, name+", saved again", dir, "first", "third", "second")
	}
}

func mustList(t *testing.T, when, dir string, want ...string) {
	t.Helper()
	drafts, err := OpenDrafts(dir, filepath.Join(dir, "locks"), time.Now).List()
	var got []string
	for _, draft := range drafts {
		got = append(got, draft.ID)
	}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("%s: %v, %v, want %v", when, got, err, want)
	}
}

func TestADraftOfTheFirstReleaseIsRead(t *testing.T) {
	t.Parallel()
	draft, err := decodeDraft("wizard", firstRelease("wizard 2026-11-25T12:00:00Z\n{}"))
	if err != nil || string(draft.Data) != "{}" || !draft.Saved.Equal(time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)) {
		t.Errorf("%+v, %v", draft, err)
	}
	for _, body := range []string{"wizard 2026-11-25T12:00:00Z x\n{}", "wizard 2026-11-25T12:00:00Z -1\n{}", "wizard 2026-11-25T12:00:00Z 1 2\n{}"} {
		if draft, err := decodeDraft("wizard", firstRelease(body)); err == nil {
			t.Errorf("%q is a draft: %+v", body, draft)
		}
	}
}

// firstRelease is the file that the first release makes of what follows the checksum.
func firstRelease(body string) []byte {
	return fmt.Appendf(nil, "%s%x\n%s", draftMagic, sha256.Sum256([]byte(body)), body)
}

func TestTheJournalIsInTheOrderOfItsLinesWhateverTheClockDid(t *testing.T) {
	t.Parallel()
	for name, clock := range clocks {
		r := openTemp(t)
		for i, id := range []string{"first", "second", "third"} {
			r.now = func() time.Time { return clock[i] }
			mustIntend(t, r, intent(id))
			if err := r.Conclude(id, models.Outcome{State: models.Done, Status: 200}); err != nil {
				t.Fatal(err)
			}
		}
		var got []string
		for _, record := range mustRead(t, r) {
			got = append(got, record.ID)
		}
		if want := []string{"third", "second", "first"}; !slices.Equal(got, want) {
			t.Errorf("%s: %v, want the newest first", name, got)
		}
		if audit := mustVerify(t, r); audit.Lines != 6 || audit.Broken != 0 {
			t.Errorf("%s: %+v", name, audit)
		}
	}
}
