package wizard_test

import (
	"strings"
	"testing"

	"btalk/internal/ui/screen"
)

func TestAnAreaThatAnIncompleteListLacksIsKeptAndNotPushed(t *testing.T) {
	t.Parallel()
	source := newFake()
	source.short = "CH"
	source.given = `{"address":{"a1":"Uri","a3":"Altdorf","a6":"Gasse","hno":"1","pc":"6460","dialZone":"041"}}`
	route := screen.Address{ISO2: "CH", Site: "vs0", SiteName: "CH_BIE_01", Customer: "9999"}
	playOn(t, source, newShelf(), "mono", 120, 30, route, func(p *stage) {
		p.Want("Keep Uri", "it is not in the list, which is incomplete", "the list is incomplete: 4 of 26")
		p.Press("enter")
		p.Want("● Address", "? Uri", "not checked here", "Altdorf")
		p.Press("ctrl+s", "ctrl+s")
		p.Want("● Review", "Its areas are not known", "the list is incomplete (4 of 26)")
		p.Press("a", "p")
		p.Want("its areas are not known")
		if _, pushed := p.LastAsked().(screen.PushMsg); pushed {
			t.Error("it was handed to the plan")
		}
	})
}

func TestAListOnDiskThatIsOldOrIncompleteIsReadAnew(t *testing.T) {
	t.Parallel()
	for name, prepare := range map[string]func(source *fake){
		"fresh and whole": func(*fake) {},
		"old":             func(source *fake) { source.old = "CH/Bern" },
		"incomplete":      func(source *fake) { source.short = "CH/Bern" },
	} {
		source := newFake()
		prepare(source)
		source.held["areas CH/Bern"] = true
		playOn(t, source, newShelf(), "mono", 80, 24, swiss, func(p *stage) {
			p.Type("thun")
			if found := strings.Contains(p.Frame(), "Bern, Thun"); found != (name == "fresh and whole") {
				t.Errorf("%s: found below its canton: %t", name, found)
			}
			p.Press("esc", "esc")
			p.Press("enter")
			p.Type("bern")
			p.Press("enter")
			p.Want("● City", "Biel/Bienne", "Köniz")
		})
	}
}

func TestAListOfVoicesitesThatIsIncompleteSaysSo(t *testing.T) {
	t.Parallel()
	source := newFake()
	source.short = "voicesites"
	playOn(t, source, newShelf(), "mono", 80, 24, swiss, func(p *stage) {
		finished(p)
		p.Press("a", "s")
		p.Want("2 voicesites in Switzerland; the list is incomplete: 3 of 2,345")
	})
}
