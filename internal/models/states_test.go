package models

import (
	"context"
	"testing"
)

func TestTheWorstOutcomeStandsForAll(t *testing.T) {
	t.Parallel()
	order := []OutcomeState{Done, NotSent, Refused, Pending, OutcomeUnknown} // from good to bad
	for i, worse := range order {
		for _, better := range order[:i+1] {
			for _, pair := range [][]Outcome{{{State: better}, {State: worse}}, {{State: worse}, {State: better}}} {
				if got := (Sent{Outcomes: pair}).State(); got != worse {
					t.Errorf("of %s and %s: %s", pair[0].State, pair[1].State, got)
				}
			}
		}
	}
	for state, want := range map[OutcomeState]bool{Done: true, Refused: true, NotSent: false, OutcomeUnknown: false, Pending: false} {
		if state.Settles() != want {
			t.Errorf("%s settles: %v", state, !want)
		}
		if open := (Record{State: state}).Open(); open != (state == OutcomeUnknown) {
			t.Errorf("%s is open: %v", state, open)
		}
	}
	if !(Audit{Lines: 3}).Whole() || (Audit{Lines: 3, Broken: 1}).Whole() {
		t.Error("a journal is whole without a broken line, and only then")
	}
}

func TestOnlyTheAnswerThatWasAskedForIsAccepted(t *testing.T) {
	t.Parallel()
	for name, tc := range map[string]struct {
		confirm Confirm
		yes, no []string
	}{
		"a plain yes": {Confirm{}, []string{"yes", "Y", " YES ", "y\n"}, []string{"", "n", "yep", "yes please", "ye"}},
		"a name":      {Confirm{Type: "FR_1"}, []string{"FR_1", " FR_1\t"}, []string{"", "fr_1", "yes", "y", "FR_10"}},
		"a count":     {Confirm{Type: "12"}, []string{"12"}, []string{"1", "twelve", "yes", "012"}},
	} {
		for _, typed := range tc.yes {
			if !tc.confirm.Accepts(typed) {
				t.Errorf("%s: %q is not accepted", name, typed)
			}
		}
		for _, typed := range tc.no {
			if tc.confirm.Accepts(typed) {
				t.Errorf("%s: %q is accepted", name, typed)
			}
		}
		if !tc.confirm.Accepts(tc.confirm.Answer()) {
			t.Errorf("%s: its own answer %q is not accepted", name, tc.confirm.Answer())
		}
	}
}

func TestABatchCountsWhatIsSentAndWhatBecameOfIt(t *testing.T) {
	t.Parallel()
	rows := func(states ...RowState) []PlannedRow {
		all := make([]PlannedRow, len(states))
		for i, state := range states {
			all[i] = PlannedRow{State: state}
		}
		return all
	}
	batch := Batch{Kind: PushAddress, Rows: rows(RowNew, RowDiffers, RowSame, RowDone, RowHeld, RowWrong, RowNew)}
	if batch.Sends() != 3 || batch.Count(RowNew) != 2 || batch.Confirm().Type != "3" {
		t.Errorf("sends %d, asks for %q", batch.Sends(), batch.Confirm().Type)
	}
	orders := Batch{Kind: OrderVoiceSite, Rows: rows(RowNew)}
	if batch.Confirm().Why == orders.Confirm().Why || batch.Confirm().Accepts("yes") {
		t.Error("a batch of orders is confirmed like one of addresses, or with a yes")
	}
	batch.Rows[0].Outcome.State, batch.Rows[1].Outcome.State = Done, OutcomeUnknown
	if counts := batch.Outcomes(); len(counts) != 2 || counts[Done] != 1 || counts[OutcomeUnknown] != 1 {
		t.Errorf("outcomes %v", counts)
	}
}

func TestWhatNamesNoEndpointSaysSoByStatusAndCode(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		status, code int
		want         bool
	}{
		{404, 60, true}, {404, 61, true}, {405, 60, true}, {405, 61, true}, {404, 0, false}, {404, 25, false}, {400, 60, false}, {200, 61, false},
	} {
		if got := (&Error{Status: tc.status, Code: tc.code}).NamesNoEndpoint(); got != tc.want {
			t.Errorf("%d with code %d: %v", tc.status, tc.code, got)
		}
	}
	for _, kind := range []Kind{Offline, Forbidden, Invalid, Unauthorized} {
		_, special := faultAdvices[FaultProxy]
		told := AdviceFor(&Error{Kind: kind, Fault: NewText(FaultProxy)}) == faultAdvices[FaultProxy]
		if want := kind == Offline || kind == Forbidden; !special || told != want {
			t.Errorf("kind %v blames the proxy: %v", kind, told)
		}
	}
}

