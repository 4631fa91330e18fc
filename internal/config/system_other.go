//go:build !unix

package config

import (
	"io/fs"
	"os"
)

// Where there are no user ids and modes, access lists that files inherit from
// the user's own directory do their work.
const readFlags = os.O_RDONLY

func foreign(fs.FileInfo) bool { return false }

func permissions(fs.FileInfo) fs.FileMode { return 0o600 }

// writePrivate writes a file, not atomically: the library does it on unix only.
func writePrivate(path string, text []byte) error { return os.WriteFile(path, text, 0o600) }
