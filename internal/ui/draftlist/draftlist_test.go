package draftlist

import (
	"errors"
	"strings"
	"testing"
	"time"

	"btalk/internal/models"
	"btalk/internal/ui/draft"
	"btalk/internal/ui/listing/listingtest"
	"btalk/internal/ui/screen"
)

// shelf holds drafts in memory.
type shelf struct {
	drafts map[string]string
	busy   string // the id of one that another screen has
}

func (*shelf) NewID() string { return "new" }

func (s *shelf) Open(id string) (func(), error) {
	if id == s.busy {
		return nil, errors.New("it is open in another session")
	}
	return func() {}, nil
}
func (s *shelf) Load(id string) ([]byte, error)    { return []byte(s.drafts[id]), nil }
func (s *shelf) Save(id string, data []byte) error { s.drafts[id] = string(data); return nil }
func (s *shelf) Discard(id string) error           { delete(s.drafts, id); return nil }
func (s *shelf) List() (all []draft.Draft) {
	for _, id := range []string{"a", "b"} {
		if data, ok := s.drafts[id]; ok {
			all = append(all, draft.Draft{ID: id, Kind: draft.OrderSite, Title: models.NewText(data), Saved: listingtest.Now().Add(-time.Hour)})
		}
	}
	return all
}

func TestADraftIsOpenedDeletedAndBroughtBack(t *testing.T) {
	t.Parallel()
	kept := &shelf{drafts: map[string]string{"a": "order of LYON_2", "b": "order of PARIS_3"}}
	listingtest.Drive(t, New(listingtest.Env(t, "mono"), kept, screen.Drafts{}), 80, 20, func(d *listingtest.Driver) {
		d.Press("enter")
		if got, ok := d.LastAsked().(screen.PushMsg); !ok || got.To != (screen.OrderSite{Draft: "a"}) {
			t.Errorf("enter asks for %#v", d.LastAsked())
		}
		d.Press("a", "1")
		if _, there := kept.drafts["a"]; there || strings.Contains(d.Frame(), "LYON_2") {
			t.Errorf("it is still there:\n%s", d.Frame())
		}
		d.Press("U")
		if kept.drafts["a"] != "order of LYON_2" || !strings.Contains(d.Frame(), "LYON_2") {
			t.Errorf("it is not there again:\n%s", d.Frame())
		}
		if d.Press("U"); len(kept.drafts) != 2 {
			t.Errorf("there are %d drafts", len(kept.drafts))
		}
	})
}

func TestADraftThatIsOpenElsewhereIsNotDeleted(t *testing.T) {
	t.Parallel()
	kept := &shelf{drafts: map[string]string{"a": "order of LYON_2"}, busy: "a"}
	listingtest.Drive(t, New(listingtest.Env(t, "mono"), kept, screen.Drafts{}), 60, 11, func(d *listingtest.Driver) {
		d.Press("a", "1")
		if toast, ok := d.LastAsked().(screen.ToastMsg); !ok || !strings.Contains(toast.Text, "another session") || len(kept.drafts) != 1 {
			t.Errorf("got %#v", d.LastAsked())
		}
	})
}

func TestWithoutDraftsNothingIsThere(t *testing.T) {
	t.Parallel()
	listingtest.Drive(t, New(listingtest.Env(t, "mono"), nil, screen.Drafts{}), 60, 11, func(d *listingtest.Driver) {
		if !strings.Contains(d.Frame(), "There is no draft") {
			t.Errorf("it shows\n%s", d.Frame())
		}
	})
}
