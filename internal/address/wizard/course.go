package wizard

import (
	"slices"

	"btalk/internal/address"
	"btalk/internal/models"
)

// Step is a kind of place in the wizard.
type Step int

// The steps in their order.
const (
	StepCountry  Step = iota
	StepSearch        // one line of free text, where the country has full-address search
	StepArea          // one geographic level
	StepFields        // the elements that are left
	StepDialZone      // where it is not computed
	StepReview
)

// Place is where the wizard stands. Level is the place in Rules.Levels at StepArea.
type Place struct {
	Step  Step
	Level int
}

func (p Place) before(q Place) bool {
	return p.Step < q.Step || p.Step == q.Step && p.Level < q.Level
}

// Course is the way through the places of the country, as far as they are known,
// and where on it the wizard stands.
type Course struct {
	about  *documents
	sheet  *sheet
	areas  *Areas
	search *Search

	place   Place
	goal    *Place // where a draft was left, until what leads there has come
	leaving bool   // the operator wants to go on, as soon as what comes next is known
}

// Waiting reports whether the wizard goes on by itself once what it needs has come.
func (c *Course) Waiting() bool { return c.leaving }

// start stands at the country, ready to go on.
func (c *Course) start() {
	c.place, c.goal, c.leaving = Place{Step: StepCountry}, nil, true
}

// head starts anew and goes to a place, as far as the country has it.
func (c *Course) head(goal Place) {
	c.start()
	c.goal = &goal
}

// stand stays at a place.
func (c *Course) stand(at Place) { c.place, c.leaving = at, false }

// back goes to the place before that asks for something; false where there is none.
func (c *Course) back() bool {
	c.leaving = false
	for _, p := range slices.Backward(c.places()) {
		if p.before(c.place) && c.asks(p) {
			c.place = p
			return true
		}
	}
	return false
}

// fit leaves a place that the country does not have after all.
func (c *Course) fit() {
	rules := c.about.rules
	if c.place.Step == StepArea && c.place.Level >= len(rules.Levels) ||
		c.place.Step == StepDialZone && rules.DialZone == address.DialZoneAutomatic {
		c.place = Place{Step: StepFields}
	}
}

// places lists the places of this country as far as they are known.
func (c *Course) places() []Place {
	places := []Place{{Step: StepCountry}}
	if c.about.country.ISO2 == "" {
		return places
	}
	if c.search.Offered() {
		places = append(places, Place{Step: StepSearch})
	}
	for i := range c.about.rules.Levels {
		places = append(places, Place{Step: StepArea, Level: i})
	}
	places = append(places, Place{Step: StepFields})
	if c.about.rules.DialZone != address.DialZoneAutomatic {
		places = append(places, Place{Step: StepDialZone})
	}
	return append(places, Place{Step: StepReview})
}

// asks reports whether there is something for the operator to do at a place.
func (c *Course) asks(p Place) bool { return p.Step != StepArea || c.areas.asks(p.Level) }

// settle goes on as far as nothing is asked, or what comes next is not known.
func (c *Course) settle() {
	for {
		if c.leaving && !c.leave() {
			return
		}
		c.resume()
		if c.place.Step == StepArea {
			c.areas.chooseOnly(c.place.Level)
		}
		if c.asks(c.place) {
			return
		}
		c.leaving = true
	}
}

// resume goes to the place of a draft once the documents of the country have come.
func (c *Course) resume() {
	if c.goal == nil || c.leaving {
		return
	}
	for _, p := range c.places() {
		if !c.goal.before(p) {
			c.place = p
		}
	}
	c.goal = nil
}

// leave moves one place on; false when what comes next is not known yet or this is
// the last place.
func (c *Course) leave() bool {
	if c.about.country.ISO2 == "" {
		c.leaving = false
		return false
	}
	if !c.about.settled(NeedSchema) || !c.about.settled(NeedRules) {
		return false
	}
	c.leaving = false
	places := c.places()
	next := slices.IndexFunc(places, c.place.before)
	if next < 0 {
		return false
	}
	c.place = places[next]
	return true
}

// StageState says how far a stage of the bar is.
type StageState int

// The states of a stage.
const (
	StageAhead StageState = iota
	StageHere
	StageDone
	StagePassed // nothing to choose: passed over
)

// Stage is one step in the bar above the wizard.
type Stage struct {
	Place Place
	Title string
	Value string // what was chosen there, if that is one thing
	State StageState
}

// Stages gives the bar.
func (c *Course) Stages() []Stage {
	var stages []Stage
	for _, p := range c.places() {
		stage := Stage{Place: p, State: StageAhead}
		stage.Title, stage.Value = c.words(p)
		switch {
		case p == c.place:
			stage.State = StageHere
		case !c.asks(p):
			stage.State = StagePassed
		case p.before(c.place):
			stage.State = StageDone
		}
		stages = append(stages, stage)
	}
	return stages
}

// words give a place its title, and what was chosen there if that is one thing.
func (c *Course) words(p Place) (title, value string) {
	switch p.Step {
	case StepCountry:
		return "Country", c.about.country.Name.String()
	case StepSearch:
		return "Search", ""
	case StepArea:
		return c.areas.Name(p.Level), models.Safe(c.areas.at(p.Level))
	case StepFields:
		return "Address", ""
	case StepDialZone:
		return "Dial zone", c.sheet.address.Get(address.DialZone).String()
	case StepReview:
		return "Review", ""
	}
	return "", ""
}
