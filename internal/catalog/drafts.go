package catalog

import (
	"encoding/json"
	"time"

	"btalk/internal/ladder"
	"btalk/internal/models"
	"btalk/internal/models/text"
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
			{
				Name: "age", Title: "Age", Field: "age", Grade: ladder.Basic, Fixed: true, Priority: 1,
				Value: func(d Draft) string { return max(now.Sub(d.Saved), 0).Truncate(time.Second).String() },
				Text:  func(d Draft) string { return age(now, d) },
				Order: func(d Draft) string { return d.Saved.UTC().Format(time.RFC3339Nano) },
			},
			{
				Name: "saved", Title: "Saved", Field: "saved", Grade: ladder.Basic, Fixed: true,
				Value: func(d Draft) string { return d.Saved.UTC().Format(time.RFC3339) },
				Text:  func(d Draft) string { return text.Moment(d.Saved.In(now.Location())) },
			},
			{Name: "id", Title: "Draft", Field: "id", Value: func(d Draft) string { return models.Safe(d.ID) }, Grade: ladder.Useful, Fixed: true},
			{Name: "inuse", Title: "Open elsewhere", Field: "inUse", Value: inUse, Grade: ladder.Useful, Fixed: true},
			{Title: "Directory", Field: "directory", Value: func(d Draft) string { return models.Safe(d.Directory) }},
		},
		Fields: []string{"id", "age", "saved", "what", "inUse", "directory"},
	}
}

func age(now time.Time, d Draft) string {
	ago, _ := text.Ago(now.Sub(d.Saved))
	return ago
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
