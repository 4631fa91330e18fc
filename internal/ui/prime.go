package ui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/ui/screen"
	"btalk/internal/ui/term"
)

// primeTime is how long the first frame waits for what is held on disk.
const primeTime = 50 * time.Millisecond

// prime runs the first screens' commands before the program starts, so that the
// first frame shows what is held on disk and not that it is being read. What
// takes longer comes in later as if it had been started by the program.
//
// No request is sent meanwhile: screens ask for what is held first, and a
// refresh waits for the first frame (screen.BehindMsg).
func prime(ctx context.Context, terminal *term.Terminal, a *App) tea.Cmd {
	p := &primer{ctx: ctx, terminal: terminal, answers: make(chan tea.Msg)}
	p.start(a.apply(a.begin()))
	timer := time.NewTimer(primeTime)
	defer timer.Stop()
	for p.open > 0 && (a.health.reading || !answered(a.stack.Pages())) {
		select {
		case msg := <-p.answers:
			p.open--
			p.take(a, msg)
		case <-timer.C:
			return p.rest()
		}
	}
	return p.rest()
}

// answered reports whether every page has something to show.
func answered(pages []screen.Screen) bool {
	for _, page := range pages {
		if report, _ := screen.ReportOf(page); report.Busy && report.Fetched.IsZero() {
			return false
		}
	}
	return true
}

// primer runs commands outside of a program.
type primer struct {
	ctx      context.Context
	terminal *term.Terminal
	answers  chan tea.Msg
	open     int // commands whose answer was not taken yet
}

func (p *primer) start(cmd tea.Cmd) {
	if cmd == nil {
		return
	}
	p.open++
	p.terminal.Go(func() {
		msg := cmd()
		select {
		case p.answers <- msg:
		case <-p.ctx.Done():
		}
	})
}

// take hands a message to the root and starts what follows from it.
func (p *primer) take(a *App, msg tea.Msg) {
	if batch, ok := msg.(tea.BatchMsg); ok {
		for _, cmd := range batch {
			p.start(cmd)
		}
		return
	}
	if msg != nil {
		_, cmd := a.Update(msg)
		p.start(cmd)
	}
}

// rest is a command for each answer that is still to come.
func (p *primer) rest() tea.Cmd {
	cmds := make([]tea.Cmd, p.open)
	for i := range cmds {
		cmds[i] = func() tea.Msg {
			select {
			case msg := <-p.answers:
				return msg
			case <-p.ctx.Done():
				return nil
			}
		}
	}
	return tea.Batch(cmds...)
}
