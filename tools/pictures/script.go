package main

// A step types keys, waits until every text stands on the screen and the screen
// is quiet, and takes a picture if it has a name for one.
type step struct {
	keys    string
	texts   []string
	picture string
	title   string
}

// The keys that are not themselves.
const (
	enter = "\r"
	esc   = "\x1b"
)

// script is the walk through the demo that the README shows.
var script = []step{
	{texts: []string{"DEMO", "customers"}, picture: "customers", title: "btalk: customers"},
	{keys: ":voicesites" + enter, texts: []string{"voicesites"}},
	{keys: "/lyon", texts: []string{"lyon"}, picture: "voicesites", title: "btalk: a voicesite found by typing"},
	{keys: enter + esc + ":country FR CH NL" + enter, texts: []string{"CH", "NL"}, picture: "coverage", title: "btalk: coverage of three countries compared"},
	{keys: ":address CH" + enter, texts: []string{"CH"}, picture: "address", title: "btalk: a voicesite address, step by step"},
}
