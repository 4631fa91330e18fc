package wizard_test

import (
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
	"btalk/internal/ui/draft"
	"btalk/internal/ui/listing/listingtest"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/wizard"
)

// live runs a wizard as the program does: commands beside the update loop, their
// answers whenever they come.
type live struct {
	t       *testing.T
	screen  *wizard.Screen
	answers chan tea.Msg
	open    int // commands under way
	toasts  []string
}

func enliven(t *testing.T, drafts *shelf, route screen.Address) *live {
	t.Helper()
	env := listingtest.Env(t, "mono")
	l := &live{t: t, answers: make(chan tea.Msg)}
	l.screen = wizard.New(env, newFake(), wizard.Host{Drafts: drafts}, route)
	l.do(l.screen.Init())
	l.hear(tea.WindowSizeMsg{Width: 80, Height: 20})
	l.pass(time.Second)
	return l
}

// do does what the screen wants done; the test hears what it asks for.
func (l *live) do(do screen.Do) {
	l.run(do.Apply(func(ask tea.Msg) screen.Do {
		l.hear(ask)
		return nil
	}))
}

func (l *live) run(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	l.open++
	go func() { l.answers <- cmd() }()
}

func (l *live) hear(msg tea.Msg) {
	switch msg := msg.(type) {
	case nil:
	case screen.AskedMsg:
		msg.Note()
	case tea.BatchMsg:
		for _, cmd := range msg {
			l.run(cmd)
		}
	case screen.ToastMsg:
		l.toasts = append(l.toasts, msg.Text)
	case screen.PopMsg:
	default:
		l.do(l.screen.Update(msg))
	}
}

// pass lets time go by.
func (l *live) pass(d time.Duration) {
	end := time.After(d)
	for {
		select {
		case msg := <-l.answers:
			l.open--
			l.hear(msg)
		case <-end:
			return
		}
	}
}

// end lets everything end that is under way.
func (l *live) end() {
	for l.open > 0 {
		l.open--
		l.hear(<-l.answers)
	}
}

func (l *live) typed(text string) {
	for _, r := range text {
		l.hear(listingtest.Key(string(r)))
	}
}

func TestEveryKeyIsOnDiskWithinASecond(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		drafts := newShelf()
		l := enliven(t, drafts, screen.Address{ISO2: "GB"})
		began := time.Now()
		text := ""
		for i := range 60 {
			letter := string(rune('a' + i%26))
			text += letter
			l.typed(letter)
			l.pass(70 * time.Millisecond)
			if kept := drafts.draft("draft-1"); i > 14 && !strings.Contains(kept, text[:len(text)-14]) {
				t.Fatalf("after %v the draft lacks what was typed a second ago: %s", time.Since(began), kept)
			}
		}
		l.pass(time.Second)
		if !strings.Contains(drafts.draft("draft-1"), text) {
			t.Errorf("the draft is %s", drafts.draft("draft-1"))
		}
		if n := len(drafts.saves); n < 10 || n > 30 {
			t.Errorf("%d saves for 60 keys in 4.2 s", n)
		}
		l.screen.Close()
		l.end()
	})
}

func TestASlowDiskNeverHoldsTyping(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		drafts := newShelf()
		drafts.stuck = make(chan struct{})
		l := enliven(t, drafts, screen.Address{ISO2: "GB"})
		l.typed("Lo")
		l.pass(time.Second)
		l.typed("ndon")
		l.pass(time.Second)
		if !strings.Contains(l.screen.View(), "London") {
			t.Error("what is typed does not show")
		}
		close(drafts.stuck)
		l.pass(time.Second)
		if !strings.Contains(drafts.draft("draft-1"), "London") {
			t.Errorf("the draft is %s", drafts.draft("draft-1"))
		}
		l.screen.Close()
		l.end()
	})
}

func TestAFailingDiskIsToldOnce(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		drafts := newShelf()
		drafts.err = errors.New("no space left on device")
		l := enliven(t, drafts, screen.Address{ISO2: "GB"})
		for range 5 {
			l.typed("a")
			l.pass(time.Second)
		}
		if len(l.toasts) != 1 || !strings.Contains(l.toasts[0], "no space left") {
			t.Errorf("told %q", l.toasts)
		}
		drafts.err = nil
		l.typed("b")
		l.pass(time.Second)
		if len(l.toasts) != 2 || !strings.Contains(drafts.draft("draft-1"), "aaaaab") {
			t.Errorf("told %q, kept %s", l.toasts, drafts.draft("draft-1"))
		}
		l.screen.Close()
		l.end()
	})
}

func TestClosingKeepsTheLastKey(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		drafts := newShelf()
		l := enliven(t, drafts, screen.Address{ISO2: "GB"})
		l.typed("London")
		l.screen.Close()
		if !strings.Contains(drafts.draft("draft-1"), "London") || drafts.open["draft-1"] {
			t.Errorf("the draft is %s, open %v", drafts.draft("draft-1"), drafts.open)
		}
		l.end()
		if !strings.Contains(drafts.draft("draft-1"), "London") {
			t.Error("a late save replaced a newer one")
		}
	})
}

