package change

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"btalk/internal/models"
	"btalk/internal/models/text"
)

// The values of the one traffic that was seen (OBS api-contract §2.3 B19).
const (
	voiceOffer  = "btlvs"
	numberUsage = "CallingUserAssignment"
)

const (
	largestRange  = 1_000  // numbers in one request
	largestChange = 10_000 // numbers in one change: more is a slip of the finger
	fewNumbers    = 3      // so many are asked for one by one
)

// numbersDraft is the draft of PublishNumbers and ReleaseNumbers.
type numbersDraft struct{ *draft }

// plan makes it: ranges that follow each
// other are merged, and each makes one request (OBS api-contract §2.3 B19, B20).
func (d numbersDraft) plan(ctx context.Context) error {
	ranges := d.readRanges()
	d.checkRanges(ctx, ranges)
	if len(d.Problems) > 0 {
		d.name(ranges, 0)
		return nil
	}
	total := countAll(ranges)
	d.name(ranges, total)
	now, err := numbersNow(ctx, d.engine.client, d.Change.Customer, ranges, total)
	if err != nil {
		return err
	}
	d.Basis = numbersBasis(ranges, now)
	d.diff(ranges, now)
	_, target := d.verb()
	if have, all := haveState(ranges, now, target); have == all && len(d.Problems) == 0 {
		d.Nothing = "all of them are " + target + " already"
		return nil
	}
	for _, r := range ranges {
		d.requestRange(r)
	}
	return nil
}

func (d numbersDraft) verb() (verb, target string) {
	if d.Change.Kind == models.ReleaseNumbers {
		return "Release", "released"
	}
	return "Publish", "published"
}

// readRanges merges the ranges that were asked for, each at its voicesite.
func (d numbersDraft) readRanges() []models.NumberRange {
	given := slices.Clone(d.Change.Ranges)
	for i := range given {
		if given[i].Site == "" {
			given[i].Site, given[i].SiteName = d.Change.Site, d.Change.SiteName
		}
	}
	var ranges []models.NumberRange
	for _, r := range models.MergeRanges(given) {
		ranges = append(ranges, split(r)...)
	}
	return ranges
}

// split cuts a range into pieces that one request may hold.
func split(r models.NumberRange) []models.NumberRange {
	count, ok := r.Count()
	if !ok || count <= largestRange || count > largestChange {
		return []models.NumberRange{r}
	}
	var pieces []models.NumberRange
	for from := int64(0); from < count; from += largestRange {
		piece := r
		piece.Start = shift(r.Start, from)
		piece.Stop = shift(r.Start, min(from+largestRange, count)-1)
		pieces = append(pieces, piece)
	}
	return pieces
}

// shift is the number by that many further on, of the same length.
func shift(number string, by int64) string {
	n, err := strconv.ParseInt(number, 10, 64)
	if err != nil {
		return number // cannot be: Count has read it
	}
	return fmt.Sprintf("%0*d", len(number), n+by)
}

// checkRanges says what is wrong with ranges as they were written.
func (d numbersDraft) checkRanges(ctx context.Context, ranges []models.NumberRange) {
	if len(ranges) == 0 {
		d.problem("there is no number")
	}
	var total int64
	for i, r := range ranges {
		if r.Site == "" {
			d.problem("%s: the voicesite is missing", r)
		}
		count, ok := r.Count()
		if !ok {
			d.problem("%s: %s", r, whatIsWrong(r))
			continue
		}
		if total += count; count > largestChange {
			d.problem("%s: %d numbers at once are too many, %d are possible", r, count, largestChange)
		}
		for _, other := range ranges[:i] {
			if other.Holds(r.Start) || other.Holds(r.Stop) || r.Holds(other.Start) {
				d.problem("%s and %s overlap", other, r)
			}
		}
	}
	if total > largestChange && len(d.Problems) == 0 {
		d.problem("%d numbers at once are too many, %d are possible", total, largestChange)
	}
	if len(d.Problems) == 0 {
		d.checkCountry(ctx, ranges)
	}
}

