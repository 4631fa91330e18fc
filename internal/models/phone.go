package models

import (
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Phone is the telephone number of a row, or a range of them, as a search
// compares it: digits with the calling code first.
type Phone struct {
	Start, Stop string // equal for one number
	Code        string // the calling code, "" where it is not known
	Trunk       string // what is dialled before a national number; may be empty
}

// Phone gives the digits of the number, both ends where the row is a range.
func (n Number) Phone() Phone {
	p := Phone{Trunk: n.Trunk}
	raw := strings.TrimPrefix(n.Number.Raw(), "+")
	if allDigits(raw) { // nearly always, and nothing is copied
		p.Start, p.Stop = raw, raw
	} else if ends, err := ParseRange(raw); err == nil && len(ends.Start) == len(ends.Stop) {
		p.Start, p.Stop = ends.Start, ends.Stop
	} else {
		p.Start = Digits(raw)
		p.Stop = p.Start
	}
	if code, _, spaced := strings.Cut(strings.TrimPrefix(n.Shown, "+"), " "); spaced && strings.HasPrefix(p.Start, code) {
		p.Code = code
	}
	return p
}

// Holds reports whether it is the number of these digits, calling code first, or
// a range that holds it.
func (p Phone) Holds(digits string) bool {
	return NumberRange{Start: p.Start, Stop: p.Stop}.Holds(digits)
}

func allDigits(text string) bool {
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return false
		}
	}
	return text != ""
}

// PhoneQuery is a search text that is a telephone number, or a piece of one. It
// is compared with numbers only, never with a date or a name that holds the
// same digits. Make it with ParsePhone.
//
// What begins with + or 00 begins with a calling code. Anything else is read as
// a number with its calling code, and as one that is dialled within the country
// of the row: 04 65… finds +33 4 65… and no number of Switzerland that holds
// these digits. Of the rows it finds, those whose number it is in full stand for
// all: a longer number is another number. A number whose end is missing is the
// beginning of the numbers that follow. Fewer than shortPhone digits are found
// anywhere in a number; up to longestTail also at its end, where nothing else
// is found.
type PhoneQuery struct {
	readings []reading
	stop     string // of a range that was typed; its start is the one reading
	tail     string // digits that may stand anywhere, or at the end; empty where they may not
}

// reading is one way to understand the digits of a query.
type reading struct {
	digits        string
	international bool
}

const (
	shortPhone   = 6 // digits that make a number rather than a piece of one
	longestTail  = 8 // digits of the longest number within an area
	leastOfRange = 8 // digits of each end of a range
)

// ParsePhone reads a number in any spelling: blanks of all kinds, dots, dashes,
// slashes and brackets apart its digits, (0) behind the calling code, full-width
// digits, and the invisible marks that are copied along from web pages. ok is
// false for text that is not a number.
func ParsePhone(text string) (q PhoneQuery, ok bool) {
	if r, err := ParseRange(oneDash(text)); err == nil && r.Start != r.Stop {
		if _, counts := r.Count(); counts && len(r.Start) >= leastOfRange {
			return PhoneQuery{readings: []reading{{r.Start, true}}, stop: r.Stop}, true
		}
	}
	digits, plus, ok := phoneDigits(text)
	if !ok {
		return PhoneQuery{}, false
	}
	if plus {
		return PhoneQuery{readings: []reading{{digits, true}}}, true
	}
	q.readings = append(q.readings, reading{digits, false})
	if code, zeros := strings.CutPrefix(digits, "00"); zeros && code != "" {
		q.readings = append(q.readings, reading{code, true})
	}
	if len(digits) <= longestTail {
		q.tail = digits
	}
	return q, true
}

func oneDash(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Pd, r) || r == '\u2212' {
			return '-'
		}
		return r
	}, text)
}

// phoneDigits takes the digits out of a number; plus reports whether a + stands
// before them.
func phoneDigits(text string) (digits string, plus, ok bool) {
	var out strings.Builder
	text = strings.TrimPrefix(strings.TrimSpace(norm.NFKC.String(text)), "tel:")
	for _, r := range text {
		switch {
		case r >= '0' && r <= '9':
			out.WriteRune(r)
		case r == '+' && out.Len() == 0 && !plus:
			plus = true
		case !separatesDigits(r):
			return "", false, false
		}
	}
	digits = out.String()
	if bare := strings.Join(strings.Fields(text), ""); plus || strings.HasPrefix(digits, "00") {
		if at := strings.Index(bare, "(0)"); at > 0 { // for callers within the country
			before, after := onlyDigits(bare[:at]), onlyDigits(bare[at:])
			digits = before + after[1:]
		}
	}
	return digits, plus, digits != ""
}

// separatesDigits reports whether r stands between the digits of a number, or is
// an invisible mark that came along.
func separatesDigits(r rune) bool {
	return strings.ContainsRune("()[]./\u2212", r) || unicode.IsSpace(r) || unicode.Is(unicode.Pd, r) || unicode.Is(unicode.Cf, r)
}

