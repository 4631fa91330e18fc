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

var swiss = screen.Address{ISO2: "CH"}

func TestTenKeysLeadToBiel(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		name string
		warm bool
		keys string
	}{
		{"level by level", false, "bern⏎biel⏎"},
		{"over both levels at once, when they are cached", true, "biel⏎"},
		{"in any order of words", true, "bie ber⏎"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			source := newFake()
			source.held["areas CH/Bern"] = tc.warm
			playOn(t, source, newShelf(), "mono", 80, 20, swiss, func(p *stage) {
				for _, key := range tc.keys {
					if key == '⏎' {
						p.Press("enter")
						continue
					}
					p.Type(string(key))
				}
				p.Want("✓ Bern › ✓ Biel/Bienne › ● Address")
			})
			if n := len([]rune(tc.keys)); n > 10 {
				t.Errorf("%d keys, at most 10 are due", n)
			}
		})
	}
}

func TestRequestsOfAnAddressInACountryWithTwoLevels(t *testing.T) {
	t.Parallel()
	source := newFake()
	source.held["schema CH"], source.held["rules CH"] = true, true
	playOn(t, source, newShelf(), "mono", 80, 20, swiss, func(p *stage) { biel(p) })
	if got := source.requests(); got != "areas CH, areas CH/Bern" {
		t.Errorf("the first address asked for %s", got)
	}
	source.asked = nil
	playOn(t, source, newShelf(), "mono", 80, 20, swiss, func(p *stage) { biel(p) })
	if got := source.requests(); got != "" {
		t.Errorf("the second address asked for %s", got)
	}
}

// biel chooses the areas.
func biel(p *stage) {
	p.Type("bern")
	p.Press("enter")
	p.Type("biel")
	p.Press("enter")
}

// finished fills in all of it.
func finished(p *stage) {
	biel(p)
	p.Type("Rue Centrale")
	p.Press("tab", "tab")
	p.Type("12")
	p.Press("tab")
	p.Type("2502")
	p.Press("ctrl+s")
	p.Type("032")
	p.Press("ctrl+s")
}

func TestAWholeAddress(t *testing.T) {
	t.Parallel()
	play(t, "mono", 80, 24, swiss, func(p *stage) {
		finished(p)
		p.Want("● Review", "Rue Centrale 12", "2502 Biel/Bienne", "Nothing is wrong", "Not checked here", "nobody verifies a dial zone")
		p.Press("y")
		want := screen.CopyMsg{
			What: "the JSON for voiceaddress",
			Text: `{"a1":"Bern","a3":"Biel/Bienne","a6":"Rue Centrale","hno":"12","pc":"2502","dialZone":"032"}`,
		}
		if got := p.LastAsked(); got != want {
			t.Errorf("copied %v", got)
		}
	})
}

func TestThePushIsHandedToThePlan(t *testing.T) {
	t.Parallel()
	play(t, "mono", 80, 24, swiss, func(p *stage) {
		finished(p)
		p.Press("a")
		p.Want("choose a voicesite first")
		p.Press("s")
		p.Want("CH_BIE_01", "CH_ZRH_01")
		p.WantNot("FR_LYO_01")
		p.Type("bie")
		p.Press("enter", "a", "p")
		push, ok := p.LastAsked().(screen.PushMsg)
		if !ok {
			t.Fatalf("asked for %v", p.LastAsked())
		}
		plan, _ := push.To.(screen.Plan)
		change, _ := plan.Change.(models.Change)
		if change.Kind != models.PushAddress || change.Customer != "9999" || change.Site != "vs0" || change.Country != "CH" ||
			!strings.Contains(string(change.Address), `"a3":"Biel/Bienne"`) {
			t.Errorf("the change is %+v", change)
		}
		if !strings.Contains(p.drafts.draft("draft-1"), `"site":"vs0"`) {
			t.Errorf("the draft does not hold the site: %s", p.drafts.draft("draft-1"))
		}
		p.Send(screen.SentMsg{State: models.Refused, Fields: map[string]string{"pc": "no such code"}})
		p.Want("● Address", "refused: no such code")
		p.Send(screen.SentMsg{State: models.OutcomeUnknown})
		if p.drafts.draft("draft-1") == "" {
			t.Error("the draft went although nobody knows what became of the push")
		}
		p.Send(screen.SentMsg{State: models.Done, Onward: true})
		if p.drafts.draft("draft-1") != "" {
			t.Error("the draft of a pushed address stays")
		}
	})
}

func TestWithoutWritingThePushSaysWhy(t *testing.T) {
	t.Parallel()
	env := listingtest.Env(t, "mono")
	s := wizard.New(env, newFake(), wizard.Host{}, screen.Address{ISO2: "CH", Site: "vs0", SiteName: "CH_BIE_01", Customer: "9999"})
	listingtest.Drive(t, s, 100, 24, func(d *listingtest.Driver) {
		finished(&stage{Driver: d})
		d.Press("a", "p")
		d.Want("changes are off")
		if d.LastAsked() != nil {
			t.Errorf("asked for %v", d.LastAsked())
		}
	})
}

