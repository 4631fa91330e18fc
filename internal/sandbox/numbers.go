package sandbox

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"sort"
	"strconv"
	"strings"
	"time"
)

// cloudNumber is an item of B17 (OBS api-contract §2.3).
type cloudNumber struct {
	Number    string          `json:"number"`
	Status    string          `json:"status"`
	Usage     string          `json:"usage"`
	VoiceSite *numberSite     `json:"voiceSite"`
	History   []numberHistory `json:"history"`
}

type numberSite struct {
	VoiceSiteID       string `json:"voiceSiteId"`
	TechnicalSiteName string `json:"technicalSiteName"`
}

type numberHistory struct {
	Date   string `json:"date"`
	Status string `json:"status"`
}

const (
	statusPublished = "published"
	statusReleased  = "released"
	usageUsers      = "CallingUserAssignment"
	blockSize       = 100 // numbers of an area are handed out in blocks
)

// numberState is what requests made of a number.
type numberState struct {
	status, usage string
	site          int
	history       []numberHistory
}

// numberTable are the numbers: those that requests touched are kept, the others
// follow from their sites.
type numberTable struct {
	clock
	sites  *siteTable
	states map[int64]numberState
	added  []int64 // those that no generated site has, in the order they came
}

func newNumberTable(sites *siteTable) *numberTable {
	return &numberTable{clock: sites.clock, sites: sites, states: map[int64]numberState{}}
}

// numberBlock is where the numbers of a generated site begin.
type numberBlock struct {
	first int64
	site  int
	count int
}

// firstNumber is the lowest number of the site's block, with country code.
func (seed siteSeed) firstNumber() int64 {
	at := allPlaces()[seed.place]
	where, _ := findCountry(at.iso2)
	digits := strings.Count(at.numbers, "x")
	prefix := strings.Replace(strings.TrimRight(at.numbers, "x"), " ", "", 1)
	text := fmt.Sprintf("%s%s%0*d", where.code, prefix, digits, int(seed.block)*blockSize)
	first, _ := strconv.ParseInt(text, 10, 64) // at most fifteen digits
	return first
}

// numberCount is how many numbers of its block the i-th site has.
func (seed siteSeed) numberCount(i int) int {
	if seed.block < 0 {
		return 0
	}
	counts := []int{0, 0, 0, 10, 10, 10, 20, 20, 50, blockSize}
	return counts[choose(i, forNumbers, len(counts))]
}

// numberBlocks are the blocks of all generated sites, the lowest number first.
func numberBlocks(seeds []siteSeed) []numberBlock {
	blocks := make([]numberBlock, 0, len(seeds))
	for i, seed := range seeds {
		if count := seed.numberCount(i); count > 0 {
			blocks = append(blocks, numberBlock{seed.firstNumber(), i, count})
		}
	}
	slices.SortFunc(blocks, func(a, b numberBlock) int { return cmp.Compare(a.first, b.first) })
	return blocks
}

// siteOf is the site that a number belongs to; -1 for none.
func (t *numberTable) siteOf(number int64) int {
	if state, touched := t.states[number]; touched {
		return state.site
	}
	blocks := t.sites.index().blocks()
	i := sort.Search(len(blocks), func(i int) bool { return blocks[i].first > number }) - 1
	if i >= 0 && number < blocks[i].first+int64(blocks[i].count) {
		return blocks[i].site
	}
	return -1
}

// number is the state of a number of a site.
func (t *numberTable) number(number int64) numberState {
	if state, touched := t.states[number]; touched {
		return state
	}
	decade := int(number / 10) // numbers change hands ten at a time
	state := numberState{status: statusPublished, usage: usageUsers, site: t.siteOf(number)}
	state.history = []numberHistory{{fmt.Sprintf("2024-%02d-%02dT09:%02d:00Z", 1+choose(decade, forPublishedMonth, 12), 1+choose(decade, forPublishedDay, 28), choose(decade, forPublishedMinute, 60)), statusPublished}}
	if choose(decade, forReleased, 5) == 0 {
		state.status = statusReleased
		state.history = append(state.history, numberHistory{fmt.Sprintf("2025-%02d-%02dT14:%02d:00Z", 1+choose(decade, forReleasedMonth, 12), 1+choose(decade, forReleasedDay, 28), choose(decade, forReleasedMinute, 60)), statusReleased})
	}
	if number%blockSize == 0 {
		state.usage = "FirstPartyAppAssignment" // the attendant
	}
	return state
}

// item is the number as B17 shows it. Those of indirect customers carry a
// plus sign: the API was seen with and without.
func (t *numberTable) item(number int64) cloudNumber {
	state := t.number(number)
	item := cloudNumber{Number: strconv.FormatInt(number, 10), Status: state.status, Usage: state.usage, History: state.history}
	if state.site >= 0 {
		at := t.sites.site(state.site)
		item.VoiceSite = &numberSite{at.VoiceSiteID, at.TechnicalSiteName}
		if owner, known := findCustomer(at.CustomerCode); known && allCustomers()[owner].Type == "indirect" {
			item.Number = "+" + item.Number
		}
	}
	return item
}

// list answers B17, and B18 with number=. The filters voiceSiteId and
// status are INF.
func (t *numberTable) list(c *call) answer {
	owner, refused := c.customer()
	if refused != nil {
		return *refused
	}
	numbers := t.of(allCustomers()[owner].CustomerCode)
	if c.query.Has("number") {
		wanted, err := strconv.ParseInt(c.query.Get("number"), 10, 64)
		if err != nil || strings.Trim(c.query.Get("number"), "0123456789") != "" {
			return refusal(http.StatusBadRequest, codeInvalidQuery, "number: only digits are possible, without +")
		}
		numbers = slices.DeleteFunc(numbers, func(number int64) bool { return number != wanted })
	}
	if id := c.query.Get("voiceSiteId"); id != "" {
		site, _ := t.sites.find(id)
		numbers = slices.DeleteFunc(numbers, func(number int64) bool { return t.siteOf(number) != site })
	}
	if status := c.query.Get("status"); status != "" {
		numbers = slices.DeleteFunc(numbers, func(number int64) bool { return t.number(number).status != status })
	}
	return page(c, len(numbers), func(i int) cloudNumber { return t.item(numbers[i]) })
}

// of are the numbers of a customer, site by site, then those added since.
func (t *numberTable) of(customerCode string) []int64 {
	var numbers []int64
	for i, seed := range t.sites.index().seeds {
		if allCustomers()[allVPNs()[seed.vpn].customer].CustomerCode != customerCode {
			continue
		}
		first := seed.firstNumber()
		for k := range seed.numberCount(i) {
			numbers = append(numbers, first+int64(k))
		}
	}
	for _, number := range t.added {
		if t.sites.site(t.states[number].site).CustomerCode == customerCode {
			numbers = append(numbers, number)
		}
	}
	return numbers
}

// record sets the state of a range of numbers of a site.
func (t *numberTable) record(site int, wanted numberRange, status string) {
	for number := wanted.first; number <= wanted.last; number++ {
		if t.siteOf(number) < 0 {
			t.added = append(t.added, number)
			t.states[number] = numberState{site: site}
		}
		state := t.number(number)
		state.site, state.status, state.usage = site, status, wanted.usage
		state.history = append(slices.Clone(state.history), numberHistory{t.now().UTC().Format(time.RFC3339), status})
		t.states[number] = state
	}
}
