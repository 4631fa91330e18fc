package draft_test

import (
	"errors"
	"strings"
	"testing"
	"testing/synctest"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/ui/draft"
	"btalk/internal/ui/draft/drafttest"
	"btalk/internal/ui/screen"
)

// page is a screen whose draft is what was typed.
type page struct{ text string }

func (p *page) Snapshot() ([]byte, error) {
	if p.text == "unwritable" {
		return nil, errors.New("it cannot be written")
	}
	return []byte(p.text), nil
}

func (p *page) WorthKeeping() bool { return p.text != "" }

// failing is a shelf on a disk that may be full.
type failing struct {
	drafttest.Shelf

	full bool
}

func (f *failing) Save(id string, data []byte) error {
	if f.full {
		return errors.New("no space left")
	}
	return f.Shelf.Save(id, data)
}

// runs does what a screen asks for until nothing follows, and gives what it asked of
// the root.
func runs(saving *draft.Saving, do screen.Do) (asked []tea.Msg) {
	cmd := do.Apply(func(ask tea.Msg) screen.Do {
		asked = append(asked, ask)
		return nil
	})
	return append(asked, answers(saving, cmd)...)
}

func answers(saving *draft.Saving, cmd tea.Cmd) (asked []tea.Msg) {
	if cmd == nil {
		return nil
	}
	msg := cmd()
	if batch, ok := msg.(tea.BatchMsg); ok {
		for _, one := range batch {
			asked = append(asked, answers(saving, one)...)
		}
		return asked
	}
	if accepted, next := saving.Accept(msg); accepted {
		return runs(saving, next)
	}
	return append(asked, msg)
}

// said gives the words of what was asked.
func said(asked []tea.Msg) string {
	var words []string
	for _, ask := range asked {
		if toast, ok := ask.(screen.ToastMsg); ok {
			words = append(words, toast.Text)
		}
	}
	return strings.Join(words, "; ")
}

func load(t *testing.T, shelf draft.Shelf, id string) string {
	t.Helper()
	data, err := shelf.Load(id)
	if err != nil {
		return "none"
	}
	return string(data)
}

func TestWhatIsTypedIsSavedOnceTheKeysPause(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		shelf, p := &drafttest.Shelf{}, &page{}
		saving := draft.New(shelf, "", p)
		if saving.Due() != nil {
			t.Error("something is due before a key")
		}
		saving.Touch()
		p.text = "a"
		first := saving.Due()
		if first == nil || saving.Due() != nil {
			t.Error("one timer is due, and no second one beside it")
		}
		p.text = "ab"
		saving.Touch()
		runs(saving, first)
		if got := load(t, shelf, "draft-1"); got != "ab" {
			t.Errorf("saved %q", got)
		}
		if saving.Due() != nil {
			t.Error("what is saved is due again")
		}
	})
}

func TestAFailedSaveIsSaidOnceAndSoIsItsEnd(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		shelf, p := &failing{full: true}, &page{text: "a"}
		saving := draft.New(shelf, "", p)
		save := func() string {
			saving.Touch()
			return said(runs(saving, saving.Due()))
		}
		if got := save(); !strings.Contains(got, "the draft is not kept: no space left") || saving.Keeps() {
			t.Errorf("said %q, keeps %t", got, saving.Keeps())
		}
		if got := save(); got != "" {
			t.Errorf("said again: %q", got)
		}
		shelf.full = false
		if got := save(); got != "the draft is kept again" || !saving.Keeps() {
			t.Errorf("said %q, keeps %t", got, saving.Keeps())
		}
		p.text = "unwritable"
		if got := save(); !strings.Contains(got, "it cannot be written") {
			t.Errorf("said %q", got)
		}
	})
}

func TestClosingTriesAgainWhatTheDiskRefused(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		shelf, p := &failing{full: true}, &page{text: "a"}
		saving := draft.New(shelf, "", p)
		saving.Touch()
		runs(saving, saving.Due())
		shelf.full = false
		saving.Close()
		if got := load(t, shelf, "draft-1"); got != "a" {
			t.Errorf("kept %q", got)
		}
	})
}

func TestSaveNowWritesWhatTheTimerHasNot(t *testing.T) {
	t.Parallel()
	shelf, p := &drafttest.Shelf{}, &page{text: "a"}
	saving := draft.New(shelf, "", p)
	if saving.SaveNow() != nil {
		t.Error("there is something to save before a key")
	}
	saving.Touch()
	answers(saving, saving.SaveNow())
	if got := load(t, shelf, "draft-1"); got != "a" {
		t.Errorf("saved %q", got)
	}
}

func TestAnOlderSaveNeverReplacesANewerOne(t *testing.T) {
	t.Parallel()
	shelf, p := &drafttest.Shelf{}, &page{text: "old"}
	saving := draft.New(shelf, "", p)
	saving.Touch()
	older := saving.SaveNow()
	p.text = "new"
	saving.Touch()
	newer := saving.SaveNow()
	answers(saving, newer)
	answers(saving, older)
	if got := load(t, shelf, "draft-1"); got != "new" {
		t.Errorf("kept %q", got)
	}
}

