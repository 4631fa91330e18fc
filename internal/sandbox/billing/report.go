package billing

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
)

// report is a document that takes its time.
type report struct {
	ID      string   `json:"id"`
	Name    string   `json:"name"`
	Period  string   `json:"period"`
	Formats []string `json:"formats"`

	takes time.Duration
	fails string
}

// reports are those of a kind.
func reports(kind string, now time.Time) []report {
	month := now.AddDate(0, 0, -now.Day()).Format("2006-01") // the last one that is over
	formats := []string{"application/pdf", "text/csv"}
	if kind == "customerSpecificReports" {
		return []report{{"cost-centres", "Cost centres", month, formats[1:], 0, ""}}
	}
	return []report{
		{"monthly-usage", "Usage of the month", month, formats, 25 * time.Second, ""},
		{"monthly-summary", "Summary of the month", month, formats, 0, ""},
		{"call-types", "Calls by type", month, formats[1:], 3 * time.Second, "the usage of the month is not complete"},
	}
}

// gatewayTimeout is when the gateway gives up on the back end.
const gatewayTimeout = 10 * time.Second

func listReports(kind string) func(*API, *request) reply {
	return func(_ *API, r *request) reply { return page(r, reports(kind, r.now)) }
}

func showReport(kind string) func(*API, *request) reply {
	return func(a *API, r *request) reply {
		for _, candidate := range reports(kind, r.now) {
			if candidate.ID == r.id {
				return a.makeReport(r, candidate)
			}
		}
		return refusal(http.StatusNotFound, 60, "there is no report %q", r.id)
	}
}

// makeReport takes as long as the report takes, or as the gateway waits. A format that
// it is not there in is refused at once.
func (a *API) makeReport(r *request, wanted report) reply {
	format, known := r.format()
	if !known || format != "application/json" && !slices.Contains(wanted.Formats, format) {
		return refusal(http.StatusNotAcceptable, 62, "the report %s is there as %s", wanted.ID, strings.Join(wanted.Formats, ", "))
	}
	if !r.waited && wanted.takes > 0 {
		wait := time.NewTimer(min(wanted.takes, gatewayTimeout))
		defer wait.Stop()
		select {
		case <-wait.C:
		case <-r.Context().Done():
		}
		if wanted.takes > gatewayTimeout {
			return refusal(http.StatusGatewayTimeout, 6, "the report %s takes longer than %s; ask for it asynchronously", wanted.ID, gatewayTimeout)
		}
	}
	if wanted.fails != "" {
		return refusal(http.StatusInternalServerError, 1, "%s", wanted.fails)
	}
	switch format {
	case "application/json":
		return ok(wanted)
	case "text/csv":
		table := reply{status: http.StatusOK, contentType: "text/csv; charset=UTF-8", body: []byte(a.usage(wanted, r.now))}
		return table.named(r, wanted.ID, "csv", a.options.HostileNames)
	}
	paper := reply{status: http.StatusOK, contentType: format, body: pdf([]string{"Orange Business (sandbox)", "", wanted.Name, wanted.Period})}
	return paper.named(r, wanted.ID, "pdf", a.options.HostileNames)
}

// usage sums up the bills of the month by account.
func (a *API) usage(wanted report, now time.Time) string {
	var text strings.Builder
	text.WriteString("\ufeffaccount;month;bills\r\n")
	for i := range accounts {
		count := 0
		for _, candidate := range a.book().bills {
			if candidate.account == i && strings.HasPrefix(candidate.IssuedAt, wanted.Period) {
				count++
			}
		}
		fmt.Fprintf(&text, "%s;%s;%d\r\n", accounts[i].ID, wanted.Period, count)
	}
	fmt.Fprintf(&text, "made;%s;\r\n", now.Format(time.DateOnly))
	return text.String()
}
