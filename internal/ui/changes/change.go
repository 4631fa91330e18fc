package changes

import (
	"context"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"btalk/internal/catalog"
	"btalk/internal/models"
	"btalk/internal/ui/keymap"
	"btalk/internal/ui/listing"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/widget"
)

// One shows one change in full, and asks what became of it where nobody knows.
type One struct {
	*listing.Page
	env     *screen.Env
	source  Source
	route   screen.Change
	records screen.Task[models.Record]
	asks    widget.Question // what became of it
	undo    undoing
	w, h    int
}

// NewOne makes the screen of one change.
func NewOne(env *screen.Env, source Source, route screen.Change) *One {
	s := &One{env: env, source: source, route: route, asks: widget.NewQuestion(env), undo: undoing{env: env, source: source}}
	s.Page = listing.NewPage(env, listing.PageConfig{
		Title:  s.title,
		Route:  func() screen.Route { return screen.Change{ID: route.ID} },
		Noun:   "change",
		ID:     func() string { return route.ID },
		Reload: func() screen.Do { return s.records.Reload() },
		Actions: []listing.PageAction{
			{Name: "read what became of it", Run: func() screen.Do { return Reading(env, source) }},
			{Name: "say what became of it", Run: s.startSettling},
			{Name: "take it back", Run: func() screen.Do { return s.undo.begin(route.ID) }},
			{Name: "the voicesite", Run: func() screen.Do { return toSite(s.record()) }},
		},
	})
	return s
}

func (s *One) record() models.Record { return s.records.Snapshot.Value }

// Init reads the record.
func (s *One) Init() screen.Do {
	source, id, now := s.source, s.route.ID, s.env.Now
	return screen.All(s.Page.Init(), s.records.Load(s.env.Ctx, func(context.Context, models.Mode) (models.Snapshot[models.Record], error) {
		record, err := source.Record(id)
		return models.Snapshot[models.Record]{Value: record, Fetched: now()}, err
	}))
}

// Update handles a message.
func (s *One) Update(msg tea.Msg) screen.Do {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		s.w, s.h = max(msg.Width, 0), max(msg.Height, 0)
		s.asks.Input.SetWidth(max(s.w-2, 1))
		return s.resize()
	case tea.KeyPressMsg:
		if s.asks.Typing() {
			return s.pressAnswer(msg)
		}
	case tea.PasteMsg:
		s.asks.Paste()
		return nil
	case screen.ThemedMsg:
		s.asks.Input.Theme(s.env.Styles)
	case screen.SettledMsg:
		return s.records.Reload()
	case screen.WroteMsg:
		if msg.What == "changes" {
			return s.records.Reload()
		}
	case screen.SentMsg:
		return s.undo.sent(msg)
	case settledMsg:
		return s.settled(msg)
	}
	if accepted, next := s.records.Accept(msg); accepted {
		return screen.All(next, s.show())
	}
	if accepted, do := s.undo.accept(msg); accepted {
		return do
	}
	return s.Page.Update(msg)
}

func (s *One) show() screen.Do {
	s.Fail(s.records.Err)
	if !s.records.Loaded {
		return nil
	}
	s.Show(fields(s.record(), s.env.Now().Location()), catalog.ChangeDocument(s.record()), "")
	if s.route.Settle {
		s.route.Settle = false
		return s.startSettling()
	}
	return nil
}

// startSettling asks what became of the change.
func (s *One) startSettling() screen.Do {
	if !s.record().Open() {
		return screen.Say(screen.Info, "the outcome of this change is known: "+string(s.record().State))
	}
	return screen.All(s.asks.Ask(), s.resize())
}

// asked is how many lines the question takes.
const asked = 4

// resize gives the page what the question leaves.
func (s *One) resize() screen.Do {
	h := s.h
	if s.asks.Typing() {
		h -= asked
	}
	return s.Page.Update(tea.WindowSizeMsg{Width: s.w, Height: max(h, 0)})
}

// settledMsg says that what a person said is written down.
type settledMsg struct {
	of  *One
	err error
}

// pressAnswer handles a key while the answer is typed; there are two that count.
func (s *One) pressAnswer(msg tea.KeyPressMsg) screen.Do {
	if s.env.Keys.Is(msg, keymap.Cancel) {
		s.asks.Close()
		return s.resize()
	}
	typed, answered, do := s.asks.Press(msg)
	if !answered {
		return do
	}
	how := models.OutcomeState(strings.ToLower(strings.TrimSpace(typed)))
	if !how.Settles() {
		s.asks.Refuse("Type done or refused, whole.")
		return nil
	}
	s.asks.Close()
	source, id, answer := s.source, s.route.ID, settledMsg{of: s}
	return screen.All(s.resize(), screen.Run(func() tea.Msg {
		answer.err = source.Settle(id, how)
		return answer
	}))
}

func (s *One) settled(msg settledMsg) screen.Do {
	if msg.of != s {
		return nil
	}
	if msg.err != nil {
		return screen.Say(screen.Failure, models.Safe(msg.err.Error()))
	}
	return screen.All(screen.Say(screen.Success, "Written down: it is settled by you"), screen.Ask(screen.WroteMsg{What: "changes"}))
}

// View draws the change, and the question below it.
func (s *One) View() string {
	if !s.asks.Typing() {
		return s.Page.View()
	}
	styles := s.env.Styles
	hint := s.asks.Hint("Type done or refused; the journal keeps who said so.")
	lines := []string{
		styles.Border.Render(strings.Repeat("─", max(s.w, 0))),
		" " + styles.Warning.Render(widget.Cut("What became of it? Check the voicesite, or ask Orange.", max(s.w-2, 0))),
		" " + styles.Muted.Render(widget.Cut(hint, max(s.w-2, 0))),
		" " + s.asks.Input.View(),
	}
	view := s.Page.View()
	if view != "" {
		view += "\n"
	}
	return widget.Clamp(view+strings.Join(lines, "\n"), s.w, s.h)
}

// Caret is in the answer.
func (s *One) Caret() *tea.Cursor {
	cursor := s.asks.Input.Caret()
	if cursor != nil {
		cursor.X, cursor.Y = min(cursor.X+1, max(s.w-1, 0)), max(s.h-1, 0)
	}
	return cursor
}

// Typing reports whether letters are text.
func (s *One) Typing() bool { return s.asks.Typing() || s.Page.Typing() }

// ShortHelp are the keys that matter here.
func (s *One) ShortHelp() []key.Binding {
	if s.asks.Typing() {
		return []key.Binding{s.env.Keys.Get(keymap.Accept, "write it down, once it is typed"), s.env.Keys.Get(keymap.Cancel)}
	}
	return s.Page.ShortHelp()
}

func (s *One) title() string {
	if s.records.Loaded {
		return catalog.ChangeTitle(s.record())
	}
	return "Change " + models.Safe(s.route.ID)
}

// Report tells the frame about the data.
func (s *One) Report() screen.Report { return s.undo.beside(s.records.Report()) }

// Close drops what is under way.
func (s *One) Close() { s.records.Cancel() }
