package ui

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"btalk/internal/models"
	"btalk/internal/ui/draft"
)

// someDrafts are drafts that were not finished.
type someDrafts int

func (someDrafts) NewID() string                  { return "new" }
func (someDrafts) Open(string) (func(), error)    { return func() {}, nil }
func (someDrafts) Load(id string) ([]byte, error) { return nil, errors.New("no draft " + id) }
func (someDrafts) Save(string, []byte) error      { return nil }
func (someDrafts) Discard(string) error           { return nil }

func (n someDrafts) List() []draft.Draft {
	var drafts []draft.Draft
	for i := range int(n) {
		drafts = append(drafts, draft.Draft{
			ID: fmt.Sprintf("d%d", i), Title: models.NewText("Switzerland · Biel"), Saved: testNow().Add(-5 * time.Minute),
		})
	}
	return drafts
}

func TestDraftsAreOfferedOnTheFirstScreen(t *testing.T) {
	with := func(n int) func(*Options) { return func(o *Options) { o.Drafts = someDrafts(n) } }
	bubble(t, "one draft by what it is about, with its age", func(t *testing.T) {
		_, d := dashboard(t, newFake(), 120, 36, with(1))
		d.Want("draft: Switzerland · Biel, 5 min ago · D opens it", "fetched 3 min ago")
		d.Press("D")
		d.Want("cannot be taken up", "no draft d0")
	})
	bubble(t, "in a small terminal the age of the data keeps its place", func(t *testing.T) {
		_, d := dashboard(t, newFake(), 60, 15, with(1))
		d.Want("draft, 5 min ago · D opens it")
	})
	bubble(t, "several are listed", func(t *testing.T) {
		_, d := dashboard(t, newFake(), 80, 24, with(3))
		d.Want("3 drafts · D lists them")
		d.Press("D")
		d.Want("Drafts (3)", "Switzerland · Biel", "5 min ago")
	})
	bubble(t, "elsewhere nothing is offered", func(t *testing.T) {
		_, d := dashboard(t, newFake(), 80, 24, with(1))
		d.Press("enter")
		d.WantNot("D opens it")
	})
	bubble(t, "without drafts nothing is", func(t *testing.T) {
		_, d := dashboard(t, newFake(), 80, 24, with(0))
		d.WantNot("draft")
	})
}
