package form_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
	"btalk/internal/ui/draft"
	"btalk/internal/ui/draft/drafttest"
	"btalk/internal/ui/form"
	"btalk/internal/ui/listing/listingtest"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/widget"
)

// order is a screen with a form: a name, and a place that is read.
type order struct {
	*form.Screen

	customer  string
	places    screen.Task[[]string]
	placesErr error
	submitted int
	after     []models.OutcomeState
	note      string
}

func newOrder(t *testing.T, shelf draft.Shelf, id string) *order {
	t.Helper()
	o := &order{customer: "9999"}
	env := listingtest.Env(t, "mono")
	var kept *form.Draft
	if shelf != nil {
		kept = &form.Draft{
			Shelf: shelf, Kind: draft.OrderSite, ID: id,
			Record: func() draft.Record { return draft.Record{Title: "an order", Customer: o.customer} },
			TakeUp: func(record draft.Record) { o.customer = "taken up: " + record.Customer },
		}
	}
	o.Screen = form.New(env, form.Config{
		Title: "Order", Head: func() string { return "Order for " + o.customer },
		Notes: func(int) []string {
			if o.note == "" {
				return nil
			}
			return []string{o.note}
		},
		Fields: func() []widget.FormField {
			return []widget.FormField{{Name: "name", Label: "Name", Hint: "how it is called"}, {Name: "place", Label: "Place", Choice: true, Waiting: "…"}}
		},
		Reads: []form.Read{{Task: &o.places, Came: func() {
			var options []widget.Option
			for _, place := range o.places.Snapshot.Value {
				options = append(options, widget.Option{Value: place, Text: place})
			}
			o.Fields.SetOptions("place", options, "none came")
		}}},
		Begin: func() screen.Do {
			return o.places.Load(env.Ctx, func(context.Context, models.Mode) (models.Snapshot[[]string], error) {
				return models.Snapshot[[]string]{Value: []string{"Bern", "Zürich"}, Fetched: listingtest.Now()}, o.placesErr
			})
		},
		Submit: func() screen.Do { o.submitted++; return nil },
		After:  func(sent screen.SentMsg) screen.Do { o.after = append(o.after, sent.State); return nil },
		Draft:  kept, What: "the order", Next: "the plan",
	})
	return o
}

// with drives a form and closes it.
func with(t *testing.T, o *order, test func(d *listingtest.Driver)) {
	t.Helper()
	listingtest.Drive(t, o, 60, 12, func(d *listingtest.Driver) {
		test(d)
		o.Close()
	})
}

func TestEveryFieldIsCheckedBeforeItIsSubmitted(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		keys      string
		submitted int
		shows     string
	}{
		"all is filled in":             {"A enter z enter", 1, "Zürich"},
		"submit does it from anywhere": {"tab z tab up A ctrl+s", 1, "Zürich"},
		"a field is missing":           {"ctrl+s", 0, "✗ it is missing"},
		"a choice is missing":          {"A ctrl+s", 0, "› Bern"},
		"nothing answers":              {"A enter x enter", 0, `none of 2 answers "x"`},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOrder(t, nil, "")
			with(t, o, func(d *listingtest.Driver) {
				d.Want("Order for 9999", "› Name", "how it is called")
				d.Press(strings.Fields(tc.keys)...)
				d.Want(tc.shows)
				if o.submitted != tc.submitted {
					t.Errorf("it was submitted %d times, want %d", o.submitted, tc.submitted)
				}
			})
		})
	}
}

func TestAPastedEnterSubmitsNothing(t *testing.T) {
	t.Parallel()
	o := newOrder(t, nil, "")
	with(t, o, func(d *listingtest.Driver) {
		d.Type("A")
		d.Press("tab")
		d.Send(tea.PasteMsg{Content: "Bern\r\r\n"})
		if o.submitted != 0 {
			t.Error("a paste submitted the form")
		}
		d.Want("› Place  Bern")
	})
}

func TestLeavingSaysWhatWouldBeLost(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		shelf *drafttest.Shelf
		keys  string
		dirty bool
	}{
		"nothing where nothing was typed":  {nil, "tab", false},
		"what was typed":                   {nil, "A", true},
		"nothing where a draft is kept":    {&drafttest.Shelf{}, "A", false},
		"what was typed and deleted again": {nil, "A backspace", true},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := newOrder(t, nil, "")
			if tc.shelf != nil {
				o = newOrder(t, tc.shelf, "")
			}
			with(t, o, func(d *listingtest.Driver) {
				d.Press(strings.Fields(tc.keys)...)
				if what, dirty := o.Dirty(); dirty != tc.dirty || what != "the order" {
					t.Errorf("dirty %v: %s", dirty, what)
				}
				d.Press("esc")
				if len(d.Asked) == 0 {
					t.Fatal("it did not leave")
				}
				if _, left := d.Asked[0].(screen.PopMsg); !left {
					t.Errorf("asked for %#v", d.Asked)
				}
			})
		})
	}
}

