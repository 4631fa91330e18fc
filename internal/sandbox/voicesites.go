package sandbox

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// site is a voicesite as GET /voicesites gives it (INF api-contract §6).
type site struct {
	VoiceSiteID       string  `json:"voiceSiteId"`
	TechnicalSiteName string  `json:"technicalSiteName"`
	CustomerSiteLabel string  `json:"customerSiteLabel"`
	Country           string  `json:"country"`
	VPNID             string  `json:"vpnId"`
	CustomerCode      string  `json:"customerCode"`
	Status            string  `json:"status"`
	CreationDate      string  `json:"creationDate"`
	Address           address `json:"address,omitempty"`
}

// siteSeed is what is kept of each generated voicesite: a few bytes, so that
// 50,000 of them fit anywhere. The rest follows from it.
type siteSeed struct {
	vpn    uint16
	place  uint16
	serial uint16 // counts the sites of this district, from 1
	block  int32  // of a hundred numbers; -1: none
}

// siteIndex are the generated voicesites.
type siteIndex struct {
	seeds  []siteSeed
	blocks func() []numberBlock // of their numbers; see siteOfNumber
}

// homeShare is how many of a hundred sites stand in the customer's home countries.
const homeShare = 70

func newSiteIndex(count int) *siteIndex {
	g := newSiteGenerator()
	seeds := make([]siteSeed, 0, max(count, 0))
	for i := range count {
		seeds = append(seeds, g.seed(i))
	}
	return &siteIndex{seeds, sync.OnceValue(func() []numberBlock { return numberBlocks(seeds) })}
}

// siteGenerator spreads voicesites over customers, VPNs and districts.
type siteGenerator struct {
	owners    []int            // customers, each as often as its weight
	places    map[string][]int // country to indexes of its districts
	countries []string
	vpns      map[int][]int  // customer to indexes of its VPNs
	serials   map[int]int    // sites so far by district
	blocks    map[string]int // blocks of numbers so far by area
}

func newSiteGenerator() *siteGenerator {
	g := &siteGenerator{places: map[string][]int{}, vpns: map[int][]int{}, serials: map[int]int{}, blocks: map[string]int{}}
	for i, owner := range allCustomers() {
		g.owners = append(g.owners, slices.Repeat([]int{i}, owner.weight)...)
	}
	for i, network := range allVPNs() {
		g.vpns[network.customer] = append(g.vpns[network.customer], i)
	}
	for i, district := range allPlaces() {
		g.places[district.iso2] = append(g.places[district.iso2], i)
	}
	for _, listed := range listedCountries() {
		g.countries = append(g.countries, listed.iso2)
	}
	return g
}

func (g *siteGenerator) seed(i int) siteSeed {
	owner := g.owners[choose(i, forOwner, len(g.owners))]
	iso2 := g.countries[choose(i, forCountry, len(g.countries))]
	if home := allCustomers()[owner].home; choose(i, forHome, 100) < homeShare {
		iso2 = home[choose(i, forHomeCountry, len(home))]
	}
	if i < len(g.countries) { // the first ones visit every country
		iso2 = g.countries[(i*7+10)%len(g.countries)]
	}
	districts := g.places[iso2]
	// The smaller of two draws: the first districts, of the bigger cities, get more.
	at := districts[min(choose(i, forPlace, len(districts)), choose(i, forPlaceAgain, len(districts)))]
	g.serials[at]++
	vpns := g.vpns[owner]
	network := vpns[min(choose(i, forVPN, len(vpns)), choose(i, forVPNAgain, len(vpns)))]
	return siteSeed{
		vpn:    uint16(network),
		place:  uint16(at),
		serial: uint16(g.serials[at]),
		block:  g.nextBlock(allPlaces()[at].numbers),
	}
}

// nextBlock hands out blocks of a hundred numbers of an area, scattered over
// it; -1 when the area has no more.
func (g *siteGenerator) nextBlock(area string) int32 {
	blocks := 1
	for range strings.Count(area, "x") - 2 {
		blocks *= 10
	}
	taken := g.blocks[area]
	if taken >= blocks {
		return -1
	}
	g.blocks[area]++
	step := blocks*381_967/1_000_000 | 1 // the golden section; without the factors 2 and 5, so that no block comes twice
	return int32((taken + 1) * step % blocks)
}

// Ids have twelve hexadecimal digits, as the samples of the contract. The last
// six are the index times idStep, modulo idSpan; idBack undoes it, so that a
// site is found by its id without a table of 50,000.
const (
	idSpan = 1 << 24
	idStep = 0x9e3779
	idBack = 0xb382c9 // idStep * idBack = 1 modulo idSpan
)

func siteID(i int) string {
	n := uint64(i)
	return fmt.Sprintf("%06x%06x", scramble(n)>>40, (n+1)*idStep%idSpan)
}

// site builds the i-th voicesite: the generated ones, then those ordered since.
// It needs s.state.
func (s *Server) site(i int) site {
	seeds := s.sites().seeds
	var built site
	if i < len(seeds) {
		built = seeds[i].site(i)
	} else {
		built = s.added[i-len(seeds)]
		built.Status = s.orderOf(built.VoiceSiteID).siteStatus(s.options.Now())
	}
	if pushed, changed := s.addresses[built.VoiceSiteID]; changed {
		built.Address = pushed
	}
	return built
}

