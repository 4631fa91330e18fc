package tracking

import (
	"btalk/internal/fields"
	"btalk/internal/models"
	"btalk/internal/models/when"
)

// IDs are the names that the id of an order may have.
func IDs() []string { return []string{"id", "orderId", "orderNumber", "numero"} }

// Decode reads an item of the list or a single order. ok is false when it has no
// id.
func Decode(value models.Value) (order Order, ok bool) {
	r := fields.Of(value)
	order = Order{
		ID:        r.Text(IDs()...),
		Reference: r.Text("customerReference", "customerOrderReference", "externalId", "reference", "referenceClient"),
		Status:    r.Text("status", "state", "statut", "etat"),
		Step:      r.Text("step", "etape", "stage"),
		Priority:  r.Text("priority", "priorite"),
		Offer:     name(r, "offer", "product", "offre", "libelleOffre", "productName"),
		Site:      site(r),
		Created:   moment(r, "createdAt", "orderDate", "creationDate", "dateCreation"),
		Expected:  moment(r, "expectedDeliveryDate", "expectedCompletionDate", "deliveryDate"),
		Completed: moment(r, "completionDate", "closedAt", "completedAt"),
		Raw:       value,
	}
	if customer := r.Object("customer", "client"); customer != nil {
		order.CustomerID, order.Customer = customer.Text("id", "code", "customerCode"), customer.Text("name", "nom")
	} else {
		order.CustomerID, order.Customer = r.Text("customerCode", "customerId"), r.Text("customerName", "customer", "client")
	}
	for _, one := range r.Objects("milestones", "milestone", "jalons") {
		order.Milestones = append(order.Milestones, milestone(one))
	}
	for _, names := range [][]string{{"appointments", "appointment"}, {"rendezVous"}, {"nextAppointment"}} {
		for _, one := range r.Objects(names...) {
			order.addAppointment(appointment(one))
		}
	}
	if at := moment(r, "nextAppointment", "appointmentDate"); !at.None() {
		order.addAppointment(Appointment{At: at})
	}
	for _, one := range r.Objects("notes", "note") {
		order.Notes = append(order.Notes, Note{
			Text: one.Text("text", "message", "note"), Author: one.Text("author", "auteur"), At: moment(one, "date", "createdAt"),
		})
	}
	order.Other = r.Rest()
	return order, !order.ID.Empty()
}

// addAppointment keeps an appointment once, however often the order names it.
func (o *Order) addAppointment(added Appointment) {
	for i, known := range o.Appointments {
		if !added.At.Date.None() && added.At.Date == known.At.Date && (added.ID == known.ID || added.ID.Empty() || known.ID.Empty()) {
			o.Appointments[i] = known.with(added)
			return
		}
	}
	o.Appointments = append(o.Appointments, added)
}

// with fills what the appointment lacks from another telling of it.
func (a Appointment) with(other Appointment) Appointment {
	for _, pair := range []struct{ have, other *models.Text }{
		{&a.ID, &other.ID}, {&a.What, &other.What}, {&a.Status, &other.Status}, {&a.Contact, &other.Contact}, {&a.Slot.Sent, &other.Slot.Sent},
	} {
		if pair.have.Empty() {
			*pair.have = *pair.other
		}
	}
	a.Slot = ParseSlot(a.Slot.Sent)
	return a
}

// DecodeList reads the orders of a list. Without counts the items without an id.
func DecodeList(items []models.Value) (orders []Order, without int) {
	for _, item := range items {
		if order, ok := Decode(item); ok {
			orders = append(orders, order)
		} else {
			without++
		}
	}
	return orders, without
}

// name reads a text, or the name of an object.
func name(r *fields.Reader, names ...string) models.Text {
	if text := r.Text(names...); !text.Empty() {
		return text
	}
	return r.Object(names...).Text("name", "label", "libelle", "id")
}

func site(r *fields.Reader) Site {
	nested := r.Object("site", "location", "place", "deliverySite")
	if nested == nil {
		return Site{
			Name: r.Text("siteName", "site", "location"), Address: r.Text("address", "siteAddress", "adresse"),
			PostCode: r.Text("zipcode", "postCode", "postalCode", "codePostal"), Town: r.Text("city", "town", "ville"),
		}
	}
	found := Site{Name: nested.Text("name", "siteName", "label", "nom")}
	at := nested
	if address := nested.Object("address", "adresse"); address != nil {
		at = address
	}
	found.Address = at.Text("address", "adresse", "street", "line1")
	found.PostCode = at.Text("zipcode", "zipCode", "postCode", "postcode", "postalCode", "codePostal")
	found.Town = at.Text("city", "town", "ville", "locality")
	return found
}

func moment(r *fields.Reader, names ...string) Moment {
	sent := r.Text(names...)
	date, _ := when.Parse(sent.Raw())
	return Moment{Sent: sent, Date: date}
}

func milestone(r *fields.Reader) Milestone {
	return Milestone{
		Name: r.Text("name", "label", "libelle", "description", "id"), Status: r.Text("status", "state", "statut"),
		Message: r.Text("message"), At: moment(r, "milestoneDate", "date", "expectedDate", "actualDate"),
	}
}

func appointment(r *fields.Reader) Appointment {
	made := Appointment{
		ID: r.Text("id", "appointmentId"), What: r.Text("description", "category", "type", "name"),
		Status: r.Text("status", "state", "statut"), Contact: name(r, "contact", "contactName"),
		Slot: ParseSlot(r.Text("slot", "creneau", "timeSlot")),
		At:   moment(r, "date", "startDate", "startDateTime", "appointmentDate"), Until: moment(r, "endDate", "endDateTime"),
	}
	if valid := r.Object("validFor", "period"); valid != nil && made.At.None() {
		made.At, made.Until = moment(valid, "startDateTime", "startDate"), moment(valid, "endDateTime", "endDate")
	}
	return made
}
