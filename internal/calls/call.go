package calls

import (
	"bytes"
	"strings"

	"github.com/govalues/decimal"

	"btalk/internal/models/money"
	"btalk/internal/models/text"
)

// Call is one call. Bytes in it are good until the next one.
type Call struct {
	Caller, Called []byte // as written
	Site           []byte // as written
	Answered       bool

	start    moment
	length   int64 // as written, in milliseconds; without the ringing where that is known
	talk     int64 // of the answered ones
	billed   int64
	charge   decimal.Decimal
	charged  bool
	currency money.Currency
}

// fill reads the cells of a record. It reports false when it cannot be read.
func (r *reader) fill(cells [][]byte) bool {
	c := &r.call
	*c = Call{Caller: r.cell(cells, Caller), Called: r.cell(cells, Called), Site: r.cell(cells, Site)}
	return r.fillStart(cells) && r.fillLengths(cells) && r.fillCharge(cells)
}

func (r *reader) fillStart(cells [][]byte) bool {
	if cell := r.cell(cells, Start); len(cell) > 0 {
		start, ok := parseMoment(cell, r.assumed.american())
		if !ok {
			return false
		}
		r.call.start = start
		r.evidence.date(start)
		if start.order == eitherDay {
			r.eitherDays++
		}
		r.epochs = r.epochs || start.order == epoch
	}
	if cell := r.cell(cells, Time); len(cell) > 0 && !r.call.start.timed {
		clock, ok := parseMoment(cell, false)
		if !ok || !clock.timed {
			return false
		}
		start := &r.call.start
		start.hour, start.minute, start.second, start.timed = clock.hour, clock.minute, clock.second, true
	}
	return true
}

// fillLengths reads the durations. A call is answered when somebody talked and
// its state does not deny it; only then its time counts. Where the file gives the
// time of the talk apart, its duration counts the ringing and stays as written.
func (r *reader) fillLengths(cells [][]byte) bool {
	c := &r.call
	duration, ok1 := r.length(cells, Duration)
	talk, ok2 := r.length(cells, Talk)
	billed, ok3 := r.length(cells, Billed)
	if !ok1 || !ok2 || !ok3 {
		return false
	}
	for _, l := range []length{duration, talk, billed} {
		r.evidence.Hours = r.evidence.Hours || l.parts == 3
		if l.parts == 2 {
			r.hourMinutes++
		}
		r.wholes = r.wholes || l.parts == 0 && l.millis > 0
	}
	c.length, c.talk, c.billed = duration.millis, duration.millis, billed.millis
	switch {
	case r.columns.has(Talk):
		c.talk = talk.millis
		if r.columns.talkIsBilled() {
			c.billed = talk.millis
		}
	case !r.columns.has(Duration):
		c.talk = billed.millis
	}
	if c.Answered = c.talk > 0 && !r.states.deny(r.cell(cells, State)); !c.Answered {
		c.talk = 0
		if !r.columns.has(Talk) {
			c.length = 0
		}
	}
	return true
}

// fillCharge reads the amount. A call whose amount cannot be read is a call all
// the same, and is counted beside the sum.
func (r *reader) fillCharge(cells [][]byte) bool {
	c := &r.call
	m := r.columns.meanings[Charge]
	c.currency = m.currency
	if cell := r.cell(cells, Unit); len(cell) > 0 {
		if currency, ok := money.ParseCurrency(cellText(cell)); ok {
			c.currency = currency
		}
	}
	cell := utf8Of(r.cell(cells, Charge))
	if r.evidence.mark() == money.NoMark {
		r.evidence.amount(cell)
	}
	amount, reading := money.Parse(cell, r.evidence.mark())
	switch reading {
	case money.Read:
		if amount.Currency != (money.Currency{}) {
			c.currency = amount.Currency
		}
		c.charge, c.charged = amount.Value, true
		if m.pence {
			c.charge, c.charged = hundredth(amount.Value)
		}
	case money.Ambiguous:
		r.ambiguous++
		r.file.AmountsLeftOut++
	case money.Unreadable:
		r.file.AmountsLeftOut++
	case money.Empty:
	}
	return true
}

func hundredth(value decimal.Decimal) (decimal.Decimal, bool) {
	whole, err := value.MulExact(decimal.MustNew(1, 2), value.Scale()+2)
	return whole, err == nil
}

// states remembers which words say that a call was not answered.
type states map[string]bool

// maxStates is how many words are remembered.
const maxStates = 1000

// deny reports whether the state of a call says that nobody answered.
func (s *states) deny(cell []byte) bool {
	if len(cell) == 0 {
		return false
	}
	if known, ok := (*s)[string(cell)]; ok {
		return known
	}
	denied := denies(text.Fold(cellText(cell)))
	if *s == nil || len(*s) >= maxStates {
		*s = states{}
	}
	(*s)[string(cell)] = denied
	return denied
}

func denies(folded string) bool {
	for _, word := range []string{
		"no answer", "noanswer", "not answered", "unanswered", "busy", "fail", "cancel", "missed", "reject", "declin", "no user",
		"unreachable", "unallocated", "congestion", "abandon", "timeout", "non repondu", "sans repons", "non abouti", "occupe", "echec",
		"manque", "refuse", "annule", "besetzt", "verpasst", "abgelehnt", "nicht", "ocupado", "perdida", "no contest", "nao atend",
	} {
		if strings.Contains(folded, word) {
			return true
		}
	}
	return false
}

// noCall reports whether a record has neither a start nor a number, or is a
// total.
func (r *reader) noCall(cells [][]byte) bool {
	started := len(r.cell(cells, Start)) > 0
	number := len(r.cell(cells, Called)) > 0 || len(r.cell(cells, Caller)) > 0
	numbered := r.columns.has(Called) || r.columns.has(Caller)
	return !started && !number || (!started || numbered && !number) && total(cells)
}

// total reports whether the first cell that holds something says so.
func total(cells [][]byte) bool {
	for _, cell := range cells {
		if len(cell) == 0 {
			continue
		}
		first, _, _ := strings.Cut(text.Fold(cellText(cell)), " ")
		switch first {
		case "total", "totals", "totaux", "subtotal", "soustotal", "sous", "grand", "summe", "gesamt", "gesamtsumme", "zwischensumme", "suma", "soma", "sum":
			return true
		}
		return false
	}
	return false
}

// typesOnly reports whether all cells are types of a database: INTEGER, VARCHAR(50).
func typesOnly(cells [][]byte) bool {
	for _, cell := range cells {
		word, _, _ := bytes.Cut(bytes.ToLower(cell), []byte("("))
		switch string(bytes.TrimSpace(word)) {
		case "", "integer", "int", "bigint", "smallint", "varchar", "char", "text", "string", "date", "datetime", "timestamp", "time",
			"float", "double", "decimal", "numeric", "number", "boolean", "bool", "uniqueidentifier":
		default:
			return false
		}
	}
	return true
}