func onlyDigits(text string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, text)
}

// PhonesIn takes the numbers out of a search text and gives the other words.
// Digits beside words count as a number when they are long enough for one: the 2
// of "paris 2" is a word.
func PhonesIn(text string) (phones []PhoneQuery, words string) {
	if q, ok := ParsePhone(text); ok {
		return []PhoneQuery{q}, ""
	}
	var others, run []string
	flush := func() {
		joined := strings.Join(run, " ")
		digits, plus, ok := phoneDigits(joined)
		q, isPhone := ParsePhone(joined)
		if isPhone && (!ok || plus || len(digits) >= shortPhone) {
			phones = append(phones, q)
		} else {
			others = append(others, run...)
		}
		run = nil
	}
	for word := range strings.FieldsSeq(text) {
		if strings.HasPrefix(word, "+") || strings.Trim(word, "0123456789+()[]./-") != "" {
			flush()
		}
		if strings.Trim(word, "0123456789+()[]./-") != "" {
			others = append(others, word)
			continue
		}
		run = append(run, word)
	}
	flush()
	return phones, strings.Join(others, " ")
}

// nearness says how well a number answers a query; lower is better.
type nearness int

const (
	phoneExact    nearness = iota // the number with its calling code
	phoneNational                 // the number as dialled within its country
	phonePart                     // its beginning, or for a short query a piece of it
	phoneTail                     // its end
	phoneOther
)

// Find gives those of n rows whose number answers the query, ascending: the
// nearest, as PhoneQuery says.
func (q PhoneQuery) Find(n int, phone func(row int) Phone) []int32 {
	best := phoneOther
	var found []int32
	for row := range n {
		switch near := q.nearness(phone(row)); {
		case near < best:
			best, found = near, append(found[:0], int32(row))
		case near == best && near != phoneOther:
			found = append(found, int32(row))
		}
	}
	return found
}

func (q PhoneQuery) nearness(p Phone) nearness {
	if q.stop != "" {
		if len(p.Start) == len(q.stop) && p.Start <= q.stop && q.readings[0].digits <= p.Stop {
			return phonePart
		}
		return phoneOther
	}
	best := phoneOther
	for _, r := range q.readings {
		best = min(best, r.nearness(p))
	}
	if best == phoneOther && q.tail != "" {
		best = q.nearTail(p)
	}
	if len(q.readings[0].digits) < shortPhone && best != phoneOther {
		return phonePart // so few digits are not a number in full
	}
	return best
}

// nearness compares the number that a reading stands for in the country of p.
func (r reading) nearness(p Phone) nearness {
	best := p.begins(r.digits, phoneExact)
	if p.Code == "" {
		return best
	}
	if national, ok := strings.CutPrefix(r.digits, p.Code+p.Trunk); ok && p.Trunk != "" && r.international {
		best = min(best, p.begins(p.Code+national, phoneNational)) // +33 04 …: the zero too many
	}
	if r.international {
		return best
	}
	best = min(best, p.begins(p.Code+r.digits, phoneNational))
	if national, ok := strings.CutPrefix(r.digits, p.Trunk); ok && p.Trunk != "" {
		best = min(best, p.begins(p.Code+national, phoneNational))
	}
	return best
}

// begins reports how the number, or one of the range, begins with digits.
func (p Phone) begins(digits string, whole nearness) nearness {
	switch n := len(digits); {
	case n > len(p.Start) || len(p.Start) != len(p.Stop):
		return phoneOther
	case digits < p.Start[:n] || digits > p.Stop[:n]:
		return phoneOther
	case n == len(p.Start):
		return whole
	}
	return phonePart
}

// nearTail looks for the digits anywhere in the number where they are few, and
// at its end otherwise.
func (q PhoneQuery) nearTail(p Phone) nearness {
	found := strings.HasSuffix
	if len(q.tail) < shortPhone {
		found = strings.Contains
	}
	if found(p.Start, q.tail) || p.Start != p.Stop && slices.ContainsFunc(p.all(), func(number string) bool { return found(number, q.tail) }) {
		return phoneTail
	}
	return phoneOther
}

// all are the numbers of a range, both ends only where they are many.
func (p Phone) all() []string {
	const many = 1_000
	count, ok := NumberRange{Start: p.Start, Stop: p.Stop}.Count()
	if !ok || count > many {
		return []string{p.Start, p.Stop}
	}
	all := make([]string, 0, count)
	for number := p.Start; ; number = following(number) {
		all = append(all, number)
		if number == p.Stop {
			return all
		}
	}
}

// following is the number after another one, of the same length.
func following(number string) string {
	digits := []byte(number)
	for i := len(digits) - 1; i >= 0; i-- {
		if digits[i]++; digits[i] <= '9' {
			break
		}
		digits[i] = '0'
	}
	return string(digits)
}
