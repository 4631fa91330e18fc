package coverage

import (
	"fmt"

	"btalk/internal/catalog"
	"btalk/internal/models"
	"btalk/internal/ui/listing"
	"btalk/internal/ui/theme"
	"btalk/internal/ui/widget"
)

// fields is the coverage of one country, capability by capability, as the server
// orders them; unknown ones among them.
func fields(country models.Country, styles *theme.Styles) []widget.Field {
	all := []widget.Field{
		widget.Heading(country.Name.String()),
		{Label: "Code", Value: country.ISO2.String()},
		{Label: "Dial code", Value: catalog.CountryDialCode(country)},
		{Label: "Offered", Value: offered(country)},
		{},
		widget.Heading("Coverage"),
	}
	for _, capability := range country.Coverage {
		all = append(all, widget.Field{
			Label: capability.Label, Value: signed(capability), Style: flagStyle(capability.Value, styles),
			Note: capability.Key.String(), // as the API names it, for those who write scripts
		})
	}
	return append(all, listing.Fields(catalog.CountryFurther(country))...)
}

// offered counts the capabilities that are a yes or no.
func offered(country models.Country) string {
	yes, flags := catalog.CountryOffers(country)
	return fmt.Sprintf("%d of %d capabilities", yes, flags)
}

// signed puts a sign before a yes or no, so that the eye finds them.
func signed(capability models.Capability) string {
	switch capability.Flag() {
	case models.FlagYes:
		return "✓ " + capability.Value.String()
	case models.FlagNo:
		return "✗ " + capability.Value.String()
	case models.FlagUnknown:
	}
	return capability.Value.String()
}
