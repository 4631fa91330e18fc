package sandbox

import (
	"net/http"
	"sync"
	"time"
)

// quota is the gateway's rate limit: a rolling minute and a spike arrest.
// What it refuses does not count. A limit below zero is none.
type quota struct {
	perMinute, perSecond int
	now                  func() time.Time

	mu       sync.Mutex
	admitted []time.Time // within the last minute, oldest first
}

// check admits one request or refuses it with 403 code 53, without a
// Retry-After (DOC2 api-contract §1.5).
func (q *quota) check() (answer, bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	now := q.now()
	for len(q.admitted) > 0 && now.Sub(q.admitted[0]) >= time.Minute {
		q.admitted = q.admitted[1:]
	}
	if q.perMinute >= 0 && len(q.admitted) >= q.perMinute {
		return gatewayRefusal(http.StatusForbidden, codeTooMany, "global quota limit: more than %d requests in a minute", q.perMinute), false
	}
	if q.perSecond >= 0 && q.lastSecond(now) >= q.perSecond {
		return gatewayRefusal(http.StatusForbidden, codeTooMany, "spike arrest limit: more than %d requests in a second", q.perSecond), false
	}
	q.admitted = append(q.admitted, now)
	return answer{}, true
}

func (q *quota) lastSecond(now time.Time) int {
	count := 0
	for i := len(q.admitted) - 1; i >= 0 && now.Sub(q.admitted[i]) < time.Second; i-- {
		count++
	}
	return count
}
