//go:build unix

package config

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"

	"github.com/google/renameio/v2"
)

// readFlags do not wait for the other end of a pipe.
const readFlags = os.O_RDONLY | syscall.O_NONBLOCK

// foreign tells whether a file belongs to another user.
func foreign(info fs.FileInfo) bool {
	stat, ok := info.Sys().(*syscall.Stat_t)
	return ok && int(stat.Uid) != os.Geteuid()
}

// permissions say who may do what with a file.
func permissions(info fs.FileInfo) fs.FileMode { return info.Mode().Perm() }

// writePrivate makes a new file in the place of path, synced to the disk. (The
// library's WriteFile would keep the mode of the old one.)
func writePrivate(path string, text []byte) error {
	f, err := renameio.NewPendingFile(path,
		renameio.WithTempDir(filepath.Dir(path)), renameio.WithStaticPermissions(0o600))
	if err != nil {
		return err
	}
	if _, err := f.Write(text); err != nil {
		return errors.Join(err, f.Cleanup())
	}
	if err := f.CloseAtomicallyReplace(); err != nil {
		return errors.Join(err, f.Cleanup())
	}
	return nil
}
