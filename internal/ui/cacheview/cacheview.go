// Package cacheview is the screen that says what is held on disk, how old it is
// and where, and that forgets it when asked. It sends no request. Only
// internal/ui and the composition in internal/cli import it.
package cacheview

import (
	"context"
	"fmt"
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
	"btalk/internal/models/text"
	"btalk/internal/ui/listing"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/widget"
)

// Holding is what is held of the API's answers.
type Holding struct {
	Dir            string // where; empty when in memory only
	Entries        int
	Bytes          int64
	Oldest, Newest time.Time // when they were read; zero when there are none
	Notice         string    // why the disk is not used; empty when all is well
}

// Source is what the screen reads, and the one thing that it does.
type Source interface {
	Holding() Holding
	Forget() error
}

// Screen shows the holding.
type Screen struct {
	*listing.Page
	env    *screen.Env
	source Source
	task   screen.Task[Holding]
}

// New makes the screen.
func New(env *screen.Env, source Source, route screen.Cache) *Screen {
	s := &Screen{env: env, source: source}
	s.Page = listing.NewPage(env, listing.PageConfig{
		Title:   func() string { return "Cache" },
		Route:   func() screen.Route { return route },
		Noun:    "cache",
		ID:      func() string { return s.task.Snapshot.Value.Dir },
		Reload:  s.task.Reload,
		Actions: []listing.PageAction{{Name: "forget all that is cached", Run: s.forget}},
	})
	return s
}

// Init counts what is held.
func (s *Screen) Init() screen.Do {
	source, now := s.source, s.env.Now
	return screen.All(s.Page.Init(), s.task.Load(s.env.Ctx, func(context.Context, models.Mode) (models.Snapshot[Holding], error) {
		return models.Snapshot[Holding]{Value: source.Holding(), Fetched: now()}, nil
	}))
}

// forgotten says that all was forgotten, or why not.
type forgotten struct{ err error }

// forget is chosen from the menu only. What was held is read again when it is
// looked at.
func (s *Screen) forget() screen.Do {
	source := s.source
	return screen.Run(func() tea.Msg { return forgotten{source.Forget()} })
}

// Update takes the count; the page handles the rest.
func (s *Screen) Update(msg tea.Msg) screen.Do {
	if done, ok := msg.(forgotten); ok {
		if done.err != nil {
			return screen.All(s.task.Reload(), screen.Say(screen.Failure, "could not forget all that is cached: "+done.err.Error()))
		}
		return screen.All(s.task.Reload(), screen.Say(screen.Success, "forgot all that was held; it is read again when it is looked at"))
	}
	if accepted, next := s.task.Accept(msg); accepted {
		held := s.task.Snapshot.Value
		s.Show(fields(held, s.env.Now()), raw(held), models.Safe(held.Notice))
		return next
	}
	return s.Page.Update(msg)
}

// Report tells the frame when this was counted.
func (s *Screen) Report() screen.Report { return s.task.Report() }

// Close drops a count under way.
func (s *Screen) Close() { s.task.Cancel() }

func fields(held Holding, now time.Time) []widget.Field {
	where := models.Safe(held.Dir)
	if where == "" {
		where = "in memory only, until btalk ends"
	}
	return []widget.Field{
		widget.Heading("Cached answers of the API"),
		{Label: "Answers", Value: strconv.Itoa(held.Entries)},
		{Label: "Size", Value: size(held.Bytes)},
		{Label: "Oldest", Value: moment(held.Oldest, now)},
		{Label: "Newest", Value: moment(held.Newest, now)},
		{Label: "Directory", Value: where, Note: "safe to delete at any time; no token and no error is kept there"},
	}
}

// raw is what `btalk cache info -o json` prints, for the raw view.
func raw(held Holding) models.Value {
	return fmt.Appendf(nil, `{"entries":%d,"bytes":%d,"oldest":%q,"newest":%q,"directory":%s}`,
		held.Entries, held.Bytes, text.Stamp(held.Oldest), text.Stamp(held.Newest), strconv.QuoteToASCII(models.Safe(held.Dir)))
}

func moment(at, now time.Time) string {
	if at.IsZero() {
		return ""
	}
	ago, _ := text.Ago(now.Sub(at))
	return text.Moment(at.In(now.Location())) + ", " + ago
}

func size(bytes int64) string {
	const kib = 1 << 10
	switch {
	case bytes >= kib*kib:
		return fmt.Sprintf("%.1f MiB", float64(bytes)/(kib*kib))
	case bytes >= kib:
		return fmt.Sprintf("%.1f KiB", float64(bytes)/kib)
	}
	return strconv.FormatInt(bytes, 10) + " bytes"
}
