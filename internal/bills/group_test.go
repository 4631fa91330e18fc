package bills

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
)

const mixed = `[
	{"id":"1","type":"invoice","issuedAt":"2026-10-01","billingAccount":{"id":"A"},"currency":"EUR","amountIncludingTax":"100.00","amountExcludingTax":"80.00","taxAmount":"20.00"},
	{"id":"2","type":"invoice","issuedAt":"2026-11-01","billingAccount":{"id":"A"},"currency":"EUR","amountIncludingTax":"112.50"},
	{"id":"3","type":"creditNote","issuedAt":"2026-11-02","billingAccount":{"id":"B"},"currency":"EUR","amountIncludingTax":"25.00"},
	{"id":"4","type":"invoice","issuedAt":"2026-11-03","billingAccount":{"id":"B"},"currency":"USD","amountIncludingTax":"7.00"},
	{"id":"5","type":"invoice","issuedAt":"2026-11-04","billingAccount":{"id":"B"},"currency":"EUR"},
	{"id":"6","type":"invoice","currency":"EUR","amountIncludingTax":"1"},
	{"id":"7","type":"invoice","issuedAt":"2026-08-04","billingAccount":{"id":"A"},"currency":"EUR","amountIncludingTax":"5"}
]`

// table writes groups as one line each.
func table(groups []Group) string {
	var lines []string
	for _, group := range groups {
		line := fmt.Sprintf("%s %s %d %s", group.Label(), group.Currency, group.Bills, group.Gross.Exact(group.Currency))
		if group.Change != "" {
			line += " " + group.Change
		}
		if left := group.Gross.Words(); left != "" {
			line += " (" + left + ")"
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

func TestGroupsWithTheChangeToTheMonthBefore(t *testing.T) {
	t.Parallel()
	tests := []struct{ by, want string }{
		{"month", "2026-11 EUR 3 87.50 -12.5% (1 without amount)\n2026-11 USD 1 7.00\n2026-10 EUR 1 100.00\n2026-08 EUR 1 5.00\nnone EUR 1 1.00"},
		{"account", "A EUR 3 217.50\nB EUR 2 -25.00 (1 without amount)\nB USD 1 7.00\nnone EUR 1 1.00"},
		{"type", "creditNote EUR 1 -25.00\ninvoice EUR 5 218.50 (1 without amount)\ninvoice USD 1 7.00"},
		{"currency", "EUR EUR 6 193.50 (1 without amount)\nUSD USD 1 7.00"},
		{"Account, month", "A · 2026-11 EUR 1 112.50 +12.5%\nA · 2026-10 EUR 1 100.00\nA · 2026-08 EUR 1 5.00\nB · 2026-11 EUR 2 -25.00 (1 without amount)\nB · 2026-11 USD 1 7.00\nnone · none EUR 1 1.00"},
	}
	for _, test := range tests {
		keys, err := ParseKeys(test.by)
		if err != nil {
			t.Fatal(err)
		}
		if got := table(By(list(t, mixed), keys, ByIssue)); got != test.want {
			t.Errorf("by %s:\n%s\nwant\n%s", test.by, got, test.want)
		}
	}
}

func TestKeysOfGroups(t *testing.T) {
	t.Parallel()
	keys, err := ParseKeys("month,MONTH, type")
	if err != nil || fmt.Sprint(keys) != "[month type]" {
		t.Errorf("keys %v, %v", keys, err)
	}
	for _, text := range []string{"", "site", "month,"} {
		if _, err := ParseKeys(text); err == nil || !strings.Contains(err.Error(), "month, account, type, currency") {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestGroupsAsJSON(t *testing.T) {
	t.Parallel()
	written, err := json.Marshal(By(list(t, mixed), []Key{Month}, ByIssue)[:3])
	if err != nil {
		t.Fatal(err)
	}
	want := `[{"group":"2026-11","currency":"EUR","bills":3,"net":"","tax":"","gross":"87.50","previous":"100.00","change":"-12.5%","netLeftOut":3,"taxLeftOut":3,"grossLeftOut":1,"leftOut":"gross: 1 without amount; net: 3 without amount; tax: 3 without amount"},` +
		`{"group":"2026-11","currency":"USD","bills":1,"net":"","tax":"","gross":"7.00","netLeftOut":1,"taxLeftOut":1,"grossLeftOut":0,"leftOut":"net: 1 without amount; tax: 1 without amount"},` +
		`{"group":"2026-10","currency":"EUR","bills":1,"net":"80.00","tax":"20.00","gross":"100.00","netLeftOut":0,"taxLeftOut":0,"grossLeftOut":0,"leftOut":""}]`
	if string(written) != want {
		t.Errorf("JSON\n%s\nwant\n%s", written, want)
	}
}

func TestChangesInPercent(t *testing.T) {
	t.Parallel()
	tests := []struct{ before, now, want string }{
		{"100", "112.50", "+12.5%"},
		{"100", "100", "0.0%"},
		{"100", "99.96", "0.0%"},
		{"3", "4", "+33.3%"},
		{"-100", "-50", "+50.0%"},
		{"-100", "100", "+200.0%"},
		{"0", "5", ""},
		{"100", "0", "-100.0%"},
		{"0.0001", "999999999999", "+999999999998999900.0%"},
	}
	for _, test := range tests {
		bills := list(t, fmt.Sprintf(`[{"issuedAt":"2026-09-01","amountIncludingTax":%s},{"issuedAt":"2026-10-01","amountIncludingTax":%s}]`, test.before, test.now))
		if got := By(bills, []Key{Month}, ByIssue)[0].Change; got != test.want {
			t.Errorf("from %s to %s is %q, want %q", test.before, test.now, got, test.want)
		}
	}
}

func TestNoChangeIsSaidWhereASumLacksAnAmount(t *testing.T) {
	t.Parallel()
	const whole = `{"issuedAt":"2026-10-01","currency":"EUR","amountIncludingTax":"100"},{"issuedAt":"2026-11-01","currency":"EUR","amountIncludingTax":"120"}`
	for name, lacking := range map[string]string{
		"not readable, this month":       `{"issuedAt":"2026-11-02","currency":"EUR","amountIncludingTax":"twelve"}`,
		"not readable, the month before": `{"issuedAt":"2026-10-02","currency":"EUR","amountIncludingTax":"twelve"}`,
		"two readings, this month":       `{"issuedAt":"2026-11-02","currency":"EUR","amountIncludingTax":"1,234"}`,
		"too large to add":               `{"issuedAt":"2026-11-02","currency":"EUR","amountIncludingTax":"9999999999999999999"}`,
	} {
		bills := list(t, "["+whole+","+lacking+"]")
		group, bars := By(bills, []Key{Month}, ByIssue)[0], Bars(bills, currency("EUR"), Gross, ByIssue, today(), 2)
		if group.Change != "" || bars[1].Change != "" {
			t.Errorf("%s: the group changes by %q, the bar by %q", name, group.Change, bars[1].Change)
		}
	}
	bills := list(t, "["+whole+"]")
	if got := By(bills, []Key{Month}, ByIssue)[0].Change; got != "+20.0%" {
		t.Errorf("whole sums change by %q", got)
	}
}

func TestAnAmountInAnotherCurrencyThanItsBillIsLeftOut(t *testing.T) {
	t.Parallel()
	bills := list(t, `[{"issuedAt":"2026-10-01","amountIncludingTax":"1 EUR","amountExcludingTax":"1 USD"}]`)
	group := By(bills, []Key{Month}, ByIssue)[0]
	if group.Currency.String() != "EUR" || group.Net.Bills != 0 || group.Net.Unreadable != 1 {
		t.Errorf("group %+v", group)
	}
}

func TestASumThatNineteenDigitsDoNotHoldIsSaid(t *testing.T) {
	t.Parallel()
	bills := list(t, `[{"issuedAt":"2026-10-01","amountIncludingTax":999999999999999999},{"issuedAt":"2026-10-01","amountIncludingTax":"0.0001"}]`)
	sums := Total(bills, Gross)
	if amounts(sums) != "999999999999999999" || sums.TooLarge != 1 || sums.Words() != "1 too large to add" {
		t.Errorf("sums %s, %s", amounts(sums), sums.Words())
	}
	if group := By(bills, []Key{Month}, ByIssue)[0]; group.Gross.TooLarge != 1 || group.Gross.Bills != 1 {
		t.Errorf("group %+v", group)
	}
}

func TestTheLineBelowAList(t *testing.T) {
	t.Parallel()
	tests := []struct{ bills, want string }{
		{mixed, "Σ 7 shown  EUR 193.50  USD 7.00  ·  1 without amount"},
		{`[{"amountIncludingTax":"1234.5"}]`, "Σ 1 shown  no currency 1,234.5"},
		{`[{},{"amountIncludingTax":"1,234"}]`, "Σ 2 shown  ·  1 without amount, 1 not readable"},
		{`[]`, "Σ 0 shown"},
	}
	for _, test := range tests {
		if got := Total(list(t, test.bills), Gross).Line(english(), "shown"); got != test.want {
			t.Errorf("%q, want %q", got, test.want)
		}
	}
	if got := Total(list(t, mixed), Net).Line(english(), "marked"); got != "Σ 7 marked  EUR 80.00  ·  6 without amount" {
		t.Errorf("net: %q", got)
	}
	parts := strings.Join(Total(list(t, mixed), Gross).Parts(english(), "shown"), " | ")
	if parts != "Σ 7 shown | EUR 193.50 | 1 without amount | USD 7.00" {
		t.Errorf("in parts: %q", parts)
	}
}

func TestBarsOfMonths(t *testing.T) {
	t.Parallel()
	bars := Bars(list(t, mixed), currency("EUR"), Gross, ByIssue, today(), 4)
	want := []struct{ month, sum, change string }{{"2026-08", "5.00", ""}, {"2026-09", "0.00", ""}, {"2026-10", "100.00", ""}, {"2026-11", "87.50", "-12.5%"}}
	for i, bar := range bars {
		if bar.Month.String() != want[i].month || bar.Sum.String() != want[i].sum || bar.Change != want[i].change || bar.Running != (i == 3) {
			t.Errorf("bar %d is %+v, want %v", i, bar, want[i])
		}
	}
	if bars[3].Bills != 2 || bars[3].Without != 1 {
		t.Errorf("the running month counts %d, leaves out %q", bars[3].Bills, bars[3].Words())
	}
	if got := fmt.Sprint(Lengths(bars, 10)); got != "[4 0 80 70]" {
		t.Errorf("lengths in eighths %s", got)
	}
	if got := fmt.Sprint(Lengths(Bars(list(t, mixed), currency("CHF"), Gross, ByIssue, today(), 2), 10)); got != "[0 0]" {
		t.Errorf("lengths of nothing %s", got)
	}
	negative := Bars(list(t, `[{"type":"CN","issuedAt":"2026-11-01","currency":"EUR","amountIncludingTax":"100"},{"issuedAt":"2026-10-01","currency":"EUR","amountIncludingTax":"0.10"}]`), currency("EUR"), Gross, ByIssue, today(), 2)
	if got := fmt.Sprint(Lengths(negative, 2)); got != "[1 16]" || negative[1].Sum.Value.Sign() >= 0 {
		t.Errorf("lengths with a negative month %s", got)
	}
	period := Bars(list(t, `[{"issuedAt":"2026-11-01","period":"2026-10-01/2026-10-31","currency":"EUR","amountIncludingTax":"1 EUR","amountExcludingTax":"1 USD"}]`), currency("EUR"), Net, ByPeriod, today(), 2)
	if period[0].Unreadable != 1 || period[1].Bills != 0 {
		t.Errorf("bars by period %+v", period)
	}
}
