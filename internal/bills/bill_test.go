package bills

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"btalk/internal/models"
	"btalk/internal/models/money"
)

// list decodes a list of bills.
func list(tb testing.TB, document string) []Bill {
	tb.Helper()
	value, err := models.ParseValue([]byte(document))
	if err != nil {
		tb.Fatal(err)
	}
	bills, notBills := Decode(value.Items("bills"))
	if notBills > 0 {
		tb.Fatalf("%d items are no bills", notBills)
	}
	return bills
}

func sample(t *testing.T, name string) []Bill {
	t.Helper()
	content, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	return list(t, string(content))
}

func english() money.Style { return money.StyleOf("en", true) }

func currency(code string) money.Currency {
	found, _ := money.ParseCode(code)
	return found
}

// amounts writes sums as "EUR 12.00, USD 3.00".
func amounts(sums Sums) string {
	var parts []string
	for _, sum := range sums.Each {
		parts = append(parts, strings.TrimSpace(sum.Currency.String()+" "+sum.String()))
	}
	return strings.Join(parts, ", ")
}

func TestSamplesComeToTheirSums(t *testing.T) {
	t.Parallel()
	content, err := os.ReadFile("testdata/expected.json")
	if err != nil {
		t.Fatal(err)
	}
	var samples map[string]struct {
		Rows          *int
		Sums          map[string]string
		WithoutAmount int
		Values        map[string]*string
	}
	if err := json.Unmarshal(content, &samples); err != nil {
		t.Fatal(err)
	}
	checked := 0
	for name, want := range samples {
		if want.Rows == nil {
			continue
		}
		checked++
		bills := sample(t, name)
		if len(bills) != *want.Rows {
			t.Errorf("%s: %d bills, want %d", name, len(bills), *want.Rows)
		}
		sums := Total(bills, Gross)
		if want.Sums != nil {
			got := map[string]string{}
			for _, sum := range sums.Each {
				got[sum.Currency.String()] = sum.String()
			}
			if fmt.Sprint(got) != fmt.Sprint(want.Sums) || sums.Without != want.WithoutAmount || sums.Unreadable != 0 {
				t.Errorf("%s: sums %v and %q, want %v", name, got, sums.Words(), want.Sums)
			}
		}
		for i := range bills {
			exact, listed := want.Values[bills[i].ID.Raw()]
			if got := bills[i].Gross; listed && exact == nil && got.Reading == money.Read || exact != nil && read(got) != *exact {
				t.Errorf("%s %s: %q is %s, want %v", name, bills[i].ID, got.Sent, read(got), exact)
			}
		}
	}
	if checked != 4 {
		t.Errorf("%d samples were checked, want 4", checked)
	}
}

// read writes an amount as expected.json does.
func read(amount Amount) string {
	switch {
	case amount.Reading != money.Read:
		return fmt.Sprintf("not read (%d)", amount.Reading)
	case amount.Currency == money.Currency{}:
		return amount.Value.String() + " (no currency)"
	}
	return amount.Value.String()
}

func TestMoneyFormsAreCountedOrSaidToBeLeftOut(t *testing.T) {
	t.Parallel()
	sums := Total(sample(t, "03-money-forms.json"), Gross)
	if sums.Bills != 25 || sums.Without != 3 || sums.Unreadable != 2 || sums.TooLarge != 0 {
		t.Errorf("left out: %q", sums.Words())
	}
	counted := 0
	for _, sum := range sums.Each {
		counted += sum.Bills
	}
	if counted+sums.Without+sums.Unreadable != 25 {
		t.Errorf("%d bills are counted: some are neither counted nor left out", counted)
	}
	if got := sums.Each[0]; got.Currency.String() != "EUR" || got.String() != "9007199254753290.17" {
		t.Errorf("the first sum is %s %s", got.Currency, got)
	}
}

func TestCurrenciesComeByCountThenCode(t *testing.T) {
	t.Parallel()
	bills := append(sample(t, "04-currencies.json"), list(t, `[{"currency":"USD","amountIncludingTax":1}]`)...)
	if got := amounts(Total(bills, Gross)); got != "USD 203.00, EUR 101.00, GBP 303.00, JPY 40000" {
		t.Errorf("sums %s", got)
	}
	if got := fmt.Sprint(Currencies(bills, Gross)); got != "[USD EUR GBP JPY]" {
		t.Errorf("currencies %s", got)
	}
}

func TestTenThousandTenthsAreAThousand(t *testing.T) {
	t.Parallel()
	if got := amounts(Total(many(t, 10_000), Gross)); got != "EUR 1000.00" {
		t.Errorf("sum %s", got)
	}
}

