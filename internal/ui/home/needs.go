package home

import (
	"cmp"
	"strconv"
	"strings"
	"time"

	"btalk/internal/known"
	"btalk/internal/models"
	"btalk/internal/models/text"
	"btalk/internal/ui/screen"
)

// The signs of a line: they read without colour.
const (
	unsettled = "?"
	urgent    = "!"
	note      = "."
)

// need is one line of what needs the operator.
type need struct {
	key     string // by which it is put off
	sign    string
	count   int
	noun    string
	example string // the worst of them, or where they are
	to      screen.Route
}

// needs are the lines in their order; one whose count is 0 is not there.
func needs(f facts) []need {
	all := []need{changesOf(f, models.OutcomeUnknown, time.Time{})}
	all[0].key, all[0].sign, all[0].noun = "unknown", unsettled, plural(all[0].count, "change of unknown outcome", "changes of unknown outcome")
	all = append(all, lateOrders(f), refusedToday(f), suspended(f), withoutAddress(f), drafts(f))
	all = append(all, health(f)...)
	kept := all[:0]
	for _, one := range all {
		if one.count > 0 || one.key == "budget" {
			kept = append(kept, one)
		}
	}
	return kept
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// changesOf counts the changes with that outcome since a moment; the example is
// the latest.
func changesOf(f facts, state models.OutcomeState, since time.Time) need {
	made := need{to: screen.Changes{Query: "outcome:" + outcomeWord(state)}}
	for _, record := range f.records {
		if record.State != state || record.At.Before(since) {
			continue
		}
		if made.count++; made.count == 1 {
			name := cmp.Or(record.SiteName.String(), record.What.String())
			made.example = string(record.Kind) + " " + name + ", " + text.Minute(record.At.In(f.at.Location()))
		}
	}
	return made
}

func outcomeWord(state models.OutcomeState) string {
	if state == models.OutcomeUnknown {
		return "unknown"
	}
	return "refused"
}

func refusedToday(f facts) need {
	year, month, day := f.at.Date()
	made := changesOf(f, models.Refused, time.Date(year, month, day, 0, 0, 0, 0, f.at.Location()))
	made.key, made.sign, made.noun = "refused", note, plural(made.count, "change refused today", "changes refused today")
	return made
}

func lateOrders(f facts) need {
	made := need{key: "late", sign: urgent, to: screen.Orders{Query: "late:late"}}
	var worst time.Time
	for _, order := range f.book.OpenOrders() {
		if !f.book.Late(order) {
			continue
		}
		made.count++
		if at, ok := text.Instant(order.Created.Raw()); ok && (worst.IsZero() || at.Before(worst)) {
			worst = at
			made.example = "oldest " + text.Age(f.at.Sub(at)) + ": " + cmp.Or(order.Name.String(), order.Reference.String(), order.ID.String())
		}
	}
	made.noun = plural(made.count, "order open over 90 days", "orders open over 90 days")
	if lacks := f.book.OrdersOrigin().Whole(); lacks != "" && made.count > 0 {
		made.example += " (" + lacks + ")"
	}
	return made
}

func suspended(f facts) need {
	made := need{key: "suspended", sign: note, to: screen.VoiceSites{Query: "status:suspended"}}
	where := map[string]int{}
	for _, site := range f.book.SiteList() {
		if text.Fold(site.Status.Raw()) == "suspended" {
			made.count++
			where[site.Country.String()]++
		}
	}
	made.noun = plural(made.count, "site suspended", "sites suspended")
	var parts []string
	for _, tally := range known.Most(where, 3) {
		parts = append(parts, tally.Name+" "+strconv.Itoa(tally.N))
	}
	made.example = strings.Join(parts, ", ")
	return made
}

func withoutAddress(f facts) need {
	n := len(f.book.NoAddress())
	return need{
		key: "address", sign: note, count: n, noun: plural(n, "site without an address", "sites without an address"),
		example: "of " + f.book.Sites().String() + " cached", to: screen.VoiceSites{Query: "address:none"},
	}
}

func drafts(f facts) need {
	made := need{key: "drafts", sign: note, count: len(f.drafts), noun: plural(len(f.drafts), "draft", "drafts"), to: screen.Address{}}
	if len(f.drafts) > 0 {
		latest := f.drafts[0]
		made.example = latest.Title.String() + ", " + text.Age(f.at.Sub(latest.Saved))
	}
	if len(f.drafts) == 1 {
		made.to = f.drafts[0].Route()
	}
	return made
}

// health is how the API does, and what failed of what was asked for.
func health(f facts) []need {
	var all []need
	for _, failed := range f.errors {
		all = append(all, need{
			key: "failed " + failed.part, sign: urgent, count: 1, noun: failed.part + " not read",
			example: models.AdviceFor(failed.err).Title + ", enter for details", to: failed.to,
		})
	}
	if f.journal != nil {
		all = append(all, need{key: "journal", sign: urgent, count: 1, noun: "journal", example: models.Safe(f.journal.Error()), to: screen.Changes{}})
	}
	if f.failed > 0 {
		all = append(all, need{
			key: "api", sign: note, count: f.failed, noun: plural(f.failed, "request failed", "requests failed"),
			example: "of the last " + strconv.Itoa(f.recent), to: screen.HTTP{},
		})
	}
	if f.budget.Limit > 0 && f.budget.Left*10 < f.budget.Limit {
		all = append(all, need{
			key: "budget", sign: note, count: f.budget.Left, noun: plural(f.budget.Left, "request left this minute", "requests left this minute"),
			example: "of " + strconv.Itoa(f.budget.Limit), to: screen.HTTP{},
		})
	}
	return all
}
