package calls

import (
	"fmt"
	"strings"
)

// listed is how many columns a sentence names.
const listed = 12

// Lines say how the file was read, for people: what was counted, the dialect,
// the columns and what to know of the sums. They hold text from the file.
func (f *File) Lines() []string {
	lines := []string{f.counted(), "Read as: " + f.dialect() + "."}
	if len(f.Columns) > 0 {
		understood := make([]string, len(f.Columns))
		for i, column := range f.Columns {
			understood[i] = column.Role.String()
			if f.Layout == "" {
				understood[i] += " = " + column.Name
			}
		}
		lines = append(lines, "Columns: "+strings.Join(understood, ", ")+".")
	}
	if len(f.Unused) > 0 {
		lines = append(lines, "Not understood or not used: "+f.UnusedNames()+".")
	}
	for _, note := range f.Notes {
		lines = append(lines, "Note: "+note+".")
	}
	return lines
}

// UnusedNames lists the columns that have no part in the sums.
func (f *File) UnusedNames() string {
	names := strings.Join(f.Unused[:min(len(f.Unused), listed)], ", ")
	if more := len(f.Unused) - listed; more > 0 {
		names += fmt.Sprintf(" and %d more", more)
	}
	return names
}

func (f *File) counted() string {
	line := countOf(f.Records(), "row") + ": " + countOf(f.Calls, "call")
	if f.Others > 0 {
		line += fmt.Sprintf(", %d no call (title or total)", f.Others)
	}
	if f.Unreadable > 0 {
		line += fmt.Sprintf(", %d not readable", f.Unreadable)
	}
	if f.AmountsLeftOut > 0 {
		line += "; " + countOf(f.AmountsLeftOut, "amount") + " left out of the sums"
	}
	return line + "."
}

func (f *File) dialect() string {
	var parts []string
	if f.Gzip {
		parts = append(parts, "gzip")
	}
	switch f.Format {
	case "json":
		parts = append(parts, "JSON")
	case "csv":
		parts = append(parts, "CSV with "+delimiterName(f.Delimiter))
	default:
		parts = append(parts, "text without a delimiter")
	}
	parts = append(parts, f.Encoding)
	switch {
	case f.Layout != "":
		parts = append(parts, f.Layout)
	case f.Header > 0:
		parts = append(parts, fmt.Sprintf("header in row %d", f.Header))
	case f.Format == "csv":
		parts = append(parts, "no header")
	}
	switch f.Decimal {
	case ".":
		parts = append(parts, "decimal point")
	case ",":
		parts = append(parts, "decimal comma")
	}
	if f.Dates != "" {
		parts = append(parts, "dates with "+f.Dates)
	}
	return strings.Join(parts, ", ")
}

func delimiterName(delimiter string) string {
	switch delimiter {
	case ";":
		return "semicolons"
	case ",":
		return "commas"
	case "\t":
		return "tabs"
	case "|":
		return "bars"
	}
	return fmt.Sprintf("%q", delimiter)
}