// many are bills of 0.10 EUR over some months and accounts.
func many(tb testing.TB, n int) []Bill {
	tb.Helper()
	return list(tb, manyAsJSON(n))
}

func manyAsJSON(n int) string {
	rows := make([]string, n)
	for i := range rows {
		rows[i] = fmt.Sprintf(`{"id":"%d","type":"invoice","issuedAt":"2026-%02d-%02d","billingAccount":{"id":"BA%d","name":"Site"},`, i, i%12+1, i%28+1, i%14) +
			`"period":{"startDate":"2026-01-01","endDate":"2026-01-31"},"currency":"EUR","amountExcludingTax":"0.08","taxAmount":"0.02","amountIncludingTax":"0.10","status":"sent"}`
	}
	return "[" + strings.Join(rows, ",") + "]"
}

func TestACreditNoteCountsAgainstWhateverItsSign(t *testing.T) {
	t.Parallel()
	tests := []struct{ bill, want string }{
		{`{"type":"creditNote","currency":"EUR","amountIncludingTax":"10.00"}`, "-10.00"},
		{`{"type":"creditNote","currency":"EUR","amountIncludingTax":"-10.00"}`, "-10.00"},
		{`{"type":"credit_note","currency":"EUR","amountIncludingTax":"(10.00)"}`, "-10.00"},
		{`{"type":"Credit Note","currency":"EUR","amountIncludingTax":"10.00"}`, "-10.00"},
		{`{"type":"AVOIR","currency":"EUR","amountIncludingTax":"10.00"}`, "-10.00"},
		{`{"type":"Crédit","currency":"EUR","amountIncludingTax":"10.00"}`, "-10.00"},
		{`{"type":"CN","currency":"EUR","amountIncludingTax":"10.00"}`, "-10.00"},
		{`{"type":381,"currency":"EUR","amountIncludingTax":"10.00"}`, "-10.00"},
		{`{"type":"invoice","category":"creditNote","currency":"EUR","amountIncludingTax":"10.00"}`, "-10.00"},
		{`{"type":"invoice","currency":"EUR","amountIncludingTax":"-10.00"}`, "-10.00"},
		{`{"type":"invoice","currency":"EUR","amountIncludingTax":"10.00"}`, "10.00"},
		{`{"type":"380","currency":"EUR","amountIncludingTax":"10.00"}`, "10.00"},
		{`{"type":"CNX","currency":"EUR","amountIncludingTax":"10.00"}`, "10.00"},
		{`{"currency":"EUR","amountIncludingTax":"10.00"}`, "10.00"},
	}
	for _, test := range tests {
		bills := list(t, "["+test.bill+"]")
		amount, reading := bills[0].Counted(Gross)
		if reading != money.Read || amount.String() != test.want {
			t.Errorf("%s counts %s, want %s", test.bill, amount, test.want)
		}
		if bills[0].Gross.Value.Sign() < 0 != strings.ContainsAny(bills[0].Gross.Sent.Raw(), "-(") {
			t.Errorf("%s is shown as %s", test.bill, bills[0].Gross)
		}
	}
}

func TestAThirdAmountIsComputedFromTheTwoOthers(t *testing.T) {
	t.Parallel()
	tests := []struct{ bill, want string }{
		{`{"currency":"EUR","amountExcludingTax":"100.00","taxAmount":"20.0050"}`, "100.00 20.0050 ≈120.0050"},
		{`{"currency":"EUR","amountIncludingTax":"120.00","taxAmount":"20.00"}`, "≈100.00 20.00 120.00"},
		{`{"currency":"EUR","amountIncludingTax":"120.00","amountExcludingTax":"100.00"}`, "100.00 ≈20.00 120.00"},
		{`{"currency":"EUR","amountIncludingTax":"120.00"}`, "  120.00"},
		{`{"currency":"EUR","amountExcludingTax":"100.00","taxAmount":"n/a"}`, "100.00 n/a "},
		{`{"currency":"EUR","amountExcludingTax":"100.00","taxAmount":"x","amountIncludingTax":"120.00"}`, "100.00 x 120.00"},
		{`{"amountExcludingTax":{"value":100,"unit":"EUR"},"taxAmount":{"value":20,"unit":"USD"}}`, "100.00 20.00 "},
		{`{"amountExcludingTax":"100","taxAmount":"20"}`, "100 20 ≈120"},
	}
	for _, test := range tests {
		bill := list(t, "["+test.bill+"]")[0]
		if got := bill.Net.Text(english()) + " " + bill.Tax.Text(english()) + " " + bill.Gross.Text(english()); got != test.want {
			t.Errorf("%s is %q, want %q", test.bill, got, test.want)
		}
	}
}

