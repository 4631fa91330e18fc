// Package tracking has the made-up orders of Order Tracking: 130 orders of six
// customers' French sites, 12 of them overseas, as an API would write them down. The
// paths and rules around them are in package sandbox, which serves them.
//
// The shapes are those that the contract assumes (api-contract §3, §6), since no
// document gives more than the id. The orders are made from one seed and anchored at
// the day of the start, so that something is always late and something due tomorrow;
// while the sandbox runs, two of them change each minute. What is missing in them is
// missing on purpose: see book.go.
//
// It imports nothing of ours and shares no code with the client. Only
// internal/sandbox and tests may import it.
package tracking
