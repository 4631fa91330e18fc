package money

import (
	"strings"
	"testing"
)

func TestAmountsAsTheyAreWritten(t *testing.T) {
	t.Parallel()
	tests := []struct{ text, want, currency string }{
		{"1234.50", "1234.50", ""},
		{"1 234,50", "1234.50", ""},
		{"1\u00a0234,50 €", "1234.50", "EUR"},
		{"1.234,50", "1234.50", ""},
		{"1,234.50", "1234.50", ""},
		{"1\u202f234,50", "1234.50", ""},
		{"1'234.50", "1234.50", ""},
		{"1’234.50", "1234.50", ""},
		{"-12,00", "-12.00", ""},
		{"12.00-", "-12.00", ""},
		{"(12.00)", "-12.00", ""},
		{"\u221212,00", "-12.00", ""},
		{"1.2345e3", "1234.5", ""},
		{"1E-2", "0.01", ""},
		{"1234", "1234", ""},
		{"1234.567", "1234.567", ""},
		{"9007199254740993.07", "9007199254740993.07", ""},
		{"0,1", "0.1", ""},
		{"0.125", "0.125", ""},
		{"1 234,125", "1234.125", ""},
		{".5", "0.5", ""},
		{"-.5", "-0.5", ""},
		{"1,234,567", "1234567", ""},
		{"1,23,456.78", "123456.78", ""},
		{"£0.287", "0.287", "GBP"},
		{"€ -0,5", "-0.5", "EUR"},
		{"-€0.5", "-0.5", "EUR"},
		{"US$ 0.0125", "0.0125", "USD"},
		{"0.0125usd", "0.0125", "USD"},
		{"$1.20", "1.20", ""},
		{"+3.0", "3.0", ""},
		{"0.000", "0.000", ""},
	}
	for _, test := range tests {
		got, reading := Parse([]byte(test.text), NoMark)
		if reading != Read || got.Value.String() != test.want || got.Currency.String() != test.currency {
			t.Errorf("%q is read as %s %q (%d), want %s %q", test.text, got.Value, got.Currency, reading, test.want, test.currency)
		}
	}
}

func TestWhatIsNoAmount(t *testing.T) {
	t.Parallel()
	tests := []struct {
		text string
		want Reading
	}{
		{"", Empty},
		{"NULL", Empty},
		{"n/a", Empty},
		{"-", Empty},
		{"1,234", Ambiguous},
		{"1.234", Ambiguous},
		{"-12.345 EUR", Ambiguous},
		{"1e999999999", Unreadable},
		{"1e21", Unreadable},
		{"1e20", Unreadable},
		{"99999999999999999999", Unreadable},
		{"0." + strings.Repeat("0", 30) + "1", Unreadable},
		{"12 apples", Unreadable},
		{"EUR", Unreadable},
		{"EUR 1 USD", Unreadable},
		{"--1", Unreadable},
		{"-1-", Unreadable},
		{"(1", Unreadable},
		{"1.2.3,4,5", Unreadable},
		{"12:30", Unreadable},
		{"1\x002", Unreadable},
		{"1,2,3", Unreadable},
		{"0x10", Unreadable},
		{"NaN", Unreadable},
		{"\xff1", Unreadable},
		{strings.Repeat("1", 5000), Unreadable},
	}
	for _, test := range tests {
		if got, reading := Parse([]byte(test.text), NoMark); reading != test.want {
			t.Errorf("%.40q is read as %s (%d), want %d", test.text, got.Value, reading, test.want)
		}
	}
}

func TestWhatTheListProvesDecidesWhatCouldBeTwoAmounts(t *testing.T) {
	t.Parallel()
	tests := []struct {
		text string
		mark Mark
		want string
	}{
		{"1,234", Comma, "1.234"},
		{"1,234", Dot, "1234"},
		{"1.234", Comma, "1234"},
		{"1.234", Dot, "1.234"},
	}
	for _, test := range tests {
		if got, reading := Parse([]byte(test.text), test.mark); reading != Read || got.Value.String() != test.want {
			t.Errorf("%q beside %q is %s (%d), want %s", test.text, string(test.mark), got.Value, reading, test.want)
		}
	}
	proofs := []struct {
		text string
		want Mark
	}{
		{"0,125", Comma},
		{"1,5", Comma},
		{"1.234,5", Comma},
		{"1.234.567", Comma},
		{"0.287", Dot},
		{"1,234,567", Dot},
		{"1,234", NoMark},
		{"12", NoMark},
		{"n/a", NoMark},
	}
	for _, proof := range proofs {
		if got := Proof([]byte(proof.text)); got != proof.want {
			t.Errorf("%q proves %q, want %q", proof.text, string(got), string(proof.want))
		}
	}
}

func TestSumsKeepEveryDigit(t *testing.T) {
	t.Parallel()
	sum := Amount{Currency: Currency{'E', 'U', 'R'}}
	tenth, _ := Parse([]byte("0.10"), NoMark)
	for range 10_000 {
		sum, _ = sum.Add(tenth.Value)
	}
	if sum.String() != "1000.00" {
		t.Errorf("10,000 times 0.10 is %s", sum)
	}
	large, _ := Parse([]byte("999999999999999999"), NoMark)
	small, _ := Parse([]byte("0.0001"), NoMark)
	if got, ok := large.Add(small.Value); ok || got != large {
		t.Errorf("a sum of 22 digits is %s (%v), want it refused", got, ok)
	}
}

func TestAmountIsShownWithTheDecimalsOfItsCurrency(t *testing.T) {
	t.Parallel()
	tests := []struct{ text, want string }{
		{"1 EUR", "1.00"}, {"0.0125 EUR", "0.0125"}, {"1234 JPY", "1234"}, {"1.5 TND", "1.500"}, {"1.5", "1.5"},
	}
	for _, test := range tests {
		if got, _ := Parse([]byte(test.text), NoMark); got.String() != test.want {
			t.Errorf("%s is shown as %s, want %s", test.text, got, test.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"1 234,50 €", "(12.00)", "1e20", "1,234", "-", "£.5-", "1’2"} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		before := string(text)
		got, reading := Parse(text, NoMark)
		if string(text) != before {
			t.Fatalf("the text %q was written to", before)
		}
		if reading != Read {
			return
		}
		again, reading := Parse([]byte(got.Value.String()), Dot)
		if reading != Read || again.Value != got.Value {
			t.Errorf("%q is %s, which is read as %s (%d)", before, got.Value, again.Value, reading)
		}
	})
}
