package sandbox

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/dlclark/regexp2/v2"
)

func TestThirtyCountriesAsInTheTable(t *testing.T) {
	t.Parallel()
	listed := listedCountries()
	if len(listed) != 30 || listed[0].iso2 != "AT" || listed[29].iso2 != "US" {
		t.Fatalf("%d countries are listed", len(listed))
	}
	automatic := []string{"BL", "DE", "FR", "GF", "GP", "HK", "MF", "MQ", "NL", "PT", "RE", "YT"}
	search := []string{"AU", "BL", "DK", "FR", "GF", "GP", "MF", "MQ", "NL", "NO", "RE", "YT"}
	constrained := []string{"BE", "CH", "ES", "FI", "NL", "SE"}
	for _, c := range listed {
		if got := c.dialZone == "automatic"; got != slices.Contains(automatic, c.iso2) {
			t.Errorf("%s: dial zone is %s", c.iso2, c.dialZone)
		}
		if got := c.service == "search"; got != slices.Contains(search, c.iso2) {
			t.Errorf("%s: address service is %s", c.iso2, c.service)
		}
		if got := len(c.areas) > 0 && areas()[c.iso2] != nil; got != slices.Contains(constrained, c.iso2) {
			t.Errorf("%s: areas are %v", c.iso2, c.areas)
		}
		if flags, _ := c.coverage()["coverage"].(map[string]string); len(flags) < 16 || len(c.capabilities) != 14 {
			t.Errorf("%s: coverage is incomplete: %v", c.iso2, c.coverage())
		}
	}
}

func TestSchemasAreSound(t *testing.T) {
	t.Parallel()
	lookaheads := 0
	for _, c := range allCountries() {
		fields := schemaOf(c.iso2)
		if fields == nil {
			t.Errorf("%s has no schema", c.iso2)
		}
		for element, field := range fields {
			enumerated := field.ValueType == typeEnumeration || field.ValueType == typeAssociative
			if enumerated != (len(field.PossibleValues) > 0) || field.MaxLength < field.MinLength || field.MaxLength == 0 || field.DefaultLabel == "" {
				t.Errorf("%s %s: %+v", c.iso2, element, field)
			}
			if field.Usage == usageMandatory != (field.MinLength > 0) && c.listed {
				t.Errorf("%s %s: %s with at least %d characters", c.iso2, element, field.Usage, field.MinLength)
			}
			if _, err := regexp2.Compile(field.ValueRegexp, regexp2.None); err != nil {
				t.Errorf("%s %s: %v", c.iso2, element, err)
			}
			if slices.Contains([]rune(field.ValueRegexp), '!') {
				lookaheads++
			}
		}
		for _, constrained := range c.areas {
			if _, known := fields[constrained]; !known {
				t.Errorf("%s: areas constrain %s, which is not in the schema", c.iso2, constrained)
			}
		}
	}
	if lookaheads == 0 {
		t.Error("no pattern has a lookahead, as Java-like ones do")
	}
}

func TestCustomersAndVPNs(t *testing.T) {
	t.Parallel()
	if n := len(allCustomers()); n != 12 {
		t.Errorf("there are %d customers, want a dozen", n)
	}
	if n := len(allVPNs()); n < 35 || n > 50 {
		t.Errorf("there are %d VPNs, want about 40", n)
	}
	codes, ids := map[string]bool{}, map[string]bool{}
	for i, c := range allCustomers() {
		codes[c.CustomerCode] = true
		if len(vpnsOf(i)) < 2 {
			t.Errorf("%s has %d VPNs", c.Name, len(vpnsOf(i)))
		}
	}
	for _, v := range allVPNs() {
		ids[v.VPNID] = true
	}
	if len(codes) != len(allCustomers()) || len(ids) != len(allVPNs()) {
		t.Error("a code or an id occurs twice")
	}
}

// sitesOf is a table of so many generated voicesites.
func sitesOf(count int) *siteTable { return newSiteTable(count, clock{now: time.Now}) }

