package models

// Order is a voicesite order (INF api-contract §6).
type Order struct {
	ID        Text // orderId
	Reference Text // customerOrderReference
	Product   Text
	Status    Text
	Created   Text
	Name      Text // technicalSiteName
	Country   Text
	VoiceSite Text // voiceSiteId, wherever it stood
	Raw       Value
}

// CustomerOrder is an order and whose it is.
type CustomerOrder struct {
	Order

	Customer Text // customerCode
}

// DecodeOrder reads an order as answered or listed. Its ids may stand in other
// places than expected: the voiceSiteId is looked for everywhere.
func DecodeOrder(v Value) (order Order, ok bool) {
	o := v.Object()
	parameters := o.Get("parameters").Object()
	order = Order{
		ID:        o.Text("orderId", "id"),
		Reference: o.Text("customerOrderReference", "reference"),
		Product:   o.Text("productReference", "product"),
		Status:    o.Text("status", "state"),
		Created:   o.Text("creationDate", "createdAt", "orderDate"),
		Name:      parameters.Text("technicalSiteName"),
		Country:   parameters.Text("country"),
		VoiceSite: find(v, "voiceSiteId", 8),
		Raw:       v,
	}
	return order, !order.ID.Empty() || !order.Reference.Empty()
}

// find looks for a text of that name, nearest to the top first, at most depth
// levels down.
func find(v Value, name string, depth int) Text {
	if depth == 0 {
		return Text{}
	}
	var inner []Value
	switch v.Kind() {
	case ObjectValue:
		object := v.Object()
		if text := object.Text(name); !text.Empty() {
			return text
		}
		for _, field := range object.Fields {
			inner = append(inner, field.Value)
		}
	case ListValue:
		inner = v.List()
	default:
		return Text{}
	}
	for _, value := range inner {
		if text := find(value, name, depth-1); !text.Empty() {
			return text
		}
	}
	return Text{}
}
