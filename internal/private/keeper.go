package private

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// Keeper says for whom files are kept: for this user alone, or for the group of a
// directory that an administrator has made for it.
type Keeper struct{ group bool }

// The two keepers. What [Group] keeps is 0660 in directories of mode 2770, all of one
// group.
var (
	Alone = Keeper{}
	Group = Keeper{group: true}
)

func (k Keeper) file() fs.FileMode {
	if k.group {
		return 0o660
	}
	return FileMode
}

// owns reports whether a file may be believed: it is this user's, or, in a group, of
// any of its members, and nobody else can write it.
func (k Keeper) owns(info fs.FileInfo) bool {
	return Ours(info) || k.group && info.Mode().Perm()&0o002 == 0
}

// Dir is [Dir]. The directory of a group is not made, but those below it are.
func (k Keeper) Dir(dir string) error {
	if !k.group {
		return Dir(dir)
	}
	if !filepath.IsAbs(dir) {
		return Explain("use the directory", dir, ErrNoPlace)
	}
	info, err := os.Stat(dir)
	if errors.Is(err, fs.ErrNotExist) {
		if err := GroupDir(filepath.Dir(dir)); err != nil {
			return err
		}
		if err := os.Mkdir(dir, DirMode); err != nil && !errors.Is(err, fs.ErrExist) {
			return Explain("make the directory", dir, err)
		}
		// After Mkdir, because of the umask. Who was slower does not own it.
		_ = os.Chmod(dir, 0o770|fs.ModeSetgid)
		info, err = os.Stat(dir)
	}
	if err != nil {
		return Explain("use the directory", dir, err)
	}
	return groupMode(dir, info)
}

// GroupDir reports why a directory cannot be shared by a group; nil when it can.
func GroupDir(dir string) error {
	info, err := os.Stat(dir)
	if err != nil {
		return Explain("use the directory", dir, err)
	}
	return groupMode(dir, info)
}

func groupMode(dir string, info fs.FileInfo) error {
	mode := info.Mode()
	switch {
	case !mode.IsDir():
		return Explain("use the directory", dir, errors.New("it is not a directory"))
	case mode.Perm()&0o002 != 0:
		return Explain("use the directory", dir, fmt.Errorf("everybody can write to it; type: sudo chmod 2770 %q", dir))
	case mode&fs.ModeSetgid == 0 || mode.Perm()&0o070 != 0o070:
		return Explain("use the directory", dir, fmt.Errorf("it is not one of a group (mode %04o); type: sudo chmod 2770 %q", mode.Perm(), dir))
	}
	if err := syscall.Access(dir, enterAndWrite); err != nil {
		return Explain("use the directory", dir, fmt.Errorf("this user is not of its group: %w", err))
	}
	return nil
}

// prepare makes the file of a lock for a group, whatever the umask.
func (k Keeper) prepare(path string) error {
	if !k.group {
		return nil
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR|careful, k.file())
	switch {
	case errors.Is(err, fs.ErrExist):
		return nil
	case err != nil:
		return err
	}
	return errors.Join(file.Chmod(k.file()), file.Close())
}
