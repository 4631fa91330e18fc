package sandbox

import (
	"embed"
	"fmt"
	"strings"
)

// files are the texts that the data are made from; data/SOURCES.md names
// where they come from.
//
//go:embed data
var files embed.FS

// rows reads a table of data/: tab-separated, "#" begins a comment line. A row
// that lacks its last cells gets empty ones.
func rows(name string, columns int) [][]string {
	text, err := files.ReadFile("data/" + name)
	if err != nil {
		panic(fmt.Sprintf("sandbox was built without data/%s: %v", name, err))
	}
	var table [][]string
	for line := range strings.Lines(string(text)) {
		line = strings.TrimRight(line, "\r\n")
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		cells := strings.Split(line, "\t")
		for len(cells) < columns {
			cells = append(cells, "")
		}
		table = append(table, cells)
	}
	return table
}

// list splits a cell with several values.
func list(cell string) []string {
	if cell == "" || cell == "-" {
		return nil
	}
	return strings.Split(cell, ",")
}
