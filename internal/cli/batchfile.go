package cli

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"btalk/internal/models"
	rules "btalk/internal/models/text"
)

// batchTable is a CSV file of a batch: a header and the lines below it.
type batchTable struct {
	header []string // names of columns; their case does not matter
	lines  []tableLine
}

// tableLine is a line of a table: a cell for each column of the header.
type tableLine struct {
	number int // in the file, from 1
	cells  []string
	wrong  string // why it does not fit the header; empty when it does
}

const (
	largestTable = 16 << 20
	mostLines    = 20_000
)

// readTable reads a CSV file as spreadsheets write it: UTF-8, with or without a
// byte-order mark; commas, semicolons or tabs, as its first line has them. Cells are
// as they were written; those that -o csv has defused are as they were before. The
// error names the line.
func readTable(data []byte) (batchTable, error) {
	data, err := tidyTable(data)
	if err != nil {
		return batchTable{}, err
	}
	in := csv.NewReader(bytes.NewReader(data))
	in.Comma, in.FieldsPerRecord = separatorOf(data), -1
	var result batchTable
	for {
		cells, err := in.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return batchTable{}, inWords(err)
		}
		number, _ := in.FieldPos(0)
		switch {
		case !slices.ContainsFunc(cells, rules.Visible):
			continue // a line of separators, as spreadsheets leave them
		case result.header == nil:
			if result.header, err = headerOf(cells); err != nil {
				return batchTable{}, fmt.Errorf("line %d: %w", number, err)
			}
		case len(result.lines) == mostLines:
			return batchTable{}, fmt.Errorf("line %d: more than %d rows are not taken at once", number, mostLines)
		default:
			result.lines = append(result.lines, lineOf(number, cells, len(result.header)))
		}
	}
	if result.header == nil {
		return batchTable{}, errors.New("it is empty: a line of column names is expected, and a line for each row")
	}
	if len(result.lines) == 0 {
		return batchTable{}, errors.New("there is no row below the line of column names")
	}
	return result, nil
}

// tidyTable takes away what is not of the text, and refuses what is no text.
func tidyTable(data []byte) ([]byte, error) {
	const utf16 = "it is UTF-16: save it as UTF-8 (in Excel: “CSV UTF-8”)"
	if bytes.HasPrefix(data, []byte("\xff\xfe")) || bytes.HasPrefix(data, []byte("\xfe\xff")) {
		return nil, errors.New(utf16)
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	if !bytes.Contains(data, []byte("\n")) {
		data = bytes.ReplaceAll(data, []byte("\r"), []byte("\n"))
	}
	for i, line := range bytes.Split(data, []byte("\n")) {
		switch {
		case bytes.IndexByte(line, 0) >= 0:
			return nil, fmt.Errorf("line %d holds a NUL: it is not a text file", i+1)
		case !utf8.Valid(line):
			return nil, fmt.Errorf("line %d is not UTF-8, it may be Latin-1 or Windows-1252: save it as UTF-8 (in Excel: “CSV UTF-8”)", i+1)
		}
	}
	return data, nil
}

// separatorOf is what separates the cells of the first line that has any.
func separatorOf(data []byte) rune {
	for line := range bytes.Lines(data) {
		for _, separator := range ",;\t" {
			if bytes.ContainsRune(line, separator) {
				return separator
			}
		}
		if len(bytes.TrimSpace(line)) > 0 {
			break
		}
	}
	return ','
}

// inWords says what is wrong with a line that is not CSV.
func inWords(err error) error {
	failed, ok := errors.AsType[*csv.ParseError](err)
	switch {
	case !ok:
		return err
	case errors.Is(failed.Err, csv.ErrBareQuote):
		return fmt.Errorf(`line %d: a quote (") stands inside a cell that is not quoted: quote the cell and double the quote`, failed.Line)
	case errors.Is(failed.Err, csv.ErrQuote) && failed.StartLine != failed.Line:
		return fmt.Errorf(`line %d: the quote (") that begins a cell is never closed`, failed.StartLine)
	case errors.Is(failed.Err, csv.ErrQuote):
		return fmt.Errorf(`line %d: a quoted cell is not closed, or something follows its closing quote (")`, failed.Line)
	}
	return fmt.Errorf("line %d: %w", failed.Line, failed.Err)
}

func headerOf(cells []string) ([]string, error) {
	header := make([]string, len(cells))
	for i, cell := range cells {
		header[i] = rules.Tidy(cell)
		if header[i] != "" && columnOf(header[:i], header[i]) >= 0 {
			return nil, fmt.Errorf("the column %q is there twice", models.Safe(header[i]))
		}
	}
	for len(header) > 0 && header[len(header)-1] == "" {
		header = header[:len(header)-1]
	}
	if i := slices.Index(header, ""); i >= 0 {
		return nil, fmt.Errorf("column %d has no name", i+1)
	}
	return header, nil
}

func lineOf(number int, cells []string, columns int) tableLine {
	line := tableLine{number: number, cells: cells}
	for len(line.cells) > columns && line.cells[len(line.cells)-1] == "" {
		line.cells = line.cells[:len(line.cells)-1]
	}
	if len(line.cells) != columns {
		line.wrong = fmt.Sprintf("it has %s, and the first line has %d", rules.Count(len(line.cells), "cell", "cells"), columns)
	}
	for i, cell := range line.cells {
		if bare, defused := strings.CutPrefix(cell, "'"); defused && rules.CSVCell(bare) == cell {
			line.cells[i] = bare
		}
	}
	return line
}

// cell is a cell by the name of its column, without blanks around it.
func (t batchTable) cell(line tableLine, column string) string {
	return strings.TrimSpace(t.written(line, column))
}

// written is a cell as it was written; "" where there is no such column.
func (t batchTable) written(line tableLine, column string) string {
	if i := columnOf(t.header, column); i >= 0 && i < len(line.cells) {
		return line.cells[i]
	}
	return ""
}

// lacks lists the columns that are not there.
func (t batchTable) lacks(columns ...string) []string {
	return slices.DeleteFunc(slices.Clone(columns), func(column string) bool { return columnOf(t.header, column) >= 0 })
}

// columnOf is the place of a column by its name, -1 where there is none.
func columnOf(header []string, name string) int {
	return slices.IndexFunc(header, func(column string) bool { return strings.EqualFold(column, name) })
}
