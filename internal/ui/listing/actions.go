package listing

import (
	"fmt"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/catalog"
	"btalk/internal/models"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/table"
	"btalk/internal/ui/widget"
)

// actions does something with rows: the one under the cursor, the marked ones or
// all that show.
type actions[T any] struct {
	env    *screen.Env
	config *Config[T]
	table  *table.Table[T]
	menu   *menu
}

func (a *actions[T]) open() screen.Do {
	row, _, ok := a.table.Current()
	if !ok || a.config.Open == nil {
		return nil
	}
	return a.config.Open(row)
}

func (a *actions[T]) raw() screen.Do {
	row, id, ok := a.table.Current()
	if !ok || id == "" {
		return nil
	}
	return screen.To(screen.Raw{Of: a.config.Name(row), JSON: a.config.Raw(row)})
}

// current is the row under the cursor, if it is an item.
func (a *actions[T]) current() []T {
	if row, id, ok := a.table.Current(); ok && id != "" {
		return []T{row}
	}
	return nil
}

// chosen are the marked rows, or the one under the cursor.
func (a *actions[T]) chosen() []T {
	if marked := a.table.Rows().Marked(); len(marked) > 0 {
		return marked
	}
	return a.current()
}

// run runs an action on the marked rows, or on the one under the cursor.
func (a *actions[T]) run(action Action[T]) screen.Do {
	rows := a.current()
	if action.Many {
		rows = a.chosen()
	}
	if len(rows) == 0 {
		return nothing(action.Name)
	}
	return action.Run(rows)
}

func nothing(toDo string) screen.Do {
	return screen.Say(screen.Info, "there is nothing here to "+toDo)
}

// ask offers what can be done with the rows chosen. They are those of the title,
// whatever a refresh does to the list while the menu is open.
func (a *actions[T]) ask() screen.Do {
	rows := a.chosen()
	if len(rows) == 0 {
		return nothing("act on")
	}
	choices := make([]widget.Choice, 0, len(a.config.Actions))
	for i, action := range a.config.Actions {
		choice := widget.Choice{
			Key: choiceKey(a.env.Keys, action.Key, i), Text: action.Name,
			Value: func() screen.Do { return action.Run(rows) },
		}
		if !action.Many && len(rows) > 1 {
			choice.Off, choice.Note = true, "one at a time"
		}
		choices = append(choices, choice)
	}
	a.menu.ask(a.nameOf(rows), choices)
	return nil
}

// nameOf says in a title what is acted on: the name seen on screen, or how many.
func (a *actions[T]) nameOf(rows []T) string {
	if len(rows) == 1 {
		return a.config.Name(rows[0])
	}
	return strconv.Itoa(len(rows)) + " marked " + a.config.Nouns
}

func (a *actions[T]) copy() screen.Do {
	rows := a.chosen()
	if len(rows) == 0 {
		return nothing("copy")
	}
	ids := make([]string, len(rows))
	for i, row := range rows {
		ids[i] = models.Safe(a.config.ID(row))
	}
	what := "the row"
	if len(rows) > 1 {
		what = strconv.Itoa(len(rows)) + " rows"
	}
	texts := a.texts()
	choices := []widget.Choice{
		{Key: "i", Text: "id", Note: widget.Cut(ids[0], 30), Value: copies("id of "+what, strings.Join(ids, "\n"))},
		{Key: "r", Text: "row", Note: "cells, tabs between", Value: copies(what, texts.tabbed(rows))},
	}
	if a.config.Raw != nil {
		choices = append(choices, widget.Choice{
			Key: "j", Text: "JSON", Note: "as the server gave it",
			Value: func() screen.Do { return screen.Copy("JSON of "+what, texts.json(rows)) },
		})
	}
	if a.config.Path != nil {
		choices = append(choices, widget.Choice{
			Key: "u", Text: "curl", Note: "secrets by name only",
			Value: copies("curl for "+what, a.curl(rows)),
		})
	}
	if len(rows) == 1 {
		offered := len(choices)
		for _, column := range texts.columns {
			if cell := column.Text(rows[0]); cell != "" {
				choices = append(choices, copyCell(len(choices)-offered, column.Title, cell))
			}
		}
	}
	a.menu.ask("Copy · "+a.nameOf(rows), choices)
	return nil
}

// curl is the request that reads each row again, to be run in a shell where the
// credentials are set. No secret is ever in it.
func (a *actions[T]) curl(rows []T) string {
	key, base := "X-BT-API-KEY: $BTALK_API_KEY", "$BTALK_BASE_URL"
	switch a.config.API {
	case catalog.BusinessTalk:
	case catalog.OrderTracking:
		key, base = "X-Api-Key: ${BTALK_TRACKING_API_KEY:-$BTALK_B2B_API_KEY}", "$BTALK_TRACKING_URL"
	case catalog.Billing:
		key, base = "X-Api-Key: ${BTALK_BILLING_API_KEY:-$BTALK_B2B_API_KEY}", "$BTALK_BILLING_URL"
	}
	lines := make([]string, len(rows))
	for i, row := range rows {
		lines[i] = `curl -H "Authorization: Bearer $BTALK_TOKEN" -H "` + key + `" "` + base + `"'` + a.config.Path(row) + "'"
	}
	return strings.Join(lines, "\n")
}

// texts writes rows in the columns chosen to be shown, those that do not fit
// included.
func (a *actions[T]) texts() texts[T] {
	texts := texts[T]{raw: a.config.Raw}
	for c, column := range a.table.Columns() {
		if a.table.Layout().Shown(c) {
			texts.columns = append(texts.columns, column)
		}
	}
	return texts
}

// export offers the marked rows, or all that show, in three forms, to a file or to
// the clipboard.
func (a *actions[T]) export() screen.Do {
	rows := a.table.Rows().Marked()
	marked := ""
	if len(rows) > 0 {
		marked = "marked "
	} else {
		rows = a.table.Rows().Shown()
	}
	if len(rows) == 0 {
		return nothing("export")
	}
	texts := a.texts()
	forms := []struct {
		key, name, ending string
		write             func([]T) string
	}{
		{"c", "CSV", "csv", texts.csv},
		{"j", "JSON", "json", texts.json},
		{"m", "Markdown", "md", texts.markdown},
	}
	var choices []widget.Choice
	what := fmt.Sprintf("%d %s%s", len(rows), marked, a.config.Nouns)
	for _, form := range forms {
		if a.env.Export == nil {
			break
		}
		name := a.config.Nouns + "-" + a.env.Now().Format("20060102-150405") + "." + form.ending
		choices = append(choices, widget.Choice{
			Key: form.key, Text: form.name + " to a file", Note: name,
			Value: func() screen.Do { return a.toFile(name, what, form.write(rows)) },
		})
	}
	for _, form := range forms {
		choices = append(choices, widget.Choice{
			Key: strings.ToUpper(form.key), Text: form.name + " to the clipboard",
			Value: func() screen.Do { return screen.Copy(what+" as "+form.name, form.write(rows)) },
		})
	}
	a.menu.ask("Export · "+what, choices)
	return nil
}

func (a *actions[T]) toFile(name, what, content string) screen.Do {
	export := a.env.Export
	return screen.Run(func() tea.Msg {
		path, err := export(name, []byte(content))
		if err != nil {
			return screen.ToastMsg{Level: screen.Failure, Text: models.Safe("could not export: " + err.Error())}
		}
		return screen.ToastMsg{Level: screen.Success, Text: models.Safe("exported " + what + " to " + path)}
	})
}
