package config

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"
	"github.com/pelletier/go-toml/v2/unstable"

	"btalk/internal/models/text"
)

// spot is where a key stands in the text.
type spot struct {
	line  int            // of the key, from 1
	value unstable.Range // bytes of the value, where it is a text
	table bool           // it is a [table]
}

// spotKey is a key as [document.spots] knows it. The decoder does not look at
// upper and lower case, so neither do we.
func spotKey(key []string) string { return strings.ToLower(strings.Join(key, "\x00")) }

// finder collects the spots of a text.
type finder struct {
	parser unstable.Parser
	spots  map[string]spot
}

// findSpots finds every key, as far as the text can be read.
func findSpots(text []byte) map[string]spot {
	f := finder{spots: map[string]spot{}}
	f.parser.Reset(text)
	var table []string
	for f.parser.NextExpression() {
		node := f.parser.Expression()
		switch node.Kind {
		case unstable.Table, unstable.ArrayTable:
			var at spot
			table, at = f.key(nil, node)
			at.table = true
			f.spots[spotKey(table)] = at
		case unstable.KeyValue:
			f.keyValue(table, node)
		default: // a comment
		}
	}
	return f.spots
}

// keyValue notes a key with its value, and those in an inline table.
func (f *finder) keyValue(table []string, node *unstable.Node) {
	key, at := f.key(table, node)
	value := node.Value()
	if value.Kind == unstable.String {
		at.value = value.Raw
	}
	f.spots[spotKey(key)] = at
	if value.Kind == unstable.InlineTable {
		for children := value.Children(); children.Next(); {
			f.keyValue(key, children.Node())
		}
	}
}

// key is the full key of a node, and where its last part stands.
func (f *finder) key(table []string, node *unstable.Node) ([]string, spot) {
	key, at := slices.Clone(table), spot{}
	for parts := node.Key(); parts.Next(); {
		part := parts.Node()
		key = append(key, string(part.Data))
		at.line = f.parser.Shape(part.Raw).Start.Line
	}
	return key, at
}

// unknownKeys reports every key that means nothing, with the one probably meant.
func (d document) unknownKeys(strict *toml.StrictMissingError) error {
	var problems []error
	for i := range strict.Errors {
		e := &strict.Errors[i]
		line, _ := e.Position()
		problems = append(problems, &Error{
			Place:   Place{File: d.path, Line: line},
			Problem: "unknown key " + quoted(e.Key()),
			Fix:     suggestion(e.Key()),
		})
	}
	return joined(problems)
}

// suggestion names the nearest known key, and its table where that is another.
func suggestion(key toml.Key) string {
	if len(key) == 0 {
		return ""
	}
	name, top := key[len(key)-1], []string{"version", "profile", "theme", "profiles", "interface", "keys"}
	if slices.Contains(interfaceNames(), name) {
		return name + " belongs to the dashboard: put it below [interface]"
	}
	if len(key) == 2 && key[0] == "interface" {
		return "nearest known key: " + text.Nearest(name, interfaceNames())
	}
	if len(key) >= 3 { // profiles.NAME.name
		if slices.Contains(top, name) {
			return fmt.Sprintf("%s belongs at the top of the file, before any [table]", name)
		}
		return "nearest known key: " + text.Nearest(name, profileNames())
	}
	if len(key) == 2 && !slices.Contains(top, key[0]) { // TABLE.name
		return "nearest known key: " + text.Nearest(key[0], top)
	}
	if slices.Contains(profileNames(), name) {
		return fmt.Sprintf("%s belongs into a profile: put it below [profiles.default]", name)
	}
	return "nearest known key: " + text.Nearest(name, append(top, profileNames()...))
}

// malformed reports text that is not TOML, or a value of the wrong type.
func (d document) malformed(e *toml.DecodeError) error {
	line, _ := e.Position()
	problem := &Error{Place: Place{File: d.path, Line: line}}
	if want := wanted(e.Key()); want != "" && strings.Contains(e.Error(), "cannot ") {
		problem.Setting, problem.Problem = e.Key()[len(e.Key())-1], "wrong type: it wants "+want
		return problem
	}
	problem.Problem = printable(strings.TrimPrefix(e.Error(), "toml: "))
	problem.Fix = "see btalk config init for the form of the file"
	return problem
}

// wanted is the type of a setting in words, "" for an unknown one.
func wanted(key toml.Key) string {
	if len(key) == 0 {
		return ""
	}
	switch name := key[len(key)-1]; {
	case len(key) == 2 && key[0] == "keys":
		return `a list of keys, such as ["r", "f5"]`
	case name == "version", name == "requests_per_minute":
		return "a whole number"
	case name == "write":
		return "true or false"
	case name == "credential_command":
		return `a list, the program first: ["pass", "show", "btalk"]`
	case len(key) == 1 && (name == "profiles" || name == "interface" || name == "keys"):
		return "a table, [" + name + "]"
	case len(key) == 2 && key[0] == "profiles":
		return "a table, [profiles.NAME]"
	case slices.Contains(settingNames(), name):
		return "a text in quotes"
	default:
		return ""
	}
}

func quoted(key toml.Key) string { return `"` + printable(strings.Join(key, ".")) + `"` }
