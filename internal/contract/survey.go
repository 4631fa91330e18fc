package contract

import (
	"context"
	"errors"
	"net/url"
	"slices"
	"strings"
	"time"

	"btalk/internal/models"
)

// API is one of the three.
type API string

// The APIs, by the names that they are told by.
const (
	BusinessTalk API = "Business Talk"
	Tracking     API = "Order Tracking"
	Billing      API = "Billing M2M"
)

// Asker sends one GET of an API through the client: with its credentials, within its budget. The
// answer is kept by the [Wire]; the error says how it went.
type Asker func(ctx context.Context, of API, path string, query url.Values) error

// Options bound a survey. What is zero has its usual value.
type Options struct {
	Address  string        // of Business Talk, for the report
	Requests int           // in all
	Within   time.Duration // for one answer
	Pace     time.Duration // between requests once the API has throttled
	Now      func() time.Time
}

func (o Options) withDefaults() Options {
	if o.Requests <= 0 || o.Requests > MostRequests {
		o.Requests = MostRequests
	}
	if o.Within <= 0 {
		o.Within = 20 * time.Second
	}
	if o.Pace <= 0 {
		o.Pace = time.Second
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	return o
}

// Survey is what was asked of an account, and what came.
type Survey struct {
	wire    *Wire
	options Options
	asked   []*asked
	why     string          // the survey went no further because of it; "": it went to its end
	failed  error           // the first error that came
	texts   map[string]bool // of the account
}

// surveyor asks.
type surveyor struct {
	*Survey

	ask     Asker
	silent  int            // asks in a row that got no answer
	slow    bool           // the API has throttled: with pauses from then on
	skipped map[API]string // why an API is not asked
}

// asked is one thing that was asked for.
type asked struct {
	name     string // "voicesites"
	of       API
	path     string // with the names of its parameters: "/customers/{customerCode}/vpns"
	query    string // without values of the account
	exchange *exchange
	doc      models.Value // nil when the answer is no JSON
	damage   error        // why it is not
	why      string       // it was not asked for; "": it was
}

// Take asks a live account what there is to see. It ends with ctx.
func Take(ctx context.Context, wire *Wire, ask Asker, o Options) *Survey {
	s := &surveyor{Survey: &Survey{wire: wire, options: o.withDefaults()}, ask: ask, skipped: map[API]string{}}
	for _, part := range []func(context.Context){s.askBusinessTalk, s.askPages, s.askSites, s.askCountries, s.askTracking, s.askBilling, s.askErrors} {
		part(ctx)
	}
	s.texts = s.valuesSeen()
	return s.Survey
}

// get is what was asked under a name and answered; nil when it was not.
func (s *Survey) get(name string) *asked {
	for _, a := range s.asked {
		if a.name == name && a.exchange != nil && a.exchange.status != 0 {
			return a
		}
	}
	return nil
}

// ok is the answer under a name, where it is a success in JSON.
func (s *Survey) ok(name string) *asked {
	for _, a := range s.asked {
		if a.name == name && a.exchange != nil && a.fine() {
			return a
		}
	}
	return nil
}

func (a *asked) fine() bool {
	return a.exchange.status/100 == 2 && a.doc != nil && !isEnvelope(a.doc)
}

// items are those of a list, in whatever it is wrapped; of an object, itself.
func (a *asked) items() []models.Value {
	if a == nil {
		return nil
	}
	return a.doc.Items()
}

// want is one request to make: the path has {} where a value of the account goes.
type want struct {
	name   string
	of     API
	path   string
	values map[string]string // by the names in the path
	query  url.Values
	hide   bool // the query holds a value of the account
}

// try asks for one thing, unless the survey is over or a value for its path is missing.
func (s *surveyor) try(ctx context.Context, w want) *asked {
	if w.of == "" {
		w.of = BusinessTalk
	}
	a := &asked{name: w.name, of: w.of, path: w.path, query: w.query.Encode()}
	if w.hide {
		a.query = shape(a.query)
	}
	s.asked = append(s.asked, a)
	path := w.path
	switch {
	case s.why != "":
		a.why = "not asked: " + s.why
	case s.skipped[w.of] != "":
		a.why = string(w.of) + ": " + s.skipped[w.of]
	default:
		filled, missing := w.filled()
		if path = filled; missing != "" {
			a.why = "not asked: the account shows no " + missing
		}
	}
	if a.why != "" {
		return nil
	}
	err := s.send(ctx, a, path, w.query)
	if a.exchange != nil && a.exchange.status != 0 {
		a.doc, a.damage = models.ParseValue(a.exchange.body)
		if a.damage != nil || a.exchange.err != nil {
			a.doc = nil
		}
	}
	s.reckon(ctx, a, err)
	return s.ok(w.name)
}

// filled is the path with its values; missing names the one that there is none for.
func (w want) filled() (path, missing string) {
	path = w.path
	for name, value := range w.values {
		if value == "" {
			return "", name
		}
		path = strings.ReplaceAll(path, "{"+name+"}", url.PathEscape(value))
	}
	return path, ""
}

// send asks, and once more after a throttle, slower from then on.
func (s *surveyor) send(ctx context.Context, a *asked, path string, query url.Values) error {
	for tries := 0; ; tries++ {
		if s.slow && !pause(ctx, s.options.Pace) {
			return context.Cause(ctx)
		}
		err := s.ask(keptIn(ctx, &a.exchange), a.of, path, query)
		if models.KindOf(err) != models.Throttled || tries > 0 {
			return err
		}
		s.slow = true
	}
}

// pause waits; false when ctx ended meanwhile.
func pause(ctx context.Context, wait time.Duration) bool {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-timer.C:
		return true
	case <-ctx.Done():
		return false
	}
}

