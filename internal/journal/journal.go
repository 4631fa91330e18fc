// Package journal keeps what must not be lost: the drafts of what is being
// typed (drafts.go: bytes, for whoever made them to read), and the record of
// every change that was sent (records.go).
//
// It is not the cache: nothing here may be deleted by the program on its own,
// and a failure to write is always told. It sends nothing and knows no
// terminal. It may import models, address values and private; internal/cli imports it.
package journal

import (
	"errors"

	"btalk/internal/private"
)

// WriteFile keeps data under path, fsynced, whole or not at all, for this
// user only.
func WriteFile(path string, data []byte) error { return private.Write(path, data) }

// readRegular reads a file of this user, of at most limit bytes.
func readRegular(path string, limit int64) ([]byte, error) {
	data, err := private.Read(path, limit)
	if errors.Is(err, private.ErrForeign) || errors.Is(err, private.ErrTooLarge) {
		return nil, errDamaged
	}
	return data, err
}
