package catalog

import (
	"cmp"
	"slices"
	"time"

	"btalk/internal/known"
	"btalk/internal/ladder"
	"btalk/internal/models"
	"btalk/internal/models/text"
)

// Orders declares voicesite orders, with moments on the clock of zone and the names
// that are cached.
func Orders(zone *time.Location, cached known.Reader) Noun[models.CustomerOrder] {
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
			{Name: "code", Title: "Customer code", Short: "Cust.", Field: "customerCode", Value: func(o models.CustomerOrder) string { return o.Customer.String() }, Grade: ladder.Basic, Fixed: true, Priority: 1},
			{Name: "country", Title: "Country", Short: "CC", Field: "country", Value: func(o models.CustomerOrder) string { return o.Country.String() }, Grade: ladder.Useful, Fixed: true, Priority: 3},
			{Name: "reference", Title: "Reference", Field: "customerOrderReference", Value: func(o models.CustomerOrder) string { return o.Reference.String() }, Grade: ladder.Useful, Min: 10, Priority: 2},
			{Name: "site", Title: "Voicesite id", Field: "voiceSiteId", Value: func(o models.CustomerOrder) string { return o.VoiceSite.String() }, Grade: ladder.Useful, Fixed: true, Priority: 1},
			{
				Name: "customer", Title: "Customer", Field: "customerName", Value: func(o models.CustomerOrder) string { return cached.Book().Customer(o.Customer.Raw()) },
				Text: func(o models.CustomerOrder) string { return orderCustomer(o, cached.Book()) }, Grade: ladder.Extra, Min: 12, Priority: 2,
			},
			{
				Name: "vpn", Title: "VPN", Field: "vpnName", Value: func(o models.CustomerOrder) string { return orderVPNName(o, cached.Book()) },
				Text: func(o models.CustomerOrder) string {
					return cmp.Or(orderVPNName(o, cached.Book()), orderVPN(o).String())
				}, Grade: ladder.Extra, Min: 8, Priority: 1,
			},
			{Name: "late", Title: "Late", Field: "late", Text: func(o models.CustomerOrder) string { return late(o, cached.Book()) }, Hidden: true},
		},
		Fields: []string{"orderId", "customerOrderReference", "status", "creationDate", "technicalSiteName", "country", "voiceSiteId", "customerCode", "customerName", "vpnName"},
		Known:  orderFields(),
		Detail: func(o models.CustomerOrder) []Detail { return orderDetail(o, zone, cached.Book()) },
	}
}

// OrderID names an order: some servers may give no id.
func OrderID(o models.Order) string {
	return o.Key()
}

func orderTitle(o models.CustomerOrder) string { return firstOf(o.Name, o.Reference, o.ID) }

// orderTone keeps the words of the API, whatever they are.
func orderTone(o models.CustomerOrder) Tone {
	switch o.Fate() {
	case models.Fulfilled:
		return Good
	case models.Failed:
		return Bad
	default:
		return Doubtful
	}
}

// late:late finds the orders that are open for too long.
func late(o models.CustomerOrder, cached *known.Book) string {
	if cached.Late(o) {
		return "late"
	}
	return ""
}

// orderCustomer is the name of the customer, or else the code.
func orderCustomer(o models.CustomerOrder, cached *known.Book) string {
	return cmp.Or(cached.Customer(o.Customer.Raw()), o.Customer.String())
}

// orderVPN is the id of the VPN that was ordered.
func orderVPN(o models.CustomerOrder) models.Text {
	return o.Raw.Object().Get("parameters").Object().Text("vpnId")
}

func orderVPNName(o models.CustomerOrder, cached *known.Book) string {
	return cached.VPN(o.Customer.Raw(), orderVPN(o).Raw())
}

func orderFields() []string {
	return slices.Concat(models.OrderIDs, []string{
		"reference", "parameters", "productReference", "product", "status", "state",
		"creationDate", "createdAt", "orderDate", "voiceSiteId", "customerCode",
	})
}

func orderDetail(o models.CustomerOrder, zone *time.Location, cached *known.Book) []Detail {
	parameters := o.Raw.Object().Get("parameters")
	details := []Detail{
		{Label: "Order", Heading: true},
		{Label: "Order", Value: o.ID.String()},
		{Label: "Reference", Value: o.Reference.String()},
		{Label: "Status", Value: o.Status.String()},
		{Label: "Ordered", Value: Moment(o.Created, zone)},
		{Label: "Product", Value: o.Product.String()},
		{Label: "Customer", Value: orderCustomer(o, cached), Note: besides(cached.Customer(o.Customer.Raw()), o.Customer)},
		{Label: "Voicesite", Value: o.Name.String()},
		{Label: "Voicesite id", Value: o.VoiceSite.String()},
		{Label: "Country", Value: o.Country.String()},
		{Label: "Label", Value: parameters.Object().Text("customerSiteLabel").String()},
		{Label: "VPN", Value: cmp.Or(orderVPNName(o, cached), orderVPN(o).String()), Note: besides(orderVPNName(o, cached), orderVPN(o))},
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
