package address

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"

	"btalk/internal/models"
)

// Address is the value of each element of one address, the dial zone among them,
// in the order they came. What the API gave is kept as it came: unknown elements,
// values that are not strings, and, until something is changed, the very bytes, so
// that a candidate of the full-address service goes back untouched (DOC
// api-contract §2.3 B14). The zero Address is empty. Copies are independent.
type Address struct {
	parts  []part
	source models.Value // the object all parts came from, nil once something changed
}

type part struct {
	element Element
	text    models.Text
	raw     models.Value // the JSON value as it came, nil when it was typed
}

// Decode reads a flat object of elements, also inside {"address": {…}}. Anything
// else is an empty address.
func Decode(v models.Value) Address {
	outer := v.Object()
	inner := outer.Get("address", "voiceAddress", "voiceaddress")
	if inner.Kind() != models.ObjectValue {
		return DecodeFlat(v, true)
	}
	a := DecodeFlat(inner, true)
	zone := outer.Text(string(DialZone))
	if !zone.Empty() && a.Get(DialZone).Empty() {
		a.Set(DialZone, zone.Raw())
	}
	return a
}

// DecodeFlat reads a flat object of elements, as JSON writes it; untouched says
// whether it is what the API gave.
func DecodeFlat(v models.Value, untouched bool) Address {
	a := Address{}
	fields := v.Object().Fields
	for _, field := range fields {
		a.put(part{Element(field.Key), textOf(field.Value), field.Value})
	}
	if untouched && len(fields) > 0 {
		a.source = v
	}
	return a
}

// DecodeCandidates reads what a full-address search found: addresses in the exact
// format to push (DOC api-contract §2.3 B14), without the empty ones.
func DecodeCandidates(found []models.Value) []Address {
	var all []Address
	for _, item := range found {
		if a := Decode(item); !a.Empty() {
			all = append(all, a)
		}
	}
	return all
}

// textOf shows scalars as text and anything nested as its JSON.
func textOf(v models.Value) models.Text {
	if kind := v.Kind(); kind == models.ObjectValue || kind == models.ListValue {
		return models.NewText(string(v))
	}
	return v.Text()
}

// Get gives the value of an element, empty when it has none.
func (a Address) Get(e Element) models.Text {
	if i := a.find(e); i >= 0 {
		return a.parts[i].text
	}
	return models.Text{}
}

// Elements gives the elements that have a value, in order.
func (a Address) Elements() []Element {
	var all []Element
	for _, p := range a.parts {
		if !p.text.Empty() {
			all = append(all, p.element)
		}
	}
	return all
}

// Empty reports whether no element has a value.
func (a Address) Empty() bool { return len(a.Elements()) == 0 }

// Untouched reports whether the address is what the API gave: byte for byte, or with
// an area spelt as the list of areas spells it.
func (a Address) Untouched() bool { return a.source != nil }

// Set gives an element a value as the operator typed it; an empty one takes the
// element away. Setting what is there already changes nothing.
func (a *Address) Set(e Element, raw string) {
	if a.Get(e).Raw() == raw {
		return
	}
	a.parts = slices.Clone(a.parts)
	a.source = nil
	if raw == "" {
		a.parts = slices.DeleteFunc(a.parts, func(p part) bool { return p.element == e })
		return
	}
	a.put(part{element: e, text: models.NewText(raw)})
}

func (a *Address) put(p part) {
	if i := a.find(p.element); i >= 0 {
		a.parts[i] = p
		return
	}
	a.parts = append(a.parts, p)
}

func (a Address) find(e Element) int {
	return slices.IndexFunc(a.parts, func(p part) bool { return p.element == e })
}

// Respell gives an element that has a value another spelling of the same: the
// address counts as untouched if it did before.
func (a *Address) Respell(e Element, raw string) {
	i := a.find(e)
	if i < 0 {
		return
	}
	a.parts = slices.Clone(a.parts)
	a.parts[i].text = models.NewText(raw)
	if a.parts[i].raw != nil {
		var value bytes.Buffer
		writeString(&value, raw)
		a.parts[i].raw = value.Bytes()
	}
	if a.source != nil {
		a.source = nil
		a.source = a.JSON()
	}
}

// Equal reports whether both hold the same values, in any order.
func (a Address) Equal(b Address) bool {
	elements := a.Elements()
	if len(elements) != len(b.Elements()) {
		return false
	}
	return !slices.ContainsFunc(elements, func(e Element) bool { return a.Get(e).Raw() != b.Get(e).Raw() })
}

// JSON gives the body for voiceaddress: a flat object of the elements and the dial
// zone. What came from the API and was not changed keeps its bytes.
func (a Address) JSON() []byte {
	if a.source != nil {
		return bytes.Clone(a.source)
	}
	var out bytes.Buffer
	out.WriteByte('{')
	for i, p := range a.parts {
		if i > 0 {
			out.WriteByte(',')
		}
		writeString(&out, string(p.element))
		out.WriteByte(':')
		if p.raw != nil {
			out.Write(p.raw)
		} else {
			writeString(&out, p.text.Raw())
		}
	}
	out.WriteByte('}')
	return out.Bytes()
}

// writeString writes a JSON string without the escapes that are for web pages.
func writeString(out *bytes.Buffer, s string) {
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(s); err != nil {
		out.WriteString(`""`) // cannot happen: a string always encodes
		return
	}
	out.Truncate(out.Len() - 1) // the newline of the encoder
}

// MarshalJSON writes what JSON gives; the encoder may respell its blanks and escapes.
func (a Address) MarshalJSON() ([]byte, error) { return a.JSON(), nil }

// UnmarshalJSON reads what Decode reads; JSON that is not an object is an error.
func (a *Address) UnmarshalJSON(data []byte) error {
	v, err := models.ParseValue(bytes.Clone(data))
	if err != nil {
		return fmt.Errorf("read an address: %w", err)
	}
	if kind := v.Kind(); kind != models.ObjectValue && kind != models.NullValue {
		return fmt.Errorf("read an address: an object of elements was expected, got %.20q", string(data))
	}
	*a = Decode(v)
	return nil
}
