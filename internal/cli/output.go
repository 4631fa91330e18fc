package cli

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/mattn/go-runewidth"

	"btalk/internal/catalog"
	"btalk/internal/models"
	rules "btalk/internal/models/text"
)

// The forms of a result.
const (
	outputTable = "table"
	outputJSON  = "json"
	outputCSV   = "csv"
	outputName  = "name" // the ids of a list, one a line
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

	headless bool       // without a header line
	ids      []string   // of the rows of a list, safe
	declared []declared // of a list: its columns first, then those of its noun that do not show by themselves
}

// add appends a row and the item that it shows.
func (s *sheet) add(item models.Value, cells ...string) {
	s.items = append(s.items, item)
	s.rows = append(s.rows, cells)
}

// sheetOf is a list of things, as their noun declares it.
func sheetOf[T any](noun catalog.Noun[T], rows []T) sheet {
	var result sheet
	var columns []catalog.Column[T]
	for _, field := range noun.Fields {
		declared, _ := noun.Column(field)
		columns = append(columns, declared)
		result.columns = append(result.columns, column{declared.Title, field})
	}
	for _, row := range rows {
		cells := make([]string, len(columns))
		for i, column := range columns {
			cells[i] = column.Exact(row)
		}
		if noun.Raw == nil {
			result.add(result.item(cells), cells...)
			continue
		}
		result.add(noun.Raw(row), cells...)
	}
	declare(&result, noun, rows)
	return result
}

// one makes of a sheet with one row that of a single thing.
func (s sheet) one() sheet {
	s.upright, s.object = true, s.items[0]
	return s
}

// item makes the JSON of a row that did not come from the API.
// The cells at numbers are numbers.
func (s *sheet) item(cells []string, numbers ...int) models.Value {
	fields := make([]string, len(cells))
	for i, cell := range cells {
		value := string(jsonOf(cell))
		if slices.Contains(numbers, i) {
			value = cell
		}
		fields[i] = strconv.Quote(s.columns[i].field) + ":" + value
	}
	return models.Value("{" + strings.Join(fields, ",") + "}")
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
		if !s.headless {
			lines = append(lines, titles)
		}
		lines = append(lines, s.rows...)
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
	if !s.headless {
		if err := out.Write(header); err != nil {
			return err
		}
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

// jsonOf makes a value of what the program itself knows.
func jsonOf(document any) models.Value {
	text, err := json.Marshal(document)
	if err != nil {
		return models.Value("null")
	}
	return text
}

func sprintf(format string, args ...any) string { return fmt.Sprintf(format, args...) }
