package api

import (
	"errors"
	"net/http"
	"net/url"
	"time"
)

// chain is the way out over the ground, outermost link first. The order is
// forced: a replay with a new token and every retry pay from the budget;
// credentials are attached after all that, so that no link above holds them.
func chain(tokens *tokenSource, budget *budget, ground http.RoundTripper) http.RoundTripper {
	var link http.RoundTripper = authorise{tokens: tokens, next: ground}
	link = limitLink{budget: budget, next: link}
	link = retry{budget: budget, next: link}
	return reauth{tokens: tokens, next: link}
}

// ground is what every request goes over at the end, that for a token
// included: written down, bounded, guarded, and answered in UTF-8. Nothing
// passes the guard unseen on its way to the bottom, the network.
func ground(guard guard, exchanges *exchangeLog, now func() time.Time, bottom http.RoundTripper) http.RoundTripper {
	guard.next = bottom
	var link http.RoundTripper = limits{next: guard}
	link = charset{next: link}
	return logLink{log: exchanges, now: now, next: link}
}

const maxHops = 3

var errRedirect = errors.New("the answer points to another address, which is not followed")

// followRedirect follows a read that stays within its API, a few times. Go would
// send the API keys along to anywhere.
func followRedirect(next *http.Request, before []*http.Request) error {
	first := before[0]
	switch {
	case !safe(first.Method):
		return http.ErrUseLastResponse
	case len(before) > maxHops, serviceOf(first.Context(), next.URL) == nil:
		return errRedirect
	}
	return nil
}

// searchURL is the one POST that reads (DOC api-contract §4.1); nil without
// Billing.
func searchURL(billing *service) *url.URL {
	if billing == nil {
		return nil
	}
	return billing.base.JoinPath("bills", "search")
}
