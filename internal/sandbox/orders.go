package sandbox

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"time"
)

// OrderPath says which path takes voicesite orders: the public page names two
// (api-contract §2.3 B5).
type OrderPath int

// The values of OrderPath.
const (
	OrderPathBoth      OrderPath = iota // both
	OrderPathVoiceSite                  // only /customers/{c}/orders/voicesite; the other is 405/61
	OrderPathPlain                      // only /customers/{c}/orders; the other is 405/61
)

// orderParameters are those of a voicesite (DOC B5).
type orderParameters struct {
	TechnicalSiteName string `json:"technicalSiteName"`
	CustomerSiteLabel string `json:"customerSiteLabel"`
	Country           string `json:"country"`
	VPNID             string `json:"vpnId"`
}

// order is one voicesite order (INF api-contract §6).
type order struct {
	OrderID                string          `json:"orderId"`
	CustomerOrderReference string          `json:"customerOrderReference"`
	ProductReference       string          `json:"productReference"`
	CustomerCode           string          `json:"customerCode"`
	Status                 string          `json:"status"`
	CreationDate           string          `json:"creationDate"`
	CompletionDate         string          `json:"completionDate,omitempty"`
	Parameters             orderParameters `json:"parameters"`
	VoiceSiteID            string          `json:"voiceSiteId"`

	placed time.Time
}

// How long an order stays in its first two states.
const (
	acknowledgedFor = 15 * time.Second
	completedAfter  = time.Minute
)

// at is the order as it stands at a time.
func (o order) at(now time.Time) order {
	switch age := now.Sub(o.placed); {
	case age < acknowledgedFor:
		o.Status = "acknowledged"
	case age < completedAfter:
		o.Status = "inProgress"
	default:
		o.Status = "completed"
		o.CompletionDate = o.placed.Add(completedAfter).UTC().Format(time.RFC3339)
	}
	return o
}

// siteStatus is the state of the voicesite that the order delivers.
func (o order) siteStatus(now time.Time) string {
	switch o.at(now).Status {
	case "acknowledged":
		return "ordered"
	case "inProgress":
		return "inDeployment"
	default:
		return "active"
	}
}

// orderTable are the voicesite orders: those placed here, and those that the generated
// sites came from.
type orderTable struct {
	clock
	sites  *siteTable
	placed []order
}

// list answers GET /customers/{c}/orders (INF), newest first.
func (t *orderTable) list(c *call) answer {
	if _, refused := c.customer(); refused != nil {
		return *refused
	}
	orders := []order{}
	for _, candidate := range slices.Backward(t.placed) {
		if candidate.CustomerCode == c.params["customer"] {
			orders = append(orders, candidate.at(t.now()))
		}
	}
	return pageOf(c, append(orders, t.past(c.params["customer"])...))
}

// show answers GET /customers/{c}/orders/{id} (INF).
func (t *orderTable) show(c *call) answer {
	if _, refused := c.customer(); refused != nil {
		return *refused
	}
	for _, candidate := range t.placed {
		if candidate.OrderID == c.params["order"] && candidate.CustomerCode == c.params["customer"] {
			return ok(candidate.at(t.now()))
		}
	}
	for _, past := range t.past(c.params["customer"]) {
		if past.OrderID == c.params["order"] {
			return ok(past)
		}
	}
	return refusal(http.StatusNotFound, codeNotFound, "orderId: customer %s has no order %q", c.params["customer"], c.params["order"])
}

// orderRequest is the body of B5. An absent field is nil.
type orderRequest struct {
	CustomerOrderReference *string                    `json:"customerOrderReference"`
	ProductReference       *string                    `json:"productReference"`
	Parameters             map[string]json.RawMessage `json:"parameters"`
}

