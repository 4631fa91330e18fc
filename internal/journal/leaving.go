package journal

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"btalk/internal/models"
	"btalk/internal/private"
)

// A change that was written down and has no outcome was cut short: by a kill, or by
// a power cut. Whether its request had left is what its lock file says, where that
// can be trusted: the first line names this start of the system, and each request
// adds a line before its first byte leaves.
//
//	boot 3f0c…
//	left k7f3q9t2xa
//
// The file survives a kill. After a power cut it may be older than what was sent:
// the name of the start tells, and the outcome is unknown.

const largestLock = 1 << 20 // ten thousand requests, the most of one plan, have room

// markSending begins the file of a plan that is being sent. Where it cannot be
// written nothing is claimed later.
func markSending(path string) {
	boot := thisStart()
	if boot == "" {
		return
	}
	if file, err := private.Open(path, os.O_WRONLY|os.O_TRUNC, largestLock); err == nil {
		_, _ = fmt.Fprintf(file, "boot %s\n", boot)
		_ = file.Close()
	}
}

// Leaving notes that the request with this id is about to leave: from here on
// nobody can say that it did not. It must not be sent where that fails.
func (r *Records) Leaving(id string) error {
	file, err := private.Open(r.sendingLock(models.PlanOf(id)), os.O_WRONLY|os.O_APPEND, largestLock)
	if errors.Is(err, fs.ErrNotExist) {
		return nil // then nothing is claimed of it
	}
	if err != nil {
		return fmt.Errorf("could not note that it leaves: %w", err)
	}
	_, err = fmt.Fprintf(file, "left %s\n", id)
	return errors.Join(err, file.Close())
}

// neverLeft reports whether it is certain that a request which was written down
// did not leave.
func (r *Records) neverLeft(id string) bool {
	data, err := private.Read(r.sendingLock(models.PlanOf(id)), largestLock)
	boot := thisStart()
	if err != nil || boot == "" || !bytes.HasPrefix(data, []byte("boot "+boot+"\n")) {
		return false
	}
	return !bytes.Contains(data, []byte("\nleft "+id+"\n"))
}

// thisStart names the time since the system was started; empty where it has no
// name for that.
func thisStart() string {
	name, err := os.ReadFile("/proc/sys/kernel/random/boot_id")
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(name))
}
