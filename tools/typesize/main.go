// Package main holds the house rule that no linter holds: a type fits in a
// head. It counts the methods of each type, and the files they stand in, and
// fails where there are more than a reader can keep in mind. Tests do not count.
// `make lint` runs it; nothing imports it.
package main

import (
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"
)

func main() {
	var most limits
	flag.IntVar(&most.methods, "methods", 30, "the most methods of a type")
	flag.IntVar(&most.files, "files", 4, "the most files that the methods of a type stand in")
	flag.Parse()

	large, err := check(flag.Args(), most)
	if err != nil {
		fmt.Fprintln(os.Stderr, "typesize:", err)
		os.Exit(2)
	}
	for _, t := range large {
		fmt.Printf("%s: %d methods in %d files; at most %d in %d: find the type that is missing in it\n",
			t.name, t.methods, len(t.files), most.methods, most.files)
	}
	if len(large) > 0 {
		os.Exit(1)
	}
}

// limits are what a type may have at the most.
type limits struct{ methods, files int }

// size is what one type has: its name as directory.Name.
type size struct {
	name    string
	methods int
	files   map[string]bool
}

// check reads the Go files below the roots and returns the types above the
// limits, the largest first.
func check(roots []string, most limits) ([]size, error) {
	sizes := map[string]*size{}
	for _, root := range roots {
		if err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			return count(path, sizes)
		}); err != nil {
			return nil, fmt.Errorf("read %s: %w", root, err)
		}
	}
	var large []size
	for _, s := range sizes {
		if s.methods > most.methods || len(s.files) > most.files {
			large = append(large, *s)
		}
	}
	sort.Slice(large, func(i, j int) bool {
		if large[i].methods != large[j].methods {
			return large[i].methods > large[j].methods
		}
		return large[i].name < large[j].name
	})
	return large, nil
}

// count adds the methods of the file at path to the sizes.
func count(path string, sizes map[string]*size) error {
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	for _, declaration := range file.Decls {
		method, ok := declaration.(*ast.FuncDecl)
		if !ok || method.Recv == nil {
			continue
		}
		name := filepath.ToSlash(filepath.Dir(path)) + "." + receiver(method.Recv.List[0].Type)
		s := sizes[name]
		if s == nil {
			s = &size{name: name, files: map[string]bool{}}
			sizes[name] = s
		}
		s.methods++
		s.files[path] = true
	}
	return nil
}

// receiver returns the name of a receiver's type: T of T, *T, T[A] and *T[A, B].
func receiver(of ast.Expr) string {
	switch t := of.(type) {
	case *ast.StarExpr:
		return receiver(t.X)
	case *ast.IndexExpr:
		return receiver(t.X)
	case *ast.IndexListExpr:
		return receiver(t.X)
	case *ast.Ident:
		return t.Name
	default:
		return "?"
	}
}
