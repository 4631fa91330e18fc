package change

import (
	"context"

	"btalk/internal/models"
	"btalk/internal/models/text"
)

// alike is the form in which two names that a person takes for one another are
// equal: case, accents, width, separators and what cannot be seen aside. Two
// names of which nothing is left then are compared as they are.
func alike(a, b string) bool { return foldName(a) == foldName(b) }

// foldName is what names that are alike have in common.
func foldName(name string) string {
	if folded := text.Fold(text.Tidy(name)); folded != "" {
		return folded
	}
	return name
}

// namesake is something that is there already under the name or the reference of
// an order.
type namesake struct {
	what  string // "the technical name"
	value string // as it is there
	kind  string // "order", "voicesite", "change"
	id    models.Text
}

// meets compares what is wanted with what is there. The same is a problem; what
// only reads the same is a doubt, and must be confirmed by its id.
func (d *orderDraft) meets(wanted string, there namesake) (taken []string) {
	switch {
	case there.value == wanted && text.Visible(wanted):
		d.problem("%s %q is used already, by %s %s", there.what, models.Safe(wanted), there.kind, there.id)
	case text.Visible(wanted) && alike(there.value, wanted):
		d.doubt("%s %q reads like %q, used already by %s %s: order it only if it is another site",
			there.what, models.Safe(wanted), models.Safe(there.value), there.kind, there.id)
		if d.beside == nil {
			d.beside = &there
		}
	default:
		return nil
	}
	return []string{there.what, there.kind, there.id.Raw(), there.value}
}

// besides is what must be typed after the name where something is there that
// reads like it: which one, so that the answer cannot be given unread.
func (d *orderDraft) besides() string {
	if d.beside == nil {
		return ""
	}
	return " beside " + d.beside.id.String()
}

// checkNames searches the reference among the orders, read just now, and
// for the technical name among orders, voicesites and the changes of which nobody
// knows what became. What is taken is given back: it must still be the same when
// the order is sent.
func (d *orderDraft) checkNames(ctx context.Context) (taken []string, err error) {
	order := d.Change.Order
	orders, err := d.engine.client.Orders(ctx, d.Change.Customer, models.Refresh)
	switch models.KindOf(err) {
	case models.NoError:
	case models.NotFound, models.Forbidden, models.Invalid:
		d.unchecked("whether the reference is used already: %v", err)
	default:
		return nil, err
	}
	if lacks := orders.Lacks(); lacks != "" {
		d.doubt("whether the reference is used already: the list of orders is incomplete (%s)", lacks)
	}
	for _, other := range orders.Value {
		met := d.meets(order.Reference, namesake{"the reference", other.Reference.Raw(), "order", other.ID})
		if met == nil {
			met = d.meets(order.Name, namesake{"the technical name", other.Name.Raw(), "order", other.ID})
		}
		taken = append(taken, met...)
	}
	sites, err := current(ctx, func(ctx context.Context, mode models.Mode) (models.Snapshot[[]models.VoiceSite], error) {
		return d.engine.client.VoiceSites(ctx, models.SiteQuery{}, mode)
	})
	if err != nil {
		d.unchecked("whether the technical name is used already: %v", err)
	}
	if lacks := sites.Lacks(); lacks != "" {
		d.doubt("whether the technical name is used already: the list of voicesites is incomplete (%s)", lacks)
	}
	for _, site := range sites.Value {
		taken = append(taken, d.meets(order.Name, namesake{"the technical name", site.Name.Raw(), "voicesite", site.ID})...)
	}
	return append(taken, d.checkUnknown()...), nil
}

// checkUnknown holds an order back while one for the same is under way, or nobody
// knows what became of it: it may still be carried out, and then there would be two.
func (d *orderDraft) checkUnknown() (taken []string) {
	records, err := d.engine.Records()
	if err != nil {
		d.unchecked("whether it was ordered before: %v", err)
	}
	order := d.Change.Order
	for _, record := range records {
		near := record.Customer.Raw() == d.Change.Customer || d.engine.isOwn(record)
		if !isUnderWay(record) || record.Kind != models.OrderVoiceSite || !near {
			continue
		}
		reference, name := ordered(record.Body)
		same := reference == order.Reference || name == order.Name
		switch {
		case same && record.State == models.Pending:
			d.problem("the change %s is ordering it right now: wait until that has ended", record.ID)
			continue
		case same:
			d.problem("it was ordered before by the change %s and nobody knows what became of that: settle it first, "+
				"under :changes in the dashboard or by `btalk changes settle`", record.ID)
			continue
		}
		id := models.NewText(record.ID)
		met := d.meets(order.Reference, namesake{"the reference", reference, "change", id})
		if met == nil {
			met = d.meets(order.Name, namesake{"the technical name", name, "change", id})
		}
		taken = append(taken, met...)
	}
	return taken
}
