package sandbox_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"btalk/internal/sandbox"
	"btalk/internal/sandbox/sandboxtest"
)

// siteIn finds a voicesite of a country: the path of its voiceaddress.
func siteIn(c *sandboxtest.Client, country string) string {
	c.T.Helper()
	site := c.List("/voicesites?limit=1&country=" + country)[0]
	return fmt.Sprintf("/customers/%s/voicesites/%s/voiceaddress", site["customerCode"], site["voiceSiteId"])
}

func push(c *sandboxtest.Client, country string, address map[string]string) sandboxtest.Reply {
	c.T.Helper()
	body, err := json.Marshal(address)
	if err != nil {
		c.T.Fatal(err)
	}
	return c.Do(http.MethodPut, siteIn(c, country), string(body))
}

// goodAddresses has one country of each kind of the table.
func goodAddresses() map[string]map[string]string {
	return map[string]map[string]string{
		"GB": {"hno": "125", "a6": "Old Broad Street", "a3": "London", "pc": "EC2N 1HQ", "dialZone": "20"},                             // schema only
		"FI": {"a6": "Mannerheimintie", "hno": "5", "pc": "00100", "a3": "Helsinki", "dialZone": "9"},                                  // one level
		"CH": {"a6": "Bahnhofstrasse / Rue de la Gare", "hno": "3", "pc": "2502", "a1": "Bern", "a3": "Biel/Bienne", "dialZone": "32"}, // two levels
		"BE": {"a6": "Rue de la Loi", "hno": "16", "pc": "1000", "a3": "Bruxelles", "dialZone": "2"},                                   // postal code as area
		"NL": {"a6": "Markt", "hno": "1", "pc": "5211 JZ", "a3": "'s-Hertogenbosch", "a1": "Noord-Brabant"},                            // areas, search, automatic
		"FR": {"hno": "12", "sts": "AV", "a6": "Victor Hugo", "pc": "75016", "a3": "Paris"},                                            // search, automatic
		"DE": {"a6": "Friedrichstraße", "hno": "100", "pc": "10117", "a3": "Berlin"},                                                   // validation only
		"HK": {"hno": "8", "a6": "Nathan Road", "a4": "Tsim Sha Tsui", "a3": "Kowloon"},                                                // automatic, no service
		"PT": {"sts": "AV", "a6": "da Liberdade", "hno": "110", "pc": "1250-096", "a3": "Lisboa", "a4": "Santo António"},               // helpers
		"US": {"hno": "51", "prd": "W", "a6": "52nd", "sts": "ST", "a3": "New York", "a1": "NY", "pc": "10019", "dialZone": "212"},     // validation only, manual
	}
}

func TestAddressOfEachKindOfCountry(t *testing.T) {
	t.Parallel()
	c := sandboxtest.Start(t, sandbox.Options{})
	for country, address := range goodAddresses() {
		var stored map[string]string
		push(c, country, address).Into(t, &stored)
		if stored["dialZone"] == "" {
			t.Errorf("%s: no dial zone was kept or computed", country)
		}
		var shown map[string]string
		c.Get(siteIn(c, country)).Into(t, &shown)
		if !maps.Equal(shown, stored) {
			t.Errorf("%s: pushed %v, reads %v", country, stored, shown)
		}
		for element, value := range address {
			if shown[element] != value {
				t.Errorf("%s %s: pushed %q, reads %q", country, element, value, shown[element])
			}
		}
	}
}

func TestAddressIsCheckedInTheDocumentedOrder(t *testing.T) {
	t.Parallel()
	c := sandboxtest.Start(t, sandbox.Options{})
	for _, tc := range []struct {
		name, country, element, value string
		code                          int
	}{
		{"mandatory", "FR", "pc", "", 23},
		{"mandatory street", "GB", "a6", "", 23},
		{"unknown element", "FR", "a5", "x", 24},
		{"too long", "FR", "a6", strings.Repeat("é", 39), 24},
		{"digits only", "BE", "pc", "1O00", 24},
		{"pattern", "GB", "pc", "ec2n 1hq", 24},
		{"pattern with a lookahead", "FR", "pc", "97110", 24},
		{"one of the values", "FR", "sts", "Avenue", 24},
		{"area, first level", "CH", "a1", "Berne", 24},
		{"area, second level", "CH", "a3", "Zürich", 24},
		{"area, postal code", "BE", "pc", "1001", 24},
		{"area, other order", "NL", "a1", "Utrecht", 24},
		{"area, single level", "FI", "a3", "Stockholm", 24},
		{"service, street", "FR", "a6", "de Nulle Part", 24},
		{"service, postal code", "DE", "pc", "10118", 24},
		{"service, house", "FR", "hno", "121", 24},
		{"dial zone by hand", "GB", "dialZone", "", 23},
		{"dial zone too long", "CH", "dialZone", strings.Repeat("1", 31), 24},
	} {
		address := goodAddresses()[tc.country]
		address[tc.element] = tc.value
		answer := push(c, tc.country, address)
		answer.MustRefuse(t, 400, tc.code, tc.element+": ")
		if answer.Body[0] != '[' {
			t.Errorf("%s: errors of the back end are an array", tc.name)
		}
	}
	wrong := goodAddresses()["CH"]
	wrong["pc"], wrong["a1"], wrong["dialZone"] = "x", "Berne", ""
	if got := push(c, "CH", wrong).Refusals(t); len(got) != 1 || !strings.HasPrefix(got[0].Description, "pc: ") {
		t.Errorf("the schema is checked before the areas, they before the dial zone: %v", got)
	}
	wrong["a6"] = ""
	if got := push(c, "CH", wrong).Refusals(t); len(got) != 2 {
		t.Errorf("every violation of a step is told: %v", got)
	}
}