func TestWhatWasTypedComesBackFromItsDraft(t *testing.T) {
	t.Parallel()
	shelf := &drafttest.Shelf{}
	with(t, newOrder(t, shelf, ""), func(d *listingtest.Driver) {
		d.Type("LYON")
		d.Press("tab")
		d.Type("zu")
	})
	o := newOrder(t, shelf, "draft-1")
	with(t, o, func(d *listingtest.Driver) {
		d.Want("Order for taken up: 9999", "LYON", "› Place  zu", "› Zürich")
		d.Press("enter")
		if o.submitted != 1 || o.Fields.Get("place") != "Zürich" {
			t.Errorf("submitted %d times, the place is %q", o.submitted, o.Fields.Get("place"))
		}
	})
}

func TestADraftLivesUntilItsChangeLeft(t *testing.T) {
	t.Parallel()
	for state, kept := range map[models.OutcomeState]int{
		models.Done: 0, models.OutcomeUnknown: 0, models.Pending: 0, models.Refused: 1, models.NotSent: 1,
	} {
		shelf := &drafttest.Shelf{}
		o := newOrder(t, shelf, "")
		with(t, o, func(d *listingtest.Driver) {
			d.Type("A")
			d.Send(screen.SentMsg{State: state})
			if len(o.after) != 1 || o.after[0] != state || o.Fields.Get("name") != "A" {
				t.Errorf("after %q the screen knows %v, and the name is %q", state, o.after, o.Fields.Get("name"))
			}
		})
		if got := shelf.Titles(t); len(got) != kept {
			t.Errorf("after %q: %q are kept", state, got)
		}
	}
}

func TestADraftThatHoldsNothingIsForgotten(t *testing.T) {
	t.Parallel()
	shelf := &drafttest.Shelf{}
	with(t, newOrder(t, shelf, ""), func(d *listingtest.Driver) { d.Press("tab", "esc") })
	with(t, newOrder(t, shelf, ""), func(d *listingtest.Driver) { d.Press("A", "backspace", "esc") })
	if got := shelf.Titles(t); len(got) != 0 {
		t.Errorf("kept %q", got)
	}
}

func TestADraftOfSomethingElseIsNotTakenUp(t *testing.T) {
	t.Parallel()
	for name, data := range map[string]string{
		"an address": `{"version":1}`, "ranges": `{"form":"ranges","formVersion":1}`, "a later version": `{"form":"order","formVersion":2}`, "nothing": "",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			shelf := &drafttest.Shelf{}
			if err := shelf.Save("other", []byte(data)); err != nil {
				t.Fatal(err)
			}
			o := newOrder(t, shelf, "other")
			with(t, o, func(d *listingtest.Driver) {
				d.Want("The draft cannot be taken up")
				if o.Caret() != nil {
					t.Error("there is a cursor in what cannot be filled in")
				}
				d.Type("typed")
				d.Press("enter", "esc")
				if _, left := d.LastAsked().(screen.PopMsg); !left || o.submitted != 0 {
					t.Errorf("asked for %#v, submitted %d times", d.LastAsked(), o.submitted)
				}
			})
			if got, _ := shelf.Load("other"); string(got) != data {
				t.Errorf("it became %s", got)
			}
		})
	}
}

func TestTheFrameIsToldWhatTheFormReads(t *testing.T) {
	t.Parallel()
	o := newOrder(t, nil, "")
	o.placesErr = errors.New("no answer")
	with(t, o, func(d *listingtest.Driver) {
		if err := o.Report().Err; err == nil || err.Error() != "no answer" {
			t.Errorf("reported %v", err)
		}
		d.Press("tab")
		d.Want("none came")
	})
}

func TestTheCursorFollowsTheNotesAboveIt(t *testing.T) {
	t.Parallel()
	o := newOrder(t, nil, "")
	with(t, o, func(d *listingtest.Driver) {
		d.Type("ab")
		if caret := o.Caret(); caret == nil || caret.Y != 2 || caret.X != 11 {
			t.Errorf("the cursor is at %+v", caret)
		}
		o.note = "a line that came"
		d.Want("a line that came", "› Name   ab")
		if caret := o.Caret(); caret == nil || caret.Y != 3 {
			t.Errorf("below the note the cursor is at %+v", caret)
		}
		for w := range 40 {
			for h := range 9 {
				d.Resize(w, h)
				_ = d.Frame()
				if caret := o.Caret(); caret != nil && h > 0 && caret.Y >= h {
					t.Errorf("at %dx%d the cursor is at %+v", w, h, caret)
				}
			}
		}
	})
}
