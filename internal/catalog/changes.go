package catalog

import (
	"encoding/json"
	"time"

	"btalk/internal/ladder"
	"btalk/internal/models"
	"btalk/internal/models/text"
)

// Changes declares the records of the journal, with moments on the clock of zone.
func Changes(zone *time.Location) Noun[models.Record] {
	return Noun[models.Record]{
		Name: "change", Plural: "changes",
		ID:    func(r models.Record) string { return r.ID },
		Title: ChangeTitle,
		Raw:   ChangeDocument,
		Columns: []Column[models.Record]{
			{
				Name: "when", Title: "When", Field: "at", Value: func(r models.Record) string { return r.At.UTC().Format(time.RFC3339) },
				Text:  func(r models.Record) string { return ChangeTime(r, zone) },
				Order: func(r models.Record) string { return r.At.UTC().Format(time.RFC3339Nano) }, Fixed: true,
			},
			{
				Name: "outcome", Title: "Outcome", Field: "state", Value: func(r models.Record) string { return models.Safe(string(r.State)) },
				Text: ChangeOutcome, Tone: func(r models.Record) Tone { return OutcomeTone(r.State) }, Grade: ladder.Basic, Fixed: true, Priority: 3,
			},
			{
				Name: "what", Title: "What", Field: "what", Value: func(r models.Record) string { return models.Safe(string(r.Kind)) + ": " + r.What.String() },
				Text: ChangeTitle, Grade: ladder.Basic, Prose: true, Min: 18, Priority: 2,
			},
			{Name: "site", Title: "Voicesite", Field: "site", Value: func(r models.Record) string { return firstOf(r.SiteName, r.Site) }, Text: ChangeSite, Grade: ladder.Basic, Min: 14, Priority: 1},
			{Name: "id", Title: "Change", Field: "id", Value: func(r models.Record) string { return models.Safe(r.ID) }, Grade: ladder.Useful, Fixed: true, Priority: 3},
			{Name: "request", Title: "Request id", Field: "requestId", Value: func(r models.Record) string { return r.RequestID.String() }, Grade: ladder.Useful, Fixed: true, Priority: 2},
			{Name: "customer", Title: "Customer", Short: "Cust.", Field: "customer", Value: func(r models.Record) string { return r.Customer.String() }, Grade: ladder.Useful, Fixed: true, Priority: 1},
			{Name: "profile", Title: "Profile", Field: "profile", Value: func(r models.Record) string { return r.Profile.String() }, Grade: ladder.Extra, Fixed: true, Cap: 16, Priority: 1},
			{Name: "who", Title: "Who", Field: "user", Value: func(r models.Record) string { return r.User.String() }, Grade: ladder.Extra, Fixed: true, Cap: 24},
			{
				Name: "found", Title: "Found", Field: "settled", Grade: ladder.Extra, Prose: true, Min: 12, Priority: 2,
				Text:  func(r models.Record) string { return r.Settled.String() },
				Value: func(r models.Record) string { return firstOf(r.Settled, r.Detail) },
			},
		},
		Fields: []string{"id", "at", "state", "what", "customer", "site", "profile", "user", "requestId", "settled"},
	}
}

// ChangeTime is when a change was sent.
func ChangeTime(r models.Record, zone *time.Location) string {
	return text.Moment(r.At.In(zone))
}

// ChangeOutcome is a word with a sign, so that it stands out without colour.
func ChangeOutcome(r models.Record) string {
	mark, word := OutcomeWords(r.State)
	return mark + " " + word
}

// OutcomeWords says what became of a request: a mark of one cell and a word, so
// that it reads without colour. A state of a later version is its own word.
func OutcomeWords(state models.OutcomeState) (mark, word string) {
	switch state {
	case models.Done:
		return "✓", "done"
	case models.Refused:
		return "✗", "refused"
	case models.OutcomeUnknown:
		return "?", "UNKNOWN"
	case models.Pending:
		return "…", "sending"
	case models.NotSent:
		return "–", "not sent"
	}
	return "?", models.Safe(string(state))
}

// OutcomeTone is what an outcome means to its reader.
func OutcomeTone(state models.OutcomeState) Tone {
	switch state {
	case models.Done:
		return Good
	case models.Refused, models.OutcomeUnknown:
		return Bad
	case models.Pending, models.NotSent:
	}
	return Faint
}

// ChangeTitle says in a few words what was to be changed.
func ChangeTitle(r models.Record) string {
	verbs := map[models.ChangeKind]string{
		models.PushAddress: "push ", models.OrderVoiceSite: "place ", models.PublishNumbers: "publish ", models.ReleaseNumbers: "release ",
	}
	return verbs[r.Kind] + r.What.String()
}

// ChangeSite is what the voicesite of a change is called.
func ChangeSite(r models.Record) string { return firstOf(r.SiteName, r.Site, r.VoiceSite) }

// ChangeDocument is a record as JSON: its row, and what was sent.
func ChangeDocument(r models.Record) models.Value {
	text, err := json.Marshal(struct {
		ID        string       `json:"id"`
		At        time.Time    `json:"at"`
		State     string       `json:"state"`
		Kind      string       `json:"kind"`
		What      models.Text  `json:"what"`
		Profile   models.Text  `json:"profile"`
		User      models.Text  `json:"user"`
		Version   models.Text  `json:"version"`
		Customer  models.Text  `json:"customer"`
		Site      models.Text  `json:"site"`
		SiteName  models.Text  `json:"siteName"`
		Method    string       `json:"method"`
		Path      models.Text  `json:"path"`
		Body      models.Value `json:"body"`
		Previous  models.Value `json:"previous"`
		BodyHash  string       `json:"bodyHash"`
		Status    int          `json:"status"`
		RequestID models.Text  `json:"requestId"`
		Detail    models.Text  `json:"detail"`
		Settled   models.Text  `json:"settled"`
		VoiceSite models.Text  `json:"voiceSiteId"`
		Undoes    models.Text  `json:"undoes"`
	}{
		r.ID, r.At, string(r.State), string(r.Kind), r.What, r.Profile, r.User, r.Version, r.Customer, r.Site, r.SiteName,
		r.Method, r.Path, r.Body, r.Previous, r.BodyHash, r.Status, r.RequestID, r.Detail, r.Settled, r.VoiceSite, r.Undoes,
	})
	if err != nil {
		return nil
	}
	return text
}
