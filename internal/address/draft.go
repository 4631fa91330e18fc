package address

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

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

func draftOf(t typed) (address models.Value, more draftTyped) {
	return t.address.JSON(), draftTyped{Untouched: t.address.Untouched(), Guides: t.guides, Left: t.left}
}

// typed gives what was written down.
func (d draftTyped) typed(address models.Value) typed {
	t := typed{address: decodeFlat(address), guides: d.Guides, left: d.Left}
	if !d.Untouched {
		t.address.source = nil
	}
	return t
}

// stepNames are the steps in a draft.
var stepNames = [...]string{"country", "search", "area", "fields", "dialZone", "review"}

// Snapshot gives the draft of the wizard as one JSON object: all that was typed and
// chosen, down to the last key.
func (w *Wizard) Snapshot() ([]byte, error) {
	place := w.place
	if w.goal != nil {
		place = *w.goal
	}
	d := draft{
		Version: draftVersion, Target: w.target, Country: w.country.ISO2, Name: w.country.Name,
		Step: stepNames[place.Step], Level: place.Level, Query: w.query,
		Kept: map[string]models.Value{}, KeptMore: map[string]draftTyped{},
	}
	d.Address, d.draftTyped = draftOf(w.typed())
	if w.before != nil {
		d.Before, d.BeforeMore = draftOf(*w.before)
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
	case d.Country != "" && !isCode(d.Country):
		return nil, fmt.Errorf("%w: %.10q is no country", ErrDraft, d.Country)
	case step < 0 || d.Level < 0 || d.Level >= MaxLevels:
		return nil, fmt.Errorf("%w: it was left at no step of the wizard", ErrDraft)
	case d.Address.Kind() != models.ObjectValue:
		return nil, fmt.Errorf("%w: it holds no address", ErrDraft)
	}
	return d.wizard(Place{Step: Step(step), Level: d.Level}), nil
}

func (d draft) wizard(place Place) *Wizard {
	w := NewWizard()
	w.target = d.Target
	for iso2, kept := range d.Kept {
		w.kept[iso2] = d.KeptMore[iso2].typed(kept)
	}
	if d.Country != "" {
		country := CountryOf(d.Country)
		if !d.Name.Empty() {
			country.Name = d.Name
		}
		w.SetCountry(country)
		w.notes = nil
	}
	w.replace(d.typed(d.Address))
	if d.Before.Kind() == models.ObjectValue {
		before := d.BeforeMore.typed(d.Before)
		w.before = &before
	}
	w.query = d.Query
	if place.Step != StepCountry {
		w.goal = &place
	} else {
		w.leaving = false
	}
	return w
}

// Summary tells in one line what the wizard is about, for the line
// that offers a draft: the country, the voicesite, and the address as far as it went.
func (w *Wizard) Summary() string {
	parts := []string{w.country.Name.String(), w.target.Name.String(), w.address.Summary(w.country.ISO2)}
	return joined(" · ", parts...)
}