func TestTheCurrencyIsOfTheAmountThenTheBillThenTheAccount(t *testing.T) {
	t.Parallel()
	tests := []struct{ bill, want string }{
		{`{"amountIncludingTax":{"value":"1","unit":"USD"},"currency":"EUR"}`, "USD"},
		{`{"amountIncludingTax":{"amount":"1","currency":"usd"},"currency":"EUR"}`, "USD"},
		{`{"amountIncludingTax":"1 £","currency":"EUR"}`, "GBP"},
		{`{"amountIncludingTax":"1","currency":"EUR","billingAccount":{"id":"a","currency":"CHF"}}`, "EUR"},
		{`{"amountIncludingTax":"1","billingAccount":{"id":"a","currency":"CHF"}}`, "CHF"},
		{`{"amountIncludingTax":"1","currency":"","billingAccount":{"id":"a","currency":"CHF"}}`, "CHF"},
		{`{"amountIncludingTax":"1","currency":"XBT"}`, "XBT"},
		{`{"amountIncludingTax":"1"}`, ""},
		{`{"amountIncludingTax":"1","currency":"euros or dollars"}`, "not readable"},
		{`{"amountIncludingTax":{"value":1,"unit":"%%"}}`, "not readable"},
	}
	for _, test := range tests {
		bill := list(t, "["+test.bill+"]")[0]
		got := bill.Gross.Currency.String()
		if bill.Gross.Reading != money.Read {
			got = "not readable"
		}
		if got != test.want {
			t.Errorf("%s is in %q, want %q", test.bill, got, test.want)
		}
	}
}

func TestTheListDecidesWhatOneAmountLeavesOpen(t *testing.T) {
	t.Parallel()
	tests := []struct{ other, want string }{
		{`"9.99"`, "not read (2)"}, // how programs write any number
		{`9.99`, "not read (2)"},
		{`"1,234.50"`, "1234"},
		{`"1.234,50"`, "1.234"},
		{`"12,50"`, "1.234"},
		{`"12,50"},{"amountIncludingTax":"1,234.50"`, "not read (2)"},
		{`{"value":"12,50"}`, "1.234"},
		{`"1,234"`, "not read (2)"},
	}
	for _, test := range tests {
		bills := list(t, `[{"currency":"EUR","amountIncludingTax":"1,234"},{"amountIncludingTax":`+test.other+`}]`)
		if got := read(bills[0].Gross); got != test.want {
			t.Errorf("beside %s, 1,234 is %s, want %s", test.other, got, test.want)
		}
	}
}

func TestNothingThatABillSaysIsLost(t *testing.T) {
	t.Parallel()
	bill := list(t, `[{"id":"1","customer":{"id":"9","name":"ACME","segment":"int"},"type":"invoice","sendingFormat":"paper","amountDue":{"unit":"EUR","value":0.0},
		"amountIncludingTax":{"value":"1","unit":"EUR","rounded":true},"taxAmount":[1],"billDocument":[{"name":"a.pdf","url":"https://example.invalid/x"}],"period":{"startDate":"2026-01-01","kind":"usage"}}]`)[0]
	var rest []string
	for _, field := range bill.Other() {
		rest = append(rest, field.Path.String()+"="+field.Value.String())
	}
	want := "customer.segment=int sendingFormat=paper amountDue.unit=EUR amountDue.value=0.0 amountIncludingTax.rounded=true taxAmount[0]=1 " +
		"billDocument[0].name=a.pdf billDocument[0].url=https://example.invalid/x period.kind=usage"
	if got := strings.Join(rest, " "); got != want {
		t.Errorf("the rest is\n%s\nwant\n%s", got, want)
	}
	if bills, notBills := Decode([]models.Value{models.Value(`{}`), models.Value(`"x"`), models.Value(`null`)}); len(bills) != 1 || notBills != 2 {
		t.Errorf("%d bills, %d items that are none", len(bills), notBills)
	}
}

func TestADotIsWhatOtherAmountsOfTheListSay(t *testing.T) {
	t.Parallel()
	tests := []struct{ other, want string }{
		{`"9.99"`, "1.234"},
		{`9.99`, "not read (2)"}, // a number of JSON says nothing about texts
		{`"12,50"`, "1234"},
		{`"9.99"},{"amountIncludingTax":"12,50"`, "not read (2)"}, // they disagree
		{`"9.99"},{"amountIncludingTax":"1,234.50"`, "1.234"},
		{`"1.234.567"`, "1234"},
		{`"1.234"`, "not read (2)"},
	}
	for _, test := range tests {
		bills := list(t, `[{"currency":"EUR","amountIncludingTax":"1.234"},{"amountIncludingTax":`+test.other+`}]`)
		if got := read(bills[0].Gross); got != test.want {
			t.Errorf("beside %s, 1.234 is %s, want %s", test.other, got, test.want)
		}
	}
}

