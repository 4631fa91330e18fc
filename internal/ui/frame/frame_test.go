package frame

import (
	"errors"
	"strings"
	"testing"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"btalk/internal/models"
	"btalk/internal/ui/keymap"
	"btalk/internal/ui/nav"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/theme"
)

// page is a screen that says of itself what a test wants.
type page struct {
	title   string
	report  screen.Report
	keys    []key.Binding
	typing  bool
	holding bool
	caret   *tea.Cursor
	drawn   string
}

func (p *page) Init() screen.Do           { return nil }
func (p *page) Update(tea.Msg) screen.Do  { return nil }
func (p *page) View() string              { return p.drawn }
func (p *page) Title() string             { return p.title }
func (p *page) ShortHelp() []key.Binding  { return p.keys }
func (p *page) FullHelp() [][]key.Binding { return nil }
func (p *page) Report() screen.Report     { return p.report }
func (p *page) Typing() bool              { return p.typing }
func (p *page) Holding() bool             { return p.holding }
func (p *page) Caret() *tea.Cursor        { return p.caret }

// box5 is a page over another, five lines high.
type box5 struct{ *page }

func (box5) Modal()      {}
func (box5) Height() int { return 3 }

func start() time.Time { return time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC) }

// around is a frame of w by h cells around pages, at a moment that moves.
func around(t *testing.T, w, h int, open ...screen.Screen) (*Frame, *time.Time) {
	t.Helper()
	now := start()
	styles := theme.Builtin()
	layout := &Layout{Width: w, Height: h}
	stack := nav.NewStack(layout.Room)
	for _, one := range open {
		stack.Add(one)
	}
	return New(&screen.Env{Now: func() time.Time { return now }, Keys: keymap.Default(), Styles: &styles}, layout, stack), &now
}

func lines(f *Frame, of State) []string {
	all := strings.Split(ansi.Strip(f.View(of).Content), "\n")
	for i := range all {
		all[i] = strings.TrimRight(all[i], " ")
	}
	return all
}

func TestTheStatusSaysTheMostUrgentThing(t *testing.T) {
	t.Parallel()
	ago := func(d time.Duration) time.Time { return start().Add(-d) }
	offline := &models.Error{Op: "read", Kind: models.Offline, Err: errors.New("refused")}
	for name, test := range map[string]struct {
		report screen.Report
		budget models.Budget
		after  time.Duration // since the report came
		want   []string
	}{
		"nothing was read":       {want: nil},
		"how old the data are":   {report: screen.Report{Fetched: ago(3 * time.Minute)}, want: []string{"fetched 3 min ago"}},
		"that they are old":      {report: screen.Report{Fetched: ago(2 * time.Hour), Stale: true}, want: []string{"old: fetched 2 h ago"}},
		"what could not be read": {report: screen.Report{Fetched: ago(0), Skipped: 2}, want: []string{"! 2 could not be read · fetched just now"}},
		"a failure": {
			report: screen.Report{Fetched: ago(0), Err: &models.Error{Kind: models.Server}},
			want:   []string{"! ", " · data of ", "r tries again"},
		},
		"a failure of the first reading":                 {report: screen.Report{Err: &models.Error{Kind: models.Server}}, want: []string{"! nothing was fetched yet · r tries again"}},
		"that nobody answers":                            {report: screen.Report{Fetched: ago(time.Hour), Err: offline}, want: []string{"! API unreachable since ", " · data of "}},
		"the day of data that are older than half a day": {report: screen.Report{Fetched: ago(13 * time.Hour), Err: offline}, want: []string{"data of 2"}},
		"that it takes a while":                          {report: screen.Report{Busy: true}, after: time.Minute, want: []string{"… refreshing"}},
		"what is left":                                   {budget: models.Budget{Limit: 60, Left: 57}, want: []string{"requests 57/60"}},
		"who else waits":                                 {budget: models.Budget{Limit: 60, Left: 0, Waiting: 4}, want: []string{"requests 4 waiting · 0/60"}},
		"that others do not know of it":                  {budget: models.Budget{Limit: 60, Left: 57, Alone: true}, want: []string{"requests 57/60 in this process only"}},
		"how long nothing is let":                        {budget: models.Budget{Limit: 60, Until: start().Add(90 * time.Second)}, want: []string{"THROTTLED 1:30"}},
		"the last second of it":                          {budget: models.Budget{Limit: 60, Until: start().Add(time.Millisecond)}, want: []string{"THROTTLED 1 s"}},
	} {
		f, now := around(t, 100, 20, &page{report: test.report})
		f.Health.Budget = test.budget
		f.Examine()
		*now = now.Add(test.after)
		status := lines(f, State{})[18]
		for _, want := range test.want {
			if !strings.Contains(status, want) {
				t.Errorf("%s: the line is %q, want %q", name, status, want)
			}
		}
		if test.want == nil && status != "" {
			t.Errorf("%s: the line is %q", name, status)
		}
	}
}

