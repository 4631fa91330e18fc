// Package ordersite is the form that orders a voicesite. It checks what can be
// told at once and shows the plan; the plan checks the rest and asks. Once the
// order is done it leads to the address of the new voicesite. Only internal/ui
// imports it.
package ordersite

import (
	"context"

	"btalk/internal/models"
	"btalk/internal/ui/draft"
	"btalk/internal/ui/form"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/widget"
)

// Source is what the form reads.
type Source interface {
	Customers(ctx context.Context, mode models.Mode) (models.Snapshot[[]models.Customer], error)
	Countries(ctx context.Context, mode models.Mode) (models.Snapshot[[]models.Country], error)
	VPNs(ctx context.Context, customer string, mode models.Mode) (models.Snapshot[[]models.VPN], error)
	VoiceSites(ctx context.Context, query models.SiteQuery, mode models.Mode) (models.Snapshot[[]models.VoiceSite], error)
	// NewReference makes a reference that was never used.
	NewReference() string
}

// Screen is the form.
type Screen struct {
	*form.Screen

	env    *screen.Env
	source Source
	route  screen.OrderSite

	customers screen.Task[[]models.Customer]
	countries screen.Task[[]models.Country]
	vpns      screen.Task[[]models.VPN]
	sites     screen.Task[[]models.VoiceSite]
	vpnsOf    string // the customer whose VPNs are offered
}

// The names of the fields, those of the API.
const (
	fieldCustomer  = "customerCode"
	fieldName      = "technicalSiteName"
	fieldLabel     = "customerSiteLabel"
	fieldCountry   = "country"
	fieldVPN       = "vpnId"
	fieldReference = "customerOrderReference"
)

// New makes the form; drafts may be nil.
func New(env *screen.Env, source Source, drafts draft.Shelf, route screen.OrderSite) *Screen {
	s := &Screen{env: env, source: source, route: route}
	s.Screen = form.New(env, form.Config{
		Title: "Order a voicesite", Head: s.head, Fields: s.fields,
		Reads: []form.Read{
			{Task: &s.countries, Came: func() {
				s.Fields.SetOptions(fieldCountry, countryOptions(s.countries.Snapshot.Value), waiting("country", s.countries.Err))
			}},
			{Task: &s.customers, Came: func() {
				s.Fields.SetOptions(fieldCustomer, customerOptions(s.customers.Snapshot.Value), waiting("customer", s.customers.Err))
			}},
			{Task: &s.vpns, Came: func() {
				s.Fields.SetOptions(fieldVPN, vpnOptions(s.vpns.Snapshot.Value), waiting("VPN", s.vpns.Err))
			}},
			{Task: &s.sites},
		},
		Begin: s.read, Typed: s.readVPNs, Submit: s.plan, After: s.after,
		Draft: &form.Draft{Shelf: drafts, Kind: draft.OrderSite, ID: route.Draft, Record: s.record, TakeUp: s.takeUp},
		What:  "the order of a voicesite that was begun", Next: "the plan",
	})
	return s
}

func (s *Screen) head() string {
	head := "Order a voicesite"
	if s.route.Customer != "" {
		head += " for customer " + models.Safe(s.route.Customer)
	}
	return head
}

// fields are the fields for the route.
func (s *Screen) fields() []widget.FormField {
	fields := []widget.FormField{
		{
			Name: fieldName, Label: "Technical name", Check: s.checkName,
			Hint: "how the voicesite is called in every list, such as FR_LYON_01; no other voicesite may have it",
		},
		{Name: fieldLabel, Label: "Label", Hint: "in words, for people: Lyon, rue de la République"},
		{Name: fieldCountry, Label: "Country", Choice: true, Value: s.route.ISO2, Waiting: "… the countries are read"},
		{Name: fieldVPN, Label: "VPN", Choice: true, Value: s.route.VPN, Waiting: "… the VPNs of the customer are read"},
		{
			Name: fieldReference, Label: "Reference", Value: s.source.NewReference(),
			Hint: "unique for each order: it is how the order is found again when no answer comes",
		},
	}
	if s.route.Customer != "" {
		return fields
	}
	customer := widget.FormField{Name: fieldCustomer, Label: "Customer", Choice: true, Waiting: "… the customers are read"}
	return append([]widget.FormField{customer}, fields...)
}

