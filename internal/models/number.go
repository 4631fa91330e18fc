package models

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Number is a cloud voice number (OBS api-contract §2.3 B17).
type Number struct {
	Number   Text // as sent, with or without +
	Status   Text
	Usage    Text
	Site     Text // voiceSiteId
	SiteName Text // technicalSiteName
	History  []NumberEvent
	Raw      Value

	Shown   string // in international format: "+33 1 40 00 00 00"; filled in by the client
	Country string // ISO 3166-1 alpha-2 that the number belongs to, "" when it cannot be told; likewise
	Trunk   string // what is dialled before it within its country, mostly "0"; likewise
}

// NumberQuery says which numbers of a customer are wanted; empty fields mean
// all.
type NumberQuery struct {
	Site   string // voiceSiteId
	State  string // as the API spells it, in any case
	Number string // one number, in any spelling
}

// NumberRange is a range of numbers, both ends included: digits only, country
// code first (OBS api-contract §2.3 B19).
type NumberRange struct {
	Start, Stop string

	Site, SiteName string // where they are; empty: the voicesite of the change
}

// maxDigits is the length of the longest number (ITU-T E.164).
const maxDigits = 15

// Digits gives the digits of a number in any spelling: without +, blanks,
// separators and an extension (";ext=12").
func Digits(number string) string {
	number, _, _ = strings.Cut(number, ";")
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, number)
}

// ParseRange reads "33140000000" or "33140000000-33140000009", each with or
// without + and blanks between groups of digits.
func ParseRange(text string) (NumberRange, error) {
	start, stop, two := strings.Cut(oneDash(text), "-")
	if !two {
		stop = start
	}
	r := NumberRange{Start: bare(start), Stop: bare(stop)}
	if r.Start == "" || strings.Trim(r.Start+r.Stop, "0123456789") != "" || r.Stop == "" {
		return r, fmt.Errorf("%q is not a range of numbers: write 33140000000 or 33140000000-33140000009", Safe(text))
	}
	return r, nil
}

// wholeNumber is the least number of digits that are a number with its country
// code rather than a group of its digits.
const wholeNumber = 7

// bare takes + and blanks out of a number. Blanks beside a whole number are no
// blanks within one: that text stays as it is, and is not a number.
func bare(number string) string {
	groups := strings.Fields(number)
	if len(groups) > 1 && slices.ContainsFunc(groups, func(group string) bool { return len(group) >= wholeNumber }) {
		if code := len(strings.TrimPrefix(groups[0], "+")); len(groups) != 2 || code > longestCode {
			return number
		}
	}
	return strings.TrimPrefix(strings.Join(groups, ""), "+")
}

// longestCode is the number of digits of the longest calling code.
const longestCode = 3

// ParseRanges reads a list of ranges, as it is typed or pasted. Commas, semicolons
// and line ends separate them, and so do blanks between whole numbers and before
// a +.
func ParseRanges(text string) ([]NumberRange, error) {
	var ranges []NumberRange
	text = regexp.MustCompile(`[\s\p{Z}]*-[\s\p{Z}]*`).ReplaceAllString(oneDash(text), "-")
	for part := range strings.FieldsFuncSeq(text, func(r rune) bool { return strings.ContainsRune(",;\n\r\v\f\u0085\u2028\u2029", r) }) {
		for _, word := range rangeWords(part) {
			parsed, err := ParseRange(word)
			if err != nil {
				return nil, err
			}
			ranges = append(ranges, parsed)
		}
	}
	return ranges, nil
}

// rangeWords cuts a line at the blanks that separate ranges.
func rangeWords(line string) []string {
	var words []string
	whole := true // every word so far is a number with its country code
	for word := range strings.FieldsSeq(line) {
		first, _, _ := strings.Cut(word, "-")
		if len(words) > 0 && !strings.HasPrefix(word, "+") && (!whole || len(first) < wholeNumber) {
			words[len(words)-1] += " " + word
			whole = false
			continue
		}
		words = append(words, word)
		whole = len(Digits(first)) >= wholeNumber
	}
	return words
}

