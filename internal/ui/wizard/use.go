package wizard

import (
	"maps"
	"slices"

	"btalk/internal/address"
	"btalk/internal/address/wizard"
	"btalk/internal/models"
	"btalk/internal/ui/screen"
)

// cannotPush says why the address cannot be pushed now; empty when it can.
func (s *Screen) cannotPush(report address.Report) string {
	switch {
	case !report.OK():
		return "something is wrong with it"
	case s.machine.Review().Lost() != "":
		return "the rules of " + s.machine.Country().Name.String() + " are not known"
	case report.AreasUnknown != nil:
		return "its areas are not known: " + models.Safe(report.AreasUnknown.Error())
	case s.machine.Target.Site.Empty():
		return "choose a voicesite first"
	case s.machine.Target.Customer.Empty():
		return "nothing says which customer the voicesite belongs to"
	case s.host.Write == nil || !s.host.Write():
		return "changes are off; start with --write, or :write"
	}
	return ""
}

// push hands the address to the plan of a change: nothing is sent from here.
func (s *Screen) push() screen.Do {
	if why := s.cannotPush(s.machine.Review().Check()); why != "" {
		return screen.Say(screen.Warning, "it cannot be pushed: "+why)
	}
	return screen.To(screen.Plan{Change: models.Change{
		Kind: models.PushAddress, Customer: s.machine.Target.Customer.Raw(), Site: s.machine.Target.Site.Raw(),
		SiteName: s.machine.Target.Name.String(), Country: s.machine.Country().ISO2, Address: s.machine.Address().JSON(),
	}})
}

// sent hears what became of the push: when it is done the draft has done its work;
// when the API refused it, its words stand beside the fields.
func (s *Screen) sent(msg screen.SentMsg) screen.Do {
	s.refused = nil
	switch msg.State {
	case models.Done:
		s.note = "the address was pushed; the draft has done its work"
		if msg.Onward {
			return screen.All(s.saving.Finish(), screen.Back(nil))
		}
		return s.saving.Finish()
	case models.Refused:
		s.takeRefusal(msg.Fields)
	case models.OutcomeUnknown:
		s.note = "nobody knows whether the address arrived: see changes; the draft is kept"
	case models.NotSent, models.Pending:
	}
	return nil
}

// takeRefusal goes to the first field that the API refused.
func (s *Screen) takeRefusal(words map[string]string) {
	s.note = "the API refused the address; nothing was changed"
	if len(words) == 0 || s.machine == nil {
		return
	}
	s.refused = map[address.Element]models.Text{}
	for name, said := range words {
		s.refused[address.ParseElement(name)] = models.NewText(said)
	}
	for _, name := range slices.Sorted(maps.Keys(words)) {
		s.note = "the API refused the address: " + models.Safe(name+": "+words[name])
		break
	}
	for _, stage := range s.machine.Course().Stages() {
		if s.refusedAt(stage.Place) {
			s.machine.GoTo(stage.Place)
			return
		}
	}
}

// refusedAt tells whether a field of a step was refused.
func (s *Screen) refusedAt(place wizard.Place) bool {
	switch place.Step {
	case wizard.StepArea:
		_, refused := s.refused[s.machine.Checker().Rules.Levels[place.Level].Element]
		return refused
	case wizard.StepFields:
		return slices.ContainsFunc(s.machine.Form().Fields(), func(field address.Field) bool {
			_, refused := s.refused[field.Element]
			return refused
		})
	case wizard.StepDialZone:
		_, refused := s.refused[address.DialZone]
		return refused
	case wizard.StepCountry, wizard.StepSearch, wizard.StepReview:
	}
	return false
}

// chooseSite asks for the voicesite.
func (s *Screen) chooseSite() screen.Do {
	pane, do := newSitesPane(s)
	s.over = pane
	return do
}

// giveUp discards the draft and leaves.
func (s *Screen) giveUp() screen.Do {
	return screen.All(s.saving.GiveUp(), screen.Back(nil))
}
