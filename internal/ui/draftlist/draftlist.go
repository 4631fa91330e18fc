// Package draftlist is the screen that lists what was begun and not finished: it
// opens a draft, deletes it, and takes the last deletion back. Only internal/ui
// imports it.
package draftlist

import (
	"context"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/catalog"
	"btalk/internal/models"
	"btalk/internal/ui/draft"
	"btalk/internal/ui/listing"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/widget"
)

// Screen lists drafts.
type Screen struct {
	*listing.List[catalog.Draft]
	shelf   draft.Shelf // may be nil
	deleted *copied     // the last one; nil where there is none
}

// copied is a draft as it was.
type copied struct {
	catalog.Draft
	data []byte
}

// goneMsg says that a draft was deleted, or why not; backMsg that it is there again.
type (
	goneMsg struct {
		of   *Screen
		gone copied
		err  error
	}
	backMsg struct {
		of  *Screen
		err error
	}
)

// New makes the screen. A nil shelf has no drafts.
func New(env *screen.Env, shelf draft.Shelf, route screen.Drafts) *Screen {
	s := &Screen{shelf: shelf}
	config := listing.From(catalog.Drafts(env.Now()).Hiding("inUse"))
	config.Title = func() string { return "Drafts" }
	config.Route = func() screen.Route { return route }
	config.Fetch = func(context.Context, models.Mode) (models.Snapshot[[]catalog.Draft], error) {
		return models.Snapshot[[]catalog.Draft]{Value: rowsOf(shelf), Fetched: env.Now()}, nil
	}
	config.Open, config.Opens = s.open, "go on with it"
	config.Actions = []listing.Action[catalog.Draft]{
		{Name: "delete the draft", Run: func(rows []catalog.Draft) screen.Do { return s.remove(rows[0]) }},
		{Name: "bring the deleted draft back", Run: func([]catalog.Draft) screen.Do { return s.bringBack() }},
	}
	config.Empty = widget.Empty("There is no draft", "What is begun and not finished is kept here; U brings back what was deleted last.")
	s.List = listing.New(env, config)
	return s
}

// rowsOf are the drafts of a shelf that no screen has open.
func rowsOf(shelf draft.Shelf) []catalog.Draft {
	if shelf == nil {
		return nil
	}
	var rows []catalog.Draft
	for _, d := range shelf.List() {
		rows = append(rows, catalog.Draft{ID: d.ID, Saved: d.Saved, What: d.Title})
	}
	return rows
}

// open goes on with a draft, on the screen that it belongs to.
func (s *Screen) open(row catalog.Draft) screen.Do {
	shelf := s.shelf
	return screen.Run(func() tea.Msg {
		for _, d := range shelf.List() {
			if d.ID == row.ID {
				return screen.PushMsg{To: d.Route()}
			}
		}
		return screen.ToastMsg{Level: screen.Warning, Text: "The draft is gone, or open in another session"}
	})
}

// Update handles a message.
func (s *Screen) Update(msg tea.Msg) screen.Do {
	switch msg := msg.(type) {
	case goneMsg:
		if msg.of != s {
			return nil
		}
		if msg.err != nil {
			return screen.Say(screen.Failure, msg.err.Error())
		}
		s.deleted = &msg.gone
		return screen.All(s.Reload(), screen.Say(screen.Success, "Deleted the draft "+msg.gone.What.String()+"; U brings it back"))
	case backMsg:
		if msg.of != s {
			return nil
		}
		if msg.err != nil {
			return screen.Say(screen.Failure, msg.err.Error())
		}
		s.deleted = nil
		return screen.All(s.Reload(), screen.Say(screen.Success, "The draft is there again"))
	case tea.KeyPressMsg:
		if msg.Text == "U" && !s.Typing() {
			return s.bringBack()
		}
	}
	return s.List.Update(msg)
}

// remove deletes a draft that nobody has open, and keeps what was in it.
func (s *Screen) remove(d catalog.Draft) screen.Do {
	shelf, answer := s.shelf, goneMsg{of: s, gone: copied{Draft: d}}
	return screen.Run(func() tea.Msg {
		release, err := shelf.Open(d.ID)
		if err == nil {
			defer release()
			answer.gone.data, err = shelf.Load(d.ID)
		}
		if err == nil {
			err = shelf.Discard(d.ID)
		}
		answer.err = err
		return answer
	})
}

func (s *Screen) bringBack() screen.Do {
	if s.deleted == nil {
		return screen.Say(screen.Info, "No draft was deleted here")
	}
	shelf, gone, answer := s.shelf, *s.deleted, backMsg{of: s}
	return screen.Run(func() tea.Msg {
		answer.err = shelf.Save(gone.ID, gone.data)
		return answer
	})
}
