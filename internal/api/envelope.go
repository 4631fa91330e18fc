package api

import (
	"bytes"
	"net/http"
	"slices"
	"strings"

	"btalk/internal/models"
)

// envelope is what an error answer says, in whichever of the five shapes of
// api-contract §1.3 it says it.
type envelope struct {
	code    int
	words   string
	backend bool // the list of E2: the back end spoke, not the gateway
	json    bool // a complete JSON answer
	page    bool // a page for people: somebody in between has answered
}

const deepestEnvelope = 3 // {"error":{"error":…}}

// readEnvelope never fails: what is not an envelope gives its words, or nothing.
func readEnvelope(body []byte) envelope {
	doc, err := models.ParseValue(body)
	if err != nil {
		return envelope{words: plainWords(body), page: looksLikePage(body)}
	}
	if doc.Kind() == models.ListValue {
		return listEnvelope(doc)
	}
	e := objectEnvelope(doc, deepestEnvelope)
	e.json = doc.Kind() == models.ObjectValue
	return e
}

// listEnvelope reads E2: the first code counts, all words are told.
func listEnvelope(doc models.Value) envelope {
	all := envelope{backend: true, json: true}
	var words []string
	for _, item := range doc.List() {
		one := objectEnvelope(item, deepestEnvelope)
		if all.code == 0 {
			all.code = one.code
		}
		if one.words != "" {
			words = append(words, one.words)
		}
	}
	all.words = strings.Join(words, "; ")
	return all
}

// objectEnvelope reads E1, E3 and E4.
func objectEnvelope(doc models.Value, depth int) envelope {
	if doc.Kind() == models.StringValue {
		return envelope{words: doc.Text().Raw()}
	}
	o := doc.Object()
	if inner := o.Get("error"); depth > 0 && inner.Kind() == models.ObjectValue {
		return objectEnvelope(inner, depth-1)
	}
	code, _ := o.Get("code").Int()
	message := o.Text("message", "error").Raw()
	description := o.Text("description", "error_description").Raw()
	switch {
	case description == "" || strings.Contains(message, description):
		return envelope{code: code, words: message}
	case message == "" || strings.Contains(description, message):
		return envelope{code: code, words: description}
	}
	return envelope{code: code, words: message + ": " + description}
}

// plainWords is the text of E5, unless it is a page.
func plainWords(body []byte) string {
	if looksLikePage(body) {
		return ""
	}
	return strings.TrimSpace(string(body))
}

// looksLikePage tells a page for people from an answer for programs.
func looksLikePage(body []byte) bool {
	start := bytes.TrimSpace(bytes.TrimPrefix(body, []byte("\xef\xbb\xbf")))
	return bytes.HasPrefix(start, []byte("<"))
}

// throttles tells a rate limit from a missing right: both may be 403
// (api-contract §1.4).
func throttles(status, code int) bool {
	return status == http.StatusTooManyRequests ||
		(status == http.StatusForbidden || status == http.StatusUnauthorized) && code == codeTooMany
}

// The gateway codes that change what is done next (api-contract §1.4).
const (
	codeUnavailable   = 5
	codeOverCapacity  = 6
	codeMissingHeader = 25
	codeInvalidHeader = 26
	codeMissingQuery  = 27
	codeInvalidQuery  = 28
	codeNoToken       = 40
	codeInvalidToken  = 41
	codeExpiredToken  = 42
	codeTooMany       = 53
)

// kindOf sorts an answer that is not 2xx, or not readable.
func kindOf(status int, e envelope) models.Kind {
	switch {
	case throttles(status, e.code):
		return models.Throttled
	case status == http.StatusProxyAuthRequired:
		return models.Offline
	case e.page && (status == http.StatusUnauthorized || status == http.StatusForbidden):
		return models.Malformed // the gateway sends no pages: this says nothing about the credentials
	case status == http.StatusNetworkAuthenticationRequired, status < http.StatusBadRequest:
		return models.Malformed
	case status >= http.StatusInternalServerError, status == http.StatusRequestTimeout:
		return models.Server
	case status == http.StatusUnauthorized, keyAtFault(status, e):
		return models.Unauthorized
	case status == http.StatusForbidden:
		return models.Forbidden
	case status == http.StatusNotFound:
		return models.NotFound
	}
	return models.Invalid
}

// keyAtFault reports whether a 400 is about the header that holds the API key.
func keyAtFault(status int, e envelope) bool {
	return status == http.StatusBadRequest &&
		(e.code == codeMissingHeader || e.code == codeInvalidHeader) && mentionsKey(e)
}

func mentionsKey(e envelope) bool {
	words := strings.ToLower(e.words)
	return strings.Contains(words, "key") || strings.Contains(words, "x-bt-api") || strings.Contains(words, "x-api")
}

// faultOf says which of the credentials an answer of an API refuses. The token
// endpoint has taken the client id and the secret, hence the API key is meant,
// unless the gateway refuses the token that it has just given: then the client
// is pending or revoked (api-contract §1.4).
func faultOf(e envelope) string {
	aboutToken := e.code == codeNoToken || e.code == codeInvalidToken || e.code == codeExpiredToken
	if aboutToken && e.json && !e.backend && !mentionsKey(e) {
		return models.FaultClient
	}
	return models.FaultKey
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
