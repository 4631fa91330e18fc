package catalog_test

import (
	"strings"
	"testing"

	"btalk/internal/catalog"
	"btalk/internal/models"
)

func TestFindLooksInEverythingThatARowSays(t *testing.T) {
	t.Parallel()
	site := func(id, name, label, town string) models.VoiceSite {
		return models.VoiceSite{
			ID: models.NewText(id), Name: models.NewText(name), Label: models.NewText(label),
			Raw: models.Value(`{"address":{"a3":"` + town + `"}}`),
		}
	}
	sites := []models.VoiceSite{site("vs-1", "ARV_LYO_01", "Arverne Lyon", "Lyon"), site("vs-2", "ARV_ZRH_01", "Arverne Süd", "Zürich")}
	for query, want := range map[string]string{
		"zurich":       "vs-2",
		"arverne lyon": "vs-1",
		"vs-2":         "vs-2",
		"arverne":      "vs-1 vs-2",
		"arvene":       "", // only similar
		"lyon zurich":  "",
	} {
		var got []string
		for _, found := range catalog.VoiceSites().Find(sites, query, func(s models.VoiceSite) string { return string(s.Address()) }) {
			got = append(got, found.ID.Raw())
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q finds %v, want %q", query, got, want)
		}
	}
}

func TestFindKnowsNumbersInEverySpellingAndOnlyThose(t *testing.T) {
	t.Parallel()
	numbers := []models.Number{
		{Number: models.NewText("33146407639"), Shown: "+33 1 46 40 76 39", Trunk: "0", SiteName: models.NewText("ARV_PAR_01")},
		{Number: models.NewText("33478000000"), Shown: "+33 4 78 00 00 00", Trunk: "0"},
	}
	for query, want := range map[string]int{
		"0146407639": 1, "+33 1 46 40 76 39": 1, "0033146407639": 1, "01.46.40.76.39": 1, "0146407638": 0,
		"ARV_PAR_01": 0, "0146407639 arv": 1, "0146407639 lyon": 0,
	} {
		if got := catalog.Numbers("1").Find(numbers, query, nil); len(got) != want {
			t.Errorf("%q finds %d, want %d", query, len(got), want)
		}
	}
	sites := []models.VoiceSite{{ID: models.NewText("0146407639")}, {ID: models.NewText("33-1-46-40-76-39")}}
	if got := catalog.VoiceSites().Find(sites, "0146407639", nil); len(got) != 1 {
		t.Errorf("a number of one word may be an id: %d", len(got))
	}
	if got := catalog.VoiceSites().Find(sites, "33 1 46 40 76 39", nil); len(got) != 0 {
		t.Errorf("a number with blanks is no id: %d", len(got))
	}
}
