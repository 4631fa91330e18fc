// Package coverage is the screen that says what the service offers in a country,
// capability by capability in words, or compares several countries. Only
// internal/ui imports it.
package coverage

import (
	"context"
	"fmt"
	"strings"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
	"btalk/internal/ui/keymap"
	"btalk/internal/ui/listing"
	"btalk/internal/ui/screen"
)

// Source is what the screen reads.
type Source interface {
	Country(ctx context.Context, iso2 string, mode models.Mode) (models.Snapshot[models.Country], error)
}

// body is what both forms of the screen have: the page of one country and the
// table of several.
type body interface {
	screen.Screen
	screen.Keeper
	Typing() bool
	Print() string
}

// Screen shows the coverage of one country, or of several side by side.
type Screen struct {
	body

	env   *screen.Env
	route screen.Coverage
	task  screen.Task[[]models.Country]
	fetch screen.Fetch[[]models.Country]

	page *listing.Page       // one country
	list *listing.List[line] // several

	shape []string // the columns that list was made for

	transposed  bool // countries are rows
	differences bool // only where they differ
	size        tea.WindowSizeMsg
}

// New makes the screen. A route without countries shows the page of none.
func New(env *screen.Env, source Source, route screen.Coverage) *Screen {
	s := &Screen{env: env, route: route, fetch: fetchAll(source, route.ISO2)}
	if len(route.ISO2) == 1 {
		s.page = listing.NewPage(env, listing.PageConfig{
			Title: s.title, Route: s.Route, Noun: "coverage", ID: func() string { return route.ISO2[0] },
			Reload: s.task.Reload, Actions: []listing.PageAction{
				{Name: "write an address here", Key: keymap.Address, Run: func() screen.Do {
					return screen.To(screen.Address{ISO2: route.ISO2[0]})
				}},
				{Name: "compare with others: mark them in the list", Key: keymap.Compare, Run: func() screen.Do {
					return screen.To(screen.Countries{})
				}},
			},
		})
		s.body = s.page
		return s
	}
	s.build()
	return s
}

// fetchAll reads the countries one by one. One that cannot be read does not
// cost the others: the note says which.
func fetchAll(source Source, codes []string) screen.Fetch[[]models.Country] {
	return func(ctx context.Context, mode models.Mode) (models.Snapshot[[]models.Country], error) {
		var all models.Snapshot[[]models.Country]
		var missing []string
		var failed error
		for _, code := range codes {
			got, err := source.Country(ctx, code, mode)
			if err != nil {
				failed = err
				missing = append(missing, models.Safe(code))
				continue
			}
			all.Value = append(all.Value, got.Value)
			all.Stale = all.Stale || got.Stale
			if all.Fetched.IsZero() || got.Fetched.Before(all.Fetched) {
				all.Fetched = got.Fetched
			}
		}
		if len(all.Value) == 0 && failed != nil {
			return all, failed
		}
		if failed != nil {
			all.Note = fmt.Sprintf("could not read %s: %s", strings.Join(missing, ", "), models.AdviceFor(failed).Title)
		}
		return all, nil
	}
}

// Init reads the countries.
func (s *Screen) Init() screen.Do {
	return screen.All(s.body.Init(), s.task.Load(s.env.Ctx, s.fetch))
}

// Update takes the answers and the keys of the comparison; the body takes the
// rest.
func (s *Screen) Update(msg tea.Msg) screen.Do {
	if size, ok := msg.(tea.WindowSizeMsg); ok {
		s.size = size
	}
	if accepted, next := s.task.Accept(msg); accepted {
		s.show()
		return next
	}
	if press, ok := msg.(tea.KeyPressMsg); ok && s.list != nil && !s.list.Typing() {
		keys := s.env.Keys
		switch {
		case key.Matches(press, keys.Get(keymap.Transpose)):
			s.transposed = !s.transposed
			return s.rebuild()
		case key.Matches(press, keys.Get(keymap.Differences)):
			s.differences = !s.differences
			return s.rebuild()
		}
	}
	return s.body.Update(msg)
}

// build makes the list for the shape chosen. Its columns are countries: what is
// hidden here is not remembered for other comparisons.
func (s *Screen) build() {
	env := *s.env
	env.Memory = nil
	s.list, s.shape = listing.New(&env, s.config()), s.matrix().titles(s.transposed)
	s.body = s.list
}

// rebuild makes the list again after its shape changed. The filter and the
// order by country or capability do not carry over: their columns are others.
func (s *Screen) rebuild() screen.Do {
	s.build()
	do := s.list.Update(s.size)
	if s.task.Loaded {
		s.show()
		return do
	}
	return screen.All(do, s.list.Init())
}

// show puts what is known on the screen.
func (s *Screen) show() {
	snapshot := s.task.Snapshot
	switch {
	case s.page != nil:
		if s.task.Loaded && len(snapshot.Value) > 0 {
			s.page.Show(fields(snapshot.Value[0], s.env.Styles), snapshot.Value[0].Raw, snapshot.Note)
		}
		s.page.Fail(s.task.Err)
	case s.task.Loaded:
		s.showTable()
	default:
		s.list.Show(models.Snapshot[[]line]{}, s.task.Err)
	}
}

// Close drops what is under way.
func (s *Screen) Close() { s.task.Cancel() }

// Report tells the frame about the data.
func (s *Screen) Report() screen.Report {
	report := s.task.Report()
	if s.list != nil {
		counts := s.list.Report()
		report.Shown, report.Total, report.Counting = counts.Shown, counts.Total, s.task.Loaded
	}
	return report
}

// Route leads back here.
func (s *Screen) Route() screen.Route { return s.route }

// Holding reports whether back closes something here before it leaves.
func (s *Screen) Holding() bool { return s.list != nil && s.list.Holding() }

// Caret is the real cursor, in the filter line.
func (s *Screen) Caret() *tea.Cursor {
	if s.list == nil {
		return nil
	}
	return s.list.Caret()
}

func (s *Screen) title() string {
	if len(s.route.ISO2) == 1 && s.task.Loaded && len(s.task.Snapshot.Value) > 0 {
		if named := s.task.Snapshot.Value[0].Name; !named.Empty() {
			return named.String()
		}
	}
	codes := s.route.ISO2
	if len(codes) > 4 {
		return fmt.Sprintf("Coverage of %d countries", len(codes))
	}
	return models.Safe(strings.Join(codes, " "))
}

// ShortHelp are the keys that matter most here.
func (s *Screen) ShortHelp() []key.Binding {
	if s.list == nil || s.list.Typing() {
		return s.body.ShortHelp()
	}
	return []key.Binding{
		s.env.Keys.Get(keymap.Transpose), s.env.Keys.Get(keymap.Differences),
		s.env.Keys.Get(keymap.Filter), s.env.Keys.Get(keymap.Right), s.env.Keys.Get(keymap.Export),
	}
}

// FullHelp is everything that can be done here, by groups.
func (s *Screen) FullHelp() [][]key.Binding {
	if s.list == nil {
		return s.body.FullHelp()
	}
	own := []key.Binding{s.env.Keys.Get(keymap.Transpose), s.env.Keys.Get(keymap.Differences)}
	return append([][]key.Binding{own}, s.list.FullHelp()...)
}
