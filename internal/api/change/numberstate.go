package change

import (
	"context"
	"fmt"
	"strings"

	"btalk/internal/models"
	"btalk/internal/models/text"
)

// numbersNow reads the numbers of the ranges from the server, by their digits:
// a few one by one, otherwise the whole list of the customer.
func numbersNow(ctx context.Context, client Client, customer string, ranges []models.NumberRange, total int64) (map[string]models.Number, error) {
	now := map[string]models.Number{}
	queries := []models.NumberQuery{{}}
	if total <= fewNumbers {
		queries = nil
		for _, digits := range digitsOf(ranges) {
			queries = append(queries, models.NumberQuery{Number: digits})
		}
	}
	for _, query := range queries {
		numbers, err := client.Numbers(ctx, customer, query, models.Refresh)
		if err != nil {
			return nil, err
		}
		for _, number := range numbers.Value {
			keepState(now, number, ranges)
		}
		if missing := total - int64(len(now)); numbers.Lacks() != "" && query.Number == "" && missing > 0 {
			return nil, &models.Error{
				Op: "read the numbers", Kind: models.Malformed,
				Detail: models.NewText(fmt.Sprintf("the state of %d numbers is not known: the list is incomplete (%s)", missing, numbers.Lacks())),
			}
		}
	}
	return now, nil
}

// keepState notes the state of a number under its digits; of a row that is a
// range, under those digits of it that are asked for.
func keepState(now map[string]models.Number, number models.Number, ranges []models.NumberRange) {
	phone := number.Phone()
	if phone.Start == phone.Stop {
		now[phone.Start] = number
		return
	}
	for _, digits := range digitsOf(ranges) {
		if phone.Holds(digits) {
			now[digits] = number
		}
	}
}

// digitsOf lists every number of the ranges.
func digitsOf(ranges []models.NumberRange) []string {
	var all []string
	for _, r := range ranges {
		count, _ := r.Count()
		for i := range count {
			all = append(all, shift(r.Start, i))
		}
	}
	return all
}

func numbersBasis(ranges []models.NumberRange, now map[string]models.Number) string {
	parts := []string{"numbers"}
	for _, digits := range digitsOf(ranges) {
		number := now[digits]
		parts = append(parts, digits, number.Status.Raw(), number.Site.Raw())
	}
	return hashOf(parts...)
}

// diff shows the state of each number before and after, neighbours in
// the same state together, and what stands in the way.
func (d numbersDraft) diff(ranges []models.NumberRange, now map[string]models.Number) {
	_, target := d.verb()
	for _, r := range ranges {
		run := numberRun{start: -1}
		count, _ := r.Count()
		for i := range count {
			digits := shift(r.Start, i)
			number, known := now[digits]
			d.checkNumber(r, digits, number, known)
			state := stateOf(number, known)
			if run.start >= 0 && run.state != state {
				d.diffRun(r, run, i-1, target)
				run.start = -1
			}
			if run.start < 0 {
				run = numberRun{i, state}
			}
		}
		d.diffRun(r, run, count-1, target)
	}
}

// numberRun is where a run of numbers of one state begins.
type numberRun struct {
	start int64
	state string
}

func (d numbersDraft) diffRun(r models.NumberRange, run numberRun, end int64, target string) {
	part := models.NumberRange{Start: shift(r.Start, run.start), Stop: shift(r.Start, end)}
	d.differ(part.String(), text.Count(end-run.start+1, "number", "numbers")+" of "+models.Safe(nameOf(r.SiteName, r.Site)), run.state, target)
}

func stateOf(number models.Number, known bool) string {
	switch {
	case !known:
		return "not known"
	case number.Status.Empty():
		return "no status"
	}
	return strings.ToLower(number.Status.Raw())
}

// checkNumber says why a number cannot be published or released here.
func (d numbersDraft) checkNumber(r models.NumberRange, digits string, number models.Number, known bool) {
	release := d.Change.Kind == models.ReleaseNumbers
	site := number.Site.Raw()
	switch {
	case !known && release:
		d.problem("%s is not a number of this customer", digits)
	case known && site != "" && site != r.Site:
		d.problem("%s belongs to another voicesite, %s", digits, models.Safe(nameOf(number.SiteName.Raw(), site)))
	case known && site == "" && release:
		d.unchecked("whether %s belongs to the voicesite: the API does not say", digits)
	}
	if usage := number.Usage.Raw(); usage != "" && usage != numberUsage {
		d.unchecked("what becomes of the usage of %s: it is %s now, and the API is only known to take %s", digits, models.Safe(usage), numberUsage)
	}
}

// haveState counts the numbers of the ranges that are in a state.
func haveState(ranges []models.NumberRange, now map[string]models.Number, state string) (have, all int) {
	for _, digits := range digitsOf(ranges) {
		all++
		if number, known := now[digits]; known && strings.EqualFold(strings.TrimSpace(number.Status.Raw()), state) {
			have++
		}
	}
	return have, all
}
