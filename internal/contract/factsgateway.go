package contract

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"

	"btalk/internal/models"
)

// gatewayFacts are those of api-contract §1.1, §1.2, §1.3, §1.4, §1.5.
func gatewayFacts() map[string]judge {
	return map[string]judge{
		"1.1 T1": tokenGranted,
		"1.1 T2": never("a matter of the portal"),
		"1.1 T3": tokenLife,
		"1.1 T4": func(s *Survey) Finding {
			if n := len(s.wire.tokens); n > 0 && tokenGranted(s).Verdict == Confirmed {
				return confirmed("%d asked for, %d requests made with it", n, len(s.wire.all))
			}
			return notSeen("no token was granted")
		},
		"1.1 T5": func(s *Survey) Finding {
			for _, e := range s.wire.tokens {
				if doc, err := models.ParseValue(e.body); e.status/100 != 2 && e.status != 0 {
					if err == nil && readEnvelope(doc).shape == "E3" {
						return confirmed("status %d", e.status)
					}
					return different("status %d, not in this shape", e.status)
				}
			}
			return notSeen("%s", onlyFailure)
		},
		"1.1 T6": func(s *Survey) Finding { return onlyIf(s.ok("me") != nil, "none was needed", s.missing("me")) },

		"1.2 H1": func(s *Survey) Finding { return onlyIf(s.ok("me") != nil, "it was accepted", s.missing("me")) },
		"1.2 H2": func(s *Survey) Finding { return onlyIf(s.ok("me") != nil, "it was accepted", s.missing("me")) },
		"1.2 H3": func(s *Survey) Finding {
			taken := s.ok("tracked orders") != nil || s.ok("bills") != nil
			return onlyIf(taken, "it was accepted; its age cannot be seen", s.missing("tracked orders", "bills"))
		},
		"1.2 H4": requestIDs,
		"1.2 H5": never("the survey asks in one language"),

		"1.3 E1": envelopes("E1"), "1.3 E2": envelopes("E2"), "1.3 E4": envelopes("E4"), "1.3 E5": envelopes("E5"), "1.3 E6": envelopes("E6"),
		"1.3 E3": func(s *Survey) Finding { return gatewayFacts()["1.1 T5"](s) },

		"1.4 C1": codes("400", "20", "28"), "1.4 C2": codes("401", "40", "41"), "1.4 C3": codes("401", "42", "42"), "1.4 C4": codes("403", "50", "52"),
		"1.4 C5": throttles, "1.4 C6": codes("404 405", "60", "61"), "1.4 C7": codes("406 415", "62", "68"),
		"1.4 C8": codes("408 500 502 503 504", "1", "63"), "1.4 C9": codes("409 411 412 413 414", "64", "69"),

		"1.5 L1": throttledAfter(time.Minute, "quota", 0),
		"1.5 L2": throttledAfter(time.Second, "spike", spikeLimit),
		"1.5 L3": throttles,
		"1.5 L4": never("it is not tried"),
	}
}

func onlyIf(seen bool, how string, otherwise Finding) Finding {
	if seen {
		return confirmed("%s", how)
	}
	return otherwise
}

// granted is the answer with a token; nil when there is none.
func granted(s *Survey) models.Object {
	for _, e := range s.wire.tokens {
		if doc, err := models.ParseValue(e.body); err == nil && e.status/100 == 2 && doc.Object().Get("access_token") != nil {
			return doc.Object()
		}
	}
	return models.Object{}
}

func tokenGranted(s *Survey) Finding {
	switch granted := granted(s); {
	case granted.Get("access_token") != nil:
		return confirmed("a token came, type `%s`", s.showValue("token_type", granted.Text("token_type").Raw()))
	case len(s.wire.tokens) > 0:
		return different("no token came: status %d", s.wire.tokens[0].status)
	}
	return notSeen("no token was asked for")
}

func tokenLife(s *Survey) Finding {
	life := granted(s).Get("expires_in")
	switch {
	case granted(s).Get("access_token") == nil:
		return notSeen("no token was granted")
	case life == nil:
		return different("`expires_in` is missing")
	case life.Kind() != models.NumberValue:
		return different("`expires_in` is a %s, %s", kindName(life), seconds(life))
	case life.Text().Raw() != "3600":
		return different("`expires_in` is %s", seconds(life))
	}
	return confirmed("3600")
}

