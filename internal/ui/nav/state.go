// Package nav is where one can go in the dashboard and where one was: the table
// of places, the history, and what is remembered of both from one start to the
// next. It reads and writes no file and opens no screen by itself; only ui
// imports it.
package nav

import (
	"encoding/json"
	"maps"

	"btalk/internal/ui/screen"
)

// version goes up when an older btalk could misread the bytes.
const version = 1

// State is what is remembered of one profile.
type State struct {
	History History
	Memory  screen.Memory
}

// document is State on disk.
type document struct {
	Version int               `json:"version"`
	At      int               `json:"at"`
	Paths   [][]entry         `json:"paths"`
	Memory  map[string][]byte `json:"memory,omitempty"`
}

// entry is a Step on disk.
type entry struct {
	Place string          `json:"place"`
	Route json.RawMessage `json:"route"`
	Kept  []byte          `json:"kept,omitempty"`
}

// Encode writes the state down.
func Encode(state State) ([]byte, error) {
	doc := document{Version: version, At: state.History.at, Memory: maps.Clone(state.Memory)}
	for _, path := range state.History.paths {
		entries := make([]entry, 0, len(path))
		for _, step := range path {
			route, err := json.Marshal(step.Route)
			if err != nil {
				return nil, err
			}
			entries = append(entries, entry{Place: screen.PlaceOf(step.Route), Route: route, Kept: step.Kept})
		}
		doc.Paths = append(doc.Paths, entries)
	}
	return json.Marshal(doc)
}

// Decode reads a state. What is damaged, or comes from another version, is
// left out: a start never fails for what it remembers.
func Decode(data []byte, places Table) State {
	state := State{Memory: screen.Memory{}}
	var doc document
	if json.Unmarshal(data, &doc) != nil || doc.Version != version {
		return state
	}
	maps.Copy(state.Memory, doc.Memory)
	for i, entries := range doc.Paths {
		path := decodePath(entries, places)
		if len(path) == 0 {
			continue
		}
		state.History.paths = append(state.History.paths, path)
		if i <= doc.At {
			state.History.at = len(state.History.paths) - 1
		}
	}
	return state
}

// decodePath reads a path as far as it can be understood.
func decodePath(entries []entry, places Table) Path {
	var path Path
	for _, e := range entries {
		route, ok := places.decode(e.Place, e.Route)
		if !ok {
			return path
		}
		path = append(path, Step{Route: route, Kept: e.Kept})
	}
	return path
}
