package wizard_test

import (
	"errors"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
	"btalk/internal/ui/listing/listingtest"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/wizard"
)

// reviewed gives a test the review of a finished Swiss address.
func reviewed(t *testing.T, route screen.Address, test func(p *stage)) {
	t.Helper()
	play(t, "mono", 100, 24, route, func(p *stage) {
		finished(p)
		p.Want("● Review")
		test(p)
	})
}

func TestKeysOfTheReview(t *testing.T) {
	t.Parallel()
	const letter, body = "Rue Centrale 12\n2502 Biel/Bienne", `{"a1":"Bern","a3":"Biel/Bienne","a6":"Rue Centrale","hno":"12","pc":"2502","dialZone":"032"}`
	for name, test := range map[string]struct {
		keys string
		want tea.Msg
	}{
		"the JSON is copied":            {"y", screen.CopyMsg{What: "the JSON for voiceaddress", Text: body}},
		"and from the menu":             {"a y", screen.CopyMsg{What: "the JSON for voiceaddress", Text: body}},
		"the menu opens with enter":     {"enter l", screen.CopyMsg{What: "the address", Text: letter}},
		"the letter is copied":          {"a l", screen.CopyMsg{What: "the address", Text: letter}},
		"the export says where it went": {"a e", screen.ToastMsg{Level: screen.Success, Text: "exported the address to /home/op/address-CH-20261122-103000.json"}},
		"closing the menu asks nothing": {"a esc", nil},
		"a push without a site is off":  {"a p", nil},
		"moving asks nothing":           {"down up pgdown pgup", nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			reviewed(t, swiss, func(p *stage) {
				before := len(p.Asked)
				p.Press(strings.Fields(test.keys)...)
				if test.want == nil {
					if len(p.Asked) != before {
						t.Errorf("asked for %v", p.LastAsked())
					}
					return
				}
				if got := p.LastAsked(); got != test.want {
					t.Errorf("asked for %v, want %v", got, test.want)
				}
				p.Want("● Review")
			})
		})
	}
}

func TestAnExportThatFailsSaysWhy(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		export func(string, []byte) (string, error)
		want   screen.ToastMsg
	}{
		"the disk is full":   {func(string, []byte) (string, error) { return "", errors.New("no space \x1b[31mleft") }, screen.ToastMsg{Level: screen.Failure, Text: "could not export: no space ␛[31mleft"}},
		"nothing is written": {nil, screen.ToastMsg{Level: screen.Info, Text: "files are not written here; y copies the JSON"}},
	} {
		env := listingtest.Env(t, "mono")
		env.Export = test.export
		s := wizard.New(env, newFake(), wizard.Host{}, swiss)
		listingtest.Drive(t, s, 100, 24, func(d *listingtest.Driver) {
			finished(&stage{Driver: d})
			d.Press("e")
			if got := d.LastAsked(); got != tea.Msg(test.want) {
				t.Errorf("%s: asked for %v", name, got)
			}
		})
	}
}

// A step of the past is changed from the menu, and what fits stays.
func TestAStepIsChangedFromTheReview(t *testing.T) {
	t.Parallel()
	reviewed(t, swiss, func(p *stage) {
		p.Press("a")
		p.Want("change: Canton", "change: City", "change: Address", "change: Dial zone", "change: Country")
		for range 20 {
			p.Press("up")
		}
		p.Press("esc", "esc")
		p.Want("● Dial zone", "032")
		p.Press("ctrl+s")
		p.Want("● Review", "Rue Centrale 12")
	})
}

func TestTheReviewScrolls(t *testing.T) {
	t.Parallel()
	play(t, "mono", 80, 14, swiss, func(p *stage) {
		finished(p)
		p.Want("lines 1–", "As on a letter")
		p.Press("down")
		p.Want("lines 2–")
		p.Press("up", "up")
		p.Want("lines 1–")
		p.Press("G")
		p.Want("none chosen")
		p.WantNot("lines 1–")
		p.Press("pgup", "pgup", "pgup")
		p.Want("lines 1–")
		p.Press("pgdown", "g")
		p.Want("lines 1–")
	})
}

func TestADraftIsDiscardedFromTheReview(t *testing.T) {
	t.Parallel()
	reviewed(t, swiss, func(p *stage) {
		if p.drafts.draft("draft-1") == "" {
			t.Fatal("no draft was kept")
		}
		p.Press("a", "x")
		if _, left := p.LastAsked().(screen.PopMsg); !left || p.drafts.draft("draft-1") != "" {
			t.Errorf("asked for %v, the draft is %q", p.LastAsked(), p.drafts.draft("draft-1"))
		}
	})
}

