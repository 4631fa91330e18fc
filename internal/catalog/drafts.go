package catalog

import (
	"encoding/json"
	"time"

	"btalk/internal/ladder"
	"btalk/internal/models"
)

// Draft is what was begun and not finished.
type Draft struct {
	ID        string
	Saved     time.Time
	What      models.Text
	InUse     bool // open in another session
	Directory string
}

// Drafts declares drafts, with their age at a moment.
func Drafts(now time.Time) Noun[Draft] {
	return Noun[Draft]{
		Name: "draft", Plural: "drafts",
		ID:    func(d Draft) string { return d.ID },
		Title: func(d Draft) string { return d.What.String() },
		Columns: []Column[Draft]{
			{Name: "what", Title: "What", Field: "what", Value: func(d Draft) string { return d.What.String() }, Min: 18},
			{Name: "age", Title: "Age", Field: "age", Value: func(d Draft) string { return max(now.Sub(d.Saved), 0).Truncate(time.Second).String() }, Grade: ladder.Basic, Fixed: true, Priority: 1},
			{Name: "saved", Title: "Saved", Field: "saved", Value: func(d Draft) string { return d.Saved.UTC().Format(time.RFC3339) }, Grade: ladder.Basic, Fixed: true},
			{Name: "id", Title: "Draft", Field: "id", Value: func(d Draft) string { return models.Safe(d.ID) }, Grade: ladder.Useful, Fixed: true},
			{Name: "inuse", Title: "Open elsewhere", Field: "inUse", Value: inUse, Grade: ladder.Useful, Fixed: true},
			{Title: "Directory", Field: "directory", Value: func(d Draft) string { return models.Safe(d.Directory) }},
		},
		Fields: []string{"id", "age", "saved", "what", "inUse", "directory"},
	}
}

func inUse(d Draft) string {
	if d.InUse {
		return "yes"
	}
	return "no"
}

// textValue is a JSON string made of a text from outside, as it came.
func textValue(raw string) models.Value {
	value, err := json.Marshal(raw)
	if err != nil {
		return models.Value("null")
	}
	return value
}