// place answers B5. The same order sent again is a second order, with a
// second voicesite: the API has no idempotency key, and whoever sends twice
// must see it. Another order for a name in use is refused.
func (t *orderTable) place(c *call) answer {
	owner, refused := c.customer()
	if refused != nil {
		return *refused
	}
	var request orderRequest
	if refused, valid := c.decode(&request); !valid {
		return refused
	}
	wanted, errs := t.check(owner, request)
	if len(errs) > 0 {
		return refusals(http.StatusBadRequest, errs)
	}
	if taken := t.nameTaken(wanted); taken != "" {
		return refusal(http.StatusConflict, codeConflict, "parameters.technicalSiteName: %s", taken)
	}
	t.changing()
	placed := t.deliver(wanted)
	return created(placed.at(t.now())).with("Location", fmt.Sprintf("%s/customers/%s/orders/%s", btalkPath, placed.CustomerCode, placed.OrderID))
}

func (t *orderTable) check(owner int, request orderRequest) (order, []apiError) {
	var check fieldCheck
	wanted := order{
		CustomerCode:           allCustomers()[owner].CustomerCode,
		ProductReference:       "voicesite",
		CustomerOrderReference: check.text("customerOrderReference", request.CustomerOrderReference, 64),
		Parameters: orderParameters{
			TechnicalSiteName: check.parameter("technicalSiteName", request.Parameters, 64),
			CustomerSiteLabel: check.parameter("customerSiteLabel", request.Parameters, 100),
			Country:           check.parameter("country", request.Parameters, 2),
			VPNID:             check.parameter("vpnId", request.Parameters, 12),
		},
	}
	if request.ProductReference != nil && *request.ProductReference != "voicesite" {
		check.invalid("productReference", "%q is not a product that can be ordered here", *request.ProductReference)
	}
	if len(check.errs) > 0 {
		return order{}, check.errs
	}
	if !isTechnicalName(wanted.Parameters.TechnicalSiteName) {
		check.invalid("parameters.technicalSiteName", "only letters, digits, - and _ are possible")
	}
	if found, known := findCountry(wanted.Parameters.Country); !known {
		check.invalid("parameters.country", "there is no country %q", wanted.Parameters.Country)
	} else if !found.open() {
		check.invalid("parameters.country", "Business Talk is not available in %s (businessTalkOnline is No)", found.name)
	}
	if !ownsVPN(owner, wanted.Parameters.VPNID) {
		check.invalid("parameters.vpnId", "customer %s has no VPN %q", wanted.CustomerCode, wanted.Parameters.VPNID)
	}
	return wanted, check.errs
}

// nameTaken says who has the technical name, unless it is the same order.
func (t *orderTable) nameTaken(wanted order) string {
	for _, earlier := range t.placed {
		if earlier.Parameters == wanted.Parameters && earlier.CustomerOrderReference == wanted.CustomerOrderReference {
			return ""
		}
	}
	for i, seed := range t.sites.index().seeds {
		if seed.technicalName() == wanted.Parameters.TechnicalSiteName {
			return fmt.Sprintf("%q is the name of another voicesite (%s)", seed.technicalName(), siteID(i))
		}
	}
	for _, added := range t.sites.added {
		if added.TechnicalSiteName == wanted.Parameters.TechnicalSiteName {
			return fmt.Sprintf("%q is the name of another voicesite (%s)", added.TechnicalSiteName, added.VoiceSiteID)
		}
	}
	return ""
}

// deliver creates the order and its voicesite.
func (t *orderTable) deliver(wanted order) order {
	now := t.now()
	n := t.sites.count()
	wanted.OrderID = fmt.Sprintf("BT-%08d", 40_260_000+len(t.placed)+1)
	wanted.VoiceSiteID = siteID(n)
	wanted.placed = now
	wanted.CreationDate = now.UTC().Format(time.RFC3339)
	t.placed = append(t.placed, wanted)
	t.sites.added = append(t.sites.added, orderedSite{placed: now, site: site{
		VoiceSiteID: wanted.VoiceSiteID, TechnicalSiteName: wanted.Parameters.TechnicalSiteName, CustomerSiteLabel: wanted.Parameters.CustomerSiteLabel,
		Country: wanted.Parameters.Country, VPNID: wanted.Parameters.VPNID, CustomerCode: wanted.CustomerCode, CreationDate: wanted.CreationDate,
	}})
	return wanted
}

func isTechnicalName(name string) bool {
	for _, r := range name {
		if (r < 'A' || r > 'Z') && (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '_' && r != '-' {
			return false
		}
	}
	return name != ""
}
