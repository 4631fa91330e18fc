package nav

import (
	"slices"
	"strings"
	"testing"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"btalk/internal/ui/screen"
)

// page is a screen that notes what it is told.
type page struct {
	route screen.Route
	kept  string
	told  []tea.Msg
	begun int
	ended int
}

func (p *page) Init() screen.Do { p.begun++; return nil }
func (p *page) Update(msg tea.Msg) screen.Do {
	p.told = append(p.told, msg)
	return screen.Run(func() tea.Msg { return nil })
}
func (p *page) View() string             { return "" }
func (p *page) Title() string            { return screen.PlaceOf(p.route) }
func (p *page) ShortHelp() []key.Binding { return nil }
func (p *page) FullHelp() [][]key.Binding {
	return nil
}
func (p *page) Route() screen.Route { return p.route }
func (p *page) Keep() []byte        { return []byte(p.kept) }
func (p *page) Restore(kept []byte) { p.kept = string(kept) }
func (p *page) Close()              { p.ended++ }

// over is a page in a box.
type over struct{ *page }

func (over) Modal() {}

// walk is a navigator over pages that note what happens to them.
type walk struct {
	*Navigator
	made []*page
}

func newWalk() *walk {
	w := &walk{}
	table := Table{
		row[screen.Customers](w, true, false), row[screen.VPNs](w, true, false), row[screen.VoiceSites](w, true, false),
		row[screen.Plan](w, false, false), row[screen.FirstRun](w, false, true),
		At(Place{Before: true}, func(to screen.Help) screen.Screen { return over{w.add(to)} }),
	}
	w.Navigator = NewNavigator(table, NewStack(func(screen.Screen) (tea.WindowSizeMsg, bool) {
		return tea.WindowSizeMsg{Width: 80, Height: 20}, true
	}))
	w.Ready = true
	return w
}

func (w *walk) add(route screen.Route) *page {
	p := &page{route: route}
	w.made = append(w.made, p)
	return p
}

func row[R screen.Route](w *walk, keep, before bool) Place {
	return At(Place{Keep: keep, Before: before}, func(to R) screen.Screen { return w.add(to) })
}

// open are the titles of what is open.
func (w *walk) open() string {
	titles := make([]string, 0, w.stack.Len())
	for _, one := range w.stack.Open() {
		titles = append(titles, one.Title())
	}
	return strings.Join(titles, " ")
}

func (w *walk) want(t *testing.T, open string) {
	t.Helper()
	if got := w.open(); got != open {
		t.Errorf("open are %q, want %q", got, open)
	}
}

// said is the remark among what is asked.
func said(do screen.Do) string {
	var text string
	do.Apply(func(ask tea.Msg) screen.Do {
		if toast, ok := ask.(screen.ToastMsg); ok {
			text = toast.Text
		}
		return nil
	})
	return text
}

var (
	customers = screen.Customers{}
	vpns      = screen.VPNs{Customer: "1", Name: "ACME"}
	sites     = screen.VoiceSites{Customer: "1", VPN: "v"}
)

func TestAPlaceIsOpenedOnceAndReturnedTo(t *testing.T) {
	t.Parallel()
	w := newWalk()
	w.Push(customers)
	w.Push(vpns)
	w.Push(sites)
	w.want(t, "customers vpns voicesites")
	if size, ok := w.made[0].told[0].(tea.WindowSizeMsg); !ok || size.Width != 80 || w.made[0].begun != 1 {
		t.Errorf("the first screen was told %v and begun %d times", w.made[0].told, w.made[0].begun)
	}
	w.Push(customers)
	w.want(t, "customers")
	if len(w.made) != 3 || w.made[1].ended != 1 || w.made[2].ended != 1 || w.made[0].ended != 0 {
		t.Error("a screen was made again, or not closed once")
	}
	w.Push(customers)
	w.want(t, "customers")
}

func TestThePlaceOnTopIsReplaced(t *testing.T) {
	t.Parallel()
	w := newWalk()
	w.Push(customers)
	w.Push(vpns)
	w.Replace(sites)
	w.want(t, "customers voicesites")
	if w.made[1].ended != 1 {
		t.Error("the place that was replaced was not closed")
	}
	if w.Replace(nil); w.open() != "customers voicesites" {
		t.Error("a place that does not exist took the place of another")
	}
	w.Step(-1)
	w.want(t, "customers vpns")
}

