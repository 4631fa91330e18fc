package address

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"btalk/internal/models"
	"btalk/internal/models/text"
)

// Usage says whether a country wants an element.
type Usage int

// What usage may be; anything that is not known is no reason to refuse a value.
const (
	UsageUnknown Usage = iota
	Mandatory
	Optional
	NotUsed
)

// ValueType is the kind of value an element takes.
type ValueType int

// The four documented types, and whatever else may come.
const (
	TypeUnknown    ValueType = iota
	FreeString               // any text
	FreeNumerical            // digits 0 to 9 only
	Enumeration              // one of the possible values
	EnumerationMap           // enumerationAssociative: stored by value, shown by display
)

// Choice is a possible value: what is stored, and what is shown for it.
type Choice struct{ Value, Display models.Text }

// Field is what a country demands of one element (DOC api-contract §2.3 B8).
type Field struct {
	Element   Element
	Label     models.Text
	Help      models.Text
	Reference models.Text // referenceUrl
	Usage     Usage
	UsageText models.Text // as sent
	Type      ValueType
	TypeText  models.Text // as sent
	MinLength int         // in characters; 0 for none
	MaxLength int         // in characters; 0 for none
	Pattern   *Pattern    // nil for none
	Choices   []Choice
	Complete  bool // every possible value could be read
	Position  int
	Raw       models.Value

	placed bool // the API gave a position
}

// Schema is what a country demands of an address, in the order to ask for it.
type Schema struct {
	Fields   []Field
	Problems []Problem
	Raw      models.Value
}

// Problem is a part of a document that could not be read. It costs only the rule
// it stands for: that rule is not checked here.
type Problem struct {
	Field Element // empty when it concerns the whole document
	What  string
}

// Known reports whether the schema says anything: a document in which no element
// has a rule is not an answer, whatever else is in it.
func (s Schema) Known() bool { return slices.ContainsFunc(s.Fields, Field.described) }

// described reports whether the API says anything of the element.
func (f Field) described() bool {
	return f.Usage != UsageUnknown || f.Type != TypeUnknown || f.MaxLength > 0 || f.MinLength > 0 ||
		f.Pattern != nil || len(f.Choices) > 0 || text.Visible(f.Label.Raw())
}

// Field gives the rules of an element.
func (s Schema) Field(e Element) (field Field, ok bool) {
	for _, field := range s.Fields {
		if field.Element == e {
			return field, true
		}
	}
	return Field{}, false
}

// DecodeSchema reads the answer of addressconstraints. It never fails: what cannot
// be read is listed in Problems.
func DecodeSchema(v models.Value) Schema {
	s := Schema{Raw: v}
	entries := schemaEntries(v, 2)
	if entries == nil && v.Kind() != models.NullValue && len(v.Object().Fields) > 0 {
		s.Problems = append(s.Problems, Problem{What: "the address schema holds no element"})
	}
	for _, entry := range entries {
		s.add(entry)
	}
	slices.SortStableFunc(s.Fields, askedBefore)
	return s
}

// askedBefore orders by position, those without one last, then as the standard
// does, then by name.
func askedBefore(a, b Field) int {
	if a.placed != b.placed {
		if a.placed {
			return -1
		}
		return 1
	}
	return cmp.Or(cmp.Compare(a.Position, b.Position), cmp.Compare(a.Element.order(), b.Element.order()),
		strings.Compare(string(a.Element), string(b.Element)))
}

// add decodes one element. An unknown key that holds no object describes the
// document, not an element; the same under a known key is damage, and the element
// stays usable without its rules.
func (s *Schema) add(entry models.Field) {
	element := ParseElement(entry.Key)
	if entry.Value.Kind() != models.ObjectValue {
		if !element.Known() {
			return
		}
		s.Problems = append(s.Problems, Problem{element, "its rules are not an object"})
	}
	if _, twice := s.Field(element); twice {
		s.Problems = append(s.Problems, Problem{element, "it is described twice; the first description counts"})
		return
	}
	d := fieldDecoder{object: entry.Value.Object(), field: Field{Element: element, Raw: entry.Value}}
	s.Fields = append(s.Fields, d.decode())
	s.Problems = append(s.Problems, d.problems...)
}

// schemaEntries finds the object that is keyed by element: the document itself, an
// object up to depth inside it, or a list whose items name their element.
func schemaEntries(v models.Value, depth int) []models.Field {
	if v.Kind() == models.ListValue {
		return listedEntries(v)
	}
	fields := v.Object().Fields
	if slices.ContainsFunc(fields, describesElement) {
		return fields
	}
	if depth == 0 {
		return nil
	}
	for _, field := range fields {
		if inner := schemaEntries(field.Value, depth-1); inner != nil {
			return inner
		}
	}
	return nil
}

func describesElement(field models.Field) bool {
	if ParseElement(field.Key).Known() {
		return true
	}
	rules := field.Value.Object()
	return !rules.Text("usage").Empty() || !rules.Text("valueType").Empty()
}

