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

// purpose keeps apart the choices that are made about one thing.
type purpose uint64

const (
	forOwner purpose = iota + 1
	forCountry
	forHome
	forHomeCountry
	forPlace
	forPlaceAgain
	forVPN
	forVPNAgain
	forKind
	forKindAgain
	forStatus
	forYear
	forMonth
	forDay
	forHour
	forMinute
	forAddress
	forStreet
	forHouse
	forNumbers
	forPublishedMonth
	forPublishedDay
	forPublishedMinute
	forReleased
	forReleasedMonth
	forReleasedDay
	forReleasedMinute
)

// choose picks a number below n for the i-th thing, always the same one.
func choose(i int, what purpose, n int) int {
	return int(scramble(uint64(i)<<8^uint64(what)) % uint64(n))
}

func firstWord(text string) string {
	word, _, _ := strings.Cut(text, " ")
	return word
}