func TestNothingTypedLeavesNoDraft(t *testing.T) {
	t.Parallel()
	play(t, "mono", 80, 20, swiss, func(p *stage) {
		p.Press("down", "down", "esc", "esc")
		p.screen.Close()
		if len(p.drafts.drafts) != 0 {
			t.Errorf("the drafts are %v", p.drafts.drafts)
		}
		p.Type("b")
		p.Press("backspace")
		p.screen.Close()
		if len(p.drafts.drafts) != 0 {
			t.Errorf("the drafts are %v", p.drafts.drafts)
		}
	})
}

func TestAnAddressPutAwayForAnotherCountryIsWorthKeeping(t *testing.T) {
	t.Parallel()
	drafts := newShelf()
	playOn(t, newFake(), drafts, "mono", 80, 24, swiss, func(p *stage) {
		biel(p)
		p.Type("Rue Cent")
	})
	playOn(t, newFake(), drafts, "mono", 80, 24, screen.Address{Draft: "draft-1"}, func(p *stage) {
		p.Press("esc", "esc", "esc")
		p.Want("● Country")
		p.Type("france")
		p.Press("enter")
		p.Want("the address typed for Switzerland is kept")
	})
	if kept := drafts.draft("draft-1"); !strings.Contains(kept, "Rue Cent") || !strings.Contains(kept, `"country":"FR"`) {
		t.Errorf("the draft is %q", kept)
	}
}

func TestLeavingSaysThatTheDraftIsKept(t *testing.T) {
	t.Parallel()
	play(t, "mono", 80, 20, swiss, func(p *stage) {
		p.Type("be")
		p.Press("enter", "esc", "esc", "esc")
		var said string
		for _, asked := range p.Asked {
			if toast, ok := asked.(screen.ToastMsg); ok {
				said = toast.Text
			}
		}
		if !strings.Contains(said, "The draft is kept") {
			t.Errorf("said %q", said)
		}
	})
}

func TestADraftComesBackAsItWasLeft(t *testing.T) {
	t.Parallel()
	drafts := newShelf()
	playOn(t, newFake(), drafts, "mono", 80, 24, swiss, func(p *stage) {
		biel(p)
		p.Type("Rue Cent")
	})
	playOn(t, newFake(), drafts, "mono", 80, 24, screen.Address{Draft: "draft-1"}, func(p *stage) {
		p.Want("● Address", "Biel/Bienne", "Rue Cent", "as it was left")
		again := newFake()
		env := listingtest.Env(t, "mono")
		second := wizard.New(env, again, wizard.Host{Drafts: drafts}, screen.Address{Draft: "draft-1"})
		if len(second.Init()) == 0 {
			t.Error("the second wizard reads nothing")
		}
	})
	playOn(t, newFake(), drafts, "mono", 80, 24, screen.Address{Draft: "gone"}, func(p *stage) {
		p.Want("The draft cannot be taken up", "enter begins a new address")
		p.Press("enter")
		p.Want("● Country")
	})
}

func TestADraftThatCannotBeReadIsNotTakenOn(t *testing.T) {
	t.Parallel()
	drafts := newShelf()
	drafts.drafts["torn"] = []byte(`{"version":1,"step":`)
	playOn(t, newFake(), drafts, "mono", 80, 24, screen.Address{Draft: "torn"}, func(p *stage) {
		p.Want("The draft cannot be taken up")
		p.Press("enter")
		p.Want("● Country")
		if drafts.open["torn"] || drafts.draft("torn") == "" {
			t.Errorf("open %t, kept %q", drafts.open["torn"], drafts.draft("torn"))
		}
	})
}

func TestTwoWizardsDoNotShareADraft(t *testing.T) {
	t.Parallel()
	drafts := newShelf()
	drafts.drafts["one"] = []byte(`{}`)
	drafts.open["one"] = true
	playOn(t, newFake(), drafts, "mono", 80, 24, screen.Address{Draft: "one"}, func(p *stage) {
		p.Want("open in another session")
	})
}

func TestUnfinishedDraftsAreOfferedWhereNothingIsChosen(t *testing.T) {
	t.Parallel()
	drafts := newShelf()
	drafts.offered = []draft.Draft{{
		ID: "old", Title: models.NewText("Switzerland · FR_PAR_01\x1b[31m"), Saved: listingtest.Now().Add(-5 * time.Minute),
	}}
	drafts.drafts["old"] = []byte("{}")
	playOn(t, newFake(), drafts, "mono", 80, 24, screen.Address{}, func(p *stage) {
		p.Want("draft: Switzerland · FR_PAR_01", "saved 5 min ago")
		p.Press("enter")
		p.Want("go on with it", "discard it")
		p.Press("o")
		if got, ok := p.LastAsked().(screen.ReplaceMsg); !ok || got.To != (screen.Address{Draft: "old"}) {
			t.Errorf("asked for %v", p.LastAsked())
		}
		p.Press("enter", "x")
		p.WantNot("draft: Switzerland")
		if p.drafts.draft("old") != "" {
			t.Error("the draft is still there")
		}
	})
}
