package calls

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"os"
	"testing"

	"btalk/internal/models/money"
)

// expected is what expected.json says of a sample.
type expected struct {
	Delimiter   *string           `json:"delimiter"`
	Encoding    string            `json:"encoding"`
	Header      *bool             `json:"header"`
	Format      string            `json:"format"`
	Compressed  string            `json:"compressed"`
	Calls       *int64            `json:"calls"`
	Answered    *int64            `json:"answered"`
	Seconds     *int64            `json:"seconds"`
	BillSeconds *int64            `json:"billSeconds"`
	Unreadable  *int64            `json:"unreadableAtMost"`
	Amount      map[string]string `json:"amount"`
	ByCountry   map[string]int64  `json:"byCountry"`
	Bytes       int64             `json:"bytes"`
}

func summarise(t *testing.T, content []byte, by By) (File, *Summary) {
	t.Helper()
	summary := NewSummary(by, OffPeak{})
	file, err := Read(t.Context(), bytes.NewReader(content), Evidence{}, summary.Add)
	if err != nil {
		t.Fatal(err)
	}
	return file, summary
}

func TestSamplesComeToTheirSums(t *testing.T) {
	t.Parallel()
	listed, err := os.ReadFile("testdata/expected.json")
	if err != nil {
		t.Fatal(err)
	}
	var samples map[string]expected
	if err := json.Unmarshal(listed, &samples); err != nil {
		t.Fatal(err)
	}
	if len(samples) < 15 {
		t.Fatalf("only %d samples", len(samples))
	}
	for name, want := range samples {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			content, err := os.ReadFile("testdata/" + name)
			if err != nil {
				t.Fatal(err)
			}
			file, summary := summarise(t, content, ByCountry)
			want.check(t, file, summary)
		})
	}
}

func (want expected) check(t *testing.T, file File, summary *Summary) {
	t.Helper()
	total := summary.Total
	for _, number := range []struct {
		what string
		got  int64
		want *int64
	}{
		{"calls", file.Calls, want.Calls},
		{"calls in the summary", total.Calls, want.Calls},
		{"answered", total.Answered, want.Answered},
		{"seconds", total.Seconds(), want.Seconds},
		{"billed seconds", total.BilledSeconds(), want.BillSeconds},
		{"bytes", file.Bytes, &want.Bytes},
	} {
		if number.want != nil && number.got != *number.want {
			t.Errorf("%d %s, want %d", number.got, number.what, *number.want)
		}
	}
	if want.Unreadable != nil && file.Unreadable > *want.Unreadable || want.Unreadable == nil && want.Calls != nil && file.Unreadable > 0 {
		t.Errorf("%d records are unreadable", file.Unreadable)
	}
	if want.Delimiter != nil && file.Delimiter != *want.Delimiter {
		t.Errorf("delimiter %q, want %q", file.Delimiter, *want.Delimiter)
	}
	if want.Encoding != "" && file.Encoding != want.Encoding {
		t.Errorf("encoding %s, want %s", file.Encoding, want.Encoding)
	}
	if want.Header != nil && file.Header > 0 != *want.Header {
		t.Errorf("the header is record %d, want one: %v", file.Header, *want.Header)
	}
	if want.Compressed != "" && !file.Gzip || want.Format != "" && file.Format != want.Format {
		t.Errorf("format %q, packed %v", file.Format, file.Gzip)
	}
	want.checkAmounts(t, total)
	got := map[string]int64{}
	for _, group := range summary.Groups() {
		got[group.Key] = group.Calls
	}
	for country, calls := range want.ByCountry {
		if got[country] != calls || len(got) != len(want.ByCountry) {
			t.Errorf("calls by country %v, want %v", got, want.ByCountry)
		}
	}
}

func (want expected) checkAmounts(t *testing.T, total Sum) {
	t.Helper()
	if want.Amount == nil {
		return
	}
	if len(total.Amounts) != len(want.Amount) {
		t.Errorf("amounts %v, want %v", total.Amounts, want.Amount)
	}
	for _, amount := range total.Amounts {
		exact, reading := money.Parse([]byte(want.Amount[amount.Currency.String()]), money.Dot)
		if reading != money.Read || !exact.Value.Equal(amount.Value) {
			t.Errorf("%s %s, want %v", amount.Value, amount.Currency, want.Amount)
		}
	}
}

func TestFixedWidthIsSaidNotToBeUnderstood(t *testing.T) {
	t.Parallel()
	content, err := os.ReadFile("testdata/10-fixed-width.txt")
	if err != nil {
		t.Fatal(err)
	}
	file, _ := summarise(t, content, ByCountry)
	if file.Understood || file.Delimiter != "" || file.Calls != 0 || file.Unreadable != 2 {
		t.Errorf("read as %+v", file)
	}
}

func TestACopyOfTheStreamIsWholeWhateverIsUnderstood(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"10-fixed-width.txt", "18-gzip-without-header.csv", "11-fr-bom-semicolon.csv", "15-graph-pstn.json"} {
		content, err := os.ReadFile("testdata/" + name)
		if err != nil {
			t.Fatal(err)
		}
		var copied bytes.Buffer
		_, err = Read(context.Background(), io.TeeReader(bytes.NewReader(content), &copied), Evidence{}, func(*Call) error { return nil })
		if err != nil || !bytes.Equal(copied.Bytes(), content) {
			t.Errorf("%s: %d bytes of %d were copied, %v", name, copied.Len(), len(content), err)
		}
	}
}
