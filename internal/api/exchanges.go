package api

import (
	"net/http"
	"sync"
	"time"

	"btalk/internal/models"
)

const exchangesKept = 500

// exchangeLog is what `:http` shows: the latest exchanges, nothing secret.
type exchangeLog struct {
	secrets *secrets
	tell    func(models.Exchange)

	mu   sync.Mutex
	ring []models.Exchange
	next int
}

func (l *exchangeLog) add(exchange models.Exchange) {
	l.mu.Lock()
	if len(l.ring) < exchangesKept {
		l.ring = append(l.ring, exchange)
	} else {
		l.ring[l.next] = exchange
	}
	l.next = (l.next + 1) % exchangesKept
	l.mu.Unlock()
	if l.tell != nil {
		l.tell(exchange)
	}
}

// all are the exchanges, oldest first.
func (l *exchangeLog) all() []models.Exchange {
	l.mu.Lock()
	defer l.mu.Unlock()
	if len(l.ring) < exchangesKept {
		return append([]models.Exchange(nil), l.ring...)
	}
	return append(append([]models.Exchange(nil), l.ring[l.next:]...), l.ring[:l.next]...)
}

// logLink writes down every attempt that leaves for the network.
type logLink struct {
	log  *exchangeLog
	now  func() time.Time
	next http.RoundTripper
}

func (l logLink) RoundTrip(req *http.Request) (*http.Response, error) {
	began := l.now()
	resp, err := l.next.RoundTrip(req)
	exchange := models.Exchange{
		At: began, Method: req.Method, Path: l.log.secrets.text(req.URL.EscapedPath()), Took: l.now().Sub(began),
	}
	if err != nil {
		exchange.Failure = kindOnTheWay(req.Context(), err)
		l.log.add(exchange)
		return nil, err
	}
	exchange.Status = resp.StatusCode
	exchange.Clock, _ = http.ParseTime(resp.Header.Get("Date")) // zero when it is none
	exchange.RequestID = l.log.secrets.text(resp.Header.Get(requestIDHeader))
	if resp.StatusCode >= http.StatusMultipleChoices {
		exchange.Failure = kindOf(resp.StatusCode, readEnvelope(peek(resp)))
	}
	l.log.add(exchange)
	return resp, nil
}
