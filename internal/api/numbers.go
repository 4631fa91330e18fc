package api

import (
	"context"
	"net/url"
	"strings"
	"time"

	"btalk/internal/models"
	"btalk/internal/models/phone"
)

var numberPolicy = policy{Numbers, 10 * time.Minute, 7 * day}

// numbers are the cloud voice numbers of customers.
type numbers struct{ source *source }

// Numbers lists the cloud voice numbers of a customer (OBS api-contract §2.3
// B17). The whole list is read once and narrowed here by voicesite and state; a
// single number is asked for by itself (B18).
func (n numbers) Numbers(ctx context.Context, customer string, query models.NumberQuery, mode models.Mode) (models.Snapshot[[]models.Number], error) {
	a := ask{
		op: "list numbers", policy: numberPolicy,
		path: models.Path("customers", customer, "opc", "cloudvoicenumbers"),
		list: &listing{wrappers: []string{"cloudvoicenumbers", "cloudVoiceNumbers", "numbers"}, ids: models.NumberIDs},
	}
	digits := models.Digits(query.Number)
	if query.Number != "" {
		a.query = url.Values{"number": {digits}}
	}
	list, err := fetch(ctx, n.source, a, mode, all(decodeNumber))
	if err != nil || query == (models.NumberQuery{}) {
		return list, err
	}
	chosen := []models.Number{}
	for _, number := range list.Value {
		if matches(number, query, digits) {
			chosen = append(chosen, number)
		}
	}
	list.Value, list.Announced = chosen, 0
	return list, nil
}

func matches(number models.Number, query models.NumberQuery, digits string) bool {
	return (query.Site == "" || number.Site.Raw() == query.Site) &&
		(query.State == "" || strings.EqualFold(strings.TrimSpace(number.Status.Raw()), query.State)) &&
		(query.Number == "" || number.Phone().Holds(digits))
}

func decodeNumber(v models.Value) (models.Number, bool) {
	number, ok := models.DecodeNumber(v)
	if ok {
		number.Shown, number.Country, number.Trunk = readable(number.Number)
	}
	return number, ok
}

// readable writes a number, or both ends of a range, in international format,
// and tells its country and what is dialled before it there. What is not a number
// stays as it is.
func readable(number models.Text) (shown, country, trunk string) {
	ends, err := models.ParseRange(number.Raw())
	digits := ends.Start
	if err != nil {
		digits = models.Digits(number.Raw())
	}
	shown, country, ok := phone.Readable(digits)
	if !ok {
		return number.String(), "", ""
	}
	if err == nil && ends.Stop != ends.Start {
		last, _, _ := phone.Readable(ends.Stop)
		shown += " – " + last
	}
	return shown, country, phone.Trunk(digits)
}
