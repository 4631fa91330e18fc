// Package countries is the screen that lists the countries and whether they are
// covered. Opening one leads to its coverage; marked ones can be compared. Only
// internal/ui imports it.
package countries

import (
	"context"

	"btalk/internal/catalog"
	"btalk/internal/models"
	"btalk/internal/ui/keymap"
	"btalk/internal/ui/listing"
	"btalk/internal/ui/screen"
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
	config := listing.From(catalog.Countries())
	config.Title = func() string { return "Countries" }
	config.Route = func() screen.Route { return route }
	config.Fetch = source.Countries
	config.Children = func(ctx context.Context, c models.Country) error {
		_, err := source.Country(ctx, c.ISO2.Raw(), models.Refresh)
		return err
	}
	config.Open = func(c models.Country) screen.Do { return compare([]models.Country{c}) }
	config.Opens = "coverage"
	config.Actions = actions()
	config.Empty = widget.Empty("The server lists no country", "r asks again; :country FR asks for one")
	return &Screen{listing.New(env, config)}
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
