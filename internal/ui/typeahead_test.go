package ui

import (
	"testing"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/ui/screen"
	"btalk/internal/ui/uitest"
)

// burst sends messages before any command that they give is run.
func burst(a *App, d *uitest.Driver, msgs ...tea.Msg) {
	var cmds []tea.Cmd
	for _, msg := range msgs {
		_, cmd := a.Update(msg)
		cmds = append(cmds, cmd)
	}
	for _, cmd := range cmds {
		d.Run(cmd)
	}
}

// keysOf are the presses of a text; ⏎ is the enter key and ⎋ escape.
func keysOf(text string) []tea.Msg {
	var msgs []tea.Msg
	for _, r := range text {
		switch r {
		case '⏎':
			msgs = append(msgs, tea.KeyPressMsg{Code: tea.KeyEnter})
		case '⎋':
			msgs = append(msgs, tea.KeyPressMsg{Code: tea.KeyEscape})
		case ' ':
			msgs = append(msgs, tea.KeyPressMsg{Code: tea.KeySpace, Text: " "})
		default:
			msgs = append(msgs, tea.KeyPressMsg{Code: r, Text: string(r)})
		}
	}
	return msgs
}

func TestKeysOfABurstReachTheScreenTheyWereMeantFor(t *testing.T) {
	for _, test := range []struct {
		name, keys string
		want       []string
	}{
		{"the filter of the place that the palette opens", ":customers⏎/log⏎", []string{"Customers (1/3)", "Łódź Logistics"}},
		{"the site of the list that the palette opens", ":voicesites⏎/00004⏎⏎", []string{"(1/6) › FR_LYO_00004", "As on a letter"}},
		{"the row of a filter", "/log⏎⏎", []string{"Customers (1/3) › Łódź Logistics (2)"}},
		{"down the hierarchy and back", "⏎⏎hh/acme⏎", []string{"Customers (1/3)"}},
		{"a palette that is left", ":count⎋/log⏎", []string{"Customers (1/3)", "Łódź Logistics"}},
		{"an action of the palette", ":countries⏎:customers⏎/log⏎", []string{"Customers (1/3)"}},
	} {
		bubble(t, test.name, func(t *testing.T) {
			a, d := dashboard(t, newFake(), 120, 36)
			burst(a, d, keysOf(test.keys)...)
			d.Want(test.want...)
		})
	}
	bubble(t, "a paste waits for the line it was meant for", func(t *testing.T) {
		a, d := dashboard(t, newFake(), 120, 36)
		msgs := append(keysOf(":countries⏎:customers⏎/"), tea.PasteMsg{Content: "log"})
		burst(a, d, append(msgs, keysOf("⏎")...)...)
		d.Want("Customers (1/3)", "Łódź Logistics")
	})
	bubble(t, "text typed into a line waits for nothing", func(t *testing.T) {
		a, d := dashboard(t, newFake(), 120, 36)
		d.Press("/")
		for _, msg := range keysOf("logistics") {
			a.Update(msg)
		}
		d.Want("Customers (1/3)", "logistics")
	})
}

func TestWhatTakesLongIsNotWaitedFor(t *testing.T) {
	bubble(t, "a key goes on after the patience", func(t *testing.T) {
		a, d := dashboard(t, newFake(), 120, 36)
		a.ahead.last = &errand{until: a.env.Now().Add(keyPatience)}
		a.ahead.last.open.Add(1) // and never an answer
		_, late := a.Update(uitest.Key(t, "enter"))
		if len(a.stack) != 1 {
			t.Fatal("the key did not wait")
		}
		d.Run(late)
		if len(a.stack) != 2 {
			t.Error("the key waits for ever")
		}
	})
	bubble(t, "ctrl+c waits for nothing, and ends what waits", func(t *testing.T) {
		a, d := dashboard(t, newFake(), 120, 36)
		a.Update(screen.PushMsg{To: screen.Palette{}})
		a.ahead.last = &errand{until: a.env.Now().Add(keyPatience)}
		a.ahead.last.open.Add(1)
		a.Update(uitest.Key(t, "x"))
		_, cmd := a.Update(uitest.Key(t, "ctrl+c"))
		d.Run(cmd)
		if !d.Quit || len(a.ahead.waiting) != 0 {
			t.Errorf("quit %v, %d keys wait", d.Quit, len(a.ahead.waiting))
		}
	})
}