func listedEntries(v models.Value) []models.Field {
	var entries []models.Field
	for _, item := range v.List() {
		name := item.Object().Text("element", "name", "field", "key", "id")
		if !name.Empty() {
			entries = append(entries, models.Field{Key: name.Raw(), Value: item})
		}
	}
	return entries
}

// fieldDecoder reads the rules of one element and notes what it could not read.
type fieldDecoder struct {
	object   models.Object
	field    Field
	problems []Problem
}

func (d *fieldDecoder) decode() Field {
	f := &d.field
	f.Label = d.object.Text("defaultLabel", "label")
	f.Help = d.object.Text("defaultDescription", "description")
	f.Reference = d.object.Text("referenceUrl")
	f.UsageText = d.object.Text("usage")
	f.Usage = usageOf(f.UsageText.Raw())
	f.TypeText = d.object.Text("valueType")
	f.Type = typeOf(f.TypeText.Raw())
	f.MinLength = d.length("minLength")
	f.MaxLength = d.length("maxLength")
	if f.MaxLength > 0 && f.MinLength > f.MaxLength {
		d.problem("minLength %d is greater than maxLength %d", f.MinLength, f.MaxLength)
		f.MinLength, f.MaxLength = 0, 0
	}
	f.Pattern = CompilePattern(d.text("valueRegexp"))
	f.Position = d.number("position")
	_, f.placed = d.present("position")
	d.choices()
	if f.Type == TypeUnknown && !f.TypeText.Empty() {
		d.problem("its value type %q is not known", f.TypeText)
	}
	return *f
}

func (d *fieldDecoder) problem(format string, args ...any) {
	d.problems = append(d.problems, Problem{d.field.Element, fmt.Sprintf(format, args...)})
}

// present gives a member that is there and not null.
func (d *fieldDecoder) present(name string) (v models.Value, ok bool) {
	v = d.object.Get(name)
	return v, v.Kind() != models.NullValue
}

func (d *fieldDecoder) text(name string) string {
	v, ok := d.present(name)
	if ok && v.Kind() != models.StringValue {
		d.problem("%s is not a text", name)
		return ""
	}
	return v.Text().Raw()
}

func (d *fieldDecoder) number(name string) int {
	v, ok := d.present(name)
	n, isNumber := v.Int()
	if ok && !isNumber && v.Text().Raw() != "" {
		d.problem("%s is not a number", name)
	}
	return n
}

func (d *fieldDecoder) length(name string) int {
	n := d.number(name)
	if n < 0 {
		d.problem("%s is negative", name)
		return 0
	}
	return n
}

// choices reads the possible values. When one of them cannot be read the list is
// not complete, and a value outside it cannot be called wrong.
func (d *fieldDecoder) choices() {
	v, ok := d.present("possibleValues")
	closed := d.field.Type == Enumeration || d.field.Type == EnumerationMap
	if !ok || v.Kind() == models.StringValue && v.Text().Empty() {
		if closed {
			d.problem("its possible values are missing")
		}
		return
	}
	if v.Kind() != models.ListValue {
		d.problem("its possible values are not a list")
		return
	}
	items := v.List()
	for _, item := range items {
		if choice, ok := decodeChoice(item); ok {
			d.field.Choices = append(d.field.Choices, choice)
		}
	}
	d.field.Complete = len(items) == len(d.field.Choices) && len(items) > 0
	if closed && !d.field.Complete {
		d.problem("some of its possible values cannot be read")
	}
}

// decodeChoice reads "AVE", 12 or {"value":"AVE","display":"Avenue"}; further is
// a list of other names under which the value may stand.
func decodeChoice(v models.Value, further ...string) (choice Choice, ok bool) {
	switch v.Kind() {
	case models.ObjectValue:
		o := v.Object()
		choice.Value = o.Text(append([]string{"value"}, append(further, "code", "name", "label", "id")...)...)
		choice.Display = o.Text("display", "label", "name", "value")
	default:
		choice.Value = v.Text()
	}
	if choice.Display.Empty() {
		choice.Display = choice.Value
	}
	// An empty value would be told from a missing one by nobody.
	return choice, !choice.Value.Empty()
}

func usageOf(text string) Usage {
	switch strings.ToLower(strings.TrimSpace(text)) {
	case "mandatory", "required":
		return Mandatory
	case "optional":
		return Optional
	case "notused", "not_used", "not used", "unused":
		return NotUsed
	}
	return UsageUnknown
}

func typeOf(text string) ValueType {
	switch strings.ToLower(strings.TrimSpace(text)) {
	case "freestring":
		return FreeString
	case "freenumerical":
		return FreeNumerical
	case "enumeration":
		return Enumeration
	case "enumerationassociative":
		return EnumerationMap
	}
	return TypeUnknown
}
