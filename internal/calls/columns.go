package calls

import (
	"slices"
	"strings"
	"unicode"

	"btalk/internal/models/money"
	"btalk/internal/models/text"
)

// Role is what a column means.
type Role int

// The roles of columns.
const (
	Start    Role = iota // when the call began: a date, and a time perhaps
	Time                 // its time of day, where that stands apart
	Caller               // number that called
	Called               // number that was called
	Duration             // how long the call was
	Talk                 // how long somebody talked, where the duration counts the ringing too
	Billed               // how long it was for the bill
	Charge               // what it cost
	Unit                 // the currency of that
	State                // answered or not, in words
	Site                 // where it was made
	roles
)

// String names the role.
func (r Role) String() string {
	return [roles]string{"start", "time", "caller", "called", "duration", "talk", "billed", "amount", "currency", "state", "site"}[r]
}

// names are the names of columns, folded, the surer ones first: English, French,
// German, Spanish and Portuguese, and those of well-known programs.
var names = [roles]string{
	Start: "start time|start|starttime|call start|call start time|start datetime|start date time|time start|start stamp|call date time|" +
		"date and time|date time|datetime|timestamp|date time origination|setup time|date et heure de l appel|date et heure|date heure|" +
		"date heure appel|debut|debut appel|debut de l appel|startzeit|beginn|datum uhrzeit|zeitpunkt|fecha hora|fecha y hora|data hora|" +
		"data e hora|inicio|calldate|call date|start date|date de debut|date|date appel|date de l appel|datum|fecha|data",
	Time: "time|call time|time of day|heure|heure appel|heure de l appel|heure de debut|uhrzeit|zeit|hora",
	Caller: "caller number|calling party number|calling number|caller|calling party|calling no|caller id number|caller id|from number|orig number|" +
		"originating number|cli|src|a number|a party|numero appelant|n appelant|no appelant|appelant|numero de l appelant|eigene rufnummer|anrufer|numero origem|" +
		"numero de origen|origen|origem|from|source",
	Called: "called number|called|callee number|callee|called no|final called party number|called party number|called party|original called party number|" +
		"dialled number|dialed number|number dialled|number dialed|number called|destination number|term number|terminating number|to number|dst|" +
		"ddi|b number|b party|numero appele|n appele|no appele|appele|numero de l appele|numero compose|numero destinataire|destinataire|numero de destination|" +
		"rufnummer|zielrufnummer|zielnummer|gerufene nummer|numero destino|numero de destino|numero marcado|destino|to|ziel|destination",
	Duration: "duration|call duration|seconds|secs|duree|duree appel|duree de l appel|duree de communication|dauer|gesprachsdauer|duracion|" +
		"duracao|minutes|call length|length",
	Talk:   "billsec|talk time|talk duration|conversation time|conversation duration",
	Billed: "billed duration|bill duration|billed seconds|billable duration|billable seconds|chargeable duration|chargeable seconds|charged duration|rated duration|billed minutes|duree facturee|abgerechnete dauer|duracion facturada",
	Charge: "total cost|total charge|total price|call cost|call price|call charge|charged|charge|cost|price|amount|bill amount|billamount|montant ttc|" +
		"cout|prix|montant|montant ht|net amount|betrag|kosten|entgelt|preis|importe|coste|costo|precio|valor|custo|preco",
	Unit:  "currency|currency code|price unit|ccy|cur|devise|monnaie|wahrung|moneda|moeda",
	State: "status|call status|disposition|call state|call result|result|outcome|disconnect reason|hangup cause|statut|etat|resultat|ergebnis|estado|resultado",
	Site: "site|site name|sitename|voicesite|voice site|voice site id|voicesiteid|site id|location|branch|nom du site|code site|etablissement|" +
		"standort|filiale|sede|sucursal",
}

// meaning is what the name of a column says.
type meaning struct {
	role     Role
	rank     int // lower is surer
	unit     unit
	united   bool // the name gives the unit of a duration
	short    bool // it says mm:ss
	currency money.Currency
	pence    bool // amounts are hundredths
	otherLeg bool // it is of the second leg of the call
}

// understand reads the name of a column. ok is false when it is not known.
func understand(name string) (meaning, bool) {
	bare, inside := brackets(name)
	m := meaning{}
	for _, note := range append(strings.FieldsFunc(inside, isBlankOrSlash), strings.Fields(bare)...) {
		m.note(note)
	}
	m.short = strings.Contains(strings.ToLower(inside), "mm:ss") && !strings.Contains(strings.ToLower(inside), "hh")
	folded := text.Fold(camel(bare))
	if m.find(folded) {
		m.note(folded) // "minutes"
		return m, true
	}
	words := strings.Fields(folded)
	for _, leg := range []string{"a", "b"} { // aDate, bDate: two legs of one call
		if len(words) > 1 && words[0] == leg && m.find(strings.Join(words[1:], " ")) {
			m.rank += perLeg
			m.otherLeg = leg == "b"
			return m, true
		}
	}
	written := strings.Fields(camel(bare))
	if len(words) > 1 && m.note(written[len(written)-1]) {
		rest := strings.Join(words[:len(words)-1], " ")
		for _, in := range []string{" in", " en", " em"} { // seconds
			rest = strings.TrimSuffix(rest, in)
		}
		found := m.find(rest)
		return m, found
	}
	return meaning{}, false
}

