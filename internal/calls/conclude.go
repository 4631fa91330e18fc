package calls

import (
	"fmt"

	"btalk/internal/models/money"
)

// note puts down what the dialect leaves to say.
func (r *reader) note(d dialect) {
	if d.skipped > 0 {
		r.say("%s before the header: no calls", countOf(int64(d.skipped), "line"))
		r.file.Others += int64(d.skipped)
	}
}

func (r *reader) say(format string, args ...any) {
	r.file.Notes = append(r.file.Notes, fmt.Sprintf(format, args...))
}

// conclude says how the file was read, now that all of it is known.
func (r *reader) conclude() {
	for role, at := range r.columns.at {
		if at >= 0 {
			r.file.Columns = append(r.file.Columns, Column{Role(role), r.columns.names[at]})
		}
	}
	r.file.Understood = r.columns.usable()
	r.file.BillsTime = r.columns.has(Billed) || r.columns.talkIsBilled()
	if r.columns.doubt != "" {
		r.say("%s", r.columns.doubt)
	}
	r.file.Unused = r.columns.rest()
	if r.columns.has(Start) && r.file.Calls > 0 {
		r.file.Dates = r.dates()
	}
	if mark := r.evidence.mark(); mark != money.NoMark {
		r.file.Decimal = string(rune(mark))
	}
	if r.first.dated {
		r.file.First, r.file.Last = r.first.at(), r.last.at()
	}
	r.concludeLengths()
	if r.evidence.Comma && r.evidence.Dot {
		r.say("amounts are written with commas and with dots before decimals")
	}
	if r.ambiguous > 0 {
		r.say("%s could be thousands or decimals: not summed", countOf(r.ambiguous, "amount"))
	}
	r.again()
}

func (r *reader) dates() string {
	switch {
	case r.epochs:
		return "seconds since 1970 (UTC)"
	case r.eitherDays == 0 && !r.evidence.DayFirst && !r.evidence.MonthFirst:
		return "the year first"
	case r.evidence.DayFirst && r.evidence.MonthFirst:
		r.say("some dates have the day first and some the month: where it could be either, the day is read first")
		return "the day first and month first mixed"
	case r.assumed.american():
		return "the month first"
	case r.evidence.DayFirst:
		return "the day first"
	}
	return "the day first (assumed: no day is past 12)"
}

// concludeLengths says what the durations do not.
func (r *reader) concludeLengths() {
	if r.hourMinutes > 0 {
		switch {
		case r.columns.meanings[Duration].short || r.assumed.Hours:
			r.say("durations of two parts are read as minutes:seconds")
		default:
			r.say("durations of two parts are read as hours:minutes; the file does not say it")
		}
	}
	for _, role := range []Role{Duration, Talk, Billed} {
		m := r.columns.meanings[role]
		switch {
		case !r.columns.has(role):
		case m.unit == minutes:
			r.say("%s is in minutes", r.columns.names[r.columns.at[role]])
		case !m.united && r.wholes:
			r.say("whole numbers in %s are read as seconds", r.columns.names[r.columns.at[role]])
		}
	}
	if r.columns.meanings[Charge].pence && r.columns.has(Charge) {
		r.say("amounts are in pence: summed as pounds")
	}
}

// again asks for a second reading where the end proves the beginning wrong.
func (r *reader) again() {
	proved := r.evidence
	if r.eitherDays > 0 && proved.american() != r.assumed.american() ||
		r.ambiguous > 0 && proved.mark() != money.NoMark ||
		r.hourMinutes > 0 && proved.Hours != r.assumed.Hours {
		r.file.Again = &proved
	}
}

func countOf(n int64, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}
