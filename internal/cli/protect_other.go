//go:build !linux

package cli

// protectMemory is for Linux only.
func protectMemory() {}
