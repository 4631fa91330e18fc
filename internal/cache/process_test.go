package cache

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// What several processes do to one directory is tried with several processes:
// the test binary starts itself, in a role that a variable names.
const (
	roleVariable = "CACHE_TEST_ROLE"
	dirVariable  = "CACHE_TEST_DIR"
)

func TestMain(m *testing.M) {
	roles := map[string]func(dir string) error{
		"hammer":       hammer,
		"full disk":    fullDisk,
		"read only":    readOnly,
		"slow process": slowProcess,
	}
	role, ok := roles[os.Getenv(roleVariable)]
	if !ok {
		os.Exit(m.Run())
	}
	if err := role(os.Getenv(dirVariable)); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

// child is this binary in a role. It is killed at the end of the test at the latest.
func child(t *testing.T, role, dir string) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), roleVariable+"="+role, dirVariable+"="+dir)
	return cmd
}

func runChild(t *testing.T, role, dir string) {
	t.Helper()
	if out, err := child(t, role, dir).CombinedOutput(); err != nil {
		t.Errorf("%s: %v\n%s", role, err, out)
	}
}

const hammerKeys = 24

// hammerBody is a body that tells for which key it was made, and whether it is whole.
func hammerBody(key, size int) []byte {
	return bytes.Repeat(fmt.Appendf(nil, "%04d.", key), size)
}

func checkHammered(s *Store, i int) error {
	e, ok := s.Get(keyNumber(i))
	if ok && !bytes.Equal(e.Body, hammerBody(i, len(e.Body)/5)) {
		return fmt.Errorf("torn or wrong read of key %d: %.60q", i, e.Body)
	}
	return nil
}

func checkAllHammered(t *testing.T, dir string) {
	t.Helper()
	s := openTest(t, Options{Dir: dir, MaxBytes: 1 << 20})
	for i := range hammerKeys {
		if err := checkHammered(s, i); err != nil {
			t.Fatal(err)
		}
	}
}

// hammer mixes reads, writes, drops and tidying, reports every 25 operations
// with a line, and ends after 1,000 or when killed.
func hammer(dir string) error {
	s := Open(Options{Dir: dir, MaxBytes: 1 << 20})
	for n := range 1000 {
		i := rand.IntN(hammerKeys)
		family := Family(strconv.Itoa(i % 3))
		switch rand.IntN(20) {
		case 0:
			s.Drop(family)
		case 1:
			s.disk.trim(256<<10, DefaultMaxEntries)
		case 2, 3, 4, 5, 6, 7, 8:
			s.Put(keyNumber(i), family, time.Now(), hammerBody(i, rand.IntN(20_000)))
		default:
			if err := checkHammered(s, i); err != nil {
				return err
			}
		}
		if n%25 == 0 {
			fmt.Fprintln(os.Stdout, n)
		}
	}
	if notice := s.Notice(); notice != "" {
		return errors.New(notice)
	}
	return nil
}

func TestEightProcessesAtOnce(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "btalk")
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() { runChild(t, "hammer", dir) })
	}
	all.Wait()
	checkAllHammered(t, dir)
	wantPrivate(t, dir)
}

func TestKilledProcessesLeaveNothingTorn(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "btalk")
	for range 12 {
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() { killAfter(t, child(t, "hammer", dir), 1+rand.IntN(4)) })
		}
		all.Wait()
		checkAllHammered(t, dir)
	}
	later := func() time.Time { return time.Now().Add(2 * time.Hour) }
	openTest(t, Options{Dir: dir, Now: later}).Prune(t.Context())
	if err := noLeftovers(dir); err != nil {
		t.Error(err)
	}
}

// killAfter starts a process and kills it, without a warning, in the middle of
// its work: when it has reported so many times.
func killAfter(t *testing.T, cmd *exec.Cmd, reports int) {
	t.Helper()
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Error(err)
		return
	}
	if err := cmd.Start(); err != nil {
		t.Error(err)
		return
	}
	lines := bufio.NewScanner(out)
	for range reports {
		lines.Scan()
	}
	if err := cmd.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
		t.Error(err)
	}
	_, _ = io.Copy(io.Discard, out)
	exit, _ := errors.AsType[*exec.ExitError](cmd.Wait())
	if exit == nil || exit.Exited() {
		t.Errorf("ended by itself (%v), should have been killed", exit)
	}
}

