package listing_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"btalk/internal/ladder"
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
	of     int // announced, where the list is incomplete
}

func (s *source) read(_ context.Context, mode models.Mode) (models.Snapshot[[]thing], error) {
	s.asked = append(s.asked, mode)
	return models.Snapshot[[]thing]{
		Value: s.things, Fetched: listingtest.Now(), Stale: s.stale && mode == models.Cached, Note: s.note, Skipped: s.skip,
		Incomplete: s.of > 0, Announced: s.of,
	}, s.err
}

func some(n int) []thing {
	things := make([]thing, n)
	for i := range things {
		things[i] = thing{fmt.Sprintf("id-%d", i+1), fmt.Sprintf("Thing %d", i+1), []string{"small", "large"}[i%2]}
	}
	return things
}

func newList(tb testing.TB, theme string, s *source) (*listing.List[thing], *screen.Env) {
	tb.Helper()
	env := listingtest.Env(tb, theme)
	return listing.New(env, configOf(s)), env
}

func configOf(s *source) listing.Config[thing] {
	return listing.Config[thing]{
		Title: func() string { return "Things" },
		Route: func() screen.Route { return screen.Customers{} },
		Nouns: "things",
		Columns: []table.Column[thing]{
			{Name: "name", Title: "Thing", Text: func(x thing) string { return x.name }, Layout: ladder.Column{Min: 12}},
			{Name: "kind", Title: "Kind", Text: func(x thing) string { return x.kind }},
			{Name: "id", Title: "Id", Text: func(x thing) string { return x.id }},
		},
		ID:    func(x thing) string { return x.id },
		Name:  func(x thing) string { return x.name },
		Raw:   func(x thing) []byte { return []byte(`{"id":"` + x.id + `"}`) },
		Path:  func(x thing) string { return "/things/" + x.id },
		Fetch: s.read,
		Open:  func(x thing) screen.Do { return screen.To(screen.VoiceSite{ID: x.id}) },
		Opens: "the thing",
		Actions: []listing.Action[thing]{
			{Name: "look at", Key: keymap.Address, Run: func(rows []thing) screen.Do { return screen.To(screen.Address{Site: rows[0].id}) }},
			{Name: "compare", Key: keymap.Compare, Many: true, Run: func(rows []thing) screen.Do {
				var ids []string
				for _, row := range rows {
					ids = append(ids, row.id)
				}
				return screen.To(screen.Coverage{ISO2: ids})
			}},
		},
		Detail: func(x thing) []widget.Field { return []widget.Field{{Label: "Kind", Value: x.kind}} },
		Empty:  widget.Empty("There is no thing", "r asks again"),
	}
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

func TestTheSelectedRowIsAnnouncedWhole(t *testing.T) {
	t.Parallel()
	drive(t, &source{things: some(1500)}, 30, 20, func(d *listingtest.Driver, l *listing.List[thing]) {
		d.Press("j")
		if got := l.Announce(); got != "Row 2 of 1,500, Thing 2, large, id-2" {
			t.Errorf("announced %q", got)
		}
		d.Press("s")
		if got := l.Announce(); got != "" {
			t.Errorf("over a menu the row below it is announced: %q", got)
		}
	})
	drive(t, &source{}, 30, 20, func(_ *listingtest.Driver, l *listing.List[thing]) {
		if got := l.Announce(); got != "" {
			t.Errorf("of an empty list %q is announced", got)
		}
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
		d.Send(tea.PasteMsg{Content: strings.Repeat("pasted ", 2000)})
		d.Want("None of 5 things", "…", "esc clears the filter") // the text typed never fills the screen
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
		{"not held", source{err: &models.Error{Op: "list things", Kind: models.NotHeld}}, []string{"nothing is cached", "--offline"}},
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

func TestAnIncompleteListSaysHowManyThereAre(t *testing.T) {
	t.Parallel()
	list, _ := newList(t, "mono", &source{things: some(5), of: 2345})
	listingtest.Drive(t, list, 130, 20, func(d *listingtest.Driver) {
		d.Want("1/5 of 2,345")
		d.Press("/")
		d.Type("2")
		d.Want("1/1 of 5 of 2,345")
	})
}

func TestAnIncompleteListWritesItsNumbersInOneWay(t *testing.T) {
	t.Parallel()
	list, _ := newList(t, "mono", &source{things: some(1500), of: 2345})
	listingtest.Drive(t, list, 130, 20, func(d *listingtest.Driver) {
		d.Press("G")
		d.Want("1,500/1,500 of 2,345")
		d.Press("/")
		d.Type("thing 1499")
		d.Want("1/1 of 1,500 of 2,345")
	})
}

func TestWhatTheRowsComeToIsNeverCutWithinAPart(t *testing.T) {
	t.Parallel()
	for width, want := range map[int]string{
		100: "Σ 3 shown  EUR 1,234.50  USD 7.00 ", 36: "Σ 3 shown  EUR 1,234.50  … ", 28: "Σ 3 shown  … ",
	} {
		config := configOf(&source{things: some(3)})
		config.Foot = func([]thing, string) []string { return []string{"Σ 3 shown", "EUR 1,234.50", "USD 7.00"} }
		listingtest.Drive(t, listing.New(listingtest.Env(t, "mono"), config), width, 12, func(d *listingtest.Driver) { d.Want(want) })
	}
}

func TestSumsSayHowManyRowsAreMarked(t *testing.T) {
	t.Parallel()
	config := configOf(&source{things: some(3)})
	config.Foot = func(rows []thing, what string) []string { return []string{fmt.Sprintf("Σ %d %s", len(rows), what)} }
	listingtest.Drive(t, listing.New(listingtest.Env(t, "mono"), config), 80, 12, func(d *listingtest.Driver) {
		d.Press("space")
		d.Want("Σ 1 marked")
		d.WantNot("1 marked  Σ")
	})
}

func TestPaneFollowsOnceTheKeysRest(t *testing.T) {
	t.Parallel()
	list, _ := newList(t, "mono", &source{things: some(5)})
	listingtest.Drive(t, list, 130, 20, func(d *listingtest.Driver) {
		d.Want("│ Thing 1")
		first := list.Update(listingtest.Key("down"))
		second := list.Update(listingtest.Key("down"))
		before := time.Now()
		d.Do(first)
		if d.Want("│ Thing 1"); time.Since(before) < 100*time.Millisecond {
			t.Errorf("the pane follows after %v", time.Since(before))
		}
		d.Do(second)
		d.Want("│ Thing 3", "3/5")
	})
}

func TestAKeyThatLeavesTheCursorLeavesThePane(t *testing.T) {
	t.Parallel()
	list, _ := newList(t, "mono", &source{things: some(5)})
	listingtest.Drive(t, list, 130, 20, func(d *listingtest.Driver) {
		if do := list.Update(listingtest.Key("up")); len(do) > 0 {
			t.Errorf("up on the first row gave %d steps of work", len(do))
		}
		d.Do(list.Update(listingtest.Key("down")))
		d.Want("│ Thing 2")
	})
}

func TestTabGoesToThePaneAndBackGoesBack(t *testing.T) {
	t.Parallel()
	drive(t, &source{things: some(5)}, 130, 6, func(d *listingtest.Driver, l *listing.List[thing]) {
		d.Press("tab")
		d.Want("┃ Thing 1")
		d.Press("down")
		d.Want("1/5")
		d.Press("esc")
		d.Want("│ Thing 1")
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

func TestKeptPlaceIsSmallJSON(t *testing.T) {
	t.Parallel()
	drive(t, &source{things: some(3)}, 80, 20, func(_ *listingtest.Driver, l *listing.List[thing]) {
		var kept map[string]any
		if err := json.Unmarshal(l.Keep(), &kept); err != nil || kept["cursor"] != "id-1" {
			t.Errorf("got %s, %v", l.Keep(), err)
		}
	})
}
