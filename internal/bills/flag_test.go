package bills

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"btalk/internal/models"
	"btalk/internal/models/when"
)

// billed makes one bill of an account for each amount, a month apart from January
// 2026 on.
func billed(t *testing.T, kind string, amounts ...string) []Bill {
	t.Helper()
	rows := make([]string, len(amounts))
	for i, amount := range amounts {
		rows[i] = fmt.Sprintf(`{"id":"%d","type":%q,"issuedAt":"2026-%02d-05","billingAccount":{"id":"A","name":"Lyon"},"currency":"EUR","amountIncludingTax":%q}`, i+1, kind, i+1, amount)
	}
	return list(t, "["+strings.Join(rows, ",")+"]")
}

// flagged writes the flags of bills by id.
func flagged(bills []Bill) string {
	var parts []string
	for i, odd := range Oddities(bills, english()) {
		for _, one := range odd {
			parts = append(parts, bills[i].ID.String()+one.Flag.Sign())
		}
	}
	return strings.Join(parts, " ")
}

func TestWhatIsFarOffTheUsual(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, want string
		bills      []Bill
	}{
		{"three before make a usual amount", "4!", billed(t, "invoice", "1000", "1000", "1000", "1300")},
		{"two do not", "", billed(t, "invoice", "1000", "1000", "1300")},
		{"a quarter exactly is not far", "", billed(t, "invoice", "1000", "1000", "1000", "1250")},
		{"less than usual", "4!", billed(t, "invoice", "1000", "1000", "1000", "749")},
		{"fifty units are not far", "", billed(t, "invoice", "100", "100", "100", "150")},
		{"more than fifty are", "4!", billed(t, "invoice", "100", "100", "100", "150.01")},
		{"one odd month does not move the usual", "4! 6!", billed(t, "invoice", "1000", "1000", "1000", "9000", "1000", "2000")},
		{"only the last six count", "7!", billed(t, "invoice", "9000", "9000", "9000", "9000", "9000", "9000", "1000", "9000")},
		{"credit notes among themselves", "4!", billed(t, "creditNote", "1000", "-1000", "1000", "1300")},
		{"without an account", "", list(t, strings.ReplaceAll(`[{"id":"1","issuedAt":"2026-01-01","amountIncludingTax":"1000"},#,#,{"id":"4","issuedAt":"2026-02-01","amountIncludingTax":"9000"}]`, "#", `{"issuedAt":"2026-01-02","amountIncludingTax":"1000"}`))},
	}
	for _, test := range tests {
		if got := flagged(test.bills); got != test.want {
			t.Errorf("%s: flags %q, want %q", test.name, got, test.want)
		}
	}
	if why := Oddities(billed(t, "invoice", "1000", "1000", "1010", "1030", "2300"), english())[4][0].Why; why != "2,300.00 EUR is far off the usual 1,005.00 EUR of this account" {
		t.Errorf("the reason is %q", why)
	}
}

func TestWhatIsBilledTwice(t *testing.T) {
	t.Parallel()
	bill := func(id, account, period, amount, more string) string {
		return fmt.Sprintf(`{"id":%q,"billingAccount":{"id":%q},"period":%q,"currency":"EUR","amountIncludingTax":%q%s}`, id, account, period, amount, more)
	}
	first := bill("1", "A", "2026-10-01/2026-10-31", "10.00", "")
	tests := []struct{ name, second, want string }{
		{"the same", bill("2", "A", "2026-10-01/2026-10-31", "10.00", ""), "1= 2="},
		{"the amount written in another way", bill("2", "A", "2026-10-01/2026-10-31", "10,0", ""), "1= 2="},
		{"another account", bill("2", "B", "2026-10-01/2026-10-31", "10.00", ""), ""},
		{"another period", bill("2", "A", "2026-09-01/2026-09-30", "10.00", ""), ""},
		{"another end of the period", bill("2", "A", "2026-10-01/2026-10-30", "10.00", ""), ""},
		{"another amount", bill("2", "A", "2026-10-01/2026-10-31", "10.01", ""), ""},
		{"its credit note", bill("2", "A", "2026-10-01/2026-10-31", "10.00", `,"type":"creditNote"`), ""},
		{"without a period", bill("2", "A", "", "10.00", ""), ""},
	}
	for _, test := range tests {
		bills := list(t, "["+first+","+test.second+"]")
		if got := flagged(bills); got != test.want {
			t.Errorf("%s: flags %q, want %q", test.name, got, test.want)
		}
	}
	zero := bill("1", "A", "2026-10-01/2026-10-31", "0.00", "")
	if got := flagged(list(t, "["+zero+","+zero+"]")); got != "" {
		t.Errorf("two bills of nothing are flagged %q", got)
	}
	if why := Oddities(list(t, "["+first+","+first+"]"), english())[0][0].Why; why != "the same account, period and amount as bill 1" {
		t.Errorf("the reason is %q", why)
	}
}

