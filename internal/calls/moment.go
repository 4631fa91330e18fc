package calls

import (
	"bytes"
	"strconv"
	"time"
)

// moment is a date, a time of day or both, as written: no zone is applied, for
// the operator knows the one of the file.
type moment struct {
	year, month, day     int
	hour, minute, second int
	dated, timed         bool
	order                order
}

// order is the order of the parts of a date.
type order int

const (
	yearFirst  order = iota // or the month in letters: it proves nothing
	eitherDay               // day and month could be exchanged
	dayFirst                // proved by a day past 12
	monthFirst              // likewise
	epoch                   // seconds since 1970, in UTC
)

// at is the moment on a clock without a zone.
func (m moment) at() time.Time {
	return time.Date(m.year, time.Month(m.month), m.day, m.hour, m.minute, m.second, 0, time.UTC)
}

// parseMoment reads a date and a time of day in the forms of many programs.
// American says how a date is read that could have its day or its month first.
func parseMoment(text []byte, american bool) (moment, bool) {
	if whole, ok := allDigits(text); ok {
		return compact(text, whole)
	}
	if m, ok := usual(text); ok {
		return m, true
	}
	var m moment
	c := cursor{text: text}
	if monthOf(c.word()) > 0 { // else it was the day of the week
		c.at = 0
	}
	if !m.readDate(&c, american) {
		if c.at = 0; !m.readClock(&c) {
			return m, false
		}
		return m, len(bytes.TrimSpace(c.text[c.at:])) == 0
	}
	if !m.valid() {
		return m, false
	}
	c.skip(" ,T")
	c.word() // at, à, um
	if c.at < len(c.text) && !m.readClock(&c) {
		return m, false
	}
	return m, zone(bytes.TrimSpace(c.text[c.at:]))
}

// usual reads 2026-10-25 01:59:30, the form of most files, without looking
// about.
func usual(text []byte) (moment, bool) {
	const form = "2006-01-02 15:04:05"
	if len(text) != len(form) || text[4] != '-' || text[7] != '-' || text[10] != ' ' || text[13] != ':' || text[16] != ':' {
		return moment{}, false
	}
	var parts [6]int
	part := 0
	for _, c := range text {
		if !isDigit(c) {
			part++
			if part == len(parts) {
				return moment{}, false
			}
			continue
		}
		parts[part] = parts[part]*10 + int(c-'0')
	}
	m := moment{
		year: parts[0], month: parts[1], day: parts[2], hour: parts[3], minute: parts[4], second: parts[5],
		dated: true, timed: true,
	}
	return m, part == 5 && m.valid() && m.hour < 24 && m.minute < 60 && m.second <= 60
}

// compact reads a date without any sign in it.
func compact(text []byte, whole int64) (moment, bool) {
	const second, milli = 10, 13
	var layout string
	switch len(text) {
	case second:
		return ofEpoch(time.Unix(whole, 0))
	case milli:
		return ofEpoch(time.UnixMilli(whole))
	case 8:
		layout = "20060102"
	case 12:
		layout = "200601021504"
	case 14:
		layout = "20060102150405"
	default:
		return moment{}, false
	}
	at, err := time.Parse(layout, string(text))
	m := of(at, yearFirst)
	m.timed = len(text) > len("20060102")
	return m, err == nil && m.year >= earliest && m.year <= latest
}

// The years in which calls were made.
const (
	earliest = 1970
	latest   = 2100
)

func ofEpoch(at time.Time) (moment, bool) {
	m := of(at.UTC(), epoch)
	return m, m.year > 1980 && m.year <= latest
}

func of(at time.Time, order order) moment {
	return moment{
		year: at.Year(), month: int(at.Month()), day: at.Day(), hour: at.Hour(), minute: at.Minute(), second: at.Second(),
		dated: true, timed: true, order: order,
	}
}

func (m *moment) readDate(c *cursor, american bool) bool {
	m.dated = true
	if month := monthOf(c.word()); month > 0 { // Oct 1, 2026
		day, _ := c.number()
		c.skip(" ,.")
		year, digits := c.number()
		m.year, m.month, m.day, m.order = fullYear(year, digits), month, day, yearFirst
		return digits > 0
	}
	first, width := c.number()
	if width == 0 || !c.sign() {
		return false
	}
	if month := monthOf(c.word()); month > 0 { // 1 Oct 2026
		c.sign()
		year, digits := c.number()
		m.year, m.month, m.day, m.order = fullYear(year, digits), month, first, yearFirst
		return digits > 0
	}
	second, digits := c.number()
	if digits == 0 || !c.sign() {
		return false
	}
	third, size := c.number()
	if size == 0 {
		return false
	}
	if width == 4 {
		m.year, m.month, m.day = first, second, third
		return true
	}
	m.year = fullYear(third, size)
	m.settle(first, second, american)
	return true
}

// settle decides which of two numbers is the month.
func (m *moment) settle(first, second int, american bool) {
	switch {
	case first > 12:
		m.order, m.day, m.month = dayFirst, first, second
	case second > 12:
		m.order, m.day, m.month = monthFirst, second, first
	case american:
		m.order, m.day, m.month = eitherDay, second, first
	default:
		m.order, m.day, m.month = eitherDay, first, second
	}
}

