package private_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"btalk/internal/private"
)

func TestADirectoryIsUsableWhereFilesOfOursCanBeKept(t *testing.T) {
	t.Parallel()
	base := t.TempDir()
	made := func(name string, mode os.FileMode) string {
		dir := filepath.Join(base, name)
		if err := os.Mkdir(dir, 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.Chmod(dir, mode); err != nil {
			t.Fatal(err)
		}
		return dir
	}
	file := filepath.Join(base, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	foreign := made("foreign", 0o777)
	asRoot := os.Chown(foreign, 4321, 4321) == nil
	for name, test := range map[string]struct {
		dir, want string
		asUser    bool // root may do it all the same
	}{
		"ours":                       {dir: made("ours", 0o700)},
		"open to a look, still ours": {dir: made("open", 0o755)},
		"missing, can be made":       {dir: filepath.Join(base, "a", "b")},
		"relative":                   {dir: "run", want: "not an absolute path"},
		"a file":                     {dir: file, want: "not a directory"},
		"below a file":               {dir: filepath.Join(file, "btalk"), want: "not a directory"},
		"everybody can write":        {dir: made("world", 0o777), want: "everybody can write"},
		"read-only":                  {dir: made("closed", 0o500), want: "permission denied", asUser: true},
		"cannot be looked into":      {dir: filepath.Join(made("shut", 0o000), "btalk"), want: "permission denied", asUser: true},
	} {
		if test.asUser && os.Geteuid() == 0 {
			continue
		}
		switch err := private.Usable(test.dir); {
		case test.want == "" && err != nil:
			t.Errorf("%s: %v", name, err)
		case test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)):
			t.Errorf("%s: %v, want %q", name, err, test.want)
		}
	}
	if !asRoot {
		return
	}
	for _, dir := range []string{foreign, filepath.Join(foreign, "btalk")} {
		if err := private.Usable(dir); err == nil || !strings.Contains(err.Error(), "another user") {
			t.Errorf("%s: %v, want that it belongs to another user", dir, err)
		}
	}
}
