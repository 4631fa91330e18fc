package calls

import "time"

// File says what a file is and how it was read.
type File struct {
	Bytes    int64  // as they came
	Gzip     bool   // it came packed
	Format   string // csv, json, "" when neither was understood
	Encoding string // utf-8, windows-1252, utf-16le, utf-16be
	BOM      bool   // it began with a byte order mark

	Delimiter string // between fields, "" when none was found
	Header    int    // number of the record that names the columns, 0 without one
	Layout    string // the well-known layout of a file without a header
	Decimal   string // sign before decimals, "" where no amount shows it
	Dates     string // in words, "" where there is none

	Understood bool     // the columns are known well enough to tell calls
	BillsTime  bool     // it says how much time is billed
	Columns    []Column // what was understood, in the order of Role
	Unused     []string // names of the other columns
	Notes      []string // what the reader of a sum should know, in sentences

	Calls          int64 // records that are calls
	Others         int64 // titles, totals, types of columns: records that are none
	Unreadable     int64 // records that could not be read
	AmountsLeftOut int64 // calls with an amount that could not be read, or could be two

	First, Last time.Time // starts of the first and the last call, on the clock of the file; zero when not known

	// Again is not nil when rows at the end prove that some before them were read
	// in the wrong way. Reading the file again with this evidence reads them right.
	Again *Evidence
}

// Column is a column that was understood.
type Column struct {
	Role Role
	Name string
}

// Records is the number of records there are, blank lines apart.
func (f *File) Records() int64 { return f.Calls + f.Others + f.Unreadable }

// Has reports whether a column with this role was understood.
func (f *File) Has(role Role) bool {
	for _, column := range f.Columns {
		if column.Role == role {
			return true
		}
	}
	return false
}
