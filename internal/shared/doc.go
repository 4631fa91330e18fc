// Package shared is what the hosts of a team know together about one
// credential, kept on a Redis or Valkey server: the requests of the last
// minute, until when the API throttles, who is reading what, and answers.
//
//	Server ─┬─ Take, Throttled, …   the budget: a sliding log   budget.lua
//	        ├─ Get, Put, Drop, …    answers, sealed             answers.lua
//	        └─ link                 the connection, and a breaker for when it is away
//
// The server is trusted with nothing: the names of its keys are an HMAC, and
// answers are sealed with a key made from the credential. Each decision is one
// script on the server's clock, so that the clocks of the hosts do not count.
//
// It is not a cache of its own and sends no request to the API: internal/api
// asks it before it spends, and its local files stay in front of it and take
// over while it is away. Only internal/api and internal/cli import it.
package shared
