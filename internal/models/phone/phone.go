// Package phone writes telephone numbers in international format and tells the
// country that they belong to: "+33 1 40 00 00 00", FR.
//
// It is a small part of libphonenumber, and gives the same results. The library
// itself (github.com/nyaruka/phonenumbers) reads all of its tables before main
// begins, which takes 6 to 10 ms and 2.5 MB at every start; what is needed of
// them stands in formats.tsv and is read when the first number is shown. The
// library makes that file and checks the results, in the tests. It checks
// nothing: a number that does not exist is written all the same.
//
// It is a leaf: whoever shows or counts numbers may import it.
package phone

import (
	_ "embed"
	"regexp"
	"strings"
	"sync"
)

// formats.tsv has a line for each way to write the numbers of a calling code
// (F code pattern leading-digits format, the first that fits counts), for each
// country that uses it (R code country pattern, likewise; an empty pattern fits
// always) and for what is dialled before a national number (N code prefix; none
// where nothing is). `go test ./internal/models/phone -update` makes it.
//
//go:embed formats.tsv
var formats string

// longestCode is the number of digits of the longest calling code.
const longestCode = 3

var codes = sync.OnceValue(readCodes)

// code is a calling code: who uses it, and how its numbers are written.
type code struct {
	rows    [][]string // of the file
	once    sync.Once
	formats []format
	regions []region
	trunk   string
}

type format struct {
	whole, leading *regexp.Regexp // leading is nil where it does not matter
	text           string
}

type region struct {
	iso2  string
	whole *regexp.Regexp // nil fits always
}

func readCodes() map[string]*code {
	all := map[string]*code{}
	for line := range strings.Lines(formats) {
		cells := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if all[cells[1]] == nil {
			all[cells[1]] = &code{}
		}
		all[cells[1]].rows = append(all[cells[1]].rows, cells)
	}
	return all
}

// Readable writes a number, given by its digits with the calling code first, and
// gives its country as ISO 3166-1 alpha-2. ok is false when no calling code
// begins it; country is empty when it cannot be told.
func Readable(digits string) (shown, country string, ok bool) {
	prefix, known := find(digits)
	if known == nil {
		return "", "", false
	}
	known.once.Do(known.compile)
	national := digits[len(prefix):]
	return "+" + prefix + " " + known.write(national), known.country(national), true
}

// Country gives the country of a number, given by its digits with the calling
// code first, as ISO 3166-1 alpha-2. Where several countries share the code and
// the number is in the ranges of none, it is the main one and exact is false.
// It is empty when no country has the code.
func Country(digits string) (iso2 string, exact bool) {
	prefix, known := find(digits)
	if known == nil {
		return "", false
	}
	known.once.Do(known.compile)
	if iso2 := known.country(digits[len(prefix):]); iso2 != "" {
		return iso2, true
	}
	if len(known.regions) == 0 {
		return "", false
	}
	return known.regions[0].iso2, false // the main one stands first
}

// Code gives the calling code that begins the digits of a number, "" when none
// does, and whether several countries share it.
func Code(digits string) (code string, shared bool) {
	prefix, known := find(digits)
	if known == nil {
		return "", false
	}
	known.once.Do(known.compile)
	return prefix, len(known.regions) > 1
}

func find(digits string) (prefix string, known *code) {
	for n := 1; n <= longestCode && n < len(digits); n++ {
		if known, found := codes()[digits[:n]]; found {
			return digits[:n], known
		}
	}
	return "", nil
}

// Trunk is what is dialled before a national number in the country of a number,
// given by its digits with the calling code first: "0" for France, nothing for
// Italy, where the zero belongs to the number.
func Trunk(digits string) string {
	_, known := find(digits)
	if known == nil {
		return ""
	}
	known.once.Do(known.compile)
	return known.trunk
}

// compile makes the patterns of a code when its first number is shown.
func (c *code) compile() {
	for _, cells := range c.rows {
		switch cells[0] {
		case "R":
			c.regions = append(c.regions, region{cells[2], pattern(cells[3], true)})
		case "N":
			c.trunk = cells[2]
		default:
			c.formats = append(c.formats, format{pattern(cells[2], true), pattern(cells[3], false), cells[4]})
		}
	}
}

func pattern(source string, whole bool) *regexp.Regexp {
	switch {
	case source == "":
		return nil
	case whole:
		return regexp.MustCompile(`^(?:` + source + `)$`)
	}
	return regexp.MustCompile(`^(?:` + source + `)`)
}

func (c *code) write(national string) string {
	for _, f := range c.formats {
		if f.leading != nil && !f.leading.MatchString(national) {
			continue
		}
		if groups := f.whole.FindStringSubmatchIndex(national); groups != nil {
			return string(f.whole.ExpandString(nil, f.text, national, groups))
		}
	}
	return national
}

func (c *code) country(national string) string {
	for _, r := range c.regions {
		if r.whole == nil || r.whole.MatchString(national) {
			return r.iso2
		}
	}
	return ""
}
