//go:build unix

package cache

import (
	"io/fs"
	"os"
	"syscall"
)

// readFlags neither follow a link nor wait for the other end of a pipe.
const readFlags = os.O_RDONLY | syscall.O_NOFOLLOW | syscall.O_NONBLOCK

// owner is the user id that a file belongs to.
func owner(info fs.FileInfo) int {
	if stat, ok := info.Sys().(*syscall.Stat_t); ok {
		return int(stat.Uid)
	}
	return -1
}

// permissions say who may do what with a file.
func permissions(info fs.FileInfo) fs.FileMode { return info.Mode().Perm() }
