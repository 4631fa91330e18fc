package wizard

import (
	"maps"
	"slices"

	"btalk/internal/address"
	"btalk/internal/address/wizard"
	"btalk/internal/models"
	"btalk/internal/ui/screen"
)

// pushing hands the finished address on, and keeps what the API said against it.
type pushing struct {
	d       *desk
	write   func() bool                     // changes are allowed now; nil for never
	refused map[address.Element]models.Text // what the API said of a field that was pushed
}

// cannot says why the address cannot be pushed now; empty when it can.
func (p *pushing) cannot(report address.Report) string {
	switch machine := p.d.machine; {
	case !report.OK():
		return "something is wrong with it"
	case machine.Review().Lost() != "":
		return "the rules of " + machine.Country().Name.String() + " are not known"
	case report.AreasUnknown != nil:
		return "its areas are not known: " + models.Safe(report.AreasUnknown.Error())
	case machine.Target.Site.Empty():
		return "choose a voicesite first"
	case machine.Target.Customer.Empty():
		return "nothing says which customer the voicesite belongs to"
	case p.write == nil || !p.write():
		return "changes are off; start with --write, or :write"
	}
	return ""
}

// push hands the address to the plan of a change: nothing is sent from here.
func (p *pushing) push() screen.Do {
	machine := p.d.machine
	if why := p.cannot(machine.Review().Check()); why != "" {
		return screen.Say(screen.Warning, "it cannot be pushed: "+why)
	}
	return screen.To(screen.Plan{Change: models.Change{
		Kind: models.PushAddress, Customer: machine.Target.Customer.Raw(), Site: machine.Target.Site.Raw(),
		SiteName: machine.Target.Name.String(), Country: machine.Country().ISO2, Address: machine.Address().JSON(),
	}})
}

// sent takes what became of the push, and what to note of it: when it is done the
// draft has done its work; when the API refused it, its words stand beside the fields.
func (p *pushing) sent(msg screen.SentMsg) (note string, do screen.Do) {
	p.refused = nil
	switch msg.State {
	case models.Done:
		do = p.d.saving.Finish()
		if msg.Onward {
			target := p.d.machine.Target
			do = screen.All(do, screen.Back(nil), screen.To(screen.VoiceSite{ID: target.Site.Raw(), Name: target.Name.String()}))
		}
		return "the address was pushed; the draft has done its work", do
	case models.Refused:
		return p.takeRefusal(msg.Fields), nil
	case models.OutcomeUnknown:
		return "nobody knows whether the address arrived: see changes; the draft is kept", nil
	case models.NotSent, models.Pending:
	}
	return "", nil
}

// takeRefusal goes to the first field that the API refused, and says what it said.
func (p *pushing) takeRefusal(words map[string]string) string {
	if len(words) == 0 || p.d.machine == nil {
		return "the API refused the address; nothing was changed"
	}
	p.refused = map[address.Element]models.Text{}
	for name, said := range words {
		p.refused[address.ParseElement(name)] = models.NewText(said)
	}
	for _, stage := range p.d.machine.Course().Stages() {
		if p.refusedAt(stage.Place) {
			p.d.machine.GoTo(stage.Place)
			break
		}
	}
	first := slices.Sorted(maps.Keys(words))[0]
	return "the API refused the address: " + models.Safe(first+": "+words[first])
}

// refusedAt reports whether a field of a step was refused.
func (p *pushing) refusedAt(place wizard.Place) bool {
	refused := func(e address.Element) bool { _, refused := p.refused[e]; return refused }
	switch place.Step {
	case wizard.StepArea:
		return refused(p.d.machine.Checker().Rules.Levels[place.Level].Element)
	case wizard.StepFields:
		fields := p.d.machine.Form().Fields()
		return slices.ContainsFunc(fields, func(field address.Field) bool { return refused(field.Element) })
	case wizard.StepDialZone:
		return refused(address.DialZone)
	case wizard.StepCountry, wizard.StepSearch, wizard.StepReview:
	}
	return false
}
