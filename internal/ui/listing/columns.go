package listing

import (
	"encoding/json"
	"strconv"

	tea "charm.land/bubbletea/v2"

	"btalk/internal/ui/keymap"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/table"
	"btalk/internal/ui/widget"
)

// columns asks which columns show and which one sorts, and remembers the choice:
// once for all lists of a kind, whatever place they are opened at.
type columns[T any] struct {
	env   *screen.Env
	nouns string // the kind
	table *table.Table[T]
	menu  *menu
}

func (c *columns[T]) sort() {
	sorted, reverse := c.table.Rows().Sorted()
	by := func(column int) func() screen.Do {
		return func() screen.Do { c.table.SortBy(column); return nil }
	}
	var choices []widget.Choice
	at := 0
	for i, column := range c.table.Columns() {
		if !c.table.Layout().Shown(i) {
			continue
		}
		note := ""
		if i == sorted {
			at = len(choices)
			note = "▲ now; again turns round"
			if reverse {
				note = "▼ now; again turns round"
			}
		}
		choices = append(choices, widget.Choice{Key: digit(len(choices)), Text: column.Title, Note: note, Value: by(i)})
	}
	c.menu.ask("Sort by", append(choices, widget.Choice{Key: "0", Text: "as the server gave them", Value: by(-1)}))
	c.menu.Select(at)
}

// choose stays open: more than one column may be chosen.
func (c *columns[T]) choose() { c.menu.askOn(c.choices, c.widen) }

// widen sets the width of a column by hand, and reports whether the key does that.
func (c *columns[T]) widen(press tea.KeyPressMsg, column int) bool {
	layout, keys := c.table.Layout(), c.env.Keys
	switch {
	case keys.Is(press, keymap.Wider):
		layout.Widen(column, 1)
	case keys.Is(press, keymap.Narrower):
		layout.Widen(column, -1)
	case keys.Is(press, keymap.OwnWidth):
		layout.Widen(column, 0)
	default:
		return false
	}
	c.remember()
	return true
}

// choices are all columns. The one that names the rows stays.
func (c *columns[T]) choices() widget.Menu {
	layout := c.table.Layout()
	var choices []widget.Choice
	keys := 0 // of the columns that can be hidden
	for i, column := range c.table.Columns() {
		sign := "[ ] "
		if layout.Shown(i) {
			sign = "[x] "
		}
		choice := widget.Choice{
			Key: digit(keys), Text: sign + column.Title,
			Value: func() screen.Do {
				c.table.ToggleColumn(i)
				c.remember()
				return nil
			},
		}
		if keys++; layout.Names(i) {
			keys--
			choice.Key, choice.Note = "", "always shown"
		}
		if hand := layout.ByHand(i); hand > 0 {
			choice.Note = strconv.Itoa(hand) + " cells by hand"
		}
		choices = append(choices, choice)
	}
	return widget.NewMenu("Columns", choices)
}

func (c *columns[T]) remember() {
	choice, err := json.Marshal(c.table.Choice())
	if err == nil {
		c.env.Memory.Remember(c.name(), choice)
	}
}

func (c *columns[T]) recall() (choice table.Choice, ok bool) {
	err := json.Unmarshal(c.env.Memory.Recall(c.name()), &choice)
	return choice, err == nil
}

func (c *columns[T]) name() string { return "columns of " + c.nouns }
