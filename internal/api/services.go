package api

import (
	"context"
	"fmt"
	"net"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"

	"btalk/internal/models"
)

// service is one of the APIs: where it is, and which key opens it. They share
// the way out and the budget; a key goes with requests for its own API only,
// and to addresses below its base only.
type service struct {
	base      *url.URL
	keyHeader string
	key       string
	fault     string // what to blame for a refused key: one of the models.Fault constants
	language  string // for Accept-Language; empty: none is asked for
	pages     pageSize
	keyBad    atomic.Bool // a new token was refused as well: it is the key
	inside    []*service  // whose bases lie below this one: their addresses are not its own
}

// services are the APIs that are configured.
type services struct {
	btalk    *service
	tracking *service // nil when not configured, as billing
	billing  *service
}

func locate(cfg Config) (services, error) {
	var found services
	for _, api := range []struct {
		setting, address string
		found            **service
		service          *service
	}{
		{"base_url", cfg.BaseURL, &found.btalk, &service{
			keyHeader: "X-BT-API-KEY", key: cfg.APIKey, fault: models.FaultKey, pages: pageSize{first: largestPage},
		}},
		{"tracking_url", cfg.TrackingURL, &found.tracking, &service{
			keyHeader: "X-Api-Key", key: cfg.TrackingAPIKey, fault: models.FaultTrackingKey, pages: pageSize{first: usualB2BPage}, language: cfg.Language,
		}},
		{"billing_url", cfg.BillingURL, &found.billing, &service{
			keyHeader: "X-Api-Key", key: cfg.BillingAPIKey, fault: models.FaultBillingKey, pages: pageSize{first: usualB2BPage},
		}},
	} {
		if api.address == "" && api.found != &found.btalk {
			continue
		}
		base, err := endpoint(api.setting, api.address)
		if err != nil {
			return services{}, err
		}
		api.service.base = base
		*api.found = api.service
	}
	found.part()
	return found, nil
}

// part leaves each address to the API with the longest base above it.
func (s services) part() {
	all := slices.DeleteFunc([]*service{s.btalk, s.tracking, s.billing}, func(one *service) bool { return one == nil })
	for _, outer := range all {
		for _, inner := range all {
			if len(inner.base.Path) > len(outer.base.Path) && outer.covers(inner.base) {
				outer.inside = append(outer.inside, inner)
			}
		}
	}
}

// endpoint reads one address of the configuration.
func endpoint(setting, address string) (*url.URL, error) {
	u, err := url.Parse(address)
	switch {
	case err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" || u.Fragment != "":
		return nil, fmt.Errorf("%s is not an address such as https://api.orange.com/btalk/v1", setting)
	case u.Scheme == "https", u.Scheme == "http" && isLoopback(u.Hostname()):
		return u, nil
	}
	return nil, fmt.Errorf("%s must begin with https://; http:// is accepted for this machine only (127.0.0.1, ::1, localhost)", setting)
}

func isLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}

// origin is scheme and host.
func (s *service) origin() string { return s.base.Scheme + "://" + s.base.Host }

// path is a models.Path with that of the base before it.
func (s *service) path(below string) string {
	return strings.TrimSuffix(s.base.EscapedPath(), "/") + below
}

// address is the URL of a models.Path below the base.
func (s *service) address(path string, query url.Values) string {
	address := s.origin() + s.path(path)
	if len(query) > 0 {
		address += "?" + query.Encode()
	}
	return address
}

// blame says that the key of the service was refused, where that is so: the token
// endpoint has taken the credentials, and the other APIs may well take the token.
func (s *service) blame(failure *models.Error) *models.Error {
	switch {
	case failure.Kind == models.Unauthorized && failure.Fault.Raw() == models.FaultKey,
		s.fault != models.FaultKey && (failure.Kind == models.Unauthorized || failure.Kind == models.Forbidden):
		failure.Fault = models.NewText(s.fault)
	}
	return failure
}

// owns reports whether u is an address of the service and of no other whose base
// lies below its own.
func (s *service) owns(u *url.URL) bool {
	return s.covers(u) && !slices.ContainsFunc(s.inside, func(inner *service) bool { return inner.covers(u) })
}

// covers reports whether u is below the base: same scheme, host and port, and path.
func (s *service) covers(u *url.URL) bool {
	return sameOrigin(s.base, u) &&
		(u.Path == s.base.Path || strings.HasPrefix(u.Path, strings.TrimSuffix(s.base.Path, "/")+"/"))
}

func sameOrigin(a, b *url.URL) bool {
	return a.Scheme == b.Scheme && strings.EqualFold(a.Hostname(), b.Hostname()) && portOf(a) == portOf(b)
}

func portOf(u *url.URL) string {
	switch {
	case u.Port() != "":
		return u.Port()
	case u.Scheme == "https":
		return "443"
	}
	return "80"
}

type serviceKey struct{}

// withService marks the requests under ctx, those of a redirect included, as
// requests for s.
func withService(ctx context.Context, s *service) context.Context {
	return context.WithValue(ctx, serviceKey{}, s)
}

// serviceOf gives the service that a request under ctx is for, if u is one of
// its addresses; nil otherwise.
func serviceOf(ctx context.Context, u *url.URL) *service {
	s, ok := ctx.Value(serviceKey{}).(*service)
	if !ok || !s.owns(u) {
		return nil
	}
	return s
}