func TestTheAPIIsReachableAgainWhenSomethingNewerCame(t *testing.T) {
	t.Parallel()
	p := &page{report: screen.Report{Err: &models.Error{Kind: models.Offline}}}
	f, now := around(t, 100, 20, p)
	f.Examine()
	*now = now.Add(time.Minute)
	f.Examine()
	if since := f.Health.downSince; !since.Equal(start()) {
		t.Errorf("unreachable since %v, want the first failure", since)
	}
	p.report = screen.Report{Fetched: start().Add(-time.Second)}
	if f.Examine(); f.Health.downSince.IsZero() {
		t.Error("older data say that the API answers")
	}
	p.report.Fetched = now.Add(0)
	if f.Examine(); !f.Health.downSince.IsZero() {
		t.Error("newer data do not")
	}
}

func TestARemarkShowsForAMomentInPlaceOfTheAge(t *testing.T) {
	t.Parallel()
	f, now := around(t, 100, 20, &page{report: screen.Report{Fetched: start()}})
	lead := State{Lead: func(rest string, _ int) string { return "draft · " + rest }}
	for level, sign := range map[screen.Level]string{screen.Info: "·", screen.Success: "✓", screen.Warning: "!", screen.Failure: "✗"} {
		f.Say(level, "saved")
		if status := lines(f, lead)[18]; status != sign+" saved" {
			t.Errorf("the line is %q", status)
		}
	}
	f.Say(screen.Info, "saved")
	*now = now.Add(2250 * time.Millisecond)
	if status := lines(f, lead)[18]; status != "draft · fetched just now" {
		t.Errorf("after a while the line is %q", status)
	}
	if long, short := toastTime(screen.Failure, "x"), toastTime(screen.Info, "x"); long != 2*short {
		t.Errorf("a failure shows for %v, a remark for %v", long, short)
	}
	if (toast{until: start()}).shown(start()) || !(toast{until: start().Add(longestToast)}).shown(start()) {
		t.Error("a remark shows from the moment of its end on, or not for the longest time")
	}
	if longest := toastTime(screen.Failure, strings.Repeat("x", 1000)); longest != longestToast {
		t.Errorf("a long text shows for %v", longest)
	}
}

func TestTheHeaderSaysWhereThisIsAndWhatMayBeDone(t *testing.T) {
	t.Parallel()
	counted := &page{title: "Customers", report: screen.Report{Counting: true, Total: 48, Shown: 48}}
	for name, test := range map[string]struct {
		width int
		of    State
		pages []screen.Screen
		want  string
	}{
		"the count":            {80, State{}, []screen.Screen{counted}, "Customers (48)"},
		"the filter":           {80, State{}, []screen.Screen{&page{title: "VPNs", report: screen.Report{Counting: true, Total: 480, Shown: 12}}}, "VPNs (12/480)"},
		"what is missing":      {80, State{}, []screen.Screen{&page{title: "VPNs", report: screen.Report{Counting: true, Total: 5, Shown: 5, Announced: 9}}}, "VPNs (5 of 9)"},
		"the way":              {80, State{}, []screen.Screen{counted, &page{title: "ACME"}}, "Customers (48) › ACME"},
		"first without counts": {60, State{}, []screen.Screen{counted, &page{title: strings.Repeat("x", 24)}}, "Customers › xxx"},
		"then its end only":    {60, State{}, []screen.Screen{counted, &page{title: strings.Repeat("x", 28)}}, "… › xxx"},
		"by default":           {80, State{}, []screen.Screen{counted}, "READ-ONLY  default"},
		"a profile":            {80, State{Profile: "acme"}, []screen.Screen{counted}, "READ-ONLY  acme"},
		"the demo":             {80, State{Profile: "acme", Demo: true}, []screen.Screen{counted}, "READ-ONLY  DEMO"},
		"that changes may be":  {80, State{Write: true}, []screen.Screen{counted}, " WRITE   default"},
		"what is not known":    {80, State{Unknown: 2, Offline: true}, []screen.Screen{counted}, "? 2 UNKNOWN   OFFLINE  READ-ONLY"},
	} {
		f, _ := around(t, test.width, 20, test.pages...)
		if header := lines(f, test.of)[0]; !strings.Contains(header, test.want) {
			t.Errorf("%s: the line is %q, want %q", name, header, test.want)
		}
	}
}

