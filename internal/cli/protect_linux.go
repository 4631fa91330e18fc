package cli

import "golang.org/x/sys/unix"

// protectMemory keeps secrets out of core files and of other processes of this
// user. Where the system refuses, the program runs as it would elsewhere.
func protectMemory() {
	_ = unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{})
	_ = unix.Prctl(unix.PR_SET_DUMPABLE, 0, 0, 0, 0)
}