// checkName makes sure that no voicesite that is known has the name. One that
// only reads the same is asked about by the plan. The public pages give no other
// rule for it.
func (s *Screen) checkName(value string) string {
	for _, site := range s.sites.Snapshot.Value {
		if site.Name.Raw() == value {
			return "the voicesite " + site.ID.String() + " has this name already"
		}
	}
	return ""
}

// read reads what there is to choose from.
func (s *Screen) read() screen.Do {
	source := s.source
	all := []screen.Do{
		s.countries.Load(s.env.Ctx, source.Countries),
		s.sites.Load(s.env.Ctx, func(ctx context.Context, mode models.Mode) (models.Snapshot[[]models.VoiceSite], error) {
			return source.VoiceSites(ctx, models.SiteQuery{}, mode)
		}),
	}
	if s.route.Customer == "" {
		return screen.All(append(all, s.customers.Load(s.env.Ctx, source.Customers))...)
	}
	return screen.All(append(all, s.readVPNs())...)
}

// customer is the one that the order is for; empty until it is chosen.
func (s *Screen) customer() string {
	if s.route.Customer != "" {
		return s.route.Customer
	}
	return s.Fields.Get(fieldCustomer)
}

// readVPNs reads the VPNs once it is known whose.
func (s *Screen) readVPNs() screen.Do {
	customer := s.customer()
	if customer == s.vpnsOf {
		return nil
	}
	s.vpnsOf = customer
	if customer == "" {
		s.Fields.SetOptions(fieldVPN, nil, "choose the customer first")
		return nil
	}
	s.Fields.SetOptions(fieldVPN, nil, "… the VPNs of the customer are read")
	source := s.source
	return s.vpns.Load(s.env.Ctx, func(ctx context.Context, mode models.Mode) (models.Snapshot[[]models.VPN], error) {
		return source.VPNs(ctx, customer, mode)
	})
}

// plan shows what would be ordered.
func (s *Screen) plan() screen.Do {
	name := s.Fields.Get(fieldName)
	return screen.To(screen.Plan{Change: models.Change{
		Kind: models.OrderVoiceSite, Customer: s.customer(), SiteName: name, Country: s.Fields.Get(fieldCountry),
		Order: models.OrderRequest{
			Reference: s.Fields.Get(fieldReference), Name: name, Label: s.Fields.Get(fieldLabel), VPN: s.Fields.Get(fieldVPN),
		},
	}})
}

// after goes on from what became of the order: a refusal leads back to the
// field it names, a new voicesite on to its address.
func (s *Screen) after(sent screen.SentMsg) screen.Do {
	if sent.State == models.Refused {
		return s.Fields.Blame(sent.Fields)
	}
	var to screen.Route = screen.Orders{Customer: s.customer()}
	switch {
	case !sent.Onward:
		return screen.Back(nil)
	case sent.State == models.Done && sent.VoiceSite != "":
		to = screen.Address{
			ISO2: s.Fields.Get(fieldCountry), Customer: s.customer(), Site: sent.VoiceSite, SiteName: s.Fields.Get(fieldName),
		}
	case sent.State == models.Done && sent.Order != "":
		to = screen.Order{Customer: s.customer(), ID: sent.Order}
	case sent.State == models.OutcomeUnknown:
		to = screen.Changes{}
	}
	return screen.Instead(to)
}

// record says for whom the order is. The reference is a field like the others,
// so that an order taken up again is the same order.
func (s *Screen) record() draft.Record {
	title := "order of a voicesite"
	if name := s.Fields.Get(fieldName); name != "" {
		title += " " + name
	}
	if customer := s.customer(); customer != "" {
		title += " · customer " + customer
	}
	return draft.Record{Title: title, Customer: s.route.Customer, VPN: s.route.VPN, Country: s.route.ISO2}
}

func (s *Screen) takeUp(record draft.Record) {
	s.route = screen.OrderSite{Customer: record.Customer, VPN: record.VPN, ISO2: record.Country, Draft: s.route.Draft}
}
