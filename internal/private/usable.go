package private

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// What a directory is asked for: to be entered and written to (access(2)).
const enterAndWrite = 0o3

// Usable reports why files of ours could not be kept in dir; nil when they can. The
// directory may be missing, if it could be made. Nothing is made here.
func Usable(dir string) error {
	if !filepath.IsAbs(dir) {
		return Explain("use the directory", dir, ErrNoPlace)
	}
	at := dir
	info, err := os.Stat(at)
	for errors.Is(err, fs.ErrNotExist) && at != filepath.Dir(at) {
		at = filepath.Dir(at)
		info, err = os.Stat(at)
	}
	if err == nil {
		err = keeps(info, at == dir)
	}
	if err == nil {
		err = syscall.Access(at, enterAndWrite)
	}
	if err != nil {
		return Explain("use the directory", dir, err)
	}
	return nil
}

// keeps reports why a directory is none for files of ours, or for one that holds them.
func keeps(info fs.FileInfo, itself bool) error {
	switch {
	case !info.IsDir():
		return errors.New("it is not a directory")
	case itself && !Ours(info), !Ours(info) && info.Mode()&fs.ModeSticky == 0:
		return errors.New("it belongs to another user")
	case itself && info.Mode().Perm()&0o002 != 0:
		return fmt.Errorf("everybody can write to it (mode %04o)", info.Mode().Perm())
	}
	return nil
}
