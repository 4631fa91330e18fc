package listing_test

import (
	"strings"
	"testing"

	"btalk/internal/ui/listing"
	"btalk/internal/ui/listing/listingtest"
	"btalk/internal/ui/screen"
)

func TestSortMenu(t *testing.T) {
	t.Parallel()
	drive(t, &source{things: some(12)}, 80, 20, func(d *listingtest.Driver, l *listing.List[thing]) {
		d.Press("s")
		d.Want("Sort by", "Thing", "Kind", "as the server gave them")
		if !l.Typing() {
			t.Error("an open menu does not own the keys")
		}
		d.Press("2")
		d.Want("Kind ▲", "7/12")
		d.Press("S")
		d.Want("Kind ▼")
	})
}

func TestAMenuStandsAloneForThoseWhoListen(t *testing.T) {
	t.Parallel()
	list, env := newList(t, "mono", &source{things: some(12)})
	env.Accessible = true
	listingtest.Drive(t, list, 80, 20, func(d *listingtest.Driver) {
		d.Press("s")
		d.Want("Sort by", "as the server gave them")
		d.WantNot("Thing 1", "1/12")
		d.Press("esc")
		d.Want("Thing 1", "1/12")
	})
}

func TestColumnChooserStaysOpenAndIsRemembered(t *testing.T) {
	t.Parallel()
	s := &source{things: some(3)}
	var kept []byte
	drive(t, s, 80, 20, func(d *listingtest.Driver, l *listing.List[thing]) {
		d.Press("c", "1")
		d.Want("[x] Thing", "[ ] Kind")
		d.Press("esc")
		d.WantNot("Kind")
		kept = l.Keep()
	})
	drive(t, s, 80, 20, func(d *listingtest.Driver, l *listing.List[thing]) {
		l.Restore(kept)
		d.WantNot("Kind")
	})
}

func TestColumnsAreChosenForAllListsOfAKind(t *testing.T) {
	t.Parallel()
	memory := screen.Memory{}
	first, env := newList(t, "mono", &source{things: some(3)})
	env.Memory = memory
	var kept []byte
	listingtest.Drive(t, first, 80, 20, func(d *listingtest.Driver) {
		kept = first.Keep()
		d.Press("c", "1", "esc")
	})
	env = listingtest.Env(t, "mono")
	env.Memory = memory
	second := listing.New(env, configOf(&source{things: some(3)}))
	listingtest.Drive(t, second, 80, 20, func(d *listingtest.Driver) {
		d.WantNot("Kind")
		second.Restore(kept) // a place from before the choice
		d.WantNot("Kind")
	})
}

func TestPlaceComesBack(t *testing.T) {
	t.Parallel()
	s := &source{things: some(60)}
	var kept []byte
	drive(t, s, 80, 20, func(d *listingtest.Driver, l *listing.List[thing]) {
		d.Press("s", "1", "S", "/")
		d.Type("thing")
		d.Press("enter", "pgdown", "down")
		d.Want("/60 of 60")
		kept = l.Keep()
	})
	list, _ := newList(t, "mono", s)
	list.Restore(kept) // before there is anything, as the root does
	listingtest.Drive(t, list, 80, 20, func(d *listingtest.Driver) {
		d.Want("/thing", "Thing ▼")
		if string(list.Keep()) != string(kept) {
			t.Errorf("got %s, want %s", list.Keep(), kept)
		}
		list.Restore([]byte("nonsense"))
		if string(list.Keep()) != string(kept) {
			t.Error("nonsense changed the place")
		}
	})
}

func TestCopy(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ key, want string }{
		{"i", "id-2"},
		{"r", "Thing 2\tlarge\tid-2"},
		{"j", "{\n  \"id\": \"id-2\"\n}\n"},
		{"u", `curl -H "Authorization: Bearer $BTALK_TOKEN" -H "X-BT-API-KEY: $BTALK_API_KEY" "$BTALK_BASE_URL"'/things/id-2'`},
		{"2", "large"},
	} {
		drive(t, &source{things: some(3)}, 80, 20, func(d *listingtest.Driver, _ *listing.List[thing]) {
			d.Press("down", "y", tc.key)
			if got, ok := d.LastAsked().(screen.CopyMsg); !ok || got.Text != tc.want {
				t.Errorf("%s: got %#v, want %q", tc.key, d.LastAsked(), tc.want)
			}
		})
	}
}

