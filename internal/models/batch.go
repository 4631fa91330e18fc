package models

import "strconv"

// BatchRow is one row of a batch: a change that is wanted, from one line of a file
// or one marked row.
type BatchRow struct {
	Line   int    // of the file, from 1; 0 where there is none
	Name   string // what it is about, for the reader
	Change Change
	Wrong  []string // what is wrong with the row itself: it makes no change
}

// RowState is what checking a row of a batch found.
type RowState string

// The states of a row. Only those that are new or differ are sent.
const (
	RowNew     RowState = "new"     // nothing is there yet
	RowDiffers RowState = "differs" // something else is there
	RowSame    RowState = "same"    // it is there already
	RowDone    RowState = "done"    // the journal says that it was sent, and it is there
	RowHeld    RowState = "held"    // it was sent before and is not there: a person decides
	RowWrong   RowState = "wrong"   // it cannot be sent
)

// PlannedRow is a row that was checked, and what became of it.
type PlannedRow struct {
	BatchRow

	State   RowState
	Plan    Plan     // where it is new, differs or is wrong
	Why     []string // why it is wrong or held
	Earlier string   // the id of the change that sent it before; empty when none did
	Unknown bool     // held because nobody knows what became of that one

	Outcome Outcome // of a row that is sent: its State is empty before
}

// Sends reports whether the row is one of those that are sent.
func (r PlannedRow) Sends() bool { return r.State == RowNew || r.State == RowDiffers }

// Batch is many changes of one kind made ready together: every row checked, then
// one answer for all.
type Batch struct {
	Kind ChangeKind
	Rows []PlannedRow
}

// Count counts the rows in a state.
func (b Batch) Count(state RowState) int {
	count := 0
	for _, row := range b.Rows {
		if row.State == state {
			count++
		}
	}
	return count
}

// Sends counts the rows that are to be sent.
func (b Batch) Sends() int { return b.Count(RowNew) + b.Count(RowDiffers) }

// Confirm is what must be answered before the batch is sent: how many there are.
func (b Batch) Confirm() Confirm {
	why := "It replaces addresses that emergency services are sent to, one by one."
	if b.Kind == OrderVoiceSite {
		why = "It orders voicesites, one by one. An order cannot be taken back here."
	}
	return Confirm{Type: strconv.Itoa(b.Sends()), Why: why}
}

// Outcomes counts the rows of a batch that was sent by what became of them.
func (b Batch) Outcomes() map[OutcomeState]int {
	counts := map[OutcomeState]int{}
	for _, row := range b.Rows {
		if row.Outcome.State != "" {
			counts[row.Outcome.State]++
		}
	}
	return counts
}
