package change

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"btalk/internal/address"
	"btalk/internal/models"
)

// finding is what one reading says about a change of unknown outcome.
type finding struct {
	done      bool
	words     string
	voiceSite models.Text // of an order
}

// outcomeCheck reads the target of a recorded change, to find out what became of
// it. It is done where what was wanted is there. That it is not there proves
// nothing, because the API may take its time.
type outcomeCheck struct {
	client Client
	record models.Record
}

func (o outcomeCheck) find(ctx context.Context) (finding, error) {
	switch o.record.Kind {
	case models.PushAddress:
		return o.address(ctx)
	case models.OrderVoiceSite:
		return o.order(ctx)
	case models.PublishNumbers, models.ReleaseNumbers:
		return o.numbers(ctx)
	}
	return finding{}, fmt.Errorf("there is no way to read what became of a change of the kind %q", models.Safe(string(o.record.Kind)))
}

// address compares the address that is there with the one that was sent
// and the one before.
func (o outcomeCheck) address(ctx context.Context) (finding, error) {
	now, err := o.client.VoiceAddress(ctx, o.record.Customer.Raw(), o.record.Site.Raw(), models.Refresh)
	if err != nil {
		return finding{}, err
	}
	there, sent, before := address.Decode(now.Value), address.Decode(o.record.Body), address.Decode(o.record.Previous)
	switch {
	case sameAddress(sent, there, exactly), sameAddress(sent, there, bySight) && !sameAddress(sent, before, bySight):
		return finding{done: true, words: "the address that was sent is there"}, nil
	case there.Empty():
		return finding{words: "there is no address yet"}, nil
	case sameAddress(before, there, exactly):
		return finding{words: "the address is still the one before; if it stays so, it can be sent again"}, nil
	}
	return finding{words: "another address is there, neither the one sent nor the one before"}, nil
}

// sameAddress compares the elements of two addresses. What the server adds on
// its own does not count: elements unknown to the standard, and the dial zone
// where it was left to the server.
func sameAddress(a, b address.Address, same func(a, b models.Text) bool) bool {
	if a.Empty() {
		return false
	}
	elements := append(address.Elements(), a.Elements()...)
	return !slices.ContainsFunc(elements, func(e address.Element) bool { return !same(a.Get(e), b.Get(e)) })
}

func exactly(a, b models.Text) bool { return a.Raw() == b.Raw() }

// bySight takes for the same what a server may store in another form: composed
// or decomposed accents, blanks at the ends, case.
func bySight(a, b models.Text) bool {
	return strings.EqualFold(strings.TrimSpace(a.String()), strings.TrimSpace(b.String()))
}

// order searches the reference among the orders, and the technical
// name among the voicesites: a plan makes sure that both are new.
func (o outcomeCheck) order(ctx context.Context) (finding, error) {
	reference, name := ordered(o.record.Body)
	orders, err := o.client.Orders(ctx, o.record.Customer.Raw(), models.Refresh)
	unlisted := models.KindOf(err) == models.NotFound // which says nothing of this order
	if err != nil && !unlisted {
		return finding{}, err
	}
	for _, order := range orders.Value {
		if reference != "" && order.Reference.Raw() == reference {
			return finding{done: true, words: "the order " + order.ID.String() + " is there", voiceSite: order.VoiceSite}, nil
		}
	}
	sites, err := o.client.VoiceSites(ctx, models.SiteQuery{}, models.Refresh)
	if err != nil {
		return finding{}, err
	}
	for _, site := range sites.Value {
		if name != "" && site.Name.Raw() == name {
			return finding{done: true, words: "the voicesite " + site.ID.String() + " is there", voiceSite: site.ID}, nil
		}
	}
	switch {
	case unlisted:
		return finding{words: "the orders cannot be read and the voicesite is not there: whether it was ordered is not known; ask Orange before it is sent again"}, nil
	case orders.Lacks() != "" || sites.Lacks() != "":
		return finding{words: "neither the order nor the voicesite is in the lists, but they are incomplete: whether it is there is not known; ask Orange before it is sent again"}, nil
	}
	return finding{words: "neither the order nor the voicesite is there; if it stays so, it can be sent again"}, nil
}

// numbers counts the numbers that are in the state that was wanted.
func (o outcomeCheck) numbers(ctx context.Context) (finding, error) {
	var ranges []models.NumberRange
	for _, item := range o.record.Body.Object().Get("numbers").List() {
		o := item.Object()
		r := models.NumberRange{Start: o.Text("rangeStart").Raw(), Stop: o.Text("rangeStop").Raw()}
		if count, ok := r.Count(); ok && count <= largestChange {
			ranges = append(ranges, r)
		}
	}
	now, err := numbersNow(ctx, o.client, o.record.Customer.Raw(), ranges, countAll(ranges))
	if err != nil {
		return finding{}, err
	}
	target := "published"
	if o.record.Kind == models.ReleaseNumbers {
		target = "released"
	}
	have, all := haveState(ranges, now, target)
	return finding{
		done:  have == all && all > 0,
		words: fmt.Sprintf("%d of %d numbers are %s", have, all, target),
	}, nil
}
