package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/ui/firstrun"
	"btalk/internal/ui/screen"
)

// openedMsg brings the service behind a door of the first run.
type openedMsg struct {
	service Service
	demo    bool
	path    string // of the configuration that was written; empty for none
	err     error
}

// openDoor goes through a door of the first run: the program goes on with the
// service behind it.
func openDoor(ctx context.Context, o Options, msg tea.Msg) screen.Do {
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
	}
	return nil
}
