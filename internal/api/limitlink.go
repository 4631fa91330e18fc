package api

import (
	"net/http"
	"net/textproto"
	"strconv"
	"strings"
	"time"
)

// limit is the link that makes every attempt pay.
type limitLink struct {
	budget *budget
	next   http.RoundTripper
}

func (l limitLink) RoundTrip(req *http.Request) (*http.Response, error) {
	if err := l.budget.take(req.Context()); err != nil {
		return nil, err
	}
	sending(req.Context())
	resp, err := l.next.RoundTrip(req)
	switch {
	case err != nil:
		return nil, err
	case resp.StatusCode >= http.StatusBadRequest && throttles(resp.StatusCode, readEnvelope(peek(resp)).code):
		l.budget.throttled(req.Context(), resp.Header)
	case resp.StatusCode/100 == 2:
		l.budget.passed(req.Context())
	}
	return resp, nil
}

// retryAfter reads the header of that name: seconds or a date, never more than
// 15 minutes nor less than a second; absent or odd, it is fallback.
func retryAfter(header http.Header, now time.Time, fallback time.Duration) time.Duration {
	text := textproto.TrimString(header.Get("Retry-After"))
	if text == "" {
		return fallback
	}
	if seconds, err := strconv.ParseUint(text, 10, 64); err == nil {
		seconds = min(seconds, uint64(longestPause/time.Second)) // before it is multiplied: it may be any number
		return max(shortestPause, time.Duration(seconds)*time.Second)
	}
	if strings.Trim(text, "0123456789") == "" { // more digits than a number holds
		return longestPause
	}
	at, err := http.ParseTime(text)
	if err != nil {
		return fallback
	}
	return waitUntil(at, now)
}

// waitUntil is how long to wait for a moment: never longer than 15 minutes, whatever
// became of the clock, nor less than a second.
func waitUntil(at, now time.Time) time.Duration {
	return min(longestPause, max(shortestPause, at.Sub(now)))
}
