package wizard_test

import (
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
	"btalk/internal/ui/listing/listingtest"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/wizard"
)

// A search says how it stands, and there is always a way on without it.
func TestHowASearchStands(t *testing.T) {
	t.Parallel()
	france := screen.Address{ISO2: "FR"}
	for name, test := range map[string]struct {
		prepare func(source *fake)
		play    func(p *stage)
		want    []string
	}{
		"nothing is typed":               {nil, func(*stage) {}, []string{"the API finds the address", "Fill in by hand"}},
		"too little to search by itself": {nil, func(p *stage) { p.Type("hug") }, []string{"enter searches for it"}},
		"but asked to it does":           {nil, func(p *stage) { p.Type("hug"); p.Press("enter") }, []string{"no address was found; fewer words find more"}},
		"found after a pause":            {nil, func(p *stage) { p.Type("hugo") }, []string{"2 addresses found", "Rue Victor Hugo"}},
		"another text is another search": {nil, func(p *stage) { p.Type("hugo x") }, []string{"2 addresses found"}},
		"it fails": {
			func(source *fake) { source.err = &models.Error{Op: "search", Kind: models.Offline} },
			func(p *stage) { p.Type("hugo") },
			[]string{"enter goes on without the search"},
		},
		"by hand": {nil, func(p *stage) { p.Press("enter") }, []string{"● Address"}},
		"a candidate that is dropped": {
			nil, func(p *stage) {
				p.Press("enter")
				p.Type("Lyon")
				p.Press("esc")
				p.Type("hugo")
				p.Press("enter", "esc")
			},
			[]string{"Bring back what was typed before the found address", "Go on with the address as it is"},
		},
		"a whole line can be spread": {
			nil, func(p *stage) { p.Type("12 rue Foch, 69002 Lyon") }, []string{"Spread this line over the fields"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			source := newFake()
			if test.prepare != nil {
				source.held["schema FR"], source.held["rules FR"] = true, true
				test.prepare(source)
			}
			playOn(t, source, newShelf(), "mono", 90, 20, france, func(p *stage) {
				test.play(p)
				p.Want(test.want...)
			})
		})
	}
}

func TestASpreadLineOfTheSearch(t *testing.T) {
	t.Parallel()
	play(t, "mono", 90, 20, screen.Address{ISO2: "FR"}, func(p *stage) {
		p.Type("12 rue Foch, BP 7, 69002 Lyon")
		p.Press("down")
		for range 3 {
			p.Press("up")
		}
		p.Press("enter")
		p.Want("Spread it over the fields?", "Not placed", "BP 7", "a post office box")
		p.Press("enter")
		p.Want("● Address", "rue Foch", "69002", "not placed: BP 7")
	})
}

// What is there already is named before it is replaced; esc changes nothing.
func TestASpreadLineNamesWhatItReplaces(t *testing.T) {
	t.Parallel()
	play(t, "mono", 100, 20, screen.Address{ISO2: "GB"}, func(p *stage) {
		p.Type("Bath")
		p.Send(tea.PasteMsg{Content: "10 Downing Street\nLondon SW1A 2AA"})
		p.Want("London", "in place of Bath")
		p.Press("x", "esc")
		p.Want("● Address", "Bath")
		p.WantNot("Downing")
	})
}

// Suggestions come after a pause, are taken only when they are chosen, and their
// failure stops nobody.
func TestSuggestionsOfAListThatHelps(t *testing.T) {
	t.Parallel()
	portugal := screen.Address{ISO2: "PT"}
	for name, test := range map[string]struct {
		fails bool
		play  func(p *stage)
		want  []string
		not   []string
	}{
		"enter keeps what is typed":  {false, func(p *stage) { p.Type("47"); p.Press("enter") }, []string{"47", "Go on"}, []string{"4700-327"}},
		"the first below is taken":   {false, func(p *stage) { p.Type("47"); p.Press("down", "enter") }, []string{"4700-327", "Braga"}, []string{"4705-001"}},
		"the second below is taken":  {false, func(p *stage) { p.Type("47"); p.Press("down", "down", "tab") }, []string{"4705-001", "Braga"}, []string{"4700-327"}},
		"there is nothing below":     {false, func(p *stage) { p.Type("47"); p.Press("down", "down", "down", "tab") }, []string{"4705-001"}, nil},
		"above is what was typed":    {false, func(p *stage) { p.Type("47"); p.Press("down", "up", "up", "enter") }, []string{"47"}, []string{"4700-327", "Braga"}},
		"esc closes the list":        {false, func(p *stage) { p.Type("47"); p.Press("esc") }, []string{"● Address", "47"}, []string{"4700-327"}},
		"a list that cannot be had":  {true, func(p *stage) { p.Type("47") }, []string{"no suggestions", "47"}, []string{"4700-327"}},
		"nothing typed asks nothing": {false, func(p *stage) { p.Type("4"); p.Press("backspace") }, []string{"● Address"}, []string{"4700-327"}},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			play(t, "mono", 90, 24, portugal, func(p *stage) {
				p.Press("tab", "tab", "tab")
				if test.fails {
					p.source.err = &models.Error{Op: "read", Kind: models.Offline}
				}
				test.play(p)
				p.Want(test.want...)
				p.WantNot(test.not...)
			})
		})
	}
}

