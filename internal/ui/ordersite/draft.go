package ordersite

import (
	tea "charm.land/bubbletea/v2"

	"btalk/internal/ui/draft"
	"btalk/internal/ui/screen"
)

// Snapshot is the draft: for whom the order is, and what stands in the form. The
// reference is part of it, so that an order taken up again is the same order.
func (s *Screen) Snapshot() ([]byte, error) {
	title := "order of a voicesite"
	if name := s.form.Get(fieldName); name != "" {
		title += " " + name
	}
	if customer := s.customer(); customer != "" {
		title += " · customer " + customer
	}
	return draft.Record{
		Kind: draft.OrderSite, Title: title, Typed: s.form.Snapshot(),
		Customer: s.route.Customer, VPN: s.route.VPN, Country: s.route.ISO2,
	}.Encode()
}

// WorthKeeping reports whether something was typed or chosen.
func (s *Screen) WorthKeeping() bool { return s.form.Changed() }

// SaveNow is the command that writes what is not on disk yet.
func (s *Screen) SaveNow() tea.Cmd { return s.draft.SaveNow() }

// takeUp makes the form what it was when the draft was saved.
func (s *Screen) takeUp(record draft.Record) screen.Do {
	s.route = screen.OrderSite{Customer: record.Customer, VPN: record.VPN, ISO2: record.Country, Draft: s.route.Draft}
	s.makeForm()
	s.form.Resize(s.w-2, s.h-above)
	return screen.All(s.form.Restore(record.Typed), s.read())
}