func TestTheHintsAreTheMostUsefulKeys(t *testing.T) {
	t.Parallel()
	bind := func(name, help string) key.Binding {
		return key.NewBinding(key.WithKeys(name), key.WithHelp(name, help))
	}
	own := []key.Binding{bind("a", "one"), bind("b", "two"), bind("c", "three"), bind("d", "four"), bind("e", "five")}
	for name, test := range map[string]struct {
		width int
		open  []screen.Screen
		want  string
	}{
		"nothing of its own":     {80, []screen.Screen{&page{}}, "? help   : go to, do   q quit"},
		"back where it leads":    {80, []screen.Screen{&page{}, &page{}}, "? help   : go to, do   ← back   q quit"},
		"back where it is held":  {80, []screen.Screen{&page{holding: true}}, "? help   : go to, do   ← back   q quit"},
		"four of its own":        {80, []screen.Screen{&page{keys: own}}, "a one   b two   c three   d four   ? help"},
		"while typing no others": {80, []screen.Screen{&page{keys: own[:1], typing: true}}, "a one"},
		"help keeps its room":    {60, []screen.Screen{&page{keys: []key.Binding{bind("a", strings.Repeat("x", 50)), own[1]}}}, "b two   ? help   : go to, do   q quit"},
	} {
		f, _ := around(t, test.width, 20, test.open...)
		if hints := lines(f, State{})[19]; hints != test.want {
			t.Errorf("%s: %q, want %q", name, hints, test.want)
		}
	}
}

func TestAHintNamesTheKeyThatAnswersAtOnce(t *testing.T) {
	t.Parallel()
	for want, keys := range map[string][]string{"←": {"esc", "left"}, "esc": {"esc"}, "a": {"a", "b"}, "": nil} {
		if got := HintKey(key.NewBinding(key.WithKeys(keys...))); got != want {
			t.Errorf("%q is named %q, want %q", keys, got, want)
		}
	}
}

func TestABoxHasItsRoomAndTheCursorIsInIt(t *testing.T) {
	t.Parallel()
	below := &page{drawn: "below", caret: &tea.Cursor{Position: tea.Position{X: 1, Y: 2}}}
	over := box5{&page{title: "Box", drawn: "over", caret: &tea.Cursor{Position: tea.Position{X: 3, Y: 1}}}}
	f, _ := around(t, 100, 24, below)
	if at := f.View(State{}).Cursor; at == nil || at.X != 1 || at.Y != 4 {
		t.Errorf("the cursor is at %v", at)
	}
	if size, ok := f.Room(below); !ok || size.Width != 100 || size.Height != 20 {
		t.Errorf("the page has %v", size)
	}
	f, _ = around(t, 100, 24, below, over)
	if size, ok := f.Room(over); !ok || size.Width != 80 || size.Height != 3 {
		t.Errorf("the box has %v", size)
	}
	view := f.View(State{})
	if at := view.Cursor; at == nil || at.X != 8+2+3 || at.Y != 2+5+1+1 {
		t.Errorf("the cursor is at %v", at)
	}
	if text := ansi.Strip(view.Content); !strings.Contains(text, "below") || !strings.Contains(text, "over") || !view.AltScreen {
		t.Errorf("drawn is\n%s", text)
	}
	narrow, _ := around(t, 70, 15, below, over)
	if size, ok := narrow.Room(over); !ok || size.Width != 70-4-4 || size.Height != 3 {
		t.Errorf("the box has %v in a small terminal", size)
	}
	over.caret = nil
	if f.View(State{}).Cursor != nil {
		t.Error("a cursor shows where nothing is typed")
	}
}

