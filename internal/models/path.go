package models

import (
	"net/url"
	"strings"
)

// Path is a path of the API, below its base address, escaped: "/customers/9999".
// Each segment is one segment, whatever it holds: "Biel/Bienne", "..", "100%".
// Nothing after it escapes the path again.
func Path(segments ...string) string {
	var out strings.Builder
	for _, segment := range segments {
		escaped := url.PathEscape(segment)
		if segment == "." || segment == ".." {
			escaped = strings.ReplaceAll(segment, ".", "%2E")
		}
		out.WriteString("/" + escaped)
	}
	return out.String()
}

// IsWhole reports whether no segment of a Path is empty: a code or an id that is
// missing would make it the path of something else.
func IsWhole(path string) bool {
	return strings.HasPrefix(path, "/") && !strings.HasSuffix(path, "/") && !strings.Contains(path, "//")
}
