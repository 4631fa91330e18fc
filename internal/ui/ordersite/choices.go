package ordersite

import (
	"strings"

	"btalk/internal/address"
	"btalk/internal/models"
	"btalk/internal/ui/widget"
)

// waiting says why there is nothing to choose from.
func waiting(noun string, err error) string {
	if err != nil {
		return "could not be read: " + models.AdviceFor(err).Title
	}
	return "the API lists no " + noun
}

func customerOptions(customers []models.Customer) []widget.Option {
	options := make([]widget.Option, len(customers))
	for i, c := range customers {
		options[i] = widget.Option{Value: c.Code.Raw(), Text: models.Safe(strings.TrimSpace(c.Name.Raw() + " " + c.Code.Raw()))}
	}
	return options
}

// countryOptions offers the countries where Business Talk is available. Those
// where it is not are shown with that as the reason; where the coverage does
// not say, the plan asks again.
func countryOptions(countries []models.Country) []widget.Option {
	var available, others []widget.Option
	for _, c := range countries {
		name := c.Name.String()
		if name == "" {
			name = address.CountryOf(c.ISO2.Raw()).Name.String()
		}
		option := widget.Option{Value: c.ISO2.Raw(), Text: strings.TrimSpace(c.ISO2.String() + " " + name)}
		switch c.Available() {
		case models.FlagNo:
			option.Off = "Business Talk is not available there"
			others = append(others, option)
		case models.FlagUnknown:
			option.Text += " (the coverage is not known)"
			available = append(available, option)
		case models.FlagYes:
			available = append(available, option)
		}
	}
	return append(available, others...)
}

func vpnOptions(vpns []models.VPN) []widget.Option {
	options := make([]widget.Option, len(vpns))
	for i, v := range vpns {
		options[i] = widget.Option{Value: v.ID.Raw(), Text: models.Safe(strings.TrimSpace(v.Name.Raw() + " " + v.ID.Raw()))}
	}
	return options
}
