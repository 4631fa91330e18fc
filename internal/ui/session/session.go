// Package session is what the dashboard remembers from one start to the next:
// the last place, the places before it, and small choices. It turns them into
// bytes and back. It reads and writes no file, and restores nothing by itself;
// only ui imports it.
package session

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
			place, route, err := encodeRoute(step.Route)
			if err != nil {
				return nil, err
			}
			entries = append(entries, entry{Place: place, Route: route, Kept: step.Kept})
		}
		doc.Paths = append(doc.Paths, entries)
	}
	return json.Marshal(doc)
}

// Decode reads a state. What is damaged, or comes from another version, is
// left out: a start never fails for what it remembers.
func Decode(data []byte) State {
	state := State{Memory: screen.Memory{}}
	var doc document
	if json.Unmarshal(data, &doc) != nil || doc.Version != version {
		return state
	}
	maps.Copy(state.Memory, doc.Memory)
	for i, entries := range doc.Paths {
		path := decodePath(entries)
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
func decodePath(entries []entry) Path {
	var path Path
	for _, e := range entries {
		route, err := decodeRoute(e.Place, e.Route)
		if err != nil {
			return path
		}
		path = append(path, Step{Route: route, Kept: e.Kept})
	}
	return path
}
