package journal

import (
	"encoding/json"
	"fmt"
	"time"
	"unicode/utf8"

	"btalk/internal/models"
)

// line is one line of the journal: an intent (what is about to be sent), an
// outcome (what came back) or a settlement (what was found out later).
type line struct {
	Step string    `json:"step"`
	ID   string    `json:"id"`
	At   time.Time `json:"at"`

	Profile  string  `json:"profile,omitempty"`
	User     string  `json:"user,omitempty"`
	Version  string  `json:"version,omitempty"`
	Kind     string  `json:"kind,omitempty"`
	Undoes   string  `json:"undoes,omitempty"`
	Customer string  `json:"customer,omitempty"`
	Site     string  `json:"site,omitempty"`
	SiteName string  `json:"siteName,omitempty"`
	Country  string  `json:"country,omitempty"`
	What     string  `json:"what,omitempty"`
	Method   string  `json:"method,omitempty"`
	Path     string  `json:"path,omitempty"`
	BodyHash string  `json:"bodyHash,omitempty"`
	Body     *string `json:"body,omitempty"`     // as text: its bytes are kept
	Previous *string `json:"previous,omitempty"` // likewise

	State     string `json:"state,omitempty"`
	Status    int    `json:"status,omitempty"`
	RequestID string `json:"requestId,omitempty"`
	Detail    string `json:"detail,omitempty"`
	Settled   string `json:"settled,omitempty"`
	VoiceSite string `json:"voiceSite,omitempty"`
}

// The steps of a change.
const (
	stepIntent  = "intent"
	stepOutcome = "outcome"
	stepSettled = "settled"
)

func intentLine(r models.Record) line {
	return line{
		Step: stepIntent, ID: r.ID, At: r.At,
		Profile: r.Profile.Raw(), User: r.User.String(), Version: r.Version.String(),
		Kind: string(r.Kind), Undoes: r.Undoes.Raw(), Customer: r.Customer.Raw(), Site: r.Site.Raw(),
		SiteName: r.SiteName.Raw(), Country: r.Country.Raw(), What: r.What.String(),
		Method: r.Method, Path: r.Path.Raw(), BodyHash: r.BodyHash, Body: textOf(r.Body), Previous: textOf(r.Previous),
		State: string(models.Pending),
	}
}

func outcomeLine(step, id string, at time.Time, o models.Outcome) line {
	l := line{
		Step: step, ID: id, At: at, State: string(o.State), Status: o.Status, RequestID: o.RequestID.Raw(),
		Settled: o.Settled.String(), VoiceSite: o.VoiceSite.Raw(),
	}
	if o.Err != nil {
		l.Detail = models.Safe(o.Err.Error())
	}
	return l
}

// textOf keeps a body as it is. One that is not valid UTF-8 is not kept: it
// could not be given back byte for byte.
func textOf(body []byte) *string {
	if body == nil || !utf8.Valid(body) {
		return nil
	}
	text := string(body)
	return &text
}

func valueOf(text *string) models.Value {
	if text == nil {
		return nil
	}
	return models.Value(*text)
}

// encode writes the line in ASCII: what a terminal could act upon is escaped.
func (l line) encode() ([]byte, error) {
	content, err := json.Marshal(l)
	if err != nil {
		return nil, fmt.Errorf("could not write down the change: %w", err)
	}
	out := make([]byte, 0, len(content)+16)
	for _, r := range string(content) {
		switch {
		case r > 0xFFFF:
			r -= 0x10000
			out = fmt.Appendf(out, `\u%04x\u%04x`, 0xD800+r>>10, 0xDC00+r&0x3FF)
		case r > '~':
			out = fmt.Appendf(out, `\u%04x`, r)
		default:
			out = append(out, byte(r))
		}
	}
	return out, nil
}

func decodeLine(content []byte) (l line, ok bool) {
	return l, json.Unmarshal(content, &l) == nil && l.ID != ""
}

// applyTo makes the record as it is after this line.
func (l line) applyTo(r *models.Record) {
	if l.Step == stepIntent {
		*r = models.Record{
			ID: l.ID, At: l.At, Profile: models.NewText(l.Profile), User: models.NewText(l.User), Version: models.NewText(l.Version),
			Kind: models.ChangeKind(l.Kind), Undoes: models.NewText(l.Undoes), Customer: models.NewText(l.Customer),
			Site: models.NewText(l.Site), SiteName: models.NewText(l.SiteName), Country: models.NewText(l.Country),
			What: models.NewText(l.What), Method: l.Method, Path: models.NewText(l.Path), BodyHash: l.BodyHash,
			Body: valueOf(l.Body), Previous: valueOf(l.Previous), State: models.Pending,
		}
		return
	}
	r.State = models.OutcomeState(l.State)
	if l.Step == stepOutcome {
		r.Status, r.RequestID, r.Detail = l.Status, models.NewText(l.RequestID), models.NewText(l.Detail)
	}
	if l.Settled != "" {
		r.Settled = models.NewText(l.Settled)
	}
	if l.VoiceSite != "" {
		r.VoiceSite = models.NewText(l.VoiceSite)
	}
}
