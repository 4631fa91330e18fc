package text

import "bytes"

// How a row is ranked.
//
// Rows and query are folded first: lower case, no accents, punctuation as blanks
// (Fold). A row is a hit when it holds every word of the query, in any order, at
// the beginning of a word or inside one. There are four ranks, best first; within
// one, rows keep the order of the index, which is that of the server or the one
// the operator chose. For the query "bern":
//
//	row                 folded              rank
//	Bern                bern                exact   the row is the query
//	Bernex              bernex              prefix  the row begins with the query
//	Köniz bei Bern      koniz bei bern      word    every word begins a word of the row
//	Oberbern            oberbern            inside  some word only stands inside a word
//
// No distance and no weight is added up, so that an operator can say why a row
// stands where it does, and so that a longer query never lifts a row over one that
// was better.
//
// A blank stands before every row and before every word of the query. With it,
// "begins a word" is a plain search for " bern", and "begins the row" a prefix; no
// word boundary is ever computed. All rows are one block of bytes, so that the
// first key is one pass over it; the keys after it look at the last hits only,
// because a query that grew cannot gain any.
//
// Where hits are few, rows follow that hold the letters of each word in order
// ("grskreutz" finds Großkreutz): see close.go. They are never mixed with hits.

// rank is how well a row answers a query; lower is better.
type rank int

const (
	rankExact  rank = iota // the row is the query
	rankPrefix             // the row begins with the query
	rankWord               // every word of the query begins a word of the row
	rankInside             // every word of the query is somewhere in the row
	ranks
)

// Index finds rows by the words of their texts, accents and case aside. It folds
// the texts once, keeps them in one block, and narrows its last result when the
// query grows. It is for one goroutine: a search changes it.
type Index struct {
	text  []byte   // the folded rows one after the other, a blank before each
	start []uint32 // where row i begins; one more entry for the end

	query []byte   // the last query, folded, a blank before each word
	words [][]byte // its words with the blank before, the longest one first
	hits  []int32  // every row that holds all words, in index order
	asked bool

	next []byte         // the query being asked, until it becomes query
	best [ranks][]int32 // the best rows of each rank
	rows []int32
}

// Matches is the answer to a search. Rows belongs to the index and is valid until
// its next search.
type Matches struct {
	Rows  []int32 // best first, or in index order when no limit was given
	Total int     // how many rows match, those over the limit included
	Close int     // how many of Rows, at their end, hold the letters of the query in order but not its words
}

// NewIndex folds n texts, which text gives one by one.
func NewIndex(n int, text func(i int) string) *Index {
	x := &Index{start: make([]uint32, 1, n+1)}
	for i := range n {
		x.text = append(x.text, ' ')
		x.text, _ = appendFolded(x.text, nil, text(i))
		x.start = append(x.start, uint32(len(x.text)))
	}
	x.text = bytes.Clone(x.text) // without the slack of growing
	return x
}

// Len gives the number of rows.
func (x *Index) Len() int { return len(x.start) - 1 }

// Search finds the rows that contain every word of query, in any order. With a
// limit it gives that many of the best, ranked: the row itself, beginning of the
// row, beginning of words, inside words; rows of one rank keep their order.
// Without (limit <= 0) it gives all of them in index order.
//
// When few rows match, rows that hold the letters of each word in order follow,
// Close of them; without a limit only when nothing matches at all, so that a
// filtered table shows nothing beside its hits. Total counts every match, the
// close ones included.
func (x *Index) Search(query string, limit int) Matches {
	x.find(query)
	if len(x.words) == 0 || limit <= 0 {
		x.rows = append(x.rows[:0], x.hits...)
	} else {
		x.rankHits(limit)
	}
	total := len(x.hits)
	if limit > 0 && len(x.rows) > limit {
		x.rows = x.rows[:limit]
	}
	found := Matches{Total: total}
	if wantsClose(total, limit) {
		near := x.closeRows(limit - total)
		x.rows = append(x.rows, near...)
		found.Close = len(near)
		found.Total += len(near)
	}
	found.Rows = x.rows
	return found
}

// find brings hits up to date with the query.
func (x *Index) find(query string) {
	x.next = append(x.next[:0], ' ')
	x.next, _ = appendFolded(x.next, nil, query)
	if x.asked && bytes.Equal(x.next, x.query) {
		return
	}
	grown := x.asked && len(x.words) > 0 && bytes.HasPrefix(x.next, x.query)
	x.asked = true
	x.query, x.next = x.next, x.query
	x.splitQuery()
	switch {
	case len(x.words) == 0:
		x.takeAll()
	case grown:
		x.narrow()
	default:
		x.scan()
	}
}

// splitQuery cuts the query into words, each with the blank before it, the longest
// first because it decides fastest.
func (x *Index) splitQuery() {
	x.words = x.words[:0]
	for rest := x.query; len(rest) > 1; {
		end := len(rest)
		if i := bytes.IndexByte(rest[1:], ' '); i >= 0 {
			end = i + 1
		}
		x.words = append(x.words, rest[:end])
		rest = rest[end:]
	}
	for i := 1; i < len(x.words); i++ {
		if len(x.words[i]) > len(x.words[0]) {
			x.words[0], x.words[i] = x.words[i], x.words[0]
		}
	}
}

func (x *Index) takeAll() {
	x.emptyHits()
	for i := range x.Len() {
		x.hits = append(x.hits, int32(i))
	}
}

func (x *Index) emptyHits() {
	if x.hits == nil {
		x.hits = make([]int32, 0, x.Len())
	}
	x.hits = x.hits[:0]
}

// scan looks for the longest word in all rows at once. No word holds a blank and
// every row begins with one, so nothing is found across two rows.
func (x *Index) scan() {
	x.emptyHits()
	word := x.words[0][1:]
	row := 0
	for from := 0; from < len(x.text); {
		i := bytes.Index(x.text[from:], word)
		if i < 0 {
			return
		}
		for int(x.start[row+1]) <= from+i {
			row++
		}
		if x.holds(row, x.words[1:]) {
			x.hits = append(x.hits, int32(row))
		}
		from = int(x.start[row+1])
	}
}

// narrow keeps those hits of a shorter query that hold the longer one.
func (x *Index) narrow() {
	kept := x.hits[:0]
	for _, row := range x.hits {
		if x.holds(int(row), x.words) {
			kept = append(kept, row)
		}
	}
	x.hits = kept
}

func (x *Index) holds(row int, words [][]byte) bool {
	for _, word := range words {
		if !bytes.Contains(x.row(row), word[1:]) {
			return false
		}
	}
	return true
}

func (x *Index) row(i int) []byte { return x.text[x.start[i]:x.start[i+1]] }

// rankHits puts the best hits into rows.
func (x *Index) rankHits(limit int) {
	for r := range x.best {
		x.best[r] = x.best[r][:0]
	}
	for _, row := range x.hits {
		r := x.rankOf(int(row))
		if len(x.best[r]) < limit {
			x.best[r] = append(x.best[r], row)
		}
	}
	x.rows = x.rows[:0]
	for _, rows := range x.best {
		x.rows = append(x.rows, rows...)
	}
}

func (x *Index) rankOf(row int) rank {
	text := x.row(row)
	if bytes.HasPrefix(text, x.query) {
		if len(text) == len(x.query) {
			return rankExact
		}
		return rankPrefix
	}
	for _, word := range x.words {
		if !bytes.Contains(text, word) {
			return rankInside
		}
	}
	return rankWord
}
