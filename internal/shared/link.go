package shared

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"sync"
	"time"

	"github.com/valkey-io/valkey-go"
)

const (
	answerWithin = 200 * time.Millisecond // more than that nobody waits for the server, unless Options say so
	firstPause   = 2 * time.Second
	longestPause = time.Minute
)

// AwayError is why the server does not serve at the moment. Its text is one line for
// the operator.
type AwayError struct{ Reason string }

func (a *AwayError) Error() string { return "the shared server is away: " + a.Reason }

// link is the connection, made when it is first needed, and the breaker: one
// call that fails or takes too long opens it, and from then on every call fails
// at once, until an attempt in the background has come through.
type link struct {
	dial   func() (*conn, error)
	probe  func(context.Context, *conn) error // comes through where calls will
	within time.Duration                      // that an answer may take
	hide   func(string) string                // takes the password out of what the server says

	mu       sync.Mutex
	client   *conn         // nil: not connected
	trying   chan struct{} // closed when the attempt that is under way is over; nil: there is none
	away     *AwayError    // nil: it serves, or was never needed
	again    time.Time     // when to try again
	failures int
	closed   bool
}

// do runs call with the connection. The error is an *AwayError where the server
// does not serve; it took 200 ms at the most, and no time at all while the
// breaker is open.
//
// A connection that is found lost says only that the server was away at some time
// since: it is made anew and the call is repeated, once. The first may have come
// through. Then a request or a retry counts twice: more is spent than was had.
func (l *link) do(ctx context.Context, call func(context.Context, *conn) error) error {
	for renewed := false; ; renewed = true {
		client, err := l.connected(ctx)
		if err != nil {
			return err
		}
		err = l.ask(ctx, client, call)
		switch {
		case err == nil || valkey.IsValkeyNil(err):
			return err
		case ctx.Err() != nil:
			return context.Cause(ctx) // the caller left: that says nothing about the server
		case !renewed && lost(err):
			l.forget(client)
			continue
		}
		return l.open(client, err)
	}
}

func (l *link) ask(ctx context.Context, client *conn, call func(context.Context, *conn) error) error {
	within, cancel := context.WithTimeout(ctx, l.within)
	defer cancel()
	return call(within, client)
}

// lost reports whether err is of the connection, and neither the server's answer nor
// its silence.
func lost(err error) bool {
	_, reply := errors.AsType[*valkey.ValkeyError](err)
	return !reply && !errors.Is(err, context.DeadlineExceeded)
}

// forget gives a connection up, so that the next call makes another.
func (l *link) forget(client *conn) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.client == client {
		l.client = nil
		go client.Close() // it may wait for what is under way
	}
}

// connected returns the connection. It waits for the first attempt only.
func (l *link) connected(ctx context.Context) (*conn, error) {
	l.mu.Lock()
	if l.client != nil && l.away == nil {
		defer l.mu.Unlock()
		return l.client, nil
	}
	first := l.away == nil
	if l.trying == nil && !l.closed && (first || !time.Now().Before(l.again)) {
		l.trying = make(chan struct{})
		go l.try(context.WithoutCancel(ctx), l.client, l.trying)
	}
	trying, away := l.trying, l.away
	l.mu.Unlock()
	if !first {
		return nil, away
	}
	if trying == nil {
		return nil, &AwayError{Reason: "btalk is ending"}
	}
	select {
	case <-trying:
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.away != nil {
		return nil, l.away
	}
	return l.client, nil
}

// try connects where there is no connection, and sees whether calls come
// through.
func (l *link) try(ctx context.Context, client *conn, done chan struct{}) {
	ctx, cancel := context.WithTimeout(ctx, l.within)
	defer cancel()
	var err error
	if client == nil {
		client, err = l.dialWithin(ctx)
	}
	if err == nil {
		err = l.probe(ctx, client)
	}
	if err != nil {
		_ = l.open(client, err)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if err == nil {
		l.client, l.away, l.failures = client, nil, 0
		if l.closed {
			client.Close()
		}
	}
	l.trying = nil
	close(done)
}

// dialWithin connects, as long as ctx lasts: a server that accepts and says
// nothing must not hold anybody up.
func (l *link) dialWithin(ctx context.Context) (*conn, error) {
	type result struct {
		client *conn
		err    error
	}
	made := make(chan result, 1)
	go func() {
		client, err := l.dial()
		made <- result{client, err}
	}()
	select {
	case r := <-made:
		return r.client, r.err
	case <-ctx.Done():
		go func() {
			if late := <-made; late.err == nil {
				late.client.Close()
			}
		}()
		return nil, ctx.Err()
	}
}

// open opens the breaker: err is why. A connection that answers with an error
// stays; any other is given up.
func (l *link) open(client *conn, err error) error {
	l.mu.Lock()
	defer l.mu.Unlock()
	var reply *valkey.ValkeyError
	if client != nil && !errors.As(err, &reply) {
		go client.Close() // it may wait for what is under way
		client = nil
	}
	l.client = client
	l.away = &AwayError{Reason: l.hide(reason(err, l.within))}
	l.again = time.Now().Add(min(longestPause, firstPause<<min(l.failures, 10)))
	l.failures++
	return l.away
}

// state returns why the server is away; nil when it serves or was not needed yet.
func (l *link) state() *AwayError {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.away
}

func (l *link) close() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.closed = true
	if l.client != nil {
		l.client.Close()
		l.client = nil
	}
	l.away = &AwayError{Reason: "btalk is ending"}
}

// reason says in one line why a call failed, without the address, which may
// hold a password.
func reason(err error, within time.Duration) string {
	var reply *valkey.ValkeyError
	switch {
	case errors.As(err, &reply):
		return refused(reply.Error())
	case errors.Is(err, context.DeadlineExceeded):
		return fmt.Sprintf("it did not answer within %v", within)
	}
	var op *net.OpError
	if errors.As(err, &op) && op.Err != nil {
		return "cannot connect: " + op.Err.Error()
	}
	return "cannot connect: " + err.Error()
}

// refused says what an error reply of the server means and what to do.
func refused(reply string) string {
	code, _, _ := strings.Cut(reply, " ")
	switch code {
	case "WRONGPASS", "NOAUTH":
		return "it refuses the user or the password; correct shared_url"
	case "NOPERM":
		return "its user may not do that; give the rights that docs/fleet.md lists"
	case "OOM":
		return "its memory is full; raise maxmemory or let it evict (maxmemory-policy volatile-ttl)"
	case "READONLY":
		return "it is a replica that accepts no writes; name the primary in shared_url"
	case "LOADING":
		return "it is still loading its data"
	}
	return "it answered: " + reply
}
