package journal

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"btalk/internal/private"
)

// chain is a file of lines that cannot be altered unnoticed. Each line begins
// with the hash of its own content, and its content holds the hash of the whole
// line before. A second file holds the number of the last line and its hash, so
// that lines missing at the end are missed as well.
//
//	{"sum":"<sha256 of the rest>","prev":"<sha256 of the line before>", …}
//
// Lines are appended under a lock and are fsynced when append returns. A
// crash may leave a line without its end: nobody was told that it was written.
// It stays, and the next line vouches for it as it is.
//
// The lock is on the file itself: it excludes whoever uses the file, from
// wherever, and ends with the process. It is never waited for in the kernel.
type chain struct{ path string }

const (
	chainLimit   = 2 * time.Second // that the lock is tried for
	largestChain = 512 << 20
	headSuffix   = ".last"
	largestHead  = 1024
)

var (
	errTooLarge = errors.New("it has grown too large; move it away, together with the file " + headSuffix + " beside it")
	errNoFile   = errors.New("it is not a file of this user")
)

// hold takes the lock; release ends it. The directory is made where missing.
func (c chain) hold() (release func(), err error) {
	if err := private.Dir(filepath.Dir(c.path)); err != nil {
		return nil, err
	}
	if info, err := os.Lstat(c.path); err == nil && !info.Mode().IsRegular() {
		return nil, private.Explain("use", c.path, errNoFile)
	}
	release, err = private.Take(c.path, chainLimit)
	if err != nil {
		return nil, private.Explain("lock", c.path, err)
	}
	return release, nil
}

// read gives the lines without their ends. torn tells that the last one has no
// end. A file that is not there has no lines.
func (c chain) read() (lines [][]byte, torn bool, err error) {
	data, err := private.Read(c.path, largestChain)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, false, nil
	case errors.Is(err, private.ErrTooLarge):
		return nil, false, private.Explain("read", c.path, errTooLarge)
	case errors.Is(err, private.ErrForeign):
		return nil, false, private.Explain("read", c.path, errNoFile)
	case err != nil:
		return nil, false, private.Explain("read", c.path, err)
	}
	lines, torn = cut(data)
	return lines, torn, nil
}

func cut(data []byte) (lines [][]byte, torn bool) {
	if len(data) == 0 {
		return nil, false
	}
	torn = data[len(data)-1] != '\n'
	return bytes.Split(bytes.TrimSuffix(data, []byte("\n")), []byte("\n")), torn
}

// append writes one line after the others: content is a JSON object with at
// least one member. The caller holds the lock and has read the lines.
func (c chain) append(lines [][]byte, torn bool, content []byte) error {
	line := seal(lastHash(lines), content)
	text := append(bytes.Clone(line), '\n')
	if torn {
		text = append([]byte{'\n'}, text...)
	}
	if err := c.write(text); err != nil {
		return private.Explain("write", c.path, err)
	}
	if len(lines) == 0 {
		_ = syncDir(filepath.Dir(c.path)) // some file systems cannot; the file itself is safe
	}
	return c.writeHead(len(lines)+1, line)
}

func (c chain) write(text []byte) (err error) {
	file, err := private.Open(c.path, os.O_WRONLY|os.O_APPEND|os.O_CREATE, largestChain)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	info, err := file.Stat()
	if err != nil {
		return err
	}
	if info.Mode().Perm() != private.FileMode {
		if err := file.Chmod(private.FileMode); err != nil {
			return err
		}
	}
	if _, err = file.Write(text); err != nil {
		_ = file.Truncate(info.Size()) // a full disk must not fill up with halves
		return err
	}
	return file.Sync()
}

// writeHead remembers the last line. It is written over in place: it is short,
// and one that lags behind a crash says nothing wrong.
func (c chain) writeHead(number int, line []byte) (err error) {
	path := c.path + headSuffix
	file, err := private.Open(path, os.O_WRONLY|os.O_CREATE, largestHead)
	if err != nil {
		return private.Explain("write", path, err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	if _, err := file.WriteAt(fmt.Appendf(nil, "%012d %s\n", number, hashOf(line)), 0); err != nil {
		return private.Explain("write", path, err)
	}
	return nil
}

// head gives what writeHead remembered; ok is false when that cannot be read.
func (c chain) head() (number int, hash string, ok bool) {
	data, err := readRegular(c.path+headSuffix, largestHead)
	if err != nil {
		return 0, "", false
	}
	_, err = fmt.Sscanf(string(data), "%d %64s", &number, &hash)
	return number, hash, err == nil && number > 0
}

func syncDir(dir string) error {
	file, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(file.Sync(), file.Close())
}

func hashOf(line []byte) string {
	sum := sha256.Sum256(line)
	return hex.EncodeToString(sum[:])
}

func lastHash(lines [][]byte) string {
	if len(lines) == 0 {
		return ""
	}
	return hashOf(lines[len(lines)-1])
}

const (
	sumBefore  = `{"sum":"`
	sumAfter   = `",`
	prevBefore = `{"prev":"`
)

// seal makes a line of content, an object with at least one member.
func seal(prev string, content []byte) []byte {
	body := append([]byte(prevBefore+prev+sumAfter), content[1:]...)
	return append([]byte(sumBefore+hashOf(body)+sumAfter), body[1:]...)
}

// unseal gives the content of a line and the hash of the line before; ok is
// false when the line is not as it was written.
func unseal(line []byte) (prev string, content []byte, ok bool) {
	rest, ok := bytes.CutPrefix(line, []byte(sumBefore))
	sum, rest, found := bytes.Cut(rest, []byte(sumAfter))
	if !ok || !found {
		return "", nil, false
	}
	body := append([]byte{'{'}, rest...)
	if hashOf(body) != string(sum) {
		return "", nil, false
	}
	rest, ok = bytes.CutPrefix(body, []byte(prevBefore))
	before, rest, found := bytes.Cut(rest, []byte(sumAfter))
	return string(before), append([]byte{'{'}, rest...), ok && found
}

// timeNow is when a line is written, to the microsecond.
func timeNow(now func() time.Time) time.Time { return now().UTC().Truncate(time.Microsecond) }
