package ui

import (
	"strconv"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
	"btalk/internal/ui/plan"
	"btalk/internal/ui/screen"
)

// unsettled is what the frame knows of the changes of which nobody knows what
// became: they stay in view until a reading or a person settles them.
type unsettled struct {
	count   int
	told    bool // a remark was made about them
	reading bool // what is there now is being read
	again   bool // another change became unknown meanwhile
}

// countedMsg says how many there are, and whether to read what became of them.
type countedMsg struct {
	count int
	read  bool
}

// lookBack counts the changes of unknown outcome of earlier starts and reads
// what became of them; and it looks whether the key may change anything.
func (a *App) lookBack() screen.Do {
	all := []screen.Do{a.countUnknown(true)}
	if a.write {
		all = append(all, screen.Behind(a.readRights(false)))
	}
	return screen.All(all...)
}

// countUnknown looks into the journal.
func (a *App) countUnknown(read bool) screen.Do {
	service := a.service
	return screen.Run(func() tea.Msg {
		records, err := service.Records()
		if err != nil && len(records) == 0 {
			return screen.ToastMsg{Level: screen.Warning, Text: models.Safe("The journal of changes cannot be read: " + err.Error())}
		}
		counted := countedMsg{read: read}
		for _, record := range records {
			if record.Open() {
				counted.count++
			}
		}
		return counted
	})
}

// followUp sees to it that a change that was sent is followed until it is known
// what became of it.
func (a *App) followUp(msg tea.Msg) screen.Do {
	switch msg := msg.(type) {
	case screen.WroteMsg:
		if msg.What != "changes" {
			return a.broadcast(msg)
		}
		return screen.All(a.broadcast(msg), a.countUnknown(true))
	case screen.SettledMsg:
		a.unknown.reading = false
		again := a.unknown.again
		a.unknown.again = false
		return screen.All(a.broadcast(msg), a.countUnknown(again))
	case countedMsg:
		return a.counted(msg)
	}
	return nil
}

func (a *App) counted(msg countedMsg) screen.Do {
	a.unknown.count = msg.count
	if msg.count == 0 {
		a.unknown.told = false
		return nil
	}
	var remark screen.Do
	if _, plain := a.page().(*plan.Screen); !plain && !a.unknown.told { // the plan tells it in large letters
		a.unknown.told = true
		remark = screen.Say(screen.Warning, counted(msg.count)+" of unknown outcome: do not send again (:changes)")
	}
	switch {
	case !msg.read:
		return remark
	case a.unknown.reading:
		a.unknown.again = true
		return remark
	}
	a.unknown.reading = true
	return screen.All(remark, screen.Behind(a.readUnknown()))
}

func counted(n int) string {
	if n == 1 {
		return "1 change"
	}
	return strconv.Itoa(n) + " changes"
}

// readUnknown reads, at most for two minutes, what became of them.
func (a *App) readUnknown() screen.Do {
	ctx, service := a.env.Ctx, a.service
	return screen.Run(func() tea.Msg {
		records, err := service.Reconcile(ctx)
		return screen.SettledMsg{Records: records, Err: err}
	})
}
