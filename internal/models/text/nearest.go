package text

import "strings"

// Nearest gives the candidate with the fewest letters to change, case aside; the
// first of several, "" when there is no candidate.
func Nearest(name string, candidates []string) string {
	best, fewest := "", 0
	for i, candidate := range candidates {
		if d := distance(strings.ToLower(name), strings.ToLower(candidate)); i == 0 || d < fewest {
			best, fewest = candidate, d
		}
	}
	return best
}

// distance is Levenshtein's: insertions, deletions and replacements from a to b.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diagonal
			if a[i] != b[j] {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
