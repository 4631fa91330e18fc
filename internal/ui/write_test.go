package ui

import (
	"context"
	"testing"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
	"btalk/internal/ui/uitest"
)

// rightsOf answers with a profile of rights.
type rightsOf struct {
	*fakeService
	profile string
	err     error
}

func (r rightsOf) Me(context.Context, models.Mode) (models.Snapshot[models.Me], error) {
	return models.Snapshot[models.Me]{Value: models.Me{Rights: models.NewText(r.profile)}}, r.err
}

func TestTheQuestionOfWriteOpensAtOnce(t *testing.T) {
	const question = "Allow changes?"
	// ask opens the question; its rights arrive when they are run.
	ask := func(t *testing.T, service Service, keys ...string) (d *uitest.Driver, rights func()) {
		t.Helper()
		a, d := dashboard(t, service, 120, 36)
		_, work := a.Update(writeMsg{})
		d.Want(question)
		var more []tea.Cmd
		for _, name := range keys {
			_, cmd := a.Update(uitest.Key(t, name))
			more = append(more, cmd)
		}
		return d, func() {
			for _, cmd := range append([]tea.Cmd{work}, more...) {
				d.Run(cmd)
			}
		}
	}
	may := rightsOf{fakeService: newFake(), profile: "readwrite"}
	bubble(t, "and waits for the rights with the yes that came before them", func(t *testing.T) {
		service := may
		service.fakeService = newFake()
		d, rights := ask(t, service, "y")
		d.WantNot(" WRITE ")
		if service.writes != 0 {
			t.Fatal("changes were allowed before the rights were read")
		}
		rights()
		d.WantNot(question)
		d.Want(" WRITE ")
	})
	bubble(t, "another key is no, before the rights too", func(t *testing.T) {
		d, rights := ask(t, may, "n")
		d.WantNot(question)
		rights()
		d.WantNot(question, " WRITE ")
	})
	bubble(t, "keys go to the question and to nothing else", func(t *testing.T) {
		d, rights := ask(t, may, "q")
		rights()
		d.WantNot(question)
		if d.Quit {
			t.Error("q left the dashboard behind the question")
		}
	})
	bubble(t, "rights that allow no change end it, whatever was said", func(t *testing.T) {
		service := rightsOf{fakeService: newFake(), profile: "readonly"}
		d, rights := ask(t, service, "y")
		rights()
		d.WantNot(question, " WRITE ")
		d.Want("The rights profile of this API key is readonly")
	})
	bubble(t, "rights that cannot be read forbid nothing", func(t *testing.T) {
		d, rights := ask(t, rightsOf{fakeService: newFake(), err: &models.Error{Op: "me", Kind: models.Server}})
		rights()
		d.Want(question)
		d.Press("y")
		d.Want(" WRITE ")
	})
}
