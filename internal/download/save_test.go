package download

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const page = "%PDF-1.4\nthe bill\n"

func document(name, body string) Document {
	return Document{Name: name, Format: PDF, Size: -1, Body: strings.NewReader(body)}
}

// files are the names in a directory and what is in them.
func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]string{}
	for _, entry := range entries {
		content, err := os.ReadFile(filepath.Join(dir, entry.Name()))
		if err != nil {
			content = []byte(err.Error())
		}
		found[entry.Name()] = string(content)
	}
	return found
}

func TestADocumentIsSavedWhole(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	var counted int64
	doc := document("bill.pdf", page)
	doc.Size = int64(len(page))
	path, err := Save(dir, doc, func(n int64) { counted = n })
	if err != nil || path != filepath.Join(dir, "bill.pdf") || counted != int64(len(page)) {
		t.Fatalf("%q, %d bytes, %v", path, counted, err)
	}
	if got := files(t, dir); len(got) != 1 || got["bill.pdf"] != page {
		t.Errorf("the directory holds %v", got)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("others may read it: %v, %v", info.Mode(), err)
	}
}

func TestNothingIsOverwritten(t *testing.T) {
	t.Parallel()
	dir, elsewhere := t.TempDir(), t.TempDir()
	target := filepath.Join(elsewhere, "target")
	for name, content := range map[string]string{filepath.Join(dir, "bill.pdf"): "mine", target: "theirs"} {
		if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(target, filepath.Join(dir, "bill (2).pdf")); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join(elsewhere, "not there"), filepath.Join(dir, "bill (3).pdf")); err != nil {
		t.Fatal(err)
	}
	path, err := Save(dir, document("bill.pdf", page), nil)
	if err != nil || filepath.Base(path) != "bill (4).pdf" {
		t.Fatalf("%q, %v", path, err)
	}
	if got := files(t, dir); got["bill.pdf"] != "mine" || got["bill (4).pdf"] != page {
		t.Errorf("the directory holds %v", got)
	}
	if got := files(t, elsewhere); len(got) != 1 || got["target"] != "theirs" {
		t.Errorf("the other directory holds %v", got)
	}
}

func TestANameCannotLeaveTheDirectory(t *testing.T) {
	t.Parallel()
	above := t.TempDir()
	dir := filepath.Join(above, "in")
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(above, filepath.Join(dir, "up")); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"../x.pdf", "/tmp/x.pdf", "up/x.pdf", "in/../../x.pdf", ""} {
		if path, err := Save(dir, document(name, page), nil); err == nil {
			t.Errorf("%q was saved as %s", name, path)
		}
	}
	if got := files(t, above); len(got) != 1 {
		t.Errorf("the directory above holds %v", got)
	}
	if got := files(t, dir); len(got) != 1 {
		t.Errorf("the directory holds %v", got)
	}
}

func TestOnlyWhatWasAskedForIsSaved(t *testing.T) {
	t.Parallel()
	tests := []struct {
		format     Format
		body, want string
	}{
		{PDF, page, ""},
		{PDF, "\r\n" + page, ""},
		{PDF, "", "sent nothing instead of PDF"},
		{PDF, " \n", "sent nothing"},
		{PDF, "<!DOCTYPE html><html>", "sent a web page instead of PDF"},
		{PDF, "\ufeff  <HTML>", "sent a web page"},
		{PDF, "<?xml version='1.0'?>", "sent XML"},
		{PDF, `{"code":50}`, "sent JSON, most likely an error"},
		{PDF, "PK\x03\x04", "sent something else"},
		{CSV, "id;amount\n1;2\n", ""},
		{CSV, "\ufeffid;amount\n", ""},
		{CSV, "<html>", "sent a web page instead of CSV"},
		{CSV, `[{"code":28}]`, "sent JSON"},
		{JSON, `{"id":1}`, ""},
		{JSON, ` [1]`, ""},
		{JSON, "id;amount", "sent no JSON instead of JSON"},
	}
	for _, test := range tests {
		dir := t.TempDir()
		_, err := Save(dir, Document{Name: "x", Format: test.format, Size: -1, Body: strings.NewReader(test.body)}, nil)
		if test.want == "" && err != nil || test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)) {
			t.Errorf("%q as %s: %v, want %q", test.body, test.format, err, test.want)
		}
		if got := files(t, dir); (len(got) == 1) != (test.want == "") {
			t.Errorf("%q as %s: the directory holds %v", test.body, test.format, got)
		}
	}
}

func TestWhatIsCutShortIsNotSaved(t *testing.T) {
	t.Parallel()
	failed := errors.New("connection reset")
	for name, test := range map[string]struct {
		doc  Document
		want string
	}{
		"an error at once":      {Document{Size: -1, Body: broken{failed}}, "connection reset"},
		"an error in the body":  {Document{Size: -1, Body: io.MultiReader(strings.NewReader(page+strings.Repeat("x", 4000)), broken{failed})}, "connection reset"},
		"fewer bytes than said": {Document{Size: 100, Body: strings.NewReader(page)}, "18 bytes came of 100"},
		"more bytes than said":  {Document{Size: 3, Body: strings.NewReader(page)}, "18 bytes came of 3"},
		"more than the disk":    {Document{Size: 1 << 60, Body: strings.NewReader(page)}, "left; choose another directory with --to"},
	} {
		dir := t.TempDir()
		test.doc.Name, test.doc.Format = "x.pdf", PDF
		_, err := Save(dir, test.doc, nil)
		if err == nil || !strings.Contains(err.Error(), "x.pdf") || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want %q", name, err, test.want)
		}
		if got := files(t, dir); len(got) != 0 {
			t.Errorf("%s: the directory holds %v", name, got)
		}
	}
}

type broken struct{ err error }

func (b broken) Read([]byte) (int, error) { return 0, b.err }

func TestADirectoryThatIsNotThereIsNamed(t *testing.T) {
	t.Parallel()
	missing := filepath.Join(t.TempDir(), "missing")
	if _, err := Save(missing, document("x.pdf", page), nil); err == nil || !strings.Contains(err.Error(), missing) || !strings.Contains(err.Error(), "--to") {
		t.Errorf("%v", err)
	}
}

func TestWithoutHardLinksAFileIsCopiedAndStillReplacesNothing(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = root.Close() }()
	if err := root.WriteFile("part", []byte(page), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := duplicate(root, "part", "bill.pdf"); err != nil {
		t.Fatal(err)
	}
	if err := duplicate(root, "part", "bill.pdf"); !errors.Is(err, os.ErrExist) {
		t.Errorf("a second copy: %v", err)
	}
	if err := duplicate(root, "missing", "other.pdf"); err == nil {
		t.Error("a part that is not there was copied")
	}
	if got := files(t, dir); len(got) != 2 || got["bill.pdf"] != page {
		t.Errorf("the directory holds %v", got)
	}
}