func TestBackKeepsEverything(t *testing.T) {
	t.Parallel()
	play(t, "mono", 80, 24, swiss, func(p *stage) {
		finished(p)
		p.Press("esc", "esc")
		p.Want("● Address", "Rue Centrale", "2502")
		p.Press("esc", "esc")
		p.Want("● Canton", "Keep Bern")
		p.Type("zür")
		p.Press("enter")
		p.Want("“Biel/Bienne” is not in “Zürich”: City was cleared", "● City")
		p.Type("win")
		p.Press("enter")
		p.Want("Winterthur", "Rue Centrale", "2502")
	})
}

func TestEnterWaitsForTheList(t *testing.T) {
	t.Parallel()
	source := newFake()
	source.held["schema CH"], source.held["rules CH"] = true, true
	env := listingtest.Env(t, "mono")
	s := wizard.New(env, source, wizard.Host{}, swiss)
	s.Update(tea.WindowSizeMsg{Width: 80, Height: 20})
	var waiting []screen.Do
	hear := func(cmd screen.Do) { waiting = append(waiting, cmd) }
	hear(s.Init())
	typed := func(text string) {
		for _, r := range text {
			name := string(r)
			if r == '⏎' {
				name = "enter"
			}
			hear(s.Update(listingtest.Key(name)))
		}
	}
	typed("bern⏎biel⏎Rue Centrale")
	if !strings.Contains(s.View(), "typed ahead") {
		t.Errorf("nothing tells what was typed ahead:\n%s", s.View())
	}
	listingtest.Drive(t, s, 80, 20, func(d *listingtest.Driver) {
		for _, cmd := range waiting {
			d.Do(cmd)
		}
		d.Want("✓ Biel/Bienne › ● Address", "Rue Centrale")
	})
}

func TestPastesNeverPressAKey(t *testing.T) {
	t.Parallel()
	t.Run("a paste with newlines is one line and submits nothing", func(t *testing.T) {
		t.Parallel()
		play(t, "mono", 80, 20, swiss, func(p *stage) {
			p.Send(tea.PasteMsg{Content: "bern\nq\r\n"})
			p.Want("● Canton", "bern q")
			for _, asked := range p.Asked {
				t.Errorf("asked for %v", asked)
			}
		})
	})
	t.Run("keys of the review are none in a paste", func(t *testing.T) {
		t.Parallel()
		play(t, "mono", 80, 24, swiss, func(p *stage) {
			finished(p)
			before := len(p.Asked)
			p.Send(tea.PasteMsg{Content: "y"})
			p.Send(tea.PasteMsg{Content: "apx"})
			p.Want("● Review")
			if len(p.Asked) != before {
				t.Errorf("asked for %v", p.LastAsked())
			}
		})
	})
	t.Run("a whole address is offered to be spread", func(t *testing.T) {
		t.Parallel()
		play(t, "mono", 80, 20, screen.Address{ISO2: "GB"}, func(p *stage) {
			p.Send(tea.PasteMsg{Content: "10 Downing Street\nLondon SW1A 2AA"})
			p.Want("Spread it over the fields?", "SW1A 2AA", "Downing Street")
			p.Press("enter")
			p.Want("● Address", "London", "Downing Street", "SW1A 2AA")
		})
	})
	t.Run("denied it is pasted where the cursor is", func(t *testing.T) {
		t.Parallel()
		play(t, "mono", 100, 20, screen.Address{ISO2: "GB"}, func(p *stage) {
			p.Send(tea.PasteMsg{Content: "10 Downing Street\nLondon SW1A 2AA"})
			p.Press("n")
			p.Want("10 Downing Street London SW", "33/60")
			p.WantNot("Spread it")
		})
	})
	t.Run("a name stays in its field", func(t *testing.T) {
		t.Parallel()
		play(t, "mono", 80, 20, screen.Address{ISO2: "GB"}, func(p *stage) {
			p.Send(tea.PasteMsg{Content: "Łódź / 100% #? .. & d'Est"})
			p.Want("Łódź / 100% #? .. & d'Est", "● Address")
		})
	})
}

func TestTheFormTellsTheRuleAndTheViolation(t *testing.T) {
	t.Parallel()
	play(t, "mono", 100, 24, swiss, func(p *stage) {
		biel(p)
		p.Want("Street name with its type", "at most 60 characters", "0/60", "mandatory")
		p.Type("x")
		p.Want("1/60")
		p.Press("tab", "tab", "tab")
		p.Type("25a")
		p.Want("“a” is not a digit", "3 characters, at least 4 are needed")
		p.Press("ctrl+s")
		p.Want("● Address", "› Postal code")
	})
}

func TestGoOnLeadsToTheFirstFieldThatIsWrong(t *testing.T) {
	t.Parallel()
	play(t, "mono", 80, 24, swiss, func(p *stage) {
		biel(p)
		p.Press("tab", "tab", "tab", "ctrl+s")
		p.Want("› Street ", "! mandatory")
	})
}