// What became of a push is said, and the draft goes only with an address that arrived.
func TestWhatBecameOfAPush(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		sent  screen.SentMsg
		want  []string
		draft bool
	}{
		"done":                                 {screen.SentMsg{State: models.Done}, []string{"the address was pushed", "● Review"}, false},
		"not sent":                             {screen.SentMsg{State: models.NotSent}, []string{"● Review"}, true},
		"nobody knows":                         {screen.SentMsg{State: models.OutcomeUnknown}, []string{"nobody knows whether the address arrived", "● Review"}, true},
		"refused without a word":               {screen.SentMsg{State: models.Refused}, []string{"the API refused the address; nothing was changed", "● Review"}, true},
		"a field was refused":                  {screen.SentMsg{State: models.Refused, Fields: map[string]string{"hno": "gone"}}, []string{"● Address", "› House number", "refused: gone"}, true},
		"an area was refused":                  {screen.SentMsg{State: models.Refused, Fields: map[string]string{"A3": "no such city"}}, []string{"● City", "the API refused the address: A3: no such city"}, true},
		"the dial zone was refused":            {screen.SentMsg{State: models.Refused, Fields: map[string]string{"dialZone": "not of it"}}, []string{"● Dial zone", "refused: not of it"}, true},
		"the first of two, in the order asked": {screen.SentMsg{State: models.Refused, Fields: map[string]string{"dialZone": "x", "pc": "y"}}, []string{"● Address", "refused: y"}, true},
		"a field that nobody knows":            {screen.SentMsg{State: models.Refused, Fields: map[string]string{"landmark": "x"}}, []string{"the API refused the address: landmark: x"}, true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			reviewed(t, screen.Address{ISO2: "CH", Site: "vs0", SiteName: "CH_BIE_01", Customer: "9999"}, func(p *stage) {
				p.Send(test.sent)
				p.Want(test.want...)
				if kept := p.drafts.draft("draft-1") != ""; kept != test.draft {
					t.Errorf("the draft is kept: %t", kept)
				}
			})
		})
	}
}

// An address cannot be pushed for the first reason that there is.
func TestWhyAnAddressCannotBePushed(t *testing.T) {
	t.Parallel()
	site := screen.Address{ISO2: "CH", Site: "vs0", SiteName: "CH_BIE_01", Customer: "9999"}
	lost := newFake()
	lost.err = &models.Error{Op: "read", Kind: models.Offline}
	for name, test := range map[string]struct {
		source *fake
		route  screen.Address
		write  bool
		want   string
	}{
		"no voicesite":            {newFake(), swiss, true, "choose a voicesite first"},
		"no customer":             {newFake(), screen.Address{ISO2: "CH", Site: "vs0"}, true, "nothing says which customer the voicesite belongs to"},
		"changes are off":         {newFake(), site, false, "changes are off"},
		"the rules are not known": {lost, site, true, "the rules of Switzerland are not known"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := wizard.New(listingtest.Env(t, "mono"), test.source, wizard.Host{Write: func() bool { return test.write }}, test.route)
			listingtest.Drive(t, s, 120, 30, func(d *listingtest.Driver) {
				if test.source == lost {
					d.Press("ctrl+s", "ctrl+s")
				} else {
					finished(&stage{Driver: d})
				}
				d.Want("● Review")
				d.Press("a")
				d.Want(test.want)
				before := len(d.Asked)
				d.Press("p")
				if len(d.Asked) != before {
					t.Errorf("asked for %v", d.LastAsked())
				}
			})
		})
	}
}

func TestTheVoicesiteOfAnAddress(t *testing.T) {
	t.Parallel()
	t.Run("those of other countries are not offered", func(t *testing.T) {
		t.Parallel()
		reviewed(t, swiss, func(p *stage) {
			p.Press("a", "s")
			p.Want("2 voicesites in Switzerland", "Site 0  vs0")
			p.Type("zrh")
			p.Want("1 of 2 voicesites", "CH_ZRH_01")
			p.WantNot("CH_BIE_01")
			p.Press("enter", "G")
			p.Want("● Review", "vs1")
		})
	})
	t.Run("none is chosen with esc", func(t *testing.T) {
		t.Parallel()
		reviewed(t, swiss, func(p *stage) {
			p.Press("a", "s", "esc")
			p.Want("● Review")
			p.Press("G")
			p.Want("none chosen")
		})
	})
	t.Run("a list that cannot be had says why", func(t *testing.T) {
		t.Parallel()
		reviewed(t, swiss, func(p *stage) {
			p.source.err = &models.Error{Op: "read", Kind: models.Offline}
			p.Press("a", "s")
			p.WantNot("CH_BIE_01", "● Review\n✓")
		})
	})
	t.Run("a paste is what is looked for", func(t *testing.T) {
		t.Parallel()
		reviewed(t, swiss, func(p *stage) {
			p.Press("a", "s")
			p.Send(tea.PasteMsg{Content: "bie\n"})
			p.Want("1 of 2 voicesites", "CH_BIE_01")
		})
	})
}
