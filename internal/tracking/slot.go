package tracking

import (
	"regexp"
	"strconv"

	"btalk/internal/models"
	"btalk/internal/models/text"
)

// Slot is the part of the day of an appointment. It has a clock only where one was
// sent: a morning begins at no hour of ours.
type Slot struct {
	Sent models.Text
	Half Half
	// From and To are minutes of the day; To is 0 when no clock was sent.
	From, To int
}

// Half is a half of the day.
type Half int

// The halves of a day.
const (
	NoHalf Half = iota
	Morning
	Afternoon
)

// clocks finds "08h00-12h00", "8:00 – 12:00", "08h-12h".
var clocks = regexp.MustCompile(`^\D*(\d{1,2})[h:](\d{2})?\s*(?:-|–|à|a|to)\s*(\d{1,2})[h:](\d{2})?\D*$`)

// halves are the words, folded, that a slot may begin with.
var halves = regexp.MustCompile(`^(am|morning|matin|matinee|pm|afternoon|apres midi)\b`)

// ParseSlot reads "AM", "matin", "Matin 08h00-12h00".
func ParseSlot(sent models.Text) Slot {
	slot := Slot{Sent: sent}
	if found := clocks.FindStringSubmatch(sent.Raw()); found != nil {
		from, to := minutes(found[1], found[2]), minutes(found[3], found[4])
		if from < to && to <= 24*60 {
			slot.From, slot.To = from, to
		}
	}
	slot.Half = half(sent.Raw())
	return slot
}

// half reads the word for a half day that a slot begins with.
func half(sent string) Half {
	word := halves.FindString(text.Fold(sent))
	switch word {
	case "":
		return NoHalf
	case "am", "morning", "matin", "matinee":
		return Morning
	}
	return Afternoon
}

func minutes(hours, minutes string) int {
	h, _ := strconv.Atoi(hours)   // two digits
	m, _ := strconv.Atoi(minutes) // two digits or none
	return h*60 + m
}

// String is the slot in words: morning, afternoon, or what was sent.
func (s Slot) String() string {
	switch {
	case s.To > 0 || s.Half == NoHalf:
		return s.Sent.String()
	case s.Half == Morning:
		return "morning"
	}
	return "afternoon"
}

// Short is the slot in a column: AM, PM, or what was sent.
func (s Slot) Short() string {
	switch s.Half {
	case Morning:
		return "AM"
	case Afternoon:
		return "PM"
	default:
		return s.Sent.String()
	}
}
