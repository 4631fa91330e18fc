package cli

import (
	"strings"
	"testing"

	"btalk/internal/sandbox"
)

func TestAddressSpread(t *testing.T) {
	b := newBench(t, sandbox.Options{})
	for name, test := range map[string]struct {
		args []string
		in   string
		out  string
		told string // on standard error
		code int
	}{
		"fields in the order of the schema, then the words that got none": {
			[]string{"FR", "12", "bis", "rue", "Victor", "Hugo,", "BP", "30,", "75001", "Paris"},
			"",
			"hno=12\nhns=BIS\nsts=RUE\na6=Victor Hugo\npc=75001\na3=Paris\nnot placed: BP\nnot placed: 30\n", "not placed: BP 30: a post office box", exitDone,
		},
		"the code in any case": {
			[]string{"ch", "Bahnhofstrasse 12, CH-8001 Zürich"}, "", "a6=Bahnhofstrasse\nhno=12\npc=8001\na3=Zürich\n", "", exitDone,
		},
		"lines from standard input": {
			[]string{"US", "-"}, "1 Main Street\r\nSeattle, WA 98101-1234\r\n", "hno=1\na6=Main\nsts=ST\na3=Seattle\na1=WA\npc=98101-1234\n", "", exitDone,
		},
		"a value that the schema refuses is told": {
			[]string{"NO", "Keiser Wilhelms gate 19-21, 6003 Ålesund"}, "", "a6=Keiser Wilhelms gate\nhno=19-21\npc=6003\na3=Ålesund\n", "hno: “19-21” does not fit the pattern", exitDone,
		},
		"two readings fill nothing": {
			[]string{"FI", "Kirkkokatu 2 a, 90100 Oulu"}, "", "a6=Kirkkokatu\npc=90100\na3=Oulu\nnot placed: 2\nnot placed: a\n", "not placed: 2 a: the letter may be of the house or of the staircase", exitDone,
		},
		"nothing to place":       {[]string{"FR", "BP 30"}, "", "not placed: BP\nnot placed: 30\n", "no word of the text could be placed in a field", exitNothing},
		"no text":                {[]string{"FR", "-"}, " \n", "", "there is no address to spread", exitUsage},
		"a text too long":        {[]string{"FR", "-"}, strings.Repeat("rue ", 1000), "", "an address at most 2000", exitUsage},
		"a country nobody knows": {[]string{"ZZ", "1 rue X, 75001 Paris"}, "", "", "no country has the code", exitNothing},
		"a country and no text":  {[]string{"FR"}, "", "", "the address to spread", exitUsage},
		"an escape sequence stays out of the terminal": {
			[]string{"CH", "Bahn\x1b[31mhofstrasse 1, 8001 Zürich"}, "", "a6=Bahn [31mhofstrasse\nhno=1\npc=8001\na3=Zürich\n", "", exitDone,
		},
	} {
		t.Run(name, func(t *testing.T) {
			got := b.runWith(t, test.in, append([]string{"address", "spread"}, test.args...)...)
			if got.out != test.out || got.code != test.code || !strings.Contains(got.err, test.told) {
				t.Errorf("exit %d\n%s%s\nwant exit %d\n%s…%s", got.code, got.out, got.err, test.code, test.out, test.told)
			}
		})
	}
}

func TestAddressSpreadAsJSON(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	got := b.mustRun(t, "address", "spread", "NO", "Storgata 19-21, Postboks 5, 6003 Ålesund", "-o", "json").object(t)
	refused, _ := got["refused"].([]any)
	left, _ := got["notPlaced"].([]any)
	if got["a3"] != "Ålesund" || got["pc"] != "6003" || len(refused) != 1 || len(left) != 2 {
		t.Errorf("%v", got)
	}
}
