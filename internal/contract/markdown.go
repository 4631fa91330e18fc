package contract

import (
	"fmt"
	"strings"
)

// Markdown is the report as a page to be pasted into an issue.
func (r Report) Markdown() string {
	var b strings.Builder
	fmt.Fprintf(&b, "# The API compared with docs/api-contract.md\n\n")
	fmt.Fprintf(&b, "%s: %d requests, GET only. %d facts confirmed, %d different, %d not seen.\n", r.Address, r.Requests, r.Count(Confirmed), r.Count(Different), r.Count(NotSeen))
	b.WriteString("Values of customers are replaced by their shape: `AAA 99` is three letters and two digits.\n")
	if r.Stopped != "" {
		fmt.Fprintf(&b, "\n**It went no further: %s.**\n", r.Stopped)
	}
	for _, v := range []Verdict{Different, Confirmed, NotSeen} {
		r.section(&b, v)
	}
	fmt.Fprintf(&b, "\n## Fields never seen before\n\n")
	if len(r.Unknown) == 0 {
		b.WriteString("None.\n")
	} else {
		b.WriteString("| where | field | type |\n| --- | --- | --- |\n")
	}
	for _, u := range r.Unknown {
		fmt.Fprintf(&b, "| %s | `%s` | %s |\n", u.Where, u.Field, u.Kinds)
	}
	fmt.Fprintf(&b, "\n## States\n\n")
	for _, s := range r.States {
		fmt.Fprintf(&b, "- `%s`: %s\n", s.Field, s.Words)
	}
	list(&b, "Errors: status and code", r.Errors)
	list(&b, "Headers", r.Headers)
	list(&b, "What was asked", r.Paths)
	return b.String()
}

func (r Report) section(b *strings.Builder, v Verdict) {
	title := strings.ToUpper(string(v)[:1]) + string(v)[1:]
	fmt.Fprintf(b, "\n## %s (%d)\n\n", title, r.Count(v))
	if r.Count(v) == 0 {
		return
	}
	b.WriteString("| fact | what the page says | what was seen |\n| --- | --- | --- |\n")
	for _, f := range r.Findings {
		if f.Verdict == v {
			fmt.Fprintf(b, "| §%s | %s | %s |\n", f.ID, f.Fact, f.How)
		}
	}
}

func list(b *strings.Builder, title string, lines []string) {
	fmt.Fprintf(b, "\n## %s\n\n", title)
	for _, line := range lines {
		fmt.Fprintf(b, "- %s\n", line)
	}
	if len(lines) == 0 {
		b.WriteString("None.\n")
	}
}
