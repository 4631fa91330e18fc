// Package disktest gives tests a disk of their own that can be full or read-only. Only
// tests may import it.
package disktest

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

// Disk is a small file system, mounted for one test.
type Disk struct{ dir string }

// New mounts a disk of 64 KiB. Where this user may not mount, the test is skipped.
func New(tb testing.TB) Disk {
	tb.Helper()
	d := Disk{tb.TempDir()}
	if err := syscall.Mount("tmpfs", d.dir, "tmpfs", 0, "size=64k,mode=0700"); err != nil {
		tb.Skipf("no disk can be mounted: %v", err)
	}
	tb.Cleanup(func() {
		if err := syscall.Unmount(d.dir, syscall.MNT_DETACH); err != nil {
			tb.Error(err)
		}
	})
	return d
}

// Path is a path on the disk.
func (d Disk) Path(name string) string { return filepath.Join(d.dir, name) }

// Fill leaves no room on the disk, not for a single byte.
func (d Disk) Fill(tb testing.TB) {
	tb.Helper()
	file, err := os.Create(d.Path("filler"))
	if err != nil {
		tb.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	for err == nil {
		_, err = file.Write(make([]byte, os.Getpagesize()))
	}
}

// MakeReadOnly mounts the disk again so that nothing can be changed.
func (d Disk) MakeReadOnly(tb testing.TB) {
	tb.Helper()
	if err := syscall.Mount("", d.dir, "", syscall.MS_REMOUNT|syscall.MS_RDONLY, "size=64k"); err != nil {
		tb.Fatal(err)
	}
}
