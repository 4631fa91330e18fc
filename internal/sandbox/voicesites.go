package sandbox

import (
	"fmt"
	"net/http"
	"slices"
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
		seeds = append(seeds, g.seed(uint64(i))) //nolint:gosec // i counts from 0
	}
	return &siteIndex{seeds, sync.OnceValue(func() []numberBlock { return numberBlocks(seeds) })}
}

// siteGenerator spreads voicesites over customers, VPNs and districts.
type siteGenerator struct {
	owners    []int          // customers, each as often as its weight
	places    map[string][]int // country to indexes of its districts
	countries []string
	serials   map[int]int    // sites so far by district
	blocks    map[string]int // blocks of numbers so far by area
}

func newSiteGenerator() *siteGenerator {
	g := &siteGenerator{places: map[string][]int{}, serials: map[int]int{}, blocks: map[string]int{}}
	for i, owner := range allCustomers() {
		g.owners = append(g.owners, slices.Repeat([]int{i}, owner.weight)...)
	}
	for i, district := range allPlaces() {
		g.places[district.iso2] = append(g.places[district.iso2], i)
	}
	for _, listed := range listedCountries() {
		g.countries = append(g.countries, listed.iso2)
	}
	return g
}

func (g *siteGenerator) seed(i uint64) siteSeed {
	owner := g.owners[choose(i, 1, len(g.owners))]
	iso2 := g.countries[choose(i, 2, len(g.countries))]
	if home := allCustomers()[owner].home; choose(i, 3, 100) < homeShare {
		iso2 = home[choose(i, 4, len(home))]
	}
	if i < uint64(len(g.countries)) { // the first ones visit every country
		iso2 = g.countries[i]
	}
	districts := g.places[iso2]
	// The smaller of two draws: the first districts, of the bigger cities, get more.
	at := districts[min(choose(i, 5, len(districts)), choose(i, 6, len(districts)))]
	g.serials[at]++
	vpns := vpnsOf(owner)
	network := vpns[min(choose(i, 7, len(vpns)), choose(i, 8, len(vpns)))]
	return siteSeed{
		vpn:    uint16(slices.Index(allVPNs(), network)), //nolint:gosec // some forty VPNs
		place:  uint16(at),                               //nolint:gosec // some two hundred districts
		serial: uint16(g.serials[at]),                    //nolint:gosec // a district of 65,535 sites is not asked for
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
	return int32((taken*37 + 11) % blocks) //nolint:gosec // below a million
}

// siteID has twelve hexadecimal digits and begins with the index's scramble, so
// that ids look like the samples and can be found again.
func siteID(i int) string {
	return fmt.Sprintf("%06x%06x", scramble(uint64(i))>>40, i) //nolint:gosec // i counts from 0
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
		TechnicalSiteName: fmt.Sprintf("%s_%s_%s_%02d", at.iso2, at.code, at.district, seed.serial),
		CustomerSiteLabel: seed.label(i, owner, at),
		Country:           at.iso2,
		VPNID:             network.VPNID,
		CustomerCode:      owner.CustomerCode,
		Status:            seed.status(i),
		CreationDate:      seed.creationDate(i),
		Address:           seed.address(i, at),
	}
}

func (seed siteSeed) label(i int, owner customer, at place) string {
	kinds := []string{"Office", "Branch", "Headquarters", "Contact Center", "Warehouse", "Data Center", "Sales Office", "Service Desk", "R&D"}
	kind := kinds[min(choose(uint64(i), 9, len(kinds)), choose(uint64(i), 10, len(kinds)))] //nolint:gosec // i counts from 0
	return fmt.Sprintf("%s %s %s", firstWord(owner.Name), at.city, kind)
}

func (seed siteSeed) status(i int) string {
	switch draw := choose(uint64(i), 11, 100); { //nolint:gosec // i counts from 0
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
	n := uint64(i) //nolint:gosec // i counts from 0
	return fmt.Sprintf("%04d-%02d-%02dT%02d:%02d:00Z", 2017+choose(n, 12, 9), 1+choose(n, 13, 12), 1+choose(n, 14, 28), 7+choose(n, 15, 11), choose(n, 16, 60))
}

// address is that of a generated site; one in twelve has none yet.
func (seed siteSeed) address(i int, at place) address {
	n := uint64(i) //nolint:gosec // i counts from 0
	if choose(n, 17, 12) == 0 {
		return nil
	}
	built := at.address(at.streets[choose(n, 18, len(at.streets))], fmt.Sprint(1+choose(n, 19, 120)))
	built[dialZoneField] = at.dialZone()
	return built
}

// listVoiceSites answers B6 and its sister below a customer (INF), with the
// filters country, customerCode and vpnId (INF).
func (s *Server) listVoiceSites(c *call) answer {
	wanted := struct{ customer, country, vpn string }{c.query.Get("customerCode"), strings.ToUpper(c.query.Get("country")), c.query.Get("vpnId")}
	if _, below := c.params["customer"]; below {
		owner, refused := c.customer()
		if refused != nil {
			return *refused
		}
		wanted.customer = allCustomers()[owner].CustomerCode
	}
	var matching []int
	for i := range s.siteCount() {
		vpnID, country := s.whereabouts(i)
		owner := customerOfVPN(vpnID)
		if (wanted.customer == "" || wanted.customer == owner) && (wanted.country == "" || wanted.country == country) && (wanted.vpn == "" || wanted.vpn == vpnID) {
			matching = append(matching, i)
		}
	}
	return page(s, c, len(matching), func(i int) site { return s.site(matching[i]) })
}

// whereabouts is the part of a site that lists are filtered by, without
// building the rest.
func (s *Server) whereabouts(i int) (vpnID, country string) {
	if seeds := s.sites().seeds; i < len(seeds) {
		return allVPNs()[seeds[i].vpn].VPNID, allPlaces()[seeds[i].place].iso2
	}
	added := s.added[i-len(s.sites().seeds)]
	return added.VPNID, added.Country
}

func customerOfVPN(vpnID string) string {
	for _, candidate := range allVPNs() {
		if candidate.VPNID == vpnID {
			return allCustomers()[candidate.customer].CustomerCode
		}
	}
	return ""
}

// findSite looks for a site by its id. It needs s.state.
func (s *Server) findSite(id string) (int, bool) {
	var i int
	if _, err := fmt.Sscanf(id[min(len(id), 6):], "%x", &i); err == nil && i < s.siteCount() && i >= 0 && s.site(i).VoiceSiteID == id {
		return i, true
	}
	return 0, false
}

// site is the one that the path names, which must be the customer's.
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
