package change

import "btalk/internal/models"

// targetsOf names what a change is about, the one that the journal is asked for
// first. Names that a person takes for one another are the same.
func targetsOf(c models.Change) []string {
	if c.Kind == models.PushAddress {
		return []string{siteTarget(c.Customer, c.Site)}
	}
	targets := []string{orderTarget(c.Customer, c.Order.Name)}
	if c.Order.Reference != "" {
		targets = append(targets, "reference "+c.Customer+"\x00"+foldName(c.Order.Reference))
	}
	return targets
}

func siteTarget(customer, site string) string { return "site " + customer + "\x00" + site }

func orderTarget(customer, name string) string { return "name " + customer + "\x00" + foldName(name) }

// recordTarget is the target that a recorded change was about.
func recordTarget(record models.Record) string {
	customer := record.Customer.Raw()
	if record.Kind == models.OrderVoiceSite {
		_, name := ordered(record.Body)
		return orderTarget(customer, name)
	}
	return siteTarget(customer, record.Site.Raw())
}

// sameOrder reports whether a record is of this very order. A reference that is not
// given was made.
func sameOrder(record models.Record, wanted models.Change) bool {
	reference, _ := ordered(record.Body)
	if wanted.Order.Reference == "" {
		wanted.Order.Reference = reference
	}
	return string(orderBody(wanted)) == string(record.Body)
}

// isUnderWay reports whether a change may still be carried out.
func isUnderWay(record models.Record) bool {
	return record.Open() || record.State == models.Pending
}
