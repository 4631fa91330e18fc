package shared

import (
	"crypto/tls"
	_ "embed"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"
	"time"

	"github.com/valkey-io/valkey-go"
)

//go:embed budget.lua
var budgetScript string

//go:embed answers.lua
var answersScript string

// Prefix is what the names of all keys begin with: the user of an ACL needs
// no others.
const Prefix = "btalk:"

// Options say where the server is, and whose budget and answers it keeps.
type Options struct {
	URL        string           // rediss://[user:password@]host[:port][/db], redis:// to loopback only, redis+unix:///path
	Origin     string           // of the API
	Credential string           // id and secret: the names and the seal are made from it
	TLS        *tls.Config      // roots for rediss://; nil: those of the system
	Now        func() time.Time // a clock for tests; nil: the server's own
	Within     time.Duration    // that an answer may take before the server counts as away; 0: 200 ms
}

// Server is the shared server, as one credential sees it. Safe for any number
// of goroutines. Nothing is connected before the first call.
type Server struct {
	link    *link
	names   names
	now     func() time.Time
	budget  *valkey.Lua
	answers *valkey.Lua
}

// Open checks the address. It connects to nothing.
func Open(o Options) (*Server, error) {
	if o.Within <= 0 {
		o.Within = answerWithin
	}
	option, err := option(o)
	if err != nil {
		return nil, err
	}
	n, err := newNames(o.Origin, o.Credential)
	if err != nil {
		return nil, err
	}
	return &Server{
		link:    &link{dial: func() (*conn, error) { return dial(option) }, probe: n.probe, within: o.Within, hide: hiding(option.Password)},
		names:   n,
		now:     o.Now,
		budget:  valkey.NewLuaScript(budgetScript),
		answers: valkey.NewLuaScript(answersScript),
	}, nil
}

// State returns why the server does not serve; nil when it serves, or was not
// needed yet.
func (s *Server) State() *AwayError { return s.link.state() }

// Close ends the connection. Calls fail from then on.
func (s *Server) Close() { s.link.close() }

// clock is the time that scripts are given: "0" stands for the server's own.
func (s *Server) clock() string {
	if s.now == nil {
		return "0"
	}
	return millis(s.now())
}

// option turns the address into what the client wants. The error never shows
// the address: it may hold a password.
func option(o Options) (valkey.ClientOption, error) {
	address, err := url.Parse(o.URL)
	if err != nil {
		return valkey.ClientOption{}, errors.New("shared_url is not an address; write rediss://HOST:PORT or redis+unix:///PATH")
	}
	scheme, text := address.Scheme, o.URL
	switch scheme {
	case "rediss":
	case "redis":
		if !loopback(address.Hostname()) {
			return valkey.ClientOption{}, errors.New("shared_url sends the password in clear to another host; write rediss:// for TLS")
		}
	case "redis+unix":
		text = strings.TrimPrefix(text, "redis+")
	default:
		return valkey.ClientOption{}, fmt.Errorf("shared_url begins with %q; write rediss://HOST:PORT, redis+unix:///PATH, or redis:// for this host", scheme)
	}
	option, err := valkey.ParseURL(text)
	if err != nil {
		return valkey.ClientOption{}, errors.New("shared_url cannot be read; write rediss://USER:PASSWORD@HOST:PORT/DATABASE")
	}
	if option.TLSConfig != nil && o.TLS != nil {
		name := option.TLSConfig.ServerName
		option.TLSConfig = o.TLS.Clone()
		option.TLSConfig.ServerName = name
	}
	option.Dialer.Timeout = o.Within
	option.ConnWriteTimeout = o.Within
	option.DisableRetry = true // a script that was sent may have run
	option.DisableCache = true
	option.ForceSingleClient = true
	option.ClientSetInfo = valkey.DisableClientSetInfo
	option.PipelineMultiplex = -1 // one connection: see conn
	option.BlockingPoolSize = 1
	option.RingScaleEachConn = 6
	option.ReadBufferEachConn, option.WriteBufferEachConn = 16<<10, 16<<10
	return option, nil
}

func loopback(host string) bool {
	if host == "localhost" {
		return true
	}
	ip := net.ParseIP(host)
	return ip != nil && ip.IsLoopback()
}

// hiding takes a password out of a text: a server may repeat what it was sent.
func hiding(password string) func(string) string {
	return func(text string) string {
		if password == "" {
			return text
		}
		return strings.ReplaceAll(text, password, "[redacted]")
	}
}
