package cli

import (
	"encoding/csv"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"btalk/internal/bills"
	"btalk/internal/sandbox"
)

// billsAre has Billing answer every list of bills with one document.
func (b *bench) billsAre(t *testing.T, document string) {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/billing/bills" {
			w.WriteHeader(http.StatusNotFound)
			fmt.Fprint(w, `{"code":60,"message":"Resource not found"}`)
			return
		}
		fmt.Fprint(w, document)
	}))
	t.Cleanup(server.Close)
	b.set("BTALK_BILLING_URL", server.URL+"/billing")
}

func TestBillsAreListedWithASumForEachCurrencyAndNeverAGrandTotal(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	got := b.mustRun(t, "bills", "--issued", "last month")
	lines := strings.Split(strings.TrimRight(got.out, "\n"), "\n")
	if !strings.HasPrefix(lines[0], "ISSUED      TYPE") || strings.Join(strings.Fields(lines[0]), " ") != "ISSUED TYPE BILL ACCOUNT PERIOD DUE NET TAX GROSS CUR STATE" {
		t.Errorf("header %q", lines[0])
	}
	if last := lines[len(lines)-1]; !strings.HasPrefix(last, "Σ ") || !strings.Contains(last, "EUR ") || !strings.Contains(last, "JPY ") || strings.Contains(last, "total") {
		t.Errorf("sums %q", last)
	}
	rows, err := csv.NewReader(strings.NewReader(b.mustRun(t, "bills", "--issued", "last month", "-o", "csv").out)).ReadAll()
	if err != nil || strings.Join(rows[0], ",") != strings.Join(bills.Header(), ",") {
		t.Errorf("CSV begins with %q, %v", rows[0], err)
	}
	if items := b.mustRun(t, "bills", "--issued", "last month", "-o", "json").items(t); len(items) != len(rows)-1 || len(items) != len(lines)-3 {
		t.Errorf("%d in JSON, %d in CSV, %d in the table", len(items), len(rows)-1, len(lines)-3)
	}
}

func TestWordsThatAreATimeAreTheTimeOfBills(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	asked := b.mustRun(t, "bills", "--issued", "last month", "-o", "csv").out
	for _, args := range [][]string{{"bills", "last", "month"}, {"bills", "last month"}} {
		if got := b.mustRun(t, append(args, "-o", "csv")...).out; got != asked {
			t.Errorf("%q gives %d bytes, --issued %d", args, len(got), len(asked))
		}
	}
	if got := b.run(t, "bills", "last", "month", "--issued", "this year"); got.code != exitNothing {
		t.Errorf("words beside --issued: exit %d, want them searched for", got.code)
	}
}

func TestAmountsAreWrittenInTheLanguageOfTheProfile(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	b.billsAre(t, `[{"id":"1","type":"invoice","issuedAt":"2026-10-02","currency":"EUR","amountIncludingTax":"1234.50"}]`)
	for language, want := range map[string]string{"en": "1,234.50", "fr": "1\u00a0234,50"} {
		config := "version = 1\n[profiles.default]\nlanguage = \"" + language + "\"\n"
		if err := os.MkdirAll(b.env.Dirs.Config, 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(b.env.Dirs.Config, "config.toml"), []byte(config), 0o600); err != nil {
			t.Fatal(err)
		}
		table, script := b.mustRun(t, "bills").out, b.mustRun(t, "bills", "-o", "csv").out
		if strings.Count(table, want) != 2 || !strings.Contains(script, ",1234.50,") {
			t.Errorf("in %s the amount is to be %q in the row and the sum:\n%s%s", language, want, table, script)
		}
	}
}

func TestBillsAreNarrowed(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	all := len(b.mustRun(t, "bills", "-o", "json").items(t))
	if all != 400 {
		t.Fatalf("%d bills", all)
	}
	credit := b.mustRun(t, "bills", "--type", "creditnote", "-o", "json").items(t)
	invoices := b.mustRun(t, "bills", "--type", "invoice", "-o", "json").items(t)
	if len(credit) != 28 || len(credit)+len(invoices) != all {
		t.Errorf("%d credit notes and %d invoices", len(credit), len(invoices))
	}
	for args, field := range map[string]string{"--currency jpy": "currency JPY", "--account BA-130921": "billingAccount BA-130921", "--account havre": "billingAccount BA-130921", "tokyo": "billingAccount BA-223172"} {
		items := b.mustRun(t, append(strings.Fields("bills -o json "), strings.Fields(args)...)...).items(t)
		name, want, _ := strings.Cut(field, " ")
		for _, item := range items {
			if got := fmt.Sprint(item[name]); !strings.Contains(got, want) {
				t.Errorf("%s: %s is %s", args, name, got)
			}
		}
		if len(items) == 0 || len(items) == all {
			t.Errorf("%s: %d bills", args, len(items))
		}
	}
	for _, args := range []string{"--account nobody", "--currency XXX", "--type dunning", "--issued before1990-01-01", "zzzz"} {
		if got := b.run(t, append([]string{"bills"}, strings.Split(args, " ")...)...); got.code != exitNothing {
			t.Errorf("%s: exit %d\n%s", args, got.code, got.err)
		}
	}
}

