package contract

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"btalk/internal/models"
)

// judge says what became of one fact.
type judge func(s *Survey) Finding

// facts are the judges of all facts of the page, by id.
func facts() map[string]judge {
	all := map[string]judge{}
	for _, some := range []map[string]judge{gatewayFacts(), pageFacts(), answerFacts(), endpointFacts(), bodyFacts(), countryFacts(), assumptionFacts(), trackingFacts(), billingFacts(), otherFacts()} {
		maps.Copy(all, some)
	}
	return all
}

func confirmed(format string, args ...any) Finding {
	return Finding{Verdict: Confirmed, How: fmt.Sprintf(format, args...)}
}

func different(format string, args ...any) Finding {
	return Finding{Verdict: Different, How: fmt.Sprintf(format, args...)}
}

func notSeen(format string, args ...any) Finding {
	return Finding{Verdict: NotSeen, How: fmt.Sprintf(format, args...)}
}

// never is for what GET cannot show.
func never(why string) judge { return func(*Survey) Finding { return notSeen("%s", why) } }

const (
	onlyAChange = "only a change would show it, and none is sent"
	onlyFailure = "nothing went wrong in this way"
)

// missing says why nothing was seen of what is named.
func (s *Survey) missing(names ...string) Finding {
	for _, a := range s.asked {
		switch {
		case !slices.Contains(names, a.name):
		case a.why != "":
			return notSeen("%s", a.why)
		case a.exchange == nil || a.exchange.status == 0:
			return notSeen("%s: no answer", a.title())
		case a.exchange.status/100 == 2:
			return notSeen("%s: the answer could not be read (see 1.8)", a.title())
		default:
			return notSeen("%s: %s", a.title(), a.refusal())
		}
	}
	return notSeen("not asked")
}

// title is the request as the report writes it.
func (a *asked) title() string {
	title := "`GET " + a.path
	if a.query != "" {
		title += "?" + strings.ReplaceAll(a.query, "%", "")
	}
	return title + "`"
}

// refusal is how an answer that is no success is told: status and code, no words of its own.
func (a *asked) refusal() string {
	if envelope := readEnvelope(a.doc); envelope.code != "" {
		return fmt.Sprintf("%d code %s", a.exchange.status, envelope.code)
	}
	return strconv.Itoa(a.exchange.status)
}

// there reports whether a path is there: any success will do.
func there(names ...string) judge {
	return func(s *Survey) Finding {
		for _, name := range names {
			if a := s.ok(name); a != nil {
				return confirmed("%s: %d", a.title(), a.exchange.status)
			}
		}
		for _, name := range names {
			if a := s.get(name); a != nil && a.exchange.status/100 != 2 {
				return different("%s: %s", a.title(), a.refusal())
			}
		}
		return s.missing(names...)
	}
}

// body compares the objects of answers with what the page says of them.
func body(r resource, names ...string) judge {
	return func(s *Survey) Finding {
		check := compared(s, r, names...)
		if check.objects == 0 {
			if slices.ContainsFunc(names, func(name string) bool { return s.ok(name) != nil }) {
				return notSeen("the answer holds none")
			}
			return s.missing(names...)
		}
		if found := check.differences(s.showPath); len(found) > 0 {
			return different("%s", strings.Join(found, "; "))
		}
		return confirmed("%s", theNew(len(check.new)))
	}
}

func theNew(n int) string {
	if n > 0 {
		return "and has fields that the page does not name (below)"
	}
	return ""
}

// compared looks at all objects under those names.
func compared(s *Survey, r resource, names ...string) *fieldCheck {
	check := newFieldCheck(r)
	for _, name := range names {
		a := s.ok(name)
		for _, item := range a.items() {
			if r.inside == "*" { // an object for each key
				for _, f := range item.Object().Fields {
					check.add(f.Value)
				}
				continue
			}
			check.add(item)
		}
	}
	return check
}

// wordsOf are the values of a field that hold words of the API, over some answers.
func wordsOf(s *Survey, path string, names ...string) []string {
	found := map[string]bool{}
	for _, name := range names {
		if a := s.ok(name); a != nil {
			visit("", a.doc, func(at string, v models.Value) {
				if strings.TrimPrefix(at, "[].") == path && v.Kind() == models.StringValue {
					found[s.showValue(path, v.Text().Raw())] = true
				}
			})
		}
	}
	return slices.Sorted(maps.Keys(found))
}