func TestActionsTakeTheRowSeenOrTheMarkedOnes(t *testing.T) {
	t.Parallel()
	drive(t, &source{things: some(5)}, 80, 20, func(d *listingtest.Driver, _ *listing.List[thing]) {
		d.Press("down", "w")
		d.WantPush(screen.Address{Site: "id-2"})
		d.Press("space", "space", "a")
		d.Want("2 marked things", "one at a time")
		d.Press("m")
		d.WantPush(screen.Coverage{ISO2: []string{"id-2", "id-3"}})
		d.Want("2 marked")
	})
}

func TestAnActionMeansTheRowsOfItsTitle(t *testing.T) {
	t.Parallel()
	s := &source{things: some(5)}
	drive(t, s, 80, 20, func(d *listingtest.Driver, l *listing.List[thing]) {
		d.Press("down", "a")
		d.Want("━ Thing 2 ━")
		s.things = s.things[2:] // the row goes while the menu is open
		d.Do(l.Reload())
		d.Press("w")
		d.WantPush(screen.Address{Site: "id-2"})
	})
}

// What is marked is what is meant.
func TestExportTakesTheMarkedRows(t *testing.T) {
	t.Parallel()
	s := &source{things: []thing{{"1", "one", "a"}, {"2", "two", "b"}, {"3", "three", "c"}}}
	list, _ := newList(t, "mono", s)
	listingtest.Drive(t, list, 80, 20, func(d *listingtest.Driver) {
		d.Press("j", "space", "e", "C")
		copied, ok := d.LastAsked().(screen.CopyMsg)
		if !ok || copied.What != "1 marked things as CSV" || copied.Text != "Thing,Kind,Id\ntwo,b,2\n" {
			t.Errorf("got %#v", d.LastAsked())
		}
	})
}

func TestExport(t *testing.T) {
	t.Parallel()
	s := &source{things: []thing{{"1", "=HYPERLINK(1)", "a,b"}, {"2", "plain|pipe", "-1"}}}
	list, env := newList(t, "mono", s)
	files := map[string]string{}
	env.Export = func(name string, content []byte) (string, error) {
		files[name] = string(content)
		return "/somewhere/" + name, nil
	}
	listingtest.Drive(t, list, 80, 20, func(d *listingtest.Driver) {
		for _, form := range []string{"c", "j", "m"} {
			d.Press("e", form)
			if toast, ok := d.LastAsked().(screen.ToastMsg); !ok || !strings.Contains(toast.Text, "exported 2 things to /somewhere/things-20261122-103000.") {
				t.Errorf("%s: got %#v", form, d.LastAsked())
			}
		}
		d.Press("e", "C")
		if copied, ok := d.LastAsked().(screen.CopyMsg); !ok || copied.What != "2 things as CSV" {
			t.Errorf("got %#v", d.LastAsked())
		}
	})
	for name, want := range map[string]string{
		"things-20261122-103000.csv":  "Thing,Kind,Id\n'=HYPERLINK(1),\"a,b\",1\nplain|pipe,-1,2\n",
		"things-20261122-103000.json": "[\n  {\n    \"id\": \"1\"\n  },\n  {\n    \"id\": \"2\"\n  }\n]\n",
		"things-20261122-103000.md":   "| Thing | Kind | Id |\n| --- | --- | --- |\n| =HYPERLINK(1) | a,b | 1 |\n| plain\\|pipe | -1 | 2 |\n",
	} {
		if files[name] != want {
			t.Errorf("%s: got %q, want %q", name, files[name], want)
		}
	}
}
