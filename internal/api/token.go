package api

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"golang.org/x/oauth2"

	"btalk/internal/models"
)

const (
	tokenWithin    = 10 * time.Second
	tokenBytes     = 1 << 20
	defaultLife    = 300 * time.Second // where expires_in is missing or odd
	longestLife    = 366 * 24 * time.Hour
	renewBefore    = 60 * time.Second // its end, or a tenth of its life
	refusalPeriod  = time.Minute
	callsIfRefused = 2 // in that period
	tokenOp        = "get an access token"
)

// tokenSource holds the access token. It differs from oauth2.ReuseTokenSource
// in what goes wrong there: waiting obeys the caller's context, a missing
// lifetime is not for ever, a token can be dropped, and a server that refuses
// is not asked again and again.
type tokenSource struct {
	link      http.RoundTripper // of the token endpoint: no budget, no API key
	address   string
	basic     string
	clientID  string
	scope     string
	userAgent string
	explain   explainer
	flights   flights[string, *oauth2.Token]

	mu       sync.Mutex
	token    *oauth2.Token
	since    time.Time   // when it was had
	renew    time.Time   // when a new one is due
	calls    []time.Time // of the last minute
	refused  time.Time   // when a token was dropped or refused last
	refusals error       // the last refusal
	fault    string      // what the API refused last, by its own words
}

// get gives a token that is good for a while.
func (s *tokenSource) get(ctx context.Context) (*oauth2.Token, error) {
	if token := s.current(); token != nil {
		return token, nil
	}
	token, _, err := s.flights.do(ctx, "", s.fetch)
	var known *models.Error
	if err != nil && !errors.As(err, &known) {
		return nil, s.explain.onTheWay(ctx, tokenOp, err)
	}
	return token, err
}

func (s *tokenSource) current() *oauth2.Token {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.explain.now()
	if s.token == nil || now.Before(s.since) || !now.Before(s.renew) { // set back: nobody knows how old it is
		return nil
	}
	return s.token
}

// drop forgets token after the API refused it with words that blame fault;
// false when no new one may be asked for now.
func (s *tokenSource) drop(token, fault string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.fault = fault
	if s.token != nil && s.token.AccessToken != token {
		return true // somebody else has renewed it
	}
	s.token = nil
	s.refused = s.explain.now()
	return !s.exhausted()
}

// replace forgets token without blame: the next request gets a new one.
func (s *tokenSource) replace(token string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.token != nil && s.token.AccessToken == token {
		s.token = nil
	}
}

// exhausted reports whether enough was asked of the token endpoint for now: as
// long as all goes well there is no limit; after a refusal there is.
func (s *tokenSource) exhausted() bool {
	now := s.explain.now()
	s.calls = slices.DeleteFunc(s.calls, func(at time.Time) bool { return !within(refusalPeriod, at, now) })
	return within(refusalPeriod, s.refused, now) && len(s.calls) >= callsIfRefused
}

// within reports whether at is in the period before now. What lies ahead of a clock
// that was set back is not.
func within(period time.Duration, at, now time.Time) bool {
	age := now.Sub(at)
	return age >= 0 && age < period
}

// fetch asks for a new token, unless that would be one call too many.
func (s *tokenSource) fetch(ctx context.Context) (*oauth2.Token, error) {
	if token := s.current(); token != nil {
		return token, nil // it came while we were waiting for the flight
	}
	s.mu.Lock()
	if s.exhausted() {
		defer s.mu.Unlock()
		return nil, s.refusal()
	}
	s.calls = append(s.calls, s.explain.now())
	s.mu.Unlock()

	ctx, cancel := context.WithTimeoutCause(ctx, tokenWithin, errSlow)
	defer cancel()
	sending(ctx)
	token, life, err := s.request(ctx)

	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.explain.now()
	if err != nil {
		if answered(err) {
			s.refused, s.refusals = now, err
		}
		return nil, err
	}
	s.explain.secrets.addToken(token.AccessToken)
	s.refusals = nil
	s.token, s.since, s.renew = token, now, now.Add(life-min(renewBefore, life/10))
	return token, nil
}

// answered reports whether the server refused, and not the network.
func answered(err error) bool {
	var known *models.Error
	return errors.As(err, &known) && known.Status != 0
}

