package jobs

import (
	"slices"
	"time"

	"btalk/internal/models"
)

// Listed is a job as a list shows it: what the server says of it, and what is
// remembered of it here.
type Listed struct {
	ID                              string
	What                            string // "report monthly-usage csv"; "" for a job of somebody else
	Since                           time.Time
	Word, Progress, Message, Result models.Text // as sent
	Raw                             models.Value
}

// State is how the job stands.
func (l Listed) State() State { return StateOf(l.Word) }

// Mine reports whether the job was begun, and is followed, here.
func (l Listed) Mine() bool { return l.What != "" }

// DecodeList reads the jobs that a server knows.
func DecodeList(items []models.Value) []Listed {
	list := make([]Listed, len(items))
	for i, item := range items {
		told := readJob(item)
		list[i] = Listed{ID: told.ID.Raw(), Word: told.Word, Progress: told.Progress, Message: told.Message, Result: told.Result, Raw: item}
	}
	return list
}

// Merge puts beside the jobs of the server what is remembered of them, and adds
// those that only this user remembers: the newest first, those without a date last.
func Merge(listed []Listed, known []Known) []Listed {
	all := slices.Clone(listed)
	for _, one := range known {
		at := slices.IndexFunc(all, func(l Listed) bool { return l.ID == one.ID && l.ID != "" })
		if at < 0 {
			at = len(all)
			all = append(all, Listed{ID: one.ID})
		}
		all[at].What, all[at].Since = one.What, one.Since
	}
	slices.SortStableFunc(all, func(a, b Listed) int { return b.Since.Compare(a.Since) })
	return all
}
