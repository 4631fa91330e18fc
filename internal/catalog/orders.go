package catalog

import (
	"slices"
	"time"

	"btalk/internal/ladder"
	"btalk/internal/models"
	"btalk/internal/models/text"
)

// Orders declares voicesite orders, with moments on the clock of zone.
func Orders(zone *time.Location) Noun[models.CustomerOrder] {
	return Noun[models.CustomerOrder]{
		Name: "order", Plural: "orders",
		ID:    func(o models.CustomerOrder) string { return OrderID(o.Order) },
		Title: orderTitle,
		Names: func(o models.CustomerOrder) []models.Text { return []models.Text{o.ID, o.Reference} },
		Raw:   func(o models.CustomerOrder) models.Value { return o.Raw },
		Path:  func(o models.CustomerOrder) string { return models.Path("customers", o.Customer.Raw(), "orders") },
		Columns: []Column[models.CustomerOrder]{
			{Name: "id", Title: "Order", Field: "orderId", Value: func(o models.CustomerOrder) string { return o.ID.String() }, Grade: ladder.Basic, Fixed: true, Priority: 2},
			{Name: "name", Title: "Voicesite", Field: "technicalSiteName", Value: func(o models.CustomerOrder) string { return o.Name.String() }, Text: orderTitle, Grade: ladder.Identity, Min: 14},
			{Name: "state", Title: "Status", Field: "status", Value: func(o models.CustomerOrder) string { return o.Status.String() }, Tone: orderTone, Grade: ladder.Basic, Fixed: true, Priority: 4},
			{
				Name: "created", Title: "Ordered", Field: "creationDate", Value: func(o models.CustomerOrder) string { return o.Created.String() },
				Text: func(o models.CustomerOrder) string { return Moment(o.Created, zone) }, Grade: ladder.Basic, Fixed: true, Priority: 3,
			},
			{Name: "customer", Title: "Customer", Short: "Cust.", Field: "customerCode", Value: func(o models.CustomerOrder) string { return o.Customer.String() }, Grade: ladder.Basic, Fixed: true, Priority: 1},
			{Name: "country", Title: "Country", Short: "CC", Field: "country", Value: func(o models.CustomerOrder) string { return o.Country.String() }, Grade: ladder.Useful, Fixed: true, Priority: 3},
			{Name: "reference", Title: "Reference", Field: "customerOrderReference", Value: func(o models.CustomerOrder) string { return o.Reference.String() }, Grade: ladder.Useful, Min: 10, Priority: 2},
			{Name: "site", Title: "Voicesite id", Field: "voiceSiteId", Value: func(o models.CustomerOrder) string { return o.VoiceSite.String() }, Grade: ladder.Useful, Fixed: true, Priority: 1},
		},
		Fields: []string{"orderId", "customerOrderReference", "status", "creationDate", "technicalSiteName", "country", "voiceSiteId"},
		Known:  orderFields(),
		Detail: func(o models.CustomerOrder) []Detail { return orderDetail(o, zone) },
	}
}

// OrderID names an order: some servers may give no id.
func OrderID(o models.Order) string {
	if o.ID.Empty() {
		return o.Reference.Raw()
	}
	return o.ID.Raw()
}

func orderTitle(o models.CustomerOrder) string { return firstOf(o.Name, o.Reference, o.ID) }

// orderTone keeps the words of the API, whatever they are.
func orderTone(o models.CustomerOrder) Tone {
	switch text.Fold(o.Status.Raw()) {
	case "completed", "done", "delivered", "closed":
		return Good
	case "rejected", "failed", "cancelled", "canceled":
		return Bad
	default:
		return Doubtful
	}
}

func orderFields() []string {
	return slices.Concat(models.OrderIDs, []string{
		"reference", "parameters", "productReference", "product", "status", "state",
		"creationDate", "createdAt", "orderDate", "voiceSiteId", "customerCode",
	})
}

func orderDetail(o models.CustomerOrder, zone *time.Location) []Detail {
	parameters := o.Raw.Object().Get("parameters")
	details := []Detail{
		{Label: "Order", Heading: true},
		{Label: "Order", Value: o.ID.String()},
		{Label: "Reference", Value: o.Reference.String()},
		{Label: "Status", Value: o.Status.String()},
		{Label: "Ordered", Value: Moment(o.Created, zone)},
		{Label: "Product", Value: o.Product.String()},
		{Label: "Customer", Value: o.Customer.String()},
		{Label: "Voicesite", Value: o.Name.String()},
		{Label: "Voicesite id", Value: o.VoiceSite.String()},
		{Label: "Country", Value: o.Country.String()},
		{Label: "Label", Value: parameters.Object().Text("customerSiteLabel").String()},
		{Label: "VPN id", Value: parameters.Object().Text("vpnId").String()},
	}
	details = append(details, Further(parameters, "technicalSiteName", "customerSiteLabel", "country", "vpnId")...)
	return append(details, Further(o.Raw, orderFields()...)...)
}

// Moment is a date of the API on the clock of zone, as it came where it is none.
func Moment(date models.Text, zone *time.Location) string {
	if at, ok := text.Instant(date.Raw()); ok {
		return text.Minute(at.In(zone))
	}
	return date.String()
}
