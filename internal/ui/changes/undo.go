package changes

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
	"btalk/internal/ui/screen"
)

// undoing makes the change that takes another one back, and opens its plan.
type undoing struct {
	env    *screen.Env
	source Source
	task   screen.Task[models.Change]
}

// begin reads the journal for the change to take back.
func (u *undoing) begin(id string) screen.Do {
	source := u.source
	return u.task.Load(u.env.Ctx, func(context.Context, models.Mode) (models.Snapshot[models.Change], error) {
		change, err := source.Undo(id)
		return models.Snapshot[models.Change]{Value: change}, err
	})
}

// accept takes the answer to begin.
func (u *undoing) accept(msg tea.Msg) (accepted bool, do screen.Do) {
	accepted, _ = u.task.Accept(msg)
	switch {
	case !accepted:
		return false, nil
	case u.task.Err != nil:
		return true, screen.Say(screen.Warning, models.Safe(u.task.Err.Error()))
	}
	return true, screen.To(screen.Plan{Change: u.task.Snapshot.Value})
}

// beside is the report of a screen, with keys waiting for the plan as well.
func (u *undoing) beside(report screen.Report) screen.Report {
	report.Reading = report.Reading || u.task.Reading
	return report
}

// sent leads on to the voicesite whose address was taken back.
func (u *undoing) sent(msg screen.SentMsg) screen.Do {
	change := u.task.Snapshot.Value
	if !msg.Onward || msg.State != models.Done || change.Site == "" {
		return nil
	}
	return screen.To(screen.VoiceSite{ID: change.Site, Name: models.Safe(change.SiteName)})
}