func TestBelowTheLeastSizeItSaysWhatIsMissing(t *testing.T) {
	t.Parallel()
	for _, size := range []struct {
		w, h int
		fits bool
	}{{60, 15, true}, {59, 15, false}, {60, 14, false}, {1, 1, false}} {
		p := &page{drawn: "the page", caret: &tea.Cursor{}}
		f, _ := around(t, size.w, size.h, p)
		view := f.View(State{})
		if fits := strings.Contains(view.Content, "the page"); fits != size.fits || f.Fits() != size.fits || (view.Cursor != nil) != size.fits {
			t.Errorf("%d×%d: fits %v", size.w, size.h, fits)
		}
		if _, ok := f.Room(p); ok != size.fits {
			t.Errorf("%d×%d: a size is told: %v", size.w, size.h, ok)
		}
	}
	f, _ := around(t, 40, 5, &page{})
	if text := f.View(State{}).Content; !strings.Contains(text, "btalk needs 60×15") || !strings.Contains(text, "this is 40×5") {
		t.Errorf("said %q", text)
	}
	for _, empty := range []*Layout{{}, {Width: 80}, {Height: 24}} {
		f, _ := around(t, empty.Width, empty.Height, &page{drawn: "x"})
		if f.View(State{}).Content != "" {
			t.Errorf("%v draws something", *empty)
		}
	}
}

func TestTheFrameBeforeStaysWhileThePageReadsTheDisk(t *testing.T) {
	t.Parallel()
	p := &page{drawn: "before"}
	f, now := around(t, 80, 20, p)
	f.View(State{})
	p.report.Reading, p.drawn = true, "after"
	f.Watch()
	*now = now.Add(99 * time.Millisecond)
	f.Watch()
	if !strings.Contains(f.View(State{}).Content, "before") {
		t.Error("the frame before did not stay")
	}
	*now = now.Add(time.Millisecond)
	if !strings.Contains(f.View(State{}).Content, "after") {
		t.Error("it stayed for longer than a tenth of a second")
	}
	p.report.Reading, p.drawn = false, "at once"
	f.Watch()
	if !strings.Contains(f.View(State{}).Content, "at once") {
		t.Error("it stayed without a reading")
	}
}

func TestTheFrameWakesWhenItsTextChanges(t *testing.T) {
	t.Parallel()
	in := func(d time.Duration) time.Time { return start().Add(d) }
	for name, test := range map[string]struct {
		change func(f *Frame, p *page)
		want   time.Duration // 0 for never
	}{
		"never without anything":      {func(*Frame, *page) {}, 0},
		"when an age grows":           {func(_ *Frame, p *page) { p.report.Fetched = in(-50 * time.Second) }, 10 * time.Second},
		"an hour later for hours":     {func(_ *Frame, p *page) { p.report.Fetched = in(-90 * time.Minute) }, 30 * time.Minute},
		"when a remark ends":          {func(f *Frame, _ *page) { f.Say(screen.Info, "") }, 2 * time.Second},
		"every second of a throttle":  {func(f *Frame, _ *page) { f.Health.Budget.Until = in(time.Minute) }, time.Second},
		"after a minute of a budget":  {func(f *Frame, _ *page) { f.Health.Budget = models.Budget{Limit: 60, Left: 59} }, time.Minute},
		"not for a whole budget":      {func(f *Frame, _ *page) { f.Health.Budget = models.Budget{Limit: 60, Left: 60} }, 0},
		"when a fetch takes too long": {func(f *Frame, p *page) { p.report.Busy = true; f.Examine() }, 300 * time.Millisecond},
		"when the frame before goes":  {func(f *Frame, p *page) { p.report.Reading = true; f.Watch() }, 100 * time.Millisecond},
		"at the first of them": {func(f *Frame, p *page) {
			p.report.Fetched = in(-50 * time.Second)
			f.Health.Budget.Until = in(time.Minute)
		}, time.Second},
	} {
		p := &page{}
		f, _ := around(t, 80, 20, p)
		test.change(f, p)
		next := f.nextChange()
		if got := next.Sub(start()); (test.want == 0) != next.IsZero() || test.want > 0 && got != test.want {
			t.Errorf("%s: in %v, want %v", name, got, test.want)
		}
	}
}

func TestOnlyTheLastWakeUpCounts(t *testing.T) {
	t.Parallel()
	p := &page{report: screen.Report{Fetched: start()}}
	f, _ := around(t, 80, 20, p)
	if f.Watch() == nil {
		t.Fatal("no wake-up was asked for")
	}
	first := f.Wake()
	f.Health.Budget.Until = start().Add(time.Minute)
	f.Watch()
	if f.Due(first) || !f.Due(f.Wake()) {
		t.Error("the first wake-up is due, or the last one is not")
	}
}

func TestCrumbsAreTheWayWithItsCounts(t *testing.T) {
	t.Parallel()
	got := Crumbs([]screen.Screen{&page{title: "Customers", report: screen.Report{Counting: true, Total: 3, Shown: 3}}, &page{title: "ACME"}})
	if got != "Customers (3) › ACME" {
		t.Errorf("got %q", got)
	}
}
