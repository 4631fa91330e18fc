package spread_test

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"btalk/internal/address"
	"btalk/internal/address/spread"
	"btalk/internal/models/text"
)

// values gives a proposal by element, NFC.
func values(proposal spread.Proposal) map[string]string {
	all := map[string]string{}
	for _, value := range proposal.Values {
		all[string(value.Element)] = norm.NFC.String(value.Text.Raw())
	}
	return all
}

func allSamples(tb testing.TB) []sample {
	tb.Helper()
	return slices.Concat(readSamples(tb, "addresses.json"), readSamples(tb, "further.json"), readSamples(tb, "adversary.json"))
}

// letters gives the letters and digits of a text, in lower case, and nothing else.
func letters(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsNumber(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, norm.NFC.String(text))
}

func digits(text string) string {
	all := []byte(strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, text))
	slices.Sort(all)
	return string(all)
}

// soundness checks what must hold of every line: fields of the schema, none twice,
// none empty, lists kept, refusals marked; no character invented, no digit lost.
func soundness(line string, given given, proposal spread.Proposal) error {
	seen := map[address.Element]bool{}
	var kept strings.Builder
	for _, value := range proposal.Values {
		field, described := given.Schema.Field(value.Element)
		switch raw := value.Text.Raw(); {
		case len(given.Schema.Fields) > 0 && !described:
			return fmt.Errorf("%s is not a field of the country", value.Element)
		case seen[value.Element]:
			return fmt.Errorf("%s is filled twice", value.Element)
		case strings.TrimSpace(raw) == "":
			return fmt.Errorf("%s is empty", value.Element)
		case described && field.Check(raw).OK() != (value.Refused == ""):
			return fmt.Errorf("%s=%s: marked %q, and the check says %v", value.Element, raw, value.Refused, field.Check(raw).Violations)
		case len(field.Choices) > 0 && !slices.ContainsFunc(field.Choices, func(c address.Choice) bool { return c.Value.Raw() == raw }):
			return fmt.Errorf("%s=%s is not of the list", value.Element, raw)
		case len(field.Choices) == 0 && !strings.Contains(letters(line), letters(raw)):
			return fmt.Errorf("%s=%s is not in the line", value.Element, raw)
		}
		seen[value.Element] = true
		kept.WriteString(value.Text.Raw())
	}
	for _, left := range proposal.NotPlaced {
		if !strings.Contains(letters(line), letters(left.Word.Raw())) || left.Why == "" {
			return fmt.Errorf("%q (%s) is not a word of the line", left.Word.Raw(), left.Why)
		}
		kept.WriteString(left.Word.Raw())
	}
	if digits(kept.String()) != digits(line) {
		return fmt.Errorf("the digits are %s, and those of the line %s", digits(kept.String()), digits(line))
	}
	return nil
}

func TestNothingIsInventedAndNoDigitIsLost(t *testing.T) {
	t.Parallel()
	samples := allSamples(t)
	given := countries(t, samples)
	for _, s := range samples {
		if err := soundness(s.line, given[s.iso2], spreadLine(t, s.line, given[s.iso2])); err != nil {
			t.Errorf("%s %q: %v", s.iso2, s.line, err)
		}
	}
}

