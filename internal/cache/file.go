package cache

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"time"
)

// Modes of all that is made here, whatever the umask.
const (
	dirMode  fs.FileMode = 0o700
	fileMode fs.FileMode = 0o600
)

// tempPrefix begins the name of a file that is not complete yet.
const tempPrefix = "tmp-"

var errForeign = errors.New("not a regular file of this user")

// privateDir makes dir, or takes an existing one and closes it to others. One
// that belongs to somebody else, or that anybody may have written to, is refused.
func privateDir(dir string, uid int) error {
	if err := os.MkdirAll(dir, dirMode); err != nil {
		return trouble("cannot make directory", dir, err)
	}
	link, err := os.Lstat(dir)
	if err != nil {
		return trouble("cannot look at", dir, err)
	}
	info, err := os.Stat(dir)
	if err != nil {
		return trouble("cannot look at", dir, err)
	}
	if owner(link) != uid || owner(info) != uid {
		return fmt.Errorf("directory %q belongs to another user; remove it, or set XDG_CACHE_HOME", dir)
	}
	if info.Mode().Perm()&0o002 != 0 {
		return fmt.Errorf("directory %q can be written by everybody; empty it, then: chmod 700 %q", dir, dir)
	}
	if perm := info.Mode().Perm(); perm&^dirMode != 0 {
		if err := os.Chmod(dir, perm&dirMode); err != nil {
			return trouble("cannot close to others", dir, err)
		}
	}
	return nil
}

// readFile reads a regular file of the user, of at most limit bytes. It neither
// follows a link nor waits for the other end of a pipe.
func readFile(path string, uid int, limit int64) ([]byte, error) {
	f, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NOFOLLOW|syscall.O_NONBLOCK, 0)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || owner(info) != uid || info.Size() > limit {
		return nil, errForeign
	}
	data := make([]byte, info.Size())
	if _, err := io.ReadFull(f, data); err != nil {
		return nil, err
	}
	return data, nil
}

// writeFile puts a complete file, dated when, in the place of path, or changes
// nothing. It makes the folder when that is missing.
func writeFile(path string, when time.Time, parts ...[]byte) error {
	temp, err := writeTemp(filepath.Dir(path), parts...)
	if err != nil {
		return err
	}
	defer discard(temp) // gone already when all went well
	if err := os.Chtimes(temp, when, when); err != nil {
		return err
	}
	return replace(temp, path)
}

// replace renames temp to path, whatever stands there.
func replace(temp, path string) error {
	if os.Rename(temp, path) == nil {
		return nil
	}
	if err := os.RemoveAll(path); err != nil { // a directory came in the way
		return err
	}
	return os.Rename(temp, path)
}

func writeTemp(dir string, parts ...[]byte) (string, error) {
	f, err := os.CreateTemp(dir, tempPrefix+"*")
	if errors.Is(err, fs.ErrNotExist) {
		if err := os.MkdirAll(dir, dirMode); err != nil {
			return "", err
		}
		f, err = os.CreateTemp(dir, tempPrefix+"*")
	}
	if err != nil {
		return "", err
	}
	err = f.Chmod(fileMode)
	for _, part := range parts {
		if err == nil {
			_, err = f.Write(part)
		}
	}
	if err := errors.Join(err, f.Close()); err != nil {
		discard(f.Name()) // a full disk shall not fill up with halves
		return "", err
	}
	return f.Name(), nil
}

// discard removes a file that is of no use. When it stays, or somebody else was
// faster, nothing is lost.
func discard(path string) { _ = os.Remove(path) }

// owner is the user id that a file belongs to, -1 when the system has none.
func owner(info fs.FileInfo) int {
	if stat, ok := info.Sys().(*syscall.Stat_t); ok {
		return int(stat.Uid)
	}
	return -1
}
