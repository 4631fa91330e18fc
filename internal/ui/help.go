package ui

import (
	"charm.land/bubbles/v2/key"

	"btalk/internal/ui/helpview"
)

// helpGroups are the live bindings: those of the screen below, then those that
// work everywhere. What works is what is shown, because they are the same.
func (a *App) helpGroups() []helpview.Group {
	var groups []helpview.Group
	for i, bindings := range a.page().FullHelp() {
		title := ""
		if i == 0 {
			title = a.page().Title()
		}
		groups = append(groups, helpview.Group{Title: title, Bindings: bindings})
	}
	everywhere := helpview.Group{Title: "Everywhere"}
	for _, global := range a.globals() {
		everywhere.Bindings = append(everywhere.Bindings, global.binding)
	}
	return append(groups, everywhere)
}

// actions are the bindings that the palette offers by name.
func (a *App) actions() []key.Binding {
	var all []key.Binding
	for _, group := range a.helpGroups() {
		for _, binding := range group.Bindings {
			if binding.Enabled() {
				all = append(all, binding)
			}
		}
	}
	return all
}