func TestWhatCannotBeReadIsFlaggedWithItsReason(t *testing.T) {
	t.Parallel()
	bills := list(t, `[{"id":"1","amountIncludingTax":"1,234"},{"id":"2","taxAmount":"1e999999999"},{"id":"3","amountIncludingTax":"n/a"}]`)
	odd := Oddities(bills, english())
	if flagged(bills) != "1? 2?" || odd[0][0].Why != `Gross "1,234" could be two amounts; it is in no sum` || odd[1][0].Why != `Tax "1e999999999" is not readable; it is in no sum` {
		t.Errorf("flags %v", odd)
	}
}

func dayOf(t *testing.T, text string) when.Day {
	t.Helper()
	date, ok := when.Parse(text)
	if !ok {
		t.Fatal(text)
	}
	return date.Day
}

func TestAMonthlyAccountMissesItsBillTenDaysAfterItsUsualDay(t *testing.T) {
	t.Parallel()
	monthly := billed(t, "invoice", "100", "110", "120", "130") // 5 January to 5 April
	tests := []struct {
		name, today, want string
		bills             []Bill
	}{
		{"the day itself", "2026-05-05", "", monthly},
		{"ten days later", "2026-05-15", "", monthly},
		{"eleven days later", "2026-05-16", "2026-05-05", monthly},
		{"long after", "2026-09-01", "2026-05-05", monthly},
		{"two bills are no habit", "2026-09-01", "", monthly[:2]},
		{"a month left out", "2026-09-01", "", append(append([]Bill{}, monthly[:2]...), monthly[3])},
		{"credit notes are none", "2026-09-01", "", billed(t, "creditNote", "100", "110", "120", "130")},
	}
	for _, test := range tests {
		payers := Accounts(nil, test.bills, dayOf(t, test.today))
		if len(payers) != 1 || payers[0].Missing.String() != test.want {
			t.Errorf("%s: missing %q, want %q", test.name, payers[0].Missing, test.want)
		}
	}
	long := list(t, `[{"issuedAt":"2025-11-30","billingAccount":"A"},{"issuedAt":"2025-12-31","billingAccount":"A"},{"issuedAt":"2026-01-31","billingAccount":"A"},{"issuedAt":"2026-01-31","billingAccount":"A"}]`)
	if got := Accounts(nil, long, dayOf(t, "2026-03-20"))[0].Missing.String(); got != "2026-02-28" {
		t.Errorf("a bill at the end of the month is missing on %q, want the last day of February", got)
	}
}

func TestAccountsWithWhatIsKnownOfTheirBills(t *testing.T) {
	t.Parallel()
	listed := DecodeAccounts([]models.Value{models.Value(`{"id":"B","name":"Brest","currency":"USD","site":"x"}`), models.Value(`{"id":"C","name":"Albi"}`)})
	bills := append(billed(t, "invoice", "100", "110", "500"), list(t, `[
		{"issuedAt":"2026-11-20","billingAccount":{"id":"B"},"currency":"USD","amountIncludingTax":"7"},
		{"issuedAt":"2026-11-21","billingAccount":{"id":"B"},"currency":"USD","amountIncludingTax":"9","type":"avoir"},
		{"amountIncludingTax":"7"}]`)...)
	payers := Accounts(listed, bills, today())
	var lines []string
	for _, payer := range payers {
		lines = append(lines, fmt.Sprintf("%s %s %s %d %s %s %s %v missing %s", payer.ID, payer.Name, payer.Currency, payer.Bills, payer.Last, payer.LastSum.Text(english()), payer.Usual, payer.HasUsual, payer.Missing))
	}
	want := `A Lyon EUR 3 2026-03-05 500.00 110.00 true missing 2026-04-05
C Albi  0   0 false missing 
B Brest USD 2 2026-11-21 -9.00 7.00 true missing `
	if got := strings.Join(lines, "\n"); got != want {
		t.Errorf("accounts\n%s\nwant\n%s", got, want)
	}
	if len(payers[2].Other) != 1 || payers[2].Other[0].Path.Raw() != "site" {
		t.Errorf("the rest of an account is %v", payers[2].Other)
	}
	if listed[0].Bills != 0 {
		t.Error("the list that was handed in has changed")
	}
}

