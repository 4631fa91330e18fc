package cli

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"unicode"

	"btalk/internal/models"
)

func TestTableIsAlignedByCellsAndCutsNothing(t *testing.T) {
	t.Parallel()
	s := sheet{columns: []column{{"Name", "name"}, {"City", "city"}}}
	s.add(nil, "東京支社", "Tōkyō")
	s.add(nil, "Łódź", strings.Repeat("long ", 60)+"end")
	var out bytes.Buffer
	if err := s.writeTable(&out); err != nil {
		t.Fatal(err)
	}
	want := "NAME      CITY\n東京支社  Tōkyō\nŁódź      " + strings.Repeat("long ", 60) + "end\n"
	if out.String() != want {
		t.Errorf("got\n%swant\n%s", out.String(), want)
	}
}

func TestCSVHeaderIsDefusedToo(t *testing.T) {
	t.Parallel()
	s := sheet{columns: []column{{"=cmd", "=cmd"}}}
	s.add(nil, "x")
	var out bytes.Buffer
	if err := s.writeCSV(&out); err != nil || out.String() != "'=cmd\nx\n" {
		t.Errorf("got %q, %v", out.String(), err)
	}
}

func TestJSONKeepsTheValueAndHidesNothing(t *testing.T) {
	t.Parallel()
	item := models.Value("{\"name\":\"a\u202eb\u009b31m\U000e0041 Zürich\",\"big\":9007199254740993,\"never\":{\"seen\":[1,2]}}")
	s := sheet{}
	s.add(item)
	var out bytes.Buffer
	if err := s.writeJSON(&out); err != nil {
		t.Fatal(err)
	}
	for _, r := range out.String() {
		if r != '\n' && !unicode.IsGraphic(r) {
			t.Errorf("output holds %U", r)
		}
	}
	var got, want any
	if err := json.Unmarshal(out.Bytes(), &got); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(fmtList(item), &want); err != nil {
		t.Fatal(err)
	}
	if !jsonEqual(got, want) || !strings.Contains(out.String(), "9007199254740993") || !strings.Contains(out.String(), "Zürich") {
		t.Errorf("value changed:\n%s", out.String())
	}
}

func fmtList(item models.Value) []byte { return []byte("[" + string(item) + "]") }

func jsonEqual(a, b any) bool {
	left, errA := json.Marshal(a)
	right, errB := json.Marshal(b)
	return errA == nil && errB == nil && bytes.Equal(left, right)
}

func TestNoItemsAreAnEmptyArray(t *testing.T) {
	t.Parallel()
	var out bytes.Buffer
	if err := (&sheet{}).writeJSON(&out); err != nil || out.String() != "[]\n" {
		t.Errorf("got %q, %v", out.String(), err)
	}
}
