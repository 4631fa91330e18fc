// Package fields reads objects of which only some fields are known: the known ones
// by name, and every other one kept in the order it was sent, so that nothing a
// server says is lost because no document speaks of it.
//
// A known name counts as read only when its value is of the kind that was asked
// for: a status that is suddenly an object is shown with the rest. It is pure;
// packages of values (tracking, bills) may import it.
package fields

import (
	"strconv"

	"btalk/internal/models"
)

// Field is a value that no rule asked for. Path says where it stood:
// "site.floor", "note[0].text".
type Field struct {
	Path, Value models.Text
}

// Reader reads one object. The zero value, and nil, is an object without fields.
type Reader struct {
	fields   []models.Field
	read     []bool
	children map[int][]*Reader // of fields that were read as objects
}

// Of reads an object; anything else has no fields.
func Of(value models.Value) *Reader {
	object := value.Object().Fields
	return &Reader{fields: object, read: make([]bool, len(object))}
}

// find gives the first field that has one of the names, in the order of the names,
// and whose value is acceptable; -1 when there is none.
func (r *Reader) find(names []string, acceptable func(models.Value) bool) int {
	if r == nil {
		return -1
	}
	for _, name := range names {
		for i, field := range r.fields {
			if field.Key == name && !r.read[i] && acceptable(field.Value) {
				return i
			}
		}
	}
	return -1
}

func isScalar(value models.Value) bool {
	switch value.Kind() {
	case models.StringValue, models.NumberValue, models.BoolValue:
		return true
	default:
		return false
	}
}

func isObject(value models.Value) bool { return value.Kind() == models.ObjectValue }

// Text reads a string, a number or a flag.
func (r *Reader) Text(names ...string) models.Text {
	return r.Value(isScalar, names...).Text()
}

// Value reads a value that is acceptable; nil when there is none.
func (r *Reader) Value(acceptable func(models.Value) bool, names ...string) models.Value {
	at := r.find(names, acceptable)
	if at < 0 {
		return nil
	}
	r.read[at] = true
	return r.fields[at].Value
}

// Object reads an object. What is not read of it stays among the rest.
func (r *Reader) Object(names ...string) *Reader {
	at := r.find(names, isObject)
	if at < 0 {
		return nil
	}
	child := Of(r.fields[at].Value)
	r.keep(at, child)
	return child
}

// Objects reads a list of objects, or one object for a list of one. Elements of
// another kind stay among the rest.
func (r *Reader) Objects(names ...string) []*Reader {
	at := r.find(names, func(value models.Value) bool {
		return isObject(value) || value.Kind() == models.ListValue
	})
	if at < 0 {
		return nil
	}
	value := r.fields[at].Value
	if isObject(value) {
		child := Of(value)
		r.keep(at, child)
		return []*Reader{child}
	}
	r.read[at] = true
	var objects []*Reader
	for _, element := range value.List() {
		child := Of(element)
		if isObject(element) {
			objects = append(objects, child)
		} else {
			child = &Reader{fields: []models.Field{{Value: element}}, read: []bool{false}}
		}
		r.keep(at, child)
	}
	return objects
}

func (r *Reader) keep(at int, child *Reader) {
	r.read[at] = true
	if r.children == nil {
		r.children = map[int][]*Reader{}
	}
	r.children[at] = append(r.children[at], child)
}

// Rest gives what was not read, in the order it was sent.
func (r *Reader) Rest() []Field { return r.rest(nil, "") }

func (r *Reader) rest(to []Field, path string) []Field {
	if r == nil {
		return to
	}
	for i, field := range r.fields {
		at := join(path, field.Key)
		switch children := r.children[i]; {
		case !r.read[i]:
			to = flatten(to, at, field.Value, 0)
		case len(children) == 1 && isObject(field.Value):
			to = children[0].rest(to, at)
		default:
			for n, child := range children {
				to = child.rest(to, at+"["+strconv.Itoa(n)+"]")
			}
		}
	}
	return to
}

// deepest is the depth from which an object is shown as JSON.
const deepest = 5

// flatten gives a value as fields of one line each.
func flatten(to []Field, path string, value models.Value, depth int) []Field {
	switch kind := value.Kind(); {
	case kind == models.ObjectValue && depth < deepest && len(value.Object().Fields) > 0:
		for _, field := range value.Object().Fields {
			to = flatten(to, join(path, field.Key), field.Value, depth+1)
		}
		return to
	case kind == models.ListValue && depth < deepest && len(value.List()) > 0:
		for i, element := range value.List() {
			to = flatten(to, path+"["+strconv.Itoa(i)+"]", element, depth+1)
		}
		return to
	case isScalar(value):
		return append(to, Field{models.NewText(path), value.Text()})
	case kind == models.NullValue:
		return append(to, Field{Path: models.NewText(path)})
	}
	return append(to, Field{models.NewText(path), models.NewText(string(value))})
}

func join(path, key string) string {
	switch {
	case path == "":
		return key
	case key == "":
		return path
	}
	return path + "." + key
}
