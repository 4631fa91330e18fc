package api

import (
	"context"

	"btalk/internal/models"
)

// Me is what the API key may do (DOC api-contract §2.3 B1).
func (c *Client) Me(ctx context.Context, mode models.Mode) (models.Snapshot[models.Me], error) {
	return models.Snapshot[models.Me]{}, nil
}

// Customers lists the customers that the key may manage (B2).
func (c *Client) Customers(ctx context.Context, mode models.Mode) (models.Snapshot[[]models.Customer], error) {
	return models.Snapshot[[]models.Customer]{}, nil
}

// VPNs lists the voice VPNs of a customer, by its raw code (B3).
func (c *Client) VPNs(ctx context.Context, customer string, mode models.Mode) (models.Snapshot[[]models.VPN], error) {
	return models.Snapshot[[]models.VPN]{}, nil
}

// VoiceSites lists voicesites (B6). The whole list is read once and narrowed
// here: going from customer to customer costs no request. Where the API does
// not say what belongs to whom, more than asked for is given and the
// snapshot's Note says so.
func (c *Client) VoiceSites(ctx context.Context, query models.SiteQuery, mode models.Mode) (models.Snapshot[[]models.VoiceSite], error) {
	return models.Snapshot[[]models.VoiceSite]{}, nil
}

// VoiceSite finds one voicesite in the list by its raw id; models.NotFound
// when it is not there.
func (c *Client) VoiceSite(ctx context.Context, id string, mode models.Mode) (models.Snapshot[models.VoiceSite], error) {
	return models.Snapshot[models.VoiceSite]{}, nil
}

// VoiceAddress reads the address of a voicesite (INF api-contract §6). A null
// Value means that the API knows none, which is no error.
func (c *Client) VoiceAddress(ctx context.Context, customer, site string, mode models.Mode) (models.Snapshot[models.Value], error) {
	return models.Snapshot[models.Value]{}, nil
}
