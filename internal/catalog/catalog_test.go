package catalog_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"btalk/internal/catalog"
	"btalk/internal/models"
	"btalk/internal/models/money"
	"btalk/internal/models/when"
)

// facts is what does not depend on the type of a noun.
type facts struct {
	plural  string
	columns []string // name/field of each
	fields  []string
	titles  []string
	missing []string // of fields: those that no column has
	textual bool     // every column gives a text
}

func factsOf[T any](noun catalog.Noun[T]) facts {
	var zero T
	f := facts{plural: noun.Plural, fields: noun.Fields, textual: noun.Name != "" && noun.ID(zero) == ""}
	for _, c := range noun.Columns {
		f.columns = append(f.columns, c.Name+"/"+c.Field)
		f.titles = append(f.titles, c.Title)
		f.textual = f.textual && (c.Text != nil || c.Value != nil)
		if c.Value == nil && c.Shown(zero) != c.Exact(zero) {
			f.textual = false
		}
	}
	for _, field := range noun.Fields {
		if column, ok := noun.Column(field); !ok || column.Field != field {
			f.missing = append(f.missing, field)
		}
	}
	return f
}

func TestEveryNounIsDeclaredInFull(t *testing.T) {
	t.Parallel()
	for _, f := range []facts{
		factsOf(catalog.Customers()), factsOf(catalog.VPNs("1")), factsOf(catalog.VoiceSites()), factsOf(catalog.Countries()),
		factsOf(catalog.Areas(1)), factsOf(catalog.Orders(time.UTC)), factsOf(catalog.Numbers("1")), factsOf(catalog.Changes(time.UTC)),
		factsOf(catalog.Drafts(time.Time{})), factsOf(catalog.Bills(money.Style{}, when.Day{})), factsOf(catalog.ForAccountant(catalog.Bills(money.Style{}, when.Day{}))),
		factsOf(catalog.BillGroups(money.Style{})), factsOf(catalog.WithCounts(catalog.BillGroups(money.Style{}))),
		factsOf(catalog.Accounts(money.Style{}, when.Day{})), factsOf(catalog.Reports()), factsOf(catalog.Jobs(time.UTC)),
		factsOf(catalog.Tracked(time.Now(), false)),
	} {
		if f.plural == "" || len(f.fields) == 0 || len(f.missing) > 0 || !f.textual {
			t.Errorf("%s: %+v", f.plural, f)
		}
		if slices.Contains(f.titles, "") {
			t.Errorf("%s: a column without a title: %q", f.plural, f.titles)
		}
		if sorted := slices.Sorted(slices.Values(f.columns)); len(slices.Compact(sorted)) != len(f.columns) {
			t.Errorf("%s: two columns of one name: %q", f.plural, f.columns)
		}
	}
	if _, ok := catalog.Customers().Column("nothing"); ok {
		t.Error("a column that there is not was found")
	}
}

// customer, vpn and so on read an item as the client does.
func decoded[T any](t *testing.T, decode func(models.Value) (T, bool), text string) T {
	t.Helper()
	item, ok := decode(models.Value(text))
	if !ok {
		t.Fatalf("%s is not understood", text)
	}
	return item
}

const (
	customerJSON = `{"customerCode":"10236","name":"Arverne","type":"direct","contractNumber":"C1","apiContractId":"A1","pricingApprovalNumber":"P1"}`
	siteJSON     = `{"voiceSiteId":"37","technicalSiteName":"FR_LYON","customerSiteLabel":"Part-Dieu","country":"FR","vpn":{"vpnId":"aa","name":"Paris"},"status":"suspended","customerCode":"10236"}`
	numberJSON   = `{"number":"33140000000","status":"published","usage":"user","voiceSite":{"voiceSiteId":"37","technicalSiteName":"FR_LYON"},"history":[{"date":"2025-01-02","status":"reserved"},{"date":"2025-02-03","status":"published"}]}`
	orderJSON    = `{"orderId":"o1","customerOrderReference":"R1","status":"completed","creationDate":"2025-03-04T05:06:07Z","productReference":"VS","parameters":{"technicalSiteName":"FR_1","customerSiteLabel":"L","country":"FR","vpnId":"aa"},"voiceSiteId":"37"}`
	countryJSON  = `{"iso2":"FR","name":"France","countryCode":"33","coverage":{"businessTalkOnline":"Yes","domesticEmergency":"No","didNumber":"Yes","comment":"c"}}`
)

func cells[T any](noun catalog.Noun[T], row T) string {
	var texts []string
	for _, field := range noun.Fields {
		column, _ := noun.Column(field)
		texts = append(texts, column.Exact(row))
	}
	return strings.Join(texts, "|")
}

func shown[T any](noun catalog.Noun[T], row T) string {
	var texts []string
	for _, column := range noun.Columns {
		if column.Name != "" {
			texts = append(texts, column.Shown(row))
		}
	}
	return strings.Join(texts, "|")
}

// of is a noun, a row of it, and what is expected of both.
type of struct {
	name, exact, shown, id, title, raw, path string
}

func check[T any](t *testing.T, noun catalog.Noun[T], row T, want of) {
	t.Helper()
	for what, pair := range map[string][2]string{
		"for scripts": {cells(noun, row), want.exact}, "for people": {shown(noun, row), want.shown},
		"id": {noun.ID(row), want.id}, "title": {noun.Title(row), want.title},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s, %s:\n%q, want\n%q", want.name, what, pair[0], pair[1])
		}
	}
	if noun.Path != nil && noun.Path(row) != want.path {
		t.Errorf("%s: path %q, want %q", want.name, noun.Path(row), want.path)
	}
	if noun.Raw != nil && want.raw != "" && string(noun.Raw(row)) != want.raw {
		t.Errorf("%s: raw %s", want.name, noun.Raw(row))
	}
}

