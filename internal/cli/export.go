package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// export writes what a screen shows into a new file in the current directory.
// The name comes from data: it is cut down to a plain file name, and a file
// that is there already is never touched.
func export(name string, data []byte) (string, error) {
	name = plainName(name)
	extension := filepath.Ext(name)
	base := strings.TrimSuffix(name, extension)
	for n := 1; n <= 999; n++ {
		if n > 1 {
			name = fmt.Sprintf("%s-%d%s", base, n, extension)
		}
		err := writeNew(name, data)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return "", err
		}
		return filepath.Abs(name)
	}
	return "", fmt.Errorf("there are too many files called %s here", base)
}

func writeNew(path string, data []byte) error {
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = file.Write(data)
	return errors.Join(err, file.Close())
}

// plainName keeps letters, digits and a few signs; the result is the name of a
// visible file.
func plainName(name string) string {
	name = strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '-', r == '_', r == '.':
			return r
		}
		return '-'
	}, name)
	name = strings.TrimLeft(name, ".-")
	if name == "" {
		return "export"
	}
	return name[max(0, len(name)-100):]
}
