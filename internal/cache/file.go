package cache

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
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
	if permissions(info)&0o002 != 0 {
		return fmt.Errorf("directory %q can be written by everybody; empty it, then: chmod 700 %q", dir, dir)
	}
	if perm := permissions(info); perm&^dirMode != 0 {
		if err := os.Chmod(dir, perm&dirMode); err != nil {
			return trouble("cannot close to others", dir, err)
		}
	}
	return nil
}

// readFile reads a regular file of the user, of at most limit bytes. It neither
// follows a link nor waits for the other end of a pipe.
func readFile(path string, uid int, limit int64) ([]byte, error) {
	return readStart(path, uid, limit, limit)
}

// readStart reads the beginning of such a file, of at most that many bytes.
func readStart(path string, uid int, limit, most int64) ([]byte, error) {
	f, err := os.OpenFile(path, readFlags, 0)
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
	data := make([]byte, min(info.Size(), most))
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

// replace renames temp to path, whatever stands there. Only a directory has to
// be cleared away first.
func replace(temp, path string) error {
	err := os.Rename(temp, path)
	if err == nil {
		return nil
	}
	if info, statErr := os.Lstat(path); statErr != nil || !info.IsDir() {
		return err
	}
	if err := os.RemoveAll(path); err != nil {
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