func TestLeavingHandsTheResultToTheScreenBelow(t *testing.T) {
	t.Parallel()
	w := newWalk()
	w.Push(customers)
	w.Push(vpns)
	told := len(w.made[0].told)
	if do := w.Pop("result"); len(do) == 0 || len(w.made[0].told) != told+1 || w.made[0].told[told] != "result" {
		t.Errorf("the screen below was told %v", w.made[0].told)
	}
	if w.Pop("once more"); len(w.made[0].told) != told+1 {
		t.Error("the last screen was told that it was left")
	}
	w.want(t, "customers")
	w.Push(vpns)
	told = len(w.made[0].told)
	if w.Pop(nil); len(w.made[0].told) != told {
		t.Error("nothing was handed over as a result")
	}
}

func TestUnknownPlacesAreARemark(t *testing.T) {
	t.Parallel()
	w := newWalk()
	w.Push(customers)
	for _, unknown := range []screen.Route{nil, screen.HTTP{}} {
		if text := said(w.Push(unknown)); !strings.Contains(text, "not part of this version") {
			t.Errorf("%v: said %q", unknown, text)
		}
	}
	w.want(t, "customers")
}

func TestBeforeThereIsAServiceOnlyItsPlacesOpen(t *testing.T) {
	t.Parallel()
	w := newWalk()
	w.Ready = false
	w.Push(customers)
	w.want(t, "")
	w.Push(screen.FirstRun{})
	w.want(t, "firstrun")
	w.Ready = true
	w.Restart(To(customers))
	w.want(t, "customers")
	if w.made[0].ended != 1 {
		t.Error("the first run was not closed")
	}
	if text := said(w.Step(-1)); !strings.Contains(text, "first place") {
		t.Errorf("the history goes back before the restart: %q", text)
	}
}

func TestHistoryBringsBackThePlaceAndWhatItKept(t *testing.T) {
	t.Parallel()
	w := newWalk()
	w.Go(To(customers))
	w.made[0].kept = "row 3"
	w.Push(vpns)
	w.made[1].kept = "filter"
	w.Go(To(customers, sites))
	w.want(t, "customers voicesites")
	w.Step(-1)
	w.want(t, "customers vpns")
	if again := w.made[len(w.made)-1]; again.kept != "filter" || w.made[1].ended != 1 {
		t.Errorf("the place came back with %q", again.kept)
	}
	if w.made[0].ended != 0 {
		t.Error("a screen that both places share was closed")
	}
	w.made[0].kept = "row 9"
	w.Step(-1)
	w.want(t, "customers")
	if w.made[0].kept != "row 3" {
		t.Errorf("the first place came back with %q", w.made[0].kept)
	}
	if text := said(w.Step(-1)); !strings.Contains(text, "first place") {
		t.Errorf("before the first place: %q", text)
	}
	w.Step(2)
	w.want(t, "customers voicesites")
	if text := said(w.Step(1)); !strings.Contains(text, "last place") {
		t.Errorf("after the last place: %q", text)
	}
}

func TestWhatAPlaceKeepsIsNotedWhenItIsLeft(t *testing.T) {
	t.Parallel()
	for name, leave := range map[string]func(w *walk){
		"by back":           func(w *walk) { w.Pop(nil) },
		"by another place":  func(w *walk) { w.Push(sites) },
		"by replacing it":   func(w *walk) { w.Replace(sites) },
		"by a way":          func(w *walk) { w.Go(To(customers)) },
		"back in history":   func(w *walk) { w.Step(-1); w.Step(1); w.Go(To(customers)) },
		"by the way to top": func(w *walk) { w.Push(customers) },
	} {
		w := newWalk()
		w.Push(customers)
		w.Push(vpns)
		w.made[1].kept = "row 7"
		leave(w)
		w.Step(-1)
		if at, ok := w.stack.Top().(*page); !ok || at.Title() != "vpns" || at.kept != "row 7" {
			t.Errorf("left %s it comes back as %v", name, w.stack.Top())
		}
	}
}

func TestAPathIsFollowedAsFarAsItExists(t *testing.T) {
	t.Parallel()
	w := newWalk()
	w.Go(To(customers, screen.HTTP{}, vpns))
	w.want(t, "customers")
	w.Go(To(screen.HTTP{}))
	w.want(t, "customers")
	w.Go(nil)
	w.want(t, "customers")
}

