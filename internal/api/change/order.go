package change

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"unicode/utf8"

	"btalk/internal/models"
	"btalk/internal/models/text"
)

// orderDraft is the draft of an OrderVoiceSite.
type orderDraft struct {
	*draft
	beside *namesake // the first that reads like it
}

// plan makes it. Of the two documented paths the one that
// names the product comes first; the other is taken where the gateway says that
// this one is not there (DOC api-contract §2.3 B5).
func (d *orderDraft) plan(ctx context.Context) error {
	order := &d.Change.Order
	if !text.Visible(order.Reference) {
		order.Reference = d.engine.NewReference()
	}
	d.Title = "Order the voicesite " + models.Safe(order.Name)
	d.Confirm = models.Confirm{Type: order.Name, Why: "It orders a voicesite. An order cannot be taken back here."}
	d.require()
	d.checkCountry(ctx)
	d.checkVPN(ctx)
	taken, err := d.checkNames(ctx)
	if err != nil {
		return err
	}
	d.Basis = hashOf(append([]string{"order"}, taken...)...)
	d.Confirm.Type += d.besides()
	d.diff()
	first := d.request(models.PlannedRequest{
		Method: http.MethodPost, Body: orderBody(d.Change), What: "the order " + models.Safe(order.Reference), SiteName: order.Name,
	}, "customers", d.Change.Customer, "orders", "voicesite")
	second := *first
	second.Path = models.Path("customers", d.Change.Customer, "orders")
	first.Fallback = &second
	return nil
}

// require makes sure that everything is there, and that what the operator
// wrote holds nothing that nobody sees: a name with a blank at its end would be
// another name beside the one that looks the same.
func (d *orderDraft) require() {
	order := d.Change.Order
	for _, field := range []struct {
		label, value string
		written      bool // by the operator
	}{
		{"reference", order.Reference, true},
		{"technical name", order.Name, true},
		{"label", order.Label, true},
		{"country", d.Change.Country, false},
		{"VPN", order.VPN, false},
	} {
		switch {
		case !text.Visible(field.value):
			d.problem("the %s is missing", field.label)
		case !utf8.ValidString(field.value):
			d.problem("the %s is not valid UTF-8: it would not reach the API as it is", field.label)
		case field.written && text.Tidy(field.value) != field.value:
			d.problem("the %s %s: write %q", field.label, strings.Join(text.Flaws(field.value), " and "), text.Tidy(field.value))
		}
	}
}

// checkCountry asks the coverage whether Business Talk is available.
func (d *orderDraft) checkCountry(ctx context.Context) {
	iso2 := d.Change.Country
	if iso2 == "" {
		return
	}
	read, err := current(ctx, func(ctx context.Context, mode models.Mode) (models.Snapshot[models.Country], error) {
		return d.engine.client.Country(ctx, iso2, mode)
	})
	country := read.Value
	switch {
	case models.KindOf(err) == models.NotFound:
		d.problem("the API knows no country %q", models.Safe(iso2))
	case err != nil:
		d.unchecked("whether Business Talk is available in %s: %v", models.Safe(iso2), err)
	case country.Available() == models.FlagNo:
		d.problem("Business Talk is not available in %s", countryName(country, iso2))
	case country.Available() == models.FlagUnknown:
		d.unchecked("whether Business Talk is available in %s: the coverage does not say", countryName(country, iso2))
	}
}

func countryName(country models.Country, iso2 string) string {
	if country.Name.Empty() {
		return models.Safe(iso2)
	}
	return country.Name.String()
}

// checkVPN makes sure that the VPN is one of the customer's.
func (d *orderDraft) checkVPN(ctx context.Context) {
	wanted := d.Change.Order.VPN
	if wanted == "" {
		return
	}
	has := func(vpns []models.VPN) bool {
		for _, vpn := range vpns {
			if vpn.ID.Raw() == wanted {
				return true
			}
		}
		return false
	}
	vpns, err := d.engine.client.VPNs(ctx, d.Change.Customer, models.Cached)
	if err == nil && !has(vpns.Value) {
		vpns, err = d.engine.client.VPNs(ctx, d.Change.Customer, models.Refresh)
	}
	switch {
	case err != nil:
		d.unchecked("whether the VPN is one of this customer: %v", err)
	case !has(vpns.Value) && vpns.Lacks() != "":
		d.doubt("whether the VPN %q is one of this customer: the list of its VPNs is incomplete (%s)", models.Safe(wanted), vpns.Lacks())
	case !has(vpns.Value):
		d.problem("the VPN %q is none of this customer's", models.Safe(wanted))
	}
}

// current takes what is cached while it is fresh, and asks the server otherwise.
func current[T any](ctx context.Context, read func(context.Context, models.Mode) (models.Snapshot[T], error)) (models.Snapshot[T], error) {
	snapshot, err := read(ctx, models.Cached)
	if err == nil && snapshot.Stale {
		snapshot, err = read(ctx, models.Refresh)
	}
	return snapshot, err
}

func (d *orderDraft) diff() {
	order := d.Change.Order
	d.differ("customerOrderReference", "Reference", "", order.Reference)
	d.differ("technicalSiteName", "Technical name", "", order.Name)
	d.differ("customerSiteLabel", "Label", "", order.Label)
	d.differ("country", "Country", "", d.Change.Country)
	d.differ("vpnId", "VPN", "", order.VPN)
}

// orderBody is the documented body (DOC api-contract §2.3 B5), its values as
// they were given.
func orderBody(c models.Change) []byte {
	type parameters struct {
		Name    string `json:"technicalSiteName"`
		Label   string `json:"customerSiteLabel"`
		Country string `json:"country"`
		VPN     string `json:"vpnId"`
	}
	return encode(struct {
		Reference  string     `json:"customerOrderReference"`
		Parameters parameters `json:"parameters"`
	}{c.Order.Reference, parameters{c.Order.Name, c.Order.Label, c.Country, c.Order.VPN}})
}

// ordered reads from a body the names that an order is known by.
func ordered(body models.Value) (reference, name string) {
	order := body.Object()
	return order.Text("customerOrderReference").Raw(), order.Get("parameters").Object().Text("technicalSiteName").Raw()
}

// encode writes JSON without the escapes that are for web pages.
func encode(v any) []byte {
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		return nil // cannot happen: strings and structs always encode
	}
	return bytes.TrimSuffix(out.Bytes(), []byte("\n"))
}
