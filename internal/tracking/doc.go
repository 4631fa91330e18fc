// Package tracking holds the orders of Order Tracking and what can be said about
// them: the next event, the timeline, what is late, which voicesites an order is
// for, what changed since the last reading, the appointments as a calendar.
//
// The items of the API are hardly documented (api-contract §3, §6, §8): known
// fields are read under the names that its sisters use, every other field is kept
// and shown, and a state that no document names is as good as any other.
//
// Read it from order.go; event.go makes the timeline, watch.go is the state machine
// of watching. It sends no request, has no clock and knows no terminal: whoever
// asks says what time it is. The client, the dashboard and internal/cli may import
// it.
package tracking
