package api

import (
	"slices"

	"btalk/internal/models"
)

// disguised is the error for a 2xx that holds an error in place of what was
// asked for, in any of the shapes of an envelope (api-contract §1.3), alone or
// in a list; nil when it holds none.
func (c *Client) disguised(a ask, got answer, items []models.Value) *models.Error {
	if len(items) == 0 || slices.ContainsFunc(items, func(item models.Value) bool { return !isEnvelope(item) }) {
		return nil
	}
	e := readEnvelope(got.body)
	return &models.Error{
		Op: a.op, Kind: models.Malformed, Status: got.status, Code: e.code,
		Detail:    c.secrets.text("an error came in place of the answer: " + e.words),
		RequestID: c.secrets.text(got.header.Get(requestIDHeader)),
	}
}

// isEnvelope reports whether an object is an error and nothing else.
func isEnvelope(item models.Value) bool {
	if item.Kind() != models.ObjectValue {
		return false
	}
	o := item.Object()
	for _, field := range o.Fields {
		if !slices.Contains(envelopeFields(), field.Key) {
			return false
		}
	}
	switch {
	case o.Get("error", "errors", "fault") != nil:
		return true
	case o.Get("code", "status") != nil:
		return o.Get("message", "title", "detail") != nil
	}
	return false
}

// envelopeFields are those of the gateway's and the token server's errors, and
// of those that servers behind them write.
func envelopeFields() []string {
	return []string{
		"code", "message", "description", "infoURL", "error", "error_description", "error_uri",
		"errors", "fault", "status", "title", "detail", "details", "type", "instance", "timestamp", "path", "requestId", "reason",
	}
}
