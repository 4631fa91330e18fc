package cli

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"btalk/internal/sandbox"
)

// addressFile writes a file that holds an address.
func addressFile(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "address.json")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestInputThatIsSaidTwiceIsRefusedByName(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	site, address := britishSite(t, b)
	for _, c := range []struct {
		name string
		file string
		args []string
		says string
	}{
		{"a key of a file", `{"a3":"Paris","a3":"Lyon"}`, nil, `"a3" is given twice`},
		{"a key of a file in another case", `{"a3":"Paris","A3":"Lyon"}`, nil, `"a3" is given twice`},
		{"the same value", `{"a3":"Paris","a3":"Paris"}`, nil, `"a3" is given twice`},
		{"within the address of an object", `{"address":{"pc":"1","PC":"2"}}`, nil, `"pc" is given twice`},
		{"two addresses", `{"address":{"pc":"1"},"voiceAddress":{"pc":"2"}}`, nil, "two addresses"},
		{"a name that nobody knows", `{"foo":"1","FOO":"2"}`, nil, "is given twice"},
		{"the dial zone", `{"dialZone":"1","dialzone":"2"}`, nil, `"dialZone" is given twice`},
		{"words", "", []string{"a3=Paris", "A3=Lyon"}, `"a3" is given twice`},
		{"a word and a file", `{"a3":"Paris"}`, []string{"A3=Lyon"}, "by the command line"},
		{"a value that is a list", `{"a3":["Paris"]}`, nil, `"a3"`},
		{"a value that is an object", `{"a3":{"x":1}}`, nil, `"a3"`},
		{"a value that is a flag", `{"pc":true}`, nil, `"pc"`},
		{"a value that is null", `{"pc":null}`, nil, `"pc" is null`},
		{"a name that is none", `{"a3":"Paris","postcode":"69003"}`, nil, `no field "postcode"`},
		{"a word with a name that is none", "", []string{"city=Paris"}, `no field "city"`},
		{"no object", `["a3"]`, nil, "an object"},
	} {
		args := c.args
		if c.file != "" {
			args = append(args, "--file", addressFile(t, c.file))
		}
		for _, command := range [][]string{{"address", "check", "GB"}, {"--write", "address", "push", site, "GB", "--yes"}} {
			got := b.run(t, append(command, args...)...)
			if got.code != exitUsage || !strings.Contains(got.err, c.says) {
				t.Errorf("%s: exit %d, want %d and %q:\n%s", c.name, got.code, exitUsage, c.says, got.err)
			}
		}
	}
	for _, args := range [][]string{
		{"address", "search", "FR", "pc=69003", "PC=69004"},
		{"order", "create", "--name", "A", "--name", "B"},
		{"address", "check", "GB", "--file", "a", "--file", "b"},
	} {
		if got := b.run(t, args...); got.code != exitUsage || !strings.Contains(got.err, "twice") {
			t.Errorf("%q: exit %d:\n%s", args, got.code, got.err)
		}
	}
	if len(address) == 0 || writes(b) != 0 {
		t.Errorf("%d writes were received, want none", writes(b))
	}
}

func TestNamesAreReadAlikeAndValuesAsTheyAreWritten(t *testing.T) {
	t.Parallel()
	b := newBench(t, sandbox.Options{})
	site, _ := britishSite(t, b)
	file := addressFile(t, `{"A3":"London","PC":01234,"hno":1e5}`)
	if got := b.run(t, "address", "check", "GB", "--file", file); got.code != exitUsage {
		t.Errorf("a number with a leading zero is not JSON: exit %d\n%s", got.code, got.err)
	}
	file = addressFile(t, `{"A3":"London"," Pc":75002,"HNO":1e5,"a6":12345678901234567890,"unit":"01234"}`)
	plan := b.run(t, "address", "push", site, "GB", "--file", file, "--dry-run", "-o", "json")
	var shown struct {
		Requests []struct {
			Body map[string]any `json:"body"`
		} `json:"requests"`
	}
	if err := json.Unmarshal([]byte(plan.out), &shown); err != nil || len(shown.Requests) != 1 {
		t.Fatalf("%v: exit %d\n%s\n%s", err, plan.code, plan.out, plan.err)
	}
	for name, want := range map[string]any{"a3": "London", "pc": "75002", "hno": "1e5", "a6": "12345678901234567890", "unit": "01234"} {
		if got := shown.Requests[0].Body[name]; got != want {
			t.Errorf("%s is sent as %#v, want %#v", name, got, want)
		}
	}
}
