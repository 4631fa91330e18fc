package listing

import (
	"encoding/json"

	"btalk/internal/models/text"
)

// indented is a JSON document to be read by people, safe to show.
func indented(document any) string {
	out, err := json.MarshalIndent(document, "", "  ")
	if err != nil {
		return "null\n"
	}
	return string(text.EscapeJSON(out)) + "\n"
}