// Count is how many numbers the range holds; ok is false when its ends make no
// range.
func (r NumberRange) Count() (n int64, ok bool) {
	first, last, ok := r.ends()
	if !ok || first > last {
		return 0, false
	}
	return last - first + 1, true
}

func (r NumberRange) ends() (first, last int64, ok bool) {
	digitsOnly := strings.Trim(r.Start+r.Stop, "0123456789") == ""
	if !digitsOnly || len(r.Start) != len(r.Stop) || r.Start == "" || len(r.Start) > maxDigits {
		return 0, 0, false
	}
	first, err := strconv.ParseInt(r.Start, 10, 64)
	last, err2 := strconv.ParseInt(r.Stop, 10, 64)
	return first, last, err == nil && err2 == nil
}

// Holds reports whether the range holds a number, given by its digits.
func (r NumberRange) Holds(digits string) bool {
	return len(digits) == len(r.Start) && r.Start <= digits && digits <= r.Stop
}

// String writes the range as ParseRange reads it.
func (r NumberRange) String() string {
	if r.Start == r.Stop {
		return Safe(r.Start)
	}
	return Safe(r.Start + "-" + r.Stop)
}

// RangesOf gives the numbers as ranges, consecutive ones of a voicesite merged,
// the lowest first.
func RangesOf(numbers []Number) []NumberRange {
	ranges := make([]NumberRange, 0, len(numbers))
	for _, number := range numbers {
		row := number.Phone()
		ranges = append(ranges, NumberRange{
			Start: row.Start, Stop: row.Stop, Site: number.Site.Raw(), SiteName: number.SiteName.Raw(),
		})
	}
	return MergeRanges(ranges)
}

// MergeRanges sorts ranges by voicesite and number, joins those that follow each
// other, and drops repetitions. Ranges that overlap in part stay as they are:
// that is a mistake to be told.
func MergeRanges(ranges []NumberRange) []NumberRange {
	sorted := slices.Clone(ranges)
	slices.SortStableFunc(sorted, func(a, b NumberRange) int {
		return cmp.Or(strings.Compare(a.Site, b.Site), cmp.Compare(len(a.Start), len(b.Start)),
			strings.Compare(a.Start, b.Start), strings.Compare(a.Stop, b.Stop))
	})
	sorted = slices.CompactFunc(sorted, func(a, b NumberRange) bool {
		return a.Site == b.Site && a.Start == b.Start && a.Stop == b.Stop
	})
	merged := sorted[:0]
	for _, next := range sorted {
		if len(merged) > 0 && merged[len(merged)-1].joins(next) {
			merged[len(merged)-1].Stop = next.Stop
			continue
		}
		merged = append(merged, next)
	}
	return merged
}

// joins reports whether next begins where r ends, at the same voicesite.
func (r NumberRange) joins(next NumberRange) bool {
	first, last, ok := r.ends()
	from, to, fine := next.ends()
	return ok && fine && first <= last && from <= to && r.Site == next.Site &&
		len(r.Start) == len(next.Start) && from == last+1
}

// NumberEvent is one entry of a number's history; dates are shown as sent.
type NumberEvent struct {
	Date, Status Text
}

// DecodeNumber reads one item of the number list; ok is false when it has no
// number.
func DecodeNumber(v Value) (n Number, ok bool) {
	o := v.Object()
	site := o.Get("voiceSite").Object()
	n = Number{
		Number:   o.Text(NumberIDs...),
		Status:   o.Text("status", "state"),
		Usage:    o.Text("usage"),
		Site:     site.Text(SiteIDs...),
		SiteName: site.Text("technicalSiteName", "siteName", "name"),
		Raw:      v,
	}
	for _, item := range o.Get("history").List() {
		event := item.Object()
		n.History = append(n.History, NumberEvent{Date: event.Text("date"), Status: event.Text("status")})
	}
	return n, !n.Number.Empty()
}
