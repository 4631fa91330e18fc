package text

import (
	"bytes"
	"cmp"
	"slices"

	"github.com/sahilm/fuzzy"
)

// Close matches help when a query has a letter too few. They are looked for only
// when there are few hits, among rows whose letters stand close together, and
// only so many rows are scored, so that a keystroke stays within a frame.
const (
	fewHits      = 8   // from so many hits on, close matches are not wanted
	closeLetters = 3   // shortest word that may match by its letters
	closeScored  = 512 // rows given to the scorer
	closeKept    = 32  // close matches shown when there is no limit
)

// wantsClose reports whether close matches may join so many hits.
func wantsClose(hits, limit int) bool {
	if limit <= 0 {
		return hits == 0
	}
	return hits < fewHits && hits < limit
}

// closeRows gives the rows that hold the letters of every word in order, the best
// first, at most room of them. With room <= 0 there is no limit and the rows come
// in index order.
func (x *Index) closeRows(room int) []int32 {
	if len(x.words) == 0 || len(x.words[0])-1 < closeLetters {
		return nil
	}
	rows := x.closeCandidates()
	scores := x.scoreRows(rows)
	order := make([]int, len(rows))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(scores[b], scores[a]) })
	keep := closeKept
	if room > 0 {
		keep = min(room, closeKept)
	}
	order = order[:min(keep, len(order))]
	if room <= 0 {
		slices.Sort(order)
	}
	best := make([]int32, len(order))
	for i, j := range order {
		best[i] = rows[j]
	}
	return best
}

func (x *Index) closeCandidates() []int32 {
	var rows []int32
	for i := 0; i < x.Len() && len(rows) < closeScored; i++ {
		if _, hit := slices.BinarySearch(x.hits, int32(i)); hit {
			continue
		}
		if x.isClose(x.row(i)) {
			rows = append(rows, int32(i))
		}
	}
	return rows
}

// isClose reports whether every word is contained or is spelt by letters of the row.
func (x *Index) isClose(row []byte) bool {
	for _, word := range x.words {
		short := len(word)-1 < closeLetters
		if short && !bytes.Contains(row, word) || !short && !spelledIn(row, word) {
			return false
		}
	}
	return true
}

// spelledIn reports whether the letters of word (a blank before it) stand in row in
// this order, the first at the beginning of a word, all within twice their number.
func spelledIn(row, word []byte) bool {
	reach := 2 * len(word)
	for {
		i := bytes.Index(row, word[:2])
		if i < 0 {
			return false
		}
		row = row[i+2:]
		if inOrder(row[:min(reach, len(row))], word[2:]) {
			return true
		}
	}
}

func inOrder(text, letters []byte) bool {
	for _, c := range letters {
		i := bytes.IndexByte(text, c)
		if i < 0 {
			return false
		}
		text = text[i+1:]
	}
	return true
}

// scoreRows lets sahilm/fuzzy judge the rows, word by word.
func (x *Index) scoreRows(rows []int32) []int {
	texts := make([]string, len(rows))
	for i, row := range rows {
		texts[i] = string(x.row(int(row))[1:])
	}
	scores := make([]int, len(rows))
	for _, word := range x.words {
		for _, match := range fuzzy.FindNoSort(string(word[1:]), texts) {
			scores[match.Index] += match.Score
		}
	}
	return scores
}
