package cache

import (
	"crypto/rand"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"

	"btalk/internal/private"
)

// A cache directory holds
//
//	entries/ab/ab12…   an entry, under the digest of its key
//	families/cd34…     an empty file whose time is when that family was dropped last
//	salt               32 random bytes, from which the digests are made
//	pruned             an empty file whose time is when somebody tidied last
//
// An entry is believed only when its read began after its family was dropped.
// That is looked up at every read, so a drop is one small file whatever the
// number of entries, and no race of a slow write can bring an old value back.
type disk struct {
	dir  string
	max  int64
	most int // entries
	now  func() time.Time
	naming
	keep private.Keeper

	mu      sync.Mutex
	dropped map[digest]time.Time // by this process; holds even where the disk refuses the stamp
	written int64                // bytes since the last trim
	puts    int                  // entries since then
}

const (
	saltBytes = 32

	// jumped is how far ahead of the clock a stamp has to be to prove that the
	// clock was set back, and not that two hosts disagree a little.
	jumped = time.Minute
)

// openDisk makes and checks the directory. The error is for the operator.
func openDisk(o Options) (*disk, error) {
	d := &disk{
		dir: o.Dir, max: o.MaxBytes, most: o.MaxEntries, now: o.Now,
		dropped: make(map[digest]time.Time),
	}
	if o.Shared {
		d.keep = private.Group
	}
	for _, dir := range []string{d.dir, d.entries(), d.families()} {
		if err := d.keep.Dir(dir); err != nil {
			return nil, err
		}
	}
	salt, err := d.loadSalt()
	if err != nil {
		return nil, private.Explain("use the directory", d.dir, err)
	}
	d.naming = naming{salt}
	return d, nil
}

func (d *disk) entries() string  { return filepath.Join(d.dir, "entries") }
func (d *disk) families() string { return filepath.Join(d.dir, "families") }
func (d *disk) saltPath() string { return filepath.Join(d.dir, "salt") }

func (d *disk) entryPath(key digest) string {
	name := key.String()
	return filepath.Join(d.entries(), name[:2], name)
}

func (d *disk) stampPath(family digest) string {
	return filepath.Join(d.families(), family.String())
}

// loadSalt reads the salt, or makes it. Of processes that make it at once, one
// wins and all read the winner's.
func (d *disk) loadSalt() ([]byte, error) {
	if salt, err := d.readSalt(); err == nil {
		return salt, nil
	}
	salt := make([]byte, saltBytes)
	rand.Read(salt)
	_ = d.keep.Make(d.saltPath(), salt) // what stands there then tells
	if salt, err := d.readSalt(); err == nil {
		return salt, nil // ours, or that of a process that was faster
	}
	// In the place of a damaged one, or where no file can have a second name.
	if err := d.keep.Put(d.saltPath(), d.now(), salt); err != nil {
		return nil, err
	}
	return d.readSalt()
}

func (d *disk) readSalt() ([]byte, error) {
	salt, err := d.keep.Read(d.saltPath(), saltBytes)
	if err == nil && len(salt) != saltBytes {
		err = errDamaged
	}
	return salt, err
}

func (d *disk) get(k Key) (Entry, bool) {
	key := d.key(k)
	data, err := d.keep.Read(d.entryPath(key), d.max+int64(headerBytes))
	if err != nil {
		return Entry{}, false
	}
	r, err := decode(data)
	if err != nil || !d.believes(r, key) {
		return Entry{}, false
	}
	body, err := unpack(r.form, r.body)
	return Entry{Body: body, Fetched: r.fetched}, err == nil
}

// fetched reads the header of an entry alone.
func (d *disk) fetched(k Key) (time.Time, bool) {
	key := d.key(k)
	data, err := d.keep.ReadStart(d.entryPath(key), d.max+int64(headerBytes), int64(headerBytes))
	if err != nil {
		return time.Time{}, false
	}
	r, err := decodeHeader(data)
	return r.fetched, err == nil && d.believes(r, key)
}

// believes reports whether what was found under a key is what was put there, and
// may still be shown.
func (d *disk) believes(r record, key digest) bool {
	return r.key == key && showable(r.fetched, d.now()) && !d.refuses(r.family, r.fetched)
}

func (d *disk) put(k Key, f Family, began time.Time, body []byte) error {
	form, packed, err := pack(body)
	if err != nil {
		return err
	}
	r := record{key: d.key(k), family: d.family(f), fetched: began, form: form, body: packed}
	switch {
	case int64(len(packed)) > largest(d.max):
		return errTooLarge
	case d.refuses(r.family, began):
		return nil
	}
	path := d.entryPath(r.key)
	if err := d.keep.Put(path, began, r.encode(), packed); err != nil {
		return private.Explain("write in", d.dir, err)
	}
	d.trimAfter(int64(headerBytes + len(packed)))
	return nil
}

// discard removes a file that is of no use. When it stays, or somebody else was
// faster, nothing is lost.
func discard(path string) { _ = os.Remove(path) }

// remove forgets one entry.
func (d *disk) remove(k Key) { discard(d.entryPath(d.key(k))) }

// drop stamps the family. Where the stamp cannot be written, deleting the
// entries serves as well: a full disk still allows that.
func (d *disk) drop(f Family) error {
	family, now := d.family(f), d.now()
	d.mu.Lock()
	d.dropped[family] = now
	d.mu.Unlock()

	stampErr := d.keep.Put(d.stampPath(family), now)
	if stampErr == nil {
		return nil
	}
	for path := range d.files() {
		data, err := d.keep.Read(path, d.max+int64(headerBytes))
		if err != nil {
			continue
		}
		if r, err := decode(data); err == nil && r.family == family {
			if err := os.Remove(path); err != nil && !os.IsNotExist(err) {
				return private.Explain("drop what a change made wrong; clear the cache by hand in", d.dir, err)
			}
		}
	}
	return private.Explain("write in", d.dir, stampErr)
}

// refuses reports whether a read of the family that began then may have brought
// a value from before a change.
func (d *disk) refuses(family digest, began time.Time) bool {
	d.mu.Lock()
	stamp, ok := d.dropped[family]
	ahead := ok && stamp.After(d.now().Add(jumped))
	if ahead {
		d.dropped[family] = d.now()
	}
	d.mu.Unlock()
	path := d.stampPath(family)
	switch {
	case ahead:
		_ = d.keep.Put(path, d.now()) // as below
		return true
	case ok && !began.After(stamp):
		return true
	}
	info, err := os.Lstat(path)
	if err != nil {
		return !errors.Is(err, fs.ErrNotExist) // a stamp that cannot be read may refuse it
	}
	now, stamp := d.now(), info.ModTime()
	if stamp.After(now.Add(jumped)) {
		// The clock was ahead when it was stamped. Left alone, the stamp would
		// keep the family out of the cache until that day.
		_ = d.keep.Put(path, now) // at worst it stays so
		return true
	}
	return !began.After(stamp)
}
