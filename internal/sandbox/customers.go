package sandbox

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"sync"
)

// customer is a row of data/customers.tsv and an item of B2.
type customer struct {
	Name                  string `json:"name"`
	CustomerCode          string `json:"customerCode"`
	ContractNumber        string `json:"contractNumber"`
	APIContractID         string `json:"apiContractId"`
	PricingApprovalNumber string `json:"pricingApprovalNumber"`
	Type                  string `json:"type"`

	weight int      // how many of the voicesites are its own, against the others
	home   []string // countries where it mostly is; named twice, twice as much
	short  string   // its name in the labels of its VPNs and sites
}

// vpn is an item of B3.
type vpn struct {
	VPNID   string `json:"vpnId"`
	Name    string `json:"name"`
	VPNCode string `json:"vpnCode"`

	customer int // index of its customer
}

var allCustomers = sync.OnceValue(func() []customer {
	var customers []customer
	for _, cells := range rows("customers.tsv", 9) {
		weight, err := strconv.Atoi(cells[6])
		if err != nil {
			panic(fmt.Sprintf("data/customers.tsv: weight of %s: %v", cells[0], err))
		}
		customers = append(customers, customer{cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], weight, list(cells[7]), cells[8]})
	}
	return customers
})

// allVPNs gives each customer two to five voice VPNs, the bigger ones more.
var allVPNs = sync.OnceValue(func() []vpn {
	names := []string{"Voice Europe", "Voice Headquarters", "Contact Center", "Voice Overseas", "Voice Lab"}
	var vpns []vpn
	for i, owner := range allCustomers() {
		for k := range min(2+owner.weight/4, len(names)) {
			id := fmt.Sprintf("%012x", scramble(uint64(i)<<8|uint64(k))>>16)
			if k == 1 {
				id = id[:11] // the documented samples have 12 and 11 characters
			}
			vpns = append(vpns, vpn{VPNID: id, Name: owner.short + " " + names[k], VPNCode: strconv.Itoa(k + 1), customer: i})
		}
	}
	return vpns
})

// listCustomers answers B2.
func listCustomers(c *call) answer { return pageOf(c, allCustomers()) }

// listVPNs answers B3.
func listVPNs(c *call) answer {
	owner, refused := c.customer()
	if refused != nil {
		return *refused
	}
	return pageOf(c, vpnsOf(owner))
}

func vpnsOf(owner int) []vpn {
	var vpns []vpn
	for _, candidate := range allVPNs() {
		if candidate.customer == owner {
			vpns = append(vpns, candidate)
		}
	}
	return vpns
}

// customer is the index of the one that the path names.
func (c *call) customer() (int, *answer) {
	code := c.params["customer"]
	if i, known := findCustomer(code); known {
		return i, nil
	}
	refused := refusal(http.StatusNotFound, codeNotFound, "customerCode: there is no customer %q", code)
	return 0, &refused
}

func findCustomer(code string) (int, bool) {
	i := slices.IndexFunc(allCustomers(), func(candidate customer) bool { return candidate.CustomerCode == code })
	return i, i >= 0
}

func ownsVPN(owner int, vpnID string) bool {
	return slices.ContainsFunc(vpnsOf(owner), func(candidate vpn) bool { return candidate.VPNID == vpnID })
}
