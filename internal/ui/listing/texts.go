package listing

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"encoding/json"
	"slices"
	"strings"

	"btalk/internal/models/text"
	"btalk/internal/ui/table"
)

// texts writes rows to be read elsewhere.
type texts[T any] struct {
	columns []table.Column[T]
	raw     func(T) []byte // the JSON of the server; nil where it gave none
}

func (t texts[T]) cells(row T) []string {
	cells := make([]string, len(t.columns))
	for i, column := range t.columns {
		cells[i] = column.Text(row)
	}
	return cells
}

func (t texts[T]) tabbed(rows []T) string {
	lines := make([]string, len(rows))
	for i, row := range rows {
		lines[i] = strings.Join(t.cells(row), "\t")
	}
	return strings.Join(lines, "\n")
}

// csv is what is shown as CSV, with the headers and values of `-o csv`. A cell that a spreadsheet would take for a
// formula gets an apostrophe in front.
func (t texts[T]) csv(rows []T) string {
	var out bytes.Buffer
	writer := csv.NewWriter(&out)
	write := func(cells []string) {
		for i, cell := range cells {
			cells[i] = text.CSVCell(cell)
		}
		_ = writer.Write(cells) // a bytes.Buffer takes everything
	}
	headers := make([]string, len(t.columns))
	for i, column := range t.columns {
		headers[i] = cmp.Or(column.Field, column.Title)
	}
	write(headers)
	for _, row := range rows {
		cells := t.cells(row)
		for i, column := range t.columns {
			if column.Exact != nil {
				cells[i] = column.Exact(row)
			}
		}
		write(cells)
	}
	writer.Flush()
	return out.String()
}

// json is the rows as the server gave them, one object for one row and an array
// for several; cells by the names of their columns where the server gave none.
func (t texts[T]) json(rows []T) string {
	if t.raw == nil {
		return t.cellsJSON(rows)
	}
	values := make([][]byte, 0, len(rows))
	for _, row := range rows {
		if raw := t.raw(row); json.Valid(raw) {
			values = append(values, raw)
		}
	}
	if len(values) == 1 {
		return indented(values[0])
	}
	return indented(slices.Concat([]byte("["), bytes.Join(values, []byte(",")), []byte("]")))
}

func (t texts[T]) cellsJSON(rows []T) string {
	objects := make([]map[string]string, len(rows))
	for i, row := range rows {
		objects[i] = map[string]string{}
		for _, column := range t.columns {
			objects[i][column.Name] = column.Text(row)
		}
	}
	document, err := json.Marshal(objects)
	if err != nil {
		return "null\n"
	}
	return indented(document)
}

// indented is a JSON document to be read by people, safe to show. Its values stay
// as the server wrote them.
func indented(document []byte) string {
	return string(text.EscapeJSON(text.IndentJSON(document))) + "\n"
}

// markdown is what is shown as a table of Markdown.
func (t texts[T]) markdown(rows []T) string {
	var out strings.Builder
	line := func(cells []string) {
		for _, cell := range cells {
			out.WriteString("| " + strings.NewReplacer("|", `\|`, `\`, `\\`, "<", "&lt;", "`", "\\`").Replace(cell) + " ")
		}
		out.WriteString("|\n")
	}
	titles := make([]string, len(t.columns))
	for i, column := range t.columns {
		titles[i] = column.Title
	}
	line(titles)
	out.WriteString(strings.Repeat("| --- ", len(titles)) + "|\n")
	for _, row := range rows {
		line(t.cells(row))
	}
	return out.String()
}