func whatIsWrong(r models.NumberRange) string {
	switch {
	case strings.Trim(r.Start+r.Stop, "0123456789") != "" || r.Start == "" || r.Stop == "":
		return "only digits are possible, the country code first"
	case len(r.Start) != len(r.Stop):
		return "both ends must have the same length"
	case r.Start > r.Stop:
		return "the end is below the start"
	}
	return "it is longer than a number can be"
}

// checkCountry makes sure that the numbers begin with the code of the country
// of their voicesite.
func (d numbersDraft) checkCountry(ctx context.Context, ranges []models.NumberRange) {
	sites, err := d.engine.client.VoiceSites(ctx, models.SiteQuery{Customer: d.Change.Customer}, models.Cached)
	if err != nil {
		d.unchecked("whether the numbers belong to the country of the voicesite: %v", err)
		return
	}
	codes := map[string]string{}
	for _, r := range ranges {
		iso2 := d.countryOf(r.Site, sites.Value)
		if iso2 == "" {
			d.unchecked("%s: whether it belongs to the country of the voicesite, which is not known", r)
			continue
		}
		code, known := codes[iso2]
		if !known {
			code = d.dialCode(ctx, iso2)
			codes[iso2] = code
		}
		if code != "" && !strings.HasPrefix(r.Start, code) {
			d.problem("%s does not belong to the country of the voicesite (%s, +%s)", r, models.Safe(iso2), models.Safe(code))
		}
	}
}

func (d numbersDraft) countryOf(site string, sites []models.VoiceSite) string {
	for _, known := range sites {
		if known.ID.Raw() == site && !known.Country.Empty() {
			return known.Country.Raw()
		}
	}
	if site == d.Change.Site {
		return d.Change.Country
	}
	return ""
}

func (d numbersDraft) dialCode(ctx context.Context, iso2 string) string {
	country, err := d.engine.client.Country(ctx, iso2, models.Cached)
	code := models.Digits(country.Value.DialCode.Raw())
	if err != nil || code == "" {
		d.unchecked("whether the numbers belong to %s: its dialling code is not known", models.Safe(iso2))
		return ""
	}
	return code
}

func countAll(ranges []models.NumberRange) (total int64) {
	for _, r := range ranges {
		count, _ := r.Count()
		total += count
	}
	return total
}

// name says what the plan is about and what must be typed.
func (d numbersDraft) name(ranges []models.NumberRange, total int64) {
	verb, _ := d.verb()
	where := models.Safe(nameOf(d.Change.SiteName, d.Change.Site))
	if sites := sitesOf(ranges); sites > 1 {
		where = fmt.Sprintf("%d voicesites", sites)
	}
	d.Title = fmt.Sprintf("%s %s of %s", verb, text.Count(total, "number", "numbers"), where)
	if total == 0 {
		d.Title = fmt.Sprintf("%s numbers of %s", verb, where)
	}
	if d.Change.Kind == models.ReleaseNumbers || total > 1 {
		d.Confirm.Type = strconv.FormatInt(total, 10)
	}
	d.Confirm.Why = "The numbers become usable for calling users."
	if d.Change.Kind == models.ReleaseNumbers {
		d.Confirm.Why = "Whoever uses the numbers can no longer be reached on them."
	}
}

func sitesOf(ranges []models.NumberRange) int {
	sites := map[string]bool{}
	for _, r := range ranges {
		sites[r.Site] = true
	}
	return len(sites)
}

// requestRange makes the one request of a range.
func (d numbersDraft) requestRange(r models.NumberRange) {
	type wireRange struct {
		Usage string `json:"usage"`
		Start string `json:"rangeStart"`
		Stop  string `json:"rangeStop"`
	}
	body := encode(struct {
		Offer   string      `json:"voiceOffer"`
		Site    string      `json:"voiceSiteId"`
		Numbers []wireRange `json:"numbers"`
	}{voiceOffer, r.Site, []wireRange{{numberUsage, r.Start, r.Stop}}})
	segments := []string{"customers", d.Change.Customer, "opc", "cloudvoicenumbers"}
	if d.Change.Kind == models.ReleaseNumbers {
		segments = append(segments, "release")
	}
	count, _ := r.Count()
	d.request(models.PlannedRequest{
		Method: http.MethodPost, Body: body, What: r.String() + ", " + text.Count(count, "number", "numbers"), Site: r.Site, SiteName: r.SiteName,
	}, segments...)
}
