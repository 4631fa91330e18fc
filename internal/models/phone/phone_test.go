package phone

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/nyaruka/phonenumbers"
)

var update = flag.Bool("update", false, "make formats.tsv anew from the library")

// TestFormatsAreThoseOfTheLibrary fails when the library has newer tables:
// run it with -update then.
func TestFormatsAreThoseOfTheLibrary(t *testing.T) {
	made := makeFormats(t)
	if *update {
		if err := os.WriteFile("formats.tsv", []byte(made), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if made != formats {
		t.Error("formats.tsv is not what the library says: run `go test ./internal/models/phone -update`")
	}
}

func makeFormats(t *testing.T) string {
	t.Helper()
	collection, err := phonenumbers.MetadataCollection()
	if err != nil {
		t.Fatal(err)
	}
	byCode := map[int][]*phonenumbers.PhoneMetadata{}
	for _, m := range collection.GetMetadata() {
		number := int(m.GetCountryCode())
		byCode[number] = append(byCode[number], m)
	}
	var out strings.Builder
	for _, number := range slices.Sorted(maps.Keys(byCode)) {
		users := byCode[number]
		main := phonenumbers.GetRegionCodeForCountryCode(number)
		slices.SortStableFunc(users, func(a, b *phonenumbers.PhoneMetadata) int {
			return boolRank(a.GetId() != main) - boolRank(b.GetId() != main)
		})
		writeFormats(&out, number, users[0])
		if trunk := users[0].GetNationalPrefix(); trunk != "" {
			fmt.Fprintf(&out, "N\t%d\t%s\n", number, trunk)
		}
		for _, user := range users {
			if len(user.GetId()) == len("FR") { // "001" stands for no country
				fmt.Fprintf(&out, "R\t%d\t%s\t%s\n", number, user.GetId(), numbersOf(user, len(users)))
			}
		}
	}
	return out.String()
}

func boolRank(b bool) int {
	if b {
		return 1
	}
	return 0
}

func writeFormats(out *strings.Builder, number int, m *phonenumbers.PhoneMetadata) {
	list := m.GetIntlNumberFormat()
	if len(list) == 0 {
		list = m.GetNumberFormat()
	}
	group := regexp.MustCompile(`\$(\d)`)
	for _, f := range list {
		leading := ""
		if all := f.GetLeadingDigitsPattern(); len(all) > 0 {
			leading = all[len(all)-1]
		}
		fmt.Fprintf(out, "F\t%d\t%s\t%s\t%s\n", number, f.GetPattern(), leading, group.ReplaceAllString(f.GetFormat(), "$${$1}"))
	}
}

// numbersOf is the pattern of the numbers of a country, where several share
// its code.
func numbersOf(m *phonenumbers.PhoneMetadata, users int) string {
	switch {
	case users == 1:
		return ""
	case m.GetLeadingDigits() != "":
		return "(?:" + m.GetLeadingDigits() + `)\d*`
	}
	var patterns []string
	for _, d := range []*phonenumbers.PhoneNumberDesc{
		m.GetFixedLine(), m.GetMobile(), m.GetTollFree(), m.GetPremiumRate(), m.GetSharedCost(), m.GetVoip(),
		m.GetPersonalNumber(), m.GetPager(), m.GetUan(), m.GetVoicemail(),
	} {
		if p := d.GetNationalNumberPattern(); p != "" && p != "NA" && !slices.Contains(patterns, p) {
			patterns = append(patterns, p)
		}
	}
	return strings.Join(patterns, "|")
}

func TestNumbersAreWrittenAsTheLibraryWritesThem(t *testing.T) {
	t.Parallel()
	types := []phonenumbers.PhoneNumberType{
		phonenumbers.FIXED_LINE, phonenumbers.MOBILE, phonenumbers.TOLL_FREE, phonenumbers.PREMIUM_RATE,
		phonenumbers.SHARED_COST, phonenumbers.VOIP, phonenumbers.UAN,
	}
	tried := 0
	for _, region := range slices.Sorted(maps.Keys(phonenumbers.GetSupportedRegions())) {
		for _, kind := range types {
			example := phonenumbers.GetExampleNumberForType(region, kind)
			if example == nil || example.GetCountryCode() == 0 {
				continue
			}
			first := strings.TrimPrefix(phonenumbers.Format(example, phonenumbers.E164), "+")
			for end := range 10 { // its neighbours too
				digits := first[:len(first)-1] + strconv.Itoa(end)
				number, err := phonenumbers.Parse("+"+digits, "")
				if err != nil || strings.TrimPrefix(phonenumbers.Format(number, phonenumbers.E164), "+") != digits {
					continue
				}
				tried++
				wantCountry := phonenumbers.GetRegionCodeForNumber(number)
				shown, country, ok := Readable(digits)
				if want := phonenumbers.Format(number, phonenumbers.INTERNATIONAL); !ok || shown != want {
					t.Errorf("%s is written %q, the library writes %q", digits, shown, want)
				}
				if country != wantCountry {
					t.Errorf("%s belongs to %q, the library says %q", digits, country, wantCountry)
				}
			}
		}
	}
	if tried < 5000 {
		t.Errorf("only %d numbers were tried", tried)
	}
}

func TestWhatIsNoNumber(t *testing.T) {
	t.Parallel()
	for _, digits := range []string{"", "3", "33", "0140000000", "999123"} {
		if shown, _, ok := Readable(digits); ok {
			t.Errorf("%q is written %q", digits, shown)
		}
	}
}

func TestCountryOfANumber(t *testing.T) {
	t.Parallel()
	tests := []struct {
		digits, iso2, code string
		exact, shared      bool
	}{
		{"33199000101", "FR", "33", true, false},
		{"12025550101", "US", "1", true, true},
		{"14165550101", "CA", "1", true, true},
		{"441481250000", "GG", "44", true, true},
		{"11115550101", "US", "1", false, true}, // in no range: the main country
		{"80012345678", "", "800", false, false},
		{"0140000000", "", "", false, false},
	}
	for _, test := range tests {
		iso2, exact := Country(test.digits)
		if iso2 != test.iso2 || exact != test.exact {
			t.Errorf("%s belongs to %q (exact %v), want %q (%v)", test.digits, iso2, exact, test.iso2, test.exact)
		}
		if code, shared := Code(test.digits); code != test.code || shared != test.shared {
			t.Errorf("%s has the code %q (shared %v), want %q (%v)", test.digits, code, shared, test.code, test.shared)
		}
	}
}

func FuzzReadable(f *testing.F) {
	f.Add("33140000000")
	f.Add("12015550123")
	f.Fuzz(func(t *testing.T, digits string) {
		shown, _, ok := Readable(digits)
		if ok && !strings.HasPrefix(shown, "+") {
			t.Errorf("%q is written %q", digits, shown)
		}
	})
}

func TestTheTrunkPrefixIsThatOfTheCountry(t *testing.T) {
	t.Parallel()
	for digits, want := range map[string]string{
		"33465055222": "0", "41445550100": "0", "39061234567": "", "34911234567": "", "4932123456": "0",
		"3612345678": "06", "74951234567": "8", "12125550100": "1", "999": "", "": "",
	} {
		if got := Trunk(digits); got != want {
			t.Errorf("%s: %q, want %q", digits, got, want)
		}
	}
}
