package change

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"btalk/internal/address"
	"btalk/internal/models"
)

// addressDraft is the draft of a PushAddress.
type addressDraft struct{ *draft }

// plan makes it: the body goes as it is, by PUT, and by POST
// where the API refuses PUT in full (INF api-contract §6).
func (d addressDraft) plan(ctx context.Context) error {
	c := d.Change
	d.Title = "Push the address of " + models.Safe(nameOf(c.SiteName, c.Site))
	if c.Site == "" {
		d.problem("the voicesite is missing")
		return nil
	}
	current, err := d.engine.client.VoiceAddress(ctx, c.Customer, c.Site, models.Refresh)
	if err != nil {
		return err
	}
	d.Basis = addressBasis(current.Value)
	given, ok := d.read()
	if !ok {
		return nil
	}
	before := address.Decode(current.Value)
	wanted := d.check(ctx, d.completed(given, before), before)
	d.diff(ctx, before, wanted)
	if d.Nothing != "" && len(d.Problems) == 0 {
		return nil
	}
	put := d.request(models.PlannedRequest{
		Method: http.MethodPut, Body: d.body(wanted), What: "the address of " + models.Safe(nameOf(c.SiteName, c.Site)),
		Site: c.Site, SiteName: c.SiteName, Previous: d.kept(current.Value),
	}, "customers", c.Customer, "voicesites", c.Site, "voiceaddress")
	post := *put
	post.Method = http.MethodPost
	put.Fallback = &post
	return nil
}

// read reads the body that was asked for; it must be a flat object.
func (d addressDraft) read() (address.Address, bool) {
	body, err := models.ParseValue(d.Change.Address)
	if err != nil || body.Kind() != models.ObjectValue || !json.Valid(d.Change.Address) {
		d.problem("the address is not a JSON object of address elements")
		return address.Address{}, false
	}
	wanted := address.Decode(body)
	if wanted.Empty() && !d.Change.Partial {
		d.problem("the address is empty")
		return wanted, false
	}
	return wanted, true
}

// completed is the whole address that is wanted: one that names a few elements
// keeps the others as they are now, unless what is there is in another country.
func (d addressDraft) completed(given, before address.Address) address.Address {
	if !d.Change.Partial {
		return given
	}
	there := before.Get(countryElement)
	if !there.Empty() && !strings.EqualFold(there.Raw(), d.Change.Country) {
		d.unchecked("nothing of the address that is there is kept: its country is %s", there)
		before = address.Address{}
	}
	whole := before
	for _, field := range models.Value(d.Change.Address).Object().Fields {
		element := address.Element(field.Key)
		whole.Set(element, given.Get(element).Raw())
	}
	if whole.Empty() {
		d.problem("the address is empty")
	}
	return whole
}

const countryElement address.Element = "country"

// body is what is sent: an address that was given whole goes as it is.
func (d addressDraft) body(wanted address.Address) []byte {
	if d.Change.Partial {
		return wanted.JSON()
	}
	return d.Change.Address
}

// check checks the address as the country demands now, its areas spelt as their
// lists spell them: rules that are stale are read again first. An address is never
// sent by rules that are not known: where they cannot be read, that is a problem of
// the plan.
func (d addressDraft) check(ctx context.Context, wanted, before address.Address) address.Address {
	iso2 := d.Change.Country
	if iso2 == "" {
		d.problem("the country of the voicesite is not known, and with it what its address must be")
		return wanted
	}
	checker := address.Checker{Country: address.CountryOf(iso2)}
	schema, err := current(ctx, func(ctx context.Context, mode models.Mode) (models.Snapshot[address.Schema], error) {
		return d.engine.client.AddressSchema(ctx, iso2, mode)
	})
	if err != nil {
		d.problem("the address rules of %s are not known: %v", models.Safe(iso2), err)
	}
	checker.Schema = schema.Value
	rules, err := current(ctx, func(ctx context.Context, mode models.Mode) (models.Snapshot[address.Rules], error) {
		return d.engine.client.GeoRules(ctx, iso2, mode)
	})
	if err != nil {
		d.problem("the geographic rules of %s are not known: %v", models.Safe(iso2), err)
	}
	if len(d.Problems) > 0 {
		return wanted
	}
	checker.Rules = rules.Value
	checker.Areas = func(path []string) (address.AreaList, error) {
		areas, err := current(ctx, func(ctx context.Context, mode models.Mode) (models.Snapshot[[]models.Text], error) {
			return d.engine.client.GeoAreas(ctx, iso2, path, mode)
		})
		return address.ListOf(areas), err
	}
	d.dropZone(rules.Value.DialZone, &wanted, before)
	wanted = d.respell(checker, wanted)
	report := checker.Check(wanted)
	if why := report.AreasUnknown; why != nil {
		d.problem("the geographic areas of %s are not known: %v", models.Safe(iso2), why)
	}
	for _, violation := range report.Violations {
		d.problem("%s", violation)
	}
	for _, skipped := range report.NotChecked {
		if skipped.Field == "" {
			d.unchecked("%s", skipped.Why)
		} else {
			d.unchecked("%s: %s", models.Safe(string(skipped.Field)), skipped.Why)
		}
	}
	return wanted
}

