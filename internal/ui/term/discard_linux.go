package term

import "golang.org/x/sys/unix"

// discard drops what was written and nobody has read, so that a stuck write
// ends and the last bytes have room.
func discard(fd uintptr) {
	_ = unix.IoctlSetInt(int(fd), unix.TCFLSH, unix.TCOFLUSH) // the terminal may be gone
}