func TestARowIsTheSameForScriptsAndInWordsForPeople(t *testing.T) {
	t.Parallel()
	check(t, catalog.Customers(), decoded(t, models.DecodeCustomer, customerJSON), of{
		name: "customer", exact: "10236|Arverne|direct|C1|A1|P1", shown: "Arverne|10236|C1|A1|direct|P1",
		id: "10236", title: "Arverne", raw: customerJSON, path: "/customers",
	})
	check(t, catalog.Customers(), decoded(t, models.DecodeCustomer, `{"customerCode":10236}`), of{
		name: "customer without a name", exact: "10236|||||", shown: "10236|10236||||", id: "10236", title: "10236", path: "/customers",
	})
	check(t, catalog.VPNs("1/2"), decoded(t, models.DecodeVPN, `{"vpnId":"aa","name":"Paris","vpnCode":"PA"}`), of{
		name: "VPN", exact: "aa|Paris|PA", shown: "Paris|PA|aa", id: "aa", title: "Paris", path: "/customers/1%2F2/vpns",
	})
	check(t, catalog.VPNs("1"), decoded(t, models.DecodeVPN, `{"id":"aa"}`), of{
		name: "VPN without a name", exact: "aa||", shown: "aa||aa", id: "aa", title: "aa", path: "/customers/1/vpns",
	})
	check(t, catalog.VoiceSites(), decoded(t, models.DecodeVoiceSite, siteJSON), of{
		name: "voicesite", exact: "37|FR_LYON|Part-Dieu|FR|aa|10236|suspended", shown: "FR_LYON|Part-Dieu|FR|suspended|37|10236|Paris|France",
		id: "37", title: "FR_LYON", raw: siteJSON, path: "/voicesites",
	})
	check(t, catalog.VoiceSites(), decoded(t, models.DecodeVoiceSite, `{"voiceSiteId":"37","customerSiteLabel":"L","country":"XX","vpnId":"aa"}`), of{
		name: "voicesite without a name", exact: "37||L|XX|aa||", shown: "L|L|XX||37||aa|", id: "37", title: "L", path: "/voicesites",
	})
	check(t, catalog.Countries(), decoded(t, models.DecodeCountry, countryJSON), of{
		name: "country", exact: "FR|France|33|Yes", shown: "France|FR|Yes|+33|No|Yes|2/3||c", id: "FR", title: "France", path: "/countries",
	})
	check(t, catalog.Countries(), decoded(t, models.DecodeCountry, `{"iso2":"FR"}`), of{
		name: "country that was not read", exact: "FR|||", shown: "France|FR|not read||||||", id: "FR", title: "France", path: "/countries",
	})
	check(t, catalog.Countries(), decoded(t, models.DecodeCountry, `{"iso2":"XX"}`), of{
		name: "country of no table", exact: "XX|||", shown: "XX|XX|not read||||||", id: "XX", title: "XX", path: "/countries",
	})
	check(t, catalog.Areas(2), models.NewText("Île \"x\""), of{
		name: "area", exact: `Île "x"`, shown: `Île "x"`, id: `Île "x"`, title: `Île "x"`, raw: `"Île \"x\""`,
	})
	number := decoded(t, models.DecodeNumber, numberJSON)
	number.Shown, number.Country = "+33 1 40 00 00 00", "FR"
	check(t, catalog.Numbers("1"), number, of{
		name: "number", exact: "33140000000|+33 1 40 00 00 00|FR|published|user|37|FR_LYON|2025-02-03",
		shown: "+33 1 40 00 00 00|published|FR_LYON|FR France|user|2025-02-03|33140000000",
		id:    "33140000000", title: "+33 1 40 00 00 00", path: "/customers/1/opc/cloudvoicenumbers?number=33140000000",
	})
	check(t, catalog.Numbers("1"), decoded(t, models.DecodeNumber, `{"number":"+331","voiceSite":{"id":"37"}}`), of{
		name: "number of which little is known", exact: "+331|||||37||", shown: "+331||37||||331",
		id: "+331", title: "+331", path: "/customers/1/opc/cloudvoicenumbers?number=331",
	})
	number.Shown, number.Country = "+81 3-1234-5678", "JP"
	check(t, catalog.Numbers("1"), number, of{
		name: "number of a country of no table", exact: "33140000000|+81 3-1234-5678|JP|published|user|37|FR_LYON|2025-02-03",
		shown: "+81 3-1234-5678|published|FR_LYON|JP|user|2025-02-03|33140000000",
		id:    "33140000000", title: "+81 3-1234-5678", path: "/customers/1/opc/cloudvoicenumbers?number=33140000000",
	})
	order := models.CustomerOrder{Order: decoded(t, models.DecodeOrder, orderJSON), Customer: models.NewText("10/2")}
	check(t, catalog.Orders(time.FixedZone("", 3600)), order, of{
		name: "order", exact: "o1|R1|completed|2025-03-04T05:06:07Z|FR_1|FR|37", shown: "o1|FR_1|completed|2025-03-04 06:06|10/2|FR|R1|37",
		id: "o1", title: "FR_1", path: "/customers/10%2F2/orders",
	})
	check(t, catalog.Orders(time.UTC), models.CustomerOrder{Order: decoded(t, models.DecodeOrder, `{"customerOrderReference":"R1","creationDate":"soon"}`)}, of{
		name: "order without an id", exact: "|R1||soon|||", shown: "|R1||soon|||R1|", id: "R1", title: "R1", path: "/customers//orders",
	})
}
