package money

import "testing"

func TestAmountsForPeople(t *testing.T) {
	t.Parallel()
	tests := []struct{ text, english, french, ascii string }{
		{"-1234.5 EUR", "-1,234.50 EUR", "-1\u00a0234,50 EUR", "-1 234,50 EUR"},
		{"0.0125 EUR", "0.0125 EUR", "0,0125 EUR", "0,0125 EUR"},
		{"1234567 JPY", "1,234,567 JPY", "1\u00a0234\u00a0567 JPY", "1 234 567 JPY"},
		{"999.9", "999.9", "999,9", "999,9"},
		{"123456.789 TND", "123,456.789 TND", "123\u00a0456,789 TND", "123 456,789 TND"},
		{"-100", "-100", "-100", "-100"},
		{"0 EUR", "0.00 EUR", "0,00 EUR", "0,00 EUR"},
		{"9007199254740993.07 EUR", "9,007,199,254,740,993.07 EUR", "9\u00a0007\u00a0199\u00a0254\u00a0740\u00a0993,07 EUR", "9 007 199 254 740 993,07 EUR"},
	}
	for _, test := range tests {
		amount, reading := Parse([]byte(test.text), Dot)
		if reading != Read {
			t.Fatalf("%q is not read", test.text)
		}
		for language, want := range map[Style]string{StyleOf("en", true): test.english, StyleOf("fr", false): test.french, StyleOf("fr-FR", true): test.ascii, StyleOf("", false): test.english} {
			if got := language.Amount(amount); got != want {
				t.Errorf("%s is written %q, want %q", test.text, got, want)
			}
		}
	}
}

func FuzzNumberIsReadBack(f *testing.F) {
	f.Add("-1234567.50")
	f.Fuzz(func(t *testing.T, text string) {
		amount, reading := Parse([]byte(text), Dot)
		if reading != Read {
			return
		}
		for mark, style := range map[Mark]Style{Dot: StyleOf("en", false), Comma: StyleOf("fr", false)} {
			written := style.Number(Amount{Value: amount.Value})
			again, reading := Parse([]byte(written), mark)
			if reading != Read || again.Value.Cmp(amount.Value) != 0 {
				t.Errorf("%q is written %q, which is read as %s (%d)", text, written, again.Value, reading)
			}
		}
	})
}
