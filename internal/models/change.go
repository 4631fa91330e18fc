package models

import "time"

// ChangeKind names what is changed.
type ChangeKind string

// The changes that btalk can send.
const (
	PushAddress    ChangeKind = "address"
	OrderVoiceSite ChangeKind = "order"
	PublishNumbers ChangeKind = "publish"
	ReleaseNumbers ChangeKind = "release"
)

// Change is what the operator wants, as a value: nothing is checked and
// nothing sent by making one. All its strings are raw: they go to the server
// byte for byte.
type Change struct {
	Kind     ChangeKind
	Customer string // customerCode
	Site     string // voiceSiteId; empty for an order
	SiteName string // for the reader
	Country  string // ISO 3166-1 alpha-2

	Address []byte        // PushAddress: the body, a flat JSON object
	Order   OrderRequest  // OrderVoiceSite
	Ranges  []NumberRange // PublishNumbers, ReleaseNumbers
	Undoes  string        // the id of the change that this one takes back
}

// OrderRequest is the order of a voicesite (DOC api-contract §2.3 B5).
type OrderRequest struct {
	Reference string // customerOrderReference, unique
	Name      string // technicalSiteName
	Label     string // customerSiteLabel
	VPN       string // vpnId
}

// NumberRange is a range of numbers, both ends included: digits only, country
// code first (OBS api-contract §2.3 B19).
type NumberRange struct {
	Start, Stop string
}

// Plan is a change made ready: what is shown, confirmed and then sent are the
// same bytes, held together by Digest.
type Plan struct {
	ID          string // of the change, in the journal
	Change      Change
	Title       string       // "Push the address of FR_PAR_01"
	Differences []Difference // before → after, field by field
	Requests    []PlannedRequest
	NotChecked  []string // what could not be checked, and why
	Problems    []string // why it cannot be sent; none when it can
	Confirm     Confirm
	Basis       string    // hash of the value that was read for Before
	Digest      string    // hash of everything that leaves the process
	Made        time.Time // when the current value was read
}

// Difference is one field before and after.
type Difference struct {
	Field         string // the API's name
	Label         string // in words
	Before, After Text
}

// Changed reports whether the field is not what it was.
func (d Difference) Changed() bool { return d.Before.Raw() != d.After.Raw() }

// PlannedRequest is one request, exactly as it will be sent.
type PlannedRequest struct {
	Method string
	Path   string // below the base, escaped
	Body   []byte
	What   string // "33140000000 – 33140000009, 10 numbers"
}

// Confirm is what the operator must answer. The default answer is always no.
type Confirm struct {
	Type string // what must be typed: a site name, a count; empty when a plain yes is enough
	Why  string
}

// OutcomeState tells what became of a request that changes something.
type OutcomeState string

// The states of an outcome.
const (
	NotSent        OutcomeState = "not sent" // it never left: refused here, or cancelled before its turn
	Done           OutcomeState = "done"     // 2xx, or found done by reading
	Refused        OutcomeState = "refused"  // a complete refusal: nothing was changed
	OutcomeUnknown OutcomeState = "unknown"  // it left, and nobody knows
	Pending        OutcomeState = "pending"  // about to be sent; a record that ends here was killed in between
)

// Outcome is what became of one planned request.
type Outcome struct {
	State     OutcomeState
	Status    int
	Err       error // Refused, OutcomeUnknown, NotSent
	RequestID Text
	Answer    Value             // 2xx: the body
	Fields    map[string]string // Refused: the server's words beside the field they name
	VoiceSite Text              // OrderVoiceSite: the new voiceSiteId, wherever it stood
	Settled   Text              // how an unknown outcome was settled by reading, in words
}

// Sent is what became of a plan.
type Sent struct {
	Plan     Plan
	Outcomes []Outcome // one for each request, in order
}

// State is the worst of the outcomes: unknown before refused before not sent
// before done.
func (s Sent) State() OutcomeState {
	worst := Done
	rank := map[OutcomeState]int{Done: 0, NotSent: 1, Refused: 2, Pending: 3, OutcomeUnknown: 4}
	for _, outcome := range s.Outcomes {
		if rank[outcome.State] > rank[worst] {
			worst = outcome.State
		}
	}
	return worst
}

// Record is one change of this user as the journal keeps it.
type Record struct {
	ID        string
	At        time.Time
	Profile   Text
	User      Text // who, through sudo and ssh
	Kind      ChangeKind
	Customer  Text
	Site      Text
	SiteName  Text
	What      Text // the planned request in words
	Method    string
	Path      Text
	BodyHash  string
	Body      Value // the body sent, and Previous the value before, for undo and for reconciling
	Previous  Value
	State     OutcomeState
	Status    int
	RequestID Text
	Detail    Text
	Settled   Text
}

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

// Number is a cloud voice number (OBS api-contract §2.3 B17).
type Number struct {
	Number   Text // as sent, with or without +
	Status   Text
	Usage    Text
	Site     Text // voiceSiteId
	SiteName Text // technicalSiteName
	History  []NumberEvent
	Raw      Value
}

// NumberEvent is one entry of a number's history; dates are shown as sent.
type NumberEvent struct {
	Date, Status Text
}

// DecodeNumber reads one item of the number list; ok is false when it has no
// number.
func DecodeNumber(v Value) (n Number, ok bool) {
	o := v.Object()
	site := o.Get("voiceSite").Object()
	n = Number{
		Number:   o.Text("number", "phoneNumber"),
		Status:   o.Text("status", "state"),
		Usage:    o.Text("usage"),
		Site:     site.Text("voiceSiteId", "siteId", "id"),
		SiteName: site.Text("technicalSiteName", "siteName", "name"),
		Raw:      v,
	}
	for _, item := range o.Get("history").List() {
		event := item.Object()
		n.History = append(n.History, NumberEvent{Date: event.Text("date"), Status: event.Text("status")})
	}
	return n, !n.Number.Empty()
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
