package listing

import (
	"btalk/internal/catalog"
	"btalk/internal/ui/sign"
	"btalk/internal/ui/table"
	"btalk/internal/ui/theme"
	"btalk/internal/ui/widget"
)

// From begins the Config of a list of a noun. The screen adds where the rows come
// from and what can be done with them.
func From[T any](noun catalog.Noun[T]) Config[T] {
	config := Config[T]{Nouns: noun.Plural, ID: noun.ID, Name: noun.Title, API: noun.API, Path: noun.Path}
	if noun.Raw != nil {
		config.Raw = func(row T) []byte { return noun.Raw(row) }
	}
	if noun.Detail != nil {
		config.Detail = func(row T) []widget.Field { return Fields(noun.Detail(row)) }
	}
	for _, c := range noun.Columns {
		if c.Name == "" {
			continue
		}
		column := table.Column[T]{
			Name: c.Name, Title: c.Title, Short: c.Short, Field: c.Field, Text: c.Shown, Exact: c.Exact, Order: c.Order, Phone: c.Phone,
			Right: c.Right, Layout: c.Layout(), Prose: c.Prose, Hidden: c.Hidden,
		}
		if tone := c.Tone; tone != nil {
			column.Style = func(row T, styles *theme.Styles) theme.Style { return sign.StyleOf(tone(row), styles) }
		}
		config.Columns = append(config.Columns, column)
	}
	return config
}

// Fields are details as a pane or a page shows them.
func Fields(details []catalog.Detail) []widget.Field {
	fields := make([]widget.Field, 0, len(details))
	for _, d := range details {
		if d.Heading {
			fields = append(fields, widget.Heading(d.Label))
			continue
		}
		fields = append(fields, widget.Field{Label: d.Label, Value: d.Value, Note: d.Note})
	}
	return fields
}
