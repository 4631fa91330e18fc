package wizard

import (
	tea "charm.land/bubbletea/v2"

	"btalk/internal/address"
	"btalk/internal/models"
	"btalk/internal/ui/screen"
)

// cannotPush says why the address cannot be pushed now; empty when it can.
func (s *Screen) cannotPush(report address.Report) string {
	switch {
	case !report.OK():
		return "something is wrong with it"
	case s.target.Site.Empty():
		return "choose a voicesite first"
	case s.target.Customer.Empty():
		return "nothing says which customer the voicesite belongs to"
	case s.host.Write == nil || !s.host.Write():
		return "changes are off; start with --write, or :write"
	}
	return ""
}

// push hands the address to the plan of a change: nothing is sent from here.
func (s *Screen) push() tea.Cmd {
	s.handed = true
	return screen.To(screen.Plan{Change: models.Change{
		Kind: models.PushAddress, Customer: s.target.Customer.Raw(), Site: s.target.Site.Raw(),
		SiteName: s.target.Name.String(), Country: s.machine.Country().ISO2, Address: s.machine.Address().JSON(),
	}})
}

// wrote hears that a change was sent. When it was the push of this address, the
// draft has done its work.
func (s *Screen) wrote() tea.Cmd {
	if !s.handed {
		return nil
	}
	s.handed = false
	return s.finish()
}

// chooseSite asks for the voicesite.
func (s *Screen) chooseSite() tea.Cmd {
	pane, cmd := newSitesPane(s)
	s.over = pane
	return cmd
}

// giveUp discards the draft and leaves.
func (s *Screen) giveUp() tea.Cmd {
	finish := s.finish()
	s.saving.version = 0
	return tea.Sequence(finish, screen.Back(nil))
}
