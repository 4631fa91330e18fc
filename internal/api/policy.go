package api

import "btalk/internal/cache"

// The families of answers: what one change makes wrong together.
const (
	Sites     cache.Family = "voicesites"
	Addresses cache.Family = "voiceaddresses"
	Customers cache.Family = "customers"
	Geography cache.Family = "geography"
	Rights    cache.Family = "rights"
	Orders    cache.Family = "orders"
	Numbers   cache.Family = "numbers"
	Tracking  cache.Family = "tracking"
	Bills     cache.Family = "bills"
)
