package config

import (
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
)

const redacted = "[redacted]"

// Secret is a text that no printing, logging or encoding shows. The zero value
// is not a secret at all. It is behind a pointer because fmt prints unexported
// fields without asking them.
type Secret struct{ text *string }

// NewSecret makes a secret of text; of "" it makes none.
func NewSecret(text string) Secret {
	if text == "" {
		return Secret{}
	}
	return Secret{&text}
}

// Reveal is the text itself, for the one place that sends it.
func (s Secret) Reveal() string {
	if s.text == nil {
		return ""
	}
	return *s.text
}

// Empty reports whether there is no secret.
func (s Secret) Empty() bool { return s.text == nil }

// String is "[redacted]", or "" when there is no secret.
func (s Secret) String() string {
	if s.Empty() {
		return ""
	}
	return redacted
}

// Format prints [Secret.String] whatever the verb.
func (s Secret) Format(f fmt.State, _ rune) { _, _ = io.WriteString(f, s.String()) }

// GoString is what %#v prints.
func (s Secret) GoString() string { return s.String() }

// MarshalText is what encoders get that know nothing better.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// MarshalJSON is what goes into JSON.
func (s Secret) MarshalJSON() ([]byte, error) { return json.Marshal(s.String()) }

// LogValue is what goes into a log.
func (s Secret) LogValue() slog.Value { return slog.StringValue(s.String()) }
