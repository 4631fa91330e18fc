package known

import (
	"context"

	"btalk/internal/models"
)

// names are the customers and VPNs.
type names struct {
	origin    Origin
	codes     []string          // of the customers, as the API lists them
	customers map[string]string // by code; safe
	vpns      map[pair]string
	alone     map[string]string // by id alone; "" where several customers have it
	counts    map[string]Count  // of the VPNs, by customer
	only      string            // the code, where the key manages one customer and no other
}

func readNames(ctx context.Context, source Source) names {
	n := names{customers: map[string]string{}, vpns: map[pair]string{}, alone: map[string]string{}, counts: map[string]Count{}}
	customers, err := source.Customers(ctx, models.Held)
	if err != nil {
		return n
	}
	n.origin.Of = 1
	n.origin.add(customers.Fetched, customers.Lacks())
	for _, customer := range customers.Value {
		code := customer.Code.Raw()
		n.codes = append(n.codes, code)
		n.customers[code] = customer.Name.String()
		vpns, err := source.VPNs(ctx, code, models.Held)
		if err != nil {
			continue
		}
		n.counts[code] = Count{N: len(vpns.Value), Known: true, Lacks: vpns.Lacks()}
		for _, vpn := range vpns.Value {
			n.add(code, vpn)
		}
	}
	if len(n.codes) == 1 && customers.Lacks() == "" {
		n.only = n.codes[0]
	}
	return n
}

func (n *names) add(customer string, vpn models.VPN) {
	id, name := vpn.ID.Raw(), vpn.Name.String()
	n.vpns[pair{customer, id}] = name
	if other, seen := n.alone[id]; seen && other != name {
		name = ""
	}
	n.alone[id] = name
}

func (n names) vpn(customer, id string) string {
	if customer == "" {
		return n.alone[id]
	}
	return n.vpns[pair{customer, id}]
}
