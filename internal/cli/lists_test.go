package cli

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"btalk/internal/catalog"
	"btalk/internal/ladder"
	"btalk/internal/models"
	"btalk/internal/models/when"
	"btalk/internal/sandbox"
	"btalk/internal/tracking"
	"btalk/internal/ui/widget"
)

// sites are voicesites such as the API lists them.
func sites(n int) []models.VoiceSite {
	all := make([]models.VoiceSite, n)
	for i := range all {
		all[i] = models.VoiceSite{
			ID: models.NewText(fmt.Sprintf("id%02d", i)), Name: models.NewText(fmt.Sprintf("FR_LYO_PARTDIEU_%02d", n-i)),
			Label: models.NewText("Arverne Lyon, an office with a rather long label"), Country: models.NewText("FR"),
			Status: models.NewText("active"), Customer: models.NewText("10236"), VPN: models.NewText("0123456789ab"),
		}
	}
	return all
}

func siteSheet(n int) sheet { return sheetOf(catalog.VoiceSites(), sites(n)) }

func TestAListIsArrangedAsItsFlagsSay(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		flags listFlags
		want  string // header, then the cells of the first column
	}{
		"a field":                        {listFlags{sort: "technicalSiteName", columns: []string{"voiceSiteId"}}, "voiceSiteId: id02 id01 id00"},
		"the other way":                  {listFlags{sort: "-technicalSiteName", columns: []string{"voiceSiteId"}}, "voiceSiteId: id00 id01 id02"},
		"the name of the dashboard":      {listFlags{columns: []string{"name"}}, "technicalSiteName: FR_LYO_PARTDIEU_03 FR_LYO_PARTDIEU_02 FR_LYO_PARTDIEU_01"},
		"a title":                        {listFlags{columns: []string{"Label"}, limit: 1}, "customerSiteLabel: Arverne Lyon, an office with a rather long label"},
		"a column that is not by itself": {listFlags{columns: []string{"countryName"}, limit: 1}, "countryName: France"},
		"more rows than there are":       {listFlags{columns: []string{"id"}, limit: 9}, "voiceSiteId: id00 id01 id02"},
		"nothing":                        {listFlags{}, "voiceSiteId: id00 id01 id02"},
	} {
		got, err := siteSheet(3).arranged(tc.flags)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		words := []string{got.columns[0].field + ":"}
		for _, row := range got.rows {
			words = append(words, row[0])
		}
		if line := strings.Join(words, " "); line != tc.want {
			t.Errorf("%s: got %q, want %q", name, line, tc.want)
		}
		if len(got.ids) != len(got.rows) || len(got.items) != len(got.rows) {
			t.Errorf("%s: %d rows, %d ids, %d objects", name, len(got.rows), len(got.ids), len(got.items))
		}
	}
}

func TestAnUnknownColumnListsThoseThereAre(t *testing.T) {
	t.Parallel()
	for _, flags := range []listFlags{{sort: "statsu"}, {columns: []string{"statsu"}}, {columns: []string{""}}} {
		_, err := siteSheet(2).arranged(flags)
		if code, text := exitOf(err); code != exitUsage || !strings.Contains(text, "voiceSiteId, technicalSiteName") {
			t.Errorf("%+v: exit %d, %q", flags, code, text)
		}
	}
	if _, err := siteSheet(2).arranged(listFlags{limit: -1}); err == nil {
		t.Error("a limit below nothing was taken")
	}
}

func exitOf(err error) (code int, text string) {
	var failed *failure
	if !errors.As(err, &failed) {
		return 0, ""
	}
	return failed.code, failed.text + " " + failed.hint
}

func TestAListFitsTheLineByTheLadder(t *testing.T) {
	t.Parallel()
	before := map[string]bool{}
	for width := 60; width <= 200; width++ {
		fits, left, records := siteSheet(3).fitted(width)
		if records {
			continue
		}
		var out bytes.Buffer
		if err := fits.writeTable(&out); err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(out.String()) {
			if widget.Width(strings.TrimRight(line, "\n")) > width {
				t.Fatalf("at %d: %q", width, line)
			}
		}
		for field := range before {
			if slices.Contains(left, field) {
				t.Errorf("%s showed below %d and is left out there", field, width)
			}
		}
		for _, c := range fits.columns {
			before[c.field] = true
		}
	}
	if len(before) < 7 {
		t.Errorf("at 200 only %v showed", before)
	}
}

