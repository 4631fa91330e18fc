package catalog

import (
	"slices"
	"strings"

	"btalk/internal/ladder"
	"btalk/internal/models"
	"btalk/internal/models/text"
)

// Numbers declares the cloud voice numbers of a customer. The dashboard shows a
// number twice: as people read it, and as digits. The filter finds it in every
// spelling, and by nothing but its digits.
func Numbers(customer string) Noun[models.Number] {
	return Noun[models.Number]{
		Name: "number", Plural: "numbers",
		ID:    func(n models.Number) string { return n.Number.Raw() },
		Title: numberTitle,
		Raw:   func(n models.Number) models.Value { return n.Raw },
		Path: func(n models.Number) string { // one is asked for by its digits
			return models.Path("customers", customer, "opc", "cloudvoicenumbers") + "?number=" + n.Phone().Start
		},
		Columns: []Column[models.Number]{
			{Name: "number", Title: "Number", Field: "shown", Value: func(n models.Number) string { return n.Shown }, Text: numberTitle, Order: numberDigits, Phone: models.Number.Phone, Fixed: true},
			{Name: "state", Title: "Status", Field: "status", Value: func(n models.Number) string { return n.Status.String() }, Tone: numberTone, Grade: ladder.Basic, Fixed: true, Priority: 2},
			{Name: "site", Title: "Voicesite", Field: "technicalSiteName", Value: func(n models.Number) string { return n.SiteName.String() }, Text: NumberSite, Grade: ladder.Basic, Min: 14, Priority: 1},
			{Name: "country", Title: "Country", Field: "country", Value: func(n models.Number) string { return n.Country }, Text: numberCountry, Grade: ladder.Useful, Min: 7, Priority: 3},
			{Name: "usage", Title: "Usage", Field: "usage", Value: func(n models.Number) string { return n.Usage.String() }, Grade: ladder.Useful, Min: 12, Priority: 2},
			{Name: "since", Title: "Since", Field: "since", Value: numberSince, Grade: ladder.Useful, Fixed: true, Priority: 1},
			{Name: "digits", Title: "Digits", Field: "number", Value: func(n models.Number) string { return n.Number.String() }, Text: numberDigits, Phone: models.Number.Phone, Grade: ladder.Extra, Fixed: true},
			{Title: "Voicesite id", Field: "voiceSiteId", Value: func(n models.Number) string { return n.Site.String() }, Grade: ladder.Useful, Fixed: true},
		},
		Fields: []string{"number", "shown", "country", "status", "usage", "voiceSiteId", "technicalSiteName", "since"},
		Known:  numberFields(),
		Detail: numberDetail,
	}
}

// NumbersOf declares the numbers of a query; what is the same in every row hides.
func NumbersOf(customer string, query models.NumberQuery) Noun[models.Number] {
	noun := Numbers(customer)
	if query.Site != "" {
		noun = noun.Hiding("technicalSiteName")
	}
	return noun
}

func numberTitle(n models.Number) string {
	if n.Shown != "" {
		return n.Shown
	}
	return n.Number.String()
}

func numberDigits(n models.Number) string {
	phone := n.Phone()
	return models.NumberRange{Start: phone.Start, Stop: phone.Stop}.String()
}

// NumberSite is what the voicesite of a number is called.
func NumberSite(n models.Number) string { return firstOf(n.SiteName, n.Site) }

// numberCountry is the code with its name, so that the filter finds both.
func numberCountry(n models.Number) string {
	return strings.TrimSpace(n.Country + " " + CountryName(n.Country))
}

// countryNote says why there is no country: several share some codes.
func countryNote(n models.Number) string {
	if n.Country == "" {
		return "the number alone does not say"
	}
	return ""
}

// numberSince is when the number came into its present state, as the API says it.
func numberSince(n models.Number) string {
	if len(n.History) == 0 {
		return ""
	}
	return n.History[len(n.History)-1].Date.String()
}

// numberTone keeps the words of the API, whatever they are.
func numberTone(n models.Number) Tone {
	switch text.Fold(n.Status.Raw()) {
	case "published":
		return Good
	case "released":
		return Faint
	default:
		return Doubtful
	}
}

func numberFields() []string {
	return slices.Concat(models.NumberIDs, []string{"status", "state", "usage", "voiceSite", "history"})
}

func numberDetail(n models.Number) []Detail {
	details := []Detail{
		{Label: "Number", Value: numberTitle(n)},
		{Label: "As sent", Value: n.Number.String()},
		{Label: "Country", Value: numberCountry(n), Note: countryNote(n)},
		{Label: "Status", Value: n.Status.String()},
		{Label: "Usage", Value: n.Usage.String()},
		{Label: "Voicesite", Value: NumberSite(n)},
		{Label: "Its id", Value: n.Site.String()},
		{},
		{Label: "History", Heading: true},
	}
	if len(n.History) == 0 {
		details = append(details, Detail{Label: "None", Value: "the server gives none"})
	}
	for _, event := range slices.Backward(n.History) {
		details = append(details, Detail{Label: event.Date.String(), Value: event.Status.String()})
	}
	return append(details, Further(n.Raw, numberFields()...)...)
}
