package text

import (
	"bytes"
	"encoding/binary"
	"slices"
)

// appendNatural appends a key to dst that sorts by bytes as people sort: case
// and accents aside, site9 before site10, dates by the calendar, what is empty
// at the end.
func appendNatural(dst []byte, text string) []byte {
	if at, ok := Instant(text); ok {
		return at.UTC().AppendFormat(dst, "20060102150405.000000000") // .12 before .5: a fraction is not a count
	}
	folded := Fold(text)
	if folded == "" {
		return append(dst, 0xff)
	}
	for i := 0; i < len(folded); {
		c := folded[i]
		if c < '0' || c > '9' {
			dst = append(dst, c)
			i++
			continue
		}
		start := i
		for i < len(folded) && folded[i] >= '0' && folded[i] <= '9' {
			i++
		}
		for start < i-1 && folded[start] == '0' {
			start++
		}
		// A number sorts by how many digits it has, then by them.
		dst = append(dst, '0'+byte(min(i-start, 40)))
		dst = append(dst, folded[start:i]...)
	}
	return dst
}

// NaturalOrder sorts n rows by the text of each and gives their numbers in
// order; rows of one text keep theirs.
func NaturalOrder(n int, text func(row int) string) []int32 {
	type entry struct {
		head uint64 // the first bytes of the key: they decide mostly
		from uint32
		to   uint32
		row  int32
	}
	var keys []byte
	entries := make([]entry, n)
	for row := range n {
		from := len(keys)
		keys = appendNatural(keys, text(row))
		var head [8]byte
		copy(head[:], keys[from:])
		entries[row] = entry{binary.BigEndian.Uint64(head[:]), uint32(from), uint32(len(keys)), int32(row)}
	}
	slices.SortFunc(entries, func(a, b entry) int {
		switch {
		case a.head < b.head:
			return -1
		case a.head > b.head:
			return 1
		}
		if c := bytes.Compare(keys[a.from:a.to], keys[b.from:b.to]); c != 0 {
			return c
		}
		return int(a.row - b.row)
	})
	order := make([]int32, n)
	for i, e := range entries {
		order[i] = e.row
	}
	return order
}
