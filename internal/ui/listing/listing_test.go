package listing_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
	"btalk/internal/ui/keymap"
	"btalk/internal/ui/listing"
	"btalk/internal/ui/listing/listingtest"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/table"
	"btalk/internal/ui/widget"
)

type thing struct{ id, name, kind string }

// source answers as a test wants; it counts what it was asked.
type source struct {
	things []thing
	err    error
	stale  bool
	note   string
	skip   int
	asked  []models.Mode
}

func (s *source) read(_ context.Context, mode models.Mode) (models.Snapshot[[]thing], error) {
	s.asked = append(s.asked, mode)
	return models.Snapshot[[]thing]{
		Value: s.things, Fetched: listingtest.Now(), Stale: s.stale && mode == models.Cached, Note: s.note, Skipped: s.skip,
	}, s.err
}

func some(n int) []thing {
	things := make([]thing, n)
	for i := range things {
		things[i] = thing{fmt.Sprintf("id-%d", i+1), fmt.Sprintf("Thing %d", i+1), []string{"small", "large"}[i%2]}
	}
	return things
}

func newList(t testing.TB, theme string, s *source) (*listing.List[thing], *screen.Env) {
	t.Helper()
	env := listingtest.Env(t, theme)
	return listing.New(env, listing.Config[thing]{
		Title: func() string { return "Things" },
		Route: func() screen.Route { return screen.Customers{} },
		Nouns: "things",
		Columns: []table.Column[thing]{
			{Name: "name", Title: "Thing", Text: func(x thing) string { return x.name }, Min: 12},
			{Name: "kind", Title: "Kind", Text: func(x thing) string { return x.kind }},
			{Name: "id", Title: "Id", Text: func(x thing) string { return x.id }},
		},
		ID:    func(x thing) string { return x.id },
		Name:  func(x thing) string { return x.name },
		Raw:   func(x thing) []byte { return []byte(`{"id":"` + x.id + `"}`) },
		Path:  func(x thing) string { return "/things/" + x.id },
		Fetch: s.read,
		Open:  func(x thing) tea.Cmd { return screen.To(screen.VoiceSite{ID: x.id}) },
		Opens: "the thing",
		Actions: []listing.Action[thing]{
			{Name: "look at", Key: keymap.Address, Run: func(rows []thing) tea.Cmd { return screen.To(screen.Address{Site: rows[0].id}) }},
			{Name: "compare", Key: keymap.Compare, Many: true, Run: func(rows []thing) tea.Cmd {
				var ids []string
				for _, row := range rows {
					ids = append(ids, row.id)
				}
				return screen.To(screen.Coverage{ISO2: ids})
			}},
		},
		Detail: func(x thing) []widget.Field { return []widget.Field{{Label: "Kind", Value: x.kind}} },
		Empty:  widget.Empty("There is no thing", "r asks again"),
	}), env
}

func drive(t *testing.T, s *source, w, h int, test func(d *listingtest.Driver, l *listing.List[thing])) {
	t.Helper()
	list, _ := newList(t, "mono", s)
	listingtest.Drive(t, list, w, h, func(d *listingtest.Driver) { test(d, list) })
}

func TestWhatIsStaleShowsAtOnceAndIsRefreshedBehind(t *testing.T) {
	t.Parallel()
	s := &source{things: some(3), stale: true}
	drive(t, s, 80, 20, func(d *listingtest.Driver, _ *listing.List[thing]) {
		d.Want("Thing 1", "1/3")
		if fmt.Sprint(s.asked) != fmt.Sprint([]models.Mode{models.Cached, models.Refresh}) {
			t.Errorf("asked %v", s.asked)
		}
	})
}

func TestFilterIsAppliedBeforeEnterIsHeard(t *testing.T) {
	t.Parallel()
	drive(t, &source{things: some(50)}, 80, 20, func(d *listingtest.Driver, _ *listing.List[thing]) {
		d.Press("/")
		d.Type("thing 37")
		d.Press("enter", "enter")
		d.WantPush(screen.VoiceSite{ID: "id-37"})
		d.Want("/thing 37", "1/1 of 50")
	})
}

func TestEscClearsTheFilterFirst(t *testing.T) {
	t.Parallel()
	drive(t, &source{things: some(50)}, 80, 20, func(d *listingtest.Driver, l *listing.List[thing]) {
		d.Press("/")
		d.Type("37")
		d.Press("enter")
		if !l.Holding() || l.Typing() {
			t.Errorf("with a filter: holding %v, typing %v", l.Holding(), l.Typing())
		}
		d.Press("esc")
		if l.Holding() {
			t.Error("esc did not clear the filter")
		}
		d.Want("37/50")
	})
}

