package changes

import (
	"fmt"
	"strings"
	"time"

	"btalk/internal/address"
	"btalk/internal/catalog"
	"btalk/internal/models"
	"btalk/internal/models/text"
	"btalk/internal/ui/sign"
	"btalk/internal/ui/widget"
)

// fields is everything that the journal knows of a change.
func fields(r models.Record, zone *time.Location) []widget.Field {
	all := []widget.Field{
		widget.Heading("Change " + models.Safe(r.ID)),
		{Label: "Outcome", Value: catalog.ChangeOutcome(r)},
	}
	if r.Open() {
		all = append(all, widget.Field{Label: "Do not", Value: "send it again: it may have been done", Note: "a: read or say what became of it"})
	}
	for _, field := range []widget.Field{
		{Label: "Found", Value: r.Settled.String()},
		{Label: "Answer", Value: r.Detail.String()},
		{Label: "HTTP", Value: models.StatusText(r.Status)},
		{Label: "Request id", Value: r.RequestID.String()},
		{Label: "When", Value: catalog.ChangeTime(r, zone)},
		{Label: "Who", Value: r.User.String()},
		{Label: "Profile", Value: r.Profile.String()},
		{Label: "btalk", Value: r.Version.String()},
		{Label: "Customer", Value: r.Customer.String()},
		{Label: "Voicesite", Value: catalog.ChangeSite(r)},
		{Label: "Its id", Value: r.Site.String() + r.VoiceSite.String()},
		{Label: "Country", Value: r.Country.String()},
		{Label: "Takes back", Value: r.Undoes.String()},
	} {
		if field.Value != "" {
			all = append(all, field)
		}
	}
	if r.Kind == models.PushAddress {
		all = append(all, differences(r)...)
	}
	all = append(all, widget.Field{}, widget.Heading("Request"),
		widget.Field{Label: r.Method, Value: r.Path.String()},
		widget.Field{Label: "SHA-256", Value: models.Safe(r.BodyHash)})
	return append(all, body(r.Body)...)
}

// differences is the address before and after, field by field.
func differences(r models.Record) []widget.Field {
	before, after := address.Decode(r.Previous), address.Decode(r.Body)
	all := []widget.Field{{}, widget.Heading("Before → after")}
	same := 0
	for _, element := range append(append(address.Elements(), address.DialZone), unknownTo(before, after)...) {
		d := models.Difference{Before: before.Get(element), After: after.Get(element)}
		becomes := sign.OfDifference(d)
		field := widget.Field{Label: becomes.Mark + " " + models.Safe(string(element)), Note: becomes.Word}
		switch {
		case !d.Changed():
			if !d.After.Empty() {
				same++
			}
			continue
		case d.After.Empty():
			field.Value = d.Before.String()
		case d.Before.Empty():
			field.Value = d.After.String()
		default:
			field.Value = d.Before.String() + " → " + d.After.String()
		}
		all = append(all, field)
	}
	if same > 0 {
		all = append(all, widget.Field{Label: "  as it was", Value: fmt.Sprintf("%d of the fields", same)})
	}
	return all
}

// unknownTo lists the elements that the standard does not name.
func unknownTo(addresses ...address.Address) []address.Element {
	known := map[address.Element]bool{address.DialZone: true}
	for _, element := range address.Elements() {
		known[element] = true
	}
	var others []address.Element
	for _, a := range addresses {
		for _, element := range a.Elements() {
			if !known[element] {
				known[element] = true
				others = append(others, element)
			}
		}
	}
	return others
}

// body is the body as it was sent, to be read by people.
func body(sent models.Value) []widget.Field {
	if len(sent) == 0 {
		return nil
	}
	var all []widget.Field
	for line := range strings.SplitSeq(string(text.IndentJSON(sent)), "\n") {
		all = append(all, widget.Field{Label: " ", Value: models.Safe(line)})
	}
	return all
}