// mostInARow is how many asks may fail alike before the survey gives up: more would only
// burden a server that has a problem.
const mostInARow = 3

// reckon decides whether to go on.
func (s *surveyor) reckon(ctx context.Context, a *asked, err error) {
	if err != nil && s.failed == nil {
		s.failed = err
	}
	isSilent := a.exchange == nil || a.exchange.status == 0 || a.exchange.err != nil
	isThrottled := models.KindOf(err) == models.Throttled
	s.silent++
	if !isSilent {
		s.silent = 0
	}
	switch {
	case ctx.Err() != nil:
		s.why = "interrupted"
	case errors.Is(err, errSpent), s.wire.Sent() >= s.wire.most:
		s.why = "the requests of the survey were spent"
	case a.exchange == nil && models.KindOf(err) == models.Unauthorized:
		s.skipped[a.of] = "its key is missing"
	case isThrottled:
		s.why = "the API throttles"
	case s.silent >= mostInARow:
		s.why = "the API does not answer"
	}
}

// answers are the exchanges that got one.
func (s *Survey) answers() []*exchange {
	return slices.DeleteFunc(slices.Clone(s.wire.all), func(e *exchange) bool { return e.status == 0 })
}

// Failed is why nothing of Business Talk could be read; nil when something was.
func (s *Survey) Failed() error {
	for _, a := range s.asked {
		if a.of == BusinessTalk && a.exchange != nil && a.fine() {
			return nil
		}
	}
	return s.failed
}

// valuesSeen are the texts and numbers of the account, wherever they stand: no key and no
// state is shown that is one of them.
func (s *Survey) valuesSeen() map[string]bool {
	seen := map[string]bool{}
	for _, a := range s.asked {
		visit("", a.doc, func(path string, v models.Value) {
			if text := v.Text().Raw(); text != "" && (v.Kind() == models.StringValue || v.Kind() == models.NumberValue) && !isState(path, text) {
				seen[strings.ToLower(text)] = true
			}
		})
	}
	return seen
}

// showPath is a path as it may be shown: names of fields, not data that stand as names.
func (s *Survey) showPath(path string) string {
	parts := strings.Split(path, ".")
	for i, part := range parts {
		plain := strings.TrimSuffix(part, "[]")
		if !name.MatchString(plain) || s.texts[strings.ToLower(plain)] {
			parts[i] = shape(plain)
		}
	}
	return strings.Join(parts, ".")
}

// showValue is a value as it may be shown: a word of the API, or a shape.
func (s *Survey) showValue(path, value string) string {
	if isState(path, value) && !s.texts[strings.ToLower(value)] {
		return value
	}
	return shape(value)
}
