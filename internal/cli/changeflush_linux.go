package cli

import (
	"os"

	"golang.org/x/sys/unix"
)

// forgetTyped drops what was typed and nobody has read.
func forgetTyped(terminal *os.File) {
	_ = unix.IoctlSetInt(int(terminal.Fd()), unix.TCFLSH, unix.TCIFLUSH) // not a terminal: nothing to drop
}
