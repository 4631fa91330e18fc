// Package contract compares a live account with docs/api-contract.md: it reads, with GET
// alone and few requests, and says of every fact of that page whether it is confirmed,
// different, or was not seen. What it tells holds no value of a customer: names, ids,
// numbers and amounts are replaced by their shape (shape.go).
//
// A fact is declared once: its words are a row of the page, what becomes of it is a
// judge in facts.go under the same id, and a test holds the two together. survey.go says
// what is asked, wire.go sees to it that nothing else leaves.
//
// It is not the client, decodes nothing into values and knows no cache. Only internal/cli
// may import it.
package contract

import (
	"strings"

	"btalk/docs"
)

// Verdict is what became of a fact.
type Verdict string

// The verdicts.
const (
	Confirmed Verdict = "confirmed"
	Different Verdict = "different"
	NotSeen   Verdict = "not seen"
)

// Finding is what a survey says of one fact.
type Finding struct {
	ID      string  `json:"id"`   // "1.6 P1": the section of the page, and the row
	Fact    string  `json:"fact"` // the words of the page, Markdown
	Verdict Verdict `json:"verdict"`
	How     string  `json:"seen"` // how it differs, or why it was not seen
}

// row is a fact as the page states it.
type row struct{ id, fact string }

// rows are the facts of the page: the rows of its tables that begin with an id.
func rows() []row {
	var found []row
	section, isFacts := "", false
	var header []string
	for line := range strings.Lines(docs.Contract) {
		line = strings.TrimSpace(line)
		switch {
		case strings.HasPrefix(line, "#"):
			_, title, _ := strings.Cut(line, " ")
			section, _, _ = strings.Cut(title, " ")
			section = strings.TrimSuffix(section, ".")
			isFacts = false
		case strings.HasPrefix(line, "| id |"):
			isFacts, header = true, cellsOf(line)
		case !strings.HasPrefix(line, "|"):
			isFacts = false
		case isFacts && !strings.HasPrefix(line, "| --"):
			cells := cellsOf(line)
			found = append(found, row{section + " " + cells[0], statedIn(header, cells)})
		}
	}
	return found
}

// statedIn are the cells of a row that state the fact; the others say how sure it is, and
// what becomes of it.
func statedIn(header, cells []string) string {
	var stated []string
	for i, title := range header {
		switch title {
		case "id", "tag", "confidence", "what btalk does", "and tolerates":
		default:
			stated = append(stated, cells[i])
		}
	}
	return strings.Join(stated, ": ")
}

// cellsOf cuts a row of a table of Markdown; \| is no border.
func cellsOf(line string) []string {
	const border = "\x00"
	line = strings.ReplaceAll(strings.Trim(line, "|"), `\|`, border)
	cells := strings.Split(line, "|")
	for i, cell := range cells {
		cells[i] = strings.ReplaceAll(strings.TrimSpace(cell), border, `\|`)
	}
	return cells
}

// findingsOf judges every fact of the page by what was seen.
func findingsOf(s *Survey) []Finding {
	judges := facts()
	all := make([]Finding, 0, len(judges))
	for _, r := range rows() {
		judge := judges[r.id]
		if judge == nil {
			judge = never("nothing looks at it yet") // a test forbids it
		}
		found := judge(s)
		found.ID, found.Fact = r.id, r.fact
		all = append(all, found)
	}
	return all
}
