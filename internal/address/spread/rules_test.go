package spread_test

import (
	"strings"
	"testing"

	"btalk/internal/address"
	"btalk/internal/address/spread"
)

// rule is a rule, a line that shows it, and the whole proposal for the line: the
// values in the order of the schema, "(!)" after one that the schema refuses, then
// with a minus what got no field, and why.
type rule struct{ name, iso2, line, want string }

// checkRules spreads each line by what the sandbox answers for its country.
func checkRules(t *testing.T, rules []rule) {
	t.Helper()
	desk, countries := openDesk(t), map[string]given{}
	for _, rule := range rules {
		if _, ok := countries[rule.iso2]; !ok {
			countries[rule.iso2] = desk.given(t, rule.iso2)
		}
		if got := inFull(spreadLine(t, rule.line, countries[rule.iso2])); got != rule.want {
			t.Errorf("%s\n%s %q\n gives %s\n want  %s", rule.name, rule.iso2, rule.line, got, rule.want)
		}
	}
}

func inFull(proposal spread.Proposal) string {
	var parts []string
	for _, value := range proposal.Values {
		part := string(value.Element) + "=" + value.Text.Raw()
		if value.Refused != "" {
			part += " (!)"
		}
		parts = append(parts, part)
	}
	for _, left := range address.JoinUnplaced(proposal.NotPlaced) {
		parts = append(parts, "-"+left.Word.Raw()+" ("+left.Why+")")
	}
	return strings.Join(parts, " | ")
}
