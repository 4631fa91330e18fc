package tracking_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"testing"
	"time"

	"btalk/internal/sandbox/tracking"
)

func start() time.Time { return time.Date(2026, 11, 25, 10, 30, 0, 0, time.UTC) }

func sites() []tracking.Site {
	return []tracking.Site{
		{CustomerID: "C1", Customer: "Arverne", Name: "LYON_1", Street: "1 rue Bleue", PostCode: "69003", Town: "Lyon", Offset: 1},
		{CustomerID: "C2", Customer: "Bourbon", Name: "RUN_1", Street: "2 rue Verte", PostCode: "97400", Town: "Saint-Denis", Offset: 4, Overseas: true},
	}
}

// shown is an answer as a client reads it.
func shown(t *testing.T, value any) map[string]any {
	t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	var object map[string]any
	if err := json.Unmarshal(text, &object); err != nil {
		t.Fatal(err)
	}
	return object
}

func TestEveryStatusHasItsOrdersAndAllIsTheirSum(t *testing.T) {
	t.Parallel()
	book := tracking.NewBook(start(), sites())
	for status, want := range map[string]int{"": 130, tracking.StatusCurrent: 58, tracking.StatusClosed: 60, tracking.StatusCancelled: 12, "Open": 0} {
		orders := book.Orders(start(), status)
		ids := map[string]bool{}
		for _, order := range orders {
			item := order.Item(tracking.English)
			ids[item.ID] = true
			if status != "" && item.Status != status && item.Status != "" {
				t.Errorf("order %s is %s among those that are %s", item.ID, item.Status, status)
			}
			if _, known := book.Find(item.ID, start()); !known {
				t.Errorf("order %s is not found by its id", item.ID)
			}
		}
		if len(orders) != want || len(ids) != want {
			t.Errorf("%d orders with %d ids are %q, want %d", len(orders), len(ids), status, want)
		}
	}
	if _, known := book.Find("0", start()); known {
		t.Error("an order that there is not was found")
	}
}

func TestTwoBooksOfOneDayAreTheSame(t *testing.T) {
	t.Parallel()
	one, other := tracking.NewBook(start(), sites()), tracking.NewBook(start(), sites())
	for i, order := range one.Orders(start(), "") {
		if again := other.Orders(start(), "")[i]; !reflect.DeepEqual(order.Detail(tracking.English), again.Detail(tracking.English)) {
			t.Errorf("order %s is not the same twice", order.Item(tracking.English).ID)
		}
	}
}

func TestSomethingIsLateAndSomethingIsDueFromTheDayOfTheStart(t *testing.T) {
	t.Parallel()
	for _, day := range []time.Time{start(), time.Date(2027, 2, 28, 23, 59, 0, 0, time.UTC)} {
		late, due := 0, 0
		today := day.Format(time.DateOnly)
		for _, order := range tracking.NewBook(day, sites()).Orders(day, tracking.StatusCurrent) {
			for _, one := range order.Detail(tracking.English).Milestones {
				milestone := shown(t, one)
				if milestone["status"] != "Yet-To-Reach" || milestone["milestoneDate"] == nil {
					continue
				}
				if fmt.Sprint(milestone["milestoneDate"])[:10] < today {
					late++
				} else {
					due++
				}
				break
			}
		}
		if late != 8 || due < 40 {
			t.Errorf("from %s on %d orders are late and %d due, want 8 late and most of the others due", today, late, due)
		}
	}
}

func TestWhatChangesShowsInTheListAndEndsInAState(t *testing.T) {
	t.Parallel()
	book := tracking.NewBook(start(), sites())
	before := book.Orders(start(), "")
	ended := 0
	for minute := range 60 {
		now := start().Add(time.Duration(minute+1) * time.Minute)
		after := book.Orders(now, "")
		changed := 0
		for i := range after {
			was, is := before[i].Item(tracking.English), after[i].Item(tracking.English)
			if reflect.DeepEqual(was, is) {
				continue
			}
			changed++
			if was.Status != is.Status {
				ended++
				if is.Status != tracking.StatusClosed {
					t.Errorf("order %s goes from %s to %s", is.ID, was.Status, is.Status)
				}
			}
		}
		if changed != 2 {
			t.Errorf("%d orders changed in minute %d, want 2", changed, minute+1)
		}
		before = after
	}
	if ended == 0 {
		t.Error("no order ended in an hour")
	}
}

func TestOverseasVisitsHaveATimeWithTheirOffsetAndOthersAHalfDay(t *testing.T) {
	t.Parallel()
	times, halves := 0, 0
	for _, order := range tracking.NewBook(start(), sites()).Orders(start(), "") {
		detail := order.Detail(tracking.English)
		for _, one := range detail.Appointments {
			switch visit := shown(t, one); detail.Site.Town {
			case "Saint-Denis":
				times++
				if at, err := time.Parse(time.RFC3339, fmt.Sprint(visit["date"])); err != nil || at.Format("-07:00") != "+04:00" || visit["slot"] != nil {
					t.Errorf("overseas a visit is %v", visit)
				}
			default:
				halves++
				if _, err := time.Parse(time.DateOnly, fmt.Sprint(visit["date"])); err != nil || !slices.Contains([]any{"AM", "PM"}, visit["slot"]) {
					t.Errorf("at home a visit is %v", visit)
				}
			}
		}
	}
	if times == 0 || halves == 0 {
		t.Errorf("%d visits with a time, %d with a half day", times, halves)
	}
}

func TestWithoutSitesOrdersNameNone(t *testing.T) {
	t.Parallel()
	for _, order := range tracking.NewBook(start(), nil).Orders(start(), "") {
		if item := shown(t, order.Detail(tracking.French)); item["site"] != nil || item["customer"] != nil {
			t.Errorf("an order without a site is %v", item)
		}
	}
}

func TestLanguages(t *testing.T) {
	t.Parallel()
	for header, want := range map[string]tracking.Language{"": tracking.English, "en": tracking.English, "de, fr;q=0.5": tracking.English, " FR-fr": tracking.French} {
		if got := tracking.LanguageOf(header); got != want {
			t.Errorf("%q asks for %v, want %v", header, got, want)
		}
	}
	words := map[tracking.Language]map[string]bool{tracking.English: {}, tracking.French: {}}
	for language, seen := range words {
		for _, order := range tracking.NewBook(start(), sites()).Orders(start(), "") {
			seen[order.Item(language).Status] = true
		}
	}
	if got := fmt.Sprint(words[tracking.French]); got != "map[:true Annulé:true Clos:true En cours:true]" {
		t.Errorf("French states are %s", got)
	}
	if got := fmt.Sprint(words[tracking.English]); got != "map[:true Cancelled:true Closed:true Current:true]" {
		t.Errorf("English states are %s", got)
	}
}
