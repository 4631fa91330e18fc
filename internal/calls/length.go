package calls

import (
	"bytes"
)

// unit is what a whole number of a duration counts.
type unit int

const (
	seconds unit = iota
	minutes
	millis
)

// length is a duration as written.
type length struct {
	millis int64
	parts  int // 2 for 12:30, 3 for 1:12:30, 0 without a colon
}

// longest is the length of the longest call that is believed, in seconds: three
// years.
const longest = 100_000_000

// parseLength reads a duration: "65", "1:05:00", "61.5", "1h02m05s", "PT65S". A
// negative one means no call and is zero. Two parts are hours and minutes, or
// minutes and seconds if short says so.
func parseLength(text []byte, whole unit, short, commas bool) (length, bool) {
	text = bytes.TrimSpace(text)
	if negative := bytes.TrimPrefix(text, []byte("-")); len(negative) < len(text) {
		l, ok := parseLength(negative, whole, short, commas)
		l.millis = 0
		return l, ok
	}
	if bytes.IndexByte(text, ':') >= 0 {
		return clockLength(text, short)
	}
	if number, ok := allDigits(text); ok {
		return checked(number, 0, whole)
	}
	if at := bytes.IndexAny(text, ".,"); at >= 0 {
		return fraction(text, at, whole, commas)
	}
	return spelled(text)
}

// checked turns a number, thousandths apart, into a length.
func checked(number, thousandths int64, whole unit) (length, bool) {
	if number > longest*1000 {
		return length{}, false
	}
	total := number*1000 + thousandths
	switch whole {
	case minutes:
		total *= 60
	case millis:
		total = number
	case seconds:
	}
	return length{millis: total}, total <= longest*1000
}

func clockLength(text []byte, short bool) (length, bool) {
	text, rest, _ := bytes.Cut(text, []byte("."))
	if _, ok := allDigits(rest); !ok && len(rest) > 0 {
		return length{}, false
	}
	parts := bytes.Split(text, []byte(":"))
	if len(parts) > 3 {
		return length{}, false
	}
	var total int64
	for i, part := range parts {
		number, ok := allDigits(part)
		if !ok || number > longest || i > 0 && (number > 59 || len(part) != 2) {
			return length{}, false
		}
		total = total*60 + number
	}
	if len(parts) == 2 && !short {
		total *= 60
	}
	l, ok := checked(total, 0, seconds)
	l.parts = len(parts)
	return l, ok
}

// fraction reads decimals. Three digits after a comma could be thousands, unless
// the amounts of the file are written with commas too.
func fraction(text []byte, at int, whole unit, commas bool) (length, bool) {
	number, ok := allDigits(text[:at])
	decimals := text[at+1:]
	if len(decimals) == 0 || !ok || text[at] == ',' && len(decimals) == 3 && !commas {
		return length{}, false
	}
	part, ok := allDigits(decimals)
	if !ok {
		return length{}, false
	}
	for range decimals {
		number *= 10
		if number > longest*1000*1000 {
			return length{}, false
		}
	}
	scale := int64(1)
	for range decimals {
		scale *= 10
	}
	factor := map[unit]int64{seconds: 1000, minutes: 60_000, millis: 1}[whole]
	total := (number + part) * factor
	l := length{millis: (total + scale/2) / scale}
	return l, l.millis <= longest*1000
}

// spelled reads "1h 02m 05s", "2 min", "PT65S".
func spelled(text []byte) (length, bool) {
	rest := bytes.ToLower(text)
	rest = bytes.TrimPrefix(rest, []byte("pt"))
	var total int64
	for len(rest) > 0 {
		end := 0
		for end < len(rest) && isDigit(rest[end]) {
			end++
		}
		number, ok := allDigits(rest[:end])
		rest = bytes.TrimLeft(rest[end:], " ")
		letters := 0
		for letters < len(rest) && rest[letters] >= 'a' && rest[letters] <= 'z' {
			letters++
		}
		factor := int64(0)
		switch string(rest[:letters]) {
		case "h", "hr", "hrs", "std":
			factor = 3600
		case "m", "mn", "min", "mins":
			factor = 60
		case "s", "sec", "secs", "sek":
			factor = 1
		}
		if !ok || factor == 0 || number > longest {
			return length{}, false
		}
		total += number * factor
		rest = bytes.TrimLeft(rest[letters:], " .")
	}
	return checked(total, 0, seconds)
}