func TestVoiceSitesAreSound(t *testing.T) {
	t.Parallel()
	s := sitesOf(DefaultVoiceSites)
	if s.count() != DefaultVoiceSites {
		t.Fatalf("there are %d voicesites", s.count())
	}
	names, ids, countries, homeless := map[string]bool{}, map[string]bool{}, map[string]int{}, 0
	for i := range s.count() {
		at := s.site(i)
		names[at.TechnicalSiteName], ids[at.VoiceSiteID] = true, true
		countries[at.Country]++
		owner, known := findCustomer(at.CustomerCode)
		if !known || !ownsVPN(owner, at.VPNID) {
			t.Errorf("%s: VPN %s is not of customer %s", at.TechnicalSiteName, at.VPNID, at.CustomerCode)
		}
		if found, known := s.find(at.VoiceSiteID); !known || found != i {
			t.Errorf("%s is not found by its id", at.VoiceSiteID)
		}
		if !isTechnicalName(at.TechnicalSiteName) {
			t.Errorf("%q is not a technical name", at.TechnicalSiteName)
		}
		if at.Address == nil {
			homeless++
			continue
		}
		where, _ := findCountry(at.Country)
		for _, check := range []func(address) []apiError{schemaOf(at.Country).check, where.checkAreas, where.checkFull, where.checkDialZone} {
			if errs := check(at.Address); errs != nil {
				t.Errorf("%s %v: %v", at.TechnicalSiteName, at.Address, errs)
			}
		}
	}
	if len(names) != DefaultVoiceSites || len(ids) != DefaultVoiceSites || len(countries) != 30 || homeless == 0 {
		t.Errorf("%d names, %d ids, %d countries, %d without address", len(names), len(ids), len(countries), homeless)
	}
}

func TestDataAreTheSameInEverySandbox(t *testing.T) {
	t.Parallel()
	one, other, bigger := sitesOf(DefaultVoiceSites), sitesOf(DefaultVoiceSites), sitesOf(5000)
	for i := range one.count() {
		a, b, c := fmt.Sprint(one.site(i)), fmt.Sprint(other.site(i)), fmt.Sprint(bigger.site(i))
		if a != b || a != c {
			t.Fatalf("site %d is\n%s,\n%s and\n%s", i, a, b, c)
		}
	}
}

func TestFiftyThousandVoiceSites(t *testing.T) {
	t.Parallel()
	s := sitesOf(50_000)
	names := map[string]bool{}
	for _, seed := range s.index().seeds {
		names[seed.technicalName()] = true
	}
	if len(names) != 50_000 {
		t.Errorf("%d names of 50,000 differ", len(names))
	}
	blocks := s.index().blocks()
	for i := 1; i < len(blocks); i++ {
		if blocks[i-1].first+int64(blocks[i-1].count) > blocks[i].first {
			t.Fatalf("sites %d and %d share numbers", blocks[i-1].site, blocks[i].site)
		}
	}
}

func TestEveryAddressOfTheServicePasses(t *testing.T) {
	t.Parallel()
	for _, c := range listedCountries() {
		if c.service != "search" {
			continue
		}
		found := 0
		for _, candidate := range candidates(c.iso2, nil, nil) {
			found++
			for _, check := range []func(address) []apiError{schemaOf(c.iso2).check, c.checkAreas, c.checkFull} {
				if errs := check(candidate); errs != nil {
					t.Errorf("%s %v: %v", c.iso2, candidate, errs)
				}
			}
		}
		if found*lastHouse/8 < 300 {
			t.Errorf("%s: the service knows %d streets", c.iso2, found/8)
		}
	}
}

func TestAreasHoldTheOddNames(t *testing.T) {
	t.Parallel()
	for _, path := range [][]string{
		{"CH", "Bern", "Biel/Bienne"},
		{"CH", "Fribourg", "Bulle"},
		{"NL", "'s-Hertogenbosch", "Noord-Brabant"},
		{"ES", "País Vasco", "Donostia / San Sebastián"},
		{"BE", "1420", "Braine-l'Alleud"},
		{"BE", "7110", "Houdeng-Gœgnies"},
		{"FI", "Äänekoski"},
		{"SE", "Stockholm", "Södermalm"},
	} {
		if tree := areas()[path[0]]; tree == nil || tree.at(path[1:]) == nil {
			t.Errorf("%v is missing", path)
		}
	}
	sizes := map[string]int{}
	for iso2, tree := range areas() {
		sizes[iso2] = len(tree.values)
	}
	if sizes["CH"] != 26 || sizes["ES"] != 19 || sizes["BE"] < 500 || sizes["FI"] < 300 || sizes["NL"] < 1000 || sizes["SE"] < 250 {
		t.Errorf("first levels have %v values", sizes)
	}
}

func BenchmarkFiftyThousandVoiceSites(b *testing.B) {
	for b.Loop() {
		if s := sitesOf(50_000); s.count() != 50_000 {
			b.Fatal("not all sites")
		}
	}
}
