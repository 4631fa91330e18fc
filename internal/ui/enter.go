package ui

import (
	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
	"btalk/internal/ui/firstrun"
	"btalk/internal/ui/nav"
	"btalk/internal/ui/screen"
)

// openedMsg brings the service behind a door of the first run.
type openedMsg struct {
	service Service
	demo    bool
	path    string // of the configuration that was written; empty for none
	err     error
}

// enter goes through a door of the first run: the program goes on with the
// service behind it.
func (a *App) enter(msg tea.Msg) screen.Do {
	ctx, o := a.env.Ctx, a.o
	switch msg := msg.(type) {
	case firstrun.DemoMsg:
		return screen.Run(func() tea.Msg {
			service, err := o.OpenDemo(ctx)
			return openedMsg{service: service, demo: true, err: err}
		})
	case firstrun.ReadyMsg:
		return screen.Run(func() tea.Msg {
			service, err := o.OpenOwn(ctx, msg.Credentials)
			return openedMsg{service: service, path: msg.Path, err: err}
		})
	case openedMsg:
		return a.opened(msg)
	}
	return nil
}

func (a *App) opened(msg openedMsg) screen.Do {
	if msg.err != nil {
		return screen.Say(screen.Failure, models.Safe(msg.err.Error()))
	}
	a.service, a.o.Demo = msg.service, msg.demo
	a.drop(0)
	a.history = nav.History{}
	do := screen.All(a.goTo(pathOf([]screen.Route{screen.Customers{}})), a.lookBack())
	if msg.path == "" {
		return do
	}
	return screen.All(do, screen.Say(screen.Success, "The credentials work; they are kept in "+msg.path))
}