func TestAddressBodyThatIsNoAddress(t *testing.T) {
	t.Parallel()
	c := sandboxtest.Start(t, sandbox.Options{})
	path := siteIn(c, "GB")
	for body, want := range map[string]int{"": 21, "{": 22, "[]": 22, `"x"`: 22, "{\"a6\":\"\xff\"}": 22, `{"pc": 75016}`: 24, `{"address":{}}`: 24} {
		request := c.Request(http.MethodPut, c.At.BaseURL()+path, body)
		request.Header.Set("Authorization", "Bearer "+c.Token)
		request.Header.Set("X-Bt-Api-Key", c.APIKey)
		request.Header.Set("Content-Type", "application/json")
		answer, err := c.Send(request)
		if err != nil {
			t.Fatal(err)
		}
		answer.MustRefuse(t, 400, want, "")
	}
	request := c.Request(http.MethodPut, c.At.BaseURL()+path, "{}")
	request.Header.Set("Authorization", "Bearer "+c.Token)
	request.Header.Set("X-Bt-Api-Key", c.APIKey)
	answer, err := c.Send(request)
	if err != nil {
		t.Fatal(err)
	}
	answer.MustRefuse(t, 415, 68, "application/json")
}

func TestAddressIsKeptByteForByte(t *testing.T) {
	t.Parallel()
	c := sandboxtest.Start(t, sandbox.Options{})
	for _, odd := range []string{"E\u0301tage", "\u00c9tage", "  two blanks  ", "0012", "a<b>&c\"d\\e", "東京\u200b", "\u202eabc"} {
		address := goodAddresses()["GB"]
		address["bld"] = odd
		var shown map[string]string
		push(c, "GB", address).Into(t, &shown)
		c.Get(siteIn(c, "GB")).Into(t, &shown)
		if shown["bld"] != odd {
			t.Errorf("pushed %q, reads %q", odd, shown["bld"])
		}
	}
}

func TestAutomaticDialZoneIsComputedWhateverIsSent(t *testing.T) {
	t.Parallel()
	c := sandboxtest.Start(t, sandbox.Options{})
	address := goodAddresses()["FR"]
	address["dialZone"] = "something else"
	var stored map[string]string
	push(c, "FR", address).Into(t, &stored)
	if stored["dialZone"] != "1" {
		t.Errorf("dial zone is %q", stored["dialZone"])
	}
}

func TestVoiceAddressPaths(t *testing.T) {
	t.Parallel()
	c := sandboxtest.Start(t, sandbox.Options{PostAddress: true})
	path := siteIn(c, "GB")
	body, _ := json.Marshal(goodAddresses()["GB"])
	c.Do(http.MethodPut, path, string(body)).MustRefuse(t, 405, 61, "PUT")
	if answer := c.Do(http.MethodPost, path, string(body)); answer.Status != 200 {
		t.Errorf("POST is %d", answer.Status)
	}
	c.Get("/customers/10236/voicesites/000000000000/voiceaddress").MustRefuse(t, 404, 60, "voiceSiteId")
	c.Get(strings.Replace(path, strings.Split(path, "/")[2], "10237", 1)).MustRefuse(t, 404, 60, "customerCode")
	for _, site := range c.List("/voicesites?limit=1000") {
		if _, has := site["address"]; !has {
			c.Get(fmt.Sprintf("/customers/%s/voicesites/%s/voiceaddress", site["customerCode"], site["voiceSiteId"])).MustRefuse(t, 404, 60, "no address")
			return
		}
	}
	t.Error("every voicesite has an address")
}