// TestFormIsNoMatter: blanks, doubled commas, line ends for commas, a final comma, NFD,
// the country's name: none changes a value; capitals change no field.
func TestFormIsNoMatter(t *testing.T) {
	t.Parallel()
	samples := allSamples(t)
	given := countries(t, samples)
	forms := map[string]func(string) string{
		"two blanks":       func(line string) string { return strings.ReplaceAll(line, " ", "  ") },
		"tabs":             func(line string) string { return strings.ReplaceAll(line, " ", "\t") },
		"no-break blanks":  func(line string) string { return strings.ReplaceAll(line, " ", "\u00a0") },
		"doubled commas":   func(line string) string { return strings.ReplaceAll(line, ",", ", ,") },
		"a final comma":    func(line string) string { return line + " , " },
		"lines":            func(line string) string { return strings.ReplaceAll(line, ",", "\n") },
		"CRLF":             func(line string) string { return strings.ReplaceAll(strings.ReplaceAll(line, "\n", ","), ",", "\r\n") },
		"NFD":              norm.NFD.String,
		"zero-width marks": func(line string) string { return "\ufeff" + strings.ReplaceAll(line, " ", " \u200b") },
	}
	for _, s := range samples {
		want := values(spreadLine(t, s.line, given[s.iso2]))
		for name, form := range forms {
			if got := values(spreadLine(t, form(s.line), given[s.iso2])); !maps.Equal(got, want) {
				t.Errorf("%s %q with %s: %v, want %v", s.iso2, s.line, name, got, want)
			}
		}
		upper := values(spreadLine(t, strings.ToUpper(s.line), given[s.iso2]))
		for element, value := range upper {
			if text.Fold(value) != text.Fold(want[element]) {
				t.Errorf("%s %q in capitals: %s=%q, want %q", s.iso2, s.line, element, value, want[element])
			}
		}
		if len(upper) != len(want) {
			t.Errorf("%s %q in capitals: %v, want %v", s.iso2, s.line, upper, want)
		}
	}
}

func TestTheCountryChangesNoValue(t *testing.T) {
	t.Parallel()
	samples := allSamples(t)
	given := countries(t, samples)
	names := map[string]string{
		"AT": "Österreich", "AU": "Australia", "BE": "Belgique", "BL": "France", "CH": "Switzerland", "CZ": "Česká republika", "DE": "Deutschland",
		"DK": "Danmark", "ES": "España", "FI": "Suomi", "FR": "France", "GB": "United Kingdom", "GF": "France", "GP": "France", "HK": "China", "IE": "Ireland",
		"IT": "Italia", "LU": "Grand-Duché de Luxembourg", "MF": "France", "MQ": "France", "NL": "Nederland", "NO": "Norge", "NZ": "New Zealand", "PL": "Polska",
		"PT": "Portugal", "RE": "France", "SE": "Sverige", "SJ": "Norge", "US": "USA", "YT": "France",
	}
	for _, s := range samples {
		want := values(spreadLine(t, s.line, given[s.iso2]))
		if got := values(spreadLine(t, s.line+", "+names[s.iso2], given[s.iso2])); !maps.Equal(got, want) {
			t.Errorf("%s %q with the country: %v, want %v", s.iso2, s.line, got, want)
		}
		prefix := map[string]string{"BE": "B-", "CH": "CH-", "DE": "D-", "DK": "DK-", "FR": "F-", "AT": "A-", "FI": "FI-", "IT": "I-", "ES": "E-", "SE": "SE-", "CZ": "CZ-", "NO": "NO-"}[s.iso2]
		if code := want["pc"]; prefix != "" && code != "" && strings.Count(s.line, code) == 1 && !strings.Contains(s.line, "-"+code) {
			line := strings.Replace(s.line, code, prefix+code, 1)
			if got := values(spreadLine(t, line, given[s.iso2])); !maps.Equal(got, want) {
				t.Errorf("%s %q: %v, want %v", s.iso2, line, got, want)
			}
		}
	}
}

// TestWithoutTheCodeFieldsAreOnlyEmptied: no word goes to another field.
func TestWithoutTheCodeFieldsAreOnlyEmptied(t *testing.T) {
	t.Parallel()
	samples := allSamples(t)
	given := countries(t, samples)
	for _, s := range samples {
		want := values(spreadLine(t, s.line, given[s.iso2]))
		code := want["pc"]
		if code == "" || strings.Count(s.line, code) != 1 {
			continue
		}
		prefix := regexp.MustCompile(`\b[A-Z]{1,2}[- ]?` + regexp.QuoteMeta(code))
		line := strings.Replace(prefix.ReplaceAllString(s.line, code), code, "", 1)
		if town := want["a3"]; strings.Count(line, town) > 1 || s.iso2 == "MF" && strings.HasSuffix(line, ", Saint-Martin") {
			continue // the country's name is that of the town, too
		}
		for element, value := range values(spreadLine(t, line, given[s.iso2])) {
			if value != want[element] {
				t.Errorf("%s %q: %s=%q, with the code %q", s.iso2, line, element, value, want[element])
			}
		}
	}
}

