package rawview

import (
	"context"
	"strings"
	"testing"
	"time"

	"btalk/internal/ui/keymap"
	"btalk/internal/ui/screen"
	"btalk/internal/ui/theme"
	"btalk/internal/ui/uitest"
)

func TestRender(t *testing.T) {
	t.Parallel()
	document := []byte("{\"b\":1e400,\"a\":\"Łódź \U0001F600\",\"a\":9007199254740993}")
	for _, test := range []struct {
		spelt bool
		want  string
	}{
		{false, "{\n  \"b\": 1e400,\n  \"a\": \"Łódź \U0001F600\",\n  \"a\": 9007199254740993\n}"},
		{true, "{\n  \"b\": 1e400,\n  \"a\": \"\\u0141\\u00f3d\\u017a \\ud83d\\ude00\",\n  \"a\": 9007199254740993\n}"},
	} {
		if got := strings.Join(render(document, test.spelt), "\n"); got != test.want {
			t.Errorf("got %s, want %s", got, test.want)
		}
	}
	for _, hostile := range []string{"\x1b]0;x\x07", "{\"a\":\"\u202e\x9b31m\"", ""} {
		for _, line := range render([]byte(hostile), false) {
			if strings.ContainsAny(line, "\x1b\x07\u202e\u009b") {
				t.Errorf("%q shows %q", hostile, line)
			}
		}
	}
}

func TestScreen(t *testing.T) {
	t.Parallel()
	styles := theme.Builtin()
	env := &screen.Env{Ctx: context.Background(), Now: time.Now, Keys: keymap.Default(), Styles: &styles}
	var items []string
	for range 200 {
		items = append(items, `{"id":"x","name":"Zürich"}`)
	}
	s := New(env, screen.Raw{Of: "a list", JSON: []byte("[" + strings.Join(items, ",") + "]")})
	d := uitest.Drive(t, s, 40, 10)
	d.Want("lines 1–9 of 802")
	d.Press("G")
	d.Want("of 802", "]")
	d.Press("g", "d")
	d.Want(`Z\u00fcrich`, "ASCII only")
	d.Press("d", "/")
	d.Type("zürich")
	d.Press("enter")
	d.Want("“zürich”", "lines 1–9")
	d.Press("enter", "enter", "enter")
	d.WantNot("lines 1–9 ")
	d.Press("esc")
	d.WantNot("“zürich”")
	if s.Holding() {
		t.Error("back is still held")
	}
	for _, size := range [][2]int{{1, 1}, {60, 11}, {3, 2}, {200, 50}} {
		d.Resize(size[0], size[1])
		d.Frame()
	}
}
