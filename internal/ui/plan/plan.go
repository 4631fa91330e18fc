// Package plan is the screen between the wish to change something and the
// change: it shows the plan, asks, has it sent, and shows what became of it.
//
//	plan.go      the screen and its stages
//	gate.go      the question, and which keys are an answer
//	sending.go   sending, and what comes back
//	question.go  the lines at the foot that ask, or tell how it goes
//	document.go  the plan as lines to scroll over
//	diff.go      before and after, field by field
//	outcome.go   what became of it
//
// It checks nothing of a change and sends nothing itself: the engine behind
// Source does, once for each plan. Only internal/ui imports it.
package plan

import (
	"context"
	"fmt"
	"time"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/theme"
	"btalk/internal/ui/widget"
)

// Source is the engine of changes, and what tells whether it may send any.
type Source interface {
	// Plan reads what is there now and says what the change would do.
	Plan(ctx context.Context, change models.Change) (models.Plan, error)
	// Send sends a plan once. An error means that nothing has left; cancelling
	// ctx takes effect between requests. progress is called after each of them,
	// from the goroutine that called Send.
	Send(ctx context.Context, plan models.Plan, typed string, progress func(done, total int, outcome models.Outcome)) (models.Sent, error)
	// Writing reports whether changes are allowed.
	Writing() bool
	Me(ctx context.Context, mode models.Mode) (models.Snapshot[models.Me], error)
}

// stage is where the screen is. It goes forward only; a new plan begins again.
type stage int

const (
	planning  stage = iota // what is there now is being read
	unplanned              // it could not be read
	asking                 // the plan is shown and the answer awaited
	sending                // it is being sent
	unsent                 // it was not sent: err says why
	over                   // what became of it is shown
)

// Screen shows one change.
type Screen struct {
	env    *screen.Env
	styles *theme.Styles
	source Source
	change models.Change

	stage  stage
	plan   models.Plan
	why    string // why nothing can be sent: changes are off; empty when it can
	remark string // what must be said about this plan: it is a new one
	err    error  // of unplanned and unsent
	seq    int    // of the plan, and of what is done with it
	cancel context.CancelFunc

	gate  gate
	input *widget.Input
	hint  string // what the last key was answered with

	sent     models.Sent
	progress progress
	reading  bool // an unknown outcome is being read

	all   bool // fields that stay as they are show too
	lines []string
	top   int
	w, h  int
}

// New makes the screen for a change. A route that holds none shows that.
func New(env *screen.Env, source Source, route screen.Plan) *Screen {
	change, _ := route.Change.(models.Change)
	s := &Screen{env: env, styles: env.Styles, source: source, change: change}
	s.input = widget.NewInput(env.Styles, widget.Pointer+" ", "")
	return s
}

// plannedMsg brings a plan.
type plannedMsg struct {
	of   *Screen
	seq  int
	plan models.Plan
	why  string
	err  error
}

// Init makes the plan.
func (s *Screen) Init() screen.Do { return s.replan() }

// replan reads again what is there now. What was shown before is void.
func (s *Screen) replan() screen.Do {
	s.stop()
	s.begin(planning, nil)
	s.gate = gate{}
	s.input.Blur()
	ctx, cancel := context.WithCancel(s.env.Ctx)
	s.cancel = cancel
	source, change, answer := s.source, s.change, plannedMsg{of: s, seq: s.seq}
	return screen.Run(func() tea.Msg {
		answer.plan, answer.err = source.Plan(ctx, change)
		answer.why = whyNot(ctx, source)
		return answer
	})
}

// whyNot says why nothing can be sent now; empty when it can.
func whyNot(ctx context.Context, source Source) string {
	me, err := source.Me(ctx, models.Cached)
	switch {
	case err == nil && me.Value.ReadOnly():
		return "the rights profile of this API key is " + me.Value.Rights.String() + ": it allows no change"
	case !source.Writing():
		return "changes are off. To allow them choose `write on` in the palette, or start with --write"
	}
	return ""
}