func TestABadDateNamesTheFormsAndAsksNobody(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	for _, expr := range []string{"sometime", "2026-13-01", "2026-02-01/2026-01-01", "0d"} {
		got := b.run(t, "bills", "--issued", expr)
		if got.code != exitUsage || len(b.server.Requests()) > 0 {
			t.Errorf("%s: exit %d, %d requests", expr, got.code, len(b.server.Requests()))
		}
	}
	if got := b.run(t, "bills", "--issued", "sometime"); !strings.Contains(got.err, "atOrBefore2026-01-31") || !strings.Contains(got.err, "last month") {
		t.Errorf("the forms are not named:\n%s", got.err)
	}
	if got := b.run(t, "bills", "--by", "moon"); got.code != exitUsage || !strings.Contains(got.err, "month, account, type, currency") {
		t.Errorf("--by moon: exit %d\n%s", got.code, got.err)
	}
}

// odd are bills of which some are in no sum.
const odd = `[
	{"id":"1","type":"invoice","issuedAt":"2026-10-02","billingAccount":{"id":"A","name":"=cmd"},"currency":"EUR","amountIncludingTax":"100.00"},
	{"id":"2","type":"Avoir","issuedAt":"2026-10-03","billingAccount":{"id":"A"},"currency":"EUR","amountIncludingTax":"30.00"},
	{"id":"3","type":"invoice","issuedAt":"2026-10-04","billingAccount":{"id":"A"},"currency":"EUR"},
	{"id":"4","type":"invoice","issuedAt":"2026-10-05","billingAccount":{"id":"A"},"currency":"EUR","amountIncludingTax":"about ten"},
	{"id":"5","issuedAt":"soon","amountIncludingTax":7}]`

func TestWhatASumLeavesOutIsSaidInEveryForm(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	b.billsAre(t, odd)
	if got := b.mustRun(t, "bills").out; !strings.Contains(got, "Σ 5 bills  EUR 70.00  no currency 7") || !strings.Contains(got, "1 without amount, 1 not readable") {
		t.Errorf("the list\n%s", got)
	}
	if got := b.mustRun(t, "bills", "--by", "month").out; !strings.Contains(got, "gross: 1 without amount, 1 not readable") || !strings.Contains(got, "Σ 5 bills") {
		t.Errorf("the sums\n%s", got)
	}
	for _, item := range b.mustRun(t, "bills", "--by", "month", "-o", "json").items(t) {
		if item["group"] == "2026-10" && (item["grossLeftOut"] != 2.0 || item["gross"] != "70.00" || !strings.Contains(fmt.Sprint(item["leftOut"]), "gross: 1 without amount, 1 not readable")) {
			t.Errorf("the sums in JSON %v", item)
		}
	}
	if got := b.mustRun(t, "bills", "--by", "month", "-o", "csv").out; !strings.Contains(got, "2026-10,EUR,4,") || !strings.Contains(got, ",2,gross: 1 without amount") && !strings.Contains(got, `,2,"gross: 1 without amount`) {
		t.Errorf("the sums in CSV\n%s", got)
	}
	if got := b.mustRun(t, "bills", "-o", "csv").out; !strings.Contains(got, "2,,Avoir,2026-10-03,,,,A,,EUR,,,-30.00,") || !strings.Contains(got, "'=cmd") || !strings.Contains(got, "'about ten") {
		t.Errorf("the list for the accountant\n%s", got)
	}
	if got := b.mustRun(t, "bills", "-o", "json").out; !strings.Contains(got, `"30.00"`) || strings.Contains(got, "-30.00") {
		t.Errorf("JSON is not as sent\n%s", got)
	}
}

