package tracking

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"btalk/internal/models/when"
)

// Calendar writes the dated appointments of orders as an iCalendar file (RFC 5545).
// No time is invented: an appointment without a clock is a day. Stamp is when the
// file is made. Count says how many appointments are in it, without how many have
// no date that can be read.
func Calendar(orders []Order, stamp time.Time) (file []byte, count, without int) {
	var c calendar
	c.line("BEGIN:VCALENDAR")
	c.line("VERSION:2.0")
	c.line("PRODID:-//btalk//Order Tracking//EN")
	for _, order := range orders {
		for i, one := range order.Appointments {
			if one.At.Date.None() {
				without++
				continue
			}
			count++
			c.event(order, one, i, stamp)
		}
	}
	c.line("END:VCALENDAR")
	return []byte(c.out.String()), count, without
}

type calendar struct{ out strings.Builder }

func (c *calendar) event(o Order, a Appointment, i int, stamp time.Time) {
	id := a.ID.String()
	if id == "" {
		id = fmt.Sprintf("%s-%d", a.At.Date.Day, i+1)
	}
	c.line("BEGIN:VEVENT")
	c.line("UID:" + escape(o.ID.String()+"/"+id+"@btalk"))
	c.line("DTSTAMP:" + stamp.UTC().Format(utc))
	c.times(a)
	c.line("SUMMARY:" + escape(c.summary(o, a)))
	c.property("LOCATION", o.Site.Name.String(), o.Site.Address.String(), strings.TrimSpace(o.Site.PostCode.String()+" "+o.Site.Town.String()))
	c.property("DESCRIPTION", labelled("Order", o.ID.String()), labelled("Reference", o.Reference.String()), labelled("Slot", a.Slot.String()), labelled("State", a.Status.String()), labelled("Contact", a.Contact.String()))
	switch ClassOf(a.Status) {
	case Wrong:
		c.line("STATUS:CANCELLED")
	case Open, Done:
		c.line("STATUS:CONFIRMED")
	default:
		c.line("STATUS:TENTATIVE")
	}
	c.line("END:VEVENT")
}

// The forms of RFC 5545 §3.3.
const (
	utc      = "20060102T150405Z"
	floating = "20060102T150405" // on the clock where the site is
	allDay   = "20060102"
)

// times writes begin and end: a day, or the clock that was sent.
func (c *calendar) times(a Appointment) {
	day := time.Date(a.At.Date.Day.Year, a.At.Date.Day.Month, a.At.Date.Day.Day, 0, 0, 0, 0, time.UTC)
	switch {
	case a.Slot.To > 0:
		c.line("DTSTART:" + day.Add(time.Duration(a.Slot.From)*time.Minute).Format(floating))
		c.line("DTEND:" + day.Add(time.Duration(a.Slot.To)*time.Minute).Format(floating))
	case a.At.Date.Timed():
		c.line("DTSTART:" + instant(a.At.Date))
		if until := a.Until.Date; until.Timed() && until.Zoned == a.At.Date.Zoned && until.Clock.After(a.At.Date.Clock) {
			c.line("DTEND:" + instant(until))
		}
	default:
		c.line("DTSTART;VALUE=DATE:" + day.Format(allDay))
		c.line("DTEND;VALUE=DATE:" + day.AddDate(0, 0, 1).Format(allDay))
	}
}

func instant(date when.Date) string {
	if date.Zoned {
		return date.Clock.UTC().Format(utc)
	}
	return date.Clock.Format(floating)
}

// summary is the title of an appointment: "Appointment, LYON_PART_DIEU_01 (morning)".
func (c *calendar) summary(o Order, a Appointment) string {
	title := or(a.What, "Appointment").String() + ", " + or(o.Site.Name, "order "+o.ID.String()).String()
	if slot := a.Slot.String(); slot != "" {
		title += " (" + slot + ")"
	}
	return title
}

func labelled(label, text string) string {
	if text == "" {
		return ""
	}
	return label + ": " + text
}

// property writes the parts that are there, one a line of the text.
func (c *calendar) property(name string, parts ...string) {
	parts = slices.DeleteFunc(parts, func(part string) bool { return part == "" })
	for i := range parts {
		parts[i] = escape(parts[i])
	}
	if len(parts) > 0 {
		c.line(name + ":" + strings.Join(parts, `\n`))
	}
}

// escape writes a text value (RFC 5545 §3.3.11); a control character has no place
// in one.
func escape(text string) string {
	text = strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\r\n", `\n`, "\n", `\n`).Replace(strings.ToValidUTF8(text, "\uFFFD"))
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return -1
		}
		return r
	}, text)
}

// line ends a line as RFC 5545 §3.1 asks, folded so that none is longer than 75
// bytes and no character is cut.
func (c *calendar) line(text string) {
	const longest = 75
	room := longest
	for len(text) > room {
		cut := room
		for !utf8.RuneStart(text[cut]) {
			cut--
		}
		c.out.WriteString(text[:cut] + "\r\n ")
		text, room = text[cut:], longest-1
	}
	c.out.WriteString(text + "\r\n")
}
