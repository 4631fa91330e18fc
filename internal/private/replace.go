package private

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/google/renameio/v2"
)

// Write puts data in the place of path, fsynced, or changes nothing. It makes the
// directory where that is missing, and closes it to others.
func Write(path string, data []byte) error {
	if err := Dir(filepath.Dir(path)); err != nil {
		return err
	}
	return Replace(path, data)
}

// Replace is [Write] in a directory that is not ours to change.
func Replace(path string, data []byte) error {
	file, err := Alone.pending(path, data)
	if err == nil {
		err = errors.Join(file.CloseAtomicallyReplace(), file.Cleanup())
	}
	if err != nil {
		return Explain("write", path, err)
	}
	return nil
}

// Put puts a file dated when in the place of path, whatever stands there, or changes
// nothing. It does not wait for the disk: for what a power cut may cost. It makes the
// directory where that is missing. The error is the system's.
func (k Keeper) Put(path string, when time.Time, parts ...[]byte) error {
	file, err := k.pending(path, parts...)
	if errors.Is(err, fs.ErrNotExist) {
		if err := k.Dir(filepath.Dir(path)); err != nil {
			return err
		}
		file, err = k.pending(path, parts...)
	}
	if err != nil {
		return err
	}
	defer file.Cleanup() //nolint:errcheck // gone already when all went well
	if err := os.Chtimes(file.Name(), when, when); err != nil {
		return err
	}
	if info, err := os.Lstat(path); err == nil && info.IsDir() {
		if err := os.RemoveAll(path); err != nil {
			return err
		}
	}
	return os.Rename(file.Name(), path)
}

// Make is [Keeper.Put] where nothing stands yet; else the error is [fs.ErrExist], and what
// stands there is whole.
func (k Keeper) Make(path string, data []byte) error {
	file, err := k.pending(path, data)
	if err != nil {
		return err
	}
	return errors.Join(os.Link(file.Name(), path), file.Cleanup())
}

// pending is a file beside path that holds parts, and takes its place later.
func (k Keeper) pending(path string, parts ...[]byte) (*renameio.PendingFile, error) {
	if !filepath.IsAbs(path) {
		return nil, ErrNoPlace
	}
	// Static permissions: those of the file that stands there do not matter.
	file, err := renameio.NewPendingFile(path, renameio.WithTempDir(filepath.Dir(path)), renameio.WithStaticPermissions(k.file()))
	if err != nil {
		return nil, err
	}
	for _, part := range parts {
		if _, err := file.Write(part); err != nil {
			return nil, errors.Join(err, file.Cleanup()) // a full disk must not fill up with halves
		}
	}
	return file, nil
}

// leftoverAge is the age from which an unfinished file is a leftover: no write takes
// that long, so its process was killed.
const leftoverAge = time.Hour

// IsUnfinished reports whether a file has the name of one that pending made and that
// has not taken its place.
func IsUnfinished(info fs.FileInfo) bool {
	name := info.Name()
	return strings.HasPrefix(name, ".") && name != strings.TrimRight(name, "0123456789")
}

// IsLeftover reports whether a file was left unfinished by a process that was killed.
func IsLeftover(info fs.FileInfo, now time.Time) bool {
	return IsUnfinished(info) && info.Mode().IsRegular() && now.Sub(info.ModTime()) > leftoverAge
}

// Sweep removes the leftovers in a directory. What it cannot remove does no harm.
func Sweep(dir string, now time.Time) {
	if !filepath.IsAbs(dir) {
		return
	}
	entries, _ := os.ReadDir(dir)
	for _, entry := range entries {
		if info, err := entry.Info(); err == nil && IsLeftover(info, now) {
			_ = os.Remove(filepath.Join(dir, entry.Name()))
		}
	}
}