// fullDisk lets every write above 4 KiB fail as a full disk does: in the middle.
func fullDisk(dir string) error {
	s := Open(Options{Dir: dir})
	began := time.Now()
	s.Put(testKey, testFamily, began, []byte("before"))
	signal.Ignore(syscall.SIGXFSZ)
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &syscall.Rlimit{Cur: 4096, Max: 4096}); err != nil {
		return err
	}
	large := bytes.Repeat([]byte("large "), 10_000)
	s.Put(testKey, testFamily, began.Add(1), large)
	notice := s.Notice()
	if !strings.Contains(notice, "file too large") {
		return fmt.Errorf("notice %q", notice)
	}
	if e, ok := s.Get(testKey); !ok || !bytes.Equal(e.Body, large) {
		return errors.New("the newest value is not even kept in memory")
	}
	if e, ok := Open(Options{Dir: dir}).Get(testKey); !ok || string(e.Body) != "before" {
		return errors.New("the value before is damaged")
	}
	s.Put(otherKey, testFamily, began.Add(2), large)
	s.Drop(testFamily)
	s.Prune(context.Background())
	if _, ok := s.Get(testKey); ok {
		return errors.New("a drop does not hold")
	}
	if s.Notice() != notice {
		return fmt.Errorf("another notice: %q", s.Notice())
	}
	return noLeftovers(dir)
}

func noLeftovers(dir string) error {
	return filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		if strings.HasPrefix(filepath.Base(path), ".") {
			return fmt.Errorf("%s is left over", path)
		}
		return err
	})
}

func TestAFullDiskCostsOneNotice(t *testing.T) {
	t.Parallel()
	runChild(t, "full disk", filepath.Join(t.TempDir(), "btalk"))
}

// readOnly works on a directory that was filled and then made read-only. Root
// may write to it nevertheless, so the role is played as another user.
func readOnly(dir string) error {
	if os.Geteuid() == 0 {
		if err := errors.Join(syscall.Setgid(nobody), syscall.Setuid(nobody)); err != nil {
			return err
		}
	}
	s := Open(Options{Dir: dir})
	if s.Notice() != "" {
		return fmt.Errorf("notice %q before anything was written", s.Notice())
	}
	if e, ok := s.Get(testKey); !ok || string(e.Body) != "kept" {
		return errors.New("what is there cannot be read")
	}
	began := time.Now()
	s.Put(otherKey, testFamily, began, []byte("new"))
	notice := s.Notice()
	if !strings.Contains(notice, "permission denied") {
		return fmt.Errorf("notice %q", notice)
	}
	if _, ok := s.Get(otherKey); !ok {
		return errors.New("what cannot be written is not even kept in memory")
	}
	s.Drop(testFamily)
	if _, ok := s.Get(testKey); ok {
		return errors.New("a drop does not hold")
	}
	if s.Clear() == nil {
		return errors.New("clear claims to have emptied it")
	}
	if s.Notice() != notice {
		return fmt.Errorf("another notice: %q", s.Notice())
	}
	return nil
}

const nobody = 65534

func TestAReadOnlyDirectoryIsReadAndCostsOneNotice(t *testing.T) {
	t.Parallel()
	parent := t.TempDir()
	dir := filepath.Join(parent, "btalk")
	openTest(t, Options{Dir: dir}).Put(testKey, testFamily, time.Now(), []byte("kept"))
	chmodTree(t, dir, 0o500)
	t.Cleanup(func() { chmodTree(t, dir, 0o700) })
	if os.Geteuid() == 0 { // let the other user in
		for _, path := range []string{parent, filepath.Dir(parent)} {
			if err := os.Chmod(path, 0o755); err != nil {
				t.Fatal(err)
			}
		}
	}
	runChild(t, "read only", dir)
}

// chmodTree sets the mode of all directories, and gives the tree to the user
// who plays the role.
func chmodTree(t *testing.T, dir string, mode fs.FileMode) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && os.Geteuid() == 0 {
			err = os.Chown(path, nobody, nobody)
		}
		if err == nil && d.IsDir() {
			err = os.Chmod(path, mode)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// slowProcess begins a read, waits until its parent has dropped the family, and
// then stores what it read.
func slowProcess(dir string) error {
	s, began := Open(Options{Dir: dir}), time.Now()
	fmt.Fprintln(os.Stdout, "reading")
	if _, err := bufio.NewReader(os.Stdin).ReadString('\n'); err != nil {
		return err
	}
	s.Put(testKey, testFamily, began, []byte("old"))
	if _, ok := s.Get(testKey); ok {
		return errors.New("the old value was stored")
	}
	s.Put(testKey, testFamily, time.Now(), []byte("new"))
	return nil
}

func TestASlowReadInAnotherProcessCannotBringTheOldValueBack(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "btalk")
	s := openTest(t, Options{Dir: dir})
	cmd := child(t, "slow process", dir)
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := bufio.NewReader(out).ReadString('\n'); err != nil {
		t.Fatal(err)
	}
	s.Drop(testFamily)
	if _, err := io.WriteString(in, "dropped\n"); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("slow process: %v", err)
	}
	if e, ok := s.Get(testKey); !ok || string(e.Body) != "new" {
		t.Errorf("got %q, %v, want the new value", e.Body, ok)
	}
}
