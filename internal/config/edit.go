package config

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// freshText is [Default] with another active profile.
func freshText(profile string) []byte {
	return []byte(strings.NewReplacer(
		"\nprofile = \"default\"", "\nprofile = "+tomlText(profile),
		"[profiles.default]", profileHeader(profile),
	).Replace(defaultText))
}

// edit returns text with the values set in the profile. It works on the bytes,
// so that everything else stays, and then reads its own result: if that does not
// say what was wanted, and only that, the edit failed.
func edit(path string, text []byte, profile string, values map[string]Secret) ([]byte, error) {
	doc, err := parse(path, text)
	if err != nil {
		return nil, err
	}
	values = maps.Clone(values)
	if _, given := values["authorization_header"]; !given && !values["client_secret"].Empty() {
		values["authorization_header"] = Secret{} // or it would win over the new secret
	}
	edited := insert(text, doc, profile, values)
	if result, err := parse(path, edited); err != nil || !said(doc.file, result.file, profile, values) {
		return nil, &Error{
			Place: Place{File: path}, Problem: "is written in a way that cannot be edited without damage",
			Fix: fmt.Sprintf("put the settings below %s by hand", printable(profileHeader(profile))),
		}
	}
	return edited, nil
}

// insert puts each value over the present one, or below the profile's header,
// from the end of the text to its beginning so that positions stay true.
func insert(text []byte, doc document, profile string, values map[string]Secret) []byte {
	type change struct {
		from, to int
		text     string
	}
	if !bytes.HasSuffix(text, []byte("\n")) {
		text = append(slices.Clone(text), '\n')
	}
	header, added := doc.spots[spotKey([]string{"profiles", profile})], ""
	var changes []change
	for _, name := range slices.Sorted(maps.Keys(values)) {
		value := tomlText(values[name].Reveal())
		if at, ok := doc.spots[spotKey([]string{"profiles", profile, name})]; ok {
			from := int(at.value.Offset)
			changes = append(changes, change{from, from + int(at.value.Length), value})
		} else if !values[name].Empty() {
			added += name + " = " + value + "\n"
		}
	}
	if !header.table && added != "" {
		added = "\n" + profileHeader(profile) + "\n" + added
		changes = append(changes, change{len(text), len(text), added})
	} else if added != "" {
		below := lineStart(text, header.line+1)
		changes = append(changes, change{below, below, added})
	}
	slices.SortFunc(changes, func(a, b change) int { return cmp.Compare(b.from, a.from) })
	text = slices.Clone(text)
	for _, c := range changes {
		text = slices.Replace(text, c.from, c.to, []byte(c.text)...)
	}
	return text
}

// said reports whether after is before with the values set in the profile, and
// nothing else.
func said(before, after file, profile string, values map[string]Secret) bool {
	want := before.Profiles[profile].texts()
	for name, value := range values {
		want[name] = value.Reveal()
	}
	got := after.Profiles[profile].texts()
	for name, text := range want {
		if got[name] != text {
			return false
		}
	}
	before.Profiles, after.Profiles = others(before, profile), others(after, profile)
	return len(got) == len(want) && reflect.DeepEqual(before, after)
}

// others are the profiles of a file but one.
func others(f file, name string) map[string]profile {
	others := map[string]profile{}
	maps.Copy(others, f.Profiles)
	delete(others, name)
	return others
}

// lineStart is the offset at which a line, counted from 1, begins.
func lineStart(text []byte, line int) int {
	offset := 0
	for range line - 1 {
		n := bytes.IndexByte(text[offset:], '\n')
		if n < 0 {
			return len(text)
		}
		offset += n + 1
	}
	return offset
}

func profileHeader(profile string) string {
	plain := func(r rune) bool {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '_'
	}
	if profile != "" && !strings.ContainsFunc(profile, func(r rune) bool { return !plain(r) }) {
		return "[profiles." + profile + "]"
	}
	return "[profiles." + tomlText(profile) + "]"
}

// tomlText is text in quotes, as TOML wants it.
func tomlText(text string) string {
	if text == "" || printable(text) == text && !strings.ContainsAny(text, `"\`) {
		return `"` + text + `"`
	}
	line, err := toml.Marshal(map[string]string{"k": text})
	if err != nil {
		return `""` // not UTF-8: the edit will notice
	}
	return strings.TrimSpace(strings.TrimPrefix(string(line), "k = "))
}
