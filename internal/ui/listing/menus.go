package listing

import (
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/widget"
)

// pressMenu hears a key while a menu is open and does what was chosen.
func (l *List[T]) pressMenu(msg tea.KeyPressMsg) screen.Do {
	choice, ok := l.menu.Press(msg, l.env.Keys)
	if !ok {
		return nil
	}
	l.menu.Close()
	run, ok := choice.Value.(func() screen.Do)
	if !ok {
		return nil
	}
	before := l.cursor()
	do := run()
	if l.stay != nil {
		at := l.menu.Cursor()
		l.menu = l.stay()
		l.menu.Select(at)
	}
	if l.cursor() != before {
		return screen.All(do, l.settle())
	}
	return do
}

// ask opens a menu that one choice closes.
func (l *List[T]) ask(title string, choices []widget.Choice) {
	l.stay = nil
	l.menu = widget.NewMenu(title, choices)
}

// digit is the key of choice i, for the first nine.
func digit(i int) string {
	if i >= 9 {
		return ""
	}
	return strconv.Itoa(i + 1)
}

func (l *List[T]) openSort() {
	sorted, reverse := l.table.Rows().Sorted()
	var choices []widget.Choice
	at := 0
	for c, column := range l.table.Columns() {
		if !l.table.Shown(c) {
			continue
		}
		note := ""
		if c == sorted {
			at = len(choices)
			note = "▲ now; again turns round"
			if reverse {
				note = "▼ now; again turns round"
			}
		}
		choices = append(choices, widget.Choice{
			Key: digit(len(choices)), Text: column.Title, Note: note,
			Value: func() screen.Do { l.table.SortBy(c); return nil },
		})
	}
	choices = append(choices, widget.Choice{
		Key: "0", Text: "as the server gave them",
		Value: func() screen.Do { l.table.SortBy(-1); return nil },
	})
	l.ask("Sort by", choices)
	l.menu.Select(at)
}

func (l *List[T]) openColumns() {
	l.stay = l.columnsMenu
	l.menu = l.columnsMenu()
}

// columnsMenu stays open: more than one column may be chosen. The first column
// names the rows and stays.
func (l *List[T]) columnsMenu() widget.Menu {
	var choices []widget.Choice
	for c, column := range l.table.Columns() {
		sign := "[ ] "
		if l.table.Shown(c) {
			sign = "[x] "
		}
		choice := widget.Choice{
			Key: digit(c - 1), Text: sign + column.Title,
			Value: func() screen.Do {
				l.table.ToggleColumn(c)
				l.rememberColumns()
				return nil
			},
		}
		if c == 0 {
			choice.Key, choice.Off, choice.Note = "", true, "always shown"
		}
		choices = append(choices, choice)
	}
	return widget.NewMenu("Columns", choices)
}

// openActions offers what can be done with the rows chosen. They are those of
// the title, whatever a refresh does to the list while the menu is open.
func (l *List[T]) openActions() screen.Do {
	rows := l.chosen()
	if len(rows) == 0 {
		return screen.Say(screen.Info, "there is nothing here to act on")
	}
	choices := make([]widget.Choice, 0, len(l.config.Actions))
	for i, action := range l.config.Actions {
		choice := widget.Choice{
			Key: digit(i), Text: action.Name,
			Value: func() screen.Do { return action.Run(rows) },
		}
		if own := l.env.Keys.Get(action.Key).Keys(); action.Key != "" && len(own) > 0 {
			choice.Key = own[0]
		}
		if !action.Many && len(rows) > 1 {
			choice.Off, choice.Note = true, "one at a time"
		}
		choices = append(choices, choice)
	}
	l.ask(l.chosenName(rows), choices)
	return nil
}

// chosenName says in a title what is acted on: the name seen on screen, or how
// many.
func (l *List[T]) chosenName(rows []T) string {
	if len(rows) == 1 {
		return l.config.Name(rows[0])
	}
	return strconv.Itoa(len(rows)) + " marked " + l.config.Nouns
}

func (l *List[T]) openCopy() screen.Do {
	rows := l.chosen()
	if len(rows) == 0 {
		return screen.Say(screen.Info, "there is nothing here to copy")
	}
	ids := make([]string, len(rows))
	for i, row := range rows {
		ids[i] = models.Safe(l.config.ID(row))
	}
	what := "the row"
	if len(rows) > 1 {
		what = strconv.Itoa(len(rows)) + " rows"
	}
	copies := func(what, text string) func() screen.Do {
		return func() screen.Do { return screen.Copy(what, text) }
	}
	choices := []widget.Choice{
		{Key: "i", Text: "id", Note: widget.Cut(ids[0], 30), Value: copies("id of "+what, strings.Join(ids, "\n"))},
		{Key: "r", Text: "row", Note: "cells, tabs between", Value: copies(what, l.tabbed(rows))},
	}
	if l.config.Raw != nil {
		choices = append(choices, widget.Choice{
			Key: "j", Text: "JSON", Note: "as the server gave it",
			Value: func() screen.Do { return screen.Copy("JSON of "+what, l.jsonText(rows)) },
		})
	}
	if l.config.Path != nil {
		choices = append(choices, widget.Choice{
			Key: "u", Text: "curl", Note: "secrets by name only",
			Value: copies("curl for "+what, l.curl(rows)),
		})
	}
	if len(rows) == 1 {
		choices = append(choices, l.cellChoices(rows[0])...)
	}
	l.ask("Copy · "+l.chosenName(rows), choices)
	return nil
}

// cellChoices offers each shown cell of a row.
func (l *List[T]) cellChoices(row T) []widget.Choice {
	var choices []widget.Choice
	for c, column := range l.table.Columns() {
		text := column.Text(row)
		if !l.table.Shown(c) || text == "" {
			continue
		}
		choices = append(choices, widget.Choice{
			Key: digit(len(choices)), Text: column.Title, Note: widget.Cut(text, 30),
			Value: func() screen.Do { return screen.Copy(column.Title, text) },
		})
	}
	return choices
}
