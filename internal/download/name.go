package download

import (
	"mime"
	"net/url"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Format is what was asked for. It is the extension of the file.
type Format string

// The formats that Billing is asked for (api-contract §4.2, inferred).
const (
	PDF  Format = "pdf"
	CSV  Format = "csv"
	JSON Format = "json"
)

// longestName is the length of the longest name in bytes; file systems take 255.
const longestName = 200

// Name makes the name of a file from the Content-Disposition of an answer, and from
// fallback ("bill-1013390") where that gives none: the last element of a path, with
// nothing in it that hides, reorders or means something to a system, and the
// extension of the format.
func Name(disposition string, format Format, fallback string) string {
	for _, wish := range []string{wished(disposition), fallback, "document"} {
		if name := clean(wish, "."+string(format)); name != "" {
			return name
		}
	}
	return "document." + string(format)
}

// parameter finds filename and filename* in a Content-Disposition that
// mime.ParseMediaType refuses: two names, blanks without quotes.
var parameter = regexp.MustCompile(`(?i)filename(\*?)\s*=\s*("(?:\\.|[^"\\])*"|[^;]*)`)

// wished is the name that the server sends; filename* before filename (RFC 6266).
func wished(disposition string) string {
	if _, parameters, err := mime.ParseMediaType(disposition); err == nil {
		return parameters["filename"]
	}
	plain := ""
	for _, found := range parameter.FindAllStringSubmatch(disposition, -1) {
		value := strings.TrimSpace(found[2])
		if found[1] == "" {
			if plain == "" {
				plain = unquote(value)
			}
			continue
		}
		if parts := strings.SplitN(value, "'", 3); len(parts) == 3 {
			if name, err := url.PathUnescape(parts[2]); err == nil {
				return name
			}
		}
	}
	return plain
}

// quoted finds a character behind a backslash.
var quoted = regexp.MustCompile(`\\(.)`)

func unquote(value string) string {
	if len(value) < 2 || value[0] != '"' {
		return value
	}
	return quoted.ReplaceAllString(strings.TrimSuffix(value[1:], `"`), "$1")
}

// clean makes a name of one element that ends in the extension; "" when nothing is
// left.
func clean(wish, extension string) string {
	wish = strings.ToValidUTF8(wish, "")
	wish = wish[strings.LastIndexAny(wish, `/\`)+1:]
	name := strings.Map(func(r rune) rune {
		if r == ':' || !unicode.IsGraphic(r) || unicode.In(r, unicode.Other_Default_Ignorable_Code_Point, unicode.Variation_Selector) {
			return -1
		}
		return r
	}, wish)
	name = strings.TrimFunc(name, unicode.IsSpace)
	if stem, ok := cutExtension(name, extension); ok {
		name = stem
	}
	// A dot hides a file, a dash makes an option of it, a tilde a home.
	name = strings.TrimLeftFunc(name, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune(".-~", r) })
	name = cut(name, longestName-len(extension))
	name = strings.TrimRightFunc(name, func(r rune) bool { return unicode.IsSpace(r) || r == '.' })
	if name == "" {
		return ""
	}
	return name + extension
}

func cutExtension(name, extension string) (stem string, ok bool) {
	at := len(name) - len(extension)
	if at < 0 || !strings.EqualFold(name[at:], extension) {
		return name, false
	}
	return name[:at], true
}

// cut shortens a text to so many bytes, on a character.
func cut(text string, most int) string {
	if len(text) <= most {
		return text
	}
	for most > 0 && !utf8.RuneStart(text[most]) {
		most--
	}
	return text[:most]
}
