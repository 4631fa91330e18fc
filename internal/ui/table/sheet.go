package table

import (
	"slices"
	"strings"

	"btalk/internal/ladder"
	"btalk/internal/models/text"
	"btalk/internal/ui/widget"
)

// Sheet is one answer laid out as a table: every cell as text, the natural
// width of every column, and, once asked for, the order by each column and the
// index that the filter searches. It is made off the update loop and then
// handed over: one goroutine at a time.
type Sheet[T any] struct {
	rows    []T
	columns columnSet[T]
	ids     []string
	cells   []string // row by row
	titles  []string // of each column, the short one above narrow cells
	sizes   []ladder.Size
	widest  []int // cells of the widest text of each column, its title included
	pinned  int   // rows at the head that stay there and are not counted

	orders  [][]int32 // by column; nil until asked for
	index   *text.Index
	indexed []bool        // the columns in the index
	single  []*text.Index // of one column each; nil until asked for
	cuts    map[place]cutting
	found   []int32 // scratch
}

// NewSheet lays rows out. id names each row and must be its own; the first
// pinned rows stay at the head, whatever the order, and hide while a filter is
// on.
func NewSheet[T any](columns []Column[T], id func(T) string, rows []T, pinned int) *Sheet[T] {
	s := &Sheet[T]{
		rows: rows, columns: columns, pinned: min(pinned, len(rows)),
		ids: make([]string, len(rows)), cells: make([]string, 0, len(rows)*len(columns)),
		orders: make([][]int32, len(columns)), single: make([]*text.Index, len(columns)), cuts: map[place]cutting{},
	}
	counts := make([]ladder.Census, len(columns))
	for i, row := range rows {
		s.ids[i] = id(row)
		for c := range columns {
			text := columns[c].Text(row)
			s.cells = append(s.cells, text)
			counts[c].Add(widget.Width(text))
		}
	}
	s.measure(counts)
	return s
}

// measure gives every column its title and its size.
func (s *Sheet[T]) measure(counts []ladder.Census) {
	for c, column := range s.columns {
		title, widest := column.Title, counts[c].Widest()
		if column.Short != "" && widest < widget.Width(title) {
			title = column.Short
		}
		width := widget.Width(title)
		s.titles = append(s.titles, title)
		s.sizes = append(s.sizes, column.Layout.Measure(width, &counts[c]))
		s.widest = append(s.widest, max(widest, width))
	}
}

// sizesAfter are the sizes of the columns: those before where they hardly changed;
// nil without a row.
func (s *Sheet[T]) sizesAfter(before []ladder.Size) []ladder.Size {
	if len(s.rows) == 0 {
		return nil
	}
	sizes := slices.Clone(s.sizes)
	for c := range before {
		sizes[c] = sizes[c].After(before[c], s.columns[c].Layout.Fixed)
	}
	return sizes
}

// wishes are what the columns would take at those sizes; at their own for none.
func (s *Sheet[T]) wishes(sizes []ladder.Size) []ladder.Wish {
	if sizes == nil {
		sizes = s.sizes
	}
	wishes := make([]ladder.Wish, len(s.columns))
	for c, column := range s.columns {
		wishes[c] = ladder.Wish{Column: column.Layout, Size: sizes[c], Chosen: column.Hidden}
	}
	return wishes
}

// Fit gives the cells of each column in a line of width cells, by the ladder; 0 for one
// that finds no room. It is for a table that is printed: no column is hidden or scrolled.
func (s *Sheet[T]) Fit(width int) []int {
	cells, _ := ladder.New(s.wishes(nil)).Give(width)
	return cells
}

// Title is what stands above a column of width cells.
func (s *Sheet[T]) Title(column, width int) string {
	return widget.Cut(s.titled(column, s.cutting(column, width)), width)
}

// Cell is the text of a row in a column of width cells.
func (s *Sheet[T]) Cell(row, column, width int) string {
	var part shown
	part.cut(s.cell(int32(row), column), width, s.cutting(column, width), "")
	var out strings.Builder
	part.pieces(func(piece string, _ bool) { out.WriteString(piece) })
	return out.String()
}

// titled is the title of a column; it says what its cells leave out.
func (s *Sheet[T]) titled(column int, cut cutting) string {
	if cut.skip == "" {
		return s.titles[column]
	}
	return s.titles[column] + " (" + cut.skip + "…)"
}

// Widest is the width of the widest text of a column, its title included.
func (s *Sheet[T]) Widest(column int) int { return s.widest[column] }

// Len counts the rows, without those pinned.
func (s *Sheet[T]) Len() int { return len(s.rows) - s.pinned }

// Rows are the rows as they came, without those pinned.
func (s *Sheet[T]) Rows() []T { return s.rows[s.pinned:] }

// cell is the text of a row in a column.
func (s *Sheet[T]) cell(row int32, column int) string {
	return s.cells[int(row)*len(s.columns)+column]
}

// find gives the number of the row with that id, or -1.
func (s *Sheet[T]) find(id string) int32 { return int32(slices.Index(s.ids, id)) }

// order gives the rows in the natural order of a column.
func (s *Sheet[T]) order(column int) []int32 {
	if s.orders[column] == nil {
		words := func(row int) string { return s.cell(int32(row), column) }
		if by := s.columns[column].Order; by != nil {
			words = func(row int) string { return by(s.rows[row]) }
		}
		s.orders[column] = text.NaturalOrder(len(s.rows), words)
	}
	return s.orders[column]
}

// search gives the index over the columns that are shown.
func (s *Sheet[T]) search(shown []bool) *text.Index {
	if s.index == nil || !slices.Equal(s.indexed, shown) {
		s.indexed = slices.Clone(shown)
		s.index = s.newIndex(shown)
	}
	return s.index
}

// newIndex makes an index. It reads only what never changes, so that it may run
// beside the update loop.
func (s *Sheet[T]) newIndex(shown []bool) *text.Index {
	var line strings.Builder
	return text.NewIndex(len(s.rows), func(row int) string {
		line.Reset()
		for c := range s.columns {
			if shown[c] {
				line.WriteString(s.cell(int32(row), c))
				line.WriteByte(' ')
			}
		}
		return line.String()
	})
}

// searchColumn gives the index over one column.
func (s *Sheet[T]) searchColumn(column int) *text.Index {
	if s.single[column] == nil {
		s.single[column] = text.NewIndex(len(s.rows), func(row int) string {
			return s.cell(int32(row), column)
		})
	}
	return s.single[column]
}