func TestNoHitSaysWhatToDo(t *testing.T) {
	t.Parallel()
	drive(t, &source{things: some(5)}, 80, 20, func(d *listingtest.Driver, _ *listing.List[thing]) {
		d.Press("/")
		d.Type("qqq")
		d.Want(`None of 5 things answers "qqq"`, "esc clears the filter", "0/0 of 5")
	})
}

func TestOldDataStayBesideAnError(t *testing.T) {
	t.Parallel()
	s := &source{things: some(3)}
	drive(t, s, 80, 20, func(d *listingtest.Driver, l *listing.List[thing]) {
		s.err = &models.Error{Op: "list things", Kind: models.Offline}
		d.Press("r")
		d.Want("! The API could not be reached", "Thing 1")
		if l.Report().Err == nil {
			t.Error("the report says nothing of the error")
		}
		s.err = nil
		d.Press("r")
		d.WantNot("could not be reached")
	})
}

func TestStatesStandWhereRowsWouldBe(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name string
		s    source
		want []string
	}{
		{"empty", source{}, []string{"There is no thing", "r asks again"}},
		{"offline", source{err: &models.Error{Op: "list things", Kind: models.Offline}}, []string{"The API could not be reached", "r tries again"}},
		{"throttled", source{err: &models.Error{Op: "list things", Kind: models.Throttled}}, []string{"The request limit is reached", "countdown"}},
		{"not held", source{err: &models.Error{Op: "list things", Kind: models.NotHeld}}, []string{"nothing is held", "--offline"}},
		{"a fault", source{err: errors.New("odd\x1b[31m")}, []string{"odd", "doctor"}},
		{"items left out", source{things: some(2), skip: 3}, []string{"3 could not be read", "Thing 2"}},
		{"a note", source{things: some(2), note: "the API does not say"}, []string{"! The API does not say", "Thing 2"}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			for _, size := range append(listingtest.Sizes(), tea.WindowSizeMsg{Width: 1, Height: 1}) {
				drive(t, &tc.s, size.Width, size.Height, func(d *listingtest.Driver, _ *listing.List[thing]) {
					if size.Width == 1 {
						_ = d.Frame()
						return
					}
					d.Want(tc.want...)
				})
			}
		})
	}
}

func TestNothingIsSaidOfAFetchThatIsQuick(t *testing.T) {
	t.Parallel()
	list, _ := newList(t, "mono", &source{})
	list.Update(tea.WindowSizeMsg{Width: 80, Height: 20})
	list.Init()
	if view := list.View(); strings.Contains(view, "Loading") {
		t.Errorf("got %q before 300 ms", view)
	}
}

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
		"things-20261122-103000.csv":  "Thing,Kind,Id\n'=HYPERLINK(1),\"a,b\",1\nplain|pipe,'-1,2\n",
		"things-20261122-103000.json": "[\n  {\n    \"id\": \"1\"\n  },\n  {\n    \"id\": \"2\"\n  }\n]\n",
		"things-20261122-103000.md":   "| Thing | Kind | Id |\n| --- | --- | --- |\n| =HYPERLINK(1) | a,b | 1 |\n| plain\\|pipe | -1 | 2 |\n",
	} {
		if files[name] != want {
			t.Errorf("%s: got %q, want %q", name, files[name], want)
		}
	}
}

func TestPaneFollowsOnceTheKeysRest(t *testing.T) {
	t.Parallel()
	list, _ := newList(t, "mono", &source{things: some(5)})
	listingtest.Drive(t, list, 130, 20, func(d *listingtest.Driver) {
		d.Want("┌─ Thing 1 ")
		first := list.Update(listingtest.Key("down"))
		second := list.Update(listingtest.Key("down"))
		before := time.Now()
		d.Run(first)
		if d.Want("┌─ Thing 1 "); time.Since(before) < 100*time.Millisecond {
			t.Errorf("the pane follows after %v", time.Since(before))
		}
		d.Run(second)
		d.Want("┌─ Thing 3 ", "3/5")
	})
}

func TestTabGoesToThePaneAndBackGoesBack(t *testing.T) {
	t.Parallel()
	drive(t, &source{things: some(5)}, 130, 6, func(d *listingtest.Driver, l *listing.List[thing]) {
		d.Press("tab")
		d.Want("┏━ Thing 1 ")
		d.Press("down")
		d.Want("1/5")
		d.Press("esc")
		d.Want("┌─ Thing 1 ")
		if l.Holding() {
			t.Error("the pane still has the keys")
		}
	})
}

func TestPrintIsEverythingInFull(t *testing.T) {
	t.Parallel()
	drive(t, &source{things: some(40)}, 20, 5, func(_ *listingtest.Driver, l *listing.List[thing]) {
		text := l.Print()
		if !strings.Contains(text, "Thing 40  large  id-40\n") || strings.Contains(text, "\x1b") {
			t.Errorf("got %q", text)
		}
	})
}