func (s *Server) siteCount() int { return len(s.sites().seeds) + len(s.added) }

func (seed siteSeed) site(i int) site {
	at, network := allPlaces()[seed.place], allVPNs()[seed.vpn]
	owner := allCustomers()[network.customer]
	return site{
		VoiceSiteID:       siteID(i),
		TechnicalSiteName: seed.technicalName(),
		CustomerSiteLabel: seed.label(i, owner, at),
		Country:           at.iso2,
		VPNID:             network.VPNID,
		CustomerCode:      owner.CustomerCode,
		Status:            seed.status(i),
		CreationDate:      seed.creationDate(i),
		Address:           seed.address(i, at),
	}
}

func (seed siteSeed) technicalName() string {
	at := allPlaces()[seed.place]
	return fmt.Sprintf("%s_%s_%s_%02d", at.iso2, at.code, at.district, seed.serial)
}

func (seed siteSeed) label(i int, owner customer, at place) string {
	kinds := []string{"Office", "Branch", "Headquarters", "Contact Center", "Warehouse", "Data Center", "Sales Office", "Service Desk", "R&D"}
	kind := kinds[min(choose(i, forKind, len(kinds)), choose(i, forKindAgain, len(kinds)))]
	return fmt.Sprintf("%s %s %s", owner.short, at.city, kind)
}

func (seed siteSeed) status(i int) string {
	switch draw := choose(i, forStatus, 100); {
	case draw < 88:
		return "active"
	case draw < 94:
		return "inDeployment"
	case draw < 98:
		return "suspended"
	default:
		return "ordered"
	}
}

func (seed siteSeed) creationDate(i int) string {
	year, month := 2017+choose(i, forYear, 9), 1+choose(i, forMonth, 12)
	if seed.status(i) == "ordered" || seed.status(i) == "inDeployment" { // under way: of the latest months
		year, month = 2026, 7+choose(i, forMonth, 4)
	}
	return fmt.Sprintf("%04d-%02d-%02dT%02d:%02d:00Z", year, month, 1+choose(i, forDay, 28), 7+choose(i, forHour, 11), choose(i, forMinute, 60))
}

// address is that of a generated site; one in twelve has none yet.
func (seed siteSeed) address(i int, at place) address {
	if choose(i, forAddress, 12) == 0 {
		return nil
	}
	built := at.address(at.streets[choose(i, forStreet, len(at.streets))], strconv.Itoa(1+choose(i, forHouse, lastHouse)))
	built[dialZoneField] = at.dialZone()
	return built
}

// listVoiceSites answers B6 and its sister below a customer (INF), with the
// filters country, customerCode and vpnId (INF).
func (s *Server) listVoiceSites(c *call) answer {
	wanted := whereabouts{c.query.Get("customerCode"), c.query.Get("vpnId"), strings.ToUpper(c.query.Get("country"))}
	if _, below := c.params["customer"]; below {
		owner, refused := c.customer()
		if refused != nil {
			return *refused
		}
		wanted.customer = allCustomers()[owner].CustomerCode
	}
	var matching []int
	for i := range s.siteCount() {
		if wanted.covers(s.whereabouts(i)) {
			matching = append(matching, i)
		}
	}
	return page(s, c, len(matching), func(i int) site { return s.site(matching[i]) })
}

// whereabouts is the part of a site that lists are filtered by.
type whereabouts struct{ customer, vpn, country string }

// covers tells whether a site is there; an empty part is any.
func (w whereabouts) covers(at whereabouts) bool {
	return (w.customer == "" || w.customer == at.customer) && (w.vpn == "" || w.vpn == at.vpn) && (w.country == "" || w.country == at.country)
}

// whereabouts tells where a site is without building the rest of it.
func (s *Server) whereabouts(i int) whereabouts {
	if seeds := s.sites().seeds; i < len(seeds) {
		network := allVPNs()[seeds[i].vpn]
		return whereabouts{allCustomers()[network.customer].CustomerCode, network.VPNID, allPlaces()[seeds[i].place].iso2}
	}
	added := s.added[i-len(s.sites().seeds)]
	return whereabouts{added.CustomerCode, added.VPNID, added.Country}
}

// findSite looks for a site by its id. It needs s.state.
func (s *Server) findSite(id string) (int, bool) {
	tail, err := strconv.ParseUint(id[min(len(id), 6):], 16, 24)
	if err != nil {
		return 0, false
	}
	i := int((tail*idBack - 1) % idSpan)
	return i, i < s.siteCount() && siteID(i) == id
}

// siteOf is the one that the path names, which must be the customer's.
func (s *Server) siteOf(c *call) (site, *answer) {
	owner, refused := c.customer()
	if refused != nil {
		return site{}, refused
	}
	id := c.params["site"]
	if i, known := s.findSite(id); known {
		if found := s.site(i); found.CustomerCode == allCustomers()[owner].CustomerCode {
			return found, nil
		}
	}
	missing := refusal(http.StatusNotFound, codeNotFound, "voiceSiteId: customer %s has no voicesite %q", c.params["customer"], id)
	return site{}, &missing
}

// showVoiceSite answers GET /customers/{c}/voicesites/{id} (INF).
func (s *Server) showVoiceSite(c *call) answer {
	found, refused := s.siteOf(c)
	if refused != nil {
		return *refused
	}
	return ok(found)
}
