package api

import (
	"context"

	"btalk/internal/models"
)

// Countries lists the countries and what is offered there. Where the API has
// no such list, it gives the countries of the documented table, those with
// coverage that have been read one by one before.
func (c *Client) Countries(ctx context.Context, mode models.Mode) (models.Snapshot[[]models.Country], error) {
	return models.Snapshot[[]models.Country]{}, nil
}

// Country is the coverage of one country (DOC api-contract §2.3 B4), taken
// from the country list where that is complete.
func (c *Client) Country(ctx context.Context, iso2 string, mode models.Mode) (models.Snapshot[models.Country], error) {
	return models.Snapshot[models.Country]{}, nil
}

// GeoAreas lists the areas below path, raw values from area1 on; an empty path
// asks for the first level (DOC api-contract §2.3 B10–B13).
func (c *Client) GeoAreas(ctx context.Context, iso2 string, path []string, mode models.Mode) (models.Snapshot[[]models.Text], error) {
	return models.Snapshot[[]models.Text]{}, nil
}

// AddressSearch asks the full-address service of a country for candidates
// (B14), each in the exact form to push. The keys of query are address
// elements (pc, a3, a6, …), or "q" for free text.
func (c *Client) AddressSearch(ctx context.Context, iso2 string, query map[string]string, mode models.Mode) (models.Snapshot[[]models.Value], error) {
	return models.Snapshot[[]models.Value]{}, nil
}

// PostalCodes lists the postal codes of Portugal (INF api-contract §6), raw as
// the API gives them.
func (c *Client) PostalCodes(ctx context.Context, query map[string]string, mode models.Mode) (models.Snapshot[[]models.Value], error) {
	return models.Snapshot[[]models.Value]{}, nil
}

// Parishes lists the parishes of Portugal (INF api-contract §6), raw as the
// API gives them.
func (c *Client) Parishes(ctx context.Context, query map[string]string, mode models.Mode) (models.Snapshot[[]models.Value], error) {
	return models.Snapshot[[]models.Value]{}, nil
}
