// Package countries is the screen that lists the countries and whether they are
// covered. Opening one leads to its coverage; marked ones can be compared. Only
// internal/ui imports it.
package countries

import (
	"context"
	"fmt"

	"btalk/internal/address"
	"btalk/internal/models"
	"btalk/internal/ui/keymap"
	"btalk/internal/ui/listing"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/table"
	"btalk/internal/ui/theme"
	"btalk/internal/ui/widget"
)

// Source is what the screen reads.
type Source interface {
	Countries(ctx context.Context, mode models.Mode) (models.Snapshot[[]models.Country], error)
	Country(ctx context.Context, iso2 string, mode models.Mode) (models.Snapshot[models.Country], error)
}

// Screen lists countries.
type Screen struct {
	*listing.List[models.Country]
}

// New makes the screen.
func New(env *screen.Env, source Source, route screen.Countries) *Screen {
	return &Screen{listing.New(env, listing.Config[models.Country]{
		Title:   func() string { return "Countries" },
		Route:   func() screen.Route { return route },
		Nouns:   "countries",
		Columns: columns(),
		ID:      func(c models.Country) string { return c.ISO2.Raw() },
		Name:    name,
		Raw:     func(c models.Country) []byte { return c.Raw },
		Path:    func(models.Country) string { return "/countries" },
		Fetch:   source.Countries,
		Children: func(ctx context.Context, c models.Country) error {
			_, err := source.Country(ctx, c.ISO2.Raw(), models.Refresh)
			return err
		},
		Open:    func(c models.Country) screen.Do { return compare([]models.Country{c}) },
		Opens:   "coverage",
		Actions: actions(),
		Detail:  detail,
		Empty:   widget.Empty("The server lists no country", "r asks again; :country FR asks for one"),
	})}
}

func columns() []table.Column[models.Country] {
	return []table.Column[models.Country]{
		{Name: "name", Title: "Country", Text: name, Min: 16, Max: 36},
		{Name: "iso2", Title: "Code", Text: func(c models.Country) string { return c.ISO2.String() }, Priority: 9},
		{Name: "available", Title: "Business Talk", Text: available, Style: availableStyle, Priority: 8},
		{Name: "emergency", Title: "Emergency", Text: func(c models.Country) string { return value(c, "domesticEmergency") }, Priority: 6},
		{Name: "did", Title: "DID numbers", Text: func(c models.Country) string { return value(c, "didNumber") }, Priority: 5},
		{Name: "zone", Title: "DID zone", Text: func(c models.Country) string { return value(c, "didNumberZone") }, Priority: 4},
		{Name: "yes", Title: "Yes", Text: count, Right: true, Priority: 3},
		{Name: "dial", Title: "Dial code", Text: dialCode, Right: true, Priority: 7},
		{Name: "comment", Title: "Comment", Text: func(c models.Country) string { return value(c, "comment") }, Max: 60, Priority: 1},
	}
}

func name(c models.Country) string {
	if !c.Name.Empty() {
		return c.Name.String()
	}
	if known := address.CountryOf(c.ISO2.Raw()).Name.String(); known != "" {
		return known
	}
	return c.ISO2.String()
}

func value(c models.Country, key string) string {
	capability, _ := c.Capability(key)
	return capability.Value.String()
}

// available says whether voicesites can be ordered; a country whose coverage
// was not read yet is neither yes nor no.
func available(c models.Country) string {
	if len(c.Coverage) == 0 {
		return "not read"
	}
	return value(c, "businessTalkOnline")
}

func availableStyle(c models.Country, styles *theme.Styles) theme.Style {
	switch c.Available() {
	case models.FlagYes: // nearly all of them: plain, so that the others are seen
		return styles.Text
	case models.FlagNo, models.FlagUnknown:
	}
	return styles.Muted
}

// count is how many of the capabilities that are a yes or no are a yes.
func count(c models.Country) string {
	yes, flags := 0, 0
	for _, capability := range c.Coverage {
		switch capability.Flag() {
		case models.FlagYes:
			yes++
			flags++
		case models.FlagNo:
			flags++
		case models.FlagUnknown:
		}
	}
	if flags == 0 {
		return ""
	}
	return fmt.Sprintf("%d/%d", yes, flags)
}

func dialCode(c models.Country) string {
	if c.DialCode.Empty() {
		return ""
	}
	return "+" + c.DialCode.String()
}

func actions() []listing.Action[models.Country] {
	return []listing.Action[models.Country]{
		{Name: "compare coverage", Key: keymap.Compare, Many: true, Run: compare},
		{Name: "write an address", Key: keymap.Address, Run: func(rows []models.Country) screen.Do {
			return screen.To(screen.Address{ISO2: rows[0].ISO2.Raw()})
		}},
	}
}

// compare opens the coverage of one country, or of several side by side.
func compare(rows []models.Country) screen.Do {
	codes := make([]string, len(rows))
	for i, row := range rows {
		codes[i] = row.ISO2.Raw()
	}
	return screen.To(screen.Coverage{ISO2: codes})
}

func detail(c models.Country) []widget.Field {
	fields := []widget.Field{
		{Label: "Code", Value: c.ISO2.String()},
		{Label: "Dial code", Value: dialCode(c)},
	}
	if len(c.Coverage) == 0 {
		return append(fields, widget.Field{Label: "Coverage", Value: "not read yet", Note: "enter reads it"})
	}
	fields = append(fields, widget.Field{}, widget.Heading("Coverage"))
	for _, capability := range c.Coverage {
		fields = append(fields, widget.Field{Label: capability.Label, Value: capability.Value.String()})
	}
	return append(fields, listing.Others(c.Raw, "iso2", "isoCode", "name", "countryCode", "coverage")...)
}
