package screen

// Route names a destination by value, so that screens need not know each
// other.
type Route interface{ place() string }

// PlaceOf is the key of a route's row in the table of places (internal/ui), and
// the name of the place on disk; empty for nil.
func PlaceOf(route Route) string {
	if route == nil {
		return ""
	}
	return route.place()
}

// OfCustomer is a route that is about one customer; name may be empty.
type OfCustomer interface {
	OfCustomer() (code, name string)
}

// The destinations. Codes and ids are raw values as the API gave them; names
// are for the crumb until the data are there.
type (
	// Customers lists the customers of the key.
	Customers struct{}
	// VPNs lists the voice VPNs of a customer.
	VPNs struct{ Customer, Name string }
	// VoiceSites lists the voicesites of a VPN, of a customer, or all of them; with
	// Order those that a tracked order may be for.
	VoiceSites struct{ Customer, VPN, Name, Query, Order string }
	// VoiceSite shows one voicesite in full.
	VoiceSite struct{ ID, Name string }
	// Countries lists the countries and whether they are covered.
	Countries struct{}
	// Coverage shows one country, or compares several.
	Coverage struct{ ISO2 []string }
	// Address opens the address wizard, on a country and for a voicesite where
	// they are known, or on a draft.
	Address struct{ ISO2, Customer, Site, SiteName, Draft string }
	// Orders lists the voicesite orders of a customer.
	Orders struct{ Customer, Name string }
	// Order shows one order and how it went.
	Order struct{ Customer, ID string }
	// OrderSite is the form that orders a voicesite, or a draft of it.
	OrderSite struct{ Customer, VPN, ISO2, Draft string }
	// Tracking lists the orders of Order Tracking: the current ones, or those in a
	// status of the server, "all" for every one; only what is late, or due within
	// Next ("7d"), late ones included; with Site those that may be for a voicesite.
	Tracking struct {
		Query, Status  string
		Late           bool
		Next           string
		Site, SiteName string
	}
	// TrackedOrder shows one order of Order Tracking; Name is that of its site.
	TrackedOrder struct{ ID, Name string }
	// Numbers lists the cloud voice numbers of a customer.
	Numbers struct{ Customer, Name, Site, Query string }
	// Ranges is the form for ranges of numbers that are typed; Text is what
	// stands in it at the start. With a draft the rest comes from there.
	Ranges struct{ Customer, Site, SiteName, Country, Text, Draft string }
	// Changes lists what this user has sent.
	Changes struct{}
	// Change shows one change that was sent, by the id of its record; with
	// Settle it asks at once what became of it.
	Change struct {
		ID     string
		Settle bool
	}
	// Plan shows a change (a models.Change) before it is sent, and asks. What
	// became of it is handed to the screen below as a SentMsg.
	Plan struct{ Change any }
	// Drafts lists what was begun and not finished.
	Drafts struct{}
	// Bills lists bills: those of a time, as --issued takes it, that a query finds.
	Bills struct{ Issued, Query string }
	// BillGroups lists sums of bills by month, account, type or currency.
	BillGroups struct{ By, Issued string }
	// Bill shows one bill with its items.
	Bill struct{ ID string }
	// Accounts lists the billing accounts.
	Accounts struct{ Query string }
	// Reports lists the reports of Billing.
	Reports struct{}
	// Jobs lists the asynchronous jobs of Billing.
	Jobs struct{}
	// HTTP lists the requests of this process.
	HTTP struct{}
	// Cache shows what is held on disk.
	Cache struct{}
	// Raw shows a JSON document.
	Raw struct {
		Of   string
		JSON []byte
	}
	// Help lists what can be done on the screen below it, and does it.
	Help struct{}
	// Palette goes anywhere and does anything, by name.
	Palette struct{ Input string }
	// FirstRun shows the three doors of a start without configuration.
	FirstRun struct{}
)

// The rows of the table of places.

func (Customers) place() string  { return "customers" }
func (VPNs) place() string       { return "vpns" }
func (VoiceSites) place() string { return "voicesites" }
func (VoiceSite) place() string  { return "voicesite" }
func (Countries) place() string  { return "countries" }
func (Coverage) place() string   { return "coverage" }
func (Address) place() string    { return "address" }
func (Orders) place() string     { return "orders" }
func (Order) place() string      { return "order" }
func (OrderSite) place() string  { return "ordersite" }
func (Numbers) place() string    { return "numbers" }
func (Ranges) place() string     { return "ranges" }
func (Changes) place() string    { return "changes" }
func (Change) place() string     { return "change" }
func (Plan) place() string       { return "plan" }
func (Drafts) place() string     { return "drafts" }
func (Bills) place() string      { return "bills" }
func (BillGroups) place() string { return "billgroups" }
func (Bill) place() string       { return "bill" }
func (Accounts) place() string   { return "accounts" }
func (Reports) place() string    { return "reports" }
func (Jobs) place() string       { return "jobs" }
func (HTTP) place() string       { return "http" }
func (Cache) place() string      { return "cache" }
func (Raw) place() string        { return "raw" }
func (Help) place() string       { return "help" }
func (Palette) place() string    { return "palette" }
func (FirstRun) place() string   { return "firstrun" }

func (Tracking) place() string     { return "tracking" }
func (TrackedOrder) place() string { return "tracked" }

// OfCustomer gives the customer whose VPNs these are.
func (r VPNs) OfCustomer() (code, name string) { return r.Customer, r.Name }

// OfCustomer gives the customer whose voicesites these are.
func (r VoiceSites) OfCustomer() (code, name string) { return r.Customer, "" }

// OfCustomer gives the customer whose numbers these are.
func (r Numbers) OfCustomer() (code, name string) { return r.Customer, r.Name }

// OfCustomer gives the customer whose orders these are.
func (r Orders) OfCustomer() (code, name string) { return r.Customer, r.Name }
