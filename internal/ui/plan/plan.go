// Package plan is the screen between the wish to change something and the
// change: it shows the plan, asks, has it sent, and shows what became of it.
//
//	Screen ──▶ question   asks; the answer is yes once
//	  ├──────▶ delivery   one sending of one plan, and what came of it
//	  └──────▶ paper      draws any of it in lines to scroll over
//
// It checks nothing of a change and sends nothing itself: the engine behind
// Source does, once for each plan. Only internal/ui imports it.
package plan

import (
	"context"
	"errors"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/widget"
)

// Source is the engine of changes, and what says whether it may send any.
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
	source Source
	change models.Change

	stage  stage
	made   screen.Task[made]
	plan   models.Plan
	remark string // what must be said about this plan: it is a new one
	err    error  // of unplanned and unsent

	question question
	delivery *delivery // of sending and over

	all    bool // fields that stay as they are show too
	scroll widget.Scroll
	w, h   int
}

// made is a plan, and why it cannot be sent now: changes are off; empty when it
// can.
type made struct {
	plan models.Plan
	why  string
}

// New makes the screen for a change. A route that holds none shows that.
func New(env *screen.Env, source Source, route screen.Plan) *Screen {
	change, _ := route.Change.(models.Change)
	return &Screen{env: env, source: source, change: change, question: question{Question: widget.NewQuestion(env)}}
}

// Init makes the plan.
func (s *Screen) Init() screen.Do { return s.replan() }

// replan reads again what is there now. What was shown before is void.
func (s *Screen) replan() screen.Do {
	s.question.close()
	s.begin(planning, nil)
	source, change := s.source, s.change
	return s.made.Load(s.env.Ctx, func(ctx context.Context, _ models.Mode) (models.Snapshot[made], error) {
		plan, err := source.Plan(ctx, change)
		return models.Snapshot[made]{Value: made{plan, whyUnsent(ctx, source)}}, err
	})
}

// whyUnsent says why nothing can be sent now; empty when it can.
func whyUnsent(ctx context.Context, source Source) string {
	me, err := source.Me(ctx, models.Cached)
	switch {
	case err == nil && me.Value.ReadOnly():
		return me.Value.WhyReadOnly() + ": it allows no change"
	case !source.Writing():
		return "changes are off. To allow them choose `write on` in the palette, or start with --write"
	}
	return ""
}

// begin enters a stage, with its error where it has one, and forgets what the
// last one said.
func (s *Screen) begin(next stage, err error) {
	s.stage, s.err, s.remark = next, err, ""
	s.scroll.By(-len(s.scroll.Lines()))
	s.draw()
}

// ask shows a plan and awaits the answer.
func (s *Screen) ask(plan models.Plan, remark string) screen.Do {
	s.begin(asking, nil)
	s.plan, s.remark = plan, remark
	answer := s.question.ask(plan, s.made.Snapshot.Value.why)
	s.draw()
	return answer
}

// send has the plan sent. It is called once for each plan: only the answer yes
// leads here, and the question is closed now.
func (s *Screen) send(typed string) screen.Do {
	s.question.close()
	delivery, do := deliver(s.env.Ctx, s.source, s.plan, typed)
	s.delivery = delivery
	s.begin(sending, nil)
	return do
}

// concluded shows what became of the change, or why it was not sent.
func (s *Screen) concluded(msg sentMsg) screen.Do {
	var moved *models.TargetChanged
	switch {
	case errors.As(msg.err, &moved):
		s.change = moved.Plan.Change
		return s.ask(moved.Plan, "What is there has changed since the plan was made. Nothing was sent. This is the new plan.")
	case msg.err != nil:
		s.begin(unsent, msg.err)
		return nil
	}
	s.question.Note()
	s.delivery.conclude(msg.sent, s.env.Now())
	s.begin(over, nil)
	return s.delivery.refresh()
}

// Update handles a message.
func (s *Screen) Update(msg tea.Msg) screen.Do {
	if accepted, _ := s.made.Accept(msg); accepted && s.stage == planning {
		if s.made.Err != nil {
			s.begin(unplanned, s.made.Err)
			return nil
		}
		return s.ask(s.made.Snapshot.Value.plan, "")
	}
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		s.w, s.h = max(msg.Width, 0), max(msg.Height, 0)
		s.question.Input.SetWidth(min(s.w, 80))
		s.draw()
	case tea.KeyPressMsg:
		return s.press(msg)
	case tea.PasteMsg:
		s.question.Paste()
	case screen.ThemedMsg:
		s.question.Input.Theme(s.env.Styles)
		s.draw()
	case screen.RightsMsg:
		if s.stage == asking { // changes were allowed or forbidden meanwhile
			return s.replan()
		}
	default:
		return s.follow(msg)
	}
	return nil
}

// follow takes what became of the change, as it comes in.
func (s *Screen) follow(msg tea.Msg) screen.Do {
	switch msg := msg.(type) {
	case progressMsg:
		if msg.of == s.delivery && s.stage == sending {
			do := s.delivery.progressed(msg)
			s.draw()
			return do
		}
	case sentMsg:
		if msg.of == s.delivery && s.stage == sending {
			return s.concluded(msg)
		}
	case screen.SettledMsg:
		if s.stage == over {
			s.delivery.settle(msg.Records)
			s.draw()
		}
	}
	return nil
}

// Title is the crumb.
func (s *Screen) Title() string {
	if s.stage == sending || s.stage == over {
		return "Change"
	}
	return "Plan"
}

// Typing reports whether the keys are all its own: while the answer is typed, and
// while something is being sent, which no key may lead away from.
func (s *Screen) Typing() bool { return s.question.Typing() || s.stage == sending }

// Holding says that back is handled here: it hands over what became of the
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
	reading := s.stage == over && s.delivery.reading
	return screen.Report{Fetched: s.plan.Made, Busy: s.stage == planning || s.stage == sending || reading, Err: s.err}
}

// Close drops a plan under way. Of a change under way, the request that has
// left is waited for, by the engine; the others are not sent.
func (s *Screen) Close() {
	s.made.Cancel()
	if s.delivery != nil {
		s.delivery.cancel()
	}
}
