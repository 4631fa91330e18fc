// Package models holds the values of the domain: customers, voice VPNs,
// voicesites, countries and what every layer says about them (how fresh they
// are, what went wrong, how much of the request budget is left).
//
// It is pure: no I/O, no clock, no terminal. Everything that came from outside
// enters through Text and Value, which are tolerant when reading and safe when
// showing. Every package of btalk may import it; it imports none of them.
package models
