package tracking

import (
	"strings"
	"testing"

	"btalk/internal/models"
)

func TestLateOrdersLeadThenTheNextThenUndatedByID(t *testing.T) {
	t.Parallel()
	var orders []Order
	for _, document := range []string{
		`{"id":"9"}`,
		`{"id":"3","expectedDeliveryDate":"2026-12-11"}`,
		`{"id":"2","status":"Closed","expectedDeliveryDate":"2026-11-01"}`,
		`{"id":"7","expectedDeliveryDate":"2026-11-20"}`,
		`{"id":"4","nextAppointment":"2026-11-27"}`,
		`{"id":"1","expectedDeliveryDate":"2026-12-11"}`,
	} {
		orders = append(orders, decode(t, document))
	}
	rows := Rows(orders, today())
	var ids, within, late []string
	for _, row := range rows {
		ids = append(ids, row.ID.String())
		if row.Within(7, today()) {
			within = append(within, row.ID.String())
		}
		if row.IsLate {
			late = append(late, row.ID.String())
		}
	}
	if got := strings.Join(ids, " "); got != "7 4 1 3 2 9" {
		t.Errorf("order %s", got)
	}
	if strings.Join(within, " ") != "7 4" || strings.Join(late, " ") != "7" {
		t.Errorf("within a week %v, late %v", within, late)
	}
}

func TestASearchLooksInIDReferenceSiteTownAndOffer(t *testing.T) {
	t.Parallel()
	text := sample(t, "02-assumed.json")[0].SearchText()
	for _, word := range []string{"123456", "#DEMO#", "LYON_PART_DIEU_01", "LYON", "Business VPN"} {
		if !strings.Contains(text, word) {
			t.Errorf("%q does not hold %q", text, word)
		}
	}
}

func place(name, label, code, town, country string) Place {
	return Place{
		Names: []models.Text{models.NewText(name), models.NewText(label)}, PostCode: models.NewText(code), Town: models.NewText(town), Country: models.NewText(country),
	}
}

func TestVoicesitesOfAnOrderForTheBestReason(t *testing.T) {
	t.Parallel()
	sites := []Place{
		place("LYON_PART_DIEU_01", "Lyon Part-Dieu", "69003", "Lyon", "FR"),
		place("LYON_PART_DIEU_02", "Lyon Part-Dieu 2", "69003", "Lyon", "FR"),
		place("LYO_CONF", "Confluence", "69 002", "LYON", "FR"),
		place("SAINT_ETIENNE", "", "42000", "Saint-Étienne", "FR"),
		place("BERLIN_01", "", "69003", "Lyon", "DE"),
		place("", "", "", "", ""),
	}
	tests := []struct {
		name, document string
		how            How
		rows           []int
	}{
		{"the name, however it is written", `{"id":"1","site":{"name":"Lyon part-dieu 01","city":"Paris"}}`, SameName, []int{0}},
		{"the label", `{"id":"1","site":"LYON PART DIEU"}`, SameName, []int{0}},
		{"all words of the order in the site", `{"id":"1","site":"PART DIEU"}`, SameWords, []int{0, 1}},
		{"all words of the site in the order", `{"id":"1","site":"Agence Saint Etienne centre"}`, SameWords, []int{3}},
		{"part of a word is not the word", `{"id":"1","site":{"name":"LYO"}}`, SameWords, []int{2}},
		{"the post code", `{"id":"1","site":{"name":"Tour Oxygène","zipcode":"69002"}}`, SameCode, []int{2}},
		{"the town", `{"id":"1","site":{"name":"Tour Oxygène","city":"lyon"}}`, SameTown, []int{0, 1, 2}},
		{"the post code before the town", `{"id":"1","site":{"zipcode":"69003","city":"lyon"}}`, SameCode, []int{0, 1}},
		{"nothing in common", `{"id":"1","site":{"name":"Nantes","zipcode":"44000","city":"Nantes"}}`, NoMatch, nil},
		{"an order without a site", `{"id":"1"}`, NoMatch, nil},
	}
	for _, test := range tests {
		how, rows := decode(t, test.document).Places(sites)
		if how != test.how || len(rows) != len(test.rows) {
			t.Errorf("%s: %s %v, want %s %v", test.name, how, rows, test.how, test.rows)
			continue
		}
		for i := range rows {
			if rows[i] != test.rows[i] {
				t.Errorf("%s: %v, want %v", test.name, rows, test.rows)
			}
		}
	}
}

func TestOrdersOfAVoicesite(t *testing.T) {
	t.Parallel()
	orders := []Order{
		decode(t, `{"id":"1","site":{"name":"LYON PART DIEU 01","city":"Lyon"}}`),
		decode(t, `{"id":"2","site":{"name":"Confluence","city":"Lyon"}}`),
	}
	if how, rows := OrdersOf(place("LYON_PART_DIEU_01", "", "", "Lyon", "FR"), orders); how != SameName || len(rows) != 1 || rows[0] != 0 {
		t.Errorf("%s %v", how, rows)
	}
	if how, rows := OrdersOf(place("OTHER", "", "", "Lyon", "FR"), orders); how != SameTown || len(rows) != 2 {
		t.Errorf("%s %v", how, rows)
	}
}
