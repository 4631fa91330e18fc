package models

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Kind says what went wrong, in the terms that decide what to do next.
type Kind int

// The kinds of failure.
const (
	NoError      Kind = iota
	Offline           // the API could not be reached
	NotHeld           // offline by choice, and nothing cached that could serve
	Unauthorized      // credentials missing, wrong or revoked
	Forbidden         // known, but not entitled (403 other than code 53)
	NotFound          // it does not exist
	Invalid           // the server refused what was sent
	Throttled         // 429, or 403 with code 53; or the own budget is spent
	Server            // 5xx
	Malformed         // an answer that cannot be read: HTML, truncated, too large
	ReadOnly          // a change while changes are off
	Unknown           // a change was sent and no answer came
	Canceled          // the operator left
)

// What can be at fault for a failure.
const (
	FaultKey         = "API key"
	FaultTrackingKey = "API key of Order Tracking"
	FaultBillingKey  = "API key of Billing M2M"
	FaultClient      = "client id or secret"
	FaultProxy       = "proxy"
	FaultCertificate = "certificate"
	FaultRights      = "rights profile"
)

// The gateway codes that say who is kept out (api-contract §1.4).
const (
	codeAppBlocked  = 51
	codeUserBlocked = 52
)

// The gateway codes of a path and of a method that it does not have.
const (
	CodeNotFound   = 60
	CodeNotAllowed = 61
)

// IsAbsent reports whether a status says that something is not there: the thing
// (404), or the method for it (405). It is the one rule (api-contract §1.4); who
// changes something asks for more than the status.
func IsAbsent(status int) bool {
	const notFound, methodNotAllowed = 404, 405
	return status == notFound || status == methodNotAllowed
}

// NamesNoEndpoint reports whether the gateway says, by its code too, that it has
// no such path or method: nothing behind it has seen the request.
func (e *Error) NamesNoEndpoint() bool {
	return IsAbsent(e.Status) && (e.Code == CodeNotFound || e.Code == CodeNotAllowed)
}

// StatusText is an HTTP status to show: "404", and nothing where no answer came.
func StatusText(status int) string {
	if status == 0 {
		return ""
	}
	return strconv.Itoa(status)
}

// Error is what every operation of btalk returns on failure.
type Error struct {
	Op        string    // what was tried, as a verb phrase: "list voicesites"
	Kind      Kind      // what to do about it
	Status    int       // HTTP status, 0 when no answer came
	Code      int       // gateway code (api-contract §1.4), 0 when none
	Detail    Text      // the server's words
	Fault     Text      // what is at fault, where it can be named: one of the Fault constants
	RequestID Text      // X-OAPI-Request-Id, to quote to support
	Until     time.Time // Throttled: when to try again
	Err       error     // the cause, if any
}

// Error says what failed, why, and the request id; never a secret.
func (e *Error) Error() string {
	var out strings.Builder
	out.WriteString("could not " + e.Op + ": " + AdviceFor(e).Title)
	if e.Status != 0 {
		out.WriteString(" (HTTP " + strconv.Itoa(e.Status))
		if e.Code != 0 {
			out.WriteString(", code " + strconv.Itoa(e.Code))
		}
		out.WriteString(")")
	}
	if !e.Detail.Empty() {
		out.WriteString(": " + e.Detail.String())
	}
	if !e.RequestID.Empty() {
		out.WriteString(" [request " + e.RequestID.String() + "]")
	}
	return out.String()
}

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// KindOf tells the kind of any error: NoError for nil, Unknown kinds of
// failure of the program itself count as Malformed.
func KindOf(err error) Kind {
	if err == nil {
		return NoError
	}
	if known, ok := errors.AsType[*Error](err); ok {
		return known.Kind
	}
	return Malformed
}

// Advice is what a person needs to know about a failure.
type Advice struct {
	Title string // what is wrong, a short clause
	Hint  string // what to do now
	Retry bool   // trying again may help
}

