package cli

import (
	"bufio"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/mattn/go-runewidth"

	"btalk/internal/models"
	rules "btalk/internal/models/text"
)

// The forms of a result.
const (
	outputTable = "table"
	outputJSON  = "json"
	outputCSV   = "csv"
)

// column is a column of a result: its title for people, its name for scripts.
type column struct{ title, field string }

// sheet is a result, ready for any form.
type sheet struct {
	columns []column
	rows    [][]string     // safe text
	upright bool           // a table for people has a row for each column
	items   []models.Value // for JSON: as the API gave them
	object  models.Value   // for JSON: the single thing, in place of items
}

// add appends a row and the item that it shows.
func (s *sheet) add(item models.Value, cells ...string) {
	s.items = append(s.items, item)
	s.rows = append(s.rows, cells)
}

// print writes the sheet to standard output in the form asked for.
func (s *session) print(result sheet) error {
	out := bufio.NewWriter(s.process.Out)
	var err error
	switch s.flags.output {
	case outputJSON:
		err = result.writeJSON(out)
	case outputCSV:
		err = result.writeCSV(out)
	default:
		err = result.writeTable(out)
	}
	if err != nil {
		return err
	}
	return out.Flush()
}

// printLine prints a line for people, or the facts in it for scripts.
func (s *session) printLine(line string, columns []column, facts ...string) error {
	if s.flags.output == outputTable {
		_, err := fmt.Fprintln(s.process.Out, line)
		return err
	}
	result := sheet{columns: columns}
	result.object = result.item(facts)
	result.add(result.object, facts...)
	return s.print(result)
}

func (s *sheet) writeTable(w io.Writer) error {
	if len(s.rows) == 0 {
		return nil
	}
	lines := make([][]string, 0, len(s.rows)+1)
	if s.upright {
		for _, row := range s.rows {
			for i, cell := range row {
				lines = append(lines, []string{s.columns[i].title, cell})
			}
		}
	} else {
		titles := make([]string, len(s.columns))
		for i, c := range s.columns {
			if titles[i] = c.title; c.title != c.field { // else it is a name from the data
				titles[i] = strings.ToUpper(c.title)
			}
		}
		lines = append(append(lines, titles), s.rows...)
	}
	return align(w, lines)
}

// align writes lines in columns, two blanks apart, nothing cut.
func align(w io.Writer, lines [][]string) error {
	var widths []int
	for _, line := range lines {
		for i, cell := range line {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], runewidth.StringWidth(cell))
		}
	}
	var text strings.Builder
	for _, line := range lines {
		text.Reset()
		for i, cell := range line {
			text.WriteString(cell)
			text.WriteString(strings.Repeat(" ", widths[i]-runewidth.StringWidth(cell)+2))
		}
		if _, err := fmt.Fprintln(w, strings.TrimRight(text.String(), " ")); err != nil {
			return err
		}
	}
	return nil
}

func (s *sheet) writeCSV(w io.Writer) error {
	out := csv.NewWriter(w)
	header := make([]string, len(s.columns))
	for i, c := range s.columns {
		header[i] = rules.CSVCell(c.field) // it may be a name from the data
	}
	if err := out.Write(header); err != nil {
		return err
	}
	for _, row := range s.rows {
		defused := make([]string, len(row))
		for i, cell := range row {
			defused[i] = rules.CSVCell(cell)
		}
		if err := out.Write(defused); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

func (s *sheet) writeJSON(w io.Writer) error {
	if s.object != nil {
		return writeValue(w, s.object, "", "\n")
	}
	if len(s.items) == 0 {
		_, err := io.WriteString(w, "[]\n")
		return err
	}
	if _, err := io.WriteString(w, "[\n  "); err != nil {
		return err
	}
	for i, item := range s.items {
		end := ",\n  "
		if i == len(s.items)-1 {
			end = "\n]\n"
		}
		if err := writeValue(w, item, "  ", end); err != nil {
			return err
		}
	}
	return nil
}

func writeValue(w io.Writer, value models.Value, prefix, end string) error {
	text, err := value.MarshalJSON()
	if err != nil {
		return err
	}
	var indented bytes.Buffer
	if err := json.Indent(&indented, rules.EscapeJSON(text), prefix, "  "); err != nil {
		return fmt.Errorf("print the answer as JSON: %w", err)
	}
	indented.WriteString(end)
	_, err = w.Write(indented.Bytes())
	return err
}

// textValue is a JSON string made of a text from outside, as it came.
func textValue(text models.Text) models.Value {
	value, err := json.Marshal(text)
	if err != nil {
		return models.Value("null")
	}
	return value
}

func sprintf(format string, args ...any) string { return fmt.Sprintf(format, args...) }
