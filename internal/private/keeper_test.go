package private_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"btalk/internal/private"
)

// groupDir is a directory as an administrator makes it for a group.
func groupDir(t *testing.T, mode fs.FileMode) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "group")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(dir, mode); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestWhatAGroupSharesIsOpenToItAndToNobodyElseWhateverTheUmask(t *testing.T) {
	old := syscall.Umask(0o077)
	defer syscall.Umask(old)
	dir := groupDir(t, 0o770|fs.ModeSetgid)
	path := filepath.Join(dir, "below", "file")
	if err := private.Group.Put(path, time.Now(), []byte("x")); err != nil {
		t.Fatal(err)
	}
	release, err := private.Group.Take(filepath.Join(dir, "lock"), time.Second)
	if err != nil {
		t.Fatal(err)
	}
	release()
	for name, want := range map[string]fs.FileMode{
		path: 0o660, filepath.Join(dir, "lock"): 0o660, filepath.Dir(path): fs.ModeDir | fs.ModeSetgid | 0o770,
	} {
		info, err := os.Stat(name)
		if err != nil || info.Mode() != want {
			t.Errorf("%s: %v, %v; want %v", name, info.Mode(), err, want)
		}
	}
}

func TestADirectoryIsSharedOnlyAsAGroupsOwn(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		mode fs.FileMode
		want string
	}{
		"setgid, closed to others": {0o770 | fs.ModeSetgid, ""},
		"others may look":          {0o775 | fs.ModeSetgid, ""},
		"without setgid":           {0o770, "chmod 2770"},
		"the group may not write":  {0o750 | fs.ModeSetgid, "chmod 2770"},
		"everybody may write":      {0o777 | fs.ModeSetgid, "everybody can write"},
	} {
		err := private.GroupDir(groupDir(t, test.mode))
		if test.want == "" && err != nil || test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)) {
			t.Errorf("%s: %v, want %q", name, err, test.want)
		}
	}
}

func TestAFileOfAnotherMemberIsBelievedInAGroupOnly(t *testing.T) {
	t.Parallel()
	dir := groupDir(t, 0o770|fs.ModeSetgid)
	path := filepath.Join(dir, "file")
	if err := private.Group.Put(path, time.Now(), []byte("x")); err != nil {
		t.Fatal(err)
	}
	if os.Chown(path, 4321, -1) != nil {
		t.Skip("only root can give files away")
	}
	if _, err := private.Read(path, 10); err == nil {
		t.Error("believed where files are this user's alone")
	}
	if data, err := private.Group.Read(path, 10); err != nil || string(data) != "x" {
		t.Errorf("%q, %v: not believed in its group", data, err)
	}
	if err := os.Chmod(path, 0o666); err != nil {
		t.Fatal(err)
	}
	if _, err := private.Group.Read(path, 10); err == nil {
		t.Error("believed although everybody can write it")
	}
}
