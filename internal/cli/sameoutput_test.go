package cli

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"

	"btalk/internal/models"
	"btalk/internal/ui/listing"
	"btalk/internal/ui/listing/listingtest"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/table"
)

// hostile are cells that a spreadsheet could run, that a terminal could act upon,
// or in which something is not seen.
func hostile() []string {
	return []string{
		"=1+1", " =1", "＝1", "\u00a0=1", "\u200b=1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-1+2", "\t=1", "\r=1", "\nx",
		"\u3164", "\u115f", "a\ufe0fb", "a\u034fb", "a\u202eb", "\u2066x", "a\x00b", "\x1b[31m", "\u009b31m", "\ufeffx", "\U000e0041",
		`say "x"`, "a,b", "a;b", "<b>&", "back\\slash", "", " ", "Zürich 東京", "+33 1 40 00 00 00", "-12.5", "'=1",
	}
}

func TestTheDashboardAndTheCommandsWriteTheSameBytes(t *testing.T) {
	t.Parallel()
	result := sheet{columns: []column{{"name", "name"}, {"=note", "=note"}}}
	items := make([]models.Value, 0, len(hostile()))
	for _, cell := range hostile() {
		value, err := json.Marshal(map[string]any{"name": cell, "big": json.Number("9007199254740993")})
		if err != nil {
			t.Fatal(err)
		}
		value = bytes.ReplaceAll(value, []byte(`\u003c`), []byte("<")) // as a server may send it
		items = append(items, value)
		result.add(value, models.Safe(cell), models.Safe(cell))
	}
	var csv, document bytes.Buffer
	if err := result.writeCSV(&csv); err != nil {
		t.Fatal(err)
	}
	if err := result.writeJSON(&document); err != nil {
		t.Fatal(err)
	}
	exported := exports(t, items)
	if got := exported["csv"]; got != csv.String() {
		t.Errorf("CSV: the dashboard writes\n%q\nthe command\n%q", got, csv.String())
	}
	if got := exported["json"]; got != document.String() {
		t.Errorf("JSON: the dashboard writes\n%q\nthe command\n%q", got, document.String())
	}
	for _, raw := range []string{"\u3164", "\u115f", "\ufe0f", "\u034f", "\u202e", "\x00", "\x1b"} {
		if strings.Contains(document.String(), raw) {
			t.Errorf("JSON holds %+q", raw)
		}
	}
}

// exports are the files that a list of the dashboard writes, by their endings.
func exports(t *testing.T, items []models.Value) map[string]string {
	t.Helper()
	files := map[string]string{}
	env := listingtest.Env(t, "mono")
	env.Export = func(name string, content []byte) (string, error) {
		_, ending, _ := strings.Cut(name, ".")
		files[ending] = string(content)
		return name, nil
	}
	name := func(v models.Value) string { return v.Object().Text("name").String() }
	list := listing.New(env, listing.Config[models.Value]{
		Title: func() string { return "things" }, Route: func() screen.Route { return screen.Customers{} }, Nouns: "things",
		Columns: []table.Column[models.Value]{{Name: "name", Title: "name", Text: name}, {Name: "note", Title: "=note", Text: name}},
		ID:      func(v models.Value) string { return string(v) }, Name: name,
		Raw: func(v models.Value) []byte { return v },
	})
	list.Show(models.Snapshot[[]models.Value]{Value: items}, nil)
	listingtest.Drive(t, list, 80, 20, func(d *listingtest.Driver) { d.Press("e", "c", "e", "j") })
	return files
}