// dropZone leaves to the API the dial zone that it computed for the address before,
// unless the one that is wanted names it or is the same.
func (d addressDraft) dropZone(mode address.DialZoneMode, wanted *address.Address, before address.Address) {
	named := models.Value(d.Change.Address).Object().Get(string(address.DialZone)) != nil
	if d.Change.Partial && !named && !wanted.Equal(before) {
		mode.DropComputed(wanted)
	}
}

// respell puts the areas of the body in the spelling of their lists.
func (d addressDraft) respell(checker address.Checker, wanted address.Address) address.Address {
	spelt, respelt := checker.Respell(wanted)
	if len(respelt) > 0 && !d.Change.Partial {
		d.Change.Address = spelt.JSON()
	}
	return spelt
}

// diff puts the two addresses side by side, in the order of the country.
func (d addressDraft) diff(ctx context.Context, before, after address.Address) {
	var schema address.Schema
	if d.Change.Country != "" {
		read, err := d.engine.client.AddressSchema(ctx, d.Change.Country, models.Cached)
		if err == nil {
			schema = read.Value
		}
	}
	changed := false
	for _, element := range elementsOf(schema, before, after) {
		label := element.Meaning()
		if field, described := schema.Field(element); described && !field.Label.Empty() {
			label = field.Label.String()
		}
		d.differ(string(element), label, before.Get(element).Raw(), after.Get(element).Raw())
		changed = changed || before.Get(element).Raw() != after.Get(element).Raw()
	}
	switch {
	case !changed:
		d.Nothing = "the voicesite has this address already"
	case before.Empty():
		d.Confirm.Why = "It is the address that emergency services will be sent to."
	default:
		d.Confirm.Why = "It replaces the address that emergency services are sent to."
	}
}

// elementsOf are the elements that either address has, in the order of the
// schema, then of the standard.
func elementsOf(schema address.Schema, before, after address.Address) []address.Element {
	var order []address.Element
	for _, field := range schema.Fields {
		order = append(order, field.Element)
	}
	order = append(append(append(append(order, address.Elements()...), address.DialZone), before.Elements()...), after.Elements()...)
	var elements []address.Element
	for _, element := range order {
		present := !before.Get(element).Empty() || !after.Get(element).Empty()
		if present && !slices.Contains(elements, element) {
			elements = append(elements, element)
		}
	}
	return elements
}

// addressBasis is the hash of an address by its values, in whatever order the
// server gives them.
func addressBasis(v models.Value) string {
	current := address.Decode(v)
	elements := current.Elements()
	slices.Sort(elements)
	parts := []string{"address"}
	for _, element := range elements {
		parts = append(parts, string(element), current.Get(element).Raw())
	}
	return hashOf(parts...)
}

// kept is the address before as the journal keeps it for undo: nothing where
// the server put a secret in it.
func (d addressDraft) kept(v models.Value) []byte {
	if v.Kind() != models.ObjectValue || d.engine.holdsSecret(v) {
		return nil
	}
	return v
}

func nameOf(name, id string) string {
	if strings.TrimSpace(name) != "" {
		return name
	}
	return id
}
