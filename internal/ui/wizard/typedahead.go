package wizard

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
	"btalk/internal/ui/keymap"
)

// ahead is the keys and pastes that came while a list is awaited.
type ahead struct {
	enter bool // it was pressed before the list came
	msgs  []tea.Msg
}

// mostAhead bounds what is typed ahead of a list that does not come.
const mostAhead = 256

func (a *ahead) keep(msg tea.Msg) {
	if len(a.msgs) < mostAhead {
		a.msgs = append(a.msgs, msg)
	}
}

// forget drops all of it; false when there was nothing.
func (a *ahead) forget() bool {
	some := a.enter || len(a.msgs) > 0
	*a = ahead{}
	return some
}

// words say that a list is awaited, and what will be handled once it is there;
// empty when nothing is.
func (a *ahead) words() string {
	if len(a.msgs) == 0 && !a.enter {
		return ""
	}
	var text strings.Builder
	for _, msg := range a.msgs {
		switch msg := msg.(type) {
		case tea.KeyPressMsg:
			if msg.Text == "" {
				text.WriteString(" " + keymap.Show(msg.String()) + " ")
			}
			text.WriteString(msg.Text)
		case tea.PasteMsg:
			text.WriteString(oneLine(msg.Content))
		}
	}
	if text.Len() == 0 {
		return "… waiting for the list"
	}
	return "… waiting for the list; typed ahead: " + models.Safe(text.String())
}