func seconds(life models.Value) string {
	if n, err := strconv.Atoi(life.Text().Raw()); err == nil {
		return strconv.Itoa(n)
	}
	return "not a whole number"
}

func requestIDs(s *Survey) Finding {
	had, all := 0, s.answers()
	for _, e := range all {
		if e.header.Get("X-Oapi-Request-Id") != "" {
			had++
		}
	}
	switch {
	case len(all) == 0:
		return notSeen("no answer came")
	case had < len(all):
		return different("%d of %d answers had none", len(all)-had, len(all))
	}
	return confirmed("on all %d answers", had)
}

// refusals are the statuses and codes that came with an envelope of a shape ("": any).
func refusals(s *Survey, shape string) map[string]bool {
	found := map[string]bool{}
	for _, e := range s.answers() {
		doc, err := models.ParseValue(e.body)
		if err != nil {
			doc = nil
		}
		is := e.status/100 != 2 || doc != nil && isEnvelope(doc)
		if of := readEnvelope(doc); is && (shape == "" || of.shape == shape) {
			found[strings.TrimSpace(fmt.Sprintf("%d %s", e.status, of.code))] = true
		}
	}
	return found
}

func envelopes(shape string) judge {
	return func(s *Survey) Finding {
		found := slices.Sorted(maps.Keys(refusals(s, shape)))
		if len(found) == 0 {
			return notSeen("no error had this shape")
		}
		return confirmed("came with status and code %s", strings.Join(found, ", "))
	}
}

// codes are confirmed by an error with one of the statuses and a code in the range.
func codes(statuses, from, to string) judge {
	least, _ := strconv.Atoi(from)
	most, _ := strconv.Atoi(to)
	return func(s *Survey) Finding {
		var right, wrong []string
		for _, seen := range slices.Sorted(maps.Keys(refusals(s, ""))) {
			status, text, _ := strings.Cut(seen, " ")
			code, err := strconv.Atoi(text)
			switch is := slices.Contains(strings.Fields(statuses), status); {
			case is && err == nil && code >= least && code <= most:
				right = append(right, seen)
			case is && code != codeTooMany:
				wrong = append(wrong, seen)
			}
		}
		switch {
		case len(wrong) > 0:
			return different("status and code %s", strings.Join(wrong, ", "))
		case len(right) > 0:
			return confirmed("status and code %s", strings.Join(right, ", "))
		}
		return notSeen("%s", onlyFailure)
	}
}

const codeTooMany = 53

// isThrottle reports whether an answer says that there were too many requests.
func isThrottle(e *exchange) bool {
	doc, err := models.ParseValue(e.body)
	return e.status == http.StatusTooManyRequests || err == nil && e.status/100 != 2 && readEnvelope(doc).code == strconv.Itoa(codeTooMany)
}

func throttles(s *Survey) Finding {
	for _, e := range s.answers() {
		if !isThrottle(e) {
			continue
		}
		var headers []string
		for name := range e.header {
			if name == "Retry-After" || strings.HasPrefix(name, "X-Ratelimit") {
				headers = append(headers, name)
			}
		}
		slices.Sort(headers)
		if len(headers) > 0 {
			return different("status %d, with %s", e.status, strings.Join(headers, ", "))
		}
		return confirmed("status %d code 53, without Retry-After", e.status)
	}
	return notSeen("%d requests were not throttled", len(s.answers()))
}

// spikeLimit is the documented threshold (DOC2 api-contract §1.5).
const spikeLimit = 25

// throttledAfter judges a threshold by how many requests got through within a period
// before the first that did not.
func throttledAfter(period time.Duration, says string, documented int) judge {
	return func(s *Survey) Finding {
		all := s.answers()
		for i, e := range all {
			if !isThrottle(e) || !strings.Contains(strings.ToLower(string(e.body)), says) {
				continue
			}
			passed := 0
			for _, before := range all[:i] {
				if e.began.Sub(before.began) < period && !isThrottle(before) {
					passed++
				}
			}
			if documented > 0 && passed < documented {
				return different("throttled after %d requests within a second", passed)
			}
			return confirmed("throttled after %d requests within %v", passed, period)
		}
		return notSeen("it was not reached")
	}
}
