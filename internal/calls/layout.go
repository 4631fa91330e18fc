package calls

import "strings"

// layout is a file without a header that a well-known program writes.
type layout struct {
	name    string
	widths  []int
	columns map[int]Role
	cause   int // column of words in capitals
}

// layouts are the ones that are known. Every cell that has a role must read so
// in every record of the sample, or the file is not one of them.
var layouts = []layout{
	{
		name: "Asterisk cdr_csv (Master.csv), no header", widths: []int{16, 17, 18}, cause: 14,
		columns: map[int]Role{1: Caller, 2: Called, 9: Start, 12: Duration, 13: Talk, 14: State},
	},
	{
		name: "FreeSWITCH mod_cdr_csv, no header", widths: []int{15}, cause: 9,
		columns: map[int]Role{1: Caller, 2: Called, 4: Start, 7: Duration, 8: Talk},
	},
}

// matches reports whether all records of a sample have the layout.
func (l layout) matches(sample [][][]byte) bool {
	for _, cells := range sample {
		fits := false
		for _, width := range l.widths {
			fits = fits || len(cells) == width
		}
		if !fits || strings.Trim(string(cells[l.cause]), "ABCDEFGHIJKLMNOPQRSTUVWXYZ_ ") != "" || len(cells[l.cause]) == 0 {
			return false
		}
		for column, role := range l.columns {
			if !reads(cells[column], meaning{role: role}, false) {
				return false
			}
		}
	}
	return len(sample) > 0
}

func (l layout) find(width int) columns {
	c := noColumns()
	c.names = make([]string, width)
	for column, role := range l.columns {
		c.at[role] = column
		c.names[column] = role.String()
		c.meanings[role] = meaning{role: role, united: true}
	}
	return c
}
