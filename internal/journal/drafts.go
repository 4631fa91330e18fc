package journal

import (
	"bytes"
	"cmp"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"btalk/internal/private"
)

// Draft is something that was begun and not finished.
type Draft struct {
	ID    string
	Saved time.Time
	InUse bool   // another wizard, here or in another process, has it open
	Data  []byte // as it was saved

	number uint64 // of the save, counted over all drafts: clocks are set back
}

// Drafts are the drafts of one profile, a file each:
//
//	ID.draft   the last saved state, behind a checksum
//	ID.lock    in the lock directory: locked while somebody has the draft open
//
// A save replaces the whole file after an fsync, so a kill at any
// moment costs what was typed since, and damage to one file costs that draft.
// It is safe for concurrent use by any number of processes; saves of one draft
// must follow each other, as they do when one wizard has it open (Open).
type Drafts struct {
	dir, locks string
	now        func() time.Time
}

// Errors of drafts.
var (
	// ErrInUse says that a draft is open elsewhere.
	ErrInUse = errors.New("the draft is open in another session")
	// ErrNoDraft says that a draft does not exist.
	ErrNoDraft = errors.New("the draft does not exist: `btalk drafts` lists those that do")

	// ErrDraftID says that something can be no id of a draft.
	ErrDraftID = errors.New("it is not the id of a draft")

	errDamaged = errors.New("it is damaged")
)

const (
	draftSuffix = ".draft"
	draftMagic  = "btalk draft 1 "
	maxDraft    = 4 << 20 // in bytes; an address takes about one kilobyte
)

// OpenDrafts gives the drafts in dir, with locks in lockDir. It touches
// nothing: directories are made by the first save, and an error with them is
// returned there, so that typing goes on.
func OpenDrafts(dir, lockDir string, now func() time.Time) *Drafts {
	return &Drafts{dir: dir, locks: lockDir, now: now}
}

// NewID makes the id of a new draft.
func NewID() string {
	var id [8]byte
	_, _ = rand.Read(id[:]) // never fails (crypto/rand)
	return hex.EncodeToString(id[:])
}

// validID keeps ids from naming anything but a file of ours.
func validID(id string) bool {
	return regexp.MustCompile(`^[A-Za-z0-9_-]{1,80}$`).MatchString(id)
}

// Save keeps data as the draft's state. When it returns nil, not even a power
// cut loses it.
func (d *Drafts) Save(id string, data []byte) error {
	if !validID(id) {
		return fmt.Errorf("could not save the draft %q: %w", id, ErrDraftID)
	}
	if len(data) > maxDraft {
		return fmt.Errorf("could not save the draft %q: it is larger than %d bytes", id, maxDraft)
	}
	return WriteFile(d.path(id), encodeDraft(id, d.now(), d.lastNumber()+1, data))
}

// lastNumber is that of the save that was made last, as far as it can be read.
func (d *Drafts) lastNumber() (last uint64) {
	ids, _ := d.ids() // a directory that is not there yet holds none
	for _, id := range ids {
		if draft, err := d.content(id); err == nil {
			last = max(last, draft.number)
		}
	}
	return last
}

// ids are those of the drafts that are there.
func (d *Drafts) ids() ([]string, error) {
	entries, err := os.ReadDir(d.dir)
	if errors.Is(err, fs.ErrNotExist) || d.dir == "" {
		return nil, nil
	}
	var ids []string
	for _, entry := range entries {
		if id, ours := strings.CutSuffix(entry.Name(), draftSuffix); ours && validID(id) {
			ids = append(ids, id)
		}
	}
	return ids, err
}

// Load reads one draft.
func (d *Drafts) Load(id string) (Draft, error) {
	if !validID(id) {
		return Draft{}, fmt.Errorf("could not read the draft %q: %w", id, ErrDraftID)
	}
	draft, err := d.read(id)
	if errors.Is(err, fs.ErrNotExist) {
		err = ErrNoDraft
	}
	if err != nil {
		return Draft{}, fmt.Errorf("could not read the draft %q: %w", id, err)
	}
	return draft, nil
}