func fullYear(year, digits int) int {
	if digits == 2 {
		return 2000 + year
	}
	return year
}

func (m *moment) readClock(c *cursor) bool {
	var digits int
	if m.hour, digits = c.number(); digits == 0 || digits > 2 || !c.one(":hH.") {
		return false
	}
	if m.minute, digits = c.number(); digits != 2 {
		return false
	}
	if c.one(":m.'") {
		if m.second, digits = c.number(); digits != 2 {
			return false
		}
		if c.one(".,") {
			c.number()
		}
	}
	m.timed = true
	c.skip(" ")
	switch half := bytes.ToLower(c.letters("apmAPM.")); {
	case bytes.HasPrefix(half, []byte("p")) && m.hour < 12:
		m.hour += 12
	case bytes.HasPrefix(half, []byte("a")) && m.hour == 12:
		m.hour = 0
	}
	return m.hour < 24 && m.minute < 60 && m.second <= 60
}

func (m moment) valid() bool {
	const always = 28 // every month has as many days
	return m.year >= earliest && m.year <= latest && m.month >= 1 && m.month <= 12 && m.day >= 1 &&
		(m.day <= always || m.day <= time.Date(m.year, time.Month(m.month)+1, 0, 0, 0, 0, 0, time.UTC).Day())
}

// stamp orders moments.
func (m moment) stamp() int64 {
	day := (int64(m.year)*12+int64(m.month))*31 + int64(m.day)
	return ((day*24+int64(m.hour))*60+int64(m.minute))*60 + int64(m.second)
}

// zone reports whether the rest of a time is at most the name of a zone.
func zone(rest []byte) bool {
	const longest = 40 // +01:00[Europe/Paris], (Central European Standard Time)
	if len(rest) > longest {
		return false
	}
	for _, c := range rest {
		letter := c|0x20 >= 'a' && c|0x20 <= 'z'
		if !letter && !isDigit(c) && bytes.IndexByte([]byte("+-:/_[]() "), c) < 0 {
			return false
		}
	}
	return true
}

func monthOf(word []byte) int {
	if len(word) < 3 {
		return 0
	}
	for i, names := range monthNames {
		for _, name := range names {
			if len(word) >= len(name) && bytes.EqualFold(word[:len(name)], []byte(name)) {
				return i + 1
			}
		}
	}
	return 0
}

// monthNames are how months begin in English, French, German, Spanish and
// Portuguese.
var monthNames = [12][]string{
	{"jan", "ene"},
	{"feb", "fev", "fév"},
	{"mar", "mär"},
	{"apr", "avr", "abr"},
	{"may", "mai"},
	{"jun", "juin"},
	{"jul", "juil"},
	{"aug", "aoû", "aou", "ago"},
	{"sep", "set"},
	{"oct", "okt", "out"},
	{"nov"},
	{"dec", "déc", "dez", "dic"},
}

// cursor walks over a text.
type cursor struct {
	text []byte
	at   int
}

func (c *cursor) letters(of string) []byte {
	from := c.at
	for c.at < len(c.text) && bytes.IndexByte([]byte(of), c.text[c.at]) >= 0 {
		c.at++
	}
	return c.text[from:c.at]
}

func (c *cursor) skip(of string) { c.letters(of) }

func (c *cursor) one(of string) bool {
	found := c.at < len(c.text) && bytes.IndexByte([]byte(of), c.text[c.at]) >= 0
	if found {
		c.at++
	}
	return found
}

// sign skips one sign between the parts of a date, and blanks.
func (c *cursor) sign() bool {
	from := c.at
	c.skip(" ")
	c.one("-/.")
	c.skip(" ")
	return c.at > from
}

// word skips a word with the signs after it. A month is put back.
func (c *cursor) word() []byte {
	from := c.at
	for c.at < len(c.text) && (c.text[c.at]|0x20 >= 'a' && c.text[c.at]|0x20 <= 'z' || c.text[c.at] >= 0x80) {
		c.at++
	}
	word := c.text[from:c.at]
	if len(word) > 0 {
		c.skip(" ,.-/")
	}
	return word
}

// number reads digits; beyond nine they are not part of a date.
func (c *cursor) number() (value, digits int) {
	for c.at < len(c.text) && isDigit(c.text[c.at]) && digits < 10 {
		value = value*10 + int(c.text[c.at]-'0')
		c.at++
		digits++
	}
	return value, digits
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func allDigits(text []byte) (value int64, ok bool) {
	if len(text) == 0 || len(text) > 18 {
		return 0, false
	}
	for _, c := range text {
		if !isDigit(c) {
			return 0, false
		}
		value = value*10 + int64(c-'0')
	}
	return value, true
}

// appendDay writes the date as 2026-10-25.
func (m moment) appendDay(to []byte) []byte {
	return append(append(append(append(append(to, strconv.Itoa(m.year)...), '-'), two(m.month)...), '-'), two(m.day)...)
}

func two(n int) string { return string([]byte{byte('0' + n/10%10), byte('0' + n%10)}) }
