package config

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
)

// Place is where a value came from: a line of a file, or a name such as
// "BTALK_THEME", "--theme" or "default".
type Place struct {
	File string
	Line int // from 1; 0 is the file as a whole
	Name string
}

// String is file:line, or the name.
func (p Place) String() string {
	switch {
	case p.File == "":
		return p.Name
	case p.Line == 0:
		return printable(p.File)
	default:
		return fmt.Sprintf("%s:%d", printable(p.File), p.Line)
	}
}

// Error is one thing wrong with the configuration. Its text names the place,
// the setting, what is wrong and what to do, and never a value that may be secret.
type Error struct {
	Place   Place
	Setting string // "" when it is not about a single one
	Problem string
	Fix     string // what to do now
	Err     error  // the cause, if another error is; its text is part of Problem
}

func (e *Error) Error() string {
	var b strings.Builder
	b.WriteString(e.Place.String())
	if e.Setting != "" && e.Setting != e.Place.Name {
		b.WriteString(": " + printable(e.Setting))
	}
	b.WriteString(": " + e.Problem)
	if e.Fix != "" {
		b.WriteString("; " + e.Fix)
	}
	return b.String()
}

// Unwrap is the cause.
func (e *Error) Unwrap() error { return e.Err }

// printable is text from a file, a path or the environment, quoted when it
// holds anything that a terminal might act upon.
func printable(text string) string {
	odd := func(r rune) bool { return r == unicode.ReplacementChar || !unicode.IsPrint(r) }
	if text == "" || strings.ContainsFunc(text, odd) {
		return strconv.QuoteToASCII(text)
	}
	return text
}

// shellWord is text as one word for a shell to copy.
func shellWord(text string) string {
	plain := func(r rune) bool {
		return unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune("/._-+@:,=", r)
	}
	if printable(text) != text {
		return "$" + "'" + strings.Trim(strings.ReplaceAll(strconv.QuoteToASCII(text), "'", `\'`), `"`) + "'"
	}
	if strings.ContainsFunc(text, func(r rune) bool { return !plain(r) }) {
		return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'"
	}
	return text
}
