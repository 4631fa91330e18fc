package models

import (
	"bytes"
	"encoding/json"
	"errors"
	"strconv"
	"strings"
)

// Value is one JSON value as the server sent it. Its readers never fail: what
// is not of the asked kind reads as nothing, because one odd field must not
// cost an item (api-contract §5). The bytes are shared, never changed.
type Value []byte

// ValueKind is the kind of a Value, by its first byte.
type ValueKind int

// The kinds of JSON values.
const (
	NullValue ValueKind = iota
	StringValue
	NumberValue
	BoolValue
	ObjectValue
	ListValue
)

// Kind tells what the value is; damaged or absent values are NullValue.
func (v Value) Kind() ValueKind {
	for _, c := range v {
		switch c {
		case ' ', '\t', '\r', '\n':
			continue
		case '"':
			return StringValue
		case '{':
			return ObjectValue
		case '[':
			return ListValue
		case 't', 'f':
			return BoolValue
		case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
			return NumberValue
		default:
			return NullValue
		}
	}
	return NullValue
}

// Text reads a string, a number (digits kept as sent) or a flag.
func (v Value) Text() Text {
	trimmed := bytes.TrimSpace(v)
	switch Value(trimmed).Kind() {
	case StringValue:
		return NewText(unquote(trimmed))
	case NumberValue, BoolValue:
		return NewText(string(trimmed))
	default:
		return Text{}
	}
}

// Int reads a number or a string that holds one; ok is false when there is
// none.
func (v Value) Int() (n int, ok bool) {
	text := strings.TrimSpace(v.Text().Raw())
	n, err := strconv.Atoi(text)
	if err == nil {
		return n, true
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil || f != f || f > 1<<53 || f < -(1<<53) {
		return 0, false
	}
	return int(f), true
}

// Flag reads Yes/No, true/false or 1/0, in any case.
func (v Value) Flag() Flag { return ParseFlag(v.Text().Raw()) }

// Object reads an object; anything else gives one without fields.
func (v Value) Object() Object {
	return Object{Fields: appendFields(nil, v)}
}

// List reads the elements of an array; anything else gives none.
func (v Value) List() []Value {
	return parseList(v)
}

// MarshalJSON gives the value back as it came.
func (v Value) MarshalJSON() ([]byte, error) {
	if len(v) == 0 {
		return []byte("null"), nil
	}
	return v, nil
}

// UnmarshalJSON keeps the value as it came.
func (v *Value) UnmarshalJSON(data []byte) error {
	*v = bytes.Clone(data)
	return nil
}

// Flag is a yes or no of the server, or neither.
type Flag int8

// The three states of a Flag.
const (
	FlagUnknown Flag = iota
	FlagYes
	FlagNo
)

// ParseFlag reads Yes/No, true/false or 1/0, in any case.
func ParseFlag(s string) Flag {
	switch strings.ToLower(strings.TrimSpace(s)) {
	case "yes", "true", "1", "y":
		return FlagYes
	case "no", "false", "0", "n":
		return FlagNo
	}
	return FlagUnknown
}

// Object is a JSON object: its fields in the order they came.
type Object struct {
	Fields []Field
}

// Field is one member of an Object. Key is the name as sent.
type Field struct {
	Key   string
	Value Value
}

// Get returns the first of the named fields that is there and not null. Names
// match exactly: a key that differs only in case is another key.
func (o Object) Get(names ...string) Value {
	for _, name := range names {
		for _, field := range o.Fields {
			if field.Key == name && field.Value.Kind() != NullValue {
				return field.Value
			}
		}
	}
	return nil
}

// Text reads the first of the named fields.
func (o Object) Text(names ...string) Text { return o.Get(names...).Text() }

// ErrNotJSON says that an answer holds no JSON at all.
var ErrNotJSON = errors.New("the answer is not JSON")

// ErrTruncated says that an answer ends before its JSON does, or that it is
// not well formed.
var ErrTruncated = errors.New("the answer is not complete JSON")

// ParseValue checks that body is one well-formed JSON value. A body of blanks
// is null.
func ParseValue(body []byte) (Value, error) {
	trimmed := bytes.TrimSpace(bytes.TrimPrefix(body, []byte("\xef\xbb\xbf")))
	switch {
	case len(trimmed) == 0:
		return Value("null"), nil
	case !bytes.ContainsAny(trimmed[:1], `{["-0123456789tfn`):
		return nil, ErrNotJSON
	case !json.Valid(trimmed):
		return nil, ErrTruncated
	}
	return Value(trimmed), nil
}

// Items reads a collection in any of the forms an Orange API may use: a bare
// array, an object that wraps one in items, results, data or one of the given
// resource names, a single object, or null for none (api-contract §5.2).
func (v Value) Items(resources ...string) []Value {
	switch v.Kind() {
	case ListValue:
		return v.List()
	case ObjectValue:
		object := v.Object()
		for _, name := range append(resources, "items", "results", "data") {
			if inner := object.Get(name); inner.Kind() == ListValue {
				return inner.List()
			}
		}
		return []Value{v}
	default:
		return nil
	}
}
