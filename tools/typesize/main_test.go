package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// write puts a package of the given files below a fresh directory.
func write(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, source := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte("package p\n"+source), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func methods(receiver string, from, to int) string {
	var b strings.Builder
	for i := from; i < to; i++ {
		fmt.Fprintf(&b, "func (%s) M%d() {}\n", receiver, i)
	}
	return b.String()
}

func TestTypesAboveTheLimitsAreNamed(t *testing.T) {
	for _, c := range []struct {
		rule  string
		files map[string]string
		large []string
	}{
		{"as many as allowed", map[string]string{"a.go": "type T struct{}\n" + methods("T", 0, 3)}, nil},
		{"one method too many", map[string]string{"a.go": "type T struct{}\n" + methods("T", 0, 4)}, []string{"T 4 1"}},
		{
			"pointers, values and type parameters are one type",
			map[string]string{"a.go": "type T[A any] struct{}\n" + methods("*T[A]", 0, 2) + methods("T[A]", 2, 4)},
			[]string{"T 4 1"},
		},
		{
			"two type parameters",
			map[string]string{"a.go": "type T[A, B any] struct{}\n" + methods("*T[A, B]", 0, 4)},
			[]string{"T 4 1"},
		},
		{
			"one file too many",
			map[string]string{"a.go": "type T struct{}\n" + methods("T", 0, 1), "b.go": methods("T", 1, 2), "c.go": methods("T", 2, 3)},
			[]string{"T 3 3"},
		},
		{
			"tests do not count",
			map[string]string{"a.go": "type T struct{}\n" + methods("T", 0, 3), "a_test.go": methods("T", 3, 9)},
			nil,
		},
		{
			"a name in another package is another type",
			map[string]string{"a/a.go": "type T struct{}\n" + methods("T", 0, 3), "b/b.go": "type T struct{}\n" + methods("T", 0, 3)},
			nil,
		},
		{
			"the largest first",
			map[string]string{"a.go": "type S struct{}\ntype T struct{}\n" + methods("S", 0, 4) + methods("T", 0, 5)},
			[]string{"T 5 1", "S 4 1"},
		},
		{"functions are not methods", map[string]string{"a.go": "func F() {}\nfunc G() {}\nfunc H() {}\nfunc I() {}\n"}, nil},
	} {
		t.Run(c.rule, func(t *testing.T) {
			large, err := check([]string{write(t, c.files)}, limits{methods: 3, files: 2})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, s := range large {
				got = append(got, fmt.Sprintf("%s %d %d", strings.TrimPrefix(filepath.Ext(s.name), "."), s.methods, len(s.files)))
			}
			if strings.Join(got, ", ") != strings.Join(c.large, ", ") {
				t.Errorf("got %q, want %q", got, c.large)
			}
		})
	}
}

func TestWhatCannotBeReadIsAnError(t *testing.T) {
	if _, err := check([]string{filepath.Join(t.TempDir(), "missing")}, limits{}); err == nil {
		t.Error("a root that does not exist passed")
	}
	if _, err := check([]string{write(t, map[string]string{"a.go": "func ("})}, limits{}); err == nil {
		t.Error("a file that is not Go passed")
	}
}
