// Package known answers from what is cached, and sends no request: what a customer
// or a VPN is called, how many voicesites and numbers there are, which orders are
// open, where a voicesite is. A [Book] is made beside the update loop and does not
// change any more: every screen may read it at any time, without a lock. [Live]
// holds the latest and makes it anew where something was read since.
//
// What is not cached is unknown, and never none: a [Count] says so, and says too
// when it comes from a list that may lack items.
//
// It is not a cache, and knows neither freshness nor the API: it reads through a
// [Source]. internal/catalog, internal/ui, its screens and internal/cli may import
// it.
package known
