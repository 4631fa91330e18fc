package sandbox

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"strconv"
)

// answer is what a handler gives back; it is written in one place.
type answer struct {
	status int
	header http.Header
	body   any // nil: no body; raw: as it stands; else JSON
}

// raw is a body that is not made from JSON values of ours.
type raw struct {
	contentType string
	bytes       []byte
}

func ok(body any) answer      { return answer{status: http.StatusOK, body: body} }
func created(body any) answer { return answer{status: http.StatusCreated, body: body} }

func (a answer) with(key, value string) answer {
	header := a.header.Clone()
	if header == nil {
		header = http.Header{}
	}
	header.Set(key, value)
	a.header = header
	return a
}

// payload is the body as bytes with its content type.
func (a answer) payload() raw {
	switch body := a.body.(type) {
	case nil:
		return raw{}
	case raw:
		return body
	default:
		return raw{"application/json; charset=UTF-8", encode(body)}
	}
}

func (a answer) write(w http.ResponseWriter) {
	payload := a.payload()
	maps.Copy(w.Header(), a.header)
	if payload.contentType != "" {
		w.Header().Set("Content-Type", payload.contentType)
	}
	w.Header().Set("Content-Length", strconv.Itoa(len(payload.bytes)))
	w.WriteHeader(a.status)
	_, _ = w.Write(payload.bytes) // the client may have gone: nothing to do about it
}

func encode(body any) []byte {
	var buffer bytes.Buffer
	encoder := json.NewEncoder(&buffer)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(body); err != nil {
		return fmt.Appendf(nil, `{"code":1,"message":"Internal error","description":%q}`, err)
	}
	return bytes.TrimSuffix(buffer.Bytes(), []byte("\n"))
}

// apiError is one error of the gateway (E1) or of the back end (an item of
// E2), api-contract §1.3.
type apiError struct {
	Code        int    `json:"code"`
	Message     string `json:"message"`
	Description string `json:"description"`
	InfoURL     string `json:"infoURL,omitempty"`
}

// oauthError is the envelope E3 of the token endpoint.
type oauthError struct {
	Error       string `json:"error"`
	Description string `json:"error_description"`
}

// gatewayRefusal is the answer of the gateway, before the back end: an object.
func gatewayRefusal(status, code int, format string, args ...any) answer {
	return answer{status: status, body: apiError{code, codeLabel(code), fmt.Sprintf(format, args...), "https://developer.orange.com/common-errors"}}
}

// GatewayError is the body that the gateway sends with an error, as JSON.
func GatewayError(code int, description string) []byte {
	return gatewayRefusal(0, code, "%s", description).payload().bytes
}

// refusal is the answer of the back end: a list of one error.
func refusal(status, code int, format string, args ...any) answer {
	return refusals(status, []apiError{{Code: code, Message: codeLabel(code), Description: fmt.Sprintf(format, args...)}})
}

// refusals is the answer of the back end with several errors.
func refusals(status int, errs []apiError) answer { return answer{status: status, body: errs} }

// The codes that handlers use by name (api-contract §1.4).
const (
	codeInvalidURL    = 20
	codeMissingBody   = 21
	codeInvalidBody   = 22
	codeMissingField  = 23
	codeInvalidField  = 24
	codeMissingHeader = 25
	codeInvalidHeader = 26
	codeMissingQuery  = 27
	codeInvalidQuery  = 28
	codeDenied        = 50
	codeTooMany       = 53
	codeNotFound      = 60
	codeMethod        = 61
	codeMediaType     = 68
	codeConflict      = 69
)

// codeLabel is the documented label of a code (api-contract §1.4).
func codeLabel(code int) string {
	labels := map[int]string{
		1: "Internal error", 5: "Service temporarily unavailable", 6: "Over capacity",
		20: "Invalid URL parameter value", 21: "Missing body", 22: "Invalid body", 23: "Missing body field",
		24: "Invalid body field", 25: "Missing header", 26: "Invalid header value",
		27: "Missing query-string parameter", 28: "Invalid query-string parameter value",
		40: "Missing credentials", 41: "Invalid credentials", 42: "Expired credentials",
		50: "Access denied", 51: "Forbidden requester", 52: "Forbidden user", 53: "Too many requests",
		60: "Resource not found", 61: "Method not allowed", 62: "Not acceptable", 63: "Request time-out",
		64: "Length required", 65: "Precondition failed", 66: "Request entity too large",
		67: "Request-URI too long", 68: "Unsupported Media Type", 69: "Conflict",
	}
	if label, known := labels[code]; known {
		return label
	}
	return "Error " + strconv.Itoa(code)
}
