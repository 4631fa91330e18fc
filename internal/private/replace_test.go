package private

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"
)

var then = time.Date(2026, 3, 1, 9, 0, 0, 0, time.UTC)

func TestPutReplacesWhateverStandsThere(t *testing.T) {
	t.Parallel()
	for name, occupy := range map[string]func(path string) error{
		"nothing, not even the directory": func(string) error { return nil },
		"a file":                          func(path string) error { return Write(path, []byte("old")) },
		"a full directory":                func(path string) error { return os.MkdirAll(filepath.Join(path, "x"), 0o700) },
		"a link": func(path string) error {
			return errors.Join(Dir(filepath.Dir(path)), os.Symlink("/etc/passwd", path))
		},
	} {
		path := filepath.Join(t.TempDir(), "dir", "file")
		if err := occupy(path); err != nil {
			t.Fatal(err)
		}
		if err := Alone.Put(path, then, []byte("a"), []byte("b")); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		info, err := os.Lstat(path)
		if err != nil || info.Mode() != FileMode || !info.ModTime().Equal(then) {
			t.Errorf("%s: %v, %v", name, info, err)
		}
		if data, err := Read(path, 10); err != nil || string(data) != "ab" {
			t.Errorf("%s: %q, %v", name, data, err)
		}
		if files, _ := os.ReadDir(filepath.Dir(path)); len(files) != 1 {
			t.Errorf("%s: left behind: %v", name, files)
		}
	}
}

func TestMakeLeavesWhatIsThere(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	path := filepath.Join(dir, "file")
	if err := Alone.Make(path, []byte("first")); err != nil {
		t.Fatal(err)
	}
	if err := Alone.Make(path, []byte("second")); !errors.Is(err, fs.ErrExist) {
		t.Errorf("%v, want that it exists", err)
	}
	if data, _ := Read(path, 10); string(data) != "first" {
		t.Errorf("the file says %q", data)
	}
	if files, _ := os.ReadDir(dir); len(files) != 1 {
		t.Errorf("left behind: %v", files)
	}
	if Alone.Make("file", nil) == nil || Alone.Put("file", then) == nil || Replace("file", nil) == nil {
		t.Error("a file was made in whatever directory this is")
	}
}

func TestReplaceLeavesTheDirectoryAsItIs(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := errors.Join(os.Chmod(dir, 0o755), Replace(filepath.Join(dir, "file"), []byte("x"))); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(dir); err != nil || info.Mode().Perm() != 0o755 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
	if err := Replace(filepath.Join(dir, "none", "file"), nil); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%v, want that the directory is missing", err)
	}
}

func TestSweepRemovesWhatKilledProcessesLeftAndNothingElse(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	for name, test := range map[string]struct {
		age  time.Duration
		stay bool
	}{
		".session.json4711":  {leftoverAge + time.Second, false},
		".session.json4712":  {leftoverAge, true}, // its process may be at it
		".session.json":      {leftoverAge * 9, true},
		"session.json":       {leftoverAge * 9, true},
		"session.json4711":   {leftoverAge * 9, true},
		".directory12345678": {leftoverAge * 9, true},
	} {
		path := filepath.Join(dir, name)
		err := Write(path, nil)
		if name == ".directory12345678" {
			err = errors.Join(os.Remove(path), os.Mkdir(path, 0o700))
		}
		if err := errors.Join(err, os.Chtimes(path, then, then.Add(-test.age))); err != nil {
			t.Fatal(err)
		}
		Sweep(dir, then)
		if _, err := os.Lstat(path); (err == nil) != test.stay {
			t.Errorf("%s: stays %v, want %v", name, err == nil, test.stay)
		}
	}
}

func TestAnUnfinishedWriteHasTheNameOfOne(t *testing.T) {
	t.Parallel()
	file, err := Alone.pending(filepath.Join(t.TempDir(), "file"), []byte("half"))
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Lstat(file.Name())
	if err != nil || !IsUnfinished(info) {
		t.Errorf("%q, %v", file.Name(), err)
	}
	if err := file.Cleanup(); err != nil {
		t.Error(err)
	}
}
