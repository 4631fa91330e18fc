// Package home is the screen that shows what needs the operator now, and how the
// voicesites stand, from what is cached: opening it sends no request. Each line
// opens the list that it counts. Only internal/ui imports it.
package home

import (
	"encoding/json"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"btalk/internal/known"
	"btalk/internal/ui/draft"
	"btalk/internal/ui/keymap"
	"btalk/internal/ui/screen"
)

// Screen is the home.
type Screen struct {
	env    *screen.Env
	source Source
	shelf  draft.Shelf
	route  screen.Home

	task   screen.Task[facts]
	hidden bool // what was put off shows as well
	at     int  // the selected entry
	w, h   int
}

// New makes the screen. shelf may be nil.
func New(env *screen.Env, source Source, shelf draft.Shelf, route screen.Home) *Screen {
	return &Screen{env: env, source: source, shelf: shelf, route: route}
}

// Init gathers what is cached.
func (s *Screen) Init() screen.Do {
	return s.task.Load(s.env.Ctx, gather(s.env, s.source, s.shelf))
}

// Update handles a message.
func (s *Screen) Update(msg tea.Msg) screen.Do {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		s.w, s.h = max(msg.Width, 0), max(msg.Height, 0)
	case tea.KeyPressMsg:
		return s.press(msg)
	case screen.WroteMsg, screen.SettledMsg:
		return s.Init()
	default:
		accepted, next := s.task.Accept(msg)
		if !accepted && s.task.Loaded && !s.task.Busy && s.env.Known.Book() != s.task.Snapshot.Value.book {
			return screen.All(next, s.Init()) // something was read elsewhere
		}
		s.move(0)
		return next
	}
	return nil
}

func (s *Screen) press(msg tea.KeyPressMsg) screen.Do {
	is := s.env.Keys.Is
	switch {
	case is(msg, keymap.Up):
		s.move(-1)
	case is(msg, keymap.Down):
		s.move(1)
	case is(msg, keymap.Top):
		s.move(-len(s.entries()))
	case is(msg, keymap.Bottom):
		s.move(len(s.entries()))
	case is(msg, keymap.NextPane):
		s.nextPart()
	case is(msg, keymap.Refresh, keymap.RefreshAll):
		return s.task.Reload()
	case is(msg, keymap.Open):
		return s.open()
	case is(msg, keymap.NotToday):
		s.putOff()
	case is(msg, keymap.ShowHidden):
		s.hidden = !s.hidden
		s.move(0)
	}
	return nil
}

// part is a block of the screen.
type part int

const (
	needsPart part = iota
	statusPart
	countryPart
)

// entry is one line that can be selected.
type entry struct {
	part part
	need need
	bar  known.Tally
	to   screen.Route
}

// entries are the lines that can be selected, in their order.
func (s *Screen) entries() []entry {
	if !s.task.Loaded {
		return nil
	}
	f := s.task.Snapshot.Value
	var all []entry
	for _, one := range s.needs() {
		all = append(all, entry{part: needsPart, need: one, to: one.to})
	}
	for _, tally := range f.book.ByStatus() {
		all = append(all, entry{part: statusPart, bar: tally, to: screen.VoiceSites{Query: "status:" + tally.Name}})
	}
	for _, tally := range f.book.ByCountry() {
		if tally.Name != "" {
			all = append(all, entry{part: countryPart, bar: tally, to: screen.VoiceSites{Query: "country:" + tally.Name}})
		}
	}
	return all
}

func (s *Screen) move(by int) { s.at = max(min(s.at+by, len(s.entries())-1), 0) }

// nextPart selects the first line of the next block.
func (s *Screen) nextPart() {
	all := s.entries()
	for i := range all {
		next := (s.at + 1 + i) % len(all)
		if all[next].part != all[s.at].part {
			s.at = next
			return
		}
	}
}

// empty reports whether nothing was ever read.
func (s *Screen) empty() bool { return s.task.Snapshot.Value.book.CustomersOrigin().Read == 0 }

func (s *Screen) open() screen.Do {
	if all := s.entries(); s.at < len(all) {
		return screen.To(all[s.at].to)
	}
	if s.task.Loaded && s.empty() {
		return s.task.Reload()
	}
	return nil
}

// memoryName is where what was put off is remembered.
const memoryName = "home put off"

// putOffLine is a line that is not wanted today.
type putOffLine struct {
	Day   string `json:"day"`
	Count int    `json:"count"`
}

func (s *Screen) lines() map[string]putOffLine {
	lines := map[string]putOffLine{}
	if json.Unmarshal(s.env.Memory.Recall(memoryName), &lines) != nil {
		return map[string]putOffLine{}
	}
	return lines
}

// putOff takes the selected line away until tomorrow, or until its count grows.
func (s *Screen) putOff() {
	all := s.entries()
	if s.at >= len(all) || all[s.at].part != needsPart {
		return
	}
	lines := s.lines()
	lines[all[s.at].need.key] = putOffLine{s.env.Now().Format(time.DateOnly), all[s.at].need.count}
	if kept, err := json.Marshal(lines); err == nil {
		s.env.Memory.Remember(memoryName, kept)
	}
	s.move(0)
}

// needs are the lines that show.
func (s *Screen) needs() []need {
	all := needs(s.task.Snapshot.Value)
	if s.hidden {
		return all
	}
	lines, kept := s.lines(), all[:0]
	for _, one := range all {
		if off, ok := lines[one.key]; !ok || off.Day != s.env.Now().Format(time.DateOnly) || one.count > off.Count {
			kept = append(kept, one)
		}
	}
	return kept
}

// Title is the crumb.
func (s *Screen) Title() string { return "Home" }

// Route leads back here.
func (s *Screen) Route() screen.Route { return s.route }

// Report tells the frame about the data.
func (s *Screen) Report() screen.Report { return s.task.Report() }

// Close drops what is under way.
func (s *Screen) Close() { s.task.Cancel() }

// ShortHelp are the keys that matter most here.
func (s *Screen) ShortHelp() []key.Binding {
	keys := s.env.Keys
	return []key.Binding{keys.Get(keymap.Open), keys.Get(keymap.NotToday), keys.Get(keymap.NextPane, "next part"), keys.Get(keymap.Refresh)}
}

// FullHelp is everything that can be done here, by groups.
func (s *Screen) FullHelp() [][]key.Binding {
	keys := s.env.Keys
	return [][]key.Binding{{
		keys.Get(keymap.Open), keys.Get(keymap.NextPane, "next part"), keys.Get(keymap.NotToday), keys.Get(keymap.ShowHidden), keys.Get(keymap.Refresh),
	}, {keys.Get(keymap.Up), keys.Get(keymap.Down), keys.Get(keymap.Top), keys.Get(keymap.Bottom)}}
}
