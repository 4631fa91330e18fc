package api

import (
	"context"

	"btalk/internal/cache"
	"btalk/internal/models"
)

// Change is one request that changes something at the server.
type Change struct {
	Op       string   // verb phrase: "push the address of LYON_1"
	Method   string   // PUT, POST, …
	Segments []string // of the path below the base, unescaped: "customers", "9999", …
	Body     []byte   // JSON, sent byte for byte
	Families []cache.Family
	Patient  bool // after a throttle or a 503, wait and send again what the gateway refused
}

// Result says what became of a Change.
type Result int

// The results of a change.
const (
	// NotSent: it never left (read-only, dry run, no token, budget spent).
	NotSent Result = iota
	// Done: the server took it (2xx).
	Done
	// Refused: the server refused it, with a complete 4xx.
	Refused
	// Unknown: it was sent and what became of it cannot be told: no answer, a
	// 5xx, an answer that cannot be read. It must not be sent again unread.
	Unknown
)

// Outcome is what came back of a Change.
type Outcome struct {
	Result    Result
	Status    int          // HTTP status, 0 when no answer came
	Body      models.Value // of the answer; null when there was none
	Location  models.Text  // the header of that name
	RequestID models.Text
}

// Send is the one door by which a change leaves the program. It sends once;
// what the gateway refused before the back end saw it (401/42, and where
// Patient code 53 and 503 with code 5 or 6) is sent once more. The error is
// nil exactly when the result is Done.
func (c *Client) Send(ctx context.Context, change Change) (Outcome, error) {
	return Outcome{}, nil
}
