package ui

import (
	"context"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
	"btalk/internal/ui/screen"
)

// unsettled is what the frame knows of the changes of which nobody knows what
// became: they stay in view until a reading or a person settles them.
type unsettled struct {
	ctx     context.Context
	service Service

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

// recount reads the journal, and with read what became of the changes in it.
func (u *unsettled) recount(read bool) screen.Do {
	service := u.service
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

// wrote follows a change that was sent until it is known what became of it.
func (u *unsettled) wrote(msg screen.WroteMsg) screen.Do {
	if msg.What != "changes" {
		return nil
	}
	return u.recount(true)
}

// settled says that a reading ended.
func (u *unsettled) settled() screen.Do {
	again := u.again
	u.reading, u.again = false, false
	return u.recount(again)
}

// counted takes a count; tell reports whether to make a remark about it.
func (u *unsettled) counted(msg countedMsg, tell bool) screen.Do {
	u.count = msg.count
	if msg.count == 0 {
		u.told = false
		return nil
	}
	var remark screen.Do
	if tell && !u.told {
		u.told = true
		remark = screen.Say(screen.Warning, counted(msg.count)+" of unknown outcome: do not send again (:changes)")
	}
	switch {
	case !msg.read:
		return remark
	case u.reading:
		u.again = true
		return remark
	}
	u.reading = true
	return screen.All(remark, screen.Behind(u.reconcile()))
}

func counted(n int) string {
	if n == 1 {
		return "1 change"
	}
	return strconv.Itoa(n) + " changes"
}

// reconcile reads, at most for two minutes, what became of them.
func (u *unsettled) reconcile() screen.Do {
	ctx, service := u.ctx, u.service
	return screen.Run(func() tea.Msg {
		records, err := service.Reconcile(ctx)
		return screen.SettledMsg{Records: records, Err: err}
	})
}
