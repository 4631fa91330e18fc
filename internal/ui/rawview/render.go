package rawview

import (
	"strings"

	"btalk/internal/models"
	"btalk/internal/models/text"
)

// render lays a document out in lines that are safe to show. What is not JSON is
// shown as it is.
func render(document []byte, spelt bool) []string {
	document = text.IndentJSON(document)
	if spelt {
		document = text.SpellJSON(document)
	}
	lines := strings.Split(strings.TrimRight(string(document), "\n"), "\n")
	for i, line := range lines {
		lines[i] = models.Safe(line)
	}
	return lines
}
