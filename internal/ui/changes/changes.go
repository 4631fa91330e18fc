// Package changes is the screens of the journal: every change that this user
// has sent, and one of them in full, with what can be done about it: read what
// became of it, say what became of it, take it back. The journal itself can
// only be added to, and not from here. Only internal/ui imports it.
package changes

import (
	"context"
	"errors"
	"fmt"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"btalk/internal/catalog"
	"btalk/internal/models"
	"btalk/internal/ui/keymap"
	"btalk/internal/ui/listing"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/widget"
)

// Source is the journal, and what the engine makes of it.
type Source interface {
	// Records are the changes that were sent, the newest first. An error beside
	// records says what could not be read.
	Records() ([]models.Record, error)
	// Record is one of them, by its id.
	Record(id string) (models.Record, error)
	// Verify checks that no line was altered or removed.
	Verify() (models.Audit, error)
	// Reconcile finds out by reading what became of those of unknown outcome.
	Reconcile(ctx context.Context) ([]models.Record, error)
	// Settle writes down what a person says became of one.
	Settle(id string, how models.OutcomeState) error
	// Undo gives the change that takes one back.
	Undo(id string) (models.Change, error)
}

// Screen lists the changes.
type Screen struct {
	*listing.List[models.Record]
	env    *screen.Env
	source Source
	audit  screen.Task[models.Audit]
	undo   undoing
	w, h   int
}

// New makes the screen.
func New(env *screen.Env, source Source, route screen.Changes) *Screen {
	s := &Screen{env: env, source: source, undo: undoing{env: env, source: source}}
	zone := env.Now().Location()
	config := listing.From(catalog.Changes(zone))
	config.Title = func() string { return "Changes" }
	config.Route = func() screen.Route { return route }
	config.Fetch = fetch(env.Now, source)
	config.Open = func(r models.Record) screen.Do { return screen.To(screen.Change{ID: r.ID}) }
	config.Opens = "the change"
	config.Actions = s.actions()
	config.Detail = func(r models.Record) []widget.Field { return fields(r, zone) }
	config.Empty = widget.Empty("No change was ever sent by you", "What is sent is written down here first, whatever becomes of it.")
	s.List = listing.New(env, config)
	return s
}

// fetch reads the journal. What could not be read is said beside what could.
func fetch(now func() time.Time, source Source) screen.Fetch[[]models.Record] {
	return func(context.Context, models.Mode) (models.Snapshot[[]models.Record], error) {
		records, err := source.Records()
		if err != nil && len(records) == 0 {
			return models.Snapshot[[]models.Record]{}, err
		}
		snapshot := models.Snapshot[[]models.Record]{Value: records, Fetched: now()}
		if err != nil {
			snapshot.Note = models.Safe(err.Error())
		}
		return snapshot, nil
	}
}

func verify(source Source) screen.Fetch[models.Audit] {
	return func(context.Context, models.Mode) (models.Snapshot[models.Audit], error) {
		audit, err := source.Verify()
		return models.Snapshot[models.Audit]{Value: audit}, err
	}
}

// Init reads the journal and checks it.
func (s *Screen) Init() screen.Do {
	return screen.All(s.List.Init(), s.audit.Load(s.env.Ctx, verify(s.source)))
}

// Update handles a message; the last line of the body is that of the check.
func (s *Screen) Update(msg tea.Msg) screen.Do {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		s.w, s.h = max(msg.Width, 0), max(msg.Height, 0)
		return s.List.Update(tea.WindowSizeMsg{Width: msg.Width, Height: max(msg.Height-1, 0)})
	case screen.SentMsg:
		return s.undo.sent(msg)
	case screen.SettledMsg:
		return s.Reload()
	case screen.WroteMsg:
		if msg.What == "changes" {
			return screen.All(s.Reload(), s.audit.Reload())
		}
	}
	if accepted, next := s.audit.Accept(msg); accepted {
		return next
	}
	if accepted, do := s.undo.accept(msg); accepted {
		return do
	}
	return s.List.Update(msg)
}

// Report tells the frame about the data.
func (s *Screen) Report() screen.Report { return s.undo.beside(s.List.Report()) }

// View draws the list, and below it whether the journal is as it was written.
func (s *Screen) View() string {
	view := s.List.View()
	if s.h < 2 {
		return view
	}
	return view + "\n" + s.verdict()
}