// TestOwnPostalFormGivesTheSame: what is spread, written as the country writes it, is
// spread the same way.
func TestOwnPostalFormGivesTheSame(t *testing.T) {
	t.Parallel()
	samples := allSamples(t)
	given := countries(t, samples)
	for _, s := range samples {
		if !s.certain || s.want["a6"] == "" {
			continue
		}
		var written address.Address
		want := map[string]string{}
		for element, value := range values(spreadLine(t, s.line, given[s.iso2])) {
			if slices.Contains([]string{"hno", "hns", "sts", "a6", "pc", "a3", "pcn", "prd", "pod"}, element) || element == "a1" && s.iso2 == "US" || element == "a1" && s.iso2 == "AU" {
				written.Set(address.Element(element), value)
				want[element] = value
			}
		}
		line := strings.Join(written.Postal(s.iso2), ", ")
		if suffix := want["hns"]; s.iso2 == "NL" && digits(suffix) != "" {
			line = strings.Replace(line, " "+suffix, "-"+suffix, 1) // 11-3: a blank would make two numbers
		}
		got := values(spreadLine(t, line, given[s.iso2]))
		if !maps.Equal(got, want) {
			t.Errorf("%s %q, from %q: %v, want %v", s.iso2, line, s.line, got, want)
		}
	}
}

// TestANumberIsNeverTakenFromAName: whatever day, year, road or box a street is named
// after, the house number is the one that was written, or none.
func TestANumberIsNeverTakenFromAName(t *testing.T) {
	t.Parallel()
	d := openDesk(t)
	for iso2, form := range map[string]struct {
		months       []string
		streets      []string // %d a day, %s a month
		line         string   // %s the street, %s the number
		bare         string   // %s the street, no number
		number, rest string
	}{
		"FR": {[]string{"Mai", "Novembre", "août"}, []string{"rue du %d %s", "Place du %d %s 1945", "avenue du %d %s 1918"}, "%[2]s %[1]s, 59000 Lille", "%s, 59000 Lille", "12", ""},
		"BE": {[]string{"Mai", "Novembre"}, []string{"Rue du %d %s", "Avenue du %d %s 1914"}, "%s %s, 7000 Mons", "%s, 7000 Mons", "12", ""},
		"LU": {[]string{"Septembre", "mai"}, []string{"rue du %d %s", "avenue du %d %s 1944"}, "%[2]s, %[1]s, L-2551 Luxembourg", "%s, L-2551 Luxembourg", "2a", ""},
		"DE": {[]string{"Oktober", "Juni", "Mai"}, []string{"Straße des %d. %s", "Platz des %d. %s"}, "%s %s, 10623 Berlin", "%s, 10623 Berlin", "135", ""},
		"AT": {[]string{"Mai", "November", "Jänner"}, []string{"Straße des %d. %s", "%d.-%s-Platz"}, "%s %s, 4600 Wels", "%s, 4600 Wels", "4a", ""},
		"IT": {[]string{"Aprile", "Novembre", "Giugno"}, []string{"Via %d %s", "Piazza %d %s", "Corso %d %s 1945"}, "%s, %s, 24121 Bergamo BG", "%s, 24121 Bergamo BG", "5", ""},
		"ES": {[]string{"Mayo", "Octubre"}, []string{"Calle %d de %s", "Plaza del %d de %s"}, "%s, %s, 37001 Salamanca", "%s, 37001 Salamanca", "7", ""},
		"PT": {[]string{"Abril", "Outubro", "Dezembro"}, []string{"Rua %d de %s", "Av. %d de %s"}, "%s %s, 2750-511 Cascais", "%s, 2750-511 Cascais", "12", ""},
		"PL": {[]string{"Maja", "Listopada"}, []string{"ul. %d %s", "al. %d %s", "Plac %d %s"}, "%s %s, 90-718 Łódź", "%s, 90-718 Łódź", "130", ""},
		"CZ": {[]string{"listopadu", "října", "května"}, []string{"%d. %s", "nám. %d. %s", "třída %d. %s"}, "%s %s, 779 00 Olomouc", "%s, 779 00 Olomouc", "1192/12", ""},
		"NL": {[]string{"Mei"}, []string{"%d %slaan", "%d %sstraat"}, "%s %s, 2321 RN Leiden", "%s, 2321 RN Leiden", "12", ""},
		"DK": {[]string{"Februar", "Maj"}, []string{"%d. %s Vej", "%d. %s Gade"}, "%s %s, 6100 Haderslev", "%s, 6100 Haderslev", "4", ""},
		"NO": {[]string{"mai", "juni"}, []string{"%d. %s-gata", "%d. %s-veien"}, "%s %s, 3715 Skien", "%s, 3715 Skien", "4", ""},
	} {
		given := d.given(t, iso2)
		for _, month := range form.months {
			for _, day := range []int{1, 4, 8, 11, 19, 25, 31} {
				for _, street := range form.streets {
					name := fmt.Sprintf(street, day, month)
					for line, want := range map[string]string{fmt.Sprintf(form.line, name, form.number): form.number, fmt.Sprintf(form.bare, name): ""} {
						if got := values(spreadLine(t, line, given))["hno"]; got != want && got != "" {
							t.Errorf("%s %q gives number %q", iso2, line, got)
						}
					}
				}
			}
		}
	}
}