func TestClosingKeepsWhatIsWorthIt(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		begun, typed string
		touched      bool
		want         string
	}{
		"what the timer has not saved":                {"", "late", true, "late"},
		"nothing for a screen that nobody touched":    {"", "untouched", false, "none"},
		"no draft that holds nothing":                 {"begun", "", true, "none"},
		"the draft as it was where nothing was typed": {"begun", "begun", false, "begun"},
		"nothing where the draft cannot be written":   {"", "unwritable", true, "none"},
		"the last state of a draft that was taken up": {"begun", "more", true, "more"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			shelf, p, id := &drafttest.Shelf{}, &page{}, ""
			if test.begun != "" {
				id = "begun"
				if err := shelf.Save(id, []byte(test.begun)); err != nil {
					t.Fatal(err)
				}
			}
			saving := draft.New(shelf, id, p)
			if id == "" {
				id = "draft-1"
			}
			p.text = test.typed
			if test.touched {
				saving.Touch()
			}
			saving.Close()
			if got := load(t, shelf, id); got != test.want {
				t.Errorf("left %q, want %q", got, test.want)
			}
		})
	}
}

func TestADraftIsOpenInOneScreenOnly(t *testing.T) {
	t.Parallel()
	shelf := &drafttest.Shelf{}
	if err := shelf.Save("x", []byte("begun")); err != nil {
		t.Fatal(err)
	}
	first, second := draft.New(shelf, "x", &page{}), draft.New(shelf, "x", &page{})
	if data, err := first.Load(); err != nil || string(data) != "begun" {
		t.Fatalf("%q, %v", data, err)
	}
	if _, err := second.Load(); err == nil || !strings.Contains(err.Error(), "open in another session") {
		t.Errorf("taken twice: %v", err)
	}
	first.Close()
	if _, err := second.Load(); err != nil {
		t.Errorf("not free after it was closed: %v", err)
	}
}

func TestWhatIsFinishedOrGivenUpIsForgotten(t *testing.T) {
	t.Parallel()
	for name, end := range map[string]func(*draft.Saving) screen.Do{"finished": (*draft.Saving).Finish, "given up": (*draft.Saving).GiveUp} {
		shelf, p := &drafttest.Shelf{}, &page{text: "a"}
		saving := draft.New(shelf, "", p)
		saving.Touch()
		answers(saving, saving.SaveNow())
		late := saving.SaveNow()
		runs(saving, end(saving))
		answers(saving, late)
		saving.Close()
		if got := load(t, shelf, "draft-1"); got != "none" {
			t.Errorf("%s: left %q", name, got)
		}
	}
}

func TestLeavingSaysThatADraftStays(t *testing.T) {
	t.Parallel()
	p := &page{text: "a"}
	saving := draft.New(&drafttest.Shelf{}, "", p)
	if got := said(runs(saving, saving.Leave())); got != "" || saving.Touched() {
		t.Errorf("an untouched screen said %q", got)
	}
	saving.Touch()
	if got := said(runs(saving, saving.Leave())); !strings.Contains(got, "The draft is kept") || !saving.WorthKeeping() {
		t.Errorf("said %q", got)
	}
	p.text = ""
	if got := said(runs(saving, saving.Leave())); got != "" || saving.WorthKeeping() {
		t.Errorf("an empty one said %q", got)
	}
}

func TestWithoutAShelfNothingIsKept(t *testing.T) {
	t.Parallel()
	saving := draft.New(nil, "", &page{text: "a"})
	saving.Touch()
	if _, err := saving.Load(); err == nil || saving.Keeps() || saving.WorthKeeping() {
		t.Errorf("err %v, keeps %t, worth %t", err, saving.Keeps(), saving.WorthKeeping())
	}
	if saving.Due() != nil || saving.Finish() != nil || saving.SaveNow() != nil {
		t.Error("something is done for a draft that nobody keeps")
	}
	saving.Close()
}

func TestARecordIsReadByItsOwnFormOnly(t *testing.T) {
	t.Parallel()
	data, err := draft.Record{Kind: draft.OrderSite, Title: "PARIS_1", Customer: "9999"}.Encode()
	if err != nil {
		t.Fatal(err)
	}
	if got, err := draft.Decode(draft.OrderSite, data); err != nil || got.Customer != "9999" || got.Title != "PARIS_1" {
		t.Errorf("%+v, %v", got, err)
	}
	if kind, title, ok := draft.About(data); kind != draft.OrderSite || title.Raw() != "PARIS_1" || !ok {
		t.Errorf("about %q %q %t", kind, title, ok)
	}
	for name, other := range map[string]string{
		"another form":    string(data),
		"an address":      `{"version":1,"address":{}}`,
		"another version": `{"form":"ranges","formVersion":2}`,
		"damage":          `{"form":`,
	} {
		if _, err := draft.Decode(draft.Ranges, []byte(other)); err == nil {
			t.Errorf("%s was read", name)
		}
		if name != "another form" && name != "another version" {
			if _, _, ok := draft.About([]byte(other)); ok {
				t.Errorf("%s is taken for a form's", name)
			}
		}
	}
	for kind, want := range map[draft.Kind]screen.Route{
		draft.Address: screen.Address{Draft: "x"}, draft.OrderSite: screen.OrderSite{Draft: "x"}, draft.Ranges: screen.Ranges{Draft: "x"},
	} {
		if got := (draft.Draft{ID: "x", Kind: kind}).Route(); got != want {
			t.Errorf("%q leads to %v", kind, got)
		}
	}
}
