package bills

import (
	"slices"
	"strings"

	"btalk/internal/models"
)

// Kind is what a document is of. It is the first part of its path.
type Kind string

// The kinds of documents.
const (
	OfBill      Kind = "bills"
	OfReport    Kind = "reports"
	OfOwnReport Kind = "customerSpecificReports"
)

// Paper is a document that can be asked for: a bill or a report in a format.
type Paper struct {
	Kind   Kind
	ID     string // raw
	Format string // pdf, csv
}

// Formats are those that a document can be asked for in (api-contract §6, inferred).
func Formats() []string { return []string{"pdf", "csv"} }

// MediaType is the format as the API names it.
func (p Paper) MediaType() string {
	if p.Format == "csv" {
		return "text/csv"
	}
	return "application/" + p.Format
}

// Path is where the document is, below the base of the API.
func (p Paper) Path() string { return models.Path(string(p.Kind), p.ID) }

// Name is what a file is called of which the server says no name: "bill-1013390".
func (p Paper) Name() string {
	if p.Kind == OfBill {
		return "bill-" + p.ID
	}
	return "report-" + p.ID
}

// String is the paper as ParsePaper reads it: "bills 1013390 pdf".
func (p Paper) String() string { return string(p.Kind) + " " + p.ID + " " + p.Format }

// ParsePaper reads what String wrote.
func ParsePaper(text string) (Paper, bool) {
	kind, rest, _ := strings.Cut(text, " ")
	at := strings.LastIndexByte(rest, ' ')
	if at <= 0 {
		return Paper{}, false
	}
	paper := Paper{Kind(kind), rest[:at], rest[at+1:]}
	known := slices.Contains([]Kind{OfBill, OfReport, OfOwnReport}, paper.Kind) && slices.Contains(Formats(), paper.Format)
	return paper, known
}

// Paper is the report in a format.
func (r *Report) Paper(format string) Paper {
	if r.Own {
		return Paper{OfOwnReport, r.ID.Raw(), format}
	}
	return Paper{OfReport, r.ID.Raw(), format}
}