// AdviceFor turns a failure into words. It is the only place that does.
func AdviceFor(err error) Advice {
	var known *Error
	if !errors.As(err, &known) {
		return Advice{Title: Safe(fmt.Sprint(err)), Hint: "Try again; `btalk doctor` checks the set-up.", Retry: true}
	}
	advice := advices[known.Kind]
	fault := known.Fault.Raw()
	if special, ok := faultAdvices[fault]; ok && (known.Kind == Offline || known.Kind == Forbidden) {
		return special
	}
	if known.Kind == Malformed && known.Code != 0 {
		return Advice{"the API sent an error as if it were the answer", "Try again; if it stays, tell Orange the code and the request id.", true}
	}
	if known.Kind != Unauthorized && known.Kind != Forbidden {
		return advice
	}
	if hint, ok := keyHints[fault]; ok {
		return Advice{Title: keyTitle(known), Hint: hint}
	}
	switch {
	case fault != "":
		advice.Title = "the " + known.Fault.String() + " was refused"
		if known.Kind == Unauthorized { // it is known which: nothing else is to blame
			advice.Hint = "Check the " + known.Fault.String() + ": `btalk config check`."
		}
	case known.Code == codeAppBlocked:
		advice.Title = "the application was blocked"
	case known.Code == codeUserBlocked:
		advice.Title = "the user was blocked"
	}
	return advice
}

// faultAdvices are for what is at fault before or beside the credentials.
var faultAdvices = map[string]Advice{
	FaultProxy: {
		"the proxy did not let the request through",
		"Check HTTPS_PROXY, with its user and password, and NO_PROXY. The API has not judged anything yet.", true,
	},
	FaultCertificate: {
		"the certificate of the server was not accepted",
		"Check the clock of this machine, and who is in between; an issuer of your own goes into SSL_CERT_FILE.", true,
	},
	FaultRights: {
		"the rights profile of the API key allows no change",
		"Use an API key whose rights profile allows changes; the portal shows the profile of each key.", false,
	},
}

// keyHints say whom to ask for the keys that the portal does not give to everybody
// (api-contract §1.2, §8.1).
var keyHints = map[string]string{
	FaultTrackingKey: "Ask your Orange representative for an API key of Order Tracking (it cannot be subscribed on the portal) and set tracking_api_key. " +
		"Keys of Order Tracking and Billing expire after 2 years.",
	FaultBillingKey: "Subscribe Billing M2M at developer.orange.com (international customers), get the key from your Orange representative and set billing_api_key. " +
		"Keys of Order Tracking and Billing expire after 2 years.",
}

func keyTitle(e *Error) string {
	switch {
	case e.Status == 0:
		return "there is no " + e.Fault.String()
	case e.Kind == Forbidden:
		return "the " + e.Fault.String() + " is not entitled to it"
	}
	return "the " + e.Fault.String() + " was refused"
}

var advices = map[Kind]Advice{
	NoError:      {Title: "all is well"},
	Offline:      {"the API could not be reached", "Check the network and the proxy; what is cached stays usable.", true},
	NotHeld:      {"nothing is cached that could serve offline", "Leave --offline, or open it once while online.", false},
	Unauthorized: {"the credentials were refused", "Check the client id, the secret and the API key: `btalk config check`.", false},
	Forbidden:    {"this key is not entitled to it", "Check the subscription and the rights profile in the portal.", false},
	NotFound:     {"it does not exist", "Go back and refresh the list.", false},
	Invalid:      {"the API refused what was sent", "Correct what it names and send again.", false},
	Throttled:    {"the request limit is reached", "Wait for the countdown; what is cached stays usable.", true},
	Server:       {"the API has a problem", "Try again in a moment; quote the request id to support.", true},
	Malformed:    {"the answer could not be read", "A proxy or a captive portal may be in between; try again.", true},
	ReadOnly:     {"changes are off", "Start with --write, or turn changes on in the palette.", false},
	Unknown:      {"it was sent and no answer came", "Do not send again: `btalk changes` shows what is known.", false},
	Canceled:     {"it was cancelled", "", true},
}
