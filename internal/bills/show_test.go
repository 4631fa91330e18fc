package bills

import (
	"slices"
	"strings"
	"testing"

	"github.com/govalues/decimal"

	"btalk/internal/models"
	"btalk/internal/models/money"
)

func TestAmountsAreShownAsTheyCount(t *testing.T) {
	t.Parallel()
	rows := Rows(list(t, `[
		{"id":"1","type":"creditNote","amountIncludingTax":"1234.5","currency":"EUR","taxAmount":"200"},
		{"id":"2","amountIncludingTax":"1,234","currency":"EUR"},
		{"id":"3","amountIncludingTax":"ten","currency":"EUR"},{"id":"4"}]`), money.StyleOf("fr", true))
	want := []string{"-1 234,50|-1234.50|", "1,234|'1,234|?", "ten|'ten|?", "||"}
	for i := range rows {
		row := &rows[i]
		if got := row.Shown(Gross, money.StyleOf("fr", true)) + "|" + row.Exact(Gross) + "|" + row.Signs(); got != want[i] {
			t.Errorf("bill %s: %s, want %s", row.ID, got, want[i])
		}
	}
	if got := rows[0].Shown(Net, money.StyleOf("en", false)); got != "≈-1,034.50" {
		t.Errorf("the net that was worked out is %s", got)
	}
}

func TestTextsSortAsTheNumbersDo(t *testing.T) {
	t.Parallel()
	numbers := []string{"-1000", "-99.5", "-99.05", "-0.1", "0", "0.0125", "0.02", "9.99", "10", "100.1", "9007199254740993.07"}
	keys := make([]string, len(numbers))
	for i, number := range numbers {
		keys[i] = SortKey(decimal.MustParse(number))
	}
	if !slices.IsSorted(keys) {
		t.Errorf("sorted as texts: %q", keys)
	}
	all := list(t, `[{"id":"1","amountIncludingTax":"ten"},{"id":"2"},{"id":"3","amountIncludingTax":"5"}]`)
	if all[2].Key(Gross) >= all[1].Key(Gross) || all[1].Key(Gross) >= all[0].Key(Gross) {
		t.Error("what is no number stands before numbers")
	}
}

func TestAPeriodIsAMonthOrTwoDays(t *testing.T) {
	t.Parallel()
	all := list(t, `[
		{"period":{"startDate":"2026-02-01","endDate":"2026-02-28"}}, {"period":{"startDate":"2026-02-01","endDate":"2026-02-27"}},
		{"period":"2026-02-01/2026-03-31"}, {"period":{"startDate":"soon"}}, {}]`)
	want := "2026-02|2026-02-01 – 2026-02-27|2026-02-01 – 2026-03-31|from soon|"
	var got []string
	for i := range all {
		got = append(got, all[i].Period())
	}
	if strings.Join(got, "|") != want {
		t.Errorf("periods %s", strings.Join(got, "|"))
	}
}

func TestTypesAreNamedAsPeopleWriteThem(t *testing.T) {
	t.Parallel()
	all := list(t, `[{"type":"invoice"},{"type":"credit_note"},{"category":"creditNote","type":"x"},{"type":"Avoir"},{},{"type":"Pro forma"}]`)
	for wanted, want := range map[string]string{"": "111111", "invoice": "100010", "CreditNote": "011100", "credit note": "011100", "pro-forma": "000001", "avoir": "000100"} {
		var got strings.Builder
		for i := range all {
			got.WriteString(map[bool]string{true: "1", false: "0"}[all[i].IsType(wanted)])
		}
		if got.String() != want {
			t.Errorf("%q: %s, want %s", wanted, got.String(), want)
		}
	}
}

func TestGroupsSayWhatIsInNoSum(t *testing.T) {
	t.Parallel()
	groups := By(list(t, `[{"id":"1","amountIncludingTax":"5","currency":"EUR"},{"id":"2","currency":"EUR"},{"id":"3","amountIncludingTax":"x","amountExcludingTax":"1","currency":"EUR"}]`), []Key{Currency}, ByIssue)
	const want = "gross: 1 without amount, 1 not readable; net: 2 without amount; tax: 3 without amount"
	if got := groups[0].LeftOut(); got != want {
		t.Errorf("left out %q, want %q", got, want)
	}
	if got := groups[0].Sum(Gross); got.Count() != 2 || got.Shown(groups[0].Currency, money.StyleOf("en", false)) != "5.00" || groups[0].Sum(Tax).Shown(groups[0].Currency, money.StyleOf("en", false)) != "" {
		t.Errorf("sums %+v", groups[0])
	}
}

func TestLinesThatComeToAnotherSumAreSaidAndNotCorrected(t *testing.T) {
	t.Parallel()
	bill := list(t, `[{"id":"1","currency":"EUR","amountIncludingTax":"10.00"}]`)[0]
	value := list(t, `[{"amountIncludingTax":"4"},{"amountIncludingTax":"5.5"}]`)
	items := DecodeItems(raws(value), &bill)
	said := Differences(&bill, items, money.StyleOf("en", false))
	if len(said) != 1 || said[0] != "Gross: the lines come to 9.50 EUR, the bill says 10.00 EUR; the bill counts" {
		t.Errorf("said %q", said)
	}
}

func raws(list []Bill) []models.Value {
	values := make([]models.Value, len(list))
	for i := range list {
		values[i] = list[i].Raw
	}
	return values
}
