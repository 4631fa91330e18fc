package calls

import (
	"strings"
	"testing"
)

func TestColumnsAreUnderstoodByTheirNames(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name     string
		role     Role
		unit     unit
		currency string
	}{
		{"Start Time", Start, seconds, ""},
		{"dateTimeOrigination", Start, seconds, ""},
		{"Date et heure de l'appel", Start, seconds, ""},
		{"HEURE", Time, seconds, ""},
		{"Numéro appelé", Called, seconds, ""},
		{"N° appelé", Called, seconds, ""},
		{"calleeNumber", Called, seconds, ""},
		{"Called_Number", Called, seconds, ""},
		{"aCLI", Caller, seconds, ""},
		{"Duration (secs)", Duration, seconds, ""},
		{"Duration [min]", Duration, minutes, ""},
		{"Duration ms", Duration, millis, ""},
		{"Duration in minutes", Duration, minutes, ""},
		{"Durée en secondes", Duration, seconds, ""},
		{"Gesprächsdauer", Duration, seconds, ""},
		{"Minutes", Duration, minutes, ""},
		{"billsec", Talk, seconds, ""},
		{"BillDuration", Billed, seconds, ""},
		{"Charged (USD)", Charge, seconds, "USD"},
		{"Montant en euros", Charge, seconds, "EUR"},
		{"Cost (pence)", Charge, seconds, "GBP"},
		{"Cost GBP", Charge, seconds, "GBP"},
		{"Price Unit", Unit, seconds, ""},
		{"disposition", State, seconds, ""},
		{"Voice Site", Site, seconds, ""},
	}
	for _, test := range tests {
		m, ok := understand(test.name)
		if !ok || m.role != test.role || m.unit != test.unit || m.currency.String() != test.currency {
			t.Errorf("%s is %s in %d, %q (%v); want %s in %d, %q", test.name, m.role, m.unit, m.currency, ok, test.role, test.unit, test.currency)
		}
	}
	for _, name := range []string{"", "Rate ($USD per minute)", "id", "Charge Code", "End time", "BasePrice", "seconds of", "Name", "connectionCharge"} {
		if m, ok := understand(name); ok {
			t.Errorf("%q is %s", name, m.role)
		}
	}
}

func TestDatesOfManyPrograms(t *testing.T) {
	t.Parallel()
	tests := []struct {
		text     string
		american bool
		want     string // "" for no date
	}{
		{"2026-10-25 01:59:30", false, "2026-10-25 01:59:30"},
		{"2026-10-25T01:59:30.123Z", false, "2026-10-25 01:59:30"},
		{"2026-10-25T01:59:30+02:00", false, "2026-10-25 01:59:30"},
		{"2026-10-25 01:59:30 Europe/Paris", false, "2026-10-25 01:59:30"},
		{"2026/2/10 22:41", false, "2026-02-10 22:41:00"},
		{"03/11/2026", false, "2026-11-03 00:00:00"},
		{"03/11/2026", true, "2026-03-11 00:00:00"},
		{"13/11/2026", true, "2026-11-13 00:00:00"},
		{"11/13/2026 1:05 PM", false, "2026-11-13 13:05:00"},
		{"11/13/2026 12:05 a.m.", false, "2026-11-13 00:05:00"},
		{"01.10.26 09:15", false, "2026-10-01 09:15:00"},
		{"01/10/2026 à 08h59", false, "2026-10-01 08:59:00"},
		{"Thu, 01 Oct 2026 08:00:00 +0000", false, "2026-10-01 08:00:00"},
		{"Oct 1, 2026 8:00 AM", false, "2026-10-01 08:00:00"},
		{"1 août 2026", false, "2026-08-01 00:00:00"},
		{"01-Dez-26 23:59:59", false, "2026-12-01 23:59:59"},
		{"20261001", false, "2026-10-01 00:00:00"},
		{"20261001235959", false, "2026-10-01 23:59:59"},
		{"1792915200", false, "2026-10-25 08:00:00"},
		{"1792915200000", false, "2026-10-25 08:00:00"},
		{"2024-02-29", false, "2024-02-29 00:00:00"},
		{"2026-02-29", false, ""},
		{"2026-10-25 24:59:30", false, ""},
		{"2026-10-25 01:60", false, ""},
		{"13/13/2026", false, ""},
		{"00000000000000", false, ""},
		{"0", false, ""},
		{"hello", false, ""},
		{"2026-10-25 01:59:30 \x1b[31m", false, ""},
		{"", false, ""},
	}
	for _, test := range tests {
		m, ok := parseMoment([]byte(test.text), test.american)
		got := ""
		if ok && m.dated {
			got = m.at().Format("2006-01-02 15:04:05")
		}
		if got != test.want {
			t.Errorf("%q is %q, want %q", test.text, got, test.want)
		}
	}
}

