//go:build !unix

package cache

import (
	"io/fs"
	"os"
)

// Where there are no user ids and modes, access lists that files inherit from
// the user's own directory do their work.
const readFlags = os.O_RDONLY

func owner(fs.FileInfo) int { return os.Geteuid() }

func permissions(fs.FileInfo) fs.FileMode { return dirMode }