func TestAnEnumerationIsChosenByLetters(t *testing.T) {
	t.Parallel()
	play(t, "mono", 80, 24, swiss, func(p *stage) {
		biel(p)
		p.Press("tab")
		p.Type("av")
		p.Want("Avenue", "stored as AVE")
		p.Press("enter")
		p.Want("› House number", "Avenue")
		p.Press("up", " ")
		p.Want("Chemin", "Rue")
		p.Press("esc")
		p.Want("Avenue", "● Address")
		p.WantNot("Chemin")
		p.Press("backspace", "tab")
		p.WantNot("Avenue")
	})
}

func TestACandidateFillsTheFieldsExactly(t *testing.T) {
	t.Parallel()
	play(t, "mono", 80, 24, screen.Address{ISO2: "FR"}, func(p *stage) {
		p.Type("12 hugo")
		p.Want("Rue Victor Hugo", "Avenue Victor Hugo", "2 addresses found")
		p.Press("enter")
		p.Want("● Address", "Lyon", "69002")
		p.Press("ctrl+s", "y")
		want := `{"a3":"Lyon","a6":"Rue Victor Hugo","hno":"12","pc":"69002","dialZone":"04","x9":{"kept":true}}`
		if got, _ := p.LastAsked().(screen.CopyMsg); got.Text != want {
			t.Errorf("copied %s", got.Text)
		}
	})
}

func TestNoAddressIsTakenUnseen(t *testing.T) {
	t.Parallel()
	env := listingtest.Env(t, "mono")
	s := wizard.New(env, newFake(), wizard.Host{}, screen.Address{ISO2: "FR"})
	listingtest.Drive(t, s, 80, 20, func(d *listingtest.Driver) {
		d.Want("● Search")
		for _, r := range "hugo" {
			s.Update(listingtest.Key(string(r))) // the pause does not end
		}
		d.Press("enter")
		d.Want("● Search", "2 addresses found")
		d.Press("enter")
		d.Want("● Address")
	})
}

func TestPortugalHelpsWithPostalCodes(t *testing.T) {
	t.Parallel()
	play(t, "mono", 80, 20, screen.Address{ISO2: "PT"}, func(p *stage) {
		p.Press("tab", "tab", "tab")
		p.Type("47")
		p.Want("4700-327, Braga", "4705-001, Braga")
		p.Press("down", "enter")
		p.Want("4700-327", "Braga")
	})
}

func TestWithoutTheNetworkItGoesOn(t *testing.T) {
	t.Parallel()
	source := newFake()
	source.err = &models.Error{Op: "read", Kind: models.Offline}
	playOn(t, source, newShelf(), "mono", 100, 30, swiss, func(p *stage) {
		p.Want("● Address", "enter tries again", "the address schema")
		p.Press("ctrl+s", "ctrl+s")
		p.Want("● Review", "Not checked here", "the address schema")
		source.err = nil
		p.Press("r")
		p.Press("esc", "esc", "esc")
		p.Want("● Canton", "Zürich")
	})
}

func TestTheVoicesitesPresentAddressIsFilledIn(t *testing.T) {
	t.Parallel()
	source := newFake()
	source.given = `{"address":{"a1":"Bern","a3":"Thun","a6":"Hauptgasse","hno":"1","pc":"3600","dialZone":"033"}}`
	route := screen.Address{ISO2: "CH", Site: "vs0", SiteName: "CH_BIE_01", Customer: "9999"}
	playOn(t, source, newShelf(), "mono", 100, 24, route, func(p *stage) {
		p.Want("Keep Bern", "CH_BIE_01", "present address")
		p.Press("enter", "enter")
		p.Want("● Address", "Hauptgasse", "3600")
	})
	source.err = errors.New("no")
	source.held = map[string]bool{}
	playOn(t, source, newShelf(), "mono", 100, 24, route, func(p *stage) { p.Want("could not be read") })
}

func TestChildrenAreFetchedAheadFromTheSpareBudgetOnly(t *testing.T) {
	t.Parallel()
	play(t, "mono", 80, 20, swiss, func(p *stage) {
		if strings.Contains(p.source.requests(), "Aargau") {
			t.Error("the first row was fetched although nobody asked for it")
		}
		p.Type("ge")
		requests := strings.Split(p.source.requests(), ", ")
		if last := len(requests) - 1; requests[last] != "areas CH/Genève" || p.source.lanes[last] != models.PrefetchLane {
			t.Errorf("asked for %v in the lanes %v", requests, p.source.lanes)
		}
	})
}

func TestTheCountryIsFoundByAnyName(t *testing.T) {
	t.Parallel()
	for typed, want := range map[string]string{"suisse": "Switzerland", "ch": "Switzerland", "osterr": "Austria", "xq": "XQ"} {
		t.Run(typed, func(t *testing.T) {
			t.Parallel()
			play(t, "mono", 80, 20, screen.Address{}, func(p *stage) {
				p.Type(typed)
				p.Press("enter")
				p.Want("✓ " + want)
			})
		})
	}
}
