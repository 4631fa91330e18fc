package catalog

import (
	"fmt"
	"slices"
	"strings"

	"btalk/internal/ladder"
	"btalk/internal/models"
)

// Countries declares countries and what is offered there.
func Countries() Noun[models.Country] {
	return Noun[models.Country]{
		Name: "country", Plural: "countries",
		ID:    func(c models.Country) string { return c.ISO2.Raw() },
		Title: countryTitle,
		Raw:   func(c models.Country) models.Value { return c.Raw },
		Path:  func(models.Country) string { return models.Path("countries") },
		Columns: []Column[models.Country]{
			{Name: "name", Title: "Country", Field: "name", Value: func(c models.Country) string { return c.Name.String() }, Text: countryTitle, Min: 14},
			{Name: "iso2", Title: "Code", Short: "CC", Field: "iso2", Value: func(c models.Country) string { return c.ISO2.String() }, Grade: ladder.Basic, Fixed: true, Priority: 3},
			{Name: "available", Title: "Business Talk", Short: "Avail.", Field: "businessTalkOnline", Value: capability("businessTalkOnline"), Text: available, Tone: availableTone, Grade: ladder.Basic, Fixed: true, Priority: 2},
			{Name: "dial", Title: "Dial code", Short: "Dial", Field: "countryCode", Value: func(c models.Country) string { return c.DialCode.String() }, Text: CountryDialCode, Right: true, Grade: ladder.Basic, Fixed: true, Priority: 1},
			{Name: "emergency", Title: "Emergency", Field: "domesticEmergency", Value: capability("domesticEmergency"), Grade: ladder.Useful, Fixed: true, Priority: 4},
			{Name: "did", Title: "DID numbers", Short: "DID", Field: "didNumber", Value: capability("didNumber"), Grade: ladder.Useful, Fixed: true, Priority: 3},
			{Name: "yes", Title: "Yes", Field: "yes", Text: countYes, Right: true, Grade: ladder.Useful, Fixed: true, Priority: 2},
			{Name: "zone", Title: "DID zone", Field: "didNumberZone", Value: capability("didNumberZone"), Grade: ladder.Useful, Fixed: true, Priority: 1},
			{Name: "comment", Title: "Comment", Field: "comment", Value: capability("comment"), Grade: ladder.Extra, Prose: true, Min: 24, Cap: 60},
		},
		Fields: []string{"iso2", "name", "countryCode", "businessTalkOnline"},
		Known:  countryFields(),
		Detail: countryDetail,
	}
}

func countryTitle(c models.Country) string {
	if name := firstOf(c.Name); name != "" {
		return name
	}
	if name := CountryName(c.ISO2.Raw()); name != "" {
		return name
	}
	return c.ISO2.String()
}

func capability(key string) func(models.Country) string {
	return func(c models.Country) string {
		found, _ := c.Capability(key)
		return found.Value.String()
	}
}

// available says whether voicesites can be ordered; a country whose coverage was
// not read yet is neither yes nor no.
func available(c models.Country) string {
	if len(c.Coverage) == 0 {
		return "not read"
	}
	return capability("businessTalkOnline")(c)
}

// availableTone leaves yes plain, which nearly all are, so that the others are seen.
func availableTone(c models.Country) Tone {
	if c.Available() == models.FlagYes {
		return Plain
	}
	return Faint
}

// CountryOffers counts the capabilities that are a yes, and those that are a yes or no.
func CountryOffers(c models.Country) (yes, flags int) {
	for _, capability := range c.Coverage {
		switch capability.Flag() {
		case models.FlagYes:
			yes++
			flags++
		case models.FlagNo:
			flags++
		case models.FlagUnknown:
		}
	}
	return yes, flags
}

func countYes(c models.Country) string {
	yes, flags := CountryOffers(c)
	if flags == 0 {
		return ""
	}
	return fmt.Sprintf("%d/%d", yes, flags)
}

// CountryDialCode is the dial code as people write it: "+33".
func CountryDialCode(c models.Country) string {
	if c.DialCode.Empty() {
		return ""
	}
	return "+" + c.DialCode.String()
}

func countryFields() []string {
	return slices.Concat(models.CountryIDs, []string{"name", "countryCode", "coverage"})
}

func countryDetail(c models.Country) []Detail {
	details := []Detail{
		{Label: "Code", Value: c.ISO2.String()},
		{Label: "Dial code", Value: CountryDialCode(c)},
	}
	if len(c.Coverage) == 0 {
		return append(details, Detail{Label: "Coverage", Value: "not read yet", Note: "enter reads it"})
	}
	details = append(details, Detail{}, Detail{Label: "Coverage", Heading: true})
	for _, capability := range c.Coverage {
		details = append(details, Detail{Label: capability.Label, Value: capability.Value.String()})
	}
	return append(details, CountryFurther(c)...)
}

// CountryFurther is what the API says of a country beside its coverage.
func CountryFurther(c models.Country) []Detail { return Further(c.Raw, countryFields()...) }

// Areas declares the geographic areas of a level, 1 being the widest.
func Areas(level int) Noun[models.Text] {
	name := fmt.Sprintf("area%d", level)
	return Noun[models.Text]{
		Name: "area", Plural: "areas",
		ID:    func(area models.Text) string { return area.Raw() },
		Title: func(area models.Text) string { return area.String() },
		Names: func(area models.Text) []models.Text { return []models.Text{area} },
		Raw:   func(area models.Text) models.Value { return textValue(area.Raw()) },
		Columns: []Column[models.Text]{
			{Name: strings.ToLower(name), Title: name, Field: name, Value: func(area models.Text) string { return area.String() }},
		},
		Fields: []string{name},
	}
}
