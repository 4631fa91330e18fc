// Package docs_test holds the documents to the code: what a comment cites must
// be there to be read. It tests text only, and nothing imports it.
package docs_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	heading = regexp.MustCompile(`(?m)^#{2,3} (\d+(?:\.\d+)?)\.? `)
	// A citation is "api-contract §2.3 B5, §6": sections, each with the rows of
	// its tables that are meant.
	citation = regexp.MustCompile(`api-contract ((?:,? ?§\d+(?:\.\d+)*(?:,? [BE]\d+(?:[–/]B?\d+)?)*)+)`)
	section  = regexp.MustCompile(`§(\d+(?:\.\d+)*)`)
	row      = regexp.MustCompile(`[BE]\d+`)
	// What may stand before a section of another document.
	elsewhere = regexp.MustCompile(`RFC \d+,? $`)
)

// TestCitationsResolve: every section of the contract that the code cites
// exists, and so does every endpoint and envelope.
func TestCitationsResolve(t *testing.T) {
	t.Parallel()
	contract := read(t, "api-contract.md")
	sections := map[string]bool{}
	for _, match := range heading.FindAllStringSubmatch(contract, -1) {
		sections[match[1]] = true
	}
	cited := 0
	for path, comments := range goSources(t) {
		for _, match := range citation.FindAllStringSubmatch(comments, -1) {
			cited++
			for _, number := range section.FindAllStringSubmatch(match[1], -1) {
				if !sections[number[1]] {
					t.Errorf("%s cites §%s, which docs/api-contract.md does not have", path, number[1])
				}
			}
			for _, name := range row.FindAllString(match[1], -1) {
				if !strings.Contains(contract, "| "+name) {
					t.Errorf("%s cites %s, which docs/api-contract.md does not list", path, name)
				}
			}
		}
		rest := citation.ReplaceAllString(comments, "")
		for _, at := range section.FindAllStringIndex(rest, -1) {
			if !elsewhere.MatchString(rest[:at[0]]) {
				t.Errorf("%s cites %s without naming the document", path, rest[at[0]:at[1]])
			}
		}
	}
	if cited == 0 {
		t.Error("no citation was found: the test reads the wrong files")
	}
}

// goSources gives the Go files of the repository with the line breaks of their
// comments undone, so that a citation may run over two lines.
func goSources(t *testing.T) map[string]string {
	t.Helper()
	sources := map[string]string{}
	err := filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (strings.HasPrefix(entry.Name(), ".") && entry.Name() != ".." || entry.Name() == "bin"):
			return filepath.SkipDir
		case strings.HasSuffix(path, ".go") && filepath.Base(path) != "contract_test.go":
			sources[path] = strings.Join(strings.Fields(strings.ReplaceAll(read(t, path), "//", "")), " ")
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return sources
}

func read(t *testing.T, path string) string {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