func TestReportsWithTheirFormats(t *testing.T) {
	t.Parallel()
	reports := DecodeReports([]models.Value{
		models.Value(`{"id":"monthly-usage","name":"Usage","period":"2026-10","formats":["application/pdf","text/csv"],"owner":"x"}`), models.Value(`{"id":7,"formats":"pdf"}`),
	}, true)
	if got := reports[0]; got.ID.Raw() != "monthly-usage" || got.Name.Raw() != "Usage" || !got.Own || got.Period.Raw() != "2026-10" || strings.Join(got.Formats, " ") != "application/pdf text/csv" || len(got.Other) != 1 {
		t.Errorf("a report is read as %+v", got)
	}
	if got := reports[1]; got.ID.Raw() != "7" || len(got.Formats) != 0 || len(got.Other) != 1 {
		t.Errorf("a report is read as %+v", got)
	}
}

func TestBillsForTheAccountant(t *testing.T) {
	t.Parallel()
	bills := list(t, `[
		{"id":"1","billNo":"F-1","type":"creditNote","issuedAt":"2026-10-05T00:00:00.000Z","dueDate":"2026-11-05","period":{"startDate":"2026-09-01","endDate":"2026-09-30"},
		 "billingAccount":{"id":"BA1","name":"=HYPERLINK(1)"},"currency":"EUR","amountExcludingTax":"1 234,50","taxAmount":"246,90","amountIncludingTax":"1 481,40","status":"sent, \"paid\""},
		{"id":"2","issuedAt":"soon","amountIncludingTax":"1.2.3","currency":"JPY","amountExcludingTax":1234}]`)
	var out strings.Builder
	if err := WriteCSV(&out, bills); err != nil {
		t.Fatal(err)
	}
	want := `id,billNo,type,issuedAt,dueDate,periodStart,periodEnd,billingAccount.id,billingAccount.name,currency,amountExcludingTax,taxAmount,amountIncludingTax,status
1,F-1,creditNote,2026-10-05,2026-11-05,2026-09-01,2026-09-30,BA1,'=HYPERLINK(1),EUR,-1234.50,-246.90,-1481.40,"sent, ""paid"""
2,,,soon,,,,,,JPY,1234,,'1.2.3,
`
	if out.String() != want {
		t.Errorf("CSV\n%s\nwant\n%s", out.String(), want)
	}
	if err := WriteCSV(broken{}, bills); err == nil {
		t.Error("an error of the disk is not told")
	}
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errors.New("the disk is full") }

func TestTheUsualAmountIsRoundedHalfToEvenToTheScaleAsSent(t *testing.T) {
	t.Parallel()
	for want, amounts := range map[string][]string{
		"14747.30": {"14747.30", "14747.31"}, // 14747.305
		"14747.32": {"14747.31", "14747.32"}, // 14747.315
		"0.0150":   {"0.0125", "0.0175"},
		"0.012":    {"0.01", "0.014"},
		"100.50":   {"100", "101"}, // as many decimals as euros have
		"-14.30":   {"-14.30", "-14.31"},
	} {
		payer := Accounts(nil, billed(t, "invoice", amounts...), today())[0]
		if got := payer.Usual.String(); got != want || !payer.HasUsual {
			t.Errorf("between %v the usual is %s, want %s", amounts, got, want)
		}
	}
}
