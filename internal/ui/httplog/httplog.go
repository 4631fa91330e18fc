// Package httplog is the screen that lists every request of this process, and
// every answer that came from the disk instead: what was asked, what came back,
// how long it took. Nothing in it is secret. Only internal/ui imports it.
package httplog

import (
	"slices"
	"strconv"
	"time"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/ladder"
	"btalk/internal/models"
	"btalk/internal/ui/listing"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/table"
	"btalk/internal/ui/theme"
	"btalk/internal/ui/widget"
)

// Source is what the screen reads: no request, only memory.
type Source interface {
	Exchanges() []models.Exchange // oldest first
}

// Screen lists exchanges, the latest first.
type Screen struct {
	*listing.List[row]
	source Source
	now    func() time.Time
	last   models.Exchange
	count  int
}

// row is an exchange with an id of its own: two may happen at the same instant.
type row struct {
	models.Exchange
	id string
}

// New makes the screen.
func New(env *screen.Env, source Source, route screen.HTTP) *Screen {
	s := &Screen{source: source, now: env.Now, count: -1}
	s.List = listing.New(env, listing.Config[row]{
		Title:   func() string { return "Requests" },
		Route:   func() screen.Route { return route },
		Nouns:   "requests",
		Columns: columns(),
		ID:      func(r row) string { return r.id },
		Name:    func(r row) string { return r.Method + " " + r.Path.String() },
		Reload:  func() screen.Do { s.look(); return nil },
		Detail:  detail,
		Empty:   widget.Empty("No request was sent yet", "what comes from the disk shows here too, as a hit"),
	})
	return s
}

// Init shows what there is.
func (s *Screen) Init() screen.Do {
	s.look()
	return nil
}

// Update reads again when time has passed; the list handles the rest.
func (s *Screen) Update(msg tea.Msg) screen.Do {
	if _, ok := msg.(screen.TickMsg); ok {
		s.look()
		return nil
	}
	return s.List.Update(msg)
}

// look shows the exchanges when there are others than before.
func (s *Screen) look() {
	exchanges := s.source.Exchanges()
	var last models.Exchange
	if len(exchanges) > 0 {
		last = exchanges[len(exchanges)-1]
	}
	if len(exchanges) == s.count && last == s.last {
		return
	}
	s.count, s.last = len(exchanges), last
	s.Show(models.Snapshot[[]row]{Value: rows(exchanges), Fetched: s.now()}, nil)
}

// rows gives the exchanges ids, and the latest first.
func rows(exchanges []models.Exchange) []row {
	all := make([]row, 0, len(exchanges))
	var before time.Time
	same := 0
	for _, exchange := range exchanges {
		if same++; !exchange.At.Equal(before) {
			before, same = exchange.At, 0
		}
		id := strconv.FormatInt(exchange.At.UnixNano(), 36) + "-" + strconv.Itoa(same)
		all = append(all, row{exchange, id})
	}
	slices.Reverse(all)
	return all
}

func columns() []table.Column[row] {
	return []table.Column[row]{
		{
			Name: "time", Title: "Time", Text: func(r row) string { return r.At.Format("15:04:05") },
			Order: func(r row) string { return r.At.UTC().Format("2006-01-02 15:04:05.000000") }, Layout: ladder.Column{Fixed: true},
		},
		{Name: "method", Title: "Method", Text: func(r row) string { return models.Safe(r.Method) }, Layout: ladder.Column{Grade: ladder.Useful, Fixed: true, Priority: 2}},
		{Name: "path", Title: "Path", Text: func(r row) string { return r.Path.String() }, Layout: ladder.Column{Grade: ladder.Basic, Min: 28, Cap: 80}},
		{Name: "status", Title: "Status", Text: status, Style: statusStyle, Right: true, Layout: ladder.Column{Grade: ladder.Basic, Fixed: true, Priority: 2}},
		{Name: "ms", Title: "ms", Text: milliseconds, Right: true, Layout: ladder.Column{Grade: ladder.Useful, Fixed: true, Priority: 3}},
		{Name: "from", Title: "Cache", Text: from, Style: fromStyle, Layout: ladder.Column{Grade: ladder.Basic, Fixed: true, Priority: 1}},
		{Name: "request", Title: "Request id", Text: func(r row) string { return r.RequestID.String() }, Layout: ladder.Column{Grade: ladder.Extra, Fixed: true, Priority: 1}},
		{Name: "failure", Title: "Failure", Text: failure, Style: failureStyle, Layout: ladder.Column{Grade: ladder.Useful, Min: 12, Cap: 40, Priority: 1}},
	}
}

// status is the number of the server's answer; a dash where none came.
func status(r row) string {
	if r.Status == 0 {
		return "–"
	}
	return strconv.Itoa(r.Status)
}

func statusStyle(r row, styles *theme.Styles) theme.Style {
	switch {
	case r.Status >= 400:
		return styles.Error
	case r.Status >= 200 && r.Status < 300:
		return styles.OK
	}
	return styles.Muted
}

func milliseconds(r row) string {
	if r.Source != models.FromServer {
		return ""
	}
	return strconv.FormatInt(r.Took.Milliseconds(), 10)
}

func took(r row) string {
	if ms := milliseconds(r); ms != "" {
		return ms + " ms"
	}
	return ""
}

func from(r row) string {
	switch r.Source {
	case models.FromCache:
		return "hit"
	case models.FromStaleCache:
		return "hit, stale"
	case models.FromServer:
	}
	return "miss"
}

func fromStyle(r row, styles *theme.Styles) theme.Style {
	if r.Source == models.FromServer {
		return styles.Text
	}
	return styles.Muted
}

func failure(r row) string {
	if r.Failure == models.NoError {
		return ""
	}
	return models.AdviceFor(&models.Error{Kind: r.Failure}).Title
}

func failureStyle(_ row, styles *theme.Styles) theme.Style { return styles.Error }

func detail(r row) []widget.Field {
	return []widget.Field{
		{Label: "Time", Value: r.At.Format("2006-01-02 15:04:05.000")},
		{Label: "Method", Value: models.Safe(r.Method)},
		{Label: "Path", Value: r.Path.String()},
		{Label: "Status", Value: status(r)},
		{Label: "Took", Value: took(r)},
		{Label: "Cache", Value: from(r)},
		{Label: "Request id", Value: r.RequestID.String(), Note: "quote it to support"},
		{Label: "Failure", Value: failure(r)},
	}
}
