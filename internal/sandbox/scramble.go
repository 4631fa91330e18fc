package sandbox

import "strings"

// scramble turns a small number into 64 bits that look random and are always
// the same: the data of every sandbox are alike. It is the finisher of
// SplitMix64.
func scramble(n uint64) uint64 {
	n += 0x9e3779b97f4a7c15
	n = (n ^ n>>30) * 0xbf58476d1ce4e5b9
	n = (n ^ n>>27) * 0x94d049bb133111eb
	return n ^ n>>31
}

// choose picks a number below n, the same for the same seed and purpose.
func choose(seed, purpose uint64, n int) int {
	return int(scramble(seed<<8^purpose) % uint64(n)) //nolint:gosec // below n, which is an int
}

func firstWord(text string) string {
	word, _, _ := strings.Cut(text, " ")
	return word
}
