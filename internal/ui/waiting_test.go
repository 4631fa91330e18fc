package ui

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

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

// outcome is what there is to see once everything that keys set going is over.
func outcome(t *testing.T, change func(*Options), press func(a *App, d *uitest.Driver)) string {
	t.Helper()
	a, d := dashboard(t, newFake(), 120, 36, change)
	press(a, d)
	for range 3 { // a remark that still shows, a pane that follows
		<-time.After(20 * time.Second)
		d.Send(a.frame.Wake())
	}
	if len(a.waiting) > 0 {
		t.Errorf("%d keys wait for ever", len(a.waiting))
	}
	moment := regexp.MustCompile(`\d{8}-\d{6}`) // in the names of files
	return fmt.Sprintf("%d screens, quit %v\n%s", a.stack.Len(), d.Quit, moment.ReplaceAllString(d.Frame(), "MOMENT"))
}

// sameAsSingly fails unless a burst does what the same keys do one by one, each
// after everything that the one before it set going.
func sameAsSingly(t *testing.T, keys []tea.Msg, start ...screen.Route) {
	t.Helper()
	change := func(o *Options) { o.Start = start }
	singly := outcome(t, change, func(_ *App, d *uitest.Driver) {
		for _, key := range keys {
			d.Send(key)
		}
	})
	together := outcome(t, change, func(a *App, d *uitest.Driver) { burst(a, d, keys...) })
	if strings.Contains(together, "● Search") || strings.Contains(singly, "● Search") {
		return // a pause looks the text up there, on purpose: nobody takes an address unseen
	}
	if singly != together {
		t.Errorf("%v\none by one / in one burst:\n%s", keys, differing(singly, together))
	}
}

// differing are the lines in which two frames differ.
func differing(one, other string) string {
	var out strings.Builder
	lines, others := strings.Split(one, "\n"), strings.Split(other, "\n")
	for i := range min(len(lines), len(others)) {
		if lines[i] != others[i] {
			out.WriteString("- " + lines[i] + "\n+ " + others[i] + "\n")
		}
	}
	return out.String()
}

// everyPlace is one route to each screen.
func everyPlace() map[string][]screen.Route {
	customers := screen.Customers{}
	return map[string][]screen.Route{
		"customers":  {customers},
		"vpns":       {customers, screen.VPNs{Customer: "1000", Name: "ACME"}},
		"voicesites": {customers, screen.VoiceSites{}},
		"voicesite":  {customers, screen.VoiceSites{}, screen.VoiceSite{ID: "s00001"}},
		"countries":  {screen.Countries{}},
		"coverage":   {screen.Countries{}, screen.Coverage{ISO2: []string{"FR", "CH"}}},
		"address":    {customers, screen.Address{}},
		"orders":     {customers, screen.Orders{Customer: "1000", Name: "ACME"}},
		"tracking":   {customers, screen.Tracking{}},
		"ordersite":  {customers, screen.OrderSite{Customer: "1000"}},
		"numbers":    {customers, screen.Numbers{Customer: "1000", Name: "ACME"}},
		"ranges":     {customers, screen.Ranges{Customer: "1000"}},
		"changes":    {customers, screen.Changes{}},
		"http":       {customers, screen.HTTP{}},
		"cache":      {customers, screen.Cache{}},
	}
}

// namedKeys are presses by their names.
func namedKeys(t *testing.T, names string) []tea.Msg {
	t.Helper()
	var keys []tea.Msg
	for name := range strings.FieldsSeq(names) {
		keys = append(keys, uitest.Key(t, name))
	}
	return keys
}

// globalKeys are the keys that mean something on every screen, and the one that
// opens another.
const globalKeys = ": ? [ ] ctrl+l t esc left q enter"

func TestEveryPairOfGlobalKeysInOneBurst(t *testing.T) {
	for name, start := range everyPlace() {
		bubble(t, name, func(t *testing.T) {
			for _, first := range namedKeys(t, globalKeys) {
				for _, second := range namedKeys(t, globalKeys) {
					sameAsSingly(t, []tea.Msg{first, second}, start...)
				}
			}
		})
	}
}

func TestRandomBursts(t *testing.T) {
	const bursts, otherKeys = 1000, " down / r a y d s tab"
	random := rand.New(rand.NewPCG(1, 2))
	for n := range bursts {
		bubble(t, strconv.Itoa(n), func(t *testing.T) {
			places := everyPlace()
			names := slices.Sorted(maps.Keys(places))
			keys := append(namedKeys(t, globalKeys+otherKeys), keysOf(":/ acme⏎⏎⏎⎋x1 jjk")...)
			var pressed []tea.Msg
			for range 2 + random.IntN(12) {
				pressed = append(pressed, keys[random.IntN(len(keys))])
			}
			sameAsSingly(t, pressed, places[names[random.IntN(len(names))]]...)
		})
	}
}