func TestAmountsAreShownAsRead(t *testing.T) {
	t.Parallel()
	bills := list(t, `[{"currency":"EUR","amountIncludingTax":"1234.5"},{"amountIncludingTax":"1,234"},{"currency":"EUR","amountIncludingTax":0.0125},{}]`)
	for i, want := range []string{"1,234.50", "1,234", "0.0125", ""} {
		if got := bills[i].Gross.Text(english()); got != want {
			t.Errorf("%q is shown as %q, want %q", bills[i].Gross.Sent, got, want)
		}
	}
	for i, want := range []string{"Gross", "Net", "Tax"} {
		if Column(i).String() != want {
			t.Errorf("column %d is called %s", i, Column(i))
		}
	}
}

func TestNewestFirstUndatedLastThenByID(t *testing.T) {
	t.Parallel()
	bills := list(t, `[{"id":"5"},{"id":"2","issuedAt":"2026-10-01"},{"id":"1","issuedAt":"2026-10-01"},{"id":"4"},{"id":"3","issuedAt":"2026-11-01T10:00:00Z"},{"id":"6","issuedAt":"2026-11-01"}]`)
	Sort(bills)
	var ids []string
	for i := range bills {
		ids = append(ids, bills[i].ID.Raw())
	}
	if got := strings.Join(ids, " "); got != "3 6 1 2 4 5" {
		t.Errorf("order %s", got)
	}
}

func TestTheMonthIsThatOfTheIssueAsWrittenOrOfThePeriod(t *testing.T) {
	t.Parallel()
	bill := list(t, `[{"issuedAt":"2026-10-31T23:30:00-05:00","period":"2026-09-01/2026-09-30"}]`)[0]
	if bill.Month(ByIssue).String() != "2026-10" || bill.Month(ByPeriod).String() != "2026-09" {
		t.Errorf("months %s, %s", bill.Month(ByIssue), bill.Month(ByPeriod))
	}
	none := list(t, `[{"issuedAt":"soon"}]`)[0]
	if !none.Month(ByIssue).None() || !none.Month(ByPeriod).None() || none.Issued.Sent.Raw() != "soon" {
		t.Errorf("an unreadable date has a month: %s", none.Month(ByIssue))
	}
}

func TestLinesOfABillAndTheirDifference(t *testing.T) {
	t.Parallel()
	content, err := os.ReadFile("testdata/07-rounding.json")
	if err != nil {
		t.Fatal(err)
	}
	bill := list(t, "["+string(content)+"]")[0]
	lines := DecodeItems(models.Value(content).Object().Get("items").List(), &bill)
	if len(lines) != 3 || lines[0].Label.Raw() != "line 0" || lines[0].Quantity.Raw() != "1" || lines[0].Net.Currency.String() != "EUR" || len(lines[0].Other) != 1 {
		t.Errorf("lines %+v", lines)
	}
	difference, ok := Difference(&bill, lines, Net)
	if !ok || difference.Value.String() != "0.009999" {
		t.Errorf("the lines differ by %s (%v)", difference, ok)
	}
	for name, lines := range map[string][]Item{"no lines": nil, "a line without the amount": lines[:1]} {
		if _, ok := Difference(&bill, lines, Gross); ok {
			t.Errorf("%s: a difference is given", name)
		}
	}
}

func TestCreditNoteOfTheStandardIsCountedAgainst(t *testing.T) {
	t.Parallel()
	content, err := os.ReadFile("testdata/10-ubl-creditnote-facts.json")
	if err != nil {
		t.Fatal(err)
	}
	var facts map[string]string
	if err := json.Unmarshal(content, &facts); err != nil {
		t.Fatal(err)
	}
	bills := list(t, fmt.Sprintf(`[{"type":%q,"currency":%q,"amountIncludingTax":%q}]`, facts["CreditNoteTypeCode"], facts["currency"], facts["TaxInclusiveAmount"]))
	if got := amounts(Total(bills, Gross)); got != "EUR -100.11" {
		t.Errorf("sum %s", got)
	}
	if !slices.Equal(Header()[:3], []string{"id", "billNo", "type"}) {
		t.Errorf("header %v", Header())
	}
}
