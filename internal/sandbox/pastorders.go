package sandbox

import (
	"cmp"
	"fmt"
	"slices"
)

// completedKept: of the generated sites in service, one in this many still
// shows the order that it came from.
const completedKept = 12

// past are the orders that the customer's generated sites came from,
// newest first. They stand still: their dates lie before the sandbox's start.
func (t *orderTable) past(customerCode string) []order {
	var orders []order
	for i, seed := range t.sites.index().seeds {
		if t.sites.at(i).customer != customerCode {
			continue
		}
		if status, kept := seed.orderStatus(i); kept {
			orders = append(orders, seed.pastOrder(i, status))
		}
	}
	slices.SortFunc(orders, func(a, b order) int {
		return cmp.Or(cmp.Compare(b.CreationDate, a.CreationDate), cmp.Compare(a.OrderID, b.OrderID))
	})
	return orders
}

func (seed siteSeed) orderStatus(i int) (status string, kept bool) {
	switch seed.status(i) {
	case "ordered":
		return "acknowledged", true
	case "inDeployment":
		return "inProgress", true
	default:
		return "completed", i%completedKept == 0
	}
}

func (seed siteSeed) pastOrder(i int, status string) order {
	delivered := seed.site(i)
	past := order{
		OrderID: fmt.Sprintf("BT-%08d", 30_100_000+i*13), CustomerOrderReference: fmt.Sprintf("REQ-%05d-%s", 10_000+i*7, delivered.Country),
		ProductReference: "voicesite", CustomerCode: delivered.CustomerCode, Status: status, CreationDate: delivered.CreationDate,
		Parameters:  orderParameters{delivered.TechnicalSiteName, delivered.CustomerSiteLabel, delivered.Country, delivered.VPNID},
		VoiceSiteID: delivered.VoiceSiteID,
	}
	if status == "completed" {
		past.CompletionDate = past.CreationDate
	}
	return past
}
