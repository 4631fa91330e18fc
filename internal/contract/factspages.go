package contract

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"btalk/internal/models"
)

// pageFacts are those of api-contract §1.6, tried on the list of voicesites.
func pageFacts() map[string]judge {
	return map[string]judge{
		"1.6 P1": bareArrays,
		"1.6 P2": counts,
		"1.6 P3": func(s *Survey) Finding {
			if found := pagesOf(s).order(); found.Verdict != Confirmed {
				return found
			}
			return defaultPage(s, "voicesites", 40)
		},
		"1.6 P4": largest,
		"1.6 P5": func(s *Survey) Finding { return pagesOf(s).lengths() },
		"1.6 P6": func(s *Survey) Finding {
			for _, a := range s.asked {
				if a.exchange != nil && a.exchange.status == 206 {
					return confirmed("%s", a.title())
				}
			}
			return notSeen("pages came with 200")
		},
	}
}

// listsOf are the answers that the page calls lists.
func listsOf(s *Survey) []*asked {
	names := []string{
		"customers", "vpns", "voicesites", "customer's voicesites", "numbers", "orders", "countries", "routers",
		"tracked orders", "all tracked orders", "bills", "short page of bills", "accounts", "items", "reports",
	}
	var found []*asked
	for _, a := range s.asked {
		if slices.Contains(names, a.name) && a.exchange != nil && a.exchange.status/100 == 2 && a.doc != nil {
			found = append(found, a)
		}
	}
	return found
}

func bareArrays(s *Survey) Finding {
	lists := listsOf(s)
	for _, a := range lists {
		switch kind := a.doc.Kind(); {
		case kind == models.ListValue || isEnvelope(a.doc):
		case kind == models.ObjectValue:
			return different("%s is an object with `%s`", a.title(), s.showPath(wrapper(a.doc)))
		default:
			return different("%s is %s in place of a list", a.title(), kindName(a.doc))
		}
	}
	if len(lists) == 0 {
		return s.missing("customers", "voicesites")
	}
	return confirmed("%d lists", len(lists))
}

func wrapper(doc models.Value) string {
	for _, f := range doc.Object().Fields {
		if f.Value.Kind() == models.ListValue {
			return f.Key
		}
	}
	return ""
}

// counts compares the headers with what came.
func counts(s *Survey) Finding {
	lists := listsOf(s)
	var wrong []string
	for _, a := range lists {
		n := len(a.items())
		total, result := a.exchange.header.Get("X-Total-Count"), a.exchange.header.Get("X-Result-Count")
		switch announced, err := strconv.Atoi(total); {
		case total == "":
			wrong = append(wrong, "X-Total-Count is missing")
		case err != nil:
			wrong = append(wrong, fmt.Sprintf("X-Total-Count is %#q, not a number", shape(total)))
		case announced < n:
			wrong = append(wrong, "X-Total-Count is less than the items that came")
		}
		if result != strconv.Itoa(n) && a.doc.Kind() == models.ListValue {
			wrong = append(wrong, fmt.Sprintf("X-Result-Count is %#q, not the number of items", shape(result)))
		}
	}
	wrong = append(wrong, pagesOf(s).totals()...)
	slices.Sort(wrong)
	switch wrong = slices.Compact(wrong); {
	case len(wrong) > 0:
		return different("%s", strings.Join(wrong, "; "))
	case len(lists) == 0:
		return s.missing("voicesites", "customers")
	case slices.ContainsFunc(lists, func(a *asked) bool { return len(a.items()) > 0 }):
		return confirmed("%d lists", len(lists))
	}
	return different("every list is empty, and says so")
}

// defaultPage judges how long a page is that no limit is asked for.
func defaultPage(s *Survey, name string, documented int) Finding {
	a := s.ok(name)
	if a == nil {
		return s.missing(name)
	}
	n := len(a.items())
	total, err := strconv.Atoi(a.exchange.header.Get("X-Total-Count"))
	switch {
	case n == documented:
		return confirmed("a page without `limit` has %d", n)
	case n > documented, err == nil && total > n:
		return different("a page without `limit` has %d items, not %d", n, documented)
	}
	return notSeen("the list is shorter than a page")
}

func largest(s *Survey) Finding {
	var refused []string
	for _, a := range s.asked {
		if a.name != "largest page" || a.exchange == nil || a.exchange.status == 0 {
			continue
		}
		limit := strings.TrimSuffix(strings.TrimPrefix(a.query, "limit="), "&offset=0")
		if a.exchange.status/100 != 2 {
			refused = append(refused, fmt.Sprintf("`limit=%s` is refused with %s", limit, a.refusal()))
			continue
		}
		if len(refused) > 0 {
			return different("%s; `limit=%s` is accepted", strings.Join(refused, "; "), limit)
		}
		if a.fine() && pagesOf(s).isCapped() {
			return different("`limit=%s` is accepted, and a page has %d items at most", limit, len(a.items()))
		}
		return onlyIf(a.fine(), "`limit=1000` is accepted", s.missing("largest page"))
	}
	if len(refused) > 0 {
		return different("%s", strings.Join(refused, "; "))
	}
	return s.missing("largest page")
}
