package address

import (
	"strings"

	"btalk/internal/models"
)

// Element is the name of one part of an address, spelt as the API spells it:
// a1 … addrExtInfo10, the dial zone, or a name the standard does not know.
type Element string

// DialZone is pushed with an address but is not an element of the standard (INF
// api-contract §2.3 B14).
const DialZone Element = "dialZone"

// Value is an element with a value.
type Value struct {
	Element Element
	Text    models.Text
}

// City and the other elements that the postal form and the spreading of a pasted
// line need by name.
const (
	State       Element = "a1"
	County      Element = "a2"
	City        Element = "a3"
	District    Element = "a4"
	Block       Element = "a5"
	Street      Element = "a6"
	Number      Element = "hno"
	Suffix      Element = "hns"
	StreetType  Element = "sts"
	Floor       Element = "flr"
	Building    Element = "bld"
	Room        Element = "room"
	PostalCode  Element = "pc"
	PostalTown  Element = "pcn"
	PostBox     Element = "pobox"
	LeadingDir  Element = "prd"
	TrailingDir Element = "pod"
	Unit        Element = "unit"
)

// standard lists the elements in the order of the documentation, with what each
// means (DOC api-contract §2.4).
var standard = [...]struct {
	element Element
	meaning string
}{
	{State, "National subdivision: state, province, region"},
	{County, "County, parish, district"},
	{City, "City"},
	{District, "City sub-division"},
	{Block, "Neighbourhood, block"},
	{Street, "Street name without type or number"},
	{Number, "Street number"},
	{Suffix, "Street number suffix: A, 1/2, bis"},
	{StreetType, "Street type: Avenue, Street, Platz"},
	{Floor, "Floor number"},
	{Building, "Building"},
	{Room, "Room number"},
	{PostalCode, "Postal code"},
	{PostalTown, "Postal community name"},
	{PostBox, "Post office box"},
	{LeadingDir, "Leading street direction: North, West"},
	{TrailingDir, "Trailing street suffix: North-East"},
	{Unit, "Unit: apartment, suite"},
	{"addrExtInfo1", "Extension element 1"},
	{"addrExtInfo2", "Extension element 2"},
	{"addrExtInfo3", "Extension element 3"},
	{"addrExtInfo4", "Extension element 4"},
	{"addrExtInfo5", "Extension element 5"},
	{"addrExtInfo6", "Extension element 6"},
	{"addrExtInfo7", "Extension element 7"},
	{"addrExtInfo8", "Extension element 8"},
	{"addrExtInfo9", "Extension element 9"},
	{"addrExtInfo10", "Extension element 10"},
}

// Elements gives the 28 elements in the order of the standard.
func Elements() []Element {
	all := make([]Element, len(standard))
	for i, known := range standard {
		all[i] = known.element
	}
	return all
}

// ParseElement reads the name of an element in any case; a name that the standard
// does not know stays as it is.
func ParseElement(name string) Element {
	name = strings.TrimSpace(name)
	for _, known := range standard {
		if strings.EqualFold(name, string(known.element)) {
			return known.element
		}
	}
	if strings.EqualFold(name, string(DialZone)) {
		return DialZone
	}
	return Element(name)
}

// Meaning says what the element stands for, empty for one outside the standard.
func (e Element) Meaning() string {
	if e == DialZone {
		return "Dial zone local to the address"
	}
	if i := e.order(); i < len(standard) {
		return standard[i].meaning
	}
	return ""
}

// Known reports whether the element is one of the 28 of the standard.
func (e Element) Known() bool { return e.order() < len(standard) }

// order is the place in the standard; unknown elements come after all of them.
func (e Element) order() int {
	for i, known := range standard {
		if known.element == e {
			return i
		}
	}
	return len(standard)
}
