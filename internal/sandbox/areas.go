package sandbox

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
)

// areaTree holds the values of one level and what is below each.
type areaTree struct {
	values []string
	below  map[string]*areaTree
}

// areas are the geographic areas of every country that has them.
var areas = sync.OnceValue(func() map[string]*areaTree {
	trees := map[string]*areaTree{}
	packed, err := files.ReadFile("data/areas.tsv.gz")
	if err != nil {
		panic(fmt.Sprintf("sandbox was built without its geographic areas: %v", err))
	}
	unpacked, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		panic(fmt.Sprintf("data/areas.tsv.gz: %v", err))
	}
	lines := bufio.NewScanner(unpacked)
	for lines.Scan() {
		cells := strings.Split(lines.Text(), "\t")
		if trees[cells[0]] == nil {
			trees[cells[0]] = &areaTree{}
		}
		trees[cells[0]].add(cells[1:])
	}
	addMadeUpAreas(trees)
	return trees
})

// add puts one path of values into the tree, keeping the order of the file.
func (t *areaTree) add(path []string) {
	if len(path) == 0 {
		return
	}
	if t.below == nil {
		t.below = map[string]*areaTree{}
	}
	next := t.below[path[0]]
	if next == nil {
		next = &areaTree{}
		t.below[path[0]] = next
		t.values = append(t.values, path[0])
	}
	next.add(path[1:])
}

// at follows a path of values; nil when one of them is unknown.
func (t *areaTree) at(path []string) *areaTree {
	for _, value := range path {
		if t == nil {
			return nil
		}
		t = t.below[value]
	}
	return t
}

const areaLevels = 4

// showGeographicRules answers B9.
func showGeographicRules(c *call) answer {
	found, refused := c.country()
	if refused != nil {
		return *refused
	}
	if document, odd := oddDocument(found.iso2, "geographicalconstraints"); odd {
		return ok(document)
	}
	rules := map[string]string{}
	for level := range areaLevels {
		rules[fmt.Sprintf("area%d_pidflo", level+1)] = "notUsed"
		if level < len(found.areas) {
			rules[fmt.Sprintf("area%d_pidflo", level+1)] = found.areas[level]
		}
	}
	return ok(map[string]any{"iso2": found.iso2, "emergencyAreaRules": rules, "dialZoneSelection": found.dialZone})
}

// listAreas answers B10 to B13: the values of the level below those in the path.
func listAreas(c *call) answer {
	found, refused := c.country()
	if refused != nil {
		return *refused
	}
	if document, odd := oddDocument(found.iso2, "geoareas"); odd {
		return ok(document)
	}
	tree := areas()[found.iso2]
	if tree == nil {
		return refusal(http.StatusNotFound, codeNotFound, "iso2: %s has no geographic areas", found.iso2)
	}
	for level := 1; level < areaLevels; level++ {
		name := fmt.Sprintf("area%d", level)
		value, given := c.params[name]
		if !given {
			break
		}
		if tree = tree.at([]string{value}); tree == nil {
			return refusal(http.StatusNotFound, codeNotFound, "%s: there is no area %q in %s", name, value, found.iso2)
		}
	}
	return wholeList(tree.values)
}

// checkAreas is the second step of api-contract §2.6: the constrained elements, level by level.
func (c country) checkAreas(given address) []apiError {
	tree := areas()[c.iso2]
	var check fieldCheck
	for level, element := range c.areas {
		if tree == nil || len(tree.values) == 0 {
			return nil
		}
		if !slices.Contains(tree.values, given[element]) {
			check.invalid(element, "%q is not a value of area%d%s", given[element], level+1, above(c.areas[:level], given))
			return check.errs
		}
		tree = tree.below[given[element]]
	}
	return nil
}

func above(elements []string, given address) string {
	if len(elements) == 0 {
		return ""
	}
	values := make([]string, len(elements))
	for i, element := range elements {
		values[i] = given[element]
	}
	return " below " + strings.Join(values, ", ")
}
