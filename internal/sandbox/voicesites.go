package sandbox

import (
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

// siteTable are the voicesites: the generated ones, those ordered since, and the
// addresses that were pushed.
type siteTable struct {
	clock
	index     func() *siteIndex
	added     []orderedSite
	addresses map[string]address // by voiceSiteId
}

// orderedSite is a voicesite whose state follows from the age of its order.
type orderedSite struct {
	site
	placed time.Time
}

func newSiteTable(generated int, c clock) *siteTable {
	return &siteTable{
		clock: c, addresses: map[string]address{},
		index: sync.OnceValue(func() *siteIndex { return newSiteIndex(generated) }),
	}
}

// site builds the i-th voicesite: the generated ones, then those ordered since.
func (s *siteTable) site(i int) site {
	seeds := s.index().seeds
	var built site
	if i < len(seeds) {
		built = seeds[i].site(i)
	} else {
		ordered := s.added[i-len(seeds)]
		built = ordered.site
		built.Status = order{placed: ordered.placed}.siteStatus(s.now())
	}
	if pushed, changed := s.addresses[built.VoiceSiteID]; changed {
		built.Address = pushed
	}
	return built
}

func (s *siteTable) count() int { return len(s.index().seeds) + len(s.added) }

// list answers B6 and its sister below a customer (INF), with the
// filters country, customerCode and vpnId (INF).
func (s *siteTable) list(c *call) answer {
	wanted := whereabouts{c.query.Get("customerCode"), c.query.Get("vpnId"), strings.ToUpper(c.query.Get("country"))}
	if _, below := c.params["customer"]; below {
		owner, refused := c.customer()
		if refused != nil {
			return *refused
		}
		wanted.customer = allCustomers()[owner].CustomerCode
	}
	var matching []int
	for i := range s.count() {
		if wanted.covers(s.at(i)) {
			matching = append(matching, i)
		}
	}
	return page(c, len(matching), func(i int) site { return s.site(matching[i]) })
}

// whereabouts is the part of a site that lists are filtered by.
type whereabouts struct{ customer, vpn, country string }

// covers reports whether a site is there; an empty part is any.
func (w whereabouts) covers(at whereabouts) bool {
	return (w.customer == "" || w.customer == at.customer) && (w.vpn == "" || w.vpn == at.vpn) && (w.country == "" || w.country == at.country)
}

// at is where a site is, without building the rest of it.
func (s *siteTable) at(i int) whereabouts {
	if seeds := s.index().seeds; i < len(seeds) {
		network := allVPNs()[seeds[i].vpn]
		return whereabouts{allCustomers()[network.customer].CustomerCode, network.VPNID, allPlaces()[seeds[i].place].iso2}
	}
	added := s.added[i-len(s.index().seeds)]
	return whereabouts{added.CustomerCode, added.VPNID, added.Country}
}

// find looks for a site by its id.
func (s *siteTable) find(id string) (int, bool) {
	tail, err := strconv.ParseUint(id[min(len(id), 6):], 16, 24)
	if err != nil {
		return 0, false
	}
	i := int((tail*idBack - 1) % idSpan)
	return i, i < s.count() && siteID(i) == id
}

// named is the one that the path names, which must be the customer's.
func (s *siteTable) named(c *call) (site, *answer) {
	owner, refused := c.customer()
	if refused != nil {
		return site{}, refused
	}
	id := c.params["site"]
	if i, known := s.find(id); known {
		if found := s.site(i); found.CustomerCode == allCustomers()[owner].CustomerCode {
			return found, nil
		}
	}
	missing := refusal(http.StatusNotFound, codeNotFound, "voiceSiteId: customer %s has no voicesite %q", c.params["customer"], id)
	return site{}, &missing
}

// show answers GET /customers/{c}/voicesites/{id} (INF).
func (s *siteTable) show(c *call) answer {
	found, refused := s.named(c)
	if refused != nil {
		return *refused
	}
	return ok(found)
}
