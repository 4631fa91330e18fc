package cli

import (
	"strings"
	"testing"

	"btalk/internal/sandbox"
)

func TestJQ(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	for _, test := range []struct {
		rule, args, expression, want string
		code                         int
	}{
		{"a text is printed as it is", "country CH", ".iso2", "CH\n", exitDone},
		{"a list is an array", "countries", "type", "array\n", exitDone},
		{"one thing is an object", "me", "type", "object\n", exitDone},
		{"each result has a line", "countries", ".[] | select(.iso2 == \"CH\" or .iso2 == \"FR\") | .iso2", "CH\nFR\n", exitDone},
		{"anything else is JSON", "countries", "[.[].iso2] | map(select(. == \"CH\"))", "[\"CH\"]\n", exitDone},
		{"an expression that does not parse is a usage error", "countries", ".[", "", exitUsage},
		{"an unknown function too", "countries", "nonsense", "", exitUsage},
		{"the environment is not there", "me", "env | length", "0\n", exitDone},
		{"a fault of the expression is a failure", "me", ".[0]", "", exitFailed},
		{"no escape sequence reaches the terminal", "me", "\"\\u001b[31m\\u009b\"", "", exitDone},
	} {
		got := b.run(t, append(strings.Fields(test.args), "-o", "json", "--jq", test.expression)...)
		if got.code != test.code || test.want != "" && got.out != test.want || strings.ContainsAny(got.out, "\x1b\u009b") {
			t.Errorf("%s: exit %d, %q %s; want %d, %q", test.rule, got.code, got.out, got.err, test.code, test.want)
		}
	}
	if got := b.run(t, "me", "--jq", "."); got.code != exitUsage {
		t.Errorf("without -o json: exit %d", got.code)
	}
}
