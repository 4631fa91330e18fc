package models

import (
	"net/url"
	"strings"
	"testing"
)

func TestEachSegmentOfAPathStaysOne(t *testing.T) {
	t.Parallel()
	for segment, want := range map[string]string{
		"9999": "/a/9999/z", "Biel/Bienne": "/a/Biel%2FBienne/z", "..": "/a/%2E%2E/z", ".": "/a/%2E/z",
		"100%": "/a/100%25/z", "é ?#": "/a/%C3%A9%20%3F%23/z", "a.b": "/a/a.b/z",
	} {
		path := Path("a", segment, "z")
		if path != want {
			t.Errorf("%q: %s, want %s", segment, path, want)
		}
		base := &url.URL{Scheme: "https", Host: "api.example"}
		at, err := base.Parse(path)
		if err != nil || at.EscapedPath() != path {
			t.Fatalf("%q: %v, %v", segment, at, err)
		}
		if got, err := url.PathUnescape(strings.Split(path, "/")[2]); err != nil || got != segment {
			t.Errorf("%q came back as %q, %v", segment, got, err)
		}
	}
}

func TestAPathWithAnEmptySegmentIsNotWhole(t *testing.T) {
	t.Parallel()
	for _, segments := range [][]string{nil, {""}, {"", "a"}, {"a", "", "b"}, {"a", ""}} {
		if path := Path(segments...); IsWhole(path) {
			t.Errorf("%q is taken for whole", path)
		}
	}
	for _, segments := range [][]string{{"a"}, {"a", "/", "b"}, {"a", " "}} {
		if path := Path(segments...); !IsWhole(path) {
			t.Errorf("%q is not", path)
		}
	}
}
