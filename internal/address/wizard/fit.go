package wizard

import (
	"btalk/internal/address"
	"btalk/internal/models"
)

// choose takes areas from a level down, and gives the level after the last of them.
// Areas further down stay when they fit.
func (a *Areas) choose(level int, areas []models.Text) int {
	for _, area := range areas {
		a.sheet.forgetAside(level)
		if level < len(a.about.rules.Levels) && a.at(level) != area.Raw() {
			a.put(level, area.Raw())
			a.sheet.recheck = level + 1
		}
		level++
	}
	return level
}

// chooseOnly takes the area of a level that has only one, unless another one was
// given there: the only one may be another town. It notes that it did.
func (a *Areas) chooseOnly(level int) {
	if a.sheet.wasSetAside(level) || a.State(level) != LevelSingle || a.at(level) != "" {
		return
	}
	list, _ := a.list(level)
	a.put(level, list.Values[0].Raw())
	a.sheet.note("%s was chosen: it is the only one", address.Quoted(a.at(level)))
}

// respell gives areas the spelling of their list when what stands there means one
// of its entries and no other, whoever gave it.
func (a *Areas) respell() {
	for i, level := range a.about.rules.Levels {
		list, _ := a.list(i)
		value := a.at(i)
		if value == "" || list.Has(value) {
			continue
		}
		if own, ok := list.Meant(value); ok {
			a.sheet.respellArea(level, own)
		}
	}
}

// refit clears the areas that no longer fit the area above, from the level to check
// on, and waits where a list has not come yet.
func (a *Areas) refit() {
	s := a.sheet
	for s.recheck > 0 && s.recheck < len(a.about.rules.Levels) {
		level := s.recheck
		state := a.State(level)
		if state == LevelPending {
			return
		}
		if why := a.misfit(level, state); why != "" {
			area := a.at(level)
			s.note("%s %s: %s was cleared", address.Quoted(area), why, a.Name(level))
			a.put(level, "")
			s.setAside(level, area, why)
			continue
		}
		a.chooseOnly(level)
		s.recheck++
	}
	s.recheck = 0
}

// misfit says why the area at a level below another one cannot stay, empty when it
// can or its list cannot tell.
func (a *Areas) misfit(level int, state LevelState) string {
	value := a.at(level)
	list, path := a.list(level)
	above := level - 1
	switch {
	case value == "":
	case state == LevelOpen && !list.Has(value) && list.Unknown(value) == nil:
		return "is not in " + address.Quoted(path[len(path)-1])
	case state == LevelClosed && a.State(above) == LevelOpen && a.at(above) == "":
		return "has no area above it any more"
	}
	return ""
}
