package contract

import (
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"btalk/internal/models"
)

// Report is what a survey found, without any value of a customer.
type Report struct {
	Address  string         `json:"address"` // of Business Talk, where it is one of Orange's or of this machine
	Requests int            `json:"requests"`
	Stopped  string         `json:"stopped,omitempty"` // why it went no further; "": it went to its end
	Findings []Finding      `json:"facts"`
	Unknown  []UnknownField `json:"newFields"`
	States   []States       `json:"states"`
	Errors   []string       `json:"errors"`  // statuses and codes
	Headers  []string       `json:"headers"` // names of headers, and how their values look
	Paths    []string       `json:"asked"`   // what was asked, how it was answered and in which time
}

// UnknownField is one that the page does not name.
type UnknownField struct {
	Where string `json:"where"`
	Field string `json:"field"`
	Kinds string `json:"type"`
}

// States are the words that a field of the API held.
type States struct {
	Field string `json:"field"`
	Words string `json:"values"`
}

// Report is what the survey found.
func (s *Survey) Report() Report {
	return Report{
		Address: shownAddress(s.options.Address), Requests: s.wire.Sent(), Stopped: s.why, Findings: findingsOf(s), Unknown: unknownFields(s), States: statesSeen(s),
		Errors: sorted(refusals(s, "")), Headers: headersSeen(s), Paths: pathsAsked(s),
	}
}

func sorted(set map[string]bool) []string { return slices.Sorted(maps.Keys(set)) }

// Count is how many facts have a verdict.
func (r Report) Count(v Verdict) int {
	n := 0
	for _, f := range r.Findings {
		if f.Verdict == v {
			n++
		}
	}
	return n
}

// unknownFields are those that no resource declares, by where they were.
func unknownFields(s *Survey) []UnknownField {
	var all []UnknownField
	for _, one := range []struct {
		where string
		r     resource
		names []string
	}{
		{"/me", meObject(), []string{"me"}},
		{"/customers", customerObject(), []string{"customers"}},
		{"/customers/{customerCode}/vpns", vpnObject(), []string{"vpns"}},
		{"/voicesites", siteObject(), []string{"voicesites", "page 1", "page 2", "customer's voicesites"}},
		{"…/voiceaddress, …/addresses", addressObject(), []string{"voiceaddress", "addresses"}},
		{"…/routers", routerObject(), []string{"routers"}},
		{"…/cloudvoicenumbers", numberObject(), []string{"numbers", "one number"}},
		{"…/orders", orderObject(), []string{"orders", "order"}},
		{"/countries", countryObject(), []string{"countries", "country"}},
		{"…/addressconstraints", schemaObject(), []string{"schema", "schema CH"}},
		{"…/geographicalconstraints", rulesObject(), []string{"rules", "rules CH"}},
		{"Order Tracking /orders", trackedOrder(), []string{"tracked orders", "all tracked orders", "tracked order"}},
		{"Billing /bills", billObject(), []string{"bills", "short page of bills", "bill"}},
		{"Billing /billingAccounts", accountObject(), []string{"accounts"}},
	} {
		found := compared(s, one.r, one.names...).new
		for _, path := range slices.Sorted(maps.Keys(found)) {
			all = append(all, UnknownField{one.where, s.showPath(path), strings.Join(sorted(found[path]), " or ")})
		}
	}
	return slices.Compact(all)
}

// statesSeen are the words of the API that came, by field.
func statesSeen(s *Survey) []States {
	found := map[string]map[string]bool{}
	for _, a := range s.asked {
		visit("", a.doc, func(path string, v models.Value) {
			if value := v.Text().Raw(); v.Kind() == models.StringValue && isState(path, value) && !strings.Contains(path, "coverage.") && !strings.HasSuffix(path, "_pidflo") {
				where := strings.TrimPrefix(path, "[].")
				if dot := strings.IndexByte(where, '.'); slices.Contains(elements(), where[:max(dot, 0)]) {
					where = where[dot+1:] // of a schema: the same for each element
				}
				note(found, string(a.of)+": "+s.showPath(where), s.showValue(path, value))
			}
		})
	}
	var all []States
	for _, field := range slices.Sorted(maps.Keys(found)) {
		all = append(all, States{field, strings.Join(sorted(found[field]), ", ")})
	}
	return all
}

// headersSeen are the names of all that came, with the shape of the first value.
func headersSeen(s *Survey) []string {
	shown := map[string]string{}
	for _, e := range s.answers() {
		for name, values := range e.header {
			_, notNumber := strconv.Atoi(values[0])
			switch {
			case shown[name] != "":
			case name == "Content-Type":
				shown[name] = shapeless(values[0])
			case notNumber == nil:
				shown[name] = "a number"
			default:
				shown[name] = shape(values[0])
			}
		}
	}
	all := make([]string, 0, len(shown))
	for _, name := range slices.Sorted(maps.Keys(shown)) {
		all = append(all, shapeless(name)+": "+shown[name])
	}
	return all
}

// The two documented addresses (api-contract §2.1).
const (
	production = "https://api.orange.com/btalk/v1"
	beta       = "https://api.orange.com/btalk/beta/v1"
)

// shownAddress is an address that names nobody: one of Orange's, or of this machine.
func shownAddress(address string) string {
	switch at, err := url.Parse(address); {
	case address == production, address == beta:
		return address
	case err == nil && (at.Hostname() == "127.0.0.1" || at.Hostname() == "::1" || at.Hostname() == "localhost"):
		return "a server on this machine"
	}
	return "another address"
}

// pathsAsked are what was asked, each with its answer.
func pathsAsked(s *Survey) []string {
	var all []string
	for _, a := range s.asked {
		if a.why != "" {
			continue
		}
		how := "no answer"
		if a.exchange != nil && a.exchange.status != 0 {
			how = fmt.Sprintf("%s in %v", a.answered(), (a.exchange.head + a.exchange.rest).Round(time.Millisecond))
		}
		all = append(all, fmt.Sprintf("%s %s: %s", a.of, a.title(), how))
	}
	return all
}

// answered is how an answer is told in a line.
func (a *asked) answered() string {
	if a.exchange.status/100 != 2 {
		return a.refusal()
	}
	kind := "not readable"
	if a.doc != nil {
		kind = kindName(a.doc)
	}
	return fmt.Sprintf("%d, %s", a.exchange.status, kind)
}