// perLeg is more than any rank: what belongs to the whole call goes first.
const perLeg = 1000

func (m *meaning) find(folded string) bool {
	for role, list := range names {
		for rank, name := range strings.Split(list, "|") {
			if name == folded {
				m.role, m.rank = Role(role), rank
				return true
			}
		}
	}
	return false
}

// note takes a unit or a currency from a word of the name.
func (m *meaning) note(word string) bool {
	switch strings.ToLower(word) {
	case "s", "sec", "secs", "second", "seconds", "seconde", "secondes", "sek", "sekunden", "segundos":
		m.unit, m.united = seconds, true
	case "min", "mins", "mn", "minute", "minutes", "minuten", "minutos":
		m.unit, m.united = minutes, true
	case "ms", "msec", "milliseconds":
		m.unit, m.united = millis, true
	case "pence", "p":
		m.currency, m.pence = money.Currency{'G', 'B', 'P'}, true
	case "utc", "gmt":
	default:
		if word != strings.ToUpper(word) && len(word) == 3 {
			return false // "All", "top": no currency in small letters
		}
		currency, ok := money.ParseCurrency(word)
		if ok {
			m.currency = currency
		}
		return ok
	}
	return true
}

func isBlankOrSlash(r rune) bool { return unicode.IsSpace(r) || r == '/' || r == ',' }

// brackets takes "Duration (secs)" apart.
func brackets(name string) (bare, inside string) {
	for {
		from := strings.IndexAny(name, "([")
		if from < 0 {
			return bare + name, inside
		}
		to := strings.IndexAny(name[from:], ")]")
		if to < 0 {
			return bare + name, inside
		}
		bare += name[:from] + " "
		inside += name[from+1:from+to] + " "
		name = name[from+to+1:]
	}
}

// camel parts the words of dateTimeOrigination.
func camel(name string) string {
	var out strings.Builder
	var before rune
	for _, r := range name {
		if unicode.IsUpper(r) && unicode.IsLower(before) {
			out.WriteByte(' ')
		}
		out.WriteRune(r)
		before = r
	}
	return out.String()
}

// columns are the columns of a file and where each role is found.
type columns struct {
	names    []string
	at       [roles]int // -1: nowhere
	meanings [roles]meaning
	doubt    string // two columns with one meaning, where that matters
}

func noColumns() columns {
	var c columns
	for role := range c.at {
		c.at[role] = -1
	}
	return c
}

func (c *columns) has(role Role) bool { return c.at[role] >= 0 }

// usable reports whether calls can be told with these columns.
func (c *columns) usable() bool {
	return (c.has(Start) || c.has(Called) || c.has(Caller)) && c.known() >= 2
}

// talkIsBilled reports whether the time of the talk is the billed one too:
// billsec, the first name of its role.
func (c *columns) talkIsBilled() bool {
	return c.has(Talk) && !c.has(Billed) && c.meanings[Talk].rank == 0
}

// known counts the roles that were found.
func (c *columns) known() int {
	known := 0
	for _, at := range c.at {
		if at >= 0 {
			known++
		}
	}
	return known
}

// last is the number of cells that a record needs.
func (c *columns) last() int { return slices.Max(c.at[:]) + 1 }

// findColumns gives every role to the column with the surest name whose cells
// can be read so.
func findColumns(header [][]byte, fits func(column int, m meaning) (meaning, bool)) columns {
	c := noColumns()
	rivals := map[Role]int{}
	for i, cell := range header {
		c.names = append(c.names, cellText(cell))
		m, ok := understand(c.names[i])
		if !ok || m.otherLeg && m.role != Charge {
			continue
		}
		if m, ok = fits(i, m); !ok {
			continue
		}
		switch {
		case !c.has(m.role) || m.rank < c.meanings[m.role].rank:
			c.at[m.role], c.meanings[m.role] = i, m
			delete(rivals, m.role)
		case m.rank == c.meanings[m.role].rank:
			rivals[m.role] = i
		}
	}
	if rival, found := rivals[Charge]; found { // which one is the cost of the call?
		c.doubt = "two columns could be the amount, " + c.names[c.at[Charge]] + " and " + c.names[rival] + ": neither is summed"
		c.at[Charge] = -1
	}
	if !c.has(Start) && c.has(Time) {
		c.at[Start], c.at[Time] = c.at[Time], -1
	}
	return c
}

// rest are the names of the columns without a role.
func (c *columns) rest() []string {
	var rest []string
	for i, name := range c.names {
		if !slices.Contains(c.at[:], i) && name != "" {
			rest = append(rest, name)
		}
	}
	return rest
}
