package sandbox

import (
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"
)

// fieldCheck collects what is wrong with the fields of a body, each as one
// error that begins with the field's name.
type fieldCheck struct {
	errs []apiError
}

func (f *fieldCheck) missing(field string) {
	f.add(codeMissingField, field, "is mandatory")
}

func (f *fieldCheck) invalid(field, format string, args ...any) {
	f.add(codeInvalidField, field, fmt.Sprintf(format, args...))
}

func (f *fieldCheck) add(code int, field, problem string) {
	f.errs = append(f.errs, apiError{Code: code, Message: codeLabel(code), Description: field + ": " + problem})
}

// text is a mandatory text of at most limit characters.
func (f *fieldCheck) text(field string, value *string, limit int) string {
	if value == nil || strings.TrimSpace(*value) == "" {
		f.missing(field)
		return ""
	}
	if length := utf8.RuneCountInString(*value); length > limit {
		f.invalid(field, "%d characters are too many, %d are possible", length, limit)
	}
	return *value
}

// parameter is a mandatory text among the parameters of an order.
func (f *fieldCheck) parameter(field string, values map[string]json.RawMessage, limit int) string {
	name := "parameters." + field
	var value *string
	if err := json.Unmarshal(values[field], &value); values[field] != nil && err != nil {
		f.invalid(name, "a text is expected")
		return ""
	}
	return f.text(name, value, limit)
}
