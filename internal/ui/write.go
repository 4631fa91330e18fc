package ui

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
	"btalk/internal/ui/nav"
	"btalk/internal/ui/palette"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/widget"
)

// rights is whether changes are allowed, and whether the API key may make any.
type rights struct {
	env     *screen.Env
	service Service
	stack   *nav.Stack
	nav     *nav.Navigator
	write   bool
}

type (
	// writeMsg asks to allow changes, or to forbid them again.
	writeMsg struct{}
	// allowMsg is the yes to allowing changes.
	allowMsg struct{}
	// rightsMsg says why the rights of the key allow no change; empty when they
	// do, or cannot be read.
	rightsMsg struct{ why string }
)

// entry is the line of the palette that allows changes, or forbids them again.
func (r *rights) entry() palette.Entry {
	entry := palette.Entry{
		Name: "write on", Title: "write on: allow changes", Kind: "changes",
		Run: func([]string) screen.Do { return screen.Ask(writeMsg{}) },
	}
	if r.write {
		entry.Name, entry.Title = "write off", "write off: forbid changes"
	}
	return entry
}

// check reads whether the key may change anything, where changes were allowed
// at the start.
func (r *rights) check() screen.Do {
	if !r.write {
		return nil
	}
	ctx, service := r.env.Ctx, r.service
	return screen.Behind(screen.Run(func() tea.Msg {
		me, err := service.Me(ctx, models.Cached)
		return rightsMsg{whyKeptOff(me.Value, err)}
	}))
}

// whyKeptOff says why the rights of the key keep changes off. What cannot be read
// forbids nothing: the API itself refuses.
func whyKeptOff(me models.Me, err error) string {
	why := me.WhyReadOnly()
	if err != nil || why == "" {
		return ""
	}
	return widget.Sentence(why) + ": changes stay off"
}

// turn turns changes off at once, and on after a question.
func (r *rights) turn() screen.Do {
	if r.write {
		return r.set(false)
	}
	return r.stack.Add(newAllow(r.env, r.service))
}

// refuse keeps changes off, if there is a reason.
func (r *rights) refuse(why string) screen.Do {
	if why == "" {
		return nil
	}
	return screen.All(r.set(false), screen.Say(screen.Warning, why))
}

// set turns changes on or off, says so, and ends the question. The transport
// holds to it whatever a screen does.
func (r *rights) set(write bool) screen.Do {
	var left, words screen.Do
	if _, asked := r.stack.Top().(*allow); asked {
		left = r.nav.Pop(nil)
	}
	switch {
	case write:
		words = screen.Say(screen.Warning, "Changes are allowed; every change still shows a plan and asks")
	case r.write:
		words = screen.Say(screen.Info, "Changes are off")
	}
	r.write = write
	r.service.SetWrite(write)
	return screen.All(left, r.stack.Broadcast(screen.RightsMsg{Write: write}), words)
}

// allow asks whether to allow changes, and waits for the rights of the key
// where it stands: a yes that comes before them counts once they are there.
type allow struct {
	question
	me    screen.Task[models.Me]
	fetch screen.Fetch[models.Me]
	said  bool // yes, before the rights were there
}

func newAllow(env *screen.Env, service Service) *allow {
	return &allow{
		question: question{
			env: env, title: "Allow changes?", yes: "allow", no: "stay read-only",
			lines: []string{"Addresses, orders and numbers can be changed then.", "Each change still shows a plan and asks."},
			do:    screen.Ask(allowMsg{}),
		},
		fetch: func(ctx context.Context, mode models.Mode) (models.Snapshot[models.Me], error) {
			return service.Me(ctx, mode)
		},
	}
}

func (q *allow) Init() screen.Do { return q.me.Load(q.env.Ctx, q.fetch) }

func (q *allow) Close() { q.me.Cancel() }

// Waits keeps the yes while the rights are read from the disk.
func (q *allow) Waits(press tea.KeyPressMsg) bool { return q.me.Reading && q.says(press) }

func (q *allow) Update(msg tea.Msg) screen.Do {
	if accepted, next := q.me.Accept(msg); accepted {
		return screen.All(next, q.judge())
	}
	if press, ok := msg.(tea.KeyPressMsg); ok && q.says(press) {
		q.said = true
		return q.judge()
	}
	return q.question.Update(msg)
}

// judge goes by the rights of the key, once they were read or cannot be.
func (q *allow) judge() screen.Do {
	why := whyKeptOff(q.me.Snapshot.Value, q.me.Err)
	switch {
	case !q.me.Loaded && q.me.Busy:
		return nil
	case why != "":
		return screen.Ask(rightsMsg{why})
	case q.said:
		return q.do
	}
	return nil
}

func (q *allow) View() string {
	if q.said {
		return q.question.View() + "\n" + q.env.Styles.Muted.Render("… once the rights of this API key are read")
	}
	return q.question.View()
}
