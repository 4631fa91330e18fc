// Package private keeps files of this user alone: directories, whole files read and
// replaced, and locks that give up, on the systems that btalk is built for (linux,
// darwin).
//
// A file is believed only when it is a regular one of this user; a pipe, a device, a
// link or a file of somebody else is not. It is neither the cache nor the journal: it
// knows no content. It imports nothing of ours; whoever keeps files may import it:
// cache, journal, config, api and cli.
package private

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
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

// careful flags follow no link and wait for no other end of a pipe.
const careful = syscall.O_NOFOLLOW | syscall.O_NONBLOCK | syscall.O_CLOEXEC

// Open opens a file: a regular one of this user, of at most limit bytes. It follows
// no link as the last part of path, and waits for nobody. A missing one is made only
// where flag, which is as for [os.OpenFile], holds os.O_CREATE.
func Open(path string, flag int, limit int64) (*os.File, error) {
	return Alone.Open(path, flag, limit)
}

// Open is [Open] for those who share the file.
func (k Keeper) Open(path string, flag int, limit int64) (*os.File, error) {
	if !filepath.IsAbs(path) {
		return nil, ErrNoPlace
	}
	file, err := os.OpenFile(path, flag|careful, k.file())
	switch {
	case errors.Is(err, syscall.ELOOP), errors.Is(err, syscall.ENXIO): // a link; a pipe without a reader
		return nil, ErrForeign
	case err != nil:
		return nil, err
	}
	info, err := file.Stat()
	switch {
	case err != nil:
	case !info.Mode().IsRegular() || !k.owns(info):
		err = ErrForeign
	case info.Size() > limit:
		err = ErrTooLarge
	default:
		return file, nil
	}
	_ = file.Close()
	return nil, err
}

// Ours reports whether a file or a directory belongs to this user.
func Ours(info fs.FileInfo) bool {
	stat, ok := info.Sys().(*syscall.Stat_t)
	return ok && int(stat.Uid) == os.Geteuid()
}

// Read returns the content of a file that Open accepts, as long as it was when it
// was opened.
func Read(path string, limit int64) ([]byte, error) { return Alone.Read(path, limit) }

// Read is [Read] for those who share the file.
func (k Keeper) Read(path string, limit int64) ([]byte, error) {
	return k.ReadStart(path, limit, limit)
}

// ReadStart returns at most the first most bytes of such a file.
func (k Keeper) ReadStart(path string, limit, most int64) ([]byte, error) {
	file, err := k.Open(path, os.O_RDONLY, limit)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	data := make([]byte, min(info.Size(), most))
	_, err = io.ReadFull(file, data)
	return data, err
}

// Dir makes a directory for this user alone, or closes an existing one to others. One
// that belongs to somebody else is refused, and so is one that everybody could write
// to: nobody knows who put its files there.
func Dir(dir string) error {
	if !filepath.IsAbs(dir) {
		return Explain("use the directory", dir, ErrNoPlace)
	}
	_, err := os.Lstat(dir)
	missing := errors.Is(err, fs.ErrNotExist)
	if err := os.MkdirAll(dir, DirMode); err != nil {
		return Explain("make the directory", dir, err)
	}
	link, err := os.Lstat(dir)
	if err != nil {
		return Explain("check the directory", dir, err)
	}
	info, err := os.Stat(dir)
	switch {
	case err != nil:
		return Explain("check the directory", dir, err)
	case !Ours(link) || !Ours(info):
		return Explain("use the directory", dir, errors.New("it belongs to another user; remove it, or set HOME or the XDG variables"))
	case info.Mode().Perm()&0o002 != 0:
		return Explain("use the directory", dir, fmt.Errorf("everybody can write to it; empty it, then: chmod 700 %q", dir))
	}
	mode := info.Mode().Perm() & DirMode // one that its owner made read-only stays so
	if missing {
		mode = DirMode
	}
	if mode == info.Mode().Perm() {
		return nil
	}
	if err := os.Chmod(dir, mode); err != nil {
		return Explain("close to others", dir, err)
	}
	return nil
}

// Explain puts an error of the disk into one line, without the name of some
// temporary file. The path is quoted: it comes from the environment and may hold
// anything.
func Explain(what, path string, err error) error {
	return fmt.Errorf("could not %s %q: %w", what, path, Reason(err))
}

// Reason is what the system said, in words where they help.
func Reason(err error) error {
	errno, ok := errors.AsType[syscall.Errno](err)
	if !ok {
		return err
	}
	switch errno {
	case syscall.ENOSPC, syscall.EDQUOT:
		return fmt.Errorf("the disk is full: %w", errno)
	case syscall.EROFS:
		return fmt.Errorf("the disk is read-only: %w", errno)
	default:
		return errno
	}
}
