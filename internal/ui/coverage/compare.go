package coverage

import (
	"fmt"
	"slices"
	"strconv"

	"btalk/internal/ladder"
	"btalk/internal/models"
	"btalk/internal/ui/listing"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/table"
	"btalk/internal/ui/theme"
	"btalk/internal/ui/widget"
)

// line is one row of the comparison: a capability with a cell for each country,
// or, transposed, a country with a cell for each capability.
type line struct {
	id    string // key of the capability, or code of the country
	name  string // safe
	cells []models.Text
	yes   int // cells that are a yes
	of    int // cells that could be; 0 where the answer is not yes or no
}

// matrix is the comparison before it is turned into rows: every capability that
// any of the countries has, in the order in which they were met.
type matrix struct {
	countries    []models.Country
	capabilities []models.Capability // keys and labels
}

func newMatrix(countries []models.Country, differences bool) matrix {
	m := matrix{countries: countries}
	seen := map[string]bool{}
	for _, country := range countries {
		for _, capability := range country.Coverage {
			if key := capability.Key.Raw(); !seen[key] {
				seen[key] = true
				m.capabilities = append(m.capabilities, capability)
			}
		}
	}
	if differences {
		m.capabilities = slices.DeleteFunc(m.capabilities, func(c models.Capability) bool { return !m.differ(c.Key.Raw()) })
	}
	return m
}

// differ reports whether the countries differ in a capability. Yes and yes are the
// same in any spelling; a capability that one of them lacks is a difference.
func (m matrix) differ(key string) bool {
	for _, country := range m.countries[1:] {
		a, b := m.cell(m.countries[0], key), m.cell(country, key)
		if flag := models.ParseFlag(a.Raw()); flag != models.FlagUnknown && flag == models.ParseFlag(b.Raw()) {
			continue
		}
		if a.Raw() != b.Raw() {
			return true
		}
	}
	return false
}

func (m matrix) cell(country models.Country, key string) models.Text {
	capability, _ := country.Capability(key)
	return capability.Value
}

func (m matrix) lines(transposed bool) []line {
	if transposed {
		return m.byCountry()
	}
	lines := make([]line, 0, len(m.capabilities))
	for _, capability := range m.capabilities {
		l := line{id: capability.Key.Raw(), name: capability.Label}
		for _, country := range m.countries {
			l.add(m.cell(country, capability.Key.Raw()))
		}
		if l.of > 0 {
			l.of = len(l.cells) // what a country does not mention it does not offer
		}
		lines = append(lines, l)
	}
	return lines
}

func (m matrix) byCountry() []line {
	lines := make([]line, 0, len(m.countries))
	for _, country := range m.countries {
		l := line{id: country.ISO2.Raw(), name: countryName(country)}
		for _, capability := range m.capabilities {
			l.add(m.cell(country, capability.Key.Raw()))
		}
		lines = append(lines, l)
	}
	return lines
}

func (l *line) add(cell models.Text) {
	l.cells = append(l.cells, cell)
	switch models.ParseFlag(cell.Raw()) {
	case models.FlagYes:
		l.yes++
		l.of++
	case models.FlagNo:
		l.of++
	case models.FlagUnknown:
	}
}

func countryName(country models.Country) string {
	if country.Name.Empty() {
		return country.ISO2.String()
	}
	return country.Name.String() + " " + country.ISO2.String()
}

// config is the list in the shape chosen.
func (s *Screen) config() listing.Config[line] {
	m := s.matrix()
	config := listing.Config[line]{
		Title:   s.title,
		Route:   s.Route,
		Nouns:   "capabilities",
		Columns: m.columns(s.transposed),
		ID:      func(l line) string { return l.id },
		Name:    func(l line) string { return l.name },
		Reload:  s.task.Reload,
		Empty:   widget.Empty("There is nothing to compare", "mark countries in the list and press m"),
	}
	if s.differences {
		config.Empty = widget.Empty("These countries do not differ", "o shows everything again")
	}
	if s.transposed {
		config.Nouns, config.Opens = "countries", "coverage"
		config.Open = func(l line) screen.Do { return screen.To(screen.Coverage{ISO2: []string{l.id}}) }
	}
	return config
}

func (s *Screen) matrix() matrix { return newMatrix(s.task.Snapshot.Value, s.differences) }

// showTable shows the rows. The list is made again only when its columns are
// others than before: what is typed or open in it stays.
func (s *Screen) showTable() {
	if shape := s.matrix().titles(s.transposed); !slices.Equal(shape, s.shape) {
		kept := s.list.Keep()
		s.build()
		s.list.Update(s.size)
		s.list.Restore(kept)
	}
	snapshot := s.task.Snapshot
	rows := models.Snapshot[[]line]{
		Value: s.matrix().lines(s.transposed), Fetched: snapshot.Fetched, Stale: snapshot.Stale, Note: snapshot.Note,
	}
	s.list.Show(rows, nil)
	if s.task.Err != nil {
		s.list.Show(rows, s.task.Err)
	}
}

// columns are the name of the line, a column for each cell, and the count of
// yes.
func (m matrix) columns(transposed bool) []table.Column[line] {
	first := "Capability"
	if transposed {
		first = "Country"
	}
	columns := []table.Column[line]{{
		Name: "name", Title: first, Text: func(l line) string { return l.name }, Layout: ladder.Column{Fixed: true},
	}}
	titles := m.titles(transposed)
	widest := max(24, 80/max(len(titles), 1)) // few columns may show a comment whole
	for i, title := range titles {
		columns = append(columns, table.Column[line]{
			Name: "c" + strconv.Itoa(i) + "-" + title, Title: title, Layout: ladder.Column{Grade: ladder.Basic, Min: 4, Cap: widest},
			Text:  func(l line) string { return shown(l.at(i)) },
			Style: func(l line, styles *theme.Styles) theme.Style { return flagStyle(l.at(i), styles) },
		})
	}
	return append(columns, table.Column[line]{
		Name: "yes", Title: "Yes", Right: true, Layout: ladder.Column{Grade: ladder.Basic, Fixed: true, Priority: 1},
		Text: func(l line) string {
			if l.of == 0 {
				return ""
			}
			return fmt.Sprintf("%d/%d", l.yes, l.of)
		},
	})
}

// titles are those of the columns between the name and the count.
func (m matrix) titles(transposed bool) []string {
	var titles []string
	if transposed {
		for _, capability := range m.capabilities {
			titles = append(titles, capability.Label)
		}
		return titles
	}
	for _, country := range m.countries {
		titles = append(titles, country.ISO2.String())
	}
	return titles
}

func (l line) at(i int) models.Text {
	if i >= len(l.cells) {
		return models.Text{}
	}
	return l.cells[i]
}

// shown is a cell in words; a capability the server does not mention is a dash.
func shown(cell models.Text) string {
	if cell.Empty() {
		return "–"
	}
	return cell.String()
}

// flagStyle makes a yes stand out; the word itself says it without colour.
func flagStyle(cell models.Text, styles *theme.Styles) theme.Style {
	switch models.ParseFlag(cell.Raw()) {
	case models.FlagYes:
		return styles.OK
	case models.FlagNo:
		return styles.Warning
	case models.FlagUnknown:
	}
	return styles.Muted
}
