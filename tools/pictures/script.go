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
	{texts: []string{"DEMO", "Customers (12)", "A104480112"}, picture: "customers", title: "btalk: customers"},
	{keys: ":voicesites" + enter, texts: []string{"Voicesites (600)"}},
	{keys: "/lyon", texts: []string{"FR_LYO_PARTDIEU_01", "/600)"}, picture: "voicesites", title: "btalk: a voicesite found by typing"},
	{keys: enter + esc},
	{keys: ":country FR CH NL" + enter, texts: []string{"FR CH NL", "3/3"}, picture: "coverage", title: "btalk: coverage of three countries compared"},
	{keys: ":address CH" + enter, texts: []string{"Canton", "26 to choose from"}},
	{keys: "bern" + enter, texts: []string{"Biel/Bienne"}},
	{keys: "biel", texts: []string{"2 of 167"}, picture: "areas", title: "btalk: an area found by typing"},
	{keys: enter, texts: []string{"Street", "0/60"}},
	{keys: "Zentralplatz" + enter + "49" + enter + "25", texts: []string{"Zentralplatz", "2 characters"}, picture: "address", title: "btalk: a voicesite address, each rule checked as it is typed"},
}
