package money

import "strings"

// Currency is an ISO 4217 code in capitals. The zero value is none.
type Currency [3]byte

// String gives the code, "" when there is none.
func (c Currency) String() string {
	if c == (Currency{}) {
		return ""
	}
	return string(c[:])
}

// Digits is the number of decimals that the currency has (ISO 4217).
func (c Currency) Digits() int {
	switch c.String() {
	case "JPY", "KRW", "CLP", "ISK", "VND", "PYG", "UGX", "XAF", "XOF", "XPF", "":
		return 0
	case "TND", "KWD", "BHD", "OMR", "JOD", "IQD", "LYD":
		return 3
	}
	return 2
}

// codes are the currencies that a text may name beside an amount.
const codes = " AED AFN ALL AMD ANG AOA ARS AUD AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC " +
	"CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD " +
	"JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD " +
	"NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SYP SZL " +
	"THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG "

// ParseCurrency reads a code in any case, or a sign that means one currency
// only. "$" is not one: eleven countries write it.
func ParseCurrency(text string) (Currency, bool) {
	switch name := strings.ToUpper(strings.TrimSpace(text)); name {
	case "€", "EURO", "EUROS":
		return Currency{'E', 'U', 'R'}, true
	case "£":
		return Currency{'G', 'B', 'P'}, true
	case "US$", "$US", "$USD", "USD$":
		return Currency{'U', 'S', 'D'}, true
	default:
		if len(name) != 3 || !strings.Contains(codes, " "+name+" ") {
			return Currency{}, false
		}
		return Currency([]byte(name)), true
	}
}

// ParseCode reads what a field for a currency holds: as ParseCurrency, or any
// three letters, since the list of codes grows.
func ParseCode(text string) (Currency, bool) {
	if known, ok := ParseCurrency(text); ok {
		return known, true
	}
	code := []byte(strings.ToUpper(strings.TrimSpace(text)))
	if len(code) != len(Currency{}) {
		return Currency{}, false
	}
	for _, c := range code {
		if c < 'A' || c > 'Z' {
			return Currency{}, false
		}
	}
	return Currency(code), true
}

// take reads the currency beside an amount. "$" alone names none, and does not
// spoil the amount.
func (c *Currency) take(text []byte) bool {
	word := strings.TrimSpace(string(text))
	if word == "$" || word == "" {
		return true
	}
	read, ok := ParseCurrency(word)
	if !ok || *c != (Currency{}) && *c != read {
		return false
	}
	*c = read
	return true
}