// verdict is the result of the check in one line.
func (s *Screen) verdict() string {
	styles, w := s.env.Styles, s.w
	audit := s.audit.Snapshot.Value
	switch {
	case s.audit.Err != nil:
		return styles.Error.Render(widget.Cut("! the journal could not be checked: "+models.Safe(s.audit.Err.Error()), w))
	case !s.audit.Loaded:
		return ""
	case !audit.Whole():
		return styles.Error.Render(widget.Cut(fmt.Sprintf("✗ line %d of the journal: %s", audit.Broken, models.Safe(audit.What)), w))
	case audit.Lines == 0:
		return ""
	}
	text := fmt.Sprintf("✓ %d lines of the journal, each as it was written", audit.Lines)
	if len(audit.Notes) > 0 {
		text += "; " + models.Safe(audit.Notes[len(audit.Notes)-1])
	}
	return styles.Muted.Render(widget.Cut(text, w))
}

// Close drops what is under way.
func (s *Screen) Close() {
	s.audit.Cancel()
	s.List.Close()
}

func (s *Screen) actions() []listing.Action[models.Record] {
	return []listing.Action[models.Record]{
		{Name: "read what became of it", Run: func([]models.Record) screen.Do { return Reading(s.env, s.source) }},
		{Name: "say what became of it", Run: func(rows []models.Record) screen.Do {
			if !rows[0].Open() {
				return screen.Say(screen.Info, "the outcome of this change is known: "+string(rows[0].State))
			}
			return screen.To(screen.Change{ID: rows[0].ID, Settle: true})
		}},
		{Name: "take it back", Run: func(rows []models.Record) screen.Do { return s.undo.begin(rows[0].ID) }},
		{Name: "the voicesite", Run: func(rows []models.Record) screen.Do { return toSite(rows[0]) }},
	}
}

// Reading reads once what became of the changes of unknown outcome, for every
// screen, and says what was found.
func Reading(env *screen.Env, source Source) screen.Do {
	const timeout = 20 * time.Second // one reading or two; the root reads on
	parent := env.Ctx
	return screen.All(screen.Say(screen.Info, "Reading what is there now"), screen.Run(func() tea.Msg {
		ctx, cancel := context.WithTimeout(parent, timeout)
		defer cancel()
		records, err := source.Reconcile(ctx)
		if errors.Is(err, context.DeadlineExceeded) {
			err = nil
		}
		return tea.BatchMsg{
			func() tea.Msg { return screen.SettledMsg{Records: records, Err: err} },
			func() tea.Msg { return found(records, err) },
		}
	}))
}

// found says in a line what a reading brought.
func found(records []models.Record, err error) screen.ToastMsg {
	switch {
	case err != nil:
		return screen.ToastMsg{Level: screen.Failure, Text: models.Safe("What became of it could not be read: " + err.Error())}
	case len(records) == 0:
		return screen.ToastMsg{Level: screen.Info, Text: "There is no change of unknown outcome of this profile"}
	}
	first := records[0]
	for _, record := range records {
		if record.Open() {
			first = record
		}
	}
	text := fmt.Sprintf("%s: %s: %s", catalog.ChangeTitle(first), catalog.ChangeOutcome(first), first.Settled)
	if others := len(records) - 1; others > 0 {
		text += fmt.Sprintf(" (and %d more)", others)
	}
	level := screen.Success
	if first.Open() {
		level = screen.Warning
	}
	return screen.ToastMsg{Level: level, Text: text}
}

func toSite(r models.Record) screen.Do {
	id := r.Site
	if id.Empty() {
		id = r.VoiceSite
	}
	if id.Empty() {
		return screen.Say(screen.Info, "the change names no voicesite")
	}
	return screen.To(screen.VoiceSite{ID: id.Raw(), Name: r.SiteName.Raw()})
}

// ShortHelp are the keys that matter most here.
func (s *Screen) ShortHelp() []key.Binding {
	keys := s.env.Keys
	if s.Typing() {
		return s.List.ShortHelp()
	}
	return []key.Binding{
		keys.Get(keymap.Open, "the change"), keys.Get(keymap.Actions, "settle, take back"), keys.Get(keymap.Filter), keys.Get(keymap.Copy), keys.Get(keymap.Export),
	}
}
