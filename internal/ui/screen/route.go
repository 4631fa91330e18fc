package screen

// Route names a destination by value, so that screens need not know each
// other. The root holds the one switch from routes to screens.
type Route interface{ isRoute() }

// The destinations. Codes and ids are raw values as the API gave them; names
// are for the crumb until the data are there.
type (
	// Customers lists the customers of the key.
	Customers struct{}
	// VPNs lists the voice VPNs of a customer.
	VPNs struct{ Customer, Name string }
	// VoiceSites lists the voicesites of a VPN, of a customer, or all of them.
	VoiceSites struct{ Customer, VPN, Name, Query string }
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
	// OrderSite is the form that orders a voicesite.
	OrderSite struct{ Customer, VPN, ISO2 string }
	// Numbers lists the cloud voice numbers of a customer.
	Numbers struct{ Customer, Name, Site, Query string }
	// Ranges is the form for ranges of numbers that are typed; Text is what
	// stands in it at the start.
	Ranges struct{ Customer, Site, SiteName, Country, Text string }
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

func (Customers) isRoute()  {}
func (VPNs) isRoute()       {}
func (VoiceSites) isRoute() {}
func (VoiceSite) isRoute()  {}
func (Countries) isRoute()  {}
func (Coverage) isRoute()   {}
func (Address) isRoute()    {}
func (Orders) isRoute()     {}
func (Order) isRoute()      {}
func (OrderSite) isRoute()  {}
func (Numbers) isRoute()    {}
func (Ranges) isRoute()     {}
func (Changes) isRoute()    {}
func (Change) isRoute()     {}
func (Plan) isRoute()       {}
func (HTTP) isRoute()       {}
func (Cache) isRoute()      {}
func (Raw) isRoute()        {}
func (Help) isRoute()       {}
func (Palette) isRoute()    {}
func (FirstRun) isRoute()   {}