func (s *tokenSource) refusal() error {
	if s.refusals != nil {
		return s.refusals
	}
	return &models.Error{
		Op: tokenOp, Kind: models.Unauthorized, Fault: models.NewText(s.fault),
		Detail: models.NewText("the API refused every token; the next try is possible in a minute"),
	}
}

// request makes the one call (DOC api-contract §1.1).
func (s *tokenSource) request(ctx context.Context) (*oauth2.Token, time.Duration, error) {
	if strings.Trim(s.clientID, ":") == "" {
		return nil, 0, missing(tokenOp, models.FaultClient)
	}
	form := url.Values{"grant_type": {"client_credentials"}}
	if scope := s.scope; scope != "" {
		form.Set("scope", scope)
	}
	req, err := http.NewRequestWithContext(withMaxBytes(ctx, tokenBytes), http.MethodPost, s.address, strings.NewReader(form.Encode()))
	if err != nil {
		return nil, 0, s.explain.onTheWay(ctx, tokenOp, err)
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	req.Header.Set("Accept", "application/json")
	req.Header.Set("Authorization", "Basic "+s.basic)
	req.Header.Set("User-Agent", s.userAgent)
	resp, err := s.link.RoundTrip(req)
	if err != nil {
		return nil, 0, s.explain.onTheWay(ctx, tokenOp, err)
	}
	a, err := receive(resp)
	switch {
	case a.status/100 != 2:
		return nil, 0, s.explainRefusal(ctx, a)
	case errors.Is(err, errTooLarge):
		return nil, 0, s.explain.unreadable(tokenOp, a, err)
	case err != nil:
		failure := s.explain.onTheWay(ctx, tokenOp, err)
		if errors.Is(err, errSlow) {
			failure.Detail = models.NewText("the answer of the token server did not come to its end within " + tokenWithin.String())
		}
		return nil, 0, failure
	}
	return s.read(a)
}

// missing is the error for credentials that are not configured.
func missing(op, what string) *models.Error {
	return &models.Error{
		Op: op, Kind: models.Unauthorized, Fault: models.NewText(what), Detail: models.NewText("none is configured"),
	}
}

// explainRefusal explains an error answer of the token endpoint (E3).
func (s *tokenSource) explainRefusal(ctx context.Context, a answer) *models.Error {
	failure := s.explain.refused(tokenOp, a)
	if failure.Fault.Raw() != models.FaultProxy {
		failure.Fault = models.Text{}
	}
	isClient := readEnvelope(a.body).words != "" && strings.Contains(string(a.body), "invalid_client")
	switch {
	case isClient || failure.Kind == models.Unauthorized:
		failure.Kind = models.Unauthorized
		failure.Fault = models.NewText(models.FaultClient)
	case failure.Kind == models.Forbidden:
		failure.Fault = models.NewText(models.FaultClient)
	}
	if failure.Kind == models.Throttled {
		s.explain.budget.throttled(ctx, a.header)
		failure.Until = s.explain.budget.throttledUntil()
	}
	return failure
}

// read takes the token out of a good answer.
func (s *tokenSource) read(a answer) (*oauth2.Token, time.Duration, error) {
	doc, err := models.ParseValue(a.body)
	if err != nil {
		return nil, 0, s.explain.unreadable(tokenOp, a, err)
	}
	o := doc.Object()
	access := o.Text("access_token").Raw()
	if access == "" || strings.ContainsFunc(access, func(r rune) bool { return r <= ' ' || r > '~' }) {
		return nil, 0, s.explain.unreadable(tokenOp, a, errNoToken)
	}
	return &oauth2.Token{AccessToken: access, TokenType: "Bearer"}, tokenLife(o.Get("expires_in")), nil
}

var errNoToken = errors.New("the answer holds no usable token")

// tokenLife reads expires_in: a number of seconds, or a string that holds one
// (OBS api-contract §1.1).
func tokenLife(v models.Value) time.Duration {
	seconds, err := strconv.ParseFloat(strings.TrimSpace(v.Text().Raw()), 64)
	if err != nil || !(seconds >= 1) || seconds > longestLife.Seconds() {
		return defaultLife
	}
	return time.Duration(seconds) * time.Second
}