func TestGeographicAreas(t *testing.T) {
	t.Parallel()
	c := sandboxtest.Start(t, sandbox.Options{})
	for path, want := range map[string]string{
		"CH/geoareas/area1":                          "Bern",
		"CH/geoareas/area1/Bern/area2":               "Biel/Bienne",
		"ES/geoareas/area1/Pa%C3%ADs%20Vasco/area2":  "Donostia / San Sebastián",
		"NL/geoareas/area1/%27s-Hertogenbosch/area2": "Noord-Brabant",
		"BE/geoareas/area1/1420/area2":               "Braine-l'Alleud",
		"XA/geoareas/area1/Haut%2FBas/area2":         "Marche d'Est",
		"XA/geoareas/area1/Haut%2FBas/area2/Marche%20d%27Est/area3/" + url.PathEscape("100 %") + "/area4": "A#2",
		"XA/geoareas/area1/Haut%2FBas/area2/Marche%20d%27Est/area3/%2E%2E/area4":                          "B&1",
	} {
		var values []string
		c.Get("/countries/"+path).Into(t, &values)
		if !strings.Contains(strings.Join(values, "\n"), want) {
			t.Errorf("%s lacks %q: %.200v", path, want, values)
		}
	}
	c.Get("/countries/CH/geoareas/area1/Berne/area2").MustRefuse(t, 404, 60, "area1")
	c.Get("/countries/GB/geoareas/area1").MustRefuse(t, 404, 60, "no geographic areas")
	var rules struct {
		Rules    map[string]string `json:"emergencyAreaRules"`
		DialZone string            `json:"dialZoneSelection"`
	}
	c.Get("/countries/NL/geographicalconstraints").Into(t, &rules)
	if want := map[string]string{"area1_pidflo": "a3", "area2_pidflo": "a1", "area3_pidflo": "notUsed", "area4_pidflo": "notUsed"}; !maps.Equal(rules.Rules, want) || rules.DialZone != "automatic" {
		t.Errorf("rules of NL are %v", rules)
	}
	c.Get("/countries/GB/geographicalconstraints").Into(t, &rules)
	if rules.Rules["area1_pidflo"] != "notUsed" || rules.DialZone != "manual" {
		t.Errorf("rules of GB are %v", rules)
	}
}

func TestAddressService(t *testing.T) {
	t.Parallel()
	c := sandboxtest.Start(t, sandbox.Options{})
	for query, want := range map[string]string{"q=12+avenue+victor+hugo+paris": "75016", "q=hugo+victor&hno=12&a3=Lyon": "69002", "text=chateaudun": "75009", "q=lyon+3+garibaldi+25": "69003", "q=paris+16+avenue+victor+hugo+12": "75016", "pc=42000&a6=bergson&hno=4": "42000"} {
		candidates := c.List("/countries/FR/addresses?" + query)
		if len(candidates) == 0 || candidates[0]["pc"] != want {
			t.Errorf("%s gives %v", query, candidates)
			continue
		}
		body, _ := json.Marshal(candidates[0])
		if answer := c.Do(http.MethodPut, siteIn(c, "FR"), string(body)); answer.Status != 200 {
			t.Errorf("a candidate pushed as it came: %d %s", answer.Status, answer.Body)
		}
	}
	if answer := c.Get("/countries/FR/addresses?q=nulle+part"); string(answer.Body) != "[]" || answer.Header.Get("X-Total-Count") != "0" {
		t.Errorf("not found is an empty array, not %s", answer.Body)
	}
	if got := c.List("/countries/DE/addresses?a6=Friedrichstra%C3%9Fe&hno=100&pc=10117&a3=Berlin"); len(got) != 1 {
		t.Errorf("DE validates: %v", got)
	}
	if got := c.List("/countries/DE/addresses?a6=Friedrichstra%C3%9Fe&hno=100&pc=10119&a3=Berlin"); len(got) != 0 {
		t.Errorf("DE does not know it: %v", got)
	}
	c.Get("/countries/DE/addresses?q=berlin").MustRefuse(t, 400, 27, "validation only")
	c.Get("/countries/FR/addresses").MustRefuse(t, 400, 27, "q is missing")
	c.Get("/countries/GB/addresses?q=x").MustRefuse(t, 404, 60, "no address service")
	if got := c.List("/countries/PT/parishes?q=lisboa"); len(got) != 2 {
		t.Errorf("parishes of Lisboa: %v", got)
	}
	if got := c.List("/countries/PT/postalcodes?q=braga"); len(got) != 1 || got[0]["pc"] != "4700-327" {
		t.Errorf("postal codes of Braga: %v", got)
	}
	c.Get("/countries/FR/parishes").MustRefuse(t, 404, 60, "helper")
}

func TestMadeUpCountries(t *testing.T) {
	t.Parallel()
	c := sandboxtest.Start(t, sandbox.Options{})
	if got := string(c.Get("/countries/XB/addressconstraints").Body); got != "{}" {
		t.Errorf("the schema of XB is %s", got)
	}
	var odd map[string]any
	c.Get("/countries/XC/addressconstraints").Into(t, &odd)
	if odd["a6"] != "mandatory" {
		t.Errorf("the documents of XC are malformed: %v", odd)
	}
	for _, country := range c.List("/countries?limit=1000") {
		if strings.HasPrefix(sandboxtest.As[string](t, country["iso2"]), "X") {
			t.Errorf("%v is listed", country)
		}
	}
}