func TestTheNextStartBeginsWhereThisOneEnds(t *testing.T) {
	t.Parallel()
	w := newWalk()
	w.Go(To(customers, vpns))
	w.made[1].kept = "filter"
	w.Push(screen.Plan{}) // is not returned to
	data, err := w.Encode(screen.Memory{"columns": []byte("a")})
	if err != nil {
		t.Fatal(err)
	}
	next := newWalk()
	memory := next.Recall(data)
	next.Resume()
	next.want(t, "customers vpns")
	if string(memory["columns"]) != "a" || next.made[1].kept != "filter" {
		t.Errorf("came back with %q and %q", memory, next.made[1].kept)
	}
	empty := newWalk()
	empty.Recall(nil)
	empty.Resume()
	empty.want(t, "customers")
}

func TestMovedIsTrueOncePerMove(t *testing.T) {
	t.Parallel()
	w := newWalk()
	for name, move := range map[string]func(){
		"push": func() { w.Push(vpns) }, "pop": func() { w.Push(sites); w.Pop(nil) }, "go": func() { w.Go(To(customers)) },
		"step": func() { w.Go(To(vpns)); w.Moved(); w.Step(-1) },
	} {
		w.Go(To(customers))
		w.Moved()
		if move(); !w.Moved() || w.Moved() {
			t.Errorf("%s does not move once", name)
		}
	}
	w.Push(customers)
	w.Moved()
	if w.Step(99); w.Moved() {
		t.Error("a step that leads nowhere moves")
	}
}

func TestTheStackKnowsPagesAndBoxes(t *testing.T) {
	t.Parallel()
	w := newWalk()
	if w.stack.Top() != nil || w.stack.Page() != nil || len(w.stack.Modals()) != 0 {
		t.Error("an empty stack shows something")
	}
	w.Push(customers)
	w.Push(vpns)
	w.Push(screen.Help{})
	if w.stack.Top().Title() != "help" || w.stack.Page().Title() != "vpns" || len(w.stack.Pages()) != 2 || len(w.stack.Modals()) != 1 {
		t.Errorf("top %s, page %s, %d pages, %d boxes", w.stack.Top().Title(), w.stack.Page().Title(), len(w.stack.Pages()), len(w.stack.Modals()))
	}
	var told []string
	for _, p := range w.made {
		p.told = nil
	}
	if do := w.stack.Broadcast("news"); len(do) != 3 {
		t.Errorf("the work of %d screens was kept, want 3", len(do))
	}
	for _, p := range w.made {
		if slices.Contains(p.told, tea.Msg("news")) {
			told = append(told, p.Title())
		}
	}
	if len(told) != 3 {
		t.Errorf("told %v", told)
	}
	w.stack.Drop(1)
	if w.made[1].ended != 1 || w.made[2].ended != 1 || w.made[0].ended != 0 {
		t.Error("the screens above were not closed, each once")
	}
}

func TestNoSizeIsToldWhileNothingFits(t *testing.T) {
	t.Parallel()
	fits := false
	stack := NewStack(func(screen.Screen) (tea.WindowSizeMsg, bool) { return tea.WindowSizeMsg{Width: 9}, fits })
	p := &page{}
	stack.Add(p)
	stack.Resize()
	if len(p.told) != 0 {
		t.Errorf("told %v", p.told)
	}
	fits = true
	if stack.Resize(); len(p.told) != 1 {
		t.Errorf("told %v", p.told)
	}
}

func TestTheStackIsAboutTheCustomerOfItsLastPage(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		open []screen.Route
		want Here
	}{
		"nobody":                              {[]screen.Route{customers}, Here{}},
		"the only one":                        {[]screen.Route{customers, vpns}, Here{"1", "ACME"}},
		"by the name that another page knows": {[]screen.Route{vpns, sites}, Here{"1", "ACME"}},
		"the last one":                        {[]screen.Route{vpns, screen.Orders{Customer: "2"}}, Here{"2", ""}},
		"not what the page is no more about":  {[]screen.Route{vpns, screen.VoiceSites{}}, Here{}},
	} {
		stack := NewStack(func(screen.Screen) (tea.WindowSizeMsg, bool) { return tea.WindowSizeMsg{}, false })
		for _, route := range test.open {
			stack.Add(&page{route: route})
		}
		if got := stack.About(); got != test.want {
			t.Errorf("%s: got %v, want %v", name, got, test.want)
		}
	}
}
