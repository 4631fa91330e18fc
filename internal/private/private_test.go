package private

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"btalk/internal/private/disktest"
)

func TestOnlyARegularFileOfThisUserIsRead(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	at := func(name string) string { return filepath.Join(dir, name) }
	if err := Write(at("good"), []byte("data")); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(
		syscall.Mkfifo(at("pipe"), 0o600), os.Symlink("/dev/zero", at("zeros")), os.Symlink(at("good"), at("link")),
		os.Mkdir(at("folder"), 0o700), Write(at("large"), make([]byte, 100)),
	); err != nil {
		t.Fatal(err)
	}
	if data, err := Read(at("good"), 10); err != nil || string(data) != "data" {
		t.Errorf("%q, %v", data, err)
	}
	if data, err := Read(at("good"), 4); err != nil || string(data) != "data" {
		t.Errorf("a file as large as it may be: %q, %v", data, err)
	}
	if data, err := Alone.ReadStart(at("good"), 10, 2); err != nil || string(data) != "da" {
		t.Errorf("the start is %q, %v", data, err)
	}
	for name, want := range map[string]error{
		"pipe": ErrForeign, "zeros": ErrForeign, "link": ErrForeign, "folder": ErrForeign, "large": ErrTooLarge, "none": os.ErrNotExist,
	} {
		if data, err := Read(at(name), 10); !errors.Is(err, want) || len(data) > 0 {
			t.Errorf("%s: %d bytes, %v, want %v", name, len(data), err, want)
		}
	}
	for _, path := range []string{"", "good", "./good", "../x"} {
		if _, err := Read(path, 10); !errors.Is(err, ErrNoPlace) {
			t.Errorf("%q: %v", path, err)
		}
		if err := Write(path, nil); !errors.Is(err, ErrNoPlace) {
			t.Errorf("write %q: %v", path, err)
		}
	}
}

func TestWritingReplacesWhateverStandsThereAndIsForTheUserAlone(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "new", "deep")
	path := filepath.Join(dir, "file")
	for range 2 {
		if err := Write(path, []byte("data")); err != nil {
			t.Fatal(err)
		}
		_ = os.Chmod(path, 0o644)
		_ = os.Chmod(dir, 0o755)
	}
	if err := Write(path, []byte("data")); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]os.FileMode{path: FileMode, dir: DirMode} {
		if info, err := os.Stat(name); err != nil || info.Mode().Perm() != want {
			t.Errorf("%s: %v, %v", name, info.Mode(), err)
		}
	}
	target := filepath.Join(dir, "target")
	if err := errors.Join(os.WriteFile(target, []byte("mine"), 0o600), os.Remove(path), os.Symlink(target, path), Write(path, []byte("x"))); err != nil {
		t.Fatal(err)
	}
	if data, _ := os.ReadFile(target); string(data) != "mine" {
		t.Errorf("a link was followed: %q", data)
	}
	if left, _ := os.ReadDir(dir); len(left) != 2 {
		t.Errorf("left behind: %v", left)
	}
}

func TestADirectoryIsTakenWhenNobodyElseCanHaveWrittenToIt(t *testing.T) {
	t.Parallel()
	base := t.TempDir()
	at := func(name string) string { return filepath.Join(base, name) }
	for name, mode := range map[string]os.FileMode{"private": 0o700, "readable": 0o755, "read-only": 0o500, "writable": 0o777} {
		if err := errors.Join(os.Mkdir(at(name), 0o700), os.Chmod(at(name), mode)); err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(os.Symlink(at("private"), at("link")), os.Symlink(foreign(t), at("foreign link")), os.WriteFile(at("file"), nil, 0o600)); err != nil {
		t.Fatal(err)
	}
	for name, test := range map[string]struct {
		dir  string
		mode os.FileMode
		says string
	}{
		"missing":                     {at("a/b"), 0o700, ""},
		"private":                     {at("private"), 0o700, ""},
		"readable is closed":          {at("readable"), 0o700, ""},
		"read-only stays read-only":   {at("read-only"), 0o500, ""},
		"a link to an own one":        {at("link"), 0o700, ""},
		"writable by everybody":       {at("writable"), 0, "then: chmod 700"},
		"of somebody else":            {foreign(t), 0, "belongs to another user"},
		"a link to somebody else's":   {at("foreign link"), 0, "belongs to another user"},
		"a file":                      {at("file"), 0, "not a directory"},
		"a name that is not absolute": {"cache", 0, "not an absolute path"},
	} {
		err := Dir(test.dir)
		if test.says != "" {
			if err == nil || !strings.Contains(err.Error(), test.says) {
				t.Errorf("%s: %v, want %q", name, err, test.says)
			}
			continue
		}
		if info, statErr := os.Stat(test.dir); err != nil || statErr != nil || info.Mode().Perm() != test.mode {
			t.Errorf("%s: %v, mode %v, want %v", name, err, info.Mode(), test.mode)
		}
	}
}

// foreign is a directory of somebody else, whoever runs the test.
func foreign(t *testing.T) string {
	t.Helper()
	if os.Geteuid() != 0 {
		return "/"
	}
	dir := t.TempDir()
	if err := os.Chown(dir, 65534, 65534); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestAFileOfAnotherUserIsNotRead(t *testing.T) {
	t.Parallel()
	path := "/etc/passwd"
	if os.Geteuid() == 0 {
		path = filepath.Join(t.TempDir(), "theirs")
		if err := errors.Join(os.WriteFile(path, []byte("x"), 0o644), os.Chown(path, 65534, 65534)); err != nil {
			t.Fatal(err)
		}
	}
	if data, err := Read(path, 1<<20); !errors.Is(err, ErrForeign) || data != nil {
		t.Errorf("%q, %v", data, err)
	}
}

func TestAFullAndAReadOnlyDiskChangeNothingAndAreNamed(t *testing.T) {
	t.Parallel()
	for name, spoil := range map[string]func(disktest.Disk, testing.TB){
		"the disk is full": disktest.Disk.Fill, "the disk is read-only": disktest.Disk.MakeReadOnly,
	} {
		disk := disktest.New(t)
		path := disk.Path("btalk/file")
		if err := Write(path, []byte("before")); err != nil {
			t.Fatal(err)
		}
		spoil(disk, t)
		err := Write(path, []byte("after"))
		if err == nil || !strings.Contains(err.Error(), "could not write ") || !strings.Contains(err.Error(), name) || strings.Contains(err.Error(), "\n") {
			t.Errorf("%v, want one line with %q", err, name)
		}
		if Alone.Put(path, time.Now(), []byte("after")) == nil {
			t.Errorf("%s: put claims to have worked", name)
		}
		if data, err := Read(path, 100); err != nil || string(data) != "before" {
			t.Errorf("%s: the file says %q, %v", name, data, err)
		}
		if files, _ := os.ReadDir(disk.Path("btalk")); len(files) != 1 {
			t.Errorf("%s: left behind: %v", name, files)
		}
	}
}
