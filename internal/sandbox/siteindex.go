package sandbox

import (
	"fmt"
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
	blocks func() []numberBlock // of their numbers; see numberTable.siteOf
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
