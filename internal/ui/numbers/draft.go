package numbers

import (
	tea "charm.land/bubbletea/v2"

	"btalk/internal/ui/draft"
	"btalk/internal/ui/screen"
)

// Snapshot is the draft: whose numbers they are, and what stands in the form.
func (r *Ranges) Snapshot() ([]byte, error) {
	title := "number ranges"
	if typed := r.form.Get(fieldRanges); typed != "" {
		title += " " + typed
	}
	return draft.Record{
		Kind: draft.Ranges, Title: title + " · customer " + r.route.Customer, Typed: r.form.Snapshot(),
		Customer: r.route.Customer, Site: r.route.Site, SiteName: r.route.SiteName, Country: r.route.Country,
	}.Encode()
}

// WorthKeeping reports whether something was typed or chosen.
func (r *Ranges) WorthKeeping() bool { return r.form.Changed() }

// SaveNow is the command that writes what is not on disk yet.
func (r *Ranges) SaveNow() tea.Cmd { return r.draft.SaveNow() }

// takeUp makes the form what it was when the draft was saved.
func (r *Ranges) takeUp(record draft.Record) screen.Do {
	r.route = screen.Ranges{
		Customer: record.Customer, Site: record.Site, SiteName: record.SiteName, Country: record.Country, Draft: r.route.Draft,
	}
	r.makeForm()
	r.form.Resize(r.w-2, r.h-above)
	return screen.All(r.form.Restore(record.Typed), r.read())
}
