package ladder

// Census counts the cells of a column by how wide they are. The zero Census has
// none.
type Census struct {
	counts [counted]int
	rows   int
	widest int
}

// counted is more than any column may take: wider cells need not be told apart.
const counted = 128

// Add counts a cell.
func (c *Census) Add(width int) {
	c.rows++
	c.widest = max(c.widest, width)
	c.counts[min(max(width, 0), counted-1)]++
}

// Widest is the width of the widest cell.
func (c *Census) Widest() int { return c.widest }

// nineOfTen is the smallest width that shows nine of ten cells whole.
func (c *Census) nineOfTen() int {
	shown := 0
	for width, count := range c.counts {
		if shown += count; shown*10 >= c.rows*9 {
			return width
		}
	}
	return c.widest
}