func FuzzLine(f *testing.F) {
	samples := allSamples(f)
	given := countries(f, samples)
	codes := slices.Sorted(maps.Keys(given))
	for _, s := range samples {
		f.Add(uint8(slices.Index(codes, s.iso2)), s.line)
	}
	f.Add(uint8(0), "\xf6\xff 1, \x00 2")
	f.Add(uint8(3), strings.Repeat("1 ", 999))
	f.Fuzz(func(t *testing.T, at uint8, line string) {
		g := given[codes[int(at)%len(codes)]]
		proposal, err := g.Line(line, g.Checker)
		if err != nil {
			return
		}
		clean := strings.ToValidUTF8(line, "\ufffd")
		if err := soundness(clean, g, proposal); err != nil && clean == line {
			t.Fatalf("%s %q: %v\n%s", g.Country.ISO2, line, err, inFull(proposal))
		}
	})
}

// FuzzForm: blanks, line ends and a final comma change nothing, whatever the words.
func FuzzForm(f *testing.F) {
	samples := allSamples(f)
	given := countries(f, samples)
	codes := slices.Sorted(maps.Keys(given))
	for _, s := range samples {
		f.Add(uint8(slices.Index(codes, s.iso2)), s.line)
	}
	f.Fuzz(func(t *testing.T, at uint8, line string) {
		g := given[codes[int(at)%len(codes)]]
		want, err := g.Line(line, g.Checker)
		if err != nil || len(line) > spread.Longest/3 {
			return
		}
		for _, form := range []string{strings.ReplaceAll(line, " ", "  "), line + "\r\n,", strings.ReplaceAll(line, ",", "\n")} {
			if got := spreadLine(t, form, g); !maps.Equal(values(got), values(want)) {
				t.Fatalf("%s %q: %s, want %s", g.Country.ISO2, form, inFull(got), inFull(want))
			}
		}
	})
}
