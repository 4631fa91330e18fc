package measure

import (
	"cmp"
	"testing"
	"time"

	"btalk/internal/ptytest"
)

// What may go over the line, in bytes.
const (
	moveBytes   = 200
	paneBytes   = 400 // of a move after which the keyboard rests: the pane follows
	heldBytes   = 20_000
	screenBytes = 3_500
	listBytes   = 3_800 // of a list that fills 120 columns, every row of it new: docs/measures.md says why
)

func TestCursorMoveCostsFewBytes(t *testing.T) {
	t.Parallel()
	x := btalk.StartIn(t, usual(), warm(t, "voicesites"))
	x.Wait("Voicesites (600)")
	x.Quiet(settled)
	var moves []int
	for range 40 {
		moves = append(moves, cost(x, moved, func() { x.Keys(ptytest.Down) }))
	}
	if got := median(moves); got > moveBytes {
		t.Errorf("%d bytes a cursor move, at most %d are due: %d", got, moveBytes, moves)
	}
	x.Quiet(settled)
	var rests []int
	for range 10 {
		rests = append(rests, cost(x, settled, func() { x.Keys(ptytest.Down) }))
	}
	if got := median(rests); got > paneBytes {
		t.Errorf("%d bytes a cursor move with its pane, at most %d are due: %d", got, paneBytes, rests)
	}
}

func TestHeldKeyOverTheEdgeOfTheWindowCostsFewBytes(t *testing.T) {
	t.Parallel()
	x := btalk.StartIn(t, usual(), warm(t, "voicesites"))
	x.Wait("Voicesites (600)")
	x.Quiet(settled)
	got := cost(x, settled, func() {
		repeat := time.NewTicker(33 * time.Millisecond) // as keyboards do
		defer repeat.Stop()
		for range 60 {
			x.Keys(ptytest.Down)
			<-repeat.C
		}
	})
	x.Wait("61/600")
	if got > heldBytes {
		t.Errorf("%d bytes for 60 keys, at most %d are due", got, heldBytes)
	}
}

func TestFullScreenChangeCostsFewBytes(t *testing.T) {
	t.Parallel()
	x := btalk.StartIn(t, usual(), warm(t, "voicesites", "countries", "country FR CH DE PL", "http"))
	x.Wait("fetched")
	x.Quiet(settled)
	// Every change is done once before it counts: a first answer is drawn when it
	// comes, beside what was there before.
	for _, change := range []struct{ name, keys, shows string }{
		{"the palette", ":", "Go to, do"},
		{"a list by its name", "customers\r", "Customers (12)"},
		{"a list of rows", "\r", "VPN"},
		{"all voicesites of a customer", "\r", "all of"},
		{"a voicesite", "\r", "Further fields"},
		{"back to the list", "h", "1/"},
		{"help", "?", "What can be done here"},
		{"back from help", ptytest.Esc, "1/"},
		{"a menu", "s", "Sort by"},
		{"out of the menu", ptytest.Esc, "1/"},
		{"actions", "a", "1/"},
		{"out of the actions", ptytest.Esc, "1/"},
		{"raw JSON", "d", "{"},
		{"back from JSON", "h", "1/"},
	} {
		got := cost(x, settled, func() { x.Keys(change.keys); x.Wait(change.shows) })
		check(t, change.name, got, screenBytes)
	}
	const coverage = "country FR CH DE PL"
	full := map[string]int{"voicesites": listBytes, "countries": listBytes, "http": listBytes}
	for _, place := range []string{"voicesites", "countries", coverage, "http", "customers", coverage, "voicesites", "address CH"} {
		x.Keys(":")
		x.Wait("Go to, do")
		x.Keys(place)
		x.Quiet(settled)
		got := cost(x, settled, func() { x.Keys(ptytest.Enter); x.Gone("Go to, do") })
		check(t, "to "+place, got, cmp.Or(full[place], screenBytes))
		if place == "voicesites" {
			for _, page := range []string{"G", "g", "\x1b[6~", "\x1b[5~"} {
				check(t, "a page", cost(x, settled, func() { x.Keys(page) }), screenBytes)
			}
		}
	}
}

func check(t *testing.T, change string, got, most int) {
	t.Helper()
	t.Logf("%-30s %5d bytes", change, got)
	if got > most {
		t.Errorf("%s: %d bytes, at most %d are due", change, got, most)
	}
}

func TestNothingIsWrittenWhileIdle(t *testing.T) {
	t.Parallel()
	_, _, env := ptytest.Serve(t, ptytest.Unlimited())
	x := btalk.StartIn(t, usual(), env)
	x.Wait("Arverne Pneumatiques SA", "fetched")
	for _, place := range []string{"customers", "voicesites", "countries", "country FR CH", "http", "address CH"} {
		goTo(x, place)
		before, _ := x.Sent()
		<-time.After(3 * time.Second)
		if after, _ := x.Sent(); after != before {
			t.Errorf("%s: %d bytes in 3 s without a key", place, after-before)
		}
	}
}
