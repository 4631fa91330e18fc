package journal

import (
	"fmt"

	"btalk/internal/models"
)

// verify finds the first line that is not as it was written.
func verify(lines [][]byte, torn bool, headNumber int, headHash string, hasHead bool) models.Audit {
	audit := models.Audit{Lines: len(lines)}
	prev := ""
	for i, line := range lines {
		said, _, whole := unseal(line)
		switch {
		case whole && said == prev:
		case whole:
			return broken(audit, i+1, "it does not follow the line before: a line was altered, removed or put in")
		case vouched(lines, i) || torn && i == len(lines)-1:
			audit.Notes = append(audit.Notes, fmt.Sprintf("line %d was cut short by a crash; nothing was sent under it", i+1))
		default:
			return broken(audit, i+1, "it is not as it was written")
		}
		prev = hashOf(line)
	}
	switch {
	case !hasHead && len(lines) > 1:
		return broken(audit, len(lines), "whether lines are missing after it cannot be told: the file "+headSuffix+" beside the journal is missing or damaged")
	case !hasHead:
	case headNumber > len(lines):
		return broken(audit, len(lines)+1, fmt.Sprintf("it is missing: %d lines were written", headNumber))
	case hashOf(lines[headNumber-1]) != headHash:
		return broken(audit, headNumber, "it is not the line that was written")
	}
	return audit
}

func broken(audit models.Audit, line int, what string) models.Audit {
	audit.Broken, audit.What = line, what
	return audit
}

// vouched reports whether the line after the i-th was written after the i-th was
// as it is: a crash, and not a hand, has cut it short.
func vouched(lines [][]byte, i int) bool {
	if i+1 >= len(lines) {
		return false
	}
	prev, _, whole := unseal(lines[i+1])
	return whole && prev == hashOf(lines[i])
}