func TestMoneyInTwentyFiveFormsIsShownOrRefusedAndNeverCrashes(t *testing.T) {
	t.Parallel()
	for _, file := range []string{"01-visible-fields-only", "03-money-forms", "04-currencies", "06-tmf678", "07-rounding"} {
		document, err := os.ReadFile("../bills/testdata/" + file + ".json")
		if err != nil {
			t.Fatal(err)
		}
		b := newBench(t, sandbox.Options{})
		b.billsAre(t, string(document))
		for _, args := range []string{"bills", "bills --by month,account,type,currency", "bills -o csv", "bills -o json", "bills --by month -o json"} {
			b.mustRun(t, strings.Fields(args)...)
		}
	}
}

func TestOneBillIsFoundByIDOrNumberWithItsItems(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	first := b.mustRun(t, "bills", "-o", "json").items(t)[0]
	id, number := text(t, first, "id"), text(t, first, "billNo")
	for _, wanted := range []string{id, strings.ToLower(number)} {
		if got := b.mustRun(t, "bill", wanted, "-o", "json").object(t); got["id"] != id {
			t.Errorf("%s gave %v", wanted, got["id"])
		}
		if got := b.mustRun(t, "bill", wanted).out; !strings.Contains(got, number) || !strings.Contains(got, "Gross") {
			t.Errorf("%s:\n%s", wanted, got)
		}
	}
	table := b.mustRun(t, "bill", id, "--items")
	items := b.mustRun(t, "bill", id, "--items", "-o", "json").items(t)
	if !strings.HasPrefix(table.out, "LINE  LABEL") || len(items) < 3 {
		t.Errorf("%d items\n%s", len(items), table.out)
	}
	if got := b.run(t, "bill", "nobody"); got.code != exitNothing || !strings.Contains(got.err, `"nobody"`) {
		t.Errorf("a bill that is not there: exit %d\n%s", got.code, got.err)
	}
}

func TestASearchIsRefusedInTheWordsOfTheServer(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	items := b.mustRun(t, "bills", "search", "currency=PLN", "issuedAt=this year", "-o", "json").items(t)
	for _, item := range items {
		if item["currency"] != "PLN" {
			t.Errorf("found %v", item["currency"])
		}
	}
	tests := []struct {
		args, want string
		code       int
	}{
		{"colour=red", "colour is not a field", exitUsage},
		{"currency", "FIELD=VALUE", exitUsage},
		{"currency=EUR currency=USD", "given twice", exitUsage},
		{"issuedAt=sometime", "was not understood", exitUsage},
		{"currency=XXX", "no bill matches", exitNothing},
	}
	for _, test := range tests {
		if got := b.run(t, append([]string{"bills", "search"}, strings.Fields(test.args)...)...); got.code != test.code || !strings.Contains(got.err, test.want) {
			t.Errorf("%s: exit %d\n%s", test.args, got.code, got.err)
		}
	}
	if n := b.server.Count("POST", "/billing/b2b/v1/bills/search"); n != 3 {
		t.Errorf("%d searches were sent, want 3", n)
	}
}

func TestAccountsKnowOfBillsOnlyWhatIsCached(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	if got := b.mustRun(t, "accounts"); !strings.Contains(got.err, "no bills are cached") {
		t.Errorf("without bills:\n%s%s", got.out, got.err)
	}
	if n := b.server.Count("GET", "/billing/b2b/v1/bills"); n > 0 {
		t.Errorf("%d requests for bills", n)
	}
	b.mustRun(t, "bills")
	got := b.mustRun(t, "accounts")
	lines := strings.Split(got.out, "\n")
	if strings.Join(strings.Fields(lines[0]), " ") != "ACCOUNT NAME CURRENCY BILLS LAST BILL LAST GROSS USUAL MISSING" {
		t.Errorf("header %q", lines[0])
	}
	if b.run(t, "accounts", "nobody at all").code != exitNothing {
		t.Error("an account that is not there was found")
	}
	if items := b.mustRun(t, "accounts", "lyon", "-o", "json").items(t); len(items) != 1 || items[0]["name"] != "Arverne Lyon" {
		t.Errorf("accounts %v", items)
	}
}

func TestWithoutAKeyOfBillingTheRestWorks(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	b.set("BTALK_B2B_API_KEY", "")
	for _, args := range []string{"bills", "bill 1", "accounts", "bills search a=b"} {
		if got := b.run(t, strings.Fields(args)...); got.code != exitCredentials {
			t.Errorf("%s: exit %d\n%s", args, got.code, got.err)
		}
	}
	b.mustRun(t, "customers")
	if n := b.server.Count("", "/billing"); n > 0 {
		t.Errorf("%d requests without a key", n)
	}
}
