// Package ordersite is the form that orders a voicesite. It checks what can be
// told at once and shows the plan; the plan checks the rest and asks. Once the
// order is done it leads to the address of the new voicesite. Only internal/ui
// imports it.
package ordersite

import (
	"context"
	"errors"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"btalk/internal/models"
	"btalk/internal/ui/draft"
	"btalk/internal/ui/keymap"
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
	env    *screen.Env
	source Source
	route  screen.OrderSite
	form   *widget.Form
	draft  *draft.Form
	w, h   int

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
	s.draft = draft.NewForm(drafts, draft.OrderSite, route.Draft, s)
	s.makeForm()
	return s
}

// makeForm makes the fields for the route.
func (s *Screen) makeForm() {
	env, source, route := s.env, s.source, s.route
	fields := []widget.FormField{
		{
			Name: fieldName, Label: "Technical name", Check: s.checkName,
			Hint: "how the voicesite is called in every list, such as FR_LYON_01; no other voicesite may have it",
		},
		{Name: fieldLabel, Label: "Label", Hint: "in words, for people: Lyon, rue de la République"},
		{Name: fieldCountry, Label: "Country", Choice: true, Value: route.ISO2, Waiting: "… the countries are read"},
		{Name: fieldVPN, Label: "VPN", Choice: true, Value: route.VPN, Waiting: "… the VPNs of the customer are read"},
		{
			Name: fieldReference, Label: "Reference", Value: source.NewReference(),
			Hint: "unique for each order: it is how the order is found again when no answer comes",
		},
	}
	if route.Customer == "" {
		customer := widget.FormField{Name: fieldCustomer, Label: "Customer", Choice: true, Waiting: "… the customers are read"}
		fields = append([]widget.FormField{customer}, fields...)
	}
	s.form = widget.NewForm(env.Styles, env.Keys, fields...)
}

// Init reads the draft, then what there is to choose from.
func (s *Screen) Init() screen.Do {
	if s.draft.Waiting() {
		return s.draft.Begin(s.env.Ctx)
	}
	return s.read()
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
	return s.form.Get(fieldCustomer)
}

// readVPNs reads the VPNs once it is known whose.
func (s *Screen) readVPNs() screen.Do {
	customer := s.customer()
	if customer == s.vpnsOf {
		return nil
	}
	s.vpnsOf = customer
	if customer == "" {
		s.form.SetOptions(fieldVPN, nil, "choose the customer first")
		return nil
	}
	s.form.SetOptions(fieldVPN, nil, "… the VPNs of the customer are read")
	source := s.source
	return s.vpns.Load(s.env.Ctx, func(ctx context.Context, mode models.Mode) (models.Snapshot[[]models.VPN], error) {
		return source.VPNs(ctx, customer, mode)
	})
}

// Update hears a message, and keeps what it changed.
func (s *Screen) Update(msg tea.Msg) screen.Do {
	do := s.hear(msg)
	return screen.All(do, s.draft.Follow(s.form))
}

func (s *Screen) hear(msg tea.Msg) screen.Do {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		s.w, s.h = max(msg.Width, 0), max(msg.Height, 0)
		s.form.Resize(s.w-2, s.h-above)
	case screen.ThemedMsg:
		s.form.Theme()
	case screen.SentMsg:
		return screen.All(s.draft.Sent(msg.State), s.after(msg))
	case tea.KeyPressMsg, tea.PasteMsg:
		do, event := s.draft.Press(s.form, msg)
		switch event {
		case widget.FormLeaves:
			return s.draft.Leave()
		case widget.FormSubmits:
			return s.plan()
		case widget.FormStays:
		}
		return screen.All(do, s.readVPNs())
	default:
		return s.accept(msg)
	}
	return nil
}

