package wizard

import (
	"slices"

	"btalk/internal/address"
)

// Next goes on to the next place that needs the operator. When something is wrong
// here it stays, and says what.
func (w *Wizard) Next() []address.Violation {
	if wrong := w.wrong(); len(wrong) > 0 {
		return wrong
	}
	w.Query = ""
	w.course.leaving = true
	w.settle()
	return nil
}

// Back goes to the place before; it keeps everything and never refuses. It reports
// whether there was one.
func (w *Wizard) Back() bool {
	went := w.course.back()
	if went {
		w.Query = ""
	}
	return went
}

// GoTo goes to a place of the bar: back at once, forward as far as nothing is
// wrong on the way, which it then says.
func (w *Wizard) GoTo(target Place) []address.Violation {
	for w.course.place.before(target) {
		from := w.course.place
		if wrong := w.Next(); len(wrong) > 0 || w.course.place == from {
			return wrong
		}
	}
	if target.before(w.course.place) && slices.Contains(w.course.places(), target) && w.course.asks(target) {
		w.course.stand(target)
		w.Query = ""
	}
	return nil
}

// settle brings everything up to date after an action or an answer: values that no
// longer fit are cleared, single areas chosen, places without a choice passed.
func (w *Wizard) settle() {
	w.areas.respell()
	w.areas.refit()
	w.sheet.dropComputedZone(w.about.rules.DialZone)
	w.course.settle()
}

// wrong says what is wrong at this place.
func (w *Wizard) wrong() []address.Violation {
	switch place := w.course.place; place.Step {
	case StepCountry:
		if w.about.country.ISO2 == "" {
			return []address.Violation{{Field: "country", Rule: address.RuleMandatory, What: "no country is chosen", Fix: "choose one"}}
		}
	case StepArea:
		return w.areas.wrong(place.Level)
	case StepFields:
		return w.Form().wrong()
	case StepDialZone:
		return w.Form().Check(address.DialZone).Violations
	case StepSearch, StepReview:
	}
	return nil
}
