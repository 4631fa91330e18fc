package download

import (
	"bufio"
	"bytes"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

// Document is what is to be saved.
type Document struct {
	Name   string // from Name
	Format Format
	Size   int64 // by the server; below 0 when it did not say
	Body   io.Reader
}

// fileMode lets nobody else read a bill.
const fileMode = 0o600

// Save writes a document into a directory and returns its path. The document is
// there whole or not at all; a name that is taken gets a number. Saved is called
// with the bytes so far, if it is not nil. The directory must exist.
func Save(dir string, doc Document, saved func(bytes int64)) (path string, err error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return "", fmt.Errorf("the directory %q cannot be used: %w; choose another with --to", dir, cause(err))
	}
	defer func() { _ = root.Close() }()
	if free, known := space(dir); known && doc.Size > free {
		return "", fmt.Errorf("%s needs %d bytes and %q has %d left; choose another directory with --to", doc.Name, doc.Size, dir, free)
	}
	part := partName()
	file, err := root.OpenFile(part, os.O_CREATE|os.O_EXCL|os.O_RDWR, fileMode)
	if err != nil {
		return "", fmt.Errorf("no file can be made in %q: %w", dir, cause(err))
	}
	defer func() { _ = root.Remove(part) }() // it has its final name by then, or is not wanted
	if err = errors.Join(doc.write(file, saved), file.Close()); err != nil {
		return "", fmt.Errorf("%s was not saved: %w", doc.Name, cause(err))
	}
	name, err := publish(root, part, doc.Name)
	if err != nil {
		return "", fmt.Errorf("%s was not saved in %q: %w", doc.Name, dir, cause(err))
	}
	syncDir(root)
	return filepath.Join(dir, name), nil
}

// partName begins with a dot, so that a half file is not taken for a bill.
func partName() string {
	var random [8]byte
	_, _ = rand.Read(random[:]) // never fails (crypto/rand)
	return ".btalk-" + hex.EncodeToString(random[:]) + ".part"
}

// write checks the document, writes it and makes sure that it is on the disk.
func (d Document) write(file *os.File, saved func(int64)) error {
	body := bufio.NewReaderSize(d.Body, headSize)
	head, err := body.Peek(headSize)
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if err := d.check(head); err != nil {
		return err
	}
	n, err := io.Copy(&meter{file, 0, saved}, body)
	switch {
	case err != nil:
		return err
	case d.Size >= 0 && n != d.Size:
		return fmt.Errorf("%d bytes came of %d; download it again", n, d.Size)
	}
	return file.Sync()
}

// headSize is how much of a document is looked at before it is saved, in bytes.
const headSize = 1024

// check says why the document is not what was asked for: servers and proxies send
// pages and errors with status 200.
func (d Document) check(head []byte) error {
	start := bytes.TrimLeft(bytes.TrimPrefix(head, []byte("\xef\xbb\xbf")), " \t\r\n")
	lower := bytes.ToLower(start)
	var found string
	switch {
	case len(start) == 0:
		found = "nothing"
	case d.Format == PDF && bytes.HasPrefix(start, []byte("%PDF-")):
		return nil
	case bytes.HasPrefix(lower, []byte("<!doctype html")) || bytes.HasPrefix(lower, []byte("<html")):
		found = "a web page"
	case start[0] == '<':
		found = "XML"
	case d.Format == JSON && (start[0] == '{' || start[0] == '['):
		return nil
	case start[0] == '{' || start[0] == '[':
		found = "JSON, most likely an error"
	case d.Format == PDF:
		found = "something else"
	case d.Format == JSON:
		found = "no JSON"
	default:
		return nil
	}
	return fmt.Errorf("the server sent %s instead of %s", found, strings.ToUpper(string(d.Format)))
}

// meter counts what is written.
type meter struct {
	to    io.Writer
	n     int64
	saved func(int64)
}

func (m *meter) Write(data []byte) (int, error) {
	n, err := m.to.Write(data)
	m.n += int64(n)
	if m.saved != nil {
		m.saved(m.n)
	}
	return n, err
}

// publish gives the part its final name, or the next free one: bill.pdf, bill
// (2).pdf. A link fails where a file, or a link to one, stands already, so that
// nothing is ever replaced.
func publish(root *os.Root, part, name string) (string, error) {
	const most = 1000
	extension := filepath.Ext(name)
	stem := strings.TrimSuffix(name, extension)
	for n := 1; n <= most; n++ {
		candidate := name
		if n > 1 {
			candidate = fmt.Sprintf("%s (%d)%s", stem, n, extension)
		}
		err := root.Link(part, candidate)
		if noLinks(err) {
			err = duplicate(root, part, candidate)
		}
		if !errors.Is(err, fs.ErrExist) {
			return candidate, err
		}
	}
	return "", fmt.Errorf("%d files of that name are there", most)
}

// noLinks reports whether the file system has no hard links.
func noLinks(err error) bool {
	return errors.Is(err, syscall.EPERM) || errors.Is(err, syscall.ENOTSUP) || errors.Is(err, syscall.ENOSYS) || errors.Is(err, syscall.EMLINK)
}

// duplicate copies the part to a name that is free.
func duplicate(root *os.Root, part, name string) (err error) {
	from, err := root.Open(part)
	if err != nil {
		return err
	}
	defer from.Close()
	to, err := root.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_WRONLY, fileMode)
	if err != nil {
		return err
	}
	_, err = io.Copy(to, from)
	if err = errors.Join(err, to.Sync(), to.Close()); err != nil {
		_ = root.Remove(name) // it is ours: O_EXCL made it
	}
	return err
}

// syncDir makes the name last as well; where that is not possible, the file is
// there all the same.
func syncDir(root *os.Root) {
	if dir, err := root.Open("."); err == nil {
		_ = dir.Sync()
		dir.Close()
	}
}

// space is what is left in the file system of a directory, in bytes.
func space(dir string) (free int64, known bool) {
	var stat syscall.Statfs_t
	if syscall.Statfs(dir, &stat) != nil {
		return 0, false
	}
	return int64(stat.Bavail * uint64(stat.Bsize)), true // Bsize has another type on each system
}

// cause is an error of the disk without the names of temporary files.
func cause(err error) error {
	if errno, ok := errors.AsType[syscall.Errno](err); ok {
		return errno
	}
	return err
}