// begin enters a stage, with its error where it has one, and forgets what the
// last one said.
func (s *Screen) begin(next stage, err error) {
	s.stage, s.err, s.hint, s.remark = next, err, "", ""
	s.seq++
	s.top = 0
	s.lay()
}

// planned shows a plan and asks.
func (s *Screen) planned(msg plannedMsg) screen.Do {
	if msg.of != s || msg.seq != s.seq || s.stage != planning {
		return nil
	}
	if msg.err != nil {
		s.begin(unplanned, msg.err)
		return nil
	}
	s.why = msg.why
	return s.ask(msg.plan, "")
}

// ask shows a plan and awaits the answer. Each plan has a gate of its own.
func (s *Screen) ask(plan models.Plan, remark string) screen.Do {
	s.begin(asking, nil)
	s.plan, s.remark = plan, remark
	s.gate = gate{confirm: plan.Confirm, shown: s.env.Now(), open: s.sendable()}
	s.input.SetValue("")
	s.lay()
	if !s.sendable() {
		return nil
	}
	return s.input.Focus()
}

// sendable reports whether the answer can be yes.
func (s *Screen) sendable() bool {
	return s.why == "" && len(s.plan.Problems) == 0 && len(s.plan.Requests) > 0
}

// Update hears a message.
func (s *Screen) Update(msg tea.Msg) screen.Do {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		s.w, s.h = max(msg.Width, 0), max(msg.Height, 0)
		s.input.SetWidth(min(s.w, 80))
		s.lay()
	case tea.KeyPressMsg:
		return s.press(msg)
	case tea.PasteMsg:
		s.paste()
	case plannedMsg:
		return s.planned(msg)
	case progressMsg:
		return s.progressed(msg)
	case sentMsg:
		return s.concluded(msg)
	case screen.SettledMsg:
		s.settled(msg)
	case screen.RightsMsg:
		return s.rights()
	case screen.ThemedMsg:
		s.input.Theme(s.styles)
		s.lay()
	}
	return nil
}

// rights plans again when changes were allowed or forbidden meanwhile.
func (s *Screen) rights() screen.Do {
	if s.stage != asking {
		return nil
	}
	return s.replan()
}

// Title is the crumb.
func (s *Screen) Title() string {
	if s.stage == sending || s.stage == over {
		return "Change"
	}
	return "Plan"
}

// Typing says whether the keys are all its own: while the answer is typed, and
// while something is being sent, which no key may lead away from.
func (s *Screen) Typing() bool { return s.input.Focused() || s.stage == sending }

// Holding says that back is heard here: it hands over what became of the
// change.
func (s *Screen) Holding() bool { return true }

// Dirty says what leaving would lose.
func (s *Screen) Dirty() (what string, dirty bool) {
	if s.stage != sending {
		return "", false
	}
	return "a change is being sent (" + models.Safe(s.plan.Title) + "): its outcome would be unknown", true
}

// Report tells the frame how old the value is that the plan was made from.
func (s *Screen) Report() screen.Report {
	return screen.Report{Fetched: s.plan.Made, Busy: s.stage == planning || s.stage == sending || s.reading, Err: s.err}
}

// Close drops a plan under way. Of a change under way, the request that has
// left is waited for, by the engine; the others are not sent.
func (s *Screen) Close() { s.stop() }

func (s *Screen) stop() {
	if s.cancel != nil {
		s.cancel()
		s.cancel = nil
	}
}

// age says how long ago something was.
func (s *Screen) age(at time.Time) string {
	switch d := s.env.Now().Sub(at); {
	case d < -time.Minute: // the clock was set back
	case d < time.Minute:
		return "just now"
	case d < time.Hour:
		return fmt.Sprintf("%d min ago", int(d.Minutes()))
	}
	return "at " + at.In(s.env.Now().Location()).Format("2 Jan 15:04")
}
