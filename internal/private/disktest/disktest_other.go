//go:build !linux

package disktest

import "testing"

// Disk is a small file system, mounted for one test.
type Disk struct{}

// New skips the test: disks are mounted on linux only.
func New(tb testing.TB) Disk {
	tb.Helper()
	tb.Skip("disks are mounted on linux only")
	return Disk{}
}

// Path is a path on the disk.
func (Disk) Path(name string) string { return name }

// Fill leaves no room on the disk.
func (Disk) Fill(testing.TB) {}

// MakeReadOnly mounts the disk again so that nothing can be changed.
func (Disk) MakeReadOnly(testing.TB) {}
