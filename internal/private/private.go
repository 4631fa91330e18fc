// Package private keeps files of this user alone: directories, whole files read and
// written, on the systems that btalk is built for (linux, darwin).
//
// A file is believed only when it is a regular one of this user; a pipe, a device, a
// link or a file of somebody else is none. It is not the cache nor the journal: it
// knows no content. It imports nothing of ours; cache, journal, api and cli may
// import it.
package private

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"

	"github.com/gofrs/flock"
)

// Modes of all that is made here, whatever the umask.
const (
	DirMode  fs.FileMode = 0o700
	FileMode fs.FileMode = 0o600
)

// Errors of a path that is not what it should be.
var (
	ErrForeign  = errors.New("it is not a regular file of this user")
	ErrTooLarge = errors.New("it is larger than such a file can be")
	ErrNoPlace  = errors.New("it is not an absolute path; set HOME or the XDG variables")
)

// Open opens a file: a regular one of this user, of at most limit bytes. It follows
// no link as the last part of path, and waits for nobody. A missing one is made only
// where flag, which is as for [os.OpenFile], holds os.O_CREATE.
func Open(path string, flag int, limit int64) (*os.File, error) {
	if !filepath.IsAbs(path) {
		return nil, ErrNoPlace
	}
	file, err := os.OpenFile(path, flag|careful, FileMode)
	switch {
	case errors.Is(err, syscall.ELOOP), errors.Is(err, syscall.ENXIO): // a link; a pipe without a reader
		return nil, ErrForeign
	case err != nil:
		return nil, err
	}
	info, err := file.Stat()
	switch {
	case err != nil:
	case !info.Mode().IsRegular() || !ours(info):
		err = ErrForeign
	case info.Size() > limit:
		err = ErrTooLarge
	default:
		return file, nil
	}
	_ = file.Close()
	return nil, err
}

// careful flags follow no link and wait for no other end of a pipe.
const careful = syscall.O_NOFOLLOW | syscall.O_NONBLOCK | syscall.O_CLOEXEC

// Lock is the lock on a file of that path, which is made where missing. It is not
// taken yet.
func Lock(path string) *flock.Flock {
	return flock.New(path, flock.SetFlag(os.O_CREATE|os.O_RDWR|careful), flock.SetPermissions(FileMode))
}

func ours(info fs.FileInfo) bool {
	stat, ok := info.Sys().(*syscall.Stat_t)
	return ok && int(stat.Uid) == os.Geteuid()
}

// Read gives all of a file that Open accepts.
func Read(path string, limit int64) ([]byte, error) {
	file, err := Open(path, os.O_RDONLY, limit)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	data, err := io.ReadAll(io.LimitReader(file, limit+1))
	if err == nil && int64(len(data)) > limit { // it grew meanwhile
		return nil, ErrTooLarge
	}
	return data, err
}

// Write puts data in the place of path, synced to the disk, or changes nothing. It
// makes the directory where that is missing.
func Write(path string, data []byte) error {
	if err := Dir(filepath.Dir(path)); err != nil {
		return err
	}
	file, err := os.CreateTemp(filepath.Dir(path), fmt.Sprintf("%s%d-*", tempPrefix, os.Getpid()))
	if err != nil {
		return Explain("write in", filepath.Dir(path), err)
	}
	_, err = file.Write(data)
	err = errors.Join(err, file.Chmod(FileMode), file.Sync(), file.Close())
	if err == nil {
		err = os.Rename(file.Name(), path)
	}
	if err != nil {
		_ = os.Remove(file.Name()) // a full disk shall not fill up with halves
		return Explain("write", path, err)
	}
	return nil
}

// tempPrefix begins the name of a file that is not complete yet; the number of the
// process that writes it follows.
const tempPrefix = "tmp-"

// Sweep removes what processes that are gone, and this one, left half written in a
// directory. It belongs to the start and the end of a run, when this process writes
// nothing there.
func Sweep(dir string) {
	left, err := filepath.Glob(filepath.Join(dir, tempPrefix+"*"))
	if err != nil || !filepath.IsAbs(dir) {
		return
	}
	for _, path := range left {
		number, _, _ := strings.Cut(strings.TrimPrefix(filepath.Base(path), tempPrefix), "-")
		pid, err := strconv.Atoi(number)
		alive := err == nil && pid > 0 && pid != os.Getpid() && !errors.Is(syscall.Kill(pid, 0), syscall.ESRCH)
		if !alive {
			_ = os.Remove(path)
		}
	}
}

// Dir makes a directory for this user alone, or closes one of this user to others.
func Dir(dir string) error {
	if !filepath.IsAbs(dir) {
		return Explain("use the directory", dir, ErrNoPlace)
	}
	if err := os.MkdirAll(dir, DirMode); err != nil {
		return Explain("make the directory", dir, err)
	}
	info, err := os.Stat(dir)
	switch {
	case err != nil:
		return Explain("look at", dir, err)
	case !ours(info):
		return Explain("use the directory", dir, errors.New("it belongs to another user"))
	case info.Mode().Perm() == DirMode:
		return nil
	}
	if err := os.Chmod(dir, DirMode); err != nil {
		return Explain("close to others", dir, err)
	}
	return nil
}

// Explain tells an error of the disk in one line, without the name of some
// temporary file.
func Explain(what, path string, err error) error {
	if errno, ok := errors.AsType[syscall.Errno](err); ok {
		switch errno {
		case syscall.ENOSPC, syscall.EDQUOT:
			err = fmt.Errorf("the disk is full: %w", errno)
		case syscall.EROFS:
			err = fmt.Errorf("the disk is read-only: %w", errno)
		default:
			err = errno
		}
	}
	return fmt.Errorf("could not %s %q: %w", what, path, err)
}
