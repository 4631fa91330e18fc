package api

import (
	"context"
	"net/url"

	"btalk/internal/models"
)

// Which is one of the three APIs.
type Which int

// The APIs.
const (
	BusinessTalk Which = iota
	OrderTracking
	BillingM2M
)

// Probe sends one GET of an API as it stands, past the cache and every decoder, for who
// compares the API with its contract. It waits for the budget as a long list does. The
// answer goes to whoever stands around the network ([Config].Around); the error says how
// the client takes it.
func (c *Client) Probe(ctx context.Context, of Which, path string, query url.Values) error {
	a := ask{op: "compare the API with its contract", path: path, query: query}
	s := source{service: c.apis.of(of), out: c.out}
	if s.service == nil {
		return missing(a.op, models.FaultKey)
	}
	got, err := s.get(withMaxBytes(withMaxWait(ctx, maxWaitPaging), pageBytes), a, query)
	if err != nil {
		return err
	}
	doc, err := models.ParseValue(got.body)
	if err != nil {
		return c.out.explain.unreadable(a.op, got, err)
	}
	if failure := c.out.explain.inPlace(a.op, got, doc.Items()); failure != nil {
		return failure
	}
	return nil
}

func (s services) of(which Which) *service {
	return map[Which]*service{BusinessTalk: s.btalk, OrderTracking: s.tracking, BillingM2M: s.billing}[which]
}
