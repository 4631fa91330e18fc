package contract

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"btalk/internal/models"
)

// resource is what the page says of the objects of an answer.
type resource struct {
	inside string // the field of an answer that holds the object; "": the answer itself
	fields []field
}

// field is one field: its path ("voiceSite.voiceSiteId", "history[].date", "coverage.*"),
// the kinds it may be of, and how sure it is.
type field struct {
	path, kinds string
	id          bool // every object has it
	maybe       bool // assumed: that it is missing is no difference
}

// of reads a declaration: names with their kinds, "name:s" a text, "n" a number, "b" a
// flag, "o" an object, "l" a list; "name!" is in every object, "name?" is assumed.
func of(declaration string) resource {
	var r resource
	for one := range strings.FieldsSeq(declaration) {
		path, kinds, _ := strings.Cut(one, ":")
		f := field{path: strings.TrimRight(path, "!?"), kinds: kinds}
		f.id, f.maybe = strings.HasSuffix(path, "!"), strings.HasSuffix(path, "?")
		r.fields = append(r.fields, f)
	}
	return r
}

// declared is the field of that path; false when the page does not name it.
func (r resource) declared(path string) (field, bool) {
	for _, f := range r.fields {
		if matches(f.path, path) {
			return f, true
		}
	}
	return field{}, false
}

// matches compares a path with one that may hold "*" for any one name.
func matches(pattern, path string) bool {
	expected, actual := strings.Split(pattern, "."), strings.Split(path, ".")
	if len(expected) != len(actual) {
		return false
	}
	for i := range expected {
		if expected[i] != actual[i] && expected[i] != "*" {
			return false
		}
	}
	return true
}

// kindLetter and kindName are the two ways to call a kind of JSON value.
func kindLetter(k models.ValueKind) string {
	return map[models.ValueKind]string{models.StringValue: "s", models.NumberValue: "n", models.BoolValue: "b", models.ObjectValue: "o", models.ListValue: "l"}[k]
}

func kindName(v models.Value) string {
	names := map[models.ValueKind]string{models.StringValue: "text", models.NumberValue: "number", models.BoolValue: "flag", models.ObjectValue: "object", models.ListValue: "list"}
	if name, known := names[v.Kind()]; known {
		return name
	}
	return "null"
}

// visit calls see with every value below v and its path, v itself left out.
func visit(path string, v models.Value, see func(path string, v models.Value)) {
	switch v.Kind() {
	case models.ObjectValue:
		for _, f := range v.Object().Fields {
			below := f.Key
			if path != "" {
				below = path + "." + f.Key
			}
			see(below, f.Value)
			visit(below, f.Value, see)
		}
	case models.ListValue:
		for _, item := range v.List() {
			see(path+"[]", item)
			visit(path+"[]", item, see)
		}
	default:
	}
}

// fieldCheck compares objects with a resource.
type fieldCheck struct {
	resource resource
	objects  int
	present  map[string]int             // by declared path
	wrong    map[string]map[string]bool // kinds that are not as declared, by path
	new      map[string]map[string]bool // kinds of fields that the page does not name
	odd      map[string]int             // things that are no object, by kind
}

func newFieldCheck(r resource) *fieldCheck {
	return &fieldCheck{resource: r, present: map[string]int{}, wrong: map[string]map[string]bool{}, new: map[string]map[string]bool{}, odd: map[string]int{}}
}

// add looks at one object.
func (c *fieldCheck) add(object models.Value) {
	c.objects++
	if object.Kind() != models.ObjectValue {
		c.odd[kindName(object)]++
		return
	}
	seen := map[string]bool{}
	visit("", object, func(path string, v models.Value) {
		declared, known := c.resource.declared(path)
		switch {
		case known && declared.kinds != "" && v.Kind() != models.NullValue && !strings.Contains(declared.kinds, kindLetter(v.Kind())):
			note(c.wrong, path, kindName(v))
		case !known && !strings.HasSuffix(path, "[]"):
			note(c.new, path, kindName(v))
		}
		if known && !seen[declared.path] && v.Kind() != models.NullValue {
			seen[declared.path] = true
			c.present[declared.path]++
		}
	})
}

func note(in map[string]map[string]bool, key, value string) {
	if in[key] == nil {
		in[key] = map[string]bool{}
	}
	in[key][value] = true
}

// differences are in words how the objects differ from the page. New fields are told
// elsewhere.
func (c *fieldCheck) differences(show func(path string) string) []string {
	var all []string
	for _, kind := range slices.Sorted(maps.Keys(c.odd)) {
		all = append(all, fmt.Sprintf("%s in place of an object", kind))
	}
	for _, path := range slices.Sorted(maps.Keys(c.wrong)) {
		all = append(all, fmt.Sprintf("%#q is a %s", show(path), strings.Join(slices.Sorted(maps.Keys(c.wrong[path])), " or a ")))
	}
	objects := c.objects
	for _, n := range c.odd {
		objects -= n
	}
	for _, f := range c.resource.fields {
		switch had := c.present[f.path]; {
		case objects == 0 || strings.Contains(f.path, "*"):
		case f.id && had < objects && had > 0:
			all = append(all, fmt.Sprintf("%#q is missing in some", f.path))
		case had == 0 && !f.maybe && !strings.Contains(f.path, "."):
			all = append(all, fmt.Sprintf("%#q is missing", f.path))
		}
	}
	return all
}
