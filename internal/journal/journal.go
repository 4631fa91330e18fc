// Package journal keeps what must not be lost: the drafts of what is being
// typed (drafts.go: bytes, for whoever made them to read), and the record of
// every change that was sent (records.go).
//
// It is not the cache: nothing here may be deleted by the program on its own,
// and a failure to write is always told. It sends nothing and knows no
// terminal. It may import models and address values; internal/cli imports it.
package journal

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// Modes of all that is made here, whatever the umask.
const (
	dirMode  fs.FileMode = 0o700
	fileMode fs.FileMode = 0o600
)

// privateDir makes dir, or closes an existing one to others.
func privateDir(dir string) error {
	if !filepath.IsAbs(dir) {
		return fmt.Errorf("no usable directory: %q is not an absolute path; set HOME or XDG_STATE_HOME", dir)
	}
	if err := os.MkdirAll(dir, dirMode); err != nil {
		return trouble("make directory", dir, err)
	}
	info, err := os.Stat(dir)
	if err != nil {
		return trouble("look at", dir, err)
	}
	if info.Mode().Perm() == dirMode {
		return nil
	}
	if err := os.Chmod(dir, dirMode); err != nil {
		return trouble("close to others", dir, err)
	}
	return nil
}

// WriteFile keeps data under path, whole or not at all, for this user only.
func WriteFile(path string, data []byte) error {
	if err := privateDir(filepath.Dir(path)); err != nil {
		return err
	}
	return writeWhole(path, data)
}

// writeWhole puts data in the place of path, on the platter, or changes
// nothing. A reader sees the old file or the new one, never a part.
func writeWhole(path string, data []byte) (err error) {
	file, err := os.CreateTemp(filepath.Dir(path), tempPrefix+"*")
	if err != nil {
		return trouble("write in", filepath.Dir(path), err)
	}
	defer func() {
		if err != nil {
			_ = os.Remove(file.Name()) // a full disk shall not fill up with halves
		}
	}()
	_, err = file.Write(data)
	err = errors.Join(err, file.Chmod(fileMode), file.Sync(), file.Close())
	if err == nil {
		err = os.Rename(file.Name(), path)
	}
	if err != nil {
		return trouble("write", path, err)
	}
	return nil
}

// tempPrefix begins the name of a file that is not complete yet.
const tempPrefix = "tmp-"

// readRegular reads a regular file of at most limit bytes; it never waits for
// the other end of a pipe.
func readRegular(path string, limit int64) ([]byte, error) {
	info, err := os.Lstat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > limit {
		return nil, errDamaged
	}
	return os.ReadFile(path)
}

// trouble is an error of the disk, told in one line, without the name of some
// temporary file.
func trouble(what, path string, err error) error {
	if errno, ok := errors.AsType[syscall.Errno](err); ok {
		err = errno
	}
	return fmt.Errorf("could not %s %q: %w", what, path, err)
}
