package api

import (
	"errors"
	"net/http"
)

// chain is the way out, outermost link first. The order is forced: a replay
// with a new token and every retry pay from the budget; credentials are
// attached after all that, so that no link above holds them; nothing passes
// the guard unseen.
func (c *Client) chain(ground http.RoundTripper) http.RoundTripper {
	var link http.RoundTripper = authorise{services: c.services(), tokens: c.tokens, next: ground}
	link = limitLink{budget: c.budget, next: link}
	link = retry{budget: c.budget, next: link}
	return reauth{tokens: c.tokens, next: link}
}

// ground is what every request goes over at the end, that for a token
// included: written down, bounded, guarded, and answered in UTF-8.
func (c *Client) ground(network http.RoundTripper) http.RoundTripper {
	var link http.RoundTripper = guard{writing: c.Writing, token: c.tokenURL, search: c.searchURL(), next: wayLink{next: network}}
	link = limits{next: link}
	link = charset{next: link}
	return logLink{log: c.exchanges, now: c.cfg.Now, next: link}
}

const maxHops = 3

var errRedirect = errors.New("the answer points to another address, which is not followed")

// followRedirect follows a read that stays at its origin, a few times. Go
// would send the API keys along to anywhere.
func followRedirect(next *http.Request, before []*http.Request) error {
	first := before[0]
	switch {
	case !safe(first.Method):
		return http.ErrUseLastResponse
	case len(before) > maxHops, !sameOrigin(first.URL, next.URL):
		return errRedirect
	}
	return nil
}