func TestAChangeSentElsewhereRefreshesTheList(t *testing.T) {
	t.Parallel()
	s := &source{things: some(1)}
	drive(t, s, 80, 20, func(d *listingtest.Driver, _ *listing.List[thing]) {
		d.Send(screen.WroteMsg{What: "others"})
		d.Send(screen.WroteMsg{What: "things"})
		if len(s.asked) != 2 || s.asked[1] != models.Refresh {
			t.Errorf("asked %v", s.asked)
		}
	})
}

func TestKeysOfAListHaveHelpAndAreTheirOwn(t *testing.T) {
	t.Parallel()
	list, env := newList(t, "mono", &source{})
	owner := map[string]string{}
	for _, action := range []keymap.Action{keymap.Back, keymap.Palette, keymap.Help, keymap.Print, keymap.Theme, keymap.Quit} {
		for _, k := range env.Keys.Get(action).Keys() {
			owner[k] = string(action)
		}
	}
	for _, group := range append(list.FullHelp(), list.ShortHelp()) {
		for _, binding := range group {
			checkBinding(t, binding, owner)
		}
	}
	if len(list.ShortHelp()) != 5 {
		t.Errorf("got %d keys in the short help, want the five most useful", len(list.ShortHelp()))
	}
}

func checkBinding(t *testing.T, binding key.Binding, owner map[string]string) {
	t.Helper()
	if !binding.Enabled() {
		return
	}
	if binding.Help().Desc == "" {
		t.Errorf("%q has no help", binding.Keys())
	}
	for _, k := range binding.Keys() {
		if other, taken := owner[k]; taken && other != binding.Help().Desc {
			t.Errorf("%q is both %q and %q", k, other, binding.Help().Desc)
		}
		owner[k] = binding.Help().Desc
	}
}

func TestGoldenFrames(t *testing.T) {
	t.Parallel()
	things := some(40)
	things[0] = thing{"東京-1", "東京都千代田区 Étoile", "small"}
	things[1] = thing{"ar", "القاهرة", "large"}
	for _, theme := range []string{"mono", "terminal"} {
		for _, size := range listingtest.Sizes() {
			list, _ := newList(t, theme, &source{things: things})
			listingtest.Drive(t, list, size.Width, size.Height, func(d *listingtest.Driver) {
				d.Press("down", "space", "/")
				d.Type("etoile")
				d.Golden(fmt.Sprintf("filter-%dx%d-%s", size.Width, size.Height, theme))
				d.Press("esc")
				d.Golden(fmt.Sprintf("list-%dx%d-%s", size.Width, size.Height, theme))
				d.Press("s")
				d.Golden(fmt.Sprintf("sort-%dx%d-%s", size.Width, size.Height, theme))
			})
		}
	}
}

func TestMonkey(t *testing.T) {
	t.Parallel()
	random := rand.New(rand.NewPCG(3, 4))
	keys := []string{
		"up", "down", "pgup", "pgdown", "home", "end", "<", ">", "tab", "enter", "esc", "/", "s", "S", "c", "space", "*",
		"a", "y", "e", "d", "r", "R", "m", "w", "1", "2", "x", "T", "é", "東", "backspace", "delete", "h", "left", "ctrl+a", "!", ":",
	}
	s := &source{things: some(70), note: "the API does not say"}
	drive(t, s, 80, 20, func(d *listingtest.Driver, l *listing.List[thing]) {
		for range 3000 {
			switch random.IntN(20) {
			case 0:
				d.Resize(random.IntN(140)+1, random.IntN(45)+1)
			case 1:
				s.things = some(random.IntN(80))
			case 2:
				s.err = []error{nil, &models.Error{Kind: models.Throttled}}[random.IntN(2)]
			case 3:
				l.Restore(l.Keep())
			case 4:
				d.Send(tea.PasteMsg{Content: "a\x1b[31m\nb"})
			default:
				d.Press(keys[random.IntN(len(keys))])
			}
			_ = d.Frame()
			if caret := l.Caret(); caret != nil && (caret.X < 0 || caret.Y < 0) {
				t.Fatalf("the caret is at %d,%d", caret.X, caret.Y)
			}
		}
	})
}

func TestKeptPlaceIsSmallJSON(t *testing.T) {
	t.Parallel()
	drive(t, &source{things: some(3)}, 80, 20, func(_ *listingtest.Driver, l *listing.List[thing]) {
		var kept map[string]any
		if err := json.Unmarshal(l.Keep(), &kept); err != nil || kept["cursor"] != "id-1" {
			t.Errorf("got %s, %v", l.Keep(), err)
		}
	})
}
