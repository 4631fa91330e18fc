package sandbox

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// numbersRequest is the body of B19 and B20 (OBS api-contract §2.3).
type numbersRequest struct {
	VoiceOffer  *string        `json:"voiceOffer"`
	VoiceSiteID *string        `json:"voiceSiteId"`
	Numbers     []rangeRequest `json:"numbers"`
}

type rangeRequest struct {
	Usage      *string `json:"usage"`
	RangeStart *string `json:"rangeStart"`
	RangeStop  *string `json:"rangeStop"`
}

// numberRange is a checked range, both ends included.
type numberRange struct {
	first, last int64
	usage       string
}

// rangeLimit is the longest range that is taken at once.
const rangeLimit = 1000

// publish answers B19. Publishing what is published adds to its history.
func (t *numberTable) publish(c *call) answer { return t.change(c, statusPublished) }

// release answers B20.
func (t *numberTable) release(c *call) answer { return t.change(c, statusReleased) }

func (t *numberTable) change(c *call, status string) answer {
	owner, refused := c.customer()
	if refused != nil {
		return *refused
	}
	var request numbersRequest
	if refused, valid := c.decode(&request); !valid {
		return refused
	}
	site, errs := t.checkSite(allCustomers()[owner].CustomerCode, request)
	if len(errs) > 0 {
		return refusals(http.StatusBadRequest, errs)
	}
	ranges, errs := checkRanges(t.sites.site(site).Country, request.Numbers)
	if len(errs) > 0 {
		return refusals(http.StatusBadRequest, errs)
	}
	for i, wanted := range ranges {
		if refused := t.refuses(i, site, wanted, status); refused != nil {
			return *refused
		}
	}
	t.changing()
	for _, wanted := range ranges {
		t.record(site, wanted, status)
	}
	return ok(numbersReceipt(t.sites.site(site).VoiceSiteID, ranges, status))
}

// numbersReceipt is the answer: the ranges with their new state (INF).
func numbersReceipt(siteID string, ranges []numberRange, status string) any {
	type done struct {
		Usage      string `json:"usage"`
		RangeStart string `json:"rangeStart"`
		RangeStop  string `json:"rangeStop"`
		Status     string `json:"status"`
	}
	receipt := []done{}
	for _, r := range ranges {
		receipt = append(receipt, done{r.usage, strconv.FormatInt(r.first, 10), strconv.FormatInt(r.last, 10), status})
	}
	return map[string]any{"voiceSiteId": siteID, "voiceOffer": "btlvs", "numbers": receipt}
}

func (t *numberTable) checkSite(customerCode string, request numbersRequest) (int, []apiError) {
	var check fieldCheck
	if offer := check.text("voiceOffer", request.VoiceOffer, 20); offer != "" && offer != "btlvs" {
		check.invalid("voiceOffer", "%q is not an offer; btlvs is", offer)
	}
	id := check.text("voiceSiteId", request.VoiceSiteID, 12)
	if len(request.Numbers) == 0 {
		check.missing("numbers")
	}
	if len(check.errs) > 0 {
		return 0, check.errs
	}
	site, known := t.sites.find(id)
	if !known || t.sites.site(site).CustomerCode != customerCode {
		check.invalid("voiceSiteId", "customer %s has no voicesite %q", customerCode, id)
	}
	return site, check.errs
}

func checkRanges(iso2 string, requests []rangeRequest) ([]numberRange, []apiError) {
	var check fieldCheck
	var ranges []numberRange
	for i, request := range requests {
		if wanted, valid := checkRange(&check, fmt.Sprintf("numbers[%d]", i), iso2, request); valid {
			ranges = append(ranges, wanted)
		}
	}
	return ranges, check.errs
}

func checkRange(check *fieldCheck, field, iso2 string, request rangeRequest) (numberRange, bool) {
	before := len(check.errs)
	usage := check.text(field+".usage", request.Usage, 40)
	start := check.text(field+".rangeStart", request.RangeStart, 20)
	stop := check.text(field+".rangeStop", request.RangeStop, 20)
	if len(check.errs) > before {
		return numberRange{}, false
	}
	where, _ := findCountry(iso2)
	wanted := numberRange{usage: usage, first: checkDigits(check, field+".rangeStart", where.code, start), last: checkDigits(check, field+".rangeStop", where.code, stop)}
	switch {
	case len(check.errs) > before: // one of the ends is not a number; nothing to compare
	case len(start) != len(stop):
		check.invalid(field+".rangeStop", "rangeStart and rangeStop must have the same length")
	case wanted.first > wanted.last:
		check.invalid(field+".rangeStop", "%s is below rangeStart %s", stop, start)
	case wanted.last-wanted.first >= rangeLimit:
		check.invalid(field+".rangeStop", "more than %d numbers in a range", rangeLimit)
	}
	if !slices.Contains([]string{usageUsers, "FirstPartyAppAssignment", "ConferenceAssignment"}, usage) {
		check.invalid(field+".usage", "%q is not a usage", usage)
	}
	return wanted, len(check.errs) == before
}

// checkDigits reads a number: 8 to 15 digits, the country code first.
func checkDigits(check *fieldCheck, field, countryCode, text string) int64 {
	switch {
	case strings.Trim(text, "0123456789") != "":
		check.invalid(field, "%q: only digits are possible, without + and blanks", text)
	case len(text) < 8 || len(text) > 15:
		check.invalid(field, "%s has %d digits, 8 to 15 are possible", text, len(text))
	case !strings.HasPrefix(text, countryCode):
		check.invalid(field, "%s does not belong to the country of the voicesite (+%s)", text, countryCode)
	}
	number, _ := strconv.ParseInt(text, 10, 64) // at most 15 digits, or refused above
	return number
}

// refuses says no when a number belongs to another site, or when one is
// to be released that the site does not have.
func (t *numberTable) refuses(i, site int, wanted numberRange, status string) *answer {
	for number := wanted.first; number <= wanted.last; number++ {
		holder := t.siteOf(number)
		if holder >= 0 && holder != site {
			refused := refusal(http.StatusConflict, codeConflict, "numbers[%d].rangeStart: %d belongs to another voicesite", i, number)
			return &refused
		}
		if holder < 0 && status == statusReleased {
			refused := refusal(http.StatusBadRequest, codeInvalidField, "numbers[%d].rangeStart: %d is not a number of this voicesite", i, number)
			return &refused
		}
	}
	return nil
}