// accept takes what was read and offers it.
func (s *Screen) accept(msg tea.Msg) screen.Do {
	if accepted, next := s.draft.Accept(msg); accepted {
		return next
	}
	if record, ready, accepted := s.draft.Begun(msg); accepted {
		if ready {
			return s.takeUp(record)
		}
		return nil
	}
	if accepted, next := s.customers.Accept(msg); accepted {
		s.form.SetOptions(fieldCustomer, customerOptions(s.customers.Snapshot.Value), waiting("customer", s.customers.Err))
		return next
	}
	if accepted, next := s.countries.Accept(msg); accepted {
		s.form.SetOptions(fieldCountry, countryOptions(s.countries.Snapshot.Value), waiting("country", s.countries.Err))
		return next
	}
	if accepted, next := s.vpns.Accept(msg); accepted {
		s.form.SetOptions(fieldVPN, vpnOptions(s.vpns.Snapshot.Value), waiting("VPN", s.vpns.Err))
		return next
	}
	_, next := s.sites.Accept(msg)
	return next
}

// plan shows what would be ordered.
func (s *Screen) plan() screen.Do {
	name := s.form.Get(fieldName)
	return screen.To(screen.Plan{Change: models.Change{
		Kind: models.OrderVoiceSite, Customer: s.customer(), SiteName: name, Country: s.form.Get(fieldCountry),
		Order: models.OrderRequest{
			Reference: s.form.Get(fieldReference), Name: name, Label: s.form.Get(fieldLabel), VPN: s.form.Get(fieldVPN),
		},
	}})
}

// after goes on from what became of the order: a refusal leads back to the
// field it names, a new voicesite on to its address.
func (s *Screen) after(sent screen.SentMsg) screen.Do {
	if sent.State == models.Refused {
		return s.form.Blame(sent.Fields)
	}
	var to screen.Route = screen.Orders{Customer: s.customer()}
	switch {
	case !sent.Onward:
		return screen.Back(nil)
	case sent.State == models.Done && sent.VoiceSite != "":
		to = screen.Address{
			ISO2: s.form.Get(fieldCountry), Customer: s.customer(), Site: sent.VoiceSite, SiteName: s.form.Get(fieldName),
		}
	case sent.State == models.OutcomeUnknown:
		to = screen.Changes{}
	}
	return screen.Instead(to)
}

// above is how many lines stand above the fields.
const above = 2

// View draws the form.
func (s *Screen) View() string {
	head := "Order a voicesite"
	if s.route.Customer != "" {
		head += " for customer " + models.Safe(s.route.Customer)
	}
	if s.draft.Waiting() {
		return s.draft.View(s.env.Styles, s.w, s.h)
	}
	return widget.Clamp(" "+s.env.Styles.Title.Render(widget.Cut(head, max(s.w-2, 0)))+"\n\n"+s.form.View(), s.w, s.h)
}

// Caret is in the field that is typed into.
func (s *Screen) Caret() *tea.Cursor {
	if s.draft.Waiting() {
		return nil
	}
	cursor := s.form.Caret()
	if cursor != nil {
		cursor.Y = min(cursor.Y+above, max(s.h-1, 0))
	}
	return cursor
}

// Title is the crumb.
func (s *Screen) Title() string { return "Order a voicesite" }

// Typing says that letters are text.
func (s *Screen) Typing() bool { return true }

// Dirty says what leaving btalk would lose: nothing where a draft is kept.
func (s *Screen) Dirty() (what string, dirty bool) {
	return "the order of a voicesite that was begun", s.form.Edits() > 0 && !s.draft.Keeps()
}

// Report tells the frame about what there is to choose from.
func (s *Screen) Report() screen.Report {
	if s.draft.Waiting() {
		return s.draft.Report()
	}
	report := s.countries.Report()
	report.Busy = report.Busy || s.vpns.Busy || s.sites.Busy || s.customers.Busy
	report.Err = errors.Join(report.Err, s.vpns.Err, s.customers.Err)
	return report
}

// Close keeps the draft and drops what is under way.
func (s *Screen) Close() {
	s.draft.Close()
	s.customers.Cancel()
	s.countries.Cancel()
	s.vpns.Cancel()
	s.sites.Cancel()
}

// ShortHelp are the keys that matter here.
func (s *Screen) ShortHelp() []key.Binding {
	keys := s.env.Keys
	return []key.Binding{
		keys.Get(keymap.Accept, "next, then the plan"), keys.Get(keymap.NextField), keys.Get(keymap.Submit, "the plan"), keys.Get(keymap.Cancel),
	}
}

// FullHelp is the same.
func (s *Screen) FullHelp() [][]key.Binding { return [][]key.Binding{s.ShortHelp()} }