// List gives the drafts that can be read, the one saved last first. The error names
// those that cannot; the others are complete beside it.
func (d *Drafts) List() ([]Draft, error) {
	ids, err := d.ids()
	if err != nil {
		return nil, private.Explain("read the drafts in", d.dir, err)
	}
	var drafts []Draft
	var damaged []error
	for _, id := range ids {
		draft, err := d.read(id)
		switch {
		case err == nil:
			drafts = append(drafts, draft)
		case !errors.Is(err, fs.ErrNotExist): // else another session discarded it meanwhile
			damaged = append(damaged, fmt.Errorf("could not read the draft %q: %w", d.path(id), err))
		}
	}
	slices.SortFunc(drafts, func(a, b Draft) int {
		return cmp.Or(cmp.Compare(b.number, a.number), b.Saved.Compare(a.Saved))
	})
	return drafts, errors.Join(damaged...)
}

// Discard forgets a draft. One that is not there is forgotten already.
func (d *Drafts) Discard(id string) error {
	if !validID(id) {
		return fmt.Errorf("could not discard the draft %q: %w", id, ErrDraftID)
	}
	if err := os.Remove(d.path(id)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return private.Explain("discard the draft", d.path(id), err)
	}
	_ = os.Remove(d.lock(id)) // an empty file; it does no harm
	return nil
}

// Open takes the draft for one wizard until close is called or the process
// ends, however it ends: the system lets go of the lock. ErrInUse says that
// somebody else has it. Where locks do not work nobody is kept out.
func (d *Drafts) Open(id string) (closeDraft func(), err error) {
	if !validID(id) {
		return nil, fmt.Errorf("could not open the draft %q: %w", id, ErrDraftID)
	}
	if locking := private.Dir(d.locks) == nil; !locking {
		return func() {}, nil
	}
	release, err := private.Take(d.lock(id), lockLimit)
	switch {
	case errors.Is(err, private.ErrHeld):
		return nil, ErrInUse
	case err != nil:
		return func() {}, nil //nolint:nilerr // where locks do not work nobody is kept out
	}
	return release, nil
}

// lock is the path of a draft's lock. The draft's own path, which it is named after,
// says which profile: ids are made up by whoever saves.
func (d *Drafts) lock(id string) string { return lockPath(d.locks, "draft", d.path(id)) }

func (d *Drafts) path(id string) string { return filepath.Join(d.dir, id+draftSuffix) }

func (d *Drafts) read(id string) (Draft, error) {
	draft, err := d.content(id)
	if err != nil {
		return Draft{}, err
	}
	draft.InUse = isTaken(d.lock(id))
	return draft, nil
}

func (d *Drafts) content(id string) (Draft, error) {
	file, err := readRegular(d.path(id), maxDraft+1024)
	if err != nil {
		return Draft{}, err
	}
	return decodeDraft(id, file)
}

// A draft file is a line with the checksum of all that follows, a line with
// the id, the time and the number of the save, and the data. Drafts of the first
// release have no number.
func encodeDraft(id string, saved time.Time, number uint64, data []byte) []byte {
	body := fmt.Appendf(nil, "%s %s %d\n", id, saved.UTC().Format(time.RFC3339Nano), number)
	body = append(body, data...)
	return append(fmt.Appendf(nil, "%s%x\n", draftMagic, sha256.Sum256(body)), body...)
}

func decodeDraft(id string, file []byte) (Draft, error) {
	head, body, _ := bytes.Cut(file, []byte("\n"))
	if string(head) != fmt.Sprintf("%s%x", draftMagic, sha256.Sum256(body)) {
		return Draft{}, errDamaged
	}
	line, data, _ := bytes.Cut(body, []byte("\n"))
	name, rest, _ := strings.Cut(string(line), " ")
	stamp, count, counted := strings.Cut(rest, " ")
	number, countErr := strconv.ParseUint(count, 10, 64)
	saved, err := time.Parse(time.RFC3339Nano, stamp)
	if err != nil || name != id || counted && countErr != nil {
		return Draft{}, errDamaged
	}
	return Draft{ID: id, Saved: saved, Data: data, number: number}, nil
}