func TestAPrintedListIsCutWhereItsRowsDifferLeast(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		prose bool
		title string
		cells []string
	}{
		"a common first word goes": {false, "Label (Arverne …)", []string{"…Lisboa Warehouse of th…", "…Porto Warehouse of the…"}},
		"sentences lose their end": {true, "Label", []string{"Arverne Lisboa Warehous…", "Arverne Porto Warehouse…"}},
	} {
		id := declared{column: column{"Id", "id"}, layout: ladder.Column{Fixed: true}}
		label := declared{column: column{"Label", "label"}, layout: ladder.Column{Grade: ladder.Basic, Min: 18}, prose: tc.prose}
		s := sheet{columns: []column{id.column, label.column}, declared: []declared{id, label}, rows: [][]string{
			{"1", "Arverne Lisboa Warehouse of the North"}, {"2", "Arverne Porto Warehouse of the North"},
		}}
		fits, left, records := s.fitted(28)
		if records || len(left) > 0 {
			t.Fatalf("%s: %v left out, records %v", name, left, records)
		}
		if got := []string{fits.rows[0][1], fits.rows[1][1]}; fits.columns[1].title != tc.title || !slices.Equal(got, tc.cells) {
			t.Errorf("%s: %q above %q", name, fits.columns[1].title, got)
		}
	}
}

func TestTrackedOrdersFitEightyCells(t *testing.T) {
	t.Parallel()
	now := time.Date(2026, 11, 25, 10, 0, 0, 0, time.UTC)
	var orders []tracking.Order
	for i := range 3 {
		order, _ := tracking.Decode(models.Value(fmt.Sprintf(`{"id":"12345%d","status":"Current","site":{"name":"MF_SFG_BAIE_0%d"},
			"appointments":[{"date":"2026-11-2%dT08:00:00-04:00","status":"confirmed"}]}`, i, i, i+6)))
		orders = append(orders, order)
	}
	rows := tracking.Rows(orders, when.DayOf(now))
	s := sheetOf(catalog.Tracked(now, true), rows)
	fits, _, records := s.fitted(80)
	if records {
		t.Fatal("they are written as records")
	}
	for _, row := range fits.rows {
		if line := strings.Join(row, " "); !strings.Contains(line, "T08:00:00-04:00") {
			t.Errorf("the date is cut or missing: %q", line)
		}
	}
}

func TestAListTooWideForItsLineIsWrittenAsRecords(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		rows, width int
		records     bool
	}{
		"one row":                       {1, 80, true},
		"one row that fits":             {1, 200, false},
		"no room for the basic columns": {3, 40, true},
		"enough room":                   {3, 80, false},
		"a pipe":                        {3, 0, false},
	} {
		s := siteSheet(tc.rows)
		_, _, records := s.fitted(tc.width)
		if records != tc.records {
			t.Errorf("%s: records %v", name, records)
		}
		if !records {
			continue
		}
		text := s.recorded(tc.width)
		for line := range strings.Lines(text) {
			if widget.Width(strings.TrimRight(line, "\n")) > tc.width {
				t.Errorf("%s: %q is too long", name, line)
			}
		}
		if !strings.Contains(text, "id00") || strings.Contains(text, "…") {
			t.Errorf("%s: something is missing:\n%s", name, text)
		}
	}
}

func TestNamesAreIdsAndNothingElse(t *testing.T) {
	t.Parallel()
	s, err := siteSheet(3).arranged(listFlags{sort: "name", limit: 2})
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := s.writeNames(&out); err != nil || out.String() != "id02\nid01\n" {
		t.Errorf("got %q, %v", out.String(), err)
	}
}

func TestASearchOfBillsIsAListToo(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	got := b.mustRun(t, "bills", "search", "currency=EUR", "--limit", "2", "--columns", "currency", "--sort", "-amountIncludingTax", "--no-headers", "-o", "csv")
	if got.out != "EUR\nEUR\n" {
		t.Errorf("got %q", got.out)
	}
	b.mustRun(t, "bills", "jobs", "--limit", "1")
}
