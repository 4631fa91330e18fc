package listing

import (
	"slices"

	"btalk/internal/models"
	"btalk/internal/ui/widget"
)

// Others are the fields of an object that the client does not know, so that
// nothing the server says stays unseen.
func Others(raw models.Value, known ...string) []widget.Field {
	var fields []widget.Field
	for _, field := range raw.Object().Fields {
		if slices.Contains(known, field.Key) {
			continue
		}
		if len(fields) == 0 {
			fields = append(fields, widget.Field{}, widget.Heading("Further fields"))
		}
		fields = append(fields, widget.Field{Label: models.Safe(field.Key), Value: plain(field.Value)})
	}
	return fields
}

// plain is a value in one line.
func plain(value models.Value) string {
	switch value.Kind() {
	case models.ObjectValue, models.ListValue:
		return models.Safe(string(value))
	default:
		return value.Text().String()
	}
}
