package wizard

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"btalk/internal/address"
	"btalk/internal/models"
)

// draftVersion is the form of a draft. Another one is refused rather than guessed.
const draftVersion = 1

// draftSize bounds what Restore reads; a real draft takes a few kilobytes.
const draftSize = 1 << 20

// draft is a wizard on disk: what the operator did, not what the API answered.
type draft struct {
	Version int          `json:"version"`
	Target  Target       `json:"target"`
	Country string       `json:"country"`
	Name    models.Text  `json:"countryName"`
	Step    string       `json:"step"`
	Level   int          `json:"level,omitempty"`
	Query   string       `json:"query,omitempty"`
	Address models.Value `json:"address"`
	draftTyped

	Before     models.Value            `json:"before,omitempty"`
	BeforeMore draftTyped              `json:"beforeMore,omitzero"`
	Kept       map[string]models.Value `json:"kept,omitempty"`
	KeptMore   map[string]draftTyped   `json:"keptMore,omitempty"`
}

// draftTyped is what there is to an address beside its values.
type draftTyped struct {
	Untouched bool           `json:"untouched,omitempty"`
	Guides    map[int]string `json:"guides,omitempty"`
	Left      []leftWord     `json:"notPlaced,omitempty"`
}

func draftOf(e entry) (values models.Value, more draftTyped) {
	return e.address.JSON(), draftTyped{Untouched: e.address.Untouched(), Guides: e.guides, Left: e.left}
}

// entry gives what was written down.
func (d draftTyped) entry(values models.Value) entry {
	return entry{address: address.DecodeFlat(values, d.Untouched), guides: d.Guides, left: d.Left}
}

// stepNames are the steps in a draft.
var stepNames = [...]string{"country", "search", "area", "fields", "dialZone", "review"}

// Snapshot gives the draft of the wizard as one JSON object: all that was typed and
// chosen, down to the last key.
func (w *Wizard) Snapshot() ([]byte, error) {
	place := w.course.place
	if w.course.goal != nil {
		place = *w.course.goal
	}
	d := draft{
		Version: draftVersion, Target: w.Target, Country: w.about.country.ISO2, Name: w.about.country.Name,
		Step: stepNames[place.Step], Level: place.Level, Query: w.Query,
		Kept: map[string]models.Value{}, KeptMore: map[string]draftTyped{},
	}
	d.Address, d.draftTyped = draftOf(w.sheet.entry)
	if w.search.before != nil {
		d.Before, d.BeforeMore = draftOf(*w.search.before)
	}
	for iso2, kept := range w.kept {
		d.Kept[iso2], d.KeptMore[iso2] = draftOf(kept)
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(d); err != nil {
		return nil, fmt.Errorf("write a draft: %w", err)
	}
	return bytes.TrimSpace(out.Bytes()), nil
}

// Begun reports whether a draft would keep anything: letters typed at this place, an
// address, or one put away for another country or for what a search found.
func (w *Wizard) Begun() bool {
	return w.Query != "" || !w.sheet.empty() || len(w.kept) > 0 || w.search.Replaced()
}

// ErrDraft says that a draft cannot be read.
var ErrDraft = errors.New("the draft is damaged")

// Restore gives the wizard of a draft. It knows what was typed and asks anew for
// the documents of the country (Need), then stands where the draft was left.
func Restore(data []byte) (*Wizard, error) {
	if len(data) > draftSize {
		return nil, fmt.Errorf("%w: %d bytes are too many", ErrDraft, len(data))
	}
	var d draft
	if err := json.Unmarshal(data, &d); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrDraft, err)
	}
	step := slices.Index(stepNames[:], d.Step)
	d.Country = strings.ToUpper(d.Country)
	switch {
	case d.Version != draftVersion:
		return nil, fmt.Errorf("%w: version %d is not known", ErrDraft, d.Version)
	case d.Country != "" && !address.IsCode(d.Country):
		return nil, fmt.Errorf("%w: %.10q is not a country", ErrDraft, d.Country)
	case step < 0 || d.Level < 0 || d.Level >= address.MaxLevels:
		return nil, fmt.Errorf("%w: it was not left at a step of the wizard", ErrDraft)
	case d.Address.Kind() != models.ObjectValue:
		return nil, fmt.Errorf("%w: it holds no address", ErrDraft)
	}
	return d.wizard(Place{Step: Step(step), Level: d.Level}), nil
}

func (d draft) wizard(place Place) *Wizard {
	w := New()
	w.Target = d.Target
	for iso2, kept := range d.Kept {
		w.kept[iso2] = d.KeptMore[iso2].entry(kept)
	}
	if d.Country != "" {
		country := address.CountryOf(d.Country)
		if !d.Name.Empty() {
			country.Name = d.Name
		}
		w.SetCountry(country)
		w.sheet.notes = nil
	}
	w.sheet.replace(d.entry(d.Address))
	if d.Before.Kind() == models.ObjectValue {
		before := d.BeforeMore.entry(d.Before)
		w.search.before = &before
	}
	w.Query = d.Query
	if place.Step != StepCountry {
		w.course.goal = &place
	} else {
		w.course.leaving = false
	}
	return w
}
