package api

import (
	"errors"

	"btalk/internal/models"
)

var (
	errNothing = errors.New("the answer is empty: nothing of what was asked for is in it")
	errNoItem  = errors.New("no item of the list could be read")
	errNoList  = errors.New("a list was expected")
)

// one reads a single thing, alone or as the only item of a list. A thing that says
// nothing ({}, null, an error with status 200) is not an answer: it is an error, and
// load does not store what read gives with one. With an empty list it is otherwise:
// that there is none is an answer.
func one[T any](decode func(models.Value) (value T, ok bool)) decoder[T] {
	return func(doc models.Value) (value T, skipped int, err error) {
		if items := doc.List(); len(items) == 1 {
			doc = items[0]
		}
		if doc.Kind() != models.ObjectValue {
			return value, 0, errNothing
		}
		value, ok := decode(doc)
		if !ok {
			return value, 0, errNothing
		}
		return value, 0, nil
	}
}

// all reads a list. A bad item costs only itself, unless there is no good one.
func all[T any](decode func(models.Value) (T, bool)) decoder[[]T] {
	return func(doc models.Value) ([]T, int, error) {
		items := doc.List()
		values := make([]T, 0, len(items))
		for _, item := range items {
			if value, ok := decode(item); ok {
				values = append(values, value)
			}
		}
		skipped := len(items) - len(values)
		if skipped > 0 && len(values) == 0 {
			return values, skipped, errNoItem
		}
		return values, skipped, nil
	}
}

// document reads an object, or a list of entries, that tells when it says nothing:
// then it is not an answer.
func document[T interface{ Known() bool }](decode func(models.Value) T) decoder[T] {
	return func(doc models.Value) (value T, skipped int, err error) {
		if value = decode(doc); !value.Known() {
			return value, 0, errNothing
		}
		return value, 0, nil
	}
}
