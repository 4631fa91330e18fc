package sandbox

import (
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"strconv"
	"time"

	"btalk/internal/sandbox/billing"
)

// The paths of the APIs below the origin, as on the real gateway.
const (
	btalkPath    = "/btalk/v1"
	tokenPath    = "/oauth/v3/token"
	trackingPath = "/order-tracking/b2b/v1"
)

// Running is a sandbox that listens.
type Running struct {
	origin string
	server *http.Server
	shut   func()
	done   chan struct{}
}

// Listen serves the sandbox at addr, "127.0.0.1:8080" or with port 0 for any
// free one. An address that is not loopback is refused: the sandbox knows its
// only credentials by heart and protects nothing.
func (s *Server) Listen(addr string) (*Running, error) {
	address, err := loopback(addr)
	if err != nil {
		return nil, err
	}
	listener, err := net.ListenTCP("tcp", address)
	if err != nil {
		return nil, fmt.Errorf("sandbox could not listen on %s: %w; choose another with --listen", addr, err)
	}
	// net/http would write of broken connections over the terminal of --demo.
	running := &Running{
		origin: "http://" + listener.Addr().String(),
		server: &http.Server{Handler: s, ReadHeaderTimeout: 10 * time.Second, ErrorLog: log.New(io.Discard, "", 0)},
		shut:   s.Shut,
		done:   make(chan struct{}),
	}
	go func() {
		defer close(running.done)
		_ = running.server.Serve(listener) // ends with ErrServerClosed, by Close
	}()
	return running, nil
}

// Origin is scheme, host and port: "http://127.0.0.1:34567".
func (r *Running) Origin() string { return r.origin }

// BaseURL is the base address of the Business Talk API.
func (r *Running) BaseURL() string { return r.origin + btalkPath }

// TokenURL is the address of the token endpoint.
func (r *Running) TokenURL() string { return r.origin + tokenPath }

// TrackingURL is the base address of Order Tracking.
func (r *Running) TrackingURL() string { return r.origin + trackingPath }

// BillingURL is the base address of Billing M2M.
func (r *Running) BillingURL() string { return r.origin + billing.Base }

// Close stops listening, drops the connections and waits for the server's end.
func (r *Running) Close() error {
	r.shut()
	err := r.server.Close()
	<-r.done
	if err != nil && !errors.Is(err, net.ErrClosed) {
		return fmt.Errorf("sandbox did not close: %w", err)
	}
	return nil
}

// loopback reads host and port. The host is an address or localhost: no name
// is asked for, since who answers could say anything.
func loopback(addr string) (*net.TCPAddr, error) {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, fmt.Errorf("sandbox cannot listen on %q: %w; write it as 127.0.0.1:8080", addr, err)
	}
	number, err := strconv.ParseUint(port, 10, 16)
	if err != nil {
		return nil, fmt.Errorf("sandbox cannot listen on %q: the port must be a number up to 65535", addr)
	}
	if host == "localhost" {
		host = "127.0.0.1"
	}
	ip := net.ParseIP(host)
	if ip == nil || !ip.IsLoopback() {
		return nil, fmt.Errorf("sandbox refused to listen on %q: it is for this machine only; use 127.0.0.1:PORT or [::1]:PORT", addr)
	}
	return &net.TCPAddr{IP: ip, Port: int(number)}, nil
}
