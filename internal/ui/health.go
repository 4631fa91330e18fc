package ui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
	"btalk/internal/ui/screen"
)

// health is what the frame knows of the service and of the fetch under way.
type health struct {
	budget    models.Budget
	notice    string    // the last remark of the service
	busySince time.Time // zero when nothing is under way
	downSince time.Time // the API could not be reached since; zero when it can
}

// watch brings the frame up to date after msg and asks for the next wake-up.
func (a *App) watch(msg tea.Msg) tea.Cmd {
	if _, key := msg.(tea.KeyPressMsg); !key {
		a.examine()
	}
	return a.clock.wake(a.nextChange(), a.now)
}

// examine looks at the service and at the screen shown. A key changes nothing
// of it, so that it costs a key nothing.
func (a *App) examine() {
	if a.service != nil {
		a.health.budget = a.service.Budget()
		a.heed(a.service.Notice())
	}
	report := a.report()
	switch {
	case !report.Busy:
		a.health.busySince = time.Time{}
	case a.health.busySince.IsZero():
		a.health.busySince = a.now
	}
	switch {
	case models.KindOf(report.Err) == models.Offline:
		if a.health.downSince.IsZero() {
			a.health.downSince = a.now
		}
	case report.Fetched.After(a.health.downSince):
		a.health.downSince = time.Time{}
	}
}

// heed shows a remark of the service once.
func (a *App) heed(notice string) {
	if notice == "" || notice == a.health.notice {
		return
	}
	a.health.notice = notice
	text := models.Safe(notice)
	a.toast = toast{level: screen.Warning, text: text, until: a.now.Add(toastTime(screen.Warning, text))}
}

// report is what the page shown knows about its data.
func (a *App) report() screen.Report {
	if reporter, ok := a.page().(screen.Reporter); ok {
		return reporter.Report()
	}
	return screen.Report{}
}
