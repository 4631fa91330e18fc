package contract

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"btalk/internal/models"
)

// answerFacts are those of api-contract §1.8: what every answer is.
func answerFacts() map[string]judge {
	return map[string]judge{
		"1.8 R1": everyOne(unanswered), "1.8 R2": everyOne(slowOrCut), "1.8 R3": everyOne(notJSON), "1.8 R4": everyOne(notUTF8),
		"1.8 R5": everyOne(errorAsSuccess), "1.8 R6": everyOne(controls), "1.8 R7": unknownToThePage,
	}
}

// The ways in which one answer is not what every answer is; "" where it is.

func unanswered(e *exchange) string {
	if e.status == 0 && e.err != nil {
		return "no answer: " + networkWords(e.err)
	}
	return ""
}

func slowOrCut(e *exchange) string {
	switch {
	case e.status == 0:
	case e.err != nil:
		return "the body did not come to its end: " + networkWords(e.err)
	case e.rest > slowBody:
		return "the body takes seconds to come, in drips"
	}
	return ""
}

func notUTF8(e *exchange) string {
	kind := strings.ToLower(e.header.Get("Content-Type"))
	switch {
	case strings.Contains(kind, "charset=") && !strings.Contains(kind, "utf-8"):
		return "Content-Type says `" + shapeless(e.header.Get("Content-Type")) + "`"
	case !utf8.Valid(e.body):
		return "bytes that are not UTF-8"
	}
	return ""
}

func errorAsSuccess(e *exchange) string {
	doc, err := models.ParseValue(e.body)
	if err == nil && e.status/100 == 2 && isEnvelope(doc) {
		return fmt.Sprintf("status %d with an error in it, code %s", e.status, readEnvelope(doc).code)
	}
	return ""
}

func controls(e *exchange) string {
	doc, err := models.ParseValue(e.body)
	if err != nil {
		return ""
	}
	what := ""
	visit("", doc, func(_ string, v models.Value) {
		if v.Kind() == models.StringValue && hasControls(v.Text().Raw()) {
			what = "texts with control characters or hidden marks"
		}
	})
	return what
}

func unknownToThePage(s *Survey) Finding {
	if unknown := unknownFields(s); len(unknown) > 0 {
		return different("%d fields that the page does not name (below)", len(unknown))
	}
	if s.ok("customers") == nil {
		return s.missing("customers")
	}
	return confirmed("no field that the page does not name")
}

// slowBody is how long a body may take once its headers are there.
const slowBody = 2 * time.Second

// everyOne judges all exchanges: wrong says what is wrong with one, "" for nothing.
func everyOne(wrong func(e *exchange) string) judge {
	return func(s *Survey) Finding {
		found := map[string]int{}
		for _, e := range s.wire.all {
			if what := wrong(e); what != "" {
				found[what]++
			}
		}
		switch {
		case len(found) > 0:
			var all []string
			for _, what := range slices.Sorted(maps.Keys(found)) {
				all = append(all, fmt.Sprintf("%s (%d of %d)", what, found[what], len(s.wire.all)))
			}
			return different("%s", strings.Join(all, "; "))
		case len(s.answers()) == 0:
			return notSeen("no answer came")
		}
		return confirmed("%d answers", len(s.answers()))
	}
}

// notJSON says what a success is that is no JSON.
func notJSON(e *exchange) string {
	if e.status/100 != 2 || e.status == http.StatusNoContent {
		return ""
	}
	kind := e.header.Get("Content-Type")
	start := strings.ToLower(string(e.body[:min(len(e.body), 200)]))
	_, err := models.ParseValue(e.body)
	switch {
	case strings.Contains(start, "<html") || strings.Contains(start, "<!doctype"):
		return "a page of HTML with status 200: somebody between has answered"
	case err != nil:
		return "JSON that is cut off or broken"
	case len(e.body) == 0:
		return "an empty body"
	case !strings.HasPrefix(strings.ToLower(kind), "application/json"):
		return "JSON under another Content-Type: `" + shapeless(kind) + "`"
	}
	return ""
}

// shapeless is a header that holds no value of a customer, made fit for a line of Markdown.
func shapeless(header string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r > '~' || strings.ContainsRune("`|<>", r) {
			return '?'
		}
		return r
	}, header[:min(len(header), 60)])
}

// networkWords says how a connection failed, without addresses.
func networkWords(err error) string {
	text := err.Error()
	for _, known := range [][2]string{
		{"deadline exceeded", "it takes too long"},
		{"timeout", "it takes too long"},
		{"reset by peer", "the connection was reset"},
		{"unexpected EOF", "the connection was closed in the middle"},
		{"EOF", "the connection was closed"},
		{"broken pipe", "the connection was closed"},
		{"malformed HTTP", "it is not HTTP"},
		{"refused", "nobody listens there"},
		{"no such host", "the name is unknown"},
		{"certificate", "the certificate is not trusted"},
	} {
		if strings.Contains(text, known[0]) {
			return known[1]
		}
	}
	return "the network failed"
}
