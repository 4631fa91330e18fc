package tracking

import (
	"strings"

	"btalk/internal/fields"
	"btalk/internal/models"
	"btalk/internal/models/when"
)

// Order is one tracked order: an item of the list, or a single order, which adds
// milestones, appointments and notes. Only the id is certain.
type Order struct {
	ID           models.Text
	Reference    models.Text // of the customer
	Status       models.Text // as sent: Current, Closed, inProgress, En cours, …
	Step         models.Text
	Priority     models.Text
	CustomerID   models.Text
	Customer     models.Text // name
	Offer        models.Text
	Site         Site
	Created      Moment
	Expected     Moment // delivery
	Completed    Moment
	Milestones   []Milestone
	Appointments []Appointment
	Notes        []Note
	Other        []fields.Field // every field that no rule knows, in the order sent
	Raw          models.Value   // as sent
}

// Site is where an order is delivered.
type Site struct {
	Name, Address, PostCode, Town models.Text
}

// Moment is a date of an order: as sent, and as a date where it could be read.
type Moment struct {
	Sent models.Text
	Date when.Date
}

// None reports whether nothing was sent.
func (m Moment) None() bool { return m.Sent.Empty() }

// Milestone is a step that an order reaches, or was to reach.
type Milestone struct {
	Name, Status, Message models.Text
	At                    Moment
}

// Appointment is a visit at the site.
type Appointment struct {
	ID, What, Status, Contact models.Text
	At, Until                 Moment
	Slot                      Slot
}

// Note is what somebody wrote about the order.
type Note struct {
	Text, Author models.Text
	At           Moment
}

// SearchText is what a search over orders looks in.
func (o Order) SearchText() string {
	return strings.Join([]string{o.ID.String(), o.Reference.String(), o.Site.Name.String(), o.Site.Town.String(), o.Offer.String()}, " ")
}

// Class is what the state of the order means.
func (o Order) Class() Class { return ClassOf(o.Status) }

// Ended reports whether nothing more will happen to the order.
func (o Order) Ended() bool { return o.Class().End() }

// Late reports whether what comes next was to happen before today.
func (o Order) Late(today when.Day) bool {
	next, ok := o.Next(today)
	return ok && next.At.Date.Day.Before(today)
}