func TestDurationsInEveryForm(t *testing.T) {
	t.Parallel()
	tests := []struct {
		text   string
		whole  unit
		short  bool
		millis int64 // -1: none
	}{
		{"65", seconds, false, 65_000},
		{"65", minutes, false, 3_900_000},
		{"65", millis, false, 65},
		{"1.5", minutes, false, 90_000},
		{"1,5", minutes, false, 90_000},
		{"61.250", seconds, false, 61_250},
		{"00:02:05", seconds, false, 125_000},
		{"1:00:00", seconds, false, 3_600_000},
		{"100:00:00", seconds, false, 360_000_000},
		{"12:30", seconds, false, 45_000_000},
		{"12:30", seconds, true, 750_000},
		{"00:02:05.000", seconds, false, 125_000},
		{"1h 02m 05s", seconds, false, 3_725_000},
		{"PT1M5S", seconds, false, 65_000},
		{"45 sec", seconds, false, 45_000},
		{"-1", seconds, false, 0},
		{"-00:00:01", seconds, false, 0},
		{"1,234", seconds, false, -1},
		{"1:60:00", seconds, false, -1},
		{"1:2:3:4", seconds, false, -1},
		{"1:5", seconds, false, -1},
		{"abc", seconds, false, -1},
		{"1e9", seconds, false, -1},
		{"6\x000", seconds, false, -1},
		{"--1", seconds, false, 0},
		{"999999999999999999", seconds, false, -1},
		{"9999999999.99999999999", seconds, false, -1},
		{strings.Repeat("9", 400), seconds, false, -1},
	}
	for _, test := range tests {
		l, ok := parseLength([]byte(test.text), test.whole, test.short, false)
		if !ok {
			l.millis = -1
		}
		if l.millis != test.millis {
			t.Errorf("%.30q is %d ms, want %d", test.text, l.millis, test.millis)
		}
	}
}

func TestNumbersBelongToPlaces(t *testing.T) {
	t.Parallel()
	tests := []struct{ raw, place, number string }{
		{"+33 1 99 00 01 01", "FR", "+33199000101"},
		{"0033199000101", "FR", "+33199000101"},
		{"33199000101", "FR", "+33199000101"},
		{"01 99 00 01 01", "FR", "+33199000101"},
		{"01.99.00.01.01", "FR", "+33199000101"},
		{"0612345XXX", "FR", "+33612345XXX"},
		{"+1202555****", "US", "+1202555XXXX"},
		{"14165550101", "CA", "+14165550101"},
		{"00 44 20 7946 0101", "GB", "+442079460101"},
		{"+44 1481 250000", "GG", "+441481250000"},
		{"tel:+33199000101", "FR", "+33199000101"},
		{"sip:+33199000101@example.com", "FR", "+33199000101"},
		{"+33\u00a01\u00a099\u202f00 01 01", "FR", "+33199000101"},
		{"'+33199000101", "FR", "+33199000101"},
		{"3900", Special, "3900"},
		{"15", Emergency, "15"},
		{"112", Emergency, "112"},
		{"+80012345678", International, "+80012345678"},
		{"+881612345678", International, "+881612345678"},
		{"", Withheld, ""},
		{"anonymous", Withheld, "anonymous"},
		{"Numéro masqué", Withheld, "Numéro masqué"},
		{"****", Withheld, "*XXX"},
		{"00033199000102", Unknown, "00033199000102"},
		{"9011442079460101", Unknown, "+9011442079460101"},
		{"02079460102", Unknown, "02079460102"},
		{"7946010", Unknown, "7946010"},
		{"London", Unknown, "London"},
		{"+", Withheld, "+"},
		{"+15", Unknown, "+15"},
	}
	var n numbers
	for range 2 { // the second time from memory
		for _, test := range tests {
			place, number := n.place([]byte(test.raw))
			if place != test.place || string(number) != test.number {
				t.Errorf("%q is %q in %q, want %q in %q", test.raw, number, place, test.number, test.place)
			}
		}
	}
}
