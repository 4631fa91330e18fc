package faults

import (
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"

	"btalk/internal/sandbox"
)

// quirk is one way in which another server of the same API may differ, for as long as
// the sandbox runs.
type quirk struct {
	name, help string
	value      string // what its value is called; "": it takes none
	apply      func(o *sandbox.Options, value string) error
}

// quirks are those of the server, then every fault that spoils what is read.
func quirks() []quirk {
	all := []quirk{
		{"spike", "requests a second before 403 code 53; -1 for no limit", "N", number(func(o *sandbox.Options) *int { return &o.SpikePerSecond })},
		{"page-size", "items of a list when no limit is asked for", "N", number(func(o *sandbox.Options) *int { return &o.PageSize })},
		{"max-page", "largest limit that is taken", "N", number(func(o *sandbox.Options) *int { return &o.MaxPage })},
		{"token-life", "life of an access token, such as 90s", "D", tokenLife},
		{"text-expiry", "expires_in of a token is a text", "", func(o *sandbox.Options, _ string) error { o.TextExpiry = true; return nil }},
		{"rights", "what /me answers: readwrite or readonly", "RIGHTS", rights},
		{"post-address", "addresses are taken by POST, PUT is refused", "", func(o *sandbox.Options, _ string) error { o.PostAddress = true; return nil }},
		{"order-path", "the only path that takes orders: voicesite or plain", "PATH", orderPath},
	}
	for _, k := range kinds() {
		if k.name != twice {
			all = append(all, quirk{k.name, k.help, k.value, always(k)})
		}
	}
	return all
}

// always lets a fault strike whatever is read.
func always(k kind) func(*sandbox.Options, string) error {
	return func(o *sandbox.Options, value string) error {
		o.Layers = append(o.Layers, Always(k.name, value))
		return k.check(value)
	}
}

// Always is the layer that lets a kind of fault strike every reading; where only the
// JSON of answers differs, those of changes as well.
func Always(what, value string) sandbox.Layer {
	method := http.MethodGet
	if k, _ := kindOf(what); k.spoil != nil {
		method = "*"
	}
	return New(Fault{Method: method, Prefix: "/", What: what, Value: value})
}

// AnotherServer are the layers that make the sandbox another server of the same API:
// numbers where texts were, and fields never seen before.
func AnotherServer() []sandbox.Layer {
	return []sandbox.Layer{Always("numeric-codes", ""), Always("extra-fields", "")}
}

// Apply changes options by quirks, each NAME or NAME=VALUE. The error names all that
// cannot be.
func Apply(o *sandbox.Options, texts ...string) error {
	var errs []error
	for _, text := range texts {
		if err := apply(o, text); err != nil {
			errs = append(errs, err)
		}
	}
	return errors.Join(errs...)
}

func apply(o *sandbox.Options, text string) error {
	name, value, _ := strings.Cut(text, "=")
	var names []string
	for _, q := range quirks() {
		names = append(names, q.name)
		switch {
		case q.name != name:
			continue
		case q.value == "" && value != "":
			return fmt.Errorf("quirk %q takes no value", name)
		case q.value != "" && value == "":
			return fmt.Errorf("quirk %q wants a value: %s=%s", name, name, q.value)
		}
		if err := q.apply(o, value); err != nil {
			return fmt.Errorf("quirk %q: %w", text, err)
		}
		return nil
	}
	return fmt.Errorf("there is no quirk %q; there are: %s", name, strings.Join(names, ", "))
}

// QuirkHelp lists the quirks, a line each.
func QuirkHelp() string {
	var help strings.Builder
	for _, q := range quirks() {
		name := q.name
		if q.value != "" {
			name += "=" + q.value
		}
		fmt.Fprintf(&help, "  %-18s %s\n", name, q.help)
	}
	return help.String()
}

func number(field func(*sandbox.Options) *int) func(*sandbox.Options, string) error {
	return func(o *sandbox.Options, value string) error {
		n, err := strconv.Atoi(value)
		if err != nil || n == 0 || n < -1 {
			return fmt.Errorf("%q is not a number such as 40", value)
		}
		*field(o) = n
		return nil
	}
}

func tokenLife(o *sandbox.Options, value string) error {
	life, err := time.ParseDuration(value)
	if err != nil || life <= 0 {
		return fmt.Errorf("%q is not a duration such as 90s", value)
	}
	o.TokenLife = life
	return nil
}

func rights(o *sandbox.Options, value string) error {
	if value != sandbox.ProfileReadWrite && value != sandbox.ProfileReadOnly {
		return fmt.Errorf("the rights are %s or %s", sandbox.ProfileReadWrite, sandbox.ProfileReadOnly)
	}
	o.Profile = value
	return nil
}

func orderPath(o *sandbox.Options, value string) error {
	paths := map[string]sandbox.OrderPath{"voicesite": sandbox.OrderPathVoiceSite, "plain": sandbox.OrderPathPlain}
	path, known := paths[value]
	if !known {
		return errors.New("the path is voicesite or plain")
	}
	o.OrderPath = path
	return nil
}
