package session

import (
	"bytes"
	"encoding/json"
	"fmt"

	"btalk/internal/ui/screen"
)

// places are the routes that can be returned to, by the names used on disk.
// What is not here (a form, a question, a menu) is left out of a path.
var places = map[string]func([]byte) (screen.Route, error){
	"customers":  as[screen.Customers],
	"vpns":       as[screen.VPNs],
	"voicesites": as[screen.VoiceSites],
	"voicesite":  as[screen.VoiceSite],
	"countries":  as[screen.Countries],
	"coverage":   as[screen.Coverage],
	"orders":     as[screen.Orders],
	"order":      as[screen.Order],
	"numbers":    as[screen.Numbers],
	"changes":    as[screen.Changes],
	"http":       as[screen.HTTP],
	"cache":      as[screen.Cache],
}

func as[R screen.Route](data []byte) (screen.Route, error) {
	var route R
	err := json.Unmarshal(data, &route)
	return route, err
}

// nameOf is the name of a place that can be returned to; empty for any other.
func nameOf(route screen.Route) string {
	switch route.(type) {
	case screen.Customers:
		return "customers"
	case screen.VPNs:
		return "vpns"
	case screen.VoiceSites:
		return "voicesites"
	case screen.VoiceSite:
		return "voicesite"
	case screen.Countries:
		return "countries"
	case screen.Coverage:
		return "coverage"
	case screen.Orders:
		return "orders"
	case screen.Order:
		return "order"
	case screen.Numbers:
		return "numbers"
	case screen.Changes:
		return "changes"
	case screen.HTTP:
		return "http"
	case screen.Cache:
		return "cache"
	}
	return ""
}

// Lasting reports whether route is a place that can be returned to.
func Lasting(route screen.Route) bool { return nameOf(route) != "" }

// Same reports whether two routes lead to the same place.
func Same(a, b screen.Route) bool {
	nameA, dataA, errA := encodeRoute(a)
	nameB, dataB, errB := encodeRoute(b)
	return errA == nil && errB == nil && nameA == nameB && bytes.Equal(dataA, dataB)
}

func encodeRoute(route screen.Route) (place string, data []byte, err error) {
	place = nameOf(route)
	if place == "" {
		return "", nil, fmt.Errorf("%T is not a place to return to", route)
	}
	data, err = json.Marshal(route)
	return place, data, err
}

func decodeRoute(place string, data []byte) (screen.Route, error) {
	decode, known := places[place]
	if !known {
		return nil, fmt.Errorf("there is no place %q", place)
	}
	return decode(data)
}
