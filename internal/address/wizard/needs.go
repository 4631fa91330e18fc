package wizard

import (
	"fmt"
	"slices"
	"strings"

	"btalk/internal/address"
	"btalk/internal/models"
	"btalk/internal/models/text"
)

// NeedKind names something the wizard cannot know by itself.
type NeedKind int

// What the wizard may need.
const (
	NeedSchema NeedKind = iota // addressconstraints of the country
	NeedRules                  // geographicalconstraints of the country
	NeedAreas                  // the geographic areas under Path
	NeedSearch                 // candidates for Query
)

// String names it in a sentence.
func (k NeedKind) String() string {
	switch k {
	case NeedSchema:
		return "the address schema"
	case NeedRules:
		return "the geographic rules"
	case NeedAreas:
		return "the geographic areas"
	case NeedSearch:
		return "the address search"
	}
	return "an answer"
}

// Need is one thing to ask the API for, of the country ISO2.
type Need struct {
	Kind  NeedKind
	ISO2  string
	Path  []string // for NeedAreas: the areas above, none for area1
	Query string   // for NeedSearch
}

// Answer is what came for a Need; only what its kind names is read.
type Answer struct {
	Schema     address.Schema
	Rules      address.Rules
	Areas      address.AreaList
	Index      *text.Index // of the areas, which goes over to the wizard; nil has it made when it is wanted
	Candidates []address.Address
}

// Need lists what to ask for now. It does not list twice what failed: Retry does.
func (w *Wizard) Need() []Need {
	iso2 := w.about.country.ISO2
	if iso2 == "" {
		return nil
	}
	var needs []Need
	for _, kind := range documentKinds {
		if !w.about.settled(kind) {
			needs = append(needs, Need{Kind: kind, ISO2: iso2})
		}
	}
	if path, missing := w.areas.missing(w.course.place); missing {
		needs = append(needs, Need{Kind: NeedAreas, ISO2: iso2, Path: path})
	}
	return needs
}

// Give hands over what came for a need; also lists of areas that nobody asked for,
// such as those of a highlighted area fetched ahead. A late answer for another
// country does nothing.
func (w *Wizard) Give(need Need, answer Answer) {
	if !w.about.concerns(need.ISO2) {
		return
	}
	switch need.Kind {
	case NeedSchema:
		w.about.schema = answer.Schema
		w.about.got(NeedSchema)
	case NeedRules:
		w.about.rules = answer.Rules
		w.about.got(NeedRules)
		w.course.fit()
	case NeedAreas:
		w.areas.give(need.Path, answer.Areas, answer.Index)
	case NeedSearch:
		w.search.found, w.search.text = answer.Candidates, need.Query
		return
	}
	w.settle()
}

// Fail says that something cannot be had, and why in a few words. The wizard goes
// on without it and names it among what could not be checked.
func (w *Wizard) Fail(need Need, why string) {
	if !w.about.concerns(need.ISO2) {
		return
	}
	if strings.TrimSpace(why) == "" {
		why = "no answer"
	}
	why = models.Safe(why)
	switch need.Kind {
	case NeedSchema, NeedRules:
		w.about.fail(need.Kind, why)
	case NeedAreas:
		w.areas.lists.fail(need.Path, why)
	case NeedSearch:
	}
	w.settle()
}

// Retry forgets what failed, so that Need lists it again.
func (w *Wizard) Retry() {
	clear(w.about.failed)
	w.areas.lists.forgetLost()
}

// documentKinds are the documents that each country has.
var documentKinds = [...]NeedKind{NeedSchema, NeedRules}

// documents are the country and what the API says of it, as far as it came.
type documents struct {
	country address.Country
	schema  address.Schema
	rules   address.Rules
	came    map[NeedKind]bool
	failed  map[NeedKind]string // why they do not come
}

// turnTo forgets the documents of the country before.
func (d *documents) turnTo(country address.Country) {
	*d = documents{country: country, came: map[NeedKind]bool{}, failed: map[NeedKind]string{}}
}

// concerns reports whether an answer is about this country.
func (d *documents) concerns(iso2 string) bool { return iso2 != "" && iso2 == d.country.ISO2 }

// settled reports whether a document came or will not come.
func (d *documents) settled(kind NeedKind) bool { return d.came[kind] || d.failed[kind] != "" }

func (d *documents) got(kind NeedKind) {
	d.came[kind] = true
	delete(d.failed, kind)
}

// fail says why a document does not come; one that came stays.
func (d *documents) fail(kind NeedKind, why string) {
	if !d.came[kind] {
		d.failed[kind] = why
	}
}

// checker holds the documents, and names those that did not come.
func (d *documents) checker(areas address.Areas) address.Checker {
	c := address.Checker{Country: d.country, Schema: d.schema, Rules: d.rules, Areas: areas}
	for _, kind := range documentKinds {
		if why := d.failed[kind]; why != "" {
			c.Schema.Problems = append(slices.Clip(c.Schema.Problems), address.Problem{What: fmt.Sprintf("%s: %s", kind, why)})
		}
	}
	return c
}
