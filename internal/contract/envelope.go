package contract

import (
	"regexp"

	"btalk/internal/models"
)

// envelope is which of the shapes of api-contract §1.3 an error has.
type envelope struct {
	shape string // "E1"; "": none of them
	code  string // digits, or "" when there is none
}

var digitsOnly = regexp.MustCompile(`^[0-9]{1,4}$`)

// readEnvelope tells the shape of an error by its fields. nil is E5: no JSON at all.
func readEnvelope(doc models.Value) envelope {
	if doc == nil {
		return envelope{shape: "E5"}
	}
	one, isList := doc, doc.Kind() == models.ListValue
	if items := doc.List(); isList && len(items) > 0 {
		one = items[0]
	}
	e := envelope{code: one.Object().Text("code").Raw()}
	if !digitsOnly.MatchString(e.code) {
		e.code = ""
	}
	switch {
	case !isList:
		e.shape = objectShape(one.Object(), e.code)
	case e.code != "" && one.Object().Get("message") != nil:
		e.shape = "E2"
	}
	return e
}

// objectShape is the shape of an error that is an object.
func objectShape(o models.Object, code string) string {
	isText := o.Get("code").Kind() == models.StringValue
	switch {
	case o.Get("error").Kind() == models.StringValue:
		return "E3"
	case isText && o.Get("reason") != nil:
		return "E6"
	case isText && o.Get("message") != nil:
		return "E4"
	case code != "" && o.Get("message") != nil:
		return "E1"
	}
	return ""
}

// isEnvelope reports whether an answer is an error, whatever its status.
func isEnvelope(doc models.Value) bool {
	if doc.Kind() == models.ListValue && len(doc.List()) != 1 {
		return false
	}
	return readEnvelope(doc).shape != ""
}