func TestProgressIsToldToWhoeverAskedAndNobodyElse(t *testing.T) {
	t.Parallel()
	var told []Progress
	ctx := WithProgress(t.Context(), func(at Progress) { told = append(told, at) })
	ReportProgress(ctx, Progress{Done: 1, Total: 2})
	ReportProgress(t.Context(), Progress{Done: 9})
	ReportProgress(WithProgress(ctx, nil), Progress{Done: 9})
	if len(told) != 1 || told[0] != (Progress{Done: 1, Total: 2}) {
		t.Errorf("told %v", told)
	}
	for name, tc := range map[string]struct {
		ctx  context.Context //nolint:containedctx // what is tested
		want bool
	}{"nobody asked": {t.Context(), false}, "asked": {WithParts(t.Context(), true), true}, "refused": {WithParts(WithParts(t.Context(), true), false), false}} {
		if WantsParts(tc.ctx) != tc.want {
			t.Errorf("%s: parts are wanted: %v", name, !tc.want)
		}
	}
}

func TestARangeHoldsWhatLiesBetweenItsEnds(t *testing.T) {
	t.Parallel()
	r := NumberRange{Start: "100", Stop: "109"}
	for digits, want := range map[string]bool{"100": true, "105": true, "109": true, "099": false, "110": false, "10": false, "1000": false, "": false} {
		if r.Holds(digits) != want {
			t.Errorf("%s is held: %v", digits, !want)
		}
		if p := (Phone{Start: "100", Stop: "109"}); p.Holds(digits) != want {
			t.Errorf("%s is the number's: %v", digits, !want)
		}
	}
	for _, tc := range []struct {
		a, b NumberRange
		want bool
	}{
		{NumberRange{Start: "10", Stop: "11"}, NumberRange{Start: "12", Stop: "13"}, true},
		{NumberRange{Start: "11", Stop: "10"}, NumberRange{Start: "11", Stop: "13"}, false}, // ends that make no range
		{NumberRange{Start: "10", Stop: "11"}, NumberRange{Start: "12", Stop: "11"}, false},
		{NumberRange{Start: "10", Stop: "11", Site: "a"}, NumberRange{Start: "12", Stop: "13", Site: "b"}, false},
		{NumberRange{Start: "x", Stop: "x"}, NumberRange{Start: "12", Stop: "13"}, false},
		{NumberRange{Start: "98", Stop: "99"}, NumberRange{Start: "100", Stop: "101"}, false},
	} {
		if got := tc.a.joins(tc.b); got != tc.want {
			t.Errorf("%v and %v join: %v", tc.a, tc.b, got)
		}
	}
}

func TestDigitsAreTakenWithTheirFirstAndLast(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]bool{"0": true, "9": true, "0123456789": true, "": false, "/": false, ":": false, "1a": false} {
		if allDigits(text) != want {
			t.Errorf("%q is digits: %v", text, !want)
		}
	}
	if got := onlyDigits("a0/9:b"); got != "09" {
		t.Errorf("the digits are %q", got)
	}
	for number, want := range map[string]string{"100": "101", "109": "110", "199": "200", "009": "010"} {
		if got := following(number); got != want {
			t.Errorf("after %s comes %s, want %s", number, got, want)
		}
	}
	large := Phone{Start: "10000", Stop: "19999"}.all()
	if small := (Phone{Start: "100", Stop: "102"}).all(); len(small) != 3 || small[1] != "101" || len(large) != 2 || large[1] != "19999" {
		t.Errorf("all are %v and %v", small, large)
	}
	if odd := (Phone{Start: "12", Stop: "9"}).all(); len(odd) != 2 {
		t.Errorf("ends that make no range are %v", odd)
	}
}

func TestTheSameNumbersOfTwoSitesAreTwoRanges(t *testing.T) {
	t.Parallel()
	one := func(start, stop, site string) NumberRange { return NumberRange{Start: start, Stop: stop, Site: site} }
	for name, given := range map[string][]NumberRange{
		"two sites":        {one("10", "10", "a"), one("10", "10", "b")},
		"one end the same": {one("10", "10", "a"), one("10", "12", "a")},
		"the other end":    {one("10", "12", "a"), one("11", "12", "a")},
	} {
		if got := MergeRanges(given); len(got) != 2 {
			t.Errorf("%s: %v", name, got)
		}
	}
}

func TestACallingCodeIsKnownWhereTheNumberBeginsWithIt(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct{ number, shown, code string }{
		{"33140000000", "+33 1 40 00 00 00", "33"},
		{"33140000000", "+34 1", ""},
		{"33140000000", "+33140000000", ""},
		{"33140000000", "", ""},
		{"+33140000000", "+33 1", "33"},
	} {
		if got := (Number{Number: NewText(tc.number), Shown: tc.shown}).Phone().Code; got != tc.code {
			t.Errorf("%s shown as %q has the code %q, want %q", tc.number, tc.shown, got, tc.code)
		}
	}
	for text, ok := range map[string]bool{"+352 1234567": true, "3521 1234567": false, "+352 12 34567": true, "1 2345678 9": false} {
		if _, err := ParseRange(text); (err == nil) != ok {
			t.Errorf("%q: %v", text, err)
		}
	}
}
