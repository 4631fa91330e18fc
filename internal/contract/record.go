package contract

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"btalk/internal/models"
)

// Folder is where the answers of a survey are kept, without values of customers, for the
// tests of the decoders: a file an answer, named after what was asked.
type Folder struct {
	dir  string
	root *os.Root
}

const (
	dirMode  = 0o700
	fileMode = 0o600
)

// NewFolder opens or makes the directory. One that holds files of an earlier survey is
// refused: nothing is ever written over.
func NewFolder(dir string) (*Folder, error) {
	switch err := os.Mkdir(dir, dirMode); {
	case err == nil:
		if err := os.Chmod(dir, dirMode); err != nil { // whatever the umask
			return nil, fmt.Errorf("make the directory %s: %w", dir, err)
		}
	case !errors.Is(err, fs.ErrExist):
		return nil, fmt.Errorf("make the directory %s: %w", dir, errors.Unwrap(err))
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("open the directory %s: %w", dir, errors.Unwrap(err))
	}
	earlier, err := filepath.Glob(filepath.Join(filepath.Clean(dir), "*.json"))
	if err != nil || len(earlier) > 0 {
		_ = root.Close()
		return nil, fmt.Errorf("%s holds JSON files already (%d), and nothing is written over: name another directory", dir, len(earlier))
	}
	return &Folder{dir, root}, nil
}

// Keep writes the answers that came as JSON. It closes the folder.
func (f *Folder) Keep(s *Survey) (names []string, err error) {
	defer func() { err = errors.Join(err, f.root.Close()) }()
	for i, a := range s.asked {
		if a.doc == nil {
			continue
		}
		name := fmt.Sprintf("%02d-%s.json", i+1, strings.Map(plain, a.name))
		if err := f.write(name, anonymous(s, a.doc)); err != nil {
			return names, fmt.Errorf("write %s in %s: %w", name, f.dir, err)
		}
		names = append(names, name)
	}
	return names, nil
}

func plain(r rune) rune {
	switch r {
	case ' ':
		return '-'
	case '\'':
		return -1
	}
	return r
}

// write makes a file that was not there, for this user alone.
func (f *Folder) write(name string, body []byte) error {
	file, err := f.root.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, fileMode)
	if err != nil {
		return err
	}
	_, err = file.Write(body)
	return errors.Join(err, file.Chmod(fileMode), file.Close())
}

// anonymous is an answer with the same fields of the same types, whose values are shapes.
func anonymous(s *Survey, doc models.Value) []byte {
	var b bytes.Buffer
	rewrite(s, &b, "", doc)
	b.WriteByte('\n')
	return b.Bytes()
}

func rewrite(s *Survey, b *bytes.Buffer, path string, v models.Value) {
	switch v.Kind() {
	case models.ObjectValue:
		rewriteObject(s, b, path, v.Object())
	case models.ListValue:
		b.WriteByte('[')
		for i, item := range v.List() {
			if i > 0 {
				b.WriteString(",\n")
			}
			rewrite(s, b, path+"[]", item)
		}
		b.WriteByte(']')
	case models.StringValue:
		text := v.Text().Raw()
		if shown := s.showValue(path, text); shown == text {
			b.Write(quoted(text))
		} else {
			b.Write(quoted(stand(text)))
		}
	case models.NumberValue:
		b.WriteString(nines(strings.TrimSpace(string(v))))
	default:
		b.Write(bytes.TrimSpace(v))
	}
}

func rewriteObject(s *Survey, b *bytes.Buffer, path string, o models.Object) {
	b.WriteByte('{')
	for i, f := range o.Fields {
		if i > 0 {
			b.WriteByte(',')
		}
		below := strings.TrimPrefix(path+"."+f.Key, ".")
		b.Write(quoted(s.showPath(strings.ReplaceAll(f.Key, ".", "_"))))
		b.WriteByte(':')
		rewrite(s, b, below, f.Value)
	}
	b.WriteByte('}')
}

func quoted(text string) []byte {
	encoded, err := json.Marshal(text)
	if err != nil {
		return []byte(`""`)
	}
	return encoded
}

var day = regexp.MustCompile(`^\d{4}-\d{2}-\d{2}`)

// stand is what stands for a text: its shape; for a date, a date that is the same for all.
func stand(text string) string {
	if !day.MatchString(text) {
		return shape(text)
	}
	rest := strings.ReplaceAll(shape(text[len("2000-01-01"):]), "9", "0")
	return "2000-01-01" + strings.NewReplacer("A", "Z").Replace(strings.Replace(rest, "A", "T", 1))
}

// nines is a number with as many digits.
func nines(number string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return '9'
		}
		return r
	}, number)
}
