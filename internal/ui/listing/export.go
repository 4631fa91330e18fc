package listing

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
	"btalk/internal/models/text"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/table"
	"btalk/internal/ui/widget"
)

// openExport offers what is shown, in three forms, to a file or to the
// clipboard.
func (l *List[T]) openExport() screen.Do {
	rows := l.table.Rows().Shown()
	if len(rows) == 0 {
		return screen.Say(screen.Info, "there is nothing here to export")
	}
	forms := []struct {
		key, name, ending string
		write             func([]T) string
	}{
		{"c", "CSV", "csv", l.csvText},
		{"j", "JSON", "json", l.exportJSON},
		{"m", "Markdown", "md", l.markdown},
	}
	var choices []widget.Choice
	what := fmt.Sprintf("%d %s", len(rows), l.config.Nouns)
	for _, form := range forms {
		if l.env.Export == nil {
			break
		}
		name := l.config.Nouns + "-" + l.env.Now().Format("20060102-150405") + "." + form.ending
		choices = append(choices, widget.Choice{
			Key: form.key, Text: form.name + " to a file", Note: name,
			Value: func() screen.Do { return l.toFile(name, what, form.write(rows)) },
		})
	}
	for _, form := range forms {
		choices = append(choices, widget.Choice{
			Key: strings.ToUpper(form.key), Text: form.name + " to the clipboard",
			Value: func() screen.Do { return screen.Copy(what+" as "+form.name, form.write(rows)) },
		})
	}
	l.ask("Export · "+what, choices)
	return nil
}

func (l *List[T]) toFile(name, what, content string) screen.Do {
	export := l.env.Export
	return screen.Run(func() tea.Msg {
		path, err := export(name, []byte(content))
		if err != nil {
			return screen.ToastMsg{Level: screen.Failure, Text: models.Safe("could not export: " + err.Error())}
		}
		return screen.ToastMsg{Level: screen.Success, Text: models.Safe("exported " + what + " to " + path)}
	})
}

// shownColumns are the columns chosen to be shown, those that do not fit
// included.
func (l *List[T]) shownColumns() []table.Column[T] {
	var shown []table.Column[T]
	for c, column := range l.table.Columns() {
		if l.table.Shown(c) {
			shown = append(shown, column)
		}
	}
	return shown
}

func (l *List[T]) titles() []string {
	var titles []string
	for _, column := range l.shownColumns() {
		titles = append(titles, column.Title)
	}
	return titles
}

func (l *List[T]) texts(row T) []string {
	var texts []string
	for _, column := range l.shownColumns() {
		texts = append(texts, column.Text(row))
	}
	return texts
}

func (l *List[T]) tabbed(rows []T) string {
	lines := make([]string, len(rows))
	for i, row := range rows {
		lines[i] = strings.Join(l.texts(row), "\t")
	}
	return strings.Join(lines, "\n")
}

// csvText is what is shown as CSV, with the headers and values of `-o csv`. A cell that a spreadsheet would take for a
// formula gets an apostrophe in front.
func (l *List[T]) csvText(rows []T) string {
	var out bytes.Buffer
	writer := csv.NewWriter(&out)
	write := func(cells []string) {
		for i, cell := range cells {
			cells[i] = text.CSVCell(cell)
		}
		_ = writer.Write(cells) // a bytes.Buffer takes everything
	}
	columns := l.shownColumns()
	cells := make([]string, len(columns))
	for i, column := range columns {
		cells[i] = cmp.Or(column.Field, column.Title)
	}
	write(cells)
	for _, row := range rows {
		for i, column := range columns {
			cells[i] = column.Text(row)
			if column.Exact != nil {
				cells[i] = column.Exact(row)
			}
		}
		write(cells)
	}
	writer.Flush()
	return out.String()
}

// exportJSON is the rows as the server gave them; cells by the names of their
// columns where the server gave none.
func (l *List[T]) exportJSON(rows []T) string {
	if l.config.Raw != nil {
		return l.jsonText(rows)
	}
	objects := make([]map[string]string, len(rows))
	for i, row := range rows {
		objects[i] = map[string]string{}
		for _, column := range l.shownColumns() {
			objects[i][column.Name] = column.Text(row)
		}
	}
	document, err := json.Marshal(objects)
	if err != nil {
		return "null\n"
	}
	return indented(document)
}

// jsonText is one object for one row and an array for several.
func (l *List[T]) jsonText(rows []T) string {
	values := make([][]byte, 0, len(rows))
	for _, row := range rows {
		if raw := l.config.Raw(row); json.Valid(raw) {
			values = append(values, raw)
		}
	}
	if len(values) == 1 {
		return indented(values[0])
	}
	return indented(slices.Concat([]byte("["), bytes.Join(values, []byte(",")), []byte("]")))
}

// indented is a JSON document to be read by people, safe to show. Its values stay
// as the server wrote them.
func indented(document []byte) string {
	return string(text.EscapeJSON(text.IndentJSON(document))) + "\n"
}

// markdown is what is shown as a table of Markdown.
func (l *List[T]) markdown(rows []T) string {
	var out strings.Builder
	line := func(cells []string) {
		for _, cell := range cells {
			out.WriteString("| " + strings.NewReplacer("|", `\|`, `\`, `\\`, "<", "&lt;", "`", "\\`").Replace(cell) + " ")
		}
		out.WriteString("|\n")
	}
	titles := l.titles()
	line(titles)
	out.WriteString(strings.Repeat("| --- ", len(titles)) + "|\n")
	for _, row := range rows {
		line(l.texts(row))
	}
	return out.String()
}

// curl is the request that reads each row again, to be run in a shell where the
// credentials are set. No secret is ever in it.
func (l *List[T]) curl(rows []T) string {
	lines := make([]string, len(rows))
	for i, row := range rows {
		lines[i] = `curl -H "Authorization: Bearer $BTALK_TOKEN" -H "X-BT-API-KEY: $BTALK_API_KEY" "$BTALK_BASE_URL"'` +
			l.config.Path(row) + "'"
	}
	return strings.Join(lines, "\n")
}
