package wizard_test

import (
	"testing"

	"btalk/internal/address"
	"btalk/internal/address/addresstest"
	"btalk/internal/address/wizard"
	"btalk/internal/models"
)

// atlas answers a wizard as the API of one country would, and counts what it asks.
type atlas struct {
	*addresstest.Atlas

	asked  [][]string // paths of lists of areas
	refuse bool       // nothing can be had
}

func openAtlas(tb testing.TB, iso2 string) *atlas {
	tb.Helper()
	return &atlas{Atlas: addresstest.Open(tb, iso2)}
}

// answer gives the wizard everything it asks for.
func (a *atlas) answer(w *wizard.Wizard) {
	for needs := w.Need(); len(needs) > 0; needs = w.Need() {
		for _, need := range needs {
			if a.refuse {
				w.Fail(need, "no network")
				continue
			}
			if need.Kind == wizard.NeedAreas {
				a.asked = append(a.asked, need.Path)
			}
			w.Give(need, wizard.Answer{Schema: address.DecodeSchema(a.Schema), Rules: address.DecodeRules(a.Rules), Areas: a.Under(need.Path)})
		}
	}
}

func giveSchema(w *wizard.Wizard, iso2 string, schema address.Schema) {
	w.Give(wizard.Need{Kind: wizard.NeedSchema, ISO2: iso2}, wizard.Answer{Schema: schema})
}

func giveRules(w *wizard.Wizard, iso2 string, rules address.Rules) {
	w.Give(wizard.Need{Kind: wizard.NeedRules, ISO2: iso2}, wizard.Answer{Rules: rules})
}

func giveAreas(w *wizard.Wizard, iso2 string, path []string, list address.AreaList) {
	w.Give(wizard.Need{Kind: wizard.NeedAreas, ISO2: iso2, Path: path}, wizard.Answer{Areas: list})
}

func giveCandidates(w *wizard.Wizard, iso2, query string, found []address.Address) {
	w.Give(wizard.Need{Kind: wizard.NeedSearch, ISO2: iso2, Query: query}, wizard.Answer{Candidates: found})
}

func listOf(names ...string) address.AreaList {
	values := make([]models.Text, len(names))
	for i, name := range names {
		values[i] = models.NewText(name)
	}
	return address.NewAreaList(values, "")
}
