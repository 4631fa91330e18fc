package api

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"testing"
)

// A family that is not asked for is one that a change on another host never drops here.
func TestEveryFamilyIsAskedFor(t *testing.T) {
	t.Parallel()
	file, err := parser.ParseFile(token.NewFileSet(), "policy.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var declared []string
	ast.Inspect(file, func(node ast.Node) bool {
		spec, ok := node.(*ast.ValueSpec)
		if !ok {
			return true
		}
		if of, ok := spec.Type.(*ast.SelectorExpr); ok && of.Sel.Name == "Family" {
			for _, value := range spec.Values {
				if literal, ok := value.(*ast.BasicLit); ok {
					family, _ := strconv.Unquote(literal.Value)
					declared = append(declared, family)
				}
			}
		}
		return true
	})
	asked := families()
	slices.Sort(declared)
	slices.Sort(asked)
	if len(declared) == 0 || !slices.Equal(declared, asked) {
		t.Errorf("declared are %q, asked for are %q", declared, asked)
	}
}