// A possible value is chosen by its letters or typed out; what was there before comes
// back with esc.
func TestPossibleValuesOfAField(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		keys []string
		want string
		not  string
	}{
		"typed out by what it shows":    {[]string{"r", "u", "e", "down", "tab"}, "Rue", "Avenue"},
		"typed out without its case":    {[]string{"C", "H", "E", "M", "I", "N", "shift+tab"}, "Chemin", "Avenue"},
		"all with the space bar":        {[]string{" ", "down", "down", "enter"}, "Chemin", "Avenue"},
		"the last of them":              {[]string{" ", "down", "down", "down", "down", "enter"}, "Rue", "Avenue"},
		"esc brings the first one back": {[]string{"a", "v", "enter", "up", "r", "esc"}, "Avenue", "Chemin"},
		"the left arrow types nothing":  {[]string{"left", "home", "tab"}, "House number", "Avenue"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			play(t, "mono", 90, 24, swiss, func(p *stage) {
				biel(p)
				p.Press("tab")
				p.Press(test.keys...)
				p.Want("● Address", test.want)
				p.WantNot(test.not)
			})
		})
	}
}

func TestTheBarInEveryWidth(t *testing.T) {
	t.Parallel()
	for w, want := range map[int]string{
		120: "4/6 ✓ Switzerland › ✓ Bern › ✓ Biel/Bienne › ● Address › Dial zone › Review",
		70:  "● Address",
		40:  "● Address",
	} {
		play(t, "mono", w, 20, swiss, func(p *stage) {
			biel(p)
			p.Want(want)
		})
	}
}

func TestTheCountryBeforeTheWizard(t *testing.T) {
	t.Parallel()
	t.Run("letters of no country say what to type", func(t *testing.T) {
		t.Parallel()
		play(t, "mono", 80, 20, screen.Address{}, func(p *stage) {
			p.Type("qqqq")
			p.Want("no country has this code")
			p.Press("enter")
			p.Want("● Country")
		})
	})
	t.Run("the country chosen before is gone on with", func(t *testing.T) {
		t.Parallel()
		play(t, "mono", 80, 20, swiss, func(p *stage) {
			p.Press("esc")
			p.Want("● Country", "Go on with Switzerland")
			p.Press("enter")
			p.Want("● Canton")
		})
	})
	t.Run("another country keeps what was typed", func(t *testing.T) {
		t.Parallel()
		play(t, "mono", 100, 24, swiss, func(p *stage) {
			biel(p)
			p.Type("Rue X")
			p.Press("esc", "esc", "esc")
			p.Type("gb")
			p.Press("enter")
			p.WantNot("Rue X")
			p.Press("esc")
			p.Type("ch")
			p.Press("enter", "enter", "enter")
			p.Want("● Address", "Rue X")
		})
	})
	t.Run("a draft that is in use is left alone", func(t *testing.T) {
		t.Parallel()
		drafts := newShelf()
		drafts.open["one"] = true
		playOn(t, newFake(), drafts, "mono", 80, 24, screen.Address{Draft: "one"}, func(p *stage) {
			p.Want("open in another session")
			p.Press("enter")
			p.Want("● Country")
			p.Type("ch")
			p.Press("enter")
			if p.Want("● Canton"); p.drafts.draft("one") != "" {
				t.Error("the draft of the other session was written")
			}
		})
	})
}

// What is typed while a list is awaited is said, and forgotten with esc.
func TestKeysTypedAheadAreForgottenWithEsc(t *testing.T) {
	t.Parallel()
	source := newFake()
	source.held["schema CH"], source.held["rules CH"] = true, true
	s := wizard.New(listingtest.Env(t, "mono"), source, wizard.Host{}, swiss)
	s.Update(tea.WindowSizeMsg{Width: 80, Height: 20})
	waiting := []screen.Do{s.Init()}
	for _, key := range []string{"b", "e", "enter", "esc", "v"} {
		waiting = append(waiting, s.Update(listingtest.Key(key)))
	}
	listingtest.Drive(t, s, 80, 20, func(d *listingtest.Driver) {
		for _, do := range waiting {
			d.Do(do)
		}
		d.Want("● Canton", "v")
		d.WantNot("● City")
	})
}

func TestAPossibleValueThatNobodyChoseIsNotTaken(t *testing.T) {
	t.Parallel()
	source := newFake()
	source.schemas["CH"] = strings.Replace(swissSchema, `{"value":"CH","display":"Chemin"}`,
		`{"value":"AV","display":"Avenue"},{"value":"ALT","display":"RUE"}`, 1)
	playOn(t, source, newShelf(), "mono", 80, 24, swiss, func(p *stage) {
		stored := func(want string) {
			t.Helper()
			if got := p.screen.Print(); !strings.Contains(got, "Street type  "+want+"\n") {
				t.Errorf("stored is not %q: %s", want, got)
			}
		}
		biel(p)
		p.Press("tab")
		p.Type("avenue")
		p.Press("shift+tab")
		stored("avenue") // two values are shown so
		p.Press("tab")
		p.Type("alt")
		p.Press("enter", "up", " ", "shift+tab")
		stored("ALT") // shown as another value is written
	})
}
