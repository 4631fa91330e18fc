package fields

import (
	"fmt"
	"strings"
	"testing"

	"btalk/internal/models"
)

func read(t *testing.T, document string) *Reader {
	t.Helper()
	value, err := models.ParseValue([]byte(document))
	if err != nil {
		t.Fatal(err)
	}
	return Of(value)
}

func listed(rest []Field) string {
	lines := make([]string, len(rest))
	for i, field := range rest {
		lines[i] = fmt.Sprintf("%s=%s", field.Path, field.Value)
	}
	return strings.Join(lines, " ")
}

func TestWhatNobodyAskedForIsKeptInOrder(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, document, want string
		ask                  func(*Reader)
	}{
		{"nothing asked", `{"b":1,"a":{"x":"y","z":[true,null]}}`, "b=1 a.x=y a.z[0]=true a.z[1]=", func(*Reader) {}},
		{"a text", `{"id":"1","x":2}`, "x=2", func(r *Reader) { r.Text("id") }},
		{"a text that is an object", `{"id":{"v":1}}`, "id.v=1", func(r *Reader) { r.Text("id") }},
		{"the second name", `{"orderId":7,"x":2}`, "x=2", func(r *Reader) { r.Text("id", "orderId") }},
		{"both names", `{"orderId":7,"id":8}`, "orderId=7", func(r *Reader) { r.Text("id", "orderId") }},
		{"a name that comes twice", `{"id":7,"id":8}`, "id=8", func(r *Reader) { r.Text("id") }},
		{"asked twice", `{"id":7}`, "", func(r *Reader) { r.Text("id"); r.Text("id") }},
		{"inside an object", `{"site":{"name":"Lyon","floor":3}}`, "site.floor=3", func(r *Reader) { r.Object("site").Text("name") }},
		{"an object that is a text", `{"site":"Lyon"}`, "site=Lyon", func(r *Reader) { r.Object("site").Text("name") }},
		{"inside a list", `{"m":[{"n":1,"k":2},{"n":3},4]}`, "m[0].k=2 m[2]=4", func(r *Reader) {
			for _, one := range r.Objects("m") {
				one.Text("n")
			}
		}},
		{"one object for a list", `{"m":{"n":1,"k":2}}`, "m.k=2", func(r *Reader) { r.Objects("m")[0].Text("n") }},
		{"a list of texts", `{"m":["a","b"]}`, "m[0]=a m[1]=b", func(r *Reader) { r.Objects("m") }},
		{"an empty list", `{"m":[],"n":{}}`, "n={}", func(r *Reader) { r.Objects("m") }},
		{"null", `{"id":null}`, "id=", func(r *Reader) { r.Text("id") }},
		{"not an object", `[1,2]`, "", func(r *Reader) { r.Text("id") }},
		{"deep", `{"a":{"b":{"c":{"d":{"e":{"f":{"g":1}}}}}}}`, `a.b.c.d.e.f={"g":1}`, func(*Reader) {}},
	}
	for _, test := range tests {
		r := read(t, test.document)
		test.ask(r)
		if got := listed(r.Rest()); got != test.want {
			t.Errorf("%s: left %q, want %q", test.name, got, test.want)
		}
	}
}

func TestTheFirstNameThatFitsIsRead(t *testing.T) {
	t.Parallel()
	r := read(t, `{"status":{"code":1},"state":"open","statut":"ouvert"}`)
	if got := r.Text("status", "state", "statut"); got.Raw() != "open" {
		t.Errorf("read %q", got)
	}
	if got := r.Value(func(v models.Value) bool { return v.Kind() == models.NumberValue }, "statut", "status"); got != nil {
		t.Errorf("read %s where a number was asked for", got)
	}
	var none *Reader
	if none.Text("a").Raw() != "" || none.Object("a") != nil || none.Objects("a") != nil || none.Rest() != nil {
		t.Error("an object that is not there has fields")
	}
}
