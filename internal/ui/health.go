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
	reading   bool      // the budget and the remarks are being read
	again     bool      // something came meanwhile that may have changed them
}

// healthMsg brings the budget and the last remark of the service.
type healthMsg struct {
	budget models.Budget
	notice string
}

// watch brings the frame up to date after msg and asks for the next wake-up.
func (a *App) watch(msg tea.Msg) screen.Do {
	a.noteReading()
	var read screen.Do
	switch msg.(type) {
	case tea.KeyPressMsg: // a key spends nothing, so that it costs nothing
	case healthMsg:
	default:
		a.examine()
		read = a.readHealth()
	}
	return screen.All(read, a.clock.wake(a.nextChange(), a.now))
}

// readHealth reads the budget beside the loop: other processes spend it too,
// and the file that they share is locked by one at a time.
func (a *App) readHealth() screen.Do {
	switch {
	case a.service == nil:
		return nil
	case a.health.reading:
		a.health.again = true
		return nil
	}
	a.health.reading = true
	service := a.service
	return screen.Run(func() tea.Msg { return healthMsg{service.Budget(), service.Notice()} })
}

// learn takes what was read.
func (a *App) learn(msg healthMsg) screen.Do {
	again := a.health.again
	a.health.budget, a.health.reading, a.health.again = msg.budget, false, false
	a.heed(msg.notice)
	if again {
		return a.readHealth()
	}
	return nil
}

// examine looks at the data of the screen shown.
func (a *App) examine() {
	report := a.report()
	switch {
	case !report.Busy:
		a.health.busySince = time.Time{}
	case a.health.busySince.IsZero():
		a.health.busySince = a.now
	}
	switch {
	case models.KindOf(report.Err) == models.Offline:
		if a.health.downSince.IsZero() || a.health.downSince.After(a.now) {
			a.health.downSince = a.now.Round(0) // compared with times that others have written
		}
	case report.Fetched.After(a.health.downSince), a.health.downSince.After(a.now):
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
